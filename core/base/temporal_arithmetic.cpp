#include "core/base/temporal_arithmetic.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

#include "core/base/wide_integer.h"

namespace muster {
namespace {

constexpr std::int64_t kFractions = 1'000'000'000'000'000'000;  // Of a DurationPart.

Error overflow_error() {
  return Error{.code = ErrorCode::kRuntimeQuery,
               .message =
                   "The time is beyond the years -999,999,999 to 999,999,999, or a part of "
                   "the duration beyond 64 bits",
               .detail = "IntegerOverflow"};
}

bool fits(WideInteger value) {
  return value >= std::numeric_limits<std::int64_t>::min() &&
         value <= std::numeric_limits<std::int64_t>::max();
}

Result<std::int64_t> narrowed(WideInteger value) {
  if (!fits(value)) return overflow_error();
  return static_cast<std::int64_t>(value);
}

// A fraction num / den with den > 0.
struct Ratio {
  WideInteger num;
  WideInteger den;
};

Result<Ratio> product(Ratio left, Ratio right) {
  Ratio out{};
  if (__builtin_mul_overflow(left.num, right.num, &out.num) ||
      __builtin_mul_overflow(left.den, right.den, &out.den))
    return overflow_error();
  return out;
}

// Gathers parts, lets their fractions flow down, and normalises.
class DurationSum {
 public:
  Result<void> add_months(Ratio value) {
    const WideInteger whole = value.num / value.den;
    months_ += whole;
    MUSTER_TRY(const Ratio seconds,
               product({value.num - whole * value.den, value.den}, {kSecondsPerMonth, 1}));
    // A fraction of a month gives whole days and a rest.
    const WideInteger days = seconds.num / seconds.den / kSecondsPerDay;
    days_ += days;
    return add_seconds({seconds.num - days * kSecondsPerDay * seconds.den, seconds.den});
  }
  Result<void> add_days(Ratio value) {
    const WideInteger whole = value.num / value.den;
    days_ += whole;
    MUSTER_TRY(const Ratio seconds,
               product({value.num - whole * value.den, value.den}, {kSecondsPerDay, 1}));
    return add_seconds(seconds);
  }
  Result<void> add_seconds(Ratio value) {
    const WideInteger whole = value.num / value.den;
    seconds_ += whole;
    MUSTER_TRY(const Ratio nanoseconds,
               product({value.num - whole * value.den, value.den}, {kNanosecondsPerSecond, 1}));
    nanoseconds_ += nanoseconds.num / nanoseconds.den;
    return ok();
  }
  void add_nanoseconds(WideInteger value) { nanoseconds_ += value; }

  Result<Duration> finish() const {
    Duration out;
    WideInteger carried = nanoseconds_ / kNanosecondsPerSecond;
    if (nanoseconds_ % kNanosecondsPerSecond < 0) --carried;
    out.nanoseconds = static_cast<std::int32_t>(nanoseconds_ - carried * kNanosecondsPerSecond);
    MUSTER_TRY(out.months, narrowed(months_));
    MUSTER_TRY(out.days, narrowed(days_));
    MUSTER_TRY(out.seconds, narrowed(seconds_ + carried));
    return out;
  }

 private:
  WideInteger months_ = 0;
  WideInteger days_ = 0;
  WideInteger seconds_ = 0;
  WideInteger nanoseconds_ = 0;
};

Ratio ratio_of(DurationPart part, std::int64_t factor, std::int64_t divisor = 1) {
  return {(static_cast<WideInteger>(part.whole) * kFractions + part.fraction) * factor,
          static_cast<WideInteger>(kFractions) * divisor};
}

Result<Duration> scaled(const Duration& duration, Ratio factor) {
  DurationSum sum;
  MUSTER_TRY(const Ratio months, product({duration.months, 1}, factor));
  MUSTER_CHECK(sum.add_months(months));
  MUSTER_TRY(const Ratio days, product({duration.days, 1}, factor));
  MUSTER_CHECK(sum.add_days(days));
  MUSTER_TRY(const Ratio seconds, product({duration.seconds, 1}, factor));
  MUSTER_CHECK(sum.add_seconds(seconds));
  MUSTER_TRY(const Ratio nanoseconds, product({duration.nanoseconds, 1}, factor));
  sum.add_nanoseconds(nanoseconds.num / nanoseconds.den);
  return sum.finish();
}

// The decimal number without the zeros behind it, so that products stay small.
Result<Ratio> exact_ratio(double value) {
  MUSTER_TRY(const DurationPart part, duration_part(value));
  Ratio out = ratio_of(part, 1);
  while (out.den > 1 && out.num % 10 == 0) {
    out.num /= 10;
    out.den /= 10;
  }
  return out;
}

Error division_by_zero() {
  return Error{.code = ErrorCode::kRuntimeQuery,
               .message = "A duration cannot be divided by 0",
               .detail = "DivisionByZero"};
}

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

// --- Durations

Result<DurationPart> duration_part(double value) {
  if (!(std::fabs(value) < 9.2e18)) return overflow_error();
  char buffer[400];
  const auto end =
      std::to_chars(std::begin(buffer), std::end(buffer), value, std::chars_format::fixed);
  const std::string_view text(buffer, static_cast<std::size_t>(end.ptr - buffer));
  DurationPart part{.whole = static_cast<std::int64_t>(value)};
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) return part;
  std::int64_t unit = kFractions / 10;
  for (const char digit : text.substr(point + 1)) {
    part.fraction += (digit - '0') * unit;
    unit /= 10;
  }
  if (value < 0) part.fraction = -part.fraction;
  return part;
}

Result<Duration> make_duration(const DurationParts& parts) {
  DurationSum sum;
  MUSTER_CHECK(sum.add_months(ratio_of(parts.years, 12)));
  MUSTER_CHECK(sum.add_months(ratio_of(parts.quarters, 3)));
  MUSTER_CHECK(sum.add_months(ratio_of(parts.months, 1)));
  MUSTER_CHECK(sum.add_days(ratio_of(parts.weeks, 7)));
  MUSTER_CHECK(sum.add_days(ratio_of(parts.days, 1)));
  MUSTER_CHECK(sum.add_seconds(ratio_of(parts.hours, 3600)));
  MUSTER_CHECK(sum.add_seconds(ratio_of(parts.minutes, 60)));
  MUSTER_CHECK(sum.add_seconds(ratio_of(parts.seconds, 1)));
  for (const auto& [part, factor] :
       {std::pair{parts.milliseconds, 1'000'000}, std::pair{parts.microseconds, 1'000},
        std::pair{parts.nanoseconds, 1}}) {
    const Ratio nanoseconds = ratio_of(part, factor);
    sum.add_nanoseconds(nanoseconds.num / nanoseconds.den);
  }
  return sum.finish();
}

Result<Duration> add(const Duration& left, const Duration& right) {
  Duration out;
  const std::int64_t nanoseconds = std::int64_t{left.nanoseconds} + right.nanoseconds;
  MUSTER_TRY(out.months, narrowed(static_cast<WideInteger>(left.months) + right.months));
  MUSTER_TRY(out.days, narrowed(static_cast<WideInteger>(left.days) + right.days));
  MUSTER_TRY(out.seconds, narrowed(static_cast<WideInteger>(left.seconds) + right.seconds +
                                   nanoseconds / kNanosecondsPerSecond));
  out.nanoseconds = static_cast<std::int32_t>(nanoseconds % kNanosecondsPerSecond);
  return out;
}

Result<Duration> negated(const Duration& duration) { return multiply(duration, std::int64_t{-1}); }

Result<Duration> subtract(const Duration& left, const Duration& right) {
  MUSTER_TRY(const Duration other, negated(right));
  return add(left, other);
}

Result<Duration> multiply(const Duration& duration, double factor) {
  MUSTER_TRY(const Ratio ratio, exact_ratio(factor));
  return scaled(duration, ratio);
}
Result<Duration> multiply(const Duration& duration, std::int64_t factor) {
  return scaled(duration, {factor, 1});
}
Result<Duration> divide(const Duration& duration, double divisor) {
  if (divisor == 0) return division_by_zero();
  MUSTER_TRY(const Ratio ratio, exact_ratio(divisor));
  if (ratio.num == 0) return overflow_error();  // Nearer to 0 than a fraction can say.
  return scaled(duration,
                ratio.num < 0 ? Ratio{-ratio.den, -ratio.num} : Ratio{ratio.den, ratio.num});
}
Result<Duration> divide(const Duration& duration, std::int64_t divisor) {
  if (divisor == 0) return division_by_zero();
  const WideInteger wide = divisor;
  return scaled(duration, wide < 0 ? Ratio{-1, -wide} : Ratio{1, wide});
}

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
