#include "core/identity/record_codec.h"

#include <bit>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "core/base/temporal_text.h"

namespace muster {
namespace {

constexpr int kDepthMax =
    64;  // Of nested lists and maps: a damaged record must not exhaust the stack.

std::uint64_t zigzag(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}
std::int64_t unzigzag(std::uint64_t value) {
  return static_cast<std::int64_t>((value >> 1) ^ (~(value & 1) + 1));
}

}  // namespace

RecordWriter& RecordWriter::number(std::uint64_t value) {
  while (value >= 0x80) {
    bytes_.push_back(static_cast<char>(static_cast<std::uint8_t>(value) | 0x80));
    value >>= 7;
  }
  bytes_.push_back(static_cast<char>(value));
  return *this;
}

RecordWriter& RecordWriter::integer(std::int64_t value) { return number(zigzag(value)); }

RecordWriter& RecordWriter::real(double value) {
  const auto bits = std::bit_cast<std::uint64_t>(value);
  for (int shift = 0; shift < 64; shift += 8)
    bytes_.push_back(static_cast<char>((bits >> shift) & 0xFF));
  return *this;
}

RecordWriter& RecordWriter::text(std::string_view value) {
  number(value.size());
  bytes_.append(value);
  return *this;
}

RecordWriter& RecordWriter::texts(const std::vector<std::string>& values) {
  number(values.size());
  for (const std::string& value : values) text(value);
  return *this;
}

RecordWriter& RecordWriter::value(const Value& value) {
  bytes_.push_back(static_cast<char>(value.type()));
  switch (value.type()) {
    case ValueType::kNull:
      break;
    case ValueType::kBoolean:
      boolean(value.as_boolean());
      break;
    case ValueType::kInteger:
      integer(value.as_integer());
      break;
    case ValueType::kFloat:
      real(value.as_float());
      break;
    case ValueType::kString:
      text(value.as_string());
      break;
    case ValueType::kList:
      number(value.as_list().size());
      for (const Value& element : value.as_list()) this->value(element);
      break;
    case ValueType::kMap:
      number(value.as_map().size());
      for (const auto& [key, element] : value.as_map()) text(key).value(element);
      break;
    case ValueType::kInstant:
      instant(value.as_instant());
      break;
    case ValueType::kDate:
      integer(value.as_date().days);
      break;
    case ValueType::kLocalTime:
      integer(value.as_local_time().nanoseconds);
      break;
    case ValueType::kTime:
      integer(value.as_zoned_time().local.nanoseconds);
      integer(value.as_zoned_time().offset_seconds);
      break;
    case ValueType::kLocalDateTime:
      integer(value.as_local_datetime().seconds).number(value.as_local_datetime().nanoseconds);
      break;
    case ValueType::kZonedDateTime: {
      const ZonedDateTime time = value.as_zoned_datetime();
      integer(time.seconds).number(time.nanoseconds).text(zone_name(time.zone));
      break;
    }
    case ValueType::kDuration: {
      const Duration& duration = value.as_duration();
      integer(duration.months).integer(duration.days).integer(duration.seconds);
      number(static_cast<std::uint64_t>(duration.nanoseconds));
      break;
    }
    case ValueType::kPoint:
      number(static_cast<std::uint64_t>(value.as_point().system));
      real(value.as_point().x).real(value.as_point().y).real(value.as_point().z);
      break;
    case ValueType::kBytes:
      text(value.as_bytes().octets);
      break;
    case ValueType::kNode:
    case ValueType::kEdge:
    case ValueType::kPath:
      MUSTER_UNREACHABLE();
  }
  return *this;
}

RecordFields::RecordFields(std::string_view bytes, std::string_view what, std::uint8_t version_max)
    : rest_(bytes), what_(what) {
  const std::string_view first = take(1);
  if (!first.empty()) version_ = static_cast<std::uint8_t>(first[0]);
  if (version_ == 0 || version_ > version_max) broken_ = true;
}

std::string_view RecordFields::take(std::size_t length) {
  if (broken_ || length > rest_.size()) {
    broken_ = true;
    return {};
  }
  const std::string_view taken = rest_.substr(0, length);
  rest_.remove_prefix(length);
  return taken;
}

std::uint64_t RecordFields::number() {
  std::uint64_t value = 0;
  for (int shift = 0; shift < 70; shift += 7) {
    const std::string_view byte = take(1);
    if (byte.empty()) return 0;
    const auto bits = static_cast<std::uint8_t>(byte[0]);
    if (shift == 63 && bits > 1) break;
    value |= static_cast<std::uint64_t>(bits & 0x7F) << shift;
    if ((bits & 0x80) == 0) return value;
  }
  broken_ = true;
  return 0;
}

std::int64_t RecordFields::integer() { return unzigzag(number()); }

std::string RecordFields::text() {
  const std::uint64_t length = number();
  return std::string(take(length));
}

std::size_t RecordFields::count() {
  const std::uint64_t count = number();
  if (count > rest_.size()) broken_ = true;
  return broken_ ? 0 : count;
}

std::vector<std::string> RecordFields::texts() {
  std::vector<std::string> values(count());
  for (std::string& value : values) value = text();
  return values;
}

Value RecordFields::value(int depth) {
  const std::string_view tag = take(1);
  if (tag.empty() || depth > kDepthMax) {
    broken_ = true;
    return {};
  }
  switch (static_cast<ValueType>(tag[0])) {
    case ValueType::kNull:
      return {};
    case ValueType::kBoolean:
      return boolean();
    case ValueType::kInteger:
      return integer();
    case ValueType::kFloat:
      return real();
    case ValueType::kString:
      return text();
    case ValueType::kList: {
      ValueList list(count());
      for (Value& element : list) element = value(depth + 1);
      return list;
    }
    case ValueType::kMap: {
      ValueMap map;
      for (std::size_t left = count(); left > 0; --left) {
        std::string key = text();
        map.insert_or_assign(std::move(key), value(depth + 1));
      }
      return map;
    }
    case ValueType::kInstant:
      return instant();
    case ValueType::kDate:
    case ValueType::kLocalTime:
    case ValueType::kTime:
    case ValueType::kLocalDateTime:
    case ValueType::kZonedDateTime:
    case ValueType::kDuration:
      return temporal(static_cast<ValueType>(tag[0]));
    case ValueType::kPoint:
      return point();
    case ValueType::kBytes:
      return Bytes{text()};
    case ValueType::kNode:
    case ValueType::kEdge:
    case ValueType::kPath:
      break;
  }
  broken_ = true;
  return {};
}

std::int64_t RecordFields::integer_within(std::int64_t least, std::int64_t most) {
  const std::int64_t value = integer();
  if (value < least || value > most) broken_ = true;
  return broken_ ? least : value;
}

Value RecordFields::temporal(ValueType type) {
  constexpr std::int64_t kSecondsMin = kDateMin.days * kSecondsPerDay;
  constexpr std::int64_t kSecondsMax = (kDateMax.days + 1) * kSecondsPerDay - 1;
  const auto nanoseconds = [this] {
    const std::uint64_t value = number();
    if (value >= static_cast<std::uint64_t>(kNanosecondsPerSecond)) broken_ = true;
    return broken_ ? 0U : static_cast<std::uint32_t>(value);
  };
  switch (type) {
    case ValueType::kDate:
      return Date{integer_within(kDateMin.days, kDateMax.days)};
    case ValueType::kLocalTime:
      return LocalTime{integer_within(0, kNanosecondsPerDay - 1)};
    case ValueType::kTime: {
      const LocalTime local{integer_within(0, kNanosecondsPerDay - 1)};
      const std::int64_t offset = integer_within(-kOffsetSecondsMax, kOffsetSecondsMax);
      return ZonedTime{.local = local, .offset_seconds = static_cast<std::int32_t>(offset)};
    }
    case ValueType::kLocalDateTime: {
      const std::int64_t seconds = integer_within(kSecondsMin, kSecondsMax);
      return LocalDateTime{.seconds = seconds, .nanoseconds = nanoseconds()};
    }
    case ValueType::kZonedDateTime: {
      // The local clock may be a day ahead of or behind the calendar's ends.
      const std::int64_t seconds =
          integer_within(kSecondsMin - kSecondsPerDay, kSecondsMax + kSecondsPerDay);
      const std::uint32_t fraction = nanoseconds();
      const Result<ZoneId> zone = parse_zone(text());
      if (!zone) broken_ = true;
      if (broken_) return {};
      return ZonedDateTime{.seconds = seconds, .nanoseconds = fraction, .zone = *zone};
    }
    default: {
      Duration duration;
      duration.months = integer();
      duration.days = integer();
      duration.seconds = integer();
      duration.nanoseconds = static_cast<std::int32_t>(nanoseconds());
      return duration;
    }
  }
}

double RecordFields::real() {
  const std::string_view bytes = take(8);
  std::uint64_t bits = 0;
  for (std::size_t index = bytes.size(); index > 0; --index)
    bits = (bits << 8) | static_cast<std::uint8_t>(bytes[index - 1]);
  return std::bit_cast<double>(bits);
}

Value RecordFields::point() {
  const auto system = coordinate_system_of_srid(static_cast<std::int64_t>(number()));
  Point point;
  for (double* coordinate : {&point.x, &point.y, &point.z}) {
    *coordinate = real();
    if (!std::isfinite(*coordinate)) broken_ = true;
  }
  if (!system) broken_ = true;
  if (broken_) return {};
  point.system = *system;
  return point;
}

Result<void> RecordFields::finish() const {
  if (!broken_ && rest_.empty()) return ok();
  return Error{.code = ErrorCode::kCorruption,
               .message = fmt::format(
                   "A stored {} record cannot be read: its bytes do not fit its format.", what_),
               .hint = "The data directory was damaged or written by a newer version."};
}

}  // namespace muster
