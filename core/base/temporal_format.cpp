#include <cstdlib>

#include <fmt/format.h>

#include "core/base/temporal.h"
#include "core/base/wide_integer.h"

namespace muster {
namespace {

// Nothing for 0, else a point and 3, 6 or 9 digits.
std::string fraction_of_time(int nanosecond) {
  if (nanosecond == 0) return {};
  if (nanosecond % 1'000'000 == 0) return fmt::format(".{:03}", nanosecond / 1'000'000);
  if (nanosecond % 1'000 == 0) return fmt::format(".{:06}", nanosecond / 1'000);
  return fmt::format(".{:09}", nanosecond);
}

// A point and the digits of a fraction of a second without the zeros behind them.
std::string fraction_of_duration(std::int64_t nanoseconds) {
  if (nanoseconds == 0) return {};
  std::string digits = fmt::format(".{:09}", nanoseconds);
  digits.erase(digits.find_last_not_of('0') + 1);
  return digits;
}

void add_part(std::string& text, std::int64_t value, char unit) {
  if (value != 0) text += fmt::format("{}{}", value, unit);
}

}  // namespace

std::string to_text(Date date) {
  const YearMonthDay fields = year_month_day(date);
  const std::int64_t magnitude = std::abs(fields.year);
  const char* sign = fields.year < 0 ? "-" : (magnitude > 9999 ? "+" : "");
  return fmt::format("{}{:04}-{:02}-{:02}", sign, magnitude, fields.month, fields.day);
}

std::string to_text(LocalTime time) {
  const ClockTime fields = clock_time(time);
  std::string text = fmt::format("{:02}:{:02}", fields.hour, fields.minute);
  if (fields.second != 0 || fields.nanosecond != 0)
    text += fmt::format(":{:02}{}", fields.second, fraction_of_time(fields.nanosecond));
  return text;
}

std::string to_text(ZonedTime time) {
  return to_text(time.local) + offset_text(time.offset_seconds);
}

std::string to_text(LocalDateTime time) {
  return to_text(date_of(time)) + "T" + to_text(time_of(time));
}

std::string to_text(const ZonedDateTime& time) {
  std::string text = to_text(local_of(time)) + offset_text(offset_of(time));
  if (is_named_zone(time.zone)) text += "[" + zone_name(time.zone) + "]";
  return text;
}

std::string to_text(const Duration& duration) {
  std::string text = "P";
  add_part(text, duration.months / 12, 'Y');
  add_part(text, duration.months % 12, 'M');
  add_part(text, duration.days, 'D');
  // The rest is one signed number, split by truncation.
  const WideInteger total =
      static_cast<WideInteger>(duration.seconds) * kNanosecondsPerSecond + duration.nanoseconds;
  const auto seconds = static_cast<std::int64_t>(total / kNanosecondsPerSecond);
  const auto nanoseconds = static_cast<std::int64_t>(total % kNanosecondsPerSecond);
  if (total != 0) {
    text += 'T';
    add_part(text, seconds / 3600, 'H');
    add_part(text, seconds / 60 % 60, 'M');
    const std::int64_t rest = seconds % 60;
    if (rest != 0 || nanoseconds != 0)
      text += fmt::format("{}{}{}S", total < 0 ? "-" : "", std::abs(rest),
                          fraction_of_duration(std::abs(nanoseconds)));
  }
  return text.size() == 1 ? "PT0S" : text;
}

}  // namespace muster
