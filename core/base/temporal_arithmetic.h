// Calculating with civil time: sums, differences, truncation.
//
// The law: where 64 bits or the years of temporal.h do not suffice there is an error, never another
// number. Errors of all functions here: kRuntimeQuery with detail "IntegerOverflow".
#pragma once

#include <optional>
#include <string_view>

#include "core/base/temporal.h"

namespace muster {

// --- Durations

// A decimal number: whole + fraction * 1e-18, both of the number's sign.
struct DurationPart {
  std::int64_t whole = 0;
  std::int64_t fraction = 0;
};
// The decimal number that `value` is written as ("0.1" for 0.1). Errors: it is not finite, or
// beyond 64 bits.
Result<DurationPart> duration_part(double value);

struct DurationParts {
  DurationPart years, quarters, months, weeks, days;
  DurationPart hours, minutes, seconds, milliseconds, microseconds, nanoseconds;
};
// A fraction flows down, truncated towards zero at each step: of a month into whole days and
// seconds (kSecondsPerMonth), of a day into seconds, of a second into nanoseconds.
Result<Duration> make_duration(const DurationParts& parts);

Result<Duration> add(const Duration& left, const Duration& right);
Result<Duration> subtract(const Duration& left, const Duration& right);
// Each group is scaled by itself, its fraction flowing down.
Result<Duration> multiply(const Duration& duration, double factor);
Result<Duration> multiply(const Duration& duration, std::int64_t factor);
// Errors: also a divisor of 0, with detail "DivisionByZero".
Result<Duration> divide(const Duration& duration, double divisor);
Result<Duration> divide(const Duration& duration, std::int64_t divisor);

// --- Time plus duration: months first (a day beyond the month's end becomes its last), then days,
// then the rest. A Date takes whole days of the rest, a time takes the rest alone and wraps at
// midnight; in a named zone months and days count on the local clock, the rest as elapsed time.
// For time minus duration, add the negated one.

Result<Duration> negated(const Duration& duration);
Result<Date> add(Date date, const Duration& duration);
LocalTime add(LocalTime time, const Duration& duration);
ZonedTime add(ZonedTime time, const Duration& duration);
Result<LocalDateTime> add(LocalDateTime time, const Duration& duration);
Result<ZonedDateTime> add(const ZonedDateTime& time, const Duration& duration);

// --- From one time to another

// Any of the five types, as what it has.
struct Moment {
  std::optional<Date> date;
  std::optional<LocalTime> time;
  std::optional<ZoneId> zone;
  std::optional<std::int64_t> utc_seconds;  // Tells apart the local times that occur twice.
};
Moment moment_of(Date date);
Moment moment_of(LocalTime time);
Moment moment_of(ZonedTime time);
Moment moment_of(LocalDateTime time);
Moment moment_of(const ZonedDateTime& time);

enum class DurationSpan : std::uint8_t {
  kAll,      // Whole months, then whole days, then the rest; all of one sign.
  kMonths,   // Whole months alone.
  kDays,     // Whole days alone.
  kSeconds,  // Elapsed time alone.
};
// From `from` to `to`. A side without a date takes the other's; without a time, midnight; without a
// zone, the other's. With two zones `to` is read in that of `from`. Months and days are those of
// the local clock, as many as pass `to` neither there nor as an instant; the rest is elapsed time.
// So all parts have one sign.
Result<Duration> duration_between(const Moment& from, const Moment& to, DurationSpan span);

// --- Truncation

enum class TemporalUnit : std::uint8_t {
  kMillennium,
  kCentury,
  kDecade,
  kYear,
  kWeekYear,
  kQuarter,
  kMonth,
  kWeek,
  kDay,
  kHour,
  kMinute,
  kSecond,
  kMillisecond,
  kMicrosecond,
};
// "millennium", "weekYear", … in any letter case.
std::optional<TemporalUnit> find_temporal_unit(std::string_view name);

// The first day of the unit that holds `date`. REQUIRES: the unit is kDay or longer.
Result<Date> truncate(Date date, TemporalUnit unit);
// The beginning of the unit that holds `time`. REQUIRES: the unit is kDay or shorter.
LocalTime truncate(LocalTime time, TemporalUnit unit);

}  // namespace muster
