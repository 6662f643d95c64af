// Functions of lists.
#include <algorithm>

#include <fmt/format.h>

#include "query/functions/families.h"

namespace muster::query {
namespace {

using Arguments = std::span<const Value>;

// Longest list range() makes: what a person can mean, and 160 MB.
constexpr std::uint64_t kRangeMax = 10'000'000;
constexpr std::uint64_t kItemsBetweenChecks = 1 << 16;

Error list_error(std::string_view function, const Value& found) {
  return runtime_error("InvalidArgumentType", fmt::format("{}() needs a list, not a {}", function,
                                                          value_type_name(found.type())));
}

Result<Value> head(const FunctionEnvironment&, Arguments arguments) {
  if (!arguments[0].is_list()) return list_error("head", arguments[0]);
  const ValueList& list = arguments[0].as_list();
  return list.empty() ? Value() : list.front();
}
Result<Value> last(const FunctionEnvironment&, Arguments arguments) {
  if (!arguments[0].is_list()) return list_error("last", arguments[0]);
  const ValueList& list = arguments[0].as_list();
  return list.empty() ? Value() : list.back();
}
Result<Value> tail(const FunctionEnvironment& environment, Arguments arguments) {
  if (!arguments[0].is_list()) return list_error("tail", arguments[0]);
  const ValueList& list = arguments[0].as_list();
  if (list.empty()) return arguments[0];
  MUSTER_CHECK(environment.room_for((list.size() - 1) * sizeof(Value)));
  return Value(ValueList(list.begin() + 1, list.end()));
}

std::string reversed_text(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t end = text.size(); end > 0;) {
    std::size_t begin = end - 1;
    while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
    result.append(text.substr(begin, end - begin));
    end = begin;
  }
  return result;
}

Result<Value> reverse(const FunctionEnvironment& environment, Arguments arguments) {
  if (arguments[0].is_string()) {
    MUSTER_CHECK(environment.room_for(arguments[0].as_string().size()));
    return Value(reversed_text(arguments[0].as_string()));
  }
  if (!arguments[0].is_list()) return list_error("reverse", arguments[0]);
  const ValueList& list = arguments[0].as_list();
  MUSTER_CHECK(environment.room_for(list.size() * sizeof(Value)));
  return Value(ValueList(list.rbegin(), list.rend()));
}

Result<Value> range(const FunctionEnvironment& environment, Arguments arguments) {
  for (const Value& argument : arguments) {
    if (!argument.is_integer())
      return Error{.code = ErrorCode::kInvalidArgument,
                   .message = fmt::format("range() needs integers, not a {}",
                                          value_type_name(argument.type())),
                   .detail = "InvalidArgumentType"};
  }
  const std::int64_t first = arguments[0].as_integer();
  const std::int64_t end = arguments[1].as_integer();
  const std::int64_t step = arguments.size() == 3 ? arguments[2].as_integer() : 1;
  if (step == 0) return runtime_error("NumberOutOfRange", "The step of range() must not be 0");
  if (step > 0 ? first > end : first < end) return Value(ValueList{});
  const auto distance = step > 0
                            ? static_cast<std::uint64_t>(end) - static_cast<std::uint64_t>(first)
                            : static_cast<std::uint64_t>(first) - static_cast<std::uint64_t>(end);
  const auto stride =
      step > 0 ? static_cast<std::uint64_t>(step) : 0 - static_cast<std::uint64_t>(step);
  const std::uint64_t steps = distance / stride;
  if (steps >= kRangeMax)
    return runtime_error("NumberOutOfRange",
                         fmt::format("range() would make {} numbers; at most {} are allowed",
                                     static_cast<double>(steps) + 1, kRangeMax),
                         "narrow the bounds or take a larger step");
  MUSTER_CHECK(environment.room_for((steps + 1) * sizeof(Value)));
  ValueList list;
  list.reserve(steps + 1);
  std::int64_t value = first;
  for (std::uint64_t i = 0; i <= steps; ++i) {
    if (i % kItemsBetweenChecks == 0) MUSTER_CHECK(environment.check());
    list.emplace_back(value);
    if (i < steps) value += step;
  }
  return Value(std::move(list));
}

Type element_of(std::span<const Type> arguments) { return arguments[0].element_type(); }
Type same(std::span<const Type> arguments) { return arguments[0]; }

void add(FunctionList& functions, std::string name, TypeSet accepts,
         Type (*infer)(std::span<const Type>), std::string documentation, ScalarCode code) {
  Function function;
  function.name = std::move(name);
  function.arguments_min = function.arguments_max = 1;
  function.arguments = {accepts};
  function.infer = infer;
  function.documentation = std::move(documentation);
  function.scalar = code;
  functions.push_back(std::move(function));
}

}  // namespace

void add_list_functions(FunctionList& functions) {
  add(functions, "head", TypeKind::kList, element_of, "The first element of a list.", head);
  add(functions, "last", TypeKind::kList, element_of, "The last element of a list.", last);
  add(functions, "tail", TypeKind::kList, same, "A list without its first element.", tail);
  add(functions, "reverse", {TypeKind::kList, TypeKind::kString}, same,
      "A list or a text in reverse order.", reverse);
  Function function;
  function.name = "range";
  function.arguments_min = 2;
  function.arguments_max = 3;
  function.result = Type::list_of(TypeKind::kInteger);
  function.documentation = "The integers from the first argument to the second, both included.";
  function.scalar = range;
  functions.push_back(std::move(function));
}

}  // namespace muster::query
