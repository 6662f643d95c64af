// Making and scaling durations. All sums are of 128 bits; only finish() narrows.
#include <charconv>
#include <cmath>
#include <iterator>
#include <utility>

#include "core/base/temporal_arithmetic.h"
#include "core/base/temporal_overflow.h"
#include "core/base/wide_integer.h"

namespace muster {
namespace {

using internal::narrowed;
using internal::overflow_error;

constexpr std::int64_t kFractions = 1'000'000'000'000'000'000;  // Of a DurationPart.

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

// Gathers parts, lets their fractions flow down, and normalises. Whole numbers and fractions come
// apart, for one number of both would need more than 128 bits.
class DurationSum {
 public:
  Result<void> add_months(WideInteger whole, Ratio fraction) {
    const WideInteger more = fraction.num / fraction.den;
    months_ += whole + more;
    MUSTER_TRY(const Ratio seconds,
               product({fraction.num - more * fraction.den, fraction.den}, {kSecondsPerMonth, 1}));
    // A fraction of a month gives whole days and a rest.
    const WideInteger days = seconds.num / seconds.den / kSecondsPerDay;
    days_ += days;
    return add_seconds(0, {seconds.num - days * kSecondsPerDay * seconds.den, seconds.den});
  }
  Result<void> add_days(WideInteger whole, Ratio fraction) {
    const WideInteger more = fraction.num / fraction.den;
    days_ += whole + more;
    MUSTER_TRY(const Ratio seconds,
               product({fraction.num - more * fraction.den, fraction.den}, {kSecondsPerDay, 1}));
    return add_seconds(0, seconds);
  }
  Result<void> add_seconds(WideInteger whole, Ratio fraction) {
    const WideInteger more = fraction.num / fraction.den;
    seconds_ += whole + more;
    MUSTER_TRY(const Ratio nanoseconds, product({fraction.num - more * fraction.den, fraction.den},
                                                {kNanosecondsPerSecond, 1}));
    return add_nanoseconds(0, nanoseconds);
  }
  Result<void> add_nanoseconds(WideInteger whole, Ratio fraction) {
    nanoseconds_ += whole + fraction.num / fraction.den;
    return ok();
  }

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

Result<Duration> scaled(const Duration& duration, Ratio factor) {
  DurationSum sum;
  MUSTER_TRY(const Ratio months, product({duration.months, 1}, factor));
  MUSTER_CHECK(sum.add_months(0, months));
  MUSTER_TRY(const Ratio days, product({duration.days, 1}, factor));
  MUSTER_CHECK(sum.add_days(0, days));
  // Seconds and nanoseconds are one number, truncated once: both get the sign of their sum first.
  const bool carries = duration.seconds < 0 && duration.nanoseconds > 0;
  const std::int64_t whole_seconds = duration.seconds + (carries ? 1 : 0);
  const std::int64_t rest = duration.nanoseconds - (carries ? kNanosecondsPerSecond : 0);
  MUSTER_TRY(const Ratio seconds, product({whole_seconds, 1}, factor));
  const WideInteger whole = seconds.num / seconds.den;
  MUSTER_TRY(Ratio nanoseconds,
             product({seconds.num - whole * seconds.den, seconds.den}, {kNanosecondsPerSecond, 1}));
  MUSTER_TRY(const Ratio scaled_rest, product({rest, 1}, factor));
  if (__builtin_add_overflow(nanoseconds.num, scaled_rest.num, &nanoseconds.num))
    return overflow_error();
  MUSTER_CHECK(sum.add_seconds(whole, {0, 1}));
  MUSTER_CHECK(sum.add_nanoseconds(0, nanoseconds));
  return sum.finish();
}

// The decimal number without the zeros behind it, so that products stay small.
Result<Ratio> exact_ratio(double value) {
  MUSTER_TRY(const DurationPart part, duration_part(value));
  Ratio out{static_cast<WideInteger>(part.whole) * kFractions + part.fraction, kFractions};
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

}  // namespace

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
  using Add = Result<void> (DurationSum::*)(WideInteger, Ratio);
  struct Unit {
    const DurationPart& part;
    std::int64_t factor;
    Add add;
  };
  const Unit units[] = {{parts.years, 12, &DurationSum::add_months},
                        {parts.quarters, 3, &DurationSum::add_months},
                        {parts.months, 1, &DurationSum::add_months},
                        {parts.weeks, 7, &DurationSum::add_days},
                        {parts.days, 1, &DurationSum::add_days},
                        {parts.hours, 3600, &DurationSum::add_seconds},
                        {parts.minutes, 60, &DurationSum::add_seconds},
                        {parts.seconds, 1, &DurationSum::add_seconds},
                        {parts.milliseconds, 1'000'000, &DurationSum::add_nanoseconds},
                        {parts.microseconds, 1'000, &DurationSum::add_nanoseconds},
                        {parts.nanoseconds, 1, &DurationSum::add_nanoseconds}};
  for (const Unit& unit : units) {
    const WideInteger factor = unit.factor;
    MUSTER_CHECK(
        (sum.*unit.add)(unit.part.whole * factor, {unit.part.fraction * factor, kFractions}));
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
  Duration out;
  const std::int64_t nanoseconds = std::int64_t{left.nanoseconds} - right.nanoseconds;
  const std::int64_t borrowed = nanoseconds < 0 ? 1 : 0;
  MUSTER_TRY(out.months, narrowed(static_cast<WideInteger>(left.months) - right.months));
  MUSTER_TRY(out.days, narrowed(static_cast<WideInteger>(left.days) - right.days));
  MUSTER_TRY(out.seconds,
             narrowed(static_cast<WideInteger>(left.seconds) - right.seconds - borrowed));
  out.nanoseconds = static_cast<std::int32_t>(nanoseconds + borrowed * kNanosecondsPerSecond);
  return out;
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

}  // namespace muster
