// datetime(): the UTC instant, its constructors, and timestamp().
#include <array>
#include <chrono>

#include <fmt/format.h>

#include "query/functions/families.h"

namespace muster::query {
namespace {

using Arguments = std::span<const Value>;

Error range_error() {
  return runtime_error("NumberOutOfRange", "A datetime lies between the years 1677 and 2262");
}

Result<Value> instant_from(std::int64_t seconds, std::int64_t nanoseconds) {
  std::int64_t total = 0;
  if (__builtin_mul_overflow(seconds, kNanosecondsPerSecond, &total) ||
      __builtin_add_overflow(total, nanoseconds, &total))
    return range_error();
  return Value(Instant{total});
}

Result<std::int64_t> part(const ValueMap& map, std::string_view key, std::int64_t missing,
                          std::int64_t least, std::int64_t most) {
  const auto found = map.find(key);
  if (found == map.end()) return missing;
  if (!found->second.is_integer())
    return runtime_error("InvalidArgumentValue",
                         fmt::format("'{}' of a datetime is an Integer, not a {}", key,
                                     value_type_name(found->second.type())));
  const std::int64_t value = found->second.as_integer();
  if (value < least || value > most)
    return runtime_error(
        "NumberOutOfRange",
        fmt::format("'{}' of a datetime lies between {} and {}, not {}", key, least, most, value));
  return value;
}

constexpr std::array<std::string_view, 12> kMapKeys = {
    "year",        "month",       "day",        "hour",         "minute",      "second",
    "millisecond", "microsecond", "nanosecond", "epochSeconds", "epochMillis", "timezone"};

Result<void> check_keys(const ValueMap& map) {
  for (const auto& [key, value] : map) {
    if (std::find(kMapKeys.begin(), kMapKeys.end(), key) == kMapKeys.end())
      return runtime_error("InvalidArgumentValue",
                           fmt::format("datetime() does not know the part '{}'", key),
                           "its parts are year, month, day, hour, minute, second, millisecond, "
                           "microsecond, nanosecond, epochSeconds, epochMillis");
    if (key == "timezone" &&
        !(value.is_string() && (value.as_string() == "Z" || value.as_string() == "UTC")))
      return runtime_error(
          "InvalidArgumentValue", "Times are kept in UTC: 'timezone' can only be 'Z'",
          "give the time as text with its offset, as in datetime('2026-06-15T10:00+02:00')");
  }
  return ok();
}

Result<Value> from_map(const ValueMap& map) {
  namespace chrono = std::chrono;
  constexpr std::int64_t kAny = std::numeric_limits<std::int64_t>::max();
  MUSTER_CHECK(check_keys(map));
  MUSTER_TRY(const std::int64_t millis, part(map, "millisecond", 0, 0, 999));
  MUSTER_TRY(const std::int64_t micros, part(map, "microsecond", 0, 0, 999'999));
  MUSTER_TRY(const std::int64_t nanos, part(map, "nanosecond", 0, 0, 999'999'999));
  const std::int64_t fraction = millis * 1'000'000 + micros * 1'000 + nanos;
  if (map.contains("epochSeconds")) {
    MUSTER_TRY(const std::int64_t seconds, part(map, "epochSeconds", 0, -kAny, kAny));
    return instant_from(seconds, fraction);
  }
  if (map.contains("epochMillis")) {
    MUSTER_TRY(const std::int64_t total, part(map, "epochMillis", 0, -kAny, kAny));
    return instant_from(total / 1000, total % 1000 * 1'000'000 + nanos);
  }
  if (!map.contains("year"))
    return runtime_error("InvalidArgumentValue",
                         "datetime() needs a year or epochSeconds or epochMillis");
  MUSTER_TRY(const std::int64_t y, part(map, "year", 0, 1677, 2262));
  MUSTER_TRY(const std::int64_t m, part(map, "month", 1, 1, 12));
  MUSTER_TRY(const std::int64_t d, part(map, "day", 1, 1, 31));
  MUSTER_TRY(const std::int64_t hour, part(map, "hour", 0, 0, 23));
  MUSTER_TRY(const std::int64_t minute, part(map, "minute", 0, 0, 59));
  MUSTER_TRY(const std::int64_t second, part(map, "second", 0, 0, 59));
  const chrono::year_month_day date{chrono::year(static_cast<int>(y)),
                                    chrono::month(static_cast<unsigned>(m)),
                                    chrono::day(static_cast<unsigned>(d))};
  if (!date.ok())
    return runtime_error("NumberOutOfRange", fmt::format("{}-{:02}-{:02} is not a day", y, m, d));
  const std::int64_t days = chrono::sys_days(date).time_since_epoch().count();
  return instant_from(days * kSecondsPerDay + hour * 3600 + minute * 60 + second, fraction);
}

Result<Value> datetime(const FunctionEnvironment& environment, Arguments arguments) {
  if (arguments.empty()) return Value(environment.now);
  const Value& value = arguments[0];
  if (value.is_instant()) return value;
  if (value.is_map()) return from_map(value.as_map());
  if (value.is_string()) {
    auto instant = parse_instant(value.as_string());
    if (instant) return Value(*instant);
    return runtime_error("InvalidArgumentValue", instant.error().message, instant.error().hint);
  }
  return runtime_error("InvalidArgumentType",
                       fmt::format("datetime() takes text, a map or a datetime, not a {}",
                                   value_type_name(value.type())));
}

Result<Value> from_epoch(const FunctionEnvironment&, Arguments arguments) {
  if (!arguments[0].is_integer() || !arguments[1].is_integer())
    return runtime_error("InvalidArgumentType", "datetime.fromepoch() needs two integers");
  return instant_from(arguments[0].as_integer(), arguments[1].as_integer());
}

Result<Value> from_epoch_millis(const FunctionEnvironment&, Arguments arguments) {
  if (!arguments[0].is_integer())
    return runtime_error("InvalidArgumentType", "datetime.fromepochmillis() needs an integer");
  const std::int64_t millis = arguments[0].as_integer();
  return instant_from(millis / 1000, millis % 1000 * 1'000'000);
}

Result<Value> timestamp(const FunctionEnvironment& environment, Arguments) {
  return Value(environment.now.nanoseconds / 1'000'000);
}

Function make(std::string name, std::size_t arguments_min, std::size_t arguments_max, Type result,
              std::string documentation, ScalarCode code) {
  Function function;
  function.name = std::move(name);
  function.arguments_min = arguments_min;
  function.arguments_max = arguments_max;
  function.result = std::move(result);
  function.documentation = std::move(documentation);
  function.scalar = code;
  return function;
}

}  // namespace

void add_temporal_functions(FunctionList& functions) {
  functions.push_back(make("datetime", 0, 1, TypeKind::kInstant,
                           "The instant of a text, of a map of parts, or now.", datetime));
  functions.push_back(make("datetime.transaction", 0, 0, TypeKind::kInstant, "Now.", datetime));
  functions.push_back(make("datetime.statement", 0, 0, TypeKind::kInstant, "Now.", datetime));
  functions.push_back(make("datetime.realtime", 0, 0, TypeKind::kInstant, "Now.", datetime));
  functions.push_back(make("datetime.fromepoch", 2, 2, TypeKind::kInstant,
                           "The instant so many seconds and nanoseconds after 1970.", from_epoch));
  functions.push_back(make("datetime.fromepochmillis", 1, 1, TypeKind::kInstant,
                           "The instant so many milliseconds after 1970.", from_epoch_millis));
  functions.push_back(
      make("timestamp", 0, 0, TypeKind::kInteger, "Now, in milliseconds since 1970.", timestamp));
}

}  // namespace muster::query
