// From one time to another.
#include <optional>

#include "core/base/temporal_arithmetic.h"

namespace muster {
namespace {

// One side, completed from the other: its local clock, and its instant where a zone is known.
struct Side {
  LocalDateTime local;
  std::int64_t seconds;  // On the line on which elapsed time is counted.
};

Side side_of(const Moment& moment, Date missing_date, std::optional<ZoneId> common_zone) {
  LocalDateTime local = at(moment.date.value_or(missing_date), moment.time.value_or(LocalTime{}));
  if (!common_zone) return {local, local.seconds};
  const ZoneId zone = moment.zone.value_or(*common_zone);
  const std::int64_t utc = moment.utc_seconds.value_or(utc_of_local(zone, local.seconds));
  // Both local clocks are those of the common zone.
  if (zone != *common_zone) local.seconds = utc + offset_at(*common_zone, utc);
  return {local, utc};
}

bool is_before(const Side& left, const Side& right) {
  return left.seconds != right.seconds ? left.seconds < right.seconds
                                       : left.local.nanoseconds < right.local.nanoseconds;
}

// The way from one side to the other.
class Way {
 public:
  Way(const Side& from, const Side& to, std::optional<ZoneId> zone)
      : to_(to), zone_(zone), backwards_(is_before(to, from)) {}

  // A local time on the way, as a side.
  Side side(LocalDateTime local) const {
    return {local, zone_ ? utc_of_local(*zone_, local.seconds) : local.seconds};
  }
  // How many of `calendar_count` steps, which may be too many by those at either end of a change of
  // the clock, lead nowhere beyond the end.
  template <typename Step>
  Result<std::int64_t> steps_within(std::int64_t calendar_count, Step step) const {
    std::int64_t count = calendar_count;
    while (backwards_ ? count < 0 : count > 0) {
      MUSTER_TRY(const LocalDateTime reached, step(count));
      if (!is_beyond(side(reached))) return count;
      count += backwards_ ? 1 : -1;
    }
    return std::int64_t{0};
  }

 private:
  bool is_beyond(const Side& side) const {
    return backwards_ ? side.local < to_.local || is_before(side, to_)
                      : to_.local < side.local || is_before(to_, side);
  }

  Side to_;
  std::optional<ZoneId> zone_;
  bool backwards_;
};

std::int64_t calendar_months(LocalDateTime from, LocalDateTime to) {
  const YearMonthDay a = year_month_day(date_of(from));
  const YearMonthDay b = year_month_day(date_of(to));
  return (b.year - a.year) * 12 + (b.month - a.month);
}

Duration elapsed(const Side& from, const Side& to) {
  std::int64_t seconds = to.seconds - from.seconds;
  std::int64_t nanoseconds =
      std::int64_t{to.local.nanoseconds} - std::int64_t{from.local.nanoseconds};
  if (nanoseconds < 0) {
    nanoseconds += kNanosecondsPerSecond;
    --seconds;
  }
  return Duration{.seconds = seconds, .nanoseconds = static_cast<std::int32_t>(nanoseconds)};
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
  return {.date = date_of(local),
          .time = time_of(local),
          .zone = time.zone,
          .utc_seconds = time.seconds};
}

Result<Duration> duration_between(const Moment& from, const Moment& to, DurationSpan span) {
  const bool dated = from.date && to.date;
  if (!dated && (span == DurationSpan::kMonths || span == DurationSpan::kDays)) return Duration{};
  // Without a date on one side only the times of day differ.
  const Date missing = from.date ? *from.date : to.date.value_or(Date{});
  const std::optional<ZoneId> common = from.zone ? from.zone : to.zone;
  const Side a = side_of(from, missing, common);
  const Side b = side_of(to, missing, common);
  if (span == DurationSpan::kSeconds || !dated) return elapsed(a, b);

  const Way way(a, b, common);
  Duration out;
  Side reached = a;
  if (span != DurationSpan::kDays) {
    const auto step = [&](std::int64_t count) { return add(a.local, Duration{.months = count}); };
    MUSTER_TRY(out.months, way.steps_within(calendar_months(a.local, b.local), step));
    if (span == DurationSpan::kMonths) return out;
    if (out.months != 0) {
      MUSTER_TRY(const LocalDateTime local, step(out.months));
      reached = way.side(local);
    }
  }
  const LocalDateTime at_months = reached.local;
  const auto step = [&](std::int64_t count) { return add(at_months, Duration{.days = count}); };
  const std::int64_t calendar_days = date_of(b.local).days - date_of(at_months).days;
  MUSTER_TRY(out.days, way.steps_within(calendar_days, step));
  if (span == DurationSpan::kDays) return out;
  if (out.days != 0) {
    MUSTER_TRY(const LocalDateTime local, step(out.days));
    reached = way.side(local);
  }
  const Duration rest = elapsed(reached, b);
  out.seconds = rest.seconds;
  out.nanoseconds = rest.nanoseconds;
  return out;
}

}  // namespace muster
