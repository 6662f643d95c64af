// duration(): from text, a map of parts or a duration; durations between two temporal values.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/base/temporal_text.h"
#include "query/functions/families.h"
#include "query/functions/letter_case.h"
#include "query/functions/temporal_fields.h"

namespace muster::query {
namespace {

using Arguments = std::span<const Value>;

struct PartName {
  std::string_view name;
  DurationPart DurationParts::* part;
};
constexpr std::array<PartName, 11> kParts = {{{"years", &DurationParts::years},
                                              {"quarters", &DurationParts::quarters},
                                              {"months", &DurationParts::months},
                                              {"weeks", &DurationParts::weeks},
                                              {"days", &DurationParts::days},
                                              {"hours", &DurationParts::hours},
                                              {"minutes", &DurationParts::minutes},
                                              {"seconds", &DurationParts::seconds},
                                              {"milliseconds", &DurationParts::milliseconds},
                                              {"microseconds", &DurationParts::microseconds},
                                              {"nanoseconds", &DurationParts::nanoseconds}}};

Result<Value> duration_of_map(const ValueMap& map) {
  DurationParts parts;
  for (const auto& [name, value] : map) {
    const auto known = std::ranges::find(kParts, ascii_lower(name), &PartName::name);
    if (known == kParts.end())
      return argument_error("InvalidArgumentValue",
                            fmt::format("A duration has no part '{}'", name.substr(0, 64)),
                            "its parts are years, quarters, months, weeks, days, hours, minutes, "
                            "seconds, milliseconds, microseconds and nanoseconds");
    if (value.is_null()) return Value();
    if (!value.is_number())
      return runtime_error("InvalidArgumentType", fmt::format("'{}' must be a number, not a {}",
                                                              name, value_type_name(value.type())));
    if (value.is_integer()) {
      parts.*(known->part) = {.whole = value.as_integer()};
    } else {
      MUSTER_TRY(parts.*(known->part), duration_part(value.as_float()));
    }
  }
  MUSTER_TRY(const Duration made, make_duration(parts));
  return Value(made);
}

Result<Value> duration(const FunctionEnvironment&, Arguments arguments) {
  const Value& value = arguments[0];
  if (value.is_duration()) return value;
  if (value.is_map()) return duration_of_map(value.as_map());
  if (value.is_string()) {
    MUSTER_TRY(const Duration read, parse_duration(value.as_string()));
    return Value(read);
  }
  return runtime_error("InvalidArgumentType",
                       fmt::format("duration() takes text, a map or a duration, not a {}",
                                   value_type_name(value.type())));
}

template <DurationSpan kSpan>
Result<Value> between(const FunctionEnvironment&, Arguments arguments) {
  for (const Value& argument : arguments) {
    if (!argument.is_temporal_instant())
      return runtime_error("InvalidArgumentType",
                           fmt::format("A duration lies between two temporal values, not a {}",
                                       value_type_name(argument.type())));
  }
  MUSTER_TRY(const Duration made,
             duration_between(moment_of_value(arguments[0]), moment_of_value(arguments[1]), kSpan));
  return Value(made);
}

template <DurationSpan kSpan>
void add_between(FunctionList& functions, std::string name, std::string documentation) {
  const TypeSet temporals{TypeKind::kDate, TypeKind::kLocalTime, TypeKind::kTime,
                          TypeKind::kLocalDateTime, TypeKind::kDateTime};
  Function function;
  function.name = std::move(name);
  function.arguments_min = function.arguments_max = 2;
  function.arguments = {temporals, temporals};
  function.result = TypeKind::kDuration;
  function.documentation = std::move(documentation);
  function.scalar = between<kSpan>;
  functions.push_back(std::move(function));
}

}  // namespace

void add_duration_functions(FunctionList& functions) {
  Function function;
  function.name = "duration";
  function.arguments_min = function.arguments_max = 1;
  function.arguments = {{TypeKind::kString, TypeKind::kMap, TypeKind::kDuration}};
  function.result = TypeKind::kDuration;
  function.documentation = "The duration of a text or of a map of parts.";
  function.scalar = duration;
  functions.push_back(std::move(function));
  add_between<DurationSpan::kAll>(functions, "duration.between",
                                  "From one temporal value to another: months, days, the rest.");
  add_between<DurationSpan::kMonths>(functions, "duration.inMonths",
                                     "The whole months from one temporal value to another.");
  add_between<DurationSpan::kDays>(functions, "duration.inDays",
                                   "The whole days from one temporal value to another.");
  add_between<DurationSpan::kSeconds>(functions, "duration.inSeconds",
                                      "The time from one temporal value to another.");
}

}  // namespace muster::query
