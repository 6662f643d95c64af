#include "core/base/value.h"

#include <atomic>
#include <bit>
#include <cmath>
#include <variant>

#include <fmt/format.h>

#include "core/base/assert.h"
#include "core/base/hash.h"

namespace muster {

struct Value::Heap {
  using Content = std::variant<std::string, ValueList, ValueMap, PathValue, Duration, Point, Bytes>;
  explicit Heap(Content initial) : content(std::move(initial)) {}
  std::atomic<std::uint32_t> references{1};
  const Content content;
};

namespace {

template <typename Content>
std::size_t list_bytes(const std::vector<Content>& list) {
  return list.size() * sizeof(Content);
}

std::uint64_t hash_type(ValueType type) {
  return hash_combine(0, static_cast<std::uint64_t>(type) + 1);
}

ZonedDateTime zoned_of(Instant instant) {
  std::int64_t seconds = instant.nanoseconds / kNanosecondsPerSecond;
  std::int64_t fraction = instant.nanoseconds % kNanosecondsPerSecond;
  if (fraction < 0) {
    seconds -= 1;
    fraction += kNanosecondsPerSecond;
  }
  return {
      .seconds = seconds, .nanoseconds = static_cast<std::uint32_t>(fraction), .zone = utc_zone()};
}

}  // namespace

std::optional<Instant> instant_of(const ZonedDateTime& time) {
  if (time.zone != utc_zone()) return std::nullopt;
  // Before 1970 counted back from the second after: the first representable second begins before
  // the first representable nanosecond.
  const bool back = time.seconds < 0 && time.nanoseconds > 0;
  const std::int64_t seconds = time.seconds + (back ? 1 : 0);
  const std::int64_t fraction =
      static_cast<std::int64_t>(time.nanoseconds) - (back ? kNanosecondsPerSecond : 0);
  std::int64_t total = 0;
  if (__builtin_mul_overflow(seconds, kNanosecondsPerSecond, &total) ||
      __builtin_add_overflow(total, fraction, &total))
    return std::nullopt;
  return Instant{total};
}

std::string_view value_type_name(ValueType type) {
  switch (type) {
    case ValueType::kNull:
      return "Null";
    case ValueType::kBoolean:
      return "Boolean";
    case ValueType::kInteger:
      return "Integer";
    case ValueType::kFloat:
      return "Float";
    case ValueType::kString:
      return "String";
    case ValueType::kList:
      return "List";
    case ValueType::kMap:
      return "Map";
    case ValueType::kInstant:
    case ValueType::kZonedDateTime:
      return "DateTime";
    case ValueType::kNode:
      return "Node";
    case ValueType::kEdge:
      return "Relationship";
    case ValueType::kPath:
      return "Path";
    case ValueType::kDate:
      return "Date";
    case ValueType::kLocalTime:
      return "LocalTime";
    case ValueType::kTime:
      return "Time";
    case ValueType::kLocalDateTime:
      return "LocalDateTime";
    case ValueType::kDuration:
      return "Duration";
    case ValueType::kPoint:
      return "Point";
    case ValueType::kBytes:
      return "ByteArray";
  }
  MUSTER_UNREACHABLE();
}

static_assert(sizeof(Value) == 16);

Value::Value(std::string text) : Value(ValueType::kString, new Heap(std::move(text))) {}
Value::Value(ValueList list) : Value(ValueType::kList, new Heap(std::move(list))) {}
Value::Value(ValueMap map) : Value(ValueType::kMap, new Heap(std::move(map))) {}
Value::Value(PathValue path) : Value(ValueType::kPath, new Heap(std::move(path))) {}
Value::Value(Date date) noexcept : Value(ValueType::kDate, date.days) {}
Value::Value(LocalTime time) noexcept : Value(ValueType::kLocalTime, time.nanoseconds) {}
Value::Value(ZonedTime time) noexcept
    : Value(ValueType::kTime, time.local.nanoseconds,
            static_cast<std::uint32_t>(time.offset_seconds)) {}
Value::Value(LocalDateTime time) noexcept
    : Value(ValueType::kLocalDateTime, time.seconds, time.nanoseconds) {}
Value::Value(const ZonedDateTime& time) noexcept
    : Value(ValueType::kZonedDateTime, time.seconds, time.nanoseconds) {
  if (const auto instant = instant_of(time)) {
    *this = Value(*instant);
  } else {
    tag_ |= static_cast<std::uint32_t>(time.zone) << 8;
  }
}
Value::Value(const Duration& duration) : Value(ValueType::kDuration, new Heap(duration)) {}
// Adding 0.0 makes -0.0 positive: they are one place.
Value::Value(const Point& point)
    : Value(ValueType::kPoint, new Heap(Point{.system = point.system,
                                              .x = point.x + 0.0,
                                              .y = point.y + 0.0,
                                              .z = point.z + 0.0})) {
  MUSTER_ASSERT(std::isfinite(point.x) && std::isfinite(point.y) && std::isfinite(point.z));
}
Value::Value(Bytes bytes) : Value(ValueType::kBytes, new Heap(std::move(bytes))) {}

void Value::retain() const noexcept {
  payload_.heap->references.fetch_add(1, std::memory_order_relaxed);
}
void Value::release() const noexcept {
  if (payload_.heap->references.fetch_sub(1, std::memory_order_acq_rel) == 1) delete payload_.heap;
}

bool Value::as_boolean() const {
  MUSTER_ASSERT(is_boolean());
  return payload_.bits != 0;
}
std::int64_t Value::as_integer() const {
  MUSTER_ASSERT(is_integer());
  return payload_.integer;
}
double Value::as_float() const {
  MUSTER_ASSERT(is_float());
  return payload_.real;
}
double Value::as_number() const {
  return is_integer() ? static_cast<double>(payload_.integer) : as_float();
}
const std::string& Value::as_string() const {
  MUSTER_ASSERT(is_string());
  return *std::get_if<std::string>(&payload_.heap->content);
}
const ValueList& Value::as_list() const {
  MUSTER_ASSERT(is_list());
  return *std::get_if<ValueList>(&payload_.heap->content);
}
const ValueMap& Value::as_map() const {
  MUSTER_ASSERT(is_map());
  return *std::get_if<ValueMap>(&payload_.heap->content);
}
Instant Value::as_instant() const {
  MUSTER_ASSERT(is_instant());
  return Instant{payload_.integer};
}
NodeId Value::as_node() const {
  MUSTER_ASSERT(is_node());
  return static_cast<NodeId>(payload_.bits);
}
EdgeId Value::as_edge() const {
  MUSTER_ASSERT(is_edge());
  return static_cast<EdgeId>(payload_.bits);
}
const PathValue& Value::as_path() const {
  MUSTER_ASSERT(is_path());
  return *std::get_if<PathValue>(&payload_.heap->content);
}

Date Value::as_date() const {
  MUSTER_ASSERT(is_date());
  return Date{payload_.integer};
}
LocalTime Value::as_local_time() const {
  MUSTER_ASSERT(is_local_time());
  return LocalTime{payload_.integer};
}
ZonedTime Value::as_zoned_time() const {
  MUSTER_ASSERT(is_zoned_time());
  return {.local = {payload_.integer}, .offset_seconds = static_cast<std::int32_t>(detail_)};
}
LocalDateTime Value::as_local_datetime() const {
  MUSTER_ASSERT(is_local_datetime());
  return {.seconds = payload_.integer, .nanoseconds = detail_};
}
ZonedDateTime Value::as_zoned_datetime() const {
  MUSTER_ASSERT(is_zoned_datetime());
  if (is_instant()) return zoned_of(as_instant());
  return {
      .seconds = payload_.integer, .nanoseconds = detail_, .zone = static_cast<ZoneId>(tag_ >> 8)};
}
const Duration& Value::as_duration() const {
  MUSTER_ASSERT(is_duration());
  return *std::get_if<Duration>(&payload_.heap->content);
}
const Point& Value::as_point() const {
  MUSTER_ASSERT(is_point());
  return *std::get_if<Point>(&payload_.heap->content);
}
const Bytes& Value::as_bytes() const {
  MUSTER_ASSERT(is_bytes());
  return *std::get_if<Bytes>(&payload_.heap->content);
}

bool Value::operator==(const Value& other) const {
  if (type() != other.type()) return false;
  if (is_float())
    return payload_.real == other.payload_.real ||
           (std::isnan(payload_.real) && std::isnan(other.payload_.real));
  if (is_heap())
    return payload_.heap == other.payload_.heap ||
           payload_.heap->content == other.payload_.heap->content;
  return payload_.bits == other.payload_.bits && tag_ == other.tag_ && detail_ == other.detail_;
}

std::uint64_t Value::hash() const {
  std::uint64_t hash = hash_type(type());
  switch (type()) {
    case ValueType::kNull:
      return hash;
    case ValueType::kBoolean:
      return hash_combine(hash, payload_.bits);
    case ValueType::kFloat: {
      // Equal floats hash alike: the two zeros, and all NaNs.
      const double real = std::isnan(payload_.real) ? std::nan("")
                          : payload_.real == 0.0    ? 0.0
                                                    : payload_.real;
      return hash_combine(hash, std::bit_cast<std::uint64_t>(real));
    }
    case ValueType::kInteger:
    case ValueType::kInstant:
    case ValueType::kNode:
    case ValueType::kEdge:
    case ValueType::kDate:
    case ValueType::kLocalTime:
      return hash_combine(hash, payload_.bits);
    case ValueType::kTime:
    case ValueType::kLocalDateTime:
      return hash_combine(hash_combine(hash, payload_.bits), detail_);
    case ValueType::kZonedDateTime:
      // The zone by its name: its number may differ in the next process.
      return hash_bytes(zone_name(as_zoned_datetime().zone),
                        hash_combine(hash_combine(hash, payload_.bits), detail_));
    case ValueType::kDuration: {
      const Duration& duration = as_duration();
      hash = hash_combine(hash, static_cast<std::uint64_t>(duration.months));
      hash = hash_combine(hash, static_cast<std::uint64_t>(duration.days));
      hash = hash_combine(hash, static_cast<std::uint64_t>(duration.seconds));
      return hash_combine(hash, static_cast<std::uint64_t>(duration.nanoseconds));
    }
    case ValueType::kPoint:
      hash = hash_combine(hash, static_cast<std::uint64_t>(as_point().system));
      for (const double coordinate : {as_point().x, as_point().y, as_point().z})
        hash = hash_combine(hash, std::bit_cast<std::uint64_t>(coordinate));
      return hash;
    case ValueType::kBytes:
      return hash_bytes(as_bytes().octets, hash);
    case ValueType::kString:
      return hash_bytes(as_string(), hash);
    case ValueType::kList:
      for (const Value& item : as_list()) hash = hash_combine(hash, item.hash());
      return hash;
    case ValueType::kMap:
      for (const auto& [key, item] : as_map())
        hash = hash_combine(hash_bytes(key, hash), item.hash());
      return hash;
    case ValueType::kPath:
      for (const NodeId node : as_path().nodes) hash = hash_combine(hash, raw(node));
      for (const EdgeId edge : as_path().edges) hash = hash_combine(hash, raw(edge));
      return hash;
  }
  MUSTER_UNREACHABLE();
}

std::size_t Value::heap_bytes() const {
  if (!is_heap()) return 0;
  std::size_t bytes = sizeof(Heap);
  switch (type()) {
    case ValueType::kString:
      return bytes + as_string().size();
    case ValueType::kList:
      for (const Value& item : as_list()) bytes += sizeof(Value) + item.heap_bytes();
      return bytes;
    case ValueType::kMap:
      for (const auto& [key, item] : as_map())
        bytes += sizeof(ValueMap::value_type) + key.size() + item.heap_bytes();
      return bytes;
    case ValueType::kPath:
      return bytes + list_bytes(as_path().nodes) + list_bytes(as_path().edges);
    case ValueType::kBytes:
      return bytes + as_bytes().octets.size();
    default:
      return bytes;
  }
}

}  // namespace muster
