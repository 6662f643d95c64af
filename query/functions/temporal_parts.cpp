#include "query/functions/temporal_parts.h"

#include <fmt/format.h>

#include "query/functions/function.h"
#include "query/functions/letter_case.h"

namespace muster::query {
namespace {

// The functions below know the parts in lower case.
using Found = std::optional<Value>;

Value integer(std::int64_t number) { return {number}; }

Found date_part(Date date, std::string_view part) {
  if (part == "year") return integer(year_month_day(date).year);
  if (part == "month") return integer(year_month_day(date).month);
  if (part == "day") return integer(year_month_day(date).day);
  if (part == "quarter") return integer(quarter_of(date));
  if (part == "week") return integer(week_date(date).week);
  if (part == "weekyear") return integer(week_date(date).week_year);
  if (part == "weekday" || part == "dayofweek") return integer(week_date(date).day_of_week);
  if (part == "ordinalday") return integer(ordinal_day(date));
  if (part == "dayofquarter") return integer(day_of_quarter(date));
  return std::nullopt;
}

Found time_part(LocalTime time, std::string_view part) {
  const ClockTime clock = clock_time(time);
  if (part == "hour") return integer(clock.hour);
  if (part == "minute") return integer(clock.minute);
  if (part == "second") return integer(clock.second);
  if (part == "millisecond") return integer(clock.nanosecond / 1'000'000);
  if (part == "microsecond") return integer(clock.nanosecond / 1'000);
  if (part == "nanosecond") return integer(clock.nanosecond);
  return std::nullopt;
}

Found zone_part(const std::string& zone, std::int32_t offset_seconds, std::string_view part) {
  if (part == "timezone") return Value(zone);
  if (part == "offset") return Value(offset_text(offset_seconds));
  if (part == "offsetminutes") return integer(offset_seconds / 60);
  if (part == "offsetseconds") return integer(offset_seconds);
  return std::nullopt;
}

Found local_part(LocalDateTime time, std::string_view part) {
  if (auto found = date_part(date_of(time), part)) return found;
  return time_part(time_of(time), part);
}

Result<Found> zoned_part(const ZonedDateTime& time, std::string_view part) {
  if (auto found = local_part(local_of(time), part)) return found;
  if (part == "epochseconds") return Found(integer(time.seconds));
  if (part == "epochmillis") {
    std::int64_t millis = 0;
    if (__builtin_mul_overflow(time.seconds, std::int64_t{1000}, &millis) ||
        __builtin_add_overflow(millis, time.nanoseconds / 1'000'000, &millis))
      return runtime_error("IntegerOverflow", "The milliseconds since 1970 do not fit 64 bits",
                           "ask for epochSeconds");
    return Found(integer(millis));
  }
  return zone_part(zone_name(time.zone), offset_of(time), part);
}

// Of the seconds and nanoseconds of a duration, each total and each remainder truncated towards
// zero.
Result<Found> duration_time_part(const Duration& duration, std::string_view part) {
  // As the sign goes: -1 s + 500,000,000 ns is half a second back.
  const bool back = duration.seconds < 0 && duration.nanoseconds > 0;
  const std::int64_t seconds = duration.seconds + (back ? 1 : 0);
  const std::int64_t nanoseconds =
      duration.nanoseconds - (back ? kNanosecondsPerSecond : std::int64_t{0});
  const auto total = [&](std::int64_t per_second) -> Result<Found> {
    std::int64_t whole = 0;
    if (__builtin_mul_overflow(seconds, per_second, &whole) ||
        __builtin_add_overflow(whole, nanoseconds / (kNanosecondsPerSecond / per_second), &whole))
      return runtime_error("IntegerOverflow",
                           fmt::format("The {} of this duration do not fit 64 bits", part),
                           "ask for a greater unit");
    return Found(integer(whole));
  };
  if (part == "hours") return Found(integer(seconds / 3600));
  if (part == "minutes") return Found(integer(seconds / 60));
  if (part == "seconds") return Found(integer(seconds));
  if (part == "milliseconds") return total(1'000);
  if (part == "microseconds") return total(1'000'000);
  if (part == "nanoseconds") return total(kNanosecondsPerSecond);
  if (part == "minutesofhour") return Found(integer(seconds / 60 % 60));
  if (part == "secondsofminute") return Found(integer(seconds % 60));
  if (part == "millisecondsofsecond") return Found(integer(nanoseconds / 1'000'000));
  if (part == "microsecondsofsecond") return Found(integer(nanoseconds / 1'000));
  if (part == "nanosecondsofsecond") return Found(integer(nanoseconds));
  return Found();
}

Result<Found> duration_value_part(const Duration& duration, std::string_view part) {
  if (part == "years") return Found(integer(duration.months / 12));
  if (part == "quarters") return Found(integer(duration.months / 3));
  if (part == "months") return Found(integer(duration.months));
  if (part == "weeks") return Found(integer(duration.days / 7));
  if (part == "days") return Found(integer(duration.days));
  if (part == "quartersofyear") return Found(integer(duration.months / 3 % 4));
  if (part == "monthsofquarter") return Found(integer(duration.months % 3));
  if (part == "monthsofyear") return Found(integer(duration.months % 12));
  if (part == "daysofweek") return Found(integer(duration.days % 7));
  return duration_time_part(duration, part);
}

Found point_part(const Point& point, std::string_view part) {
  const bool globe = is_geographic(point.system);
  const bool space = has_three_dimensions(point.system);
  if (part == "x" || (globe && part == "longitude")) return Value(point.x);
  if (part == "y" || (globe && part == "latitude")) return Value(point.y);
  if (space && (part == "z" || (globe && part == "height"))) return Value(point.z);
  if (part == "crs") return Value(coordinate_system_name(point.system));
  if (part == "srid") return integer(static_cast<std::int64_t>(point.system));
  return std::nullopt;
}

Result<Found> find_part(const Value& value, std::string_view part) {
  switch (value.type()) {
    case ValueType::kDate:
      return date_part(value.as_date(), part);
    case ValueType::kLocalTime:
      return time_part(value.as_local_time(), part);
    case ValueType::kTime: {
      const ZonedTime time = value.as_zoned_time();
      if (auto found = time_part(time.local, part)) return found;
      return zone_part(offset_text(time.offset_seconds), time.offset_seconds, part);
    }
    case ValueType::kLocalDateTime:
      return local_part(value.as_local_datetime(), part);
    case ValueType::kInstant:
    case ValueType::kZonedDateTime:
      return zoned_part(value.as_zoned_datetime(), part);
    case ValueType::kDuration:
      return duration_value_part(value.as_duration(), part);
    case ValueType::kPoint:
      return point_part(value.as_point(), part);
    default:
      MUSTER_UNREACHABLE();
  }
}

std::string parts_text(const Value& value) {
  constexpr std::string_view kDateParts =
      "year, quarter, month, week, weekYear, day, ordinalDay, dayOfWeek, dayOfQuarter";
  constexpr std::string_view kTimeParts =
      "hour, minute, second, millisecond, microsecond, nanosecond";
  constexpr std::string_view kZoneParts = "timezone, offset, offsetMinutes, offsetSeconds";
  switch (value.type()) {
    case ValueType::kDate:
      return std::string(kDateParts);
    case ValueType::kLocalTime:
      return std::string(kTimeParts);
    case ValueType::kTime:
      return fmt::format("{}, {}", kTimeParts, kZoneParts);
    case ValueType::kLocalDateTime:
      return fmt::format("{}, {}", kDateParts, kTimeParts);
    case ValueType::kDuration:
      return "years, quarters, months, weeks, days, hours, minutes, seconds, milliseconds, "
             "microseconds, nanoseconds, and quartersOfYear, monthsOfYear, daysOfWeek, "
             "minutesOfHour, secondsOfMinute, nanosecondsOfSecond and the like";
    case ValueType::kPoint: {
      std::string parts = has_three_dimensions(value.as_point().system) ? "x, y, z" : "x, y";
      if (is_geographic(value.as_point().system)) parts += ", longitude, latitude";
      if (value.as_point().system == CoordinateSystem::kWgs84In3d) parts += ", height";
      return parts + ", crs, srid";
    }
    default:
      return fmt::format("{}, {}, {}, epochSeconds, epochMillis", kDateParts, kTimeParts,
                         kZoneParts);
  }
}

}  // namespace

Result<Value> part_of(const Value& value, std::string_view part) {
  MUSTER_TRY(const Found found, find_part(value, ascii_lower(part)));
  if (found) return *found;
  return argument_error("InvalidArgumentValue",
                        fmt::format("A {} has no part '{}'", value_type_name(value.type()), part),
                        fmt::format("its parts are {}", parts_text(value)));
}

}  // namespace muster::query
