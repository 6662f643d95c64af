// Civil time: dates, times, durations, and what they are made of. The proleptic Gregorian calendar
// from year -999,999,999 to 999,999,999, with nanoseconds.
//
// The laws: a value is always a valid one (whoever makes one checks first); a local value never
// guesses a zone; a Duration's months, days and seconds are never turned into one another.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

#include "core/base/instant.h"
#include "core/base/result.h"
#include "core/base/zone.h"

namespace muster {

inline constexpr std::int64_t kYearMax = 999'999'999;
inline constexpr std::int64_t kNanosecondsPerDay = kSecondsPerDay * kNanosecondsPerSecond;
inline constexpr std::int64_t kSecondsPerMonth = 2'629'746;  // On average over 400 years.

struct Date {
  std::int64_t days = 0;  // Since 1970-01-01.
  auto operator<=>(const Date&) const = default;
};

struct LocalTime {
  std::int64_t nanoseconds = 0;  // Since midnight, below kNanosecondsPerDay.
  auto operator<=>(const LocalTime&) const = default;
};

inline constexpr Date kDateMin{-365'243'219'162};  // -999,999,999-01-01.
inline constexpr Date kDateMax{365'241'780'471};   // 999,999,999-12-31.

// A time of day with its offset. Equal only if both parts are; order_zoned_times() for the order.
struct ZonedTime {
  LocalTime local;
  std::int32_t offset_seconds = 0;
  bool operator==(const ZonedTime&) const = default;
};

struct LocalDateTime {
  std::int64_t seconds = 0;       // Since 1970-01-01T00:00 on the local clock.
  std::uint32_t nanoseconds = 0;  // Below one second.
  auto operator<=>(const LocalDateTime&) const = default;
};

// An instant with the zone it is seen from. Equal only if both are.
struct ZonedDateTime {
  std::int64_t seconds = 0;       // Since 1970-01-01T00:00Z.
  std::uint32_t nanoseconds = 0;  // Below one second.
  ZoneId zone{};
  bool operator==(const ZonedDateTime&) const = default;
};

// Equality is by component: P1M is not P30D.
struct Duration {
  std::int64_t months = 0;
  std::int64_t days = 0;
  std::int64_t seconds = 0;      // Rounded down where nanoseconds are not 0.
  std::int32_t nanoseconds = 0;  // 0 to 999,999,999.
  bool operator==(const Duration&) const = default;
};

// --- Fields

struct YearMonthDay {
  std::int64_t year;
  int month;  // 1 to 12.
  int day;    // 1 to 31.
};
struct WeekDate {
  std::int64_t week_year;
  int week;         // 1 to 53 (ISO 8601).
  int day_of_week;  // 1: Monday, to 7.
};
struct ClockTime {
  int hour;
  int minute;
  int second;
  int nanosecond;
};

bool is_leap_year(std::int64_t year);
int days_in_month(std::int64_t year, int month);
int weeks_in_year(std::int64_t week_year);

YearMonthDay year_month_day(Date date);
WeekDate week_date(Date date);
int ordinal_day(Date date);     // 1 to 366.
int quarter_of(Date date);      // 1 to 4.
int day_of_quarter(Date date);  // 1 to 92.
ClockTime clock_time(LocalTime time);

// Errors of each: kInvalidArgument with detail "InvalidArgumentValue": a field is out of its range;
// the message names it.
Result<Date> make_date(std::int64_t year, std::int64_t month, std::int64_t day);
Result<Date> make_week_date(std::int64_t week_year, std::int64_t week, std::int64_t day_of_week);
Result<Date> make_ordinal_date(std::int64_t year, std::int64_t ordinal_day);
Result<Date> make_quarter_date(std::int64_t year, std::int64_t quarter,
                               std::int64_t day_of_quarter);
Result<LocalTime> make_time(std::int64_t hour, std::int64_t minute, std::int64_t second,
                            std::int64_t nanosecond);

// --- Between the types

Date date_of(LocalDateTime time);
LocalTime time_of(LocalDateTime time);
LocalDateTime at(Date date, LocalTime time);

std::int32_t offset_of(const ZonedDateTime& time);
LocalDateTime local_of(const ZonedDateTime& time);
// Gaps and overlaps as utc_of_local() says. Errors: the instant is beyond the years above.
Result<ZonedDateTime> in_zone(LocalDateTime local, ZoneId zone);
// The same instant, seen from another zone; the same time of day, told with another offset.
ZonedDateTime with_zone(const ZonedDateTime& time, ZoneId zone);
ZonedTime with_offset(ZonedTime time, std::int32_t offset_seconds);

// --- Order. Total; equivalent only if equal.

std::strong_ordering order_zoned_times(ZonedTime left, ZonedTime right);  // Instant, then offset.
std::strong_ordering order_zoned_datetimes(const ZonedDateTime& left, const ZonedDateTime& right);
// By average length (kSecondsPerMonth), then by component.
std::strong_ordering order_durations(const Duration& left, const Duration& right);

// --- Text. What toString() gives.

std::string to_text(Date date);
std::string to_text(LocalTime time);
std::string to_text(ZonedTime time);
std::string to_text(LocalDateTime time);
std::string to_text(const ZonedDateTime& time);
std::string to_text(const Duration& duration);

}  // namespace muster
