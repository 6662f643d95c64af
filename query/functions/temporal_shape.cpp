#include "query/functions/temporal_shape.h"

#include <array>

#include <fmt/format.h>

#include "core/base/temporal_text.h"
#include "query/functions/function.h"

namespace muster::query {

std::string_view shape_name(TemporalShape shape) {
  constexpr std::array<std::string_view, 5> kNames = {"date", "localtime", "time", "localdatetime",
                                                      "datetime"};
  return kNames[static_cast<std::size_t>(shape)];
}

Moment moment_of_value(const Value& value) {
  switch (value.type()) {
    case ValueType::kDate:
      return moment_of(value.as_date());
    case ValueType::kLocalTime:
      return moment_of(value.as_local_time());
    case ValueType::kTime:
      return moment_of(value.as_zoned_time());
    case ValueType::kLocalDateTime:
      return moment_of(value.as_local_datetime());
    default:
      return moment_of(value.as_zoned_datetime());
  }
}

std::optional<std::int32_t> offset_of_value(const Value& value) {
  if (value.is_zoned_time()) return value.as_zoned_time().offset_seconds;
  if (value.is_zoned_datetime()) return offset_of(value.as_zoned_datetime());
  return std::nullopt;
}

Result<ZoneId> zone_of_value(const Value& value) {
  if (value.is_string()) return parse_zone(value.as_string());
  return runtime_error(
      "InvalidArgumentType",
      fmt::format("A time zone is a String, not a {}", value_type_name(value.type())),
      "write 'Europe/Stockholm' or '+02:00'");
}

std::int32_t offset_now(ZoneId zone, Instant now) {
  return offset_at(zone, Value(now).as_zoned_datetime().seconds);
}

Result<Value> zoned_value(LocalDateTime local, const Value* source, std::optional<ZoneId> given) {
  if (source == nullptr || !moment_of_value(*source).zone) {
    MUSTER_TRY(const ZonedDateTime made, in_zone(local, given.value_or(utc_zone())));
    return Value(made);
  }
  // An unchanged value keeps its instant, even where its local time occurs twice.
  ZonedDateTime made;
  if (source->is_zoned_datetime() && local_of(source->as_zoned_datetime()) == local) {
    made = source->as_zoned_datetime();
  } else {
    MUSTER_TRY(made, in_zone(local, *moment_of_value(*source).zone));
  }
  return Value(given ? with_zone(made, *given) : made);
}

Value zoned_time_value(LocalTime local, const Value* source, std::optional<ZoneId> given,
                       Instant now) {
  const auto own = source == nullptr ? std::nullopt : offset_of_value(*source);
  const auto wanted = given ? std::optional(offset_now(*given, now)) : std::nullopt;
  const ZonedTime made{.local = local, .offset_seconds = own.value_or(wanted.value_or(0))};
  return Value(own && wanted ? with_offset(made, *wanted) : made);
}

Value local_value(TemporalShape shape, Date date, LocalTime time) {
  if (shape == TemporalShape::kDate) return date;
  if (shape == TemporalShape::kLocalTime) return time;
  return at(date, time);
}

Value temporal_of_instant(TemporalShape shape, const ZonedDateTime& instant) {
  const LocalDateTime local = local_of(instant);
  if (shape == TemporalShape::kDateTime) return instant;
  if (shape == TemporalShape::kTime)
    return ZonedTime{.local = time_of(local), .offset_seconds = offset_of(instant)};
  return local_value(shape, date_of(local), time_of(local));
}

Result<Value> temporal_of_value(TemporalShape shape, const Value& value) {
  const Moment moment = moment_of_value(value);
  if (has_date(shape) && !moment.date) return has_none_error(value, "date");
  if (has_time(shape) && !moment.time) return has_none_error(value, "time");
  const Date date = moment.date.value_or(Date{});
  const LocalTime time = moment.time.value_or(LocalTime{});
  if (shape == TemporalShape::kTime) return zoned_time_value(time, &value, std::nullopt, Instant{});
  if (shape == TemporalShape::kDateTime) return zoned_value(at(date, time), &value, std::nullopt);
  return local_value(shape, date, time);
}

Error has_none_error(const Value& value, std::string_view what) {
  return argument_error("InvalidArgumentValue",
                        fmt::format("A {} has no {}", value_type_name(value.type()), what));
}

}  // namespace muster::query
