// Aggregates of the reference evaluator: over a whole group at once.
#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>

#include <fmt/format.h>

#include "query/functions/operators.h"
#include "tests/differential/reference.h"

namespace muster::differential {
namespace {

// Numbers of a group, summed one after the other.
Result<Value> sum_of(const ValueList& values) {
  Value total(0);
  for (const Value& value : values) {
    if (!value.is_number())
      return query::runtime_error("InvalidArgumentType", "sum() and avg() take numbers");
    MUSTER_TRY(total, query::add_values(total, value));
  }
  return total;
}

Result<Value> average_of(const ValueList& values) {
  if (values.empty()) return Value();
  MUSTER_TRY(const Value total, sum_of(values));
  return Value(total.as_number() / static_cast<double>(values.size()));
}

Value extreme_of(const ValueList& values, bool largest) {
  Value best;
  for (const Value& value : values) {
    const auto order = cypher_order(value, best);
    if (best.is_null() || (largest ? order > 0 : order < 0)) best = value;
  }
  return best;
}

ValueList distinct_values(const ValueList& values) {
  ValueList kept;
  for (const Value& value : values) {
    const bool again = std::any_of(kept.begin(), kept.end(), [&](const Value& other) {
      return cypher_equivalent(other, value);
    });
    if (!again) kept.push_back(value);
  }
  return kept;
}

}  // namespace

Result<Value> aggregate_of(const query::BoundAggregate& aggregate,
                           const std::vector<ValueList>& rows) {
  if (aggregate.function == nullptr) return Value(static_cast<std::int64_t>(rows.size()));
  ValueList values;
  for (const ValueList& row : rows) {
    if (!row[0].is_null()) values.push_back(row[0]);
  }
  if (aggregate.distinct) values = distinct_values(values);
  const std::string& name = aggregate.function->name;
  if (name == "count") return Value(static_cast<std::int64_t>(values.size()));
  if (name == "collect") return Value(std::move(values));
  if (name == "sum") return sum_of(values);
  if (name == "avg") return average_of(values);
  if (name == "min") return extreme_of(values, false);
  if (name == "max") return extreme_of(values, true);
  return Error{.code = ErrorCode::kUnimplemented,
               .message = fmt::format("The reference evaluator does not know {}()", name)};
}

}  // namespace muster::differential
