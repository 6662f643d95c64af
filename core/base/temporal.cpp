// Fields and conversions. Days to year, month and day: the era arithmetic of H. Hinnant,
// "chrono-Compatible Low-Level Date Algorithms" (2013): an era is 400 years of 146,097 days, and
// its years begin in March, so that a leap day is the last of its year.
#include "core/base/temporal.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/base/wide_integer.h"

namespace muster {
namespace {

constexpr std::int64_t kDaysPerEra = 146'097;
constexpr std::int64_t kDaysToEpoch = 719'468;  // From 0000-03-01 to 1970-01-01.

std::int64_t floor_divide(std::int64_t value, std::int64_t divisor) {
  const std::int64_t quotient = value / divisor;
  return value % divisor < 0 ? quotient - 1 : quotient;
}

Date days_from(std::int64_t year, int month, int day) {
  const std::int64_t march_year = month <= 2 ? year - 1 : year;
  const std::int64_t era = floor_divide(march_year, 400);
  const std::int64_t year_of_era = march_year - era * 400;
  const std::int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return Date{era * kDaysPerEra + day_of_era - kDaysToEpoch};
}

// 1: Monday, to 7.
int weekday_of(Date date) {
  return static_cast<int>(date.days + 3 - 7 * floor_divide(date.days + 3, 7)) + 1;
}

// Monday of ISO week 1: that which holds 4 January.
Date first_week_monday(std::int64_t week_year) {
  const Date fourth = days_from(week_year, 1, 4);
  return Date{fourth.days - (weekday_of(fourth) - 1)};
}

Error out_of_range(std::string_view field, std::int64_t value, std::int64_t least,
                   std::int64_t greatest) {
  return Error{.code = ErrorCode::kInvalidArgument,
               .message = fmt::format("{} {} is out of range: it lies between {} and {}", field,
                                      value, least, greatest),
               .detail = "InvalidArgumentValue"};
}

Result<void> in_range(std::string_view field, std::int64_t value, std::int64_t least,
                      std::int64_t greatest) {
  if (value >= least && value <= greatest) return ok();
  return out_of_range(field, value, least, greatest);
}

int first_month_of_quarter(std::int64_t quarter) { return static_cast<int>(quarter - 1) * 3 + 1; }

}  // namespace

bool is_leap_year(std::int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int days_in_month(std::int64_t year, int month) {
  if (month == 2) return is_leap_year(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

int weeks_in_year(std::int64_t week_year) {
  return static_cast<int>(
      (first_week_monday(week_year + 1).days - first_week_monday(week_year).days) / 7);
}

YearMonthDay year_month_day(Date date) {
  const std::int64_t days = date.days + kDaysToEpoch;
  const std::int64_t era = floor_divide(days, kDaysPerEra);
  const std::int64_t day_of_era = days - era * kDaysPerEra;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t march_month = (5 * day_of_year + 2) / 153;
  const int day = static_cast<int>(day_of_year - (153 * march_month + 2) / 5) + 1;
  const int month = static_cast<int>(march_month < 10 ? march_month + 3 : march_month - 9);
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

WeekDate week_date(Date date) {
  const int weekday = weekday_of(date);
  // The Thursday of a week lies in its week year.
  const std::int64_t week_year = year_month_day(Date{date.days - weekday + 4}).year;
  const std::int64_t days = date.days - first_week_monday(week_year).days;
  return {week_year, static_cast<int>(days / 7) + 1, weekday};
}

int ordinal_day(Date date) {
  return static_cast<int>(date.days - days_from(year_month_day(date).year, 1, 1).days) + 1;
}

int quarter_of(Date date) { return (year_month_day(date).month - 1) / 3 + 1; }

int day_of_quarter(Date date) {
  const std::int64_t year = year_month_day(date).year;
  const Date first = days_from(year, first_month_of_quarter(quarter_of(date)), 1);
  return static_cast<int>(date.days - first.days) + 1;
}

ClockTime clock_time(LocalTime time) {
  const std::int64_t seconds = time.nanoseconds / kNanosecondsPerSecond;
  return {static_cast<int>(seconds / 3600), static_cast<int>(seconds / 60 % 60),
          static_cast<int>(seconds % 60),
          static_cast<int>(time.nanoseconds % kNanosecondsPerSecond)};
}

Result<Date> make_date(std::int64_t year, std::int64_t month, std::int64_t day) {
  MUSTER_CHECK(in_range("year", year, -kYearMax, kYearMax));
  MUSTER_CHECK(in_range("month", month, 1, 12));
  MUSTER_CHECK(in_range("day", day, 1, days_in_month(year, static_cast<int>(month))));
  return days_from(year, static_cast<int>(month), static_cast<int>(day));
}

Result<Date> make_week_date(std::int64_t week_year, std::int64_t week, std::int64_t day_of_week) {
  MUSTER_CHECK(in_range("year", week_year, -kYearMax, kYearMax));
  MUSTER_CHECK(in_range("week", week, 1, weeks_in_year(week_year)));
  MUSTER_CHECK(in_range("dayOfWeek", day_of_week, 1, 7));
  const Date date{first_week_monday(week_year).days + (week - 1) * 7 + day_of_week - 1};
  // The last week of the last year ends behind it.
  MUSTER_CHECK(in_range("year", year_month_day(date).year, -kYearMax, kYearMax));
  return date;
}

Result<Date> make_ordinal_date(std::int64_t year, std::int64_t ordinal_day) {
  MUSTER_CHECK(in_range("year", year, -kYearMax, kYearMax));
  MUSTER_CHECK(in_range("ordinalDay", ordinal_day, 1, is_leap_year(year) ? 366 : 365));
  return Date{days_from(year, 1, 1).days + ordinal_day - 1};
}

Result<Date> make_quarter_date(std::int64_t year, std::int64_t quarter,
                               std::int64_t day_of_quarter) {
  MUSTER_CHECK(in_range("year", year, -kYearMax, kYearMax));
  MUSTER_CHECK(in_range("quarter", quarter, 1, 4));
  const int month = first_month_of_quarter(quarter);
  const int days =
      days_in_month(year, month) + days_in_month(year, month + 1) + days_in_month(year, month + 2);
  MUSTER_CHECK(in_range("dayOfQuarter", day_of_quarter, 1, days));
  return Date{days_from(year, month, 1).days + day_of_quarter - 1};
}

Result<LocalTime> make_time(std::int64_t hour, std::int64_t minute, std::int64_t second,
                            std::int64_t nanosecond) {
  MUSTER_CHECK(in_range("hour", hour, 0, 23));
  MUSTER_CHECK(in_range("minute", minute, 0, 59));
  MUSTER_CHECK(in_range("second", second, 0, 59));
  MUSTER_CHECK(in_range("nanosecond", nanosecond, 0, kNanosecondsPerSecond - 1));
  return LocalTime{(hour * 3600 + minute * 60 + second) * kNanosecondsPerSecond + nanosecond};
}

Date date_of(LocalDateTime time) { return Date{floor_divide(time.seconds, kSecondsPerDay)}; }

LocalTime time_of(LocalDateTime time) {
  const std::int64_t seconds = time.seconds - date_of(time).days * kSecondsPerDay;
  return LocalTime{seconds * kNanosecondsPerSecond + time.nanoseconds};
}

LocalDateTime at(Date date, LocalTime time) {
  return {date.days * kSecondsPerDay + time.nanoseconds / kNanosecondsPerSecond,
          static_cast<std::uint32_t>(time.nanoseconds % kNanosecondsPerSecond)};
}

std::int32_t offset_of(const ZonedDateTime& time) { return offset_at(time.zone, time.seconds); }

LocalDateTime local_of(const ZonedDateTime& time) {
  return {time.seconds + offset_of(time), time.nanoseconds};
}

Result<ZonedDateTime> in_zone(LocalDateTime local, ZoneId zone) {
  MUSTER_CHECK(in_range("year", year_month_day(date_of(local)).year, -kYearMax, kYearMax));
  return ZonedDateTime{utc_of_local(zone, local.seconds), local.nanoseconds, zone};
}

ZonedDateTime with_zone(const ZonedDateTime& time, ZoneId zone) {
  return {time.seconds, time.nanoseconds, zone};
}

ZonedTime with_offset(ZonedTime time, std::int32_t offset_seconds) {
  const std::int64_t moved =
      time.local.nanoseconds + (offset_seconds - time.offset_seconds) * kNanosecondsPerSecond;
  const std::int64_t days = floor_divide(moved, kNanosecondsPerDay);
  return {LocalTime{moved - days * kNanosecondsPerDay}, offset_seconds};
}

std::strong_ordering order_zoned_times(ZonedTime left, ZonedTime right) {
  const auto instant = [](ZonedTime time) {
    return time.local.nanoseconds - time.offset_seconds * kNanosecondsPerSecond;
  };
  if (const auto order = instant(left) <=> instant(right); order != 0) return order;
  return left.offset_seconds <=> right.offset_seconds;
}

std::strong_ordering order_zoned_datetimes(const ZonedDateTime& left, const ZonedDateTime& right) {
  if (const auto order = left.seconds <=> right.seconds; order != 0) return order;
  if (const auto order = left.nanoseconds <=> right.nanoseconds; order != 0) return order;
  if (left.zone == right.zone) return std::strong_ordering::equal;
  if (const auto order = offset_of(left) <=> offset_of(right); order != 0) return order;
  // The plain offset before the zones that have it just then: "Z" would stand among their names.
  if (is_named_zone(left.zone) != is_named_zone(right.zone))
    return is_named_zone(right.zone) ? std::strong_ordering::less : std::strong_ordering::greater;
  return zone_name(left.zone) <=> zone_name(right.zone);
}

std::strong_ordering order_durations(const Duration& left, const Duration& right) {
  const auto length = [](const Duration& duration) {
    return static_cast<WideInteger>(duration.months) * kSecondsPerMonth +
           static_cast<WideInteger>(duration.days) * kSecondsPerDay + duration.seconds;
  };
  const WideInteger left_length = length(left);
  const WideInteger right_length = length(right);
  if (left_length != right_length)
    return left_length < right_length ? std::strong_ordering::less : std::strong_ordering::greater;
  if (const auto order = left.nanoseconds <=> right.nanoseconds; order != 0) return order;
  if (const auto order = left.months <=> right.months; order != 0) return order;
  return left.days <=> right.days;
}

}  // namespace muster
