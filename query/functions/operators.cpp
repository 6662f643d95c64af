#include "query/functions/operators.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <string>

#include <fmt/format.h>

#include "core/base/temporal_arithmetic.h"
#include "query/functions/function.h"
#include "query/functions/regex.h"
#include "query/functions/temporal_operators.h"
#include "query/functions/value_text.h"

namespace muster::query {
namespace {

Error overflow(std::string_view operation) {
  return runtime_error("IntegerOverflow",
                       fmt::format("The result of {} does not fit a 64-bit integer", operation),
                       "use floats (1.0 * x) where numbers grow this large");
}

Error operand_error(std::string_view symbol, const Value& left, const Value& right) {
  return runtime_error("InvalidArgumentType",
                       fmt::format("`{}` cannot take a {} and a {}", symbol,
                                   value_type_name(left.type()), value_type_name(right.type())),
                       "convert one of them, for example with toInteger() or toString()");
}

bool numbers(const Value& left, const Value& right) {
  return left.is_number() && right.is_number();
}
bool integers(const Value& left, const Value& right) {
  return left.is_integer() && right.is_integer();
}

ValueList concatenated(const ValueList& left, const ValueList& right) {
  ValueList both;
  both.reserve(left.size() + right.size());
  both.insert(both.end(), left.begin(), left.end());
  both.insert(both.end(), right.begin(), right.end());
  return both;
}

Result<Value> add_to_list(const Value& left, const Value& right) {
  if (left.is_list() && right.is_list())
    return Value(concatenated(left.as_list(), right.as_list()));
  if (left.is_list()) return Value(concatenated(left.as_list(), {right}));
  return Value(concatenated({left}, right.as_list()));
}

bool joins_as_text(const Value& left, const Value& right) {
  const auto texts = [](const Value& value) {
    return value.is_string() || value.is_number() || value.is_boolean();
  };
  return (left.is_string() || right.is_string()) && texts(left) && texts(right);
}

// No text is copied but into the result, which is made as long as it has to be.
Value joined_text(const Value& left, const Value& right) {
  std::string left_room;
  std::string right_room;
  const auto text_of = [](const Value& value, std::string& room) -> const std::string& {
    return value.is_string() ? value.as_string() : room = plain_text(value);
  };
  const std::string& first = text_of(left, left_room);
  const std::string& second = text_of(right, right_room);
  std::string both;
  both.reserve(first.size() + second.size());
  return Value(std::move(both.append(first).append(second)));
}

}  // namespace

Result<Value> add_values(const Value& left, const Value& right) {
  // A list takes any element, null included? No: null + list is null, as for every operator.
  if (left.is_null() || right.is_null()) return Value();
  if (left.is_list() || right.is_list()) return add_to_list(left, right);
  if (integers(left, right)) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(left.as_integer(), right.as_integer(), &sum))
      return overflow("the addition");
    return Value(sum);
  }
  if (numbers(left, right)) return Value(left.as_number() + right.as_number());
  if (joins_as_text(left, right)) return joined_text(left, right);
  if (auto sum = temporal_sum(left, right)) return *std::move(sum);
  return operand_error("+", left, right);
}

Result<Value> concatenate_values(const Value& left, const Value& right) {
  if (left.is_null() || right.is_null()) return Value();
  if (left.is_string() && right.is_string()) return joined_text(left, right);
  if (left.is_list() && right.is_list()) return add_to_list(left, right);
  return operand_error("||", left, right);
}

Result<Value> subtract_values(const Value& left, const Value& right) {
  if (left.is_null() || right.is_null()) return Value();
  if (integers(left, right)) {
    std::int64_t difference = 0;
    if (__builtin_sub_overflow(left.as_integer(), right.as_integer(), &difference))
      return overflow("the subtraction");
    return Value(difference);
  }
  if (numbers(left, right)) return Value(left.as_number() - right.as_number());
  if (auto difference = temporal_difference(left, right)) return *std::move(difference);
  return operand_error("-", left, right);
}

Result<Value> multiply_values(const Value& left, const Value& right) {
  if (left.is_null() || right.is_null()) return Value();
  if (integers(left, right)) {
    std::int64_t product = 0;
    if (__builtin_mul_overflow(left.as_integer(), right.as_integer(), &product))
      return overflow("the multiplication");
    return Value(product);
  }
  if (numbers(left, right)) return Value(left.as_number() * right.as_number());
  if (auto product = duration_product(left, right)) return *std::move(product);
  return operand_error("*", left, right);
}

Result<Value> divide_values(const Value& left, const Value& right) {
  if (left.is_null() || right.is_null()) return Value();
  if (integers(left, right)) {
    if (right.as_integer() == 0)
      return runtime_error("DivisionByZero", "An integer was divided by zero",
                           "guard it: CASE WHEN y = 0 THEN null ELSE x / y END");
    if (left.as_integer() == std::numeric_limits<std::int64_t>::min() && right.as_integer() == -1)
      return overflow("the division");
    return Value(left.as_integer() / right.as_integer());
  }
  if (numbers(left, right)) return Value(left.as_number() / right.as_number());
  if (auto quotient = duration_quotient(left, right)) return *std::move(quotient);
  return operand_error("/", left, right);
}

Result<Value> modulo_values(const Value& left, const Value& right) {
  if (left.is_null() || right.is_null()) return Value();
  if (integers(left, right)) {
    if (right.as_integer() == 0)
      return runtime_error("DivisionByZero", "An integer was divided by zero (`%`)",
                           "guard it: CASE WHEN y = 0 THEN null ELSE x % y END");
    // The one quotient that overflows leaves no remainder.
    if (right.as_integer() == -1) return Value(std::int64_t{0});
    return Value(left.as_integer() % right.as_integer());
  }
  if (numbers(left, right)) return Value(std::fmod(left.as_number(), right.as_number()));
  return operand_error("%", left, right);
}

Result<Value> power_values(const Value& left, const Value& right) {
  if (left.is_null() || right.is_null()) return Value();
  if (numbers(left, right)) return Value(std::pow(left.as_number(), right.as_number()));
  return operand_error("^", left, right);
}

Result<Value> negate_value(const Value& operand) {
  if (operand.is_null()) return Value();
  if (operand.is_integer()) {
    std::int64_t negated = 0;
    if (__builtin_sub_overflow(std::int64_t{0}, operand.as_integer(), &negated))
      return overflow("the negation");
    return Value(negated);
  }
  if (operand.is_float()) return Value(-operand.as_float());
  if (operand.is_duration()) {
    MUSTER_TRY(const Duration back, negated(operand.as_duration()));
    return Value(back);
  }
  return runtime_error("InvalidArgumentType",
                       fmt::format("`-` cannot take a {}", value_type_name(operand.type())));
}

Result<Value> unary_plus(const Value& operand) {
  if (operand.is_null() || operand.is_number() || operand.is_duration()) return operand;
  return runtime_error("InvalidArgumentType",
                       fmt::format("`+` cannot take a {}", value_type_name(operand.type())));
}

Value equal_values(const Value& left, const Value& right) {
  const auto equal = cypher_equals(left, right);
  return equal ? Value(*equal) : Value();
}

Value not_equal_values(const Value& left, const Value& right) {
  const auto equal = cypher_equals(left, right);
  return equal ? Value(!*equal) : Value();
}

Value compare_values(Comparison comparison, const Value& left, const Value& right) {
  const auto order = cypher_compare(left, right);
  if (!order) {
    // NaN against a number is false; everything else that has no order is unknown.
    return left.is_number() && right.is_number() ? Value(false) : Value();
  }
  switch (comparison) {
    case Comparison::kLess:
      return Value(*order < 0);
    case Comparison::kLessEqual:
      return Value(*order <= 0);
    case Comparison::kGreater:
      return Value(*order > 0);
    case Comparison::kGreaterEqual:
      return Value(*order >= 0);
  }
  MUSTER_UNREACHABLE();
}

std::optional<bool> is_among(const Value& item, std::span<const Value> elements) {
  bool unknown = false;
  for (const Value& element : elements) {
    const auto equal = cypher_equals(item, element);
    if (equal == true) return true;
    unknown |= !equal.has_value();
  }
  return unknown ? std::nullopt : std::optional(false);
}

Result<Value> in_list(const Value& item, const Value& list) {
  if (list.is_null()) return Value();
  if (!list.is_list())
    return runtime_error(
        "InvalidArgumentType",
        fmt::format("IN needs a list on its right, not a {}", value_type_name(list.type())),
        "write x IN [a, b]");
  const auto among = is_among(item, list.as_list());
  return among ? Value(*among) : Value();
}

Value starts_with(const Value& text, const Value& prefix) {
  if (!text.is_string() || !prefix.is_string()) return {};
  return text.as_string().starts_with(prefix.as_string());
}
Value ends_with(const Value& text, const Value& suffix) {
  if (!text.is_string() || !suffix.is_string()) return {};
  return text.as_string().ends_with(suffix.as_string());
}
Value contains_text(const Value& text, const Value& part) {
  if (!text.is_string() || !part.is_string()) return {};
  return text.as_string().find(part.as_string()) != std::string::npos;
}

Result<Value> matches_regex(const Value& text, const Value& pattern) {
  if (!text.is_string() || !pattern.is_string()) return Value();
  // Neighbouring rows mostly have the same pattern, also where it is no literal.
  thread_local std::string last;
  thread_local std::shared_ptr<const Regex> compiled;
  if (!compiled || last != pattern.as_string()) {
    MUSTER_TRY(compiled, Regex::compiled(pattern.as_string()));
    last = pattern.as_string();
  }
  return Value(compiled->matches(text.as_string()));
}

Result<std::optional<bool>> truth_of(const Value& value) {
  if (value.is_null()) return std::optional<bool>();
  if (value.is_boolean()) return std::optional(value.as_boolean());
  return runtime_error(
      "InvalidArgumentType",
      fmt::format("Expected a Boolean but found a {}", value_type_name(value.type())),
      "compare it with something, as in n.count > 0");
}

Result<Value> element_at(const Value& object, const Value& index) {
  if (object.is_null() || index.is_null()) return Value();
  if (object.is_list()) {
    if (!index.is_integer())
      return runtime_error("InvalidArgumentType",
                           fmt::format("A list is indexed by an Integer, not by a {}",
                                       value_type_name(index.type())));
    const ValueList& list = object.as_list();
    const auto size = static_cast<std::int64_t>(list.size());
    std::int64_t at = index.as_integer();
    if (at < 0) at += size;
    return at < 0 || at >= size ? Value() : list[static_cast<std::size_t>(at)];
  }
  if (object.is_map()) {
    if (!index.is_string())
      return runtime_error(
          "MapElementAccessByNonString",
          fmt::format("A map is indexed by a String, not by a {}", value_type_name(index.type())));
    const auto found = object.as_map().find(index.as_string());
    return found == object.as_map().end() ? Value() : found->second;
  }
  return runtime_error("InvalidArgumentType", fmt::format("A {} has no elements to index",
                                                          value_type_name(object.type())));
}

Result<Value> slice_of(const FunctionEnvironment& environment, const Value& list, const Value* from,
                       const Value* to) {
  if (list.is_null() || (from != nullptr && from->is_null()) || (to != nullptr && to->is_null()))
    return Value();
  if (!list.is_list())
    return runtime_error("InvalidArgumentType",
                         fmt::format("A {} cannot be sliced", value_type_name(list.type())));
  const auto size = static_cast<std::int64_t>(list.as_list().size());
  const auto bound = [size](const Value* value, std::int64_t missing) -> Result<std::int64_t> {
    if (value == nullptr) return missing;
    if (!value->is_integer())
      return runtime_error(
          "InvalidArgumentType",
          fmt::format("A slice bound is an Integer, not a {}", value_type_name(value->type())));
    const std::int64_t at = value->as_integer();
    return std::clamp<std::int64_t>(at < 0 ? at + size : at, 0, size);
  };
  MUSTER_TRY(const std::int64_t begin, bound(from, 0));
  MUSTER_TRY(const std::int64_t end, bound(to, size));
  if (begin >= end) return Value(ValueList{});
  MUSTER_CHECK(environment.room_for(static_cast<std::size_t>(end - begin) * sizeof(Value)));
  const ValueList& items = list.as_list();
  return Value(ValueList(items.begin() + begin, items.begin() + end));
}

}  // namespace muster::query
