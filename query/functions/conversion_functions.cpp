// toInteger, toFloat, toBoolean, toString, their OrNull forms and their List forms.
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "query/functions/families.h"
#include "query/functions/value_text.h"

namespace muster::query {
namespace {

using Arguments = std::span<const Value>;

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n\f\v");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n\f\v") - first + 1);
}

std::optional<double> parse_float(std::string_view text) {
  text = trimmed(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  if (text.empty()) return std::nullopt;
  // from_chars would take "inf" and "nan", which are not numbers of the language.
  const char lead = text[text[0] == '-' ? 1 : 0];
  if (lead != '.' && (lead < '0' || lead > '9')) return std::nullopt;
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (end != text.data() + text.size()) return std::nullopt;
  if (error == std::errc::result_out_of_range) {
    return text.find("e-") != std::string_view::npos || text.find("E-") != std::string_view::npos
               ? 0.0
               : (text[0] == '-' ? -HUGE_VAL : HUGE_VAL);
  }
  return error == std::errc() ? std::optional(number) : std::nullopt;
}

std::optional<std::int64_t> float_to_integer(double number) {
  const double whole = std::trunc(number);
  if (!(whole >= -9223372036854775808.0 && whole < 9223372036854775808.0)) return std::nullopt;
  return static_cast<std::int64_t>(whole);
}

Error conversion_error(std::string_view function, const Value& value) {
  return runtime_error("InvalidArgumentValue", fmt::format("{}() cannot convert a {}", function,
                                                           value_type_name(value.type())));
}

Result<Value> to_integer(const FunctionEnvironment&, Arguments arguments) {
  const Value& value = arguments[0];
  if (value.is_integer()) return value;
  if (value.is_boolean()) return Value(std::int64_t{value.as_boolean() ? 1 : 0});
  if (value.is_float()) {
    const auto integer = float_to_integer(value.as_float());
    if (integer) return Value(*integer);
    return runtime_error("IntegerOverflow", fmt::format("{} does not fit a 64-bit integer",
                                                        float_text(value.as_float())));
  }
  if (value.is_string()) {
    std::string_view text = trimmed(value.as_string());
    if (text.starts_with('+')) text.remove_prefix(1);
    std::int64_t integer = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), integer);
    if (error == std::errc() && end == text.data() + text.size()) return Value(integer);
    const auto number = parse_float(text);
    const auto whole = number ? float_to_integer(*number) : std::nullopt;
    return whole ? Value(*whole) : Value();
  }
  return conversion_error("toInteger", value);
}

Result<Value> to_float(const FunctionEnvironment&, Arguments arguments) {
  const Value& value = arguments[0];
  if (value.is_number()) return Value(value.as_number());
  if (value.is_string()) {
    const auto number = parse_float(value.as_string());
    return number ? Value(*number) : Value();
  }
  return conversion_error("toFloat", value);
}

Result<Value> to_boolean(const FunctionEnvironment&, Arguments arguments) {
  const Value& value = arguments[0];
  if (value.is_boolean()) return value;
  if (value.is_integer()) return Value(value.as_integer() != 0);
  if (value.is_string()) {
    std::string lower(trimmed(value.as_string()));
    for (char& c : lower) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    if (lower == "true") return Value(true);
    if (lower == "false") return Value(false);
    return Value();
  }
  return conversion_error("toBoolean", value);
}

Result<Value> to_string(const FunctionEnvironment&, Arguments arguments) {
  const Value& value = arguments[0];
  if (value.is_string() || value.is_number() || value.is_boolean() || value.is_temporal_instant() ||
      value.is_duration() || value.is_point())
    return Value(plain_text(value));
  return conversion_error("toString", value);
}

template <ScalarCode kCode>
Result<Value> or_null(const FunctionEnvironment& environment, Arguments arguments) {
  auto result = kCode(environment, arguments);
  return result ? std::move(result).value() : Value();
}

template <ScalarCode kCode>
Result<Value> each_or_null(const FunctionEnvironment& environment, Arguments arguments) {
  if (!arguments[0].is_list())
    return runtime_error("InvalidArgumentValue", fmt::format("A list is needed here, not a {}",
                                                             value_type_name(arguments[0].type())));
  const ValueList& items = arguments[0].as_list();
  MUSTER_CHECK(environment.room_for(items.size() * sizeof(Value)));
  ValueList converted;
  converted.reserve(items.size());
  for (const Value& item : items) {
    MUSTER_CHECK(environment.check());
    if (item.is_null()) {
      converted.emplace_back();
      continue;
    }
    auto result = kCode(environment, {&item, 1});
    converted.push_back(result ? std::move(result).value() : Value());
  }
  return Value(std::move(converted));
}

template <ScalarCode kCode>
void add_conversion(FunctionList& functions, const std::string& name, TypeKind kind,
                    const std::string& what) {
  Function function;
  function.name = name;
  function.arguments_min = function.arguments_max = 1;
  function.result = kind;
  function.documentation = "The argument as " + what + "; null where a string is not one.";
  function.scalar = kCode;
  functions.push_back(function);
  function.name = name + "OrNull";
  function.documentation = "The argument as " + what + ", or null where that cannot be.";
  function.scalar = or_null<kCode>;
  functions.push_back(function);
  function.name = name + "List";
  function.arguments = {TypeKind::kList};
  function.result = Type::list_of(kind);
  function.documentation = "Each element of a list as " + what + ", or null where that cannot be.";
  function.scalar = each_or_null<kCode>;
  functions.push_back(function);
}

}  // namespace

void add_conversion_functions(FunctionList& functions) {
  add_conversion<to_integer>(functions, "toInteger", TypeKind::kInteger, "an integer");
  add_conversion<to_float>(functions, "toFloat", TypeKind::kFloat, "a float");
  add_conversion<to_boolean>(functions, "toBoolean", TypeKind::kBoolean, "a boolean");
  add_conversion<to_string>(functions, "toString", TypeKind::kString, "text");
}

}  // namespace muster::query
