#include "core/base/instant.h"

#include <array>
#include <chrono>
#include <optional>

#include <fmt/format.h>

namespace muster {
namespace {

// Reads digits from the front of a text, so that each field says how many it takes.
class FieldReader {
 public:
  explicit FieldReader(std::string_view text) : rest_(text) {}

  std::optional<int> digits(std::size_t count) {
    if (rest_.size() < count) return std::nullopt;
    int value = 0;
    for (const char c : rest_.substr(0, count)) {
      if (c < '0' || c > '9') return std::nullopt;
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }
  bool accept(std::string_view any_of) {
    if (rest_.empty() || any_of.find(rest_.front()) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }
  std::optional<std::int64_t> fraction_nanoseconds() {
    std::int64_t value = 0;
    std::int64_t unit = kNanosecondsPerSecond / 10;
    bool any = false;
    while (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9') {
      value += unit * (rest_.front() - '0');
      unit /= 10;
      rest_.remove_prefix(1);
      any = true;
    }
    if (!any) return std::nullopt;
    return value;
  }
  char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
  bool done() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

std::optional<std::int64_t> read_zone_seconds(FieldReader& reader) {
  if (reader.done() || reader.accept("Zz")) return 0;
  const bool negative = reader.peek() == '-';
  if (!reader.accept("+-")) return std::nullopt;
  const auto hours = reader.digits(2);
  if (!hours || *hours > 18) return std::nullopt;
  int minutes = 0;
  if (!reader.done()) {
    reader.accept(":");
    const auto read = reader.digits(2);
    if (!read || *read > 59) return std::nullopt;
    minutes = *read;
  }
  const std::int64_t seconds = *hours * 3600 + minutes * 60;
  return negative ? -seconds : seconds;
}

std::optional<Instant> read_instant(std::string_view text) {
  FieldReader reader(text);
  const auto year = reader.digits(4);
  if (!year || !reader.accept("-")) return std::nullopt;
  const auto month = reader.digits(2);
  if (!month || !reader.accept("-")) return std::nullopt;
  const auto day = reader.digits(2);
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;

  std::int64_t seconds = std::chrono::sys_days(date).time_since_epoch().count() * kSecondsPerDay;
  std::int64_t nanoseconds = 0;
  if (!reader.done()) {
    if (!reader.accept("Tt ")) return std::nullopt;
    const auto hour = reader.digits(2);
    if (!hour || *hour > 23 || !reader.accept(":")) return std::nullopt;
    const auto minute = reader.digits(2);
    if (!minute || *minute > 59) return std::nullopt;
    seconds += *hour * 3600 + *minute * 60;
    if (reader.accept(":")) {
      const auto second = reader.digits(2);
      if (!second || *second > 59) return std::nullopt;
      seconds += *second;
      if (reader.accept(".,")) {
        const auto fraction = reader.fraction_nanoseconds();
        if (!fraction) return std::nullopt;
        nanoseconds = *fraction;
      }
    }
    const auto zone = read_zone_seconds(reader);
    if (!zone || !reader.done()) return std::nullopt;
    seconds -= *zone;
  }
  // The first representable second begins before the first representable nanosecond: before 1970,
  // count back from the second after.
  if (seconds < 0 && nanoseconds > 0) {
    seconds += 1;
    nanoseconds -= kNanosecondsPerSecond;
  }
  std::int64_t total = 0;
  if (__builtin_mul_overflow(seconds, kNanosecondsPerSecond, &total) ||
      __builtin_add_overflow(total, nanoseconds, &total)) {
    return std::nullopt;
  }
  return Instant{total};
}

}  // namespace

Result<Instant> parse_instant(std::string_view text) {
  if (const auto instant = read_instant(text)) return *instant;
  return Error{
      .code = ErrorCode::kInvalidArgument,
      .message = fmt::format("'{}' is not a time between 1677 and 2262", text.substr(0, 64)),
      .hint =
          "write it as 2026-06-15T08:50:00Z; date alone, a fraction and an offset such as +02:00 "
          "are understood too"};
}

std::string format_instant(Instant instant) {
  // Rounded down by hand: the day on which the range begins has no midnight within it.
  std::int64_t seconds = instant.nanoseconds / kNanosecondsPerSecond;
  std::int64_t fraction = instant.nanoseconds % kNanosecondsPerSecond;
  if (fraction < 0) {
    fraction += kNanosecondsPerSecond;
    seconds -= 1;
  }
  const auto day = std::chrono::floor<std::chrono::days>(
      std::chrono::sys_seconds{std::chrono::seconds{seconds}});
  const std::chrono::year_month_day date(day);
  seconds -= day.time_since_epoch().count() * kSecondsPerDay;
  std::string out =
      fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  seconds / 3600, seconds / 60 % 60, seconds % 60);
  if (fraction != 0) {
    std::string digits = fmt::format("{:09}", fraction);
    digits.erase(digits.find_last_not_of('0') + 1);
    out += "." + digits;
  }
  return out + "Z";
}

}  // namespace muster
