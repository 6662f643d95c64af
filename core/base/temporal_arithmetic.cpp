#include "core/base/temporal_arithmetic.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/temporal_overflow.h"
#include "core/base/wide_integer.h"

namespace muster {
namespace {

using internal::narrowed;
using internal::overflow_error;

Result<Date> checked(WideInteger days) {
  static const WideInteger least = make_date(-kYearMax, 1, 1)->days;
  static const WideInteger greatest = make_date(kYearMax, 12, 31)->days;
  if (days < least || days > greatest) return overflow_error();
  return Date{static_cast<std::int64_t>(days)};
}

// Months on the calendar; a day beyond the month's end becomes its last.
Result<Date> add_months(Date date, std::int64_t months) {
  const YearMonthDay fields = year_month_day(date);
  const WideInteger total =
      static_cast<WideInteger>(fields.year) * 12 + (fields.month - 1) + months;
  WideInteger year = total / 12;
  if (total % 12 < 0) --year;
  if (year < -kYearMax || year > kYearMax) return overflow_error();
  const auto month = static_cast<int>(total - year * 12) + 1;
  const auto whole_year = static_cast<std::int64_t>(year);
  return make_date(whole_year, month, std::min(fields.day, days_in_month(whole_year, month)));
}

Result<Date> add_months_and_days(Date date, const Duration& duration) {
  MUSTER_TRY(const Date moved, add_months(date, duration.months));
  return checked(static_cast<WideInteger>(moved.days) + duration.days);
}

// Seconds and nanoseconds with those of a duration added. Errors: beyond 64 bits.
Result<LocalDateTime> add_elapsed(std::int64_t seconds, std::uint32_t nanoseconds,
                                  const Duration& duration) {
  const std::int64_t sum = std::int64_t{nanoseconds} + duration.nanoseconds;
  MUSTER_TRY(const std::int64_t moved, narrowed(static_cast<WideInteger>(seconds) +
                                                duration.seconds + sum / kNanosecondsPerSecond));
  return LocalDateTime{moved, static_cast<std::uint32_t>(sum % kNanosecondsPerSecond)};
}

}  // namespace

// --- Time plus duration

Result<Date> add(Date date, const Duration& duration) {
  MUSTER_TRY(const Date moved, add_months_and_days(date, duration));
  // The rest counts in whole days, truncated: of -1 day and 1 ns, none.
  std::int64_t seconds = duration.seconds;
  if (seconds < 0 && duration.nanoseconds > 0) ++seconds;
  return checked(static_cast<WideInteger>(moved.days) + seconds / kSecondsPerDay);
}

LocalTime add(LocalTime time, const Duration& duration) {
  const std::int64_t seconds = duration.seconds % kSecondsPerDay;
  std::int64_t moved = (time.nanoseconds + seconds * kNanosecondsPerSecond + duration.nanoseconds) %
                       kNanosecondsPerDay;
  if (moved < 0) moved += kNanosecondsPerDay;
  return LocalTime{moved};
}

ZonedTime add(ZonedTime time, const Duration& duration) {
  return {add(time.local, duration), time.offset_seconds};
}

Result<LocalDateTime> add(LocalDateTime time, const Duration& duration) {
  MUSTER_TRY(const Date date, add_months_and_days(date_of(time), duration));
  const LocalDateTime moved = at(date, time_of(time));
  MUSTER_TRY(const LocalDateTime out, add_elapsed(moved.seconds, moved.nanoseconds, duration));
  MUSTER_CHECK(checked(date_of(out).days));
  return out;
}

Result<ZonedDateTime> add(const ZonedDateTime& time, const Duration& duration) {
  ZonedDateTime moved = time;
  if (duration.months != 0 || duration.days != 0) {
    const LocalDateTime local = local_of(time);
    MUSTER_TRY(const Date date, add_months_and_days(date_of(local), duration));
    MUSTER_TRY(moved, in_zone(at(date, time_of(local)), time.zone));
  }
  MUSTER_TRY(const LocalDateTime elapsed, add_elapsed(moved.seconds, moved.nanoseconds, duration));
  MUSTER_CHECK(checked(date_of(elapsed).days));
  moved.seconds = elapsed.seconds;
  moved.nanoseconds = elapsed.nanoseconds;
  return moved;
}

// --- Truncation

std::optional<TemporalUnit> find_temporal_unit(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, TemporalUnit>, 14> kUnits{{
      {"millennium", TemporalUnit::kMillennium},
      {"century", TemporalUnit::kCentury},
      {"decade", TemporalUnit::kDecade},
      {"year", TemporalUnit::kYear},
      {"weekyear", TemporalUnit::kWeekYear},
      {"quarter", TemporalUnit::kQuarter},
      {"month", TemporalUnit::kMonth},
      {"week", TemporalUnit::kWeek},
      {"day", TemporalUnit::kDay},
      {"hour", TemporalUnit::kHour},
      {"minute", TemporalUnit::kMinute},
      {"second", TemporalUnit::kSecond},
      {"millisecond", TemporalUnit::kMillisecond},
      {"microsecond", TemporalUnit::kMicrosecond},
  }};
  std::string lower(name);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  for (const auto& [unit_name, unit] : kUnits) {
    if (unit_name == lower) return unit;
  }
  return std::nullopt;
}

Result<Date> truncate(Date date, TemporalUnit unit) {
  const YearMonthDay fields = year_month_day(date);
  const auto first_of = [&](std::int64_t years) {
    std::int64_t rest = fields.year % years;
    if (rest < 0) rest += years;
    return make_date(fields.year - rest, 1, 1);
  };
  Result<Date> out = date;
  switch (unit) {
    case TemporalUnit::kMillennium:
      out = first_of(1000);
      break;
    case TemporalUnit::kCentury:
      out = first_of(100);
      break;
    case TemporalUnit::kDecade:
      out = first_of(10);
      break;
    case TemporalUnit::kYear:
      out = make_date(fields.year, 1, 1);
      break;
    case TemporalUnit::kWeekYear:
      out = make_week_date(week_date(date).week_year, 1, 1);
      break;
    case TemporalUnit::kQuarter:
      out = make_date(fields.year, (quarter_of(date) - 1) * 3 + 1, 1);
      break;
    case TemporalUnit::kMonth:
      out = make_date(fields.year, fields.month, 1);
      break;
    case TemporalUnit::kWeek:
      out = Date{date.days - (week_date(date).day_of_week - 1)};
      break;
    default:
      return date;
  }
  if (!out) return overflow_error();
  return checked(out->days);
}

LocalTime truncate(LocalTime time, TemporalUnit unit) {
  std::int64_t length = 1;
  switch (unit) {
    case TemporalUnit::kHour:
      length = 3600 * kNanosecondsPerSecond;
      break;
    case TemporalUnit::kMinute:
      length = 60 * kNanosecondsPerSecond;
      break;
    case TemporalUnit::kSecond:
      length = kNanosecondsPerSecond;
      break;
    case TemporalUnit::kMillisecond:
      length = 1'000'000;
      break;
    case TemporalUnit::kMicrosecond:
      length = 1'000;
      break;
    default:
      return LocalTime{0};
  }
  return LocalTime{time.nanoseconds - time.nanoseconds % length};
}

}  // namespace muster
