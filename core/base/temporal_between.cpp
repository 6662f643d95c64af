// From one time to another.
#include <algorithm>

#include "core/base/temporal_arithmetic.h"
#include "core/base/wide_integer.h"

namespace muster {
namespace {

// One side, completed from the other: its local clock, and its instant where a zone is known.
struct Side {
  LocalDateTime local;
  std::int64_t seconds;  // On the line on which elapsed time is counted.
};

// Months from `from` to `to`, truncated towards zero: how many can be added without passing `to`.
std::int64_t whole_months(LocalDateTime from, LocalDateTime to) {
  const YearMonthDay a = year_month_day(date_of(from));
  const YearMonthDay b = year_month_day(date_of(to));
  const std::int64_t months = (b.year - a.year) * 12 + (b.month - a.month);
  const auto beyond = [&](std::int64_t count) {
    const auto moved = add(from, Duration{.months = count});
    return !moved || (to < from ? *moved < to : to < *moved);
  };
  if (months == 0 || !beyond(months)) return months;
  return months > 0 ? months - 1 : months + 1;
}

// Whole days, truncated towards zero.
std::int64_t whole_days(LocalDateTime from, LocalDateTime to) {
  const std::int64_t days = date_of(to).days - date_of(from).days;
  const LocalTime early = time_of(from);
  const LocalTime late = time_of(to);
  if (days > 0 && late < early) return days - 1;
  if (days < 0 && early < late) return days + 1;
  return days;
}

Result<Duration> elapsed(std::int64_t from_seconds, std::uint32_t from_nanoseconds,
                         std::int64_t to_seconds, std::uint32_t to_nanoseconds) {
  std::int64_t seconds = to_seconds - from_seconds;
  std::int64_t nanoseconds = std::int64_t{to_nanoseconds} - std::int64_t{from_nanoseconds};
  if (nanoseconds < 0) {
    nanoseconds += kNanosecondsPerSecond;
    --seconds;
  }
  return Duration{.seconds = seconds, .nanoseconds = static_cast<std::int32_t>(nanoseconds)};
}

Side side_of(const Moment& moment, Date missing_date, std::optional<ZoneId> own_zone,
             std::optional<ZoneId> common_zone) {
  LocalDateTime local = at(moment.date.value_or(missing_date), moment.time.value_or(LocalTime{}));
  if (!common_zone) return {local, local.seconds};
  const ZoneId zone = own_zone.value_or(*common_zone);
  const std::int64_t utc = utc_of_local(zone, local.seconds);
  // Both local clocks are those of the common zone.
  if (zone != *common_zone) local.seconds = utc + offset_at(*common_zone, utc);
  return {local, utc};
}

}  // namespace

Moment moment_of(Date date) { return {.date = date}; }
Moment moment_of(LocalTime time) { return {.time = time}; }
Moment moment_of(ZonedTime time) {
  return {.time = time.local, .zone = fixed_zone(time.offset_seconds)};
}
Moment moment_of(LocalDateTime time) { return {.date = date_of(time), .time = time_of(time)}; }
Moment moment_of(const ZonedDateTime& time) {
  const LocalDateTime local = local_of(time);
  return {.date = date_of(local), .time = time_of(local), .zone = time.zone};
}

Result<Duration> duration_between(const Moment& from, const Moment& to, DurationSpan span) {
  const bool dated = from.date && to.date;
  if (!dated && (span == DurationSpan::kMonths || span == DurationSpan::kDays)) return Duration{};
  // Without a date on one side only the times of day differ.
  const Date missing = from.date ? *from.date : to.date.value_or(Date{});
  const std::optional<ZoneId> common = from.zone ? from.zone : to.zone;
  const Side a = side_of(from, missing, from.zone, common);
  const Side b = side_of(to, missing, to.zone, common);
  if (span == DurationSpan::kSeconds || !dated)
    return elapsed(a.seconds, a.local.nanoseconds, b.seconds, b.local.nanoseconds);

  Duration out;
  LocalDateTime at_months = a.local;
  if (span != DurationSpan::kDays) {
    out.months = whole_months(a.local, b.local);
    MUSTER_TRY(at_months, add(a.local, Duration{.months = out.months}));
    if (span == DurationSpan::kMonths) return out;
  }
  out.days = whole_days(at_months, b.local);
  if (span == DurationSpan::kDays) return out;
  MUSTER_TRY(const LocalDateTime at_days, add(at_months, Duration{.days = out.days}));
  const std::int64_t reached = common ? utc_of_local(*common, at_days.seconds) : at_days.seconds;
  MUSTER_TRY(const Duration rest,
             elapsed(reached, at_days.nanoseconds, b.seconds, b.local.nanoseconds));
  out.seconds = rest.seconds;
  out.nanoseconds = rest.nanoseconds;
  return out;
}

}  // namespace muster
