#include "query/functions/temporal_operators.h"

#include "core/base/temporal_arithmetic.h"

namespace muster::query {
namespace {

template <typename T>
Result<Value> as_value(Result<T> made) {
  if (made) return Value(*std::move(made));
  return std::move(made).error();
}

// REQUIRES: instant.is_temporal_instant().
Result<Value> moved(const Value& instant, const Duration& by) {
  switch (instant.type()) {
    case ValueType::kDate:
      return as_value(add(instant.as_date(), by));
    case ValueType::kLocalTime:
      return Value(add(instant.as_local_time(), by));
    case ValueType::kTime:
      return Value(add(instant.as_zoned_time(), by));
    case ValueType::kLocalDateTime:
      return as_value(add(instant.as_local_datetime(), by));
    default:
      return as_value(add(instant.as_zoned_datetime(), by));
  }
}

}  // namespace

std::optional<Result<Value>> temporal_sum(const Value& left, const Value& right) {
  if (left.is_duration() && right.is_duration())
    return as_value(add(left.as_duration(), right.as_duration()));
  if (left.is_temporal_instant() && right.is_duration()) return moved(left, right.as_duration());
  if (left.is_duration() && right.is_temporal_instant()) return moved(right, left.as_duration());
  return std::nullopt;
}

std::optional<Result<Value>> temporal_difference(const Value& left, const Value& right) {
  if (left.is_duration() && right.is_duration())
    return as_value(subtract(left.as_duration(), right.as_duration()));
  if (!left.is_temporal_instant() || !right.is_duration()) return std::nullopt;
  const Result<Duration> back = negated(right.as_duration());
  if (!back) return Result<Value>(back.error());
  return moved(left, *back);
}

std::optional<Result<Value>> duration_product(const Value& left, const Value& right) {
  if (right.is_duration() && left.is_number()) return duration_product(right, left);
  if (!left.is_duration() || !right.is_number()) return std::nullopt;
  return as_value(right.is_integer() ? multiply(left.as_duration(), right.as_integer())
                                     : multiply(left.as_duration(), right.as_float()));
}

std::optional<Result<Value>> duration_quotient(const Value& left, const Value& right) {
  if (!left.is_duration() || !right.is_number()) return std::nullopt;
  return as_value(right.is_integer() ? divide(left.as_duration(), right.as_integer())
                                     : divide(left.as_duration(), right.as_float()));
}

}  // namespace muster::query
