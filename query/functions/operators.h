// The operators of the language on values: arithmetic, comparison, membership, text predicates,
// element access.
//
// The law: ternary logic. A null operand makes a null result unless the other one decides; integer
// overflow is an error, never a wrap.
#pragma once

#include <optional>
#include <span>

#include "core/base/result.h"
#include "core/base/value.h"

namespace muster::query {

struct FunctionEnvironment;

// Errors of each: kType (InvalidArgumentType: operands that do not fit), kRuntimeQuery
// (ArithmeticError, IntegerOverflow, DivisionByZero).
Result<Value> add_values(const Value& left, const Value& right);
Result<Value> subtract_values(const Value& left, const Value& right);
Result<Value> multiply_values(const Value& left, const Value& right);
Result<Value> divide_values(const Value& left, const Value& right);
Result<Value> modulo_values(const Value& left, const Value& right);
Result<Value> power_values(const Value& left, const Value& right);  // Always a float.
Result<Value> negate_value(const Value& operand);
Result<Value> unary_plus(const Value& operand);

// `||`: text and text, or list and list.
Result<Value> concatenate_values(const Value& left, const Value& right);

Value equal_values(const Value& left, const Value& right);
Value not_equal_values(const Value& left, const Value& right);

enum class Comparison : unsigned char { kLess, kLessEqual, kGreater, kGreaterEqual };
Value compare_values(Comparison comparison, const Value& left, const Value& right);

// Whether an element equals `item`; null where only an unknown one might.
std::optional<bool> is_among(const Value& item, std::span<const Value> elements);
// `x IN list`. Errors: InvalidArgumentType when `list` is neither a list nor null.
Result<Value> in_list(const Value& item, const Value& list);

Value starts_with(const Value& text, const Value& prefix);
Value ends_with(const Value& text, const Value& suffix);
Value contains_text(const Value& text, const Value& part);

// `=~`: the whole text matches (regex.h). Null where either is no text.
// Errors: InvalidArgumentValue: the pattern cannot be read.
Result<Value> matches_regex(const Value& text, const Value& pattern);

// null: unknown. Errors: InvalidArgumentType: not a boolean.
Result<std::optional<bool>> truth_of(const Value& value);

// `object[index]` for lists and maps. Errors: InvalidArgumentType, MapElementAccessByNonString.
Result<Value> element_at(const Value& object, const Value& index);
// `list[from..to]`; a missing bound is the end of the list. Errors: InvalidArgumentType; those of
// the budget, which is asked before a long slice is made.
Result<Value> slice_of(const FunctionEnvironment& environment, const Value& list, const Value* from,
                       const Value* to);

}  // namespace muster::query
