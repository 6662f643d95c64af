// Cypher's comparisons of values: ternary equality, comparability, the total order of ORDER BY,
// equivalence.
#include <array>
#include <cmath>

#include "core/base/assert.h"
#include "core/base/hash.h"
#include "core/base/value.h"

namespace muster {
namespace {

std::strong_ordering order_of(bool less, bool greater) {
  if (less) return std::strong_ordering::less;
  return greater ? std::strong_ordering::greater : std::strong_ordering::equal;
}

// Exact across integer and float: widening a 64-bit integer to a double would make 2^53 and 2^53 +
// 1 equal. REQUIRES: `real` is not NaN.
std::strong_ordering compare_integer_with_float(std::int64_t integer, double real) {
  constexpr double kTwoTo63 = 9223372036854775808.0;
  if (real >= kTwoTo63) return std::strong_ordering::less;
  if (real < -kTwoTo63) return std::strong_ordering::greater;
  const double whole = std::trunc(real);
  const auto truncated = static_cast<std::int64_t>(whole);
  if (integer != truncated) return integer <=> truncated;
  return order_of(whole<real, whole> real);
}

std::strong_ordering reverse(std::strong_ordering order) { return 0 <=> order; }

// REQUIRES: numbers, neither NaN.
std::strong_ordering compare_numbers(const Value& left, const Value& right) {
  if (left.is_integer() && right.is_integer()) return left.as_integer() <=> right.as_integer();
  if (left.is_integer()) return compare_integer_with_float(left.as_integer(), right.as_float());
  if (right.is_integer())
    return reverse(compare_integer_with_float(right.as_integer(), left.as_float()));
  return order_of(left.as_float() < right.as_float(), left.as_float() > right.as_float());
}

bool is_nan(const Value& value) { return value.is_float() && std::isnan(value.as_float()); }

// UTF-8 sorts by code point as bytes.
std::strong_ordering compare_text(std::string_view left, std::string_view right) {
  const int order = left.compare(right);
  return order_of(order < 0, order > 0);
}

std::optional<bool> list_equals(const ValueList& left, const ValueList& right) {
  if (left.size() != right.size()) return false;
  bool unknown = false;
  for (std::size_t i = 0; i < left.size(); ++i) {
    const auto equal = cypher_equals(left[i], right[i]);
    if (equal == false) return false;
    unknown |= !equal.has_value();
  }
  return unknown ? std::nullopt : std::optional(true);
}

std::optional<bool> map_equals(const ValueMap& left, const ValueMap& right) {
  if (left.size() != right.size()) return false;
  bool unknown = false;
  auto other = right.begin();
  for (const auto& [key, value] : left) {
    if (key != other->first) return false;
    const auto equal = cypher_equals(value, other->second);
    if (equal == false) return false;
    unknown |= !equal.has_value();
    ++other;
  }
  return unknown ? std::nullopt : std::optional(true);
}

std::strong_ordering order_datetimes(const Value& left, const Value& right) {
  if (left.is_instant() && right.is_instant()) return left.as_instant() <=> right.as_instant();
  return order_zoned_datetimes(left.as_zoned_datetime(), right.as_zoned_datetime());
}

int order_rank(const Value& value) {
  switch (value.type()) {
    case ValueType::kMap:
      return 0;
    case ValueType::kNode:
      return 1;
    case ValueType::kEdge:
      return 2;
    case ValueType::kList:
      return 3;
    case ValueType::kPath:
      return 4;
    case ValueType::kPoint:
      return 5;
    case ValueType::kInstant:
    case ValueType::kZonedDateTime:
      return 6;
    case ValueType::kLocalDateTime:
      return 7;
    case ValueType::kDate:
      return 8;
    case ValueType::kTime:
      return 9;
    case ValueType::kLocalTime:
      return 10;
    case ValueType::kDuration:
      return 11;
    case ValueType::kBytes:
      return 12;
    case ValueType::kString:
      return 13;
    case ValueType::kBoolean:
      return 14;
    case ValueType::kInteger:
    case ValueType::kFloat:
      return is_nan(value) ? 16 : 15;
    case ValueType::kNull:
      return 17;
  }
  MUSTER_UNREACHABLE();
}

std::strong_ordering order_points(const Point& left, const Point& right) {
  if (left.system != right.system) return left.system <=> right.system;
  if (left.x != right.x) return order_of(left.x < right.x, true);
  if (left.y != right.y) return order_of(left.y < right.y, true);
  return order_of(left.z<right.z, left.z> right.z);
}

// Of one type that has an order of its own: dates, times, texts, bytes, booleans.
std::optional<std::strong_ordering> order_of_one_type(const Value& left, const Value& right) {
  if (left.is_zoned_datetime() && right.is_zoned_datetime()) return order_datetimes(left, right);
  if (left.type() != right.type()) return std::nullopt;
  switch (left.type()) {
    case ValueType::kString:
      return compare_text(left.as_string(), right.as_string());
    case ValueType::kBoolean:
      return left.as_boolean() <=> right.as_boolean();
    case ValueType::kDate:
      return left.as_date() <=> right.as_date();
    case ValueType::kLocalTime:
      return left.as_local_time() <=> right.as_local_time();
    case ValueType::kTime:
      return order_zoned_times(left.as_zoned_time(), right.as_zoned_time());
    case ValueType::kLocalDateTime:
      return left.as_local_datetime() <=> right.as_local_datetime();
    case ValueType::kBytes:
      return compare_text(left.as_bytes().octets, right.as_bytes().octets);
    default:
      return std::nullopt;
  }
}

std::strong_ordering order_lists(const ValueList& left, const ValueList& right) {
  for (std::size_t i = 0; i < left.size() && i < right.size(); ++i) {
    if (const auto order = cypher_order(left[i], right[i]); order != 0) return order;
  }
  return left.size() <=> right.size();
}

std::strong_ordering order_maps(const ValueMap& left, const ValueMap& right) {
  auto a = left.begin();
  auto b = right.begin();
  for (; a != left.end() && b != right.end(); ++a, ++b) {
    if (const auto order = compare_text(a->first, b->first); order != 0) return order;
    if (const auto order = cypher_order(a->second, b->second); order != 0) return order;
  }
  return left.size() <=> right.size();
}

std::strong_ordering order_paths(const PathValue& left, const PathValue& right) {
  for (std::size_t i = 0; i < left.nodes.size() && i < right.nodes.size(); ++i) {
    if (left.nodes[i] != right.nodes[i]) return raw(left.nodes[i]) <=> raw(right.nodes[i]);
    if (i < left.edges.size() && i < right.edges.size() && left.edges[i] != right.edges[i]) {
      return raw(left.edges[i]) <=> raw(right.edges[i]);
    }
  }
  return left.nodes.size() <=> right.nodes.size();
}

}  // namespace

std::optional<bool> cypher_equals(const Value& left, const Value& right) {
  if (left.is_null() || right.is_null()) return std::nullopt;
  if (left.is_number() && right.is_number()) {
    return !is_nan(left) && !is_nan(right) && compare_numbers(left, right) == 0;
  }
  if (left.type() != right.type()) return false;
  if (left.is_list()) return list_equals(left.as_list(), right.as_list());
  if (left.is_map()) return map_equals(left.as_map(), right.as_map());
  return left == right;
}

std::optional<std::strong_ordering> cypher_compare(const Value& left, const Value& right) {
  if (left.is_number() && right.is_number()) {
    if (is_nan(left) || is_nan(right)) return std::nullopt;
    return compare_numbers(left, right);
  }
  if (!left.is_list() || !right.is_list()) return order_of_one_type(left, right);
  const ValueList& a = left.as_list();
  const ValueList& b = right.as_list();
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
    if (cypher_equals(a[i], b[i]) == true) continue;
    return cypher_compare(a[i], b[i]);
  }
  return a.size() <=> b.size();
}

std::strong_ordering cypher_order(const Value& left, const Value& right) {
  const int left_rank = order_rank(left);
  const int right_rank = order_rank(right);
  if (left_rank != right_rank) return left_rank <=> right_rank;
  switch (left.type()) {
    case ValueType::kMap:
      return order_maps(left.as_map(), right.as_map());
    case ValueType::kNode:
      return raw(left.as_node()) <=> raw(right.as_node());
    case ValueType::kEdge:
      return raw(left.as_edge()) <=> raw(right.as_edge());
    case ValueType::kList:
      return order_lists(left.as_list(), right.as_list());
    case ValueType::kPath:
      return order_paths(left.as_path(), right.as_path());
    case ValueType::kDuration:
      return order_durations(left.as_duration(), right.as_duration());
    case ValueType::kPoint:
      return order_points(left.as_point(), right.as_point());
    case ValueType::kInteger:
    case ValueType::kFloat:
      return is_nan(left) ? std::strong_ordering::equal : compare_numbers(left, right);
    case ValueType::kNull:
      return std::strong_ordering::equal;
    default:
      return *order_of_one_type(left, right);
  }
}

bool cypher_equivalent(const Value& left, const Value& right) {
  return order_rank(left) == order_rank(right) && cypher_order(left, right) == 0;
}

std::uint64_t cypher_equivalence_hash(const Value& value) {
  if (value.is_float()) {
    // 1.0 groups with 1, so a whole float hashes as the integer it equals.
    const double real = value.as_float();
    if (real == std::trunc(real) && std::abs(real) < 9.2e18)
      return Value(static_cast<std::int64_t>(real)).hash();
    return value.hash();
  }
  if (value.is_list()) {
    std::uint64_t hash = 1;
    for (const Value& item : value.as_list())
      hash = hash_combine(hash, cypher_equivalence_hash(item));
    return hash;
  }
  if (value.is_map()) {
    std::uint64_t hash = 2;
    for (const auto& [key, item] : value.as_map())
      hash = hash_combine(hash_bytes(key, hash), cypher_equivalence_hash(item));
    return hash;
  }
  return value.hash();
}

}  // namespace muster
