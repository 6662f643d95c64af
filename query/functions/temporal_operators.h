// Arithmetic in which a temporal value or a duration takes part. Only operators.cpp calls these.
#pragma once

#include <optional>

#include "core/base/result.h"
#include "core/base/value.h"

namespace muster::query {

// Each: nullopt where the operands do not fit, neither of them null.
// Errors: kRuntimeQuery: the result is beyond the calendar or beyond 64 bits; DivisionByZero.
std::optional<Result<Value>> temporal_sum(const Value& left, const Value& right);
std::optional<Result<Value>> temporal_difference(const Value& left, const Value& right);
std::optional<Result<Value>> duration_product(const Value& left, const Value& right);
std::optional<Result<Value>> duration_quotient(const Value& left, const Value& right);

}  // namespace muster::query
