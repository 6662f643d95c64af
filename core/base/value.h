// Value: one property or query value. 16 bytes; text, lists, maps and paths are shared and
// immutable, so that a copy is a reference count.
//
// The laws: equality here is structural identity of stored values (1 and 1.0 differ, NaN equals
// itself), what hashing, grouping and checksums need. Cypher's ternary `=` and its total order for
// ORDER BY are cypher_equals and cypher_order.
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

enum class ValueType : std::uint8_t {
  kNull,
  kBoolean,
  kInteger,
  kFloat,
  kString,
  kList,
  kMap,
  kInstant,
  kNode,
  kEdge,
  kPath
};

// The name of a type as error messages show it: "Null", "Boolean", "Integer", "Float", "String",
// "List", "Map", "DateTime", "Node", "Relationship", "Path".
std::string_view value_type_name(ValueType type);

class Value {
 public:
  Value() noexcept : type_(ValueType::kNull) { payload_.bits = 0; }
  // NOLINTBEGIN(google-explicit-constructor): literals of each type convert, as a literal does in a
  // query.
  Value(std::nullptr_t) noexcept : Value() {}
  Value(bool value) noexcept : type_(ValueType::kBoolean) { payload_.boolean = value; }
  Value(int value) noexcept : Value(static_cast<std::int64_t>(value)) {}
  Value(std::int64_t value) noexcept : type_(ValueType::kInteger) { payload_.integer = value; }
  Value(double value) noexcept : type_(ValueType::kFloat) { payload_.real = value; }
  Value(const char* text) : Value(std::string(text)) {}
  Value(std::string_view text) : Value(std::string(text)) {}
  Value(std::string text);
  Value(ValueList list);
  Value(ValueMap map);
  Value(PathValue path);
  Value(Instant instant) noexcept : type_(ValueType::kInstant) {
    payload_.integer = instant.nanoseconds;
  }
  Value(NodeId node) noexcept : type_(ValueType::kNode) { payload_.bits = raw(node); }
  Value(EdgeId edge) noexcept : type_(ValueType::kEdge) { payload_.bits = raw(edge); }
  // NOLINTEND(google-explicit-constructor)

  Value(const Value& other) noexcept;
  Value(Value&& other) noexcept;
  Value& operator=(const Value& other) noexcept;
  Value& operator=(Value&& other) noexcept;
  ~Value();

  ValueType type() const { return type_; }
  bool is_null() const { return type_ == ValueType::kNull; }
  bool is_boolean() const { return type_ == ValueType::kBoolean; }
  bool is_integer() const { return type_ == ValueType::kInteger; }
  bool is_float() const { return type_ == ValueType::kFloat; }
  bool is_number() const { return is_integer() || is_float(); }
  bool is_string() const { return type_ == ValueType::kString; }
  bool is_list() const { return type_ == ValueType::kList; }
  bool is_map() const { return type_ == ValueType::kMap; }
  bool is_instant() const { return type_ == ValueType::kInstant; }
  bool is_node() const { return type_ == ValueType::kNode; }
  bool is_edge() const { return type_ == ValueType::kEdge; }
  bool is_path() const { return type_ == ValueType::kPath; }

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
    bool boolean;
    std::int64_t integer;
    double real;
    std::uint64_t bits;
    Heap* heap;
  };

  bool is_heap() const;

  Payload payload_;
  ValueType type_;
};

// Cypher `=`: nullopt is null (unknown). Numbers compare by value across integer and float; NaN
// equals nothing; lists and maps compare element by element, unknown if an unknown element decides.
std::optional<bool> cypher_equals(const Value& left, const Value& right);

// Cypher `<`: nullopt where the two are not comparable (other types, null, NaN gives false).
// Strings compare by code point.
std::optional<std::strong_ordering> cypher_compare(const Value& left, const Value& right);

// The total order of ORDER BY, ascending, null last: Map < Node < Relationship < List < Path <
// DateTime < String < Boolean < Number < NaN < null.
std::strong_ordering cypher_order(const Value& left, const Value& right);

// Equivalence of DISTINCT and grouping: like cypher_equals, but null is equivalent to null and NaN
// to NaN.
bool cypher_equivalent(const Value& left, const Value& right);
std::uint64_t cypher_equivalence_hash(const Value& value);

// The value as a Cypher literal would write it: 'it''s' as 'it\'s', maps with sorted keys; nodes
// and edges as (#id) and [#id].
std::string to_literal(const Value& value);

}  // namespace muster
