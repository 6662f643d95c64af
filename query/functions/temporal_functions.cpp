// date(), localtime(), time(), localdatetime(), datetime(): from nothing, text, maps and each
// other; their statement clocks and truncation; timestamp().
#include <fmt/format.h>

#include "core/base/clock.h"
#include "core/base/temporal_text.h"
#include "query/functions/families.h"
#include "query/functions/temporal_fields.h"

namespace muster::query {
namespace {

using Arguments = std::span<const Value>;

Result<Value> temporal_of_text(TemporalShape shape, const std::string& text) {
  switch (shape) {
    case TemporalShape::kDate: {
      MUSTER_TRY(const Date date, parse_date(text));
      return Value(date);
    }
    case TemporalShape::kLocalTime: {
      MUSTER_TRY(const LocalTime time, parse_local_time(text));
      return Value(time);
    }
    case TemporalShape::kTime: {
      MUSTER_TRY(const ZonedTime time, parse_zoned_time(text));
      return Value(time);
    }
    case TemporalShape::kLocalDateTime: {
      MUSTER_TRY(const LocalDateTime time, parse_local_datetime(text));
      return Value(time);
    }
    case TemporalShape::kDateTime: {
      MUSTER_TRY(const ZonedDateTime time, parse_zoned_datetime(text));
      return Value(time);
    }
  }
  MUSTER_UNREACHABLE();
}

template <TemporalShape kShape>
Result<Value> at_instant(Instant instant, Arguments zone) {
  const ZonedDateTime time = Value(instant).as_zoned_datetime();
  if (zone.empty()) return temporal_of_instant(kShape, time);
  MUSTER_TRY(const ZoneId wanted, zone_of_value(zone[0]));
  return temporal_of_instant(kShape, with_zone(time, wanted));
}

template <TemporalShape kShape>
Result<Value> of_statement(const FunctionEnvironment& environment, Arguments arguments) {
  return at_instant<kShape>(environment.now, arguments);
}

// The one clock that moves within a statement.
template <TemporalShape kShape>
Result<Value> of_real_time(const FunctionEnvironment&, Arguments arguments) {
  return at_instant<kShape>(system_clock().now(), arguments);
}

template <TemporalShape kShape>
Result<Value> construct(const FunctionEnvironment& environment, Arguments arguments) {
  if (arguments.empty()) return at_instant<kShape>(environment.now, {});
  const Value& value = arguments[0];
  if (value.is_string()) return temporal_of_text(kShape, value.as_string());
  if (value.is_map()) return temporal_of_map(kShape, value.as_map(), environment.now);
  if (value.is_temporal_instant()) return temporal_of_value(kShape, value);
  return runtime_error("InvalidArgumentType",
                       fmt::format("{}() takes text, a map or a temporal value, not a {}",
                                   shape_name(kShape), value_type_name(value.type())));
}

template <TemporalShape kShape>
Result<Value> truncate_to(const FunctionEnvironment& environment, Arguments arguments) {
  if (!arguments[0].is_string())
    return runtime_error("InvalidArgumentType",
                         fmt::format("The unit of {}.truncate() is a String, not a {}",
                                     shape_name(kShape), value_type_name(arguments[0].type())));
  const auto unit = find_temporal_unit(arguments[0].as_string());
  if (!unit)
    return argument_error(
        "InvalidArgumentValue", fmt::format("There is no unit '{}'", arguments[0].as_string()),
        "there are millennium, century, decade, year, weekYear, quarter, month, week, day, hour, "
        "minute, second, millisecond and microsecond");
  const Value now = arguments.size() > 1
                        ? Value()
                        : temporal_of_instant(kShape, Value(environment.now).as_zoned_datetime());
  const Value& value = arguments.size() > 1 ? arguments[1] : now;
  if (!value.is_temporal_instant())
    return runtime_error("InvalidArgumentType",
                         fmt::format("{}.truncate() takes a temporal value, not a {}",
                                     shape_name(kShape), value_type_name(value.type())));
  if (arguments.size() > 2 && !arguments[2].is_map())
    return runtime_error("InvalidArgumentType",
                         fmt::format("The parts of {}.truncate() are a Map, not a {}",
                                     shape_name(kShape), value_type_name(arguments[2].type())));
  const ValueMap parts = arguments.size() > 2 ? arguments[2].as_map() : ValueMap{};
  return truncated(kShape, *unit, value, parts, environment.now);
}

Error beyond_calendar() {
  return argument_error("InvalidArgumentValue",
                        "The instant is beyond the years -999,999,999 to "
                        "999,999,999");
}

// `nanoseconds` may be of any size and sign.
Result<Value> instant_after_1970(std::int64_t seconds, std::int64_t nanoseconds) {
  std::int64_t carried = nanoseconds / kNanosecondsPerSecond;
  std::int64_t rest = nanoseconds % kNanosecondsPerSecond;
  if (rest < 0) {
    carried -= 1;
    rest += kNanosecondsPerSecond;
  }
  std::int64_t total = 0;
  if (__builtin_add_overflow(seconds, carried, &total)) return beyond_calendar();
  const LocalDateTime utc{.seconds = total, .nanoseconds = static_cast<std::uint32_t>(rest)};
  if (date_of(utc) < kDateMin || date_of(utc) > kDateMax) return beyond_calendar();
  return Value(ZonedDateTime{.seconds = total, .nanoseconds = utc.nanoseconds, .zone = utc_zone()});
}

Result<Value> from_epoch(const FunctionEnvironment&, Arguments arguments) {
  if (!arguments[0].is_integer() || !arguments[1].is_integer())
    return runtime_error("InvalidArgumentType", "datetime.fromEpoch() needs two integers");
  return instant_after_1970(arguments[0].as_integer(), arguments[1].as_integer());
}

Result<Value> from_epoch_millis(const FunctionEnvironment&, Arguments arguments) {
  if (!arguments[0].is_integer())
    return runtime_error("InvalidArgumentType", "datetime.fromEpochMillis() needs an integer");
  const std::int64_t millis = arguments[0].as_integer();
  return instant_after_1970(millis / 1000, millis % 1000 * 1'000'000);
}

Result<Value> timestamp(const FunctionEnvironment& environment, Arguments) {
  return Value(environment.now.nanoseconds / 1'000'000);
}

void add(FunctionList& functions, std::string name, std::size_t arguments_min,
         std::vector<TypeSet> arguments, TypeKind result, std::string documentation,
         ScalarCode code) {
  Function function;
  function.name = std::move(name);
  function.arguments_min = arguments_min;
  function.arguments_max = arguments.size();
  function.arguments = std::move(arguments);
  function.result = result;
  function.documentation = std::move(documentation);
  function.scalar = code;
  functions.push_back(std::move(function));
}

constexpr TypeSet kTemporals{TypeKind::kDate, TypeKind::kLocalTime, TypeKind::kTime,
                             TypeKind::kLocalDateTime, TypeKind::kDateTime};
constexpr TypeSet kSources{TypeKind::kString,    TypeKind::kMap,  TypeKind::kDate,
                           TypeKind::kLocalTime, TypeKind::kTime, TypeKind::kLocalDateTime,
                           TypeKind::kDateTime};

template <TemporalShape kShape>
void add_shape(FunctionList& functions, TypeKind kind, const std::string& what) {
  const std::string name(shape_name(kShape));
  const TypeSet text{TypeKind::kString};
  add(functions, name, 0, {kSources}, kind,
      what + " of a text, of a map of parts, of another temporal value, or of now.",
      construct<kShape>);
  add(functions, name + ".statement", 0, {text}, kind, what + " at the start of the statement.",
      of_statement<kShape>);
  add(functions, name + ".transaction", 0, {text}, kind, what + " at the start of the statement.",
      of_statement<kShape>);
  add(functions, name + ".realtime", 0, {text}, kind, what + " of the system's clock.",
      of_real_time<kShape>);
  functions.back().deterministic = false;
  add(functions, name + ".truncate", 1, {text, kTemporals, TypeKind::kMap}, kind,
      what + " at which a unit begins.", truncate_to<kShape>);
}

}  // namespace

void add_temporal_functions(FunctionList& functions) {
  add_shape<TemporalShape::kDate>(functions, TypeKind::kDate, "The date");
  add_shape<TemporalShape::kLocalTime>(functions, TypeKind::kLocalTime, "The local time");
  add_shape<TemporalShape::kTime>(functions, TypeKind::kTime, "The time");
  add_shape<TemporalShape::kLocalDateTime>(functions, TypeKind::kLocalDateTime,
                                           "The local date and time");
  add_shape<TemporalShape::kDateTime>(functions, TypeKind::kDateTime, "The date and time");
  const TypeSet integer{TypeKind::kInteger};
  add(functions, "datetime.fromEpoch", 2, {integer, integer}, TypeKind::kDateTime,
      "The instant so many seconds and nanoseconds after 1970.", from_epoch);
  add(functions, "datetime.fromEpochMillis", 1, {integer}, TypeKind::kDateTime,
      "The instant so many milliseconds after 1970.", from_epoch_millis);
  add(functions, "timestamp", 0, {}, TypeKind::kInteger, "Now, in milliseconds since 1970.",
      timestamp);
}

}  // namespace muster::query
