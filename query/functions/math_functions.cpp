// Functions of numbers.
#include <cmath>
#include <limits>
#include <numbers>

#include <fmt/format.h>

#include "query/functions/families.h"
#include "query/functions/random.h"
#include "query/functions/rounding.h"

namespace muster::query {
namespace {

using Arguments = std::span<const Value>;

Error number_error(const Value& found) {
  return runtime_error("InvalidArgumentType", fmt::format("A number is needed here, not a {}",
                                                          value_type_name(found.type())));
}

template <double (*kCode)(double)>
Result<Value> of_float(const FunctionEnvironment&, Arguments arguments) {
  if (!arguments[0].is_number()) return number_error(arguments[0]);
  return Value(kCode(arguments[0].as_number()));
}

double ceil_of(double x) { return std::ceil(x); }
double floor_of(double x) { return std::floor(x); }
double sqrt_of(double x) { return std::sqrt(x); }
double exp_of(double x) { return std::exp(x); }
double log_of(double x) { return std::log(x); }
double log10_of(double x) { return std::log10(x); }
double sin_of(double x) { return std::sin(x); }
double cos_of(double x) { return std::cos(x); }
double tan_of(double x) { return std::tan(x); }
double cot_of(double x) { return 1.0 / std::tan(x); }
double asin_of(double x) { return std::asin(x); }
double acos_of(double x) { return std::acos(x); }
double atan_of(double x) { return std::atan(x); }
double degrees_of(double x) { return x * 180.0 / std::numbers::pi; }
double radians_of(double x) { return x * std::numbers::pi / 180.0; }
double sinh_of(double x) { return std::sinh(x); }
double cosh_of(double x) { return std::cosh(x); }
double tanh_of(double x) { return std::tanh(x); }
double coth_of(double x) { return 1.0 / std::tanh(x); }
double haversin_of(double x) { return (1.0 - std::cos(x)) / 2.0; }

Result<Value> abs_of(const FunctionEnvironment&, Arguments arguments) {
  const Value& value = arguments[0];
  if (value.is_float()) return Value(std::fabs(value.as_float()));
  if (!value.is_integer()) return number_error(value);
  if (value.as_integer() == std::numeric_limits<std::int64_t>::min())
    return runtime_error("IntegerOverflow", "The absolute value does not fit a 64-bit integer");
  return Value(value.as_integer() < 0 ? -value.as_integer() : value.as_integer());
}

Result<Value> sign_of(const FunctionEnvironment&, Arguments arguments) {
  if (!arguments[0].is_number()) return number_error(arguments[0]);
  const double number = arguments[0].as_number();
  return Value(static_cast<std::int64_t>((number > 0) - (number < 0)));
}

Result<Value> round_to(const FunctionEnvironment&, Arguments arguments) {
  if (!arguments[0].is_number()) return number_error(arguments[0]);
  if (arguments.size() > 1 && !arguments[1].is_number()) return number_error(arguments[1]);
  const double number = arguments[0].as_number();
  const double precision = arguments.size() > 1 ? arguments[1].as_number() : 0;
  if (precision < 0 || precision != std::trunc(precision))
    return runtime_error("NumberOutOfRange",
                         "The precision of round() is a whole number that is not negative");
  if (arguments.size() == 3) {
    if (!arguments[2].is_string())
      return runtime_error("InvalidArgumentType",
                           fmt::format("The mode of round() is a String, not a {}",
                                       value_type_name(arguments[2].type())));
    const auto mode = rounding_mode(arguments[2].as_string());
    if (!mode)
      return runtime_error(
          "InvalidArgumentValue",
          fmt::format("'{}' is not a way of rounding", arguments[2].as_string()),
          "it is one of UP, DOWN, CEILING, FLOOR, HALF_UP, HALF_DOWN and HALF_EVEN");
    return Value(round_decimal(number, precision, *mode));
  }
  if (precision == 0) return Value(round_whole(number));
  return Value(round_decimal(number, precision, RoundingMode::kHalfUp));
}

Result<Value> atan2_of(const FunctionEnvironment&, Arguments arguments) {
  if (!arguments[0].is_number()) return number_error(arguments[0]);
  if (!arguments[1].is_number()) return number_error(arguments[1]);
  return Value(std::atan2(arguments[0].as_number(), arguments[1].as_number()));
}

Result<Value> is_nan(const FunctionEnvironment&, Arguments arguments) {
  if (!arguments[0].is_number()) return number_error(arguments[0]);
  return Value(arguments[0].is_float() && std::isnan(arguments[0].as_float()));
}

Result<Value> pi(const FunctionEnvironment&, Arguments) { return Value(std::numbers::pi); }
Result<Value> e(const FunctionEnvironment&, Arguments) { return Value(std::numbers::e); }
Result<Value> rand(const FunctionEnvironment& environment, Arguments) {
  return Value(static_cast<double>(next_random(environment.seed) >> 11) * 0x1.0p-53);
}

void add(FunctionList& functions, std::string name, Type result, std::string documentation,
         ScalarCode code) {
  Function function;
  function.name = std::move(name);
  function.arguments_min = function.arguments_max = 1;
  function.arguments = {TypeKind::kNumber};
  function.result = std::move(result);
  function.documentation = std::move(documentation);
  function.scalar = code;
  functions.push_back(std::move(function));
}

void add_constant(FunctionList& functions, std::string name, std::string documentation,
                  ScalarCode code) {
  Function function;
  function.name = std::move(name);
  function.result = TypeKind::kFloat;
  function.documentation = std::move(documentation);
  function.scalar = code;
  functions.push_back(std::move(function));
}

}  // namespace

void add_math_functions(FunctionList& functions) {
  constexpr TypeKind kReal = TypeKind::kFloat;
  add(functions, "abs", TypeKind::kNumber, "The absolute value.", abs_of);
  add(functions, "sign", TypeKind::kInteger, "-1, 0 or 1.", sign_of);
  add(functions, "ceil", kReal, "The smallest whole number not below.", of_float<ceil_of>);
  add(functions, "floor", kReal, "The largest whole number not above.", of_float<floor_of>);
  add(functions, "round", kReal,
      "The nearest whole number, or the number to so many decimals, in a mode such as 'DOWN'.",
      round_to);
  functions.back().arguments_max = 3;
  functions.back().arguments = {TypeKind::kNumber, TypeKind::kNumber, TypeKind::kString};
  add(functions, "sqrt", kReal, "The square root.", of_float<sqrt_of>);
  add(functions, "exp", kReal, "e to the power of the argument.", of_float<exp_of>);
  add(functions, "log", kReal, "The natural logarithm.", of_float<log_of>);
  add(functions, "log10", kReal, "The logarithm to base 10.", of_float<log10_of>);
  add(functions, "sin", kReal, "The sine of radians.", of_float<sin_of>);
  add(functions, "cos", kReal, "The cosine of radians.", of_float<cos_of>);
  add(functions, "tan", kReal, "The tangent of radians.", of_float<tan_of>);
  add(functions, "cot", kReal, "The cotangent of radians.", of_float<cot_of>);
  add(functions, "asin", kReal, "The arcsine in radians.", of_float<asin_of>);
  add(functions, "acos", kReal, "The arccosine in radians.", of_float<acos_of>);
  add(functions, "atan", kReal, "The arctangent in radians.", of_float<atan_of>);
  add(functions, "sinh", kReal, "The hyperbolic sine.", of_float<sinh_of>);
  add(functions, "cosh", kReal, "The hyperbolic cosine.", of_float<cosh_of>);
  add(functions, "tanh", kReal, "The hyperbolic tangent.", of_float<tanh_of>);
  add(functions, "coth", kReal, "The hyperbolic cotangent.", of_float<coth_of>);
  add(functions, "degrees", kReal, "Radians as degrees.", of_float<degrees_of>);
  add(functions, "radians", kReal, "Degrees as radians.", of_float<radians_of>);
  add(functions, "haversin", kReal, "Half the versine.", of_float<haversin_of>);
  add(functions, "isNaN", TypeKind::kBoolean, "Whether a number is not a number.", is_nan);
  add(functions, "atan2", kReal, "The angle of the point (second, first) in radians.", atan2_of);
  functions.back().arguments_min = functions.back().arguments_max = 2;
  add_constant(functions, "pi", "The number pi.", pi);
  add_constant(functions, "e", "The base of natural logarithms.", e);
  add_constant(functions, "rand", "A random number from 0 up to, not including, 1.", rand);
  functions.back().deterministic = false;
}

}  // namespace muster::query
