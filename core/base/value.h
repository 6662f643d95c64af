// Value: one property or query value. 16 bytes; text, lists, maps, paths, durations, points and
// bytes are shared and immutable, so that a copy is a reference count.
//
// The laws: equality here is structural identity of stored values (1 and 1.0 differ, NaN equals
// itself), what hashing, grouping and checksums need. Cypher's ternary `=` and its total order for
// ORDER BY are cypher_equals and cypher_order. Each value has one representation: a zoned date and
// time at UTC that fits 64-bit nanoseconds is always a kInstant, any other one never.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/ids.h"
#include "core/base/instant.h"
#include "core/base/point.h"
#include "core/base/temporal.h"

namespace muster {

class Value;
using ValueList = std::vector<Value>;
using ValueMap =
    std::map<std::string, Value, std::less<>>;  // Sorted, so that equal maps print alike.

// A walk: nodes.size() == edges.size() + 1. Edges may be walked against their direction.
struct PathValue {
  std::vector<NodeId> nodes;
  std::vector<EdgeId> edges;

  bool operator==(const PathValue&) const = default;
};

// Octets without a meaning of their own.
struct Bytes {
  std::string octets;

  bool operator==(const Bytes&) const = default;
};

// The numbers are stored (core/identity/record_codec.h): new types come last.
enum class ValueType : std::uint8_t {
  kNull,
  kBoolean,
  kInteger,
  kFloat,
  kString,
  kList,
  kMap,
  kInstant,  // A zoned date and time at UTC, between 1677 and 2262.
  kNode,
  kEdge,
  kPath,
  kDate,
  kLocalTime,
  kTime,  // Of day, with an offset.
  kLocalDateTime,
  kZonedDateTime,  // Every one that is no kInstant.
  kDuration,
  kPoint,
  kBytes
};

// The name of a type as error messages show it: "Null", "Boolean", "Integer", "Float", "String",
// "List", "Map", "Node", "Relationship", "Path", "Date", "LocalTime", "Time", "LocalDateTime",
// "DateTime" (both kinds), "Duration", "Point", "ByteArray".
std::string_view value_type_name(ValueType type);

namespace internal {

constexpr std::uint32_t bit_of(ValueType type) { return 1U << static_cast<std::uint32_t>(type); }
inline constexpr std::uint32_t kHeapTypes = bit_of(ValueType::kString) | bit_of(ValueType::kList) |
                                            bit_of(ValueType::kMap) | bit_of(ValueType::kPath) |
                                            bit_of(ValueType::kDuration) |
                                            bit_of(ValueType::kPoint) | bit_of(ValueType::kBytes);

}  // namespace internal

// The instant that `time` is, if it is at UTC and lies between 1677 and 2262.
std::optional<Instant> instant_of(const ZonedDateTime& time);

class Value {
 public:
  Value() noexcept : Value(ValueType::kNull, std::uint64_t{0}) {}
  // NOLINTBEGIN(google-explicit-constructor): literals of each type convert, as a literal does in a
  // query.
  Value(std::nullptr_t) noexcept : Value() {}
  Value(bool value) noexcept : Value(ValueType::kBoolean, std::uint64_t{value}) {}
  Value(int value) noexcept : Value(static_cast<std::int64_t>(value)) {}
  Value(std::int64_t value) noexcept : Value(ValueType::kInteger, value) {}
  Value(double value) noexcept : Value(ValueType::kFloat, std::uint64_t{0}) {
    payload_.real = value;
  }
  Value(const char* text) : Value(std::string(text)) {}
  Value(std::string_view text) : Value(std::string(text)) {}
  Value(std::string text);
  Value(ValueList list);
  Value(ValueMap map);
  Value(PathValue path);
  Value(Instant instant) noexcept : Value(ValueType::kInstant, instant.nanoseconds) {}
  Value(NodeId node) noexcept : Value(ValueType::kNode, raw(node)) {}
  Value(EdgeId edge) noexcept : Value(ValueType::kEdge, raw(edge)) {}
  Value(Date date) noexcept;
  Value(LocalTime time) noexcept;
  Value(ZonedTime time) noexcept;
  Value(LocalDateTime time) noexcept;
  Value(const ZonedDateTime& time) noexcept;  // A kInstant where it is one.
  Value(const Duration& duration);
  Value(const Point& point);  // REQUIRES: finite coordinates.
  Value(Bytes bytes);
  // NOLINTEND(google-explicit-constructor)

  Value(const Value& other) noexcept
      : payload_(other.payload_), tag_(other.tag_), detail_(other.detail_) {
    if (is_heap()) retain();
  }
  Value(Value&& other) noexcept
      : payload_(other.payload_), tag_(other.tag_), detail_(other.detail_) {
    other.payload_.bits = 0;
    other.tag_ = static_cast<std::uint32_t>(ValueType::kNull);
    other.detail_ = 0;
  }
  Value& operator=(const Value& other) noexcept {
    Value copy(other);
    return *this = std::move(copy);
  }
  Value& operator=(Value&& other) noexcept {
    std::swap(payload_, other.payload_);
    std::swap(tag_, other.tag_);
    std::swap(detail_, other.detail_);
    return *this;
  }
  ~Value() {
    if (is_heap()) release();
  }

  ValueType type() const { return static_cast<ValueType>(tag_ & 0xFF); }
  bool is_null() const { return is(ValueType::kNull); }
  bool is_boolean() const { return is(ValueType::kBoolean); }
  bool is_integer() const { return is(ValueType::kInteger); }
  bool is_float() const { return is(ValueType::kFloat); }
  bool is_number() const { return is_integer() || is_float(); }
  bool is_string() const { return is(ValueType::kString); }
  bool is_list() const { return is(ValueType::kList); }
  bool is_map() const { return is(ValueType::kMap); }
  bool is_instant() const { return is(ValueType::kInstant); }
  bool is_node() const { return is(ValueType::kNode); }
  bool is_edge() const { return is(ValueType::kEdge); }
  bool is_path() const { return is(ValueType::kPath); }
  bool is_date() const { return is(ValueType::kDate); }
  bool is_local_time() const { return is(ValueType::kLocalTime); }
  bool is_zoned_time() const { return is(ValueType::kTime); }
  bool is_local_datetime() const { return is(ValueType::kLocalDateTime); }
  // Instants included.
  bool is_zoned_datetime() const { return is(ValueType::kZonedDateTime) || is_instant(); }
  bool is_duration() const { return is(ValueType::kDuration); }
  bool is_point() const { return is(ValueType::kPoint); }
  bool is_bytes() const { return is(ValueType::kBytes); }
  // A date, a time of day or both; no duration.
  bool is_temporal_instant() const {
    return is_instant() || (type() >= ValueType::kDate && type() <= ValueType::kZonedDateTime);
  }

  // REQUIRES of each: the value has that type.
  bool as_boolean() const;
  std::int64_t as_integer() const;
  double as_float() const;
  double as_number() const;  // An integer or a float, widened.
  const std::string& as_string() const;
  const ValueList& as_list() const;
  const ValueMap& as_map() const;
  Instant as_instant() const;
  NodeId as_node() const;
  EdgeId as_edge() const;
  const PathValue& as_path() const;
  Date as_date() const;
  LocalTime as_local_time() const;
  ZonedTime as_zoned_time() const;
  LocalDateTime as_local_datetime() const;
  ZonedDateTime as_zoned_datetime() const;  // Of instants too.
  const Duration& as_duration() const;
  const Point& as_point() const;
  const Bytes& as_bytes() const;

  // Structural identity; see the file comment.
  bool operator==(const Value& other) const;

  // Of what operator== compares: equal values hash alike, in every process (it is stored in
  // checksums).
  std::uint64_t hash() const;

  // Bytes on the heap behind this value, shared parts counted in full.
  std::size_t heap_bytes() const;

 private:
  struct Heap;
  union Payload {
    std::int64_t integer;
    double real;
    std::uint64_t bits;
    Heap* heap;
  };

  Value(ValueType type, std::uint64_t bits, std::uint32_t detail = 0) noexcept
      : tag_(static_cast<std::uint32_t>(type)), detail_(detail) {
    payload_.bits = bits;
  }
  Value(ValueType type, std::int64_t integer, std::uint32_t detail = 0) noexcept
      : Value(type, static_cast<std::uint64_t>(integer), detail) {}
  Value(ValueType type, Heap* heap) noexcept : tag_(static_cast<std::uint32_t>(type)) {
    payload_.heap = heap;
  }

  bool is(ValueType type) const { return this->type() == type; }
  bool is_heap() const { return ((internal::kHeapTypes >> (tag_ & 0xFF)) & 1) != 0; }
  void retain() const noexcept;
  void release() const noexcept;

  Payload payload_;
  std::uint32_t tag_;         // The type in the low 8 bits, the zone of a kZonedDateTime above.
  std::uint32_t detail_ = 0;  // Nanoseconds of the second, or the offset of a kTime.
};

// Cypher `=`: nullopt is null (unknown). Numbers compare by value across integer and float; NaN
// equals nothing; lists and maps compare element by element, unknown if an unknown element decides.
std::optional<bool> cypher_equals(const Value& left, const Value& right);

// Cypher `<`: nullopt where the two are not comparable (other types, null, NaN gives false).
// Strings compare by code point.
std::optional<std::strong_ordering> cypher_compare(const Value& left, const Value& right);

// The total order of ORDER BY, ascending, null last: Map < Node < Relationship < List < Path <
// Point < DateTime < LocalDateTime < Date < Time < LocalTime < Duration < ByteArray < String <
// Boolean < Number < NaN < null. Zoned values by instant, then offset, then zone name; durations by
// average length, then by their parts; points by SRID, then x, y, z.
std::strong_ordering cypher_order(const Value& left, const Value& right);

// Equivalence of DISTINCT and grouping: like cypher_equals, but null is equivalent to null and NaN
// to NaN.
bool cypher_equivalent(const Value& left, const Value& right);
std::uint64_t cypher_equivalence_hash(const Value& value);

// A temporal value in ISO 8601; a kInstant in RFC 3339, which always has seconds.
// REQUIRES: is_temporal_instant() or is_duration().
std::string temporal_text(const Value& value);

// The value as a Cypher literal would write it: 'it''s' as 'it\'s', maps with sorted keys; nodes
// and edges as (#id) and [#id]. Temporal values as their text in quotes, bytes as bytes('0aff').
std::string to_literal(const Value& value);

}  // namespace muster
