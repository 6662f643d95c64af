#include "core/base/temporal_text.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/base/temporal_arithmetic.h"

namespace muster {
namespace {

constexpr std::size_t kYearDigitsMax = 9;

// A text being read from the front. The first problem is the one that is told.
class TextReader {
 public:
  TextReader(std::string_view text, std::string_view what) : text_(text), what_(what) {}

  bool done() const { return at_ == text_.size(); }
  char peek() const { return done() ? '\0' : text_[at_]; }
  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  // How many digits come next.
  std::size_t digits_ahead() const {
    std::size_t count = 0;
    while (at_ + count < text_.size() && is_digit(text_[at_ + count])) ++count;
    return count;
  }
  // REQUIRES: count <= 18.
  Result<std::int64_t> digits(std::size_t count, std::string_view field) {
    if (digits_ahead() < count) return problem(fmt::format("{} needs {} digits", field, count));
    std::int64_t value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value * 10 + (text_[at_++] - '0');
    return value;
  }
  // As many digits as there are, as a number of that sign.
  Result<std::int64_t> integer(bool negative) {
    std::int64_t value = 0;
    for (; is_digit(peek()); ++at_) {
      const int digit = negative ? '0' - peek() : peek() - '0';
      if (__builtin_mul_overflow(value, 10, &value) || __builtin_add_overflow(value, digit, &value))
        return problem("a number is beyond 64 bits");
    }
    return value;
  }
  std::string_view rest() const { return text_.substr(at_); }
  void skip(std::size_t bytes) { at_ += bytes; }

  Result<void> end() const {
    if (done()) return ok();
    return problem(fmt::format("'{}' is not expected", rest()));
  }
  Error problem(std::string_view why) const {
    return Error{.code = ErrorCode::kInvalidArgument,
                 .message = fmt::format("'{}' is no {}: {} at byte {}", text_, what_, why, at_ + 1),
                 .detail = "InvalidArgumentValue"};
  }
  // The reason of a value that is well written and still none.
  Error problem(const Error& reason) const {
    return Error{.code = ErrorCode::kInvalidArgument,
                 .message = fmt::format("'{}' is no {}: {}", text_, what_, reason.message),
                 .detail = "InvalidArgumentValue"};
  }

 private:
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }

  std::string_view text_;
  std::string_view what_;
  std::size_t at_ = 0;
};

// --- Dates

Result<Date> week_form(TextReader& text, std::int64_t year, bool dashed) {
  MUSTER_TRY(const std::int64_t week, text.digits(2, "the week"));
  std::int64_t day = 1;
  if (dashed ? text.take('-') : text.digits_ahead() > 0) {
    MUSTER_TRY(day, text.digits(1, "the day of the week"));
  }
  return make_week_date(year, week, day);
}

Result<Date> quarter_form(TextReader& text, std::int64_t year, bool dashed) {
  MUSTER_TRY(const std::int64_t quarter, text.digits(1, "the quarter"));
  std::int64_t day = 1;
  if (dashed ? text.take('-') : text.digits_ahead() > 0) {
    MUSTER_TRY(day, text.digits(2, "the day of the quarter"));
  }
  return make_quarter_date(year, quarter, day);
}

// YYYY-MM-DD, YYYYMMDD, YYYY-MM, YYYYMM, YYYY-DDD, YYYYDDD.
Result<Date> month_form(TextReader& text, std::int64_t year, bool dashed) {
  if (text.digits_ahead() == 3) {
    MUSTER_TRY(const std::int64_t day, text.digits(3, "the day of the year"));
    return make_ordinal_date(year, day);
  }
  MUSTER_TRY(const std::int64_t month, text.digits(2, "the month"));
  std::int64_t day = 1;
  if (dashed ? text.take('-') : text.digits_ahead() > 0) {
    MUSTER_TRY(day, text.digits(2, "the day"));
  }
  return make_date(year, month, day);
}

Result<Date> read_date(TextReader& text) {
  const bool negative = text.take('-');
  const bool is_signed = negative || text.take('+');
  std::size_t year_digits = 4;
  if (is_signed) year_digits = std::clamp<std::size_t>(text.digits_ahead(), 1, kYearDigitsMax);
  MUSTER_TRY(std::int64_t year, text.digits(year_digits, "the year"));
  if (negative) year = -year;
  const char next = text.peek();
  const bool dashed = text.take('-');
  // Without them the last digits of the year could as well be a month and a day.
  if (is_signed && !dashed) return text.problem("dashes are needed behind a year with a sign");
  if (next == '\0' || next == 'T') return make_date(year, 1, 1);
  if (text.take('W')) return week_form(text, year, dashed);
  if (text.take('Q')) return quarter_form(text, year, dashed);
  return month_form(text, year, dashed);
}

// --- Times

Result<std::int64_t> read_fraction(TextReader& text) {
  const std::size_t count = text.digits_ahead();
  if (count == 0 || count > 9) return text.problem("a fraction of a second has 1 to 9 digits");
  MUSTER_TRY(std::int64_t nanoseconds, text.digits(count, "the fraction"));
  for (std::size_t i = count; i < 9; ++i) nanoseconds *= 10;
  return nanoseconds;
}

Result<LocalTime> read_time(TextReader& text) {
  MUSTER_TRY(const std::int64_t hour, text.digits(2, "the hour"));
  std::int64_t minute = 0;
  std::int64_t second = 0;
  std::int64_t nanosecond = 0;
  const bool colons = text.take(':');
  if (colons || text.digits_ahead() > 0) {
    MUSTER_TRY(minute, text.digits(2, "the minute"));
    if (colons ? text.take(':') : text.digits_ahead() > 0) {
      MUSTER_TRY(second, text.digits(2, "the second"));
      if (text.take('.') || text.take(',')) {
        MUSTER_TRY(nanosecond, read_fraction(text));
      }
    }
  }
  return make_time(hour, minute, second, nanosecond);
}

// Z, ±hh, ±hh:mm, ±hhmm, ±hh:mm:ss, ±hhmmss.
Result<std::int32_t> read_offset(TextReader& text) {
  if (text.take('Z')) return 0;
  const bool negative = text.take('-');
  if (!negative && !text.take('+')) return text.problem("an offset begins with Z, + or -");
  MUSTER_TRY(const std::int64_t hours, text.digits(2, "the offset's hours"));
  std::int64_t minutes = 0;
  std::int64_t seconds = 0;
  const bool colons = text.take(':');
  if (colons || text.digits_ahead() > 0) {
    MUSTER_TRY(minutes, text.digits(2, "the offset's minutes"));
    if (colons ? text.take(':') : text.digits_ahead() > 0) {
      MUSTER_TRY(seconds, text.digits(2, "the offset's seconds"));
    }
  }
  const std::int64_t offset = hours * 3600 + minutes * 60 + seconds;
  if (minutes > 59 || seconds > 59 || offset > kOffsetSecondsMax)
    return text.problem("an offset lies between -18:00 and +18:00");
  return static_cast<std::int32_t>(negative ? -offset : offset);
}

Result<LocalDateTime> read_local_datetime(TextReader& text) {
  MUSTER_TRY(const Date date, read_date(text));
  LocalTime time;
  if (text.take('T')) {
    MUSTER_TRY(time, read_time(text));
  }
  return at(date, time);
}

// `read` and then nothing more.
template <typename Value>
Result<Value> whole(TextReader& text, Result<Value> read) {
  if (!read)
    return read.error().message.starts_with('\'') ? read.error() : text.problem(read.error());
  MUSTER_CHECK(text.end());
  return read;
}

// --- Durations

Result<DurationPart> read_part(TextReader& text, bool negated) {
  const bool negative = text.take('-');
  if (!negative) text.take('+');
  const std::size_t count = text.digits_ahead();
  DurationPart part;
  if (count > 0) {
    MUSTER_TRY(part.whole, text.integer(negative != negated));
  }
  if (text.take('.') || text.take(',')) {
    const std::size_t fraction = text.digits_ahead();
    if (fraction == 0) return text.problem("digits are needed behind the point");
    const std::size_t kept = std::min<std::size_t>(fraction, 18);
    MUSTER_TRY(part.fraction, text.digits(kept, "a fraction"));
    for (std::size_t i = kept; i < 18; ++i) part.fraction *= 10;
    text.skip(fraction - kept);
  } else if (count == 0) {
    return text.problem("a number is needed");
  }
  if (negative != negated) part.fraction = -part.fraction;
  return part;
}

// nYnMnWnDTnHnMnS, each unit at most once and in this order.
Result<Duration> read_units(TextReader& text, bool negated) {
  DurationParts parts;
  const std::pair<char, DurationPart*> dates[] = {
      {'Y', &parts.years}, {'M', &parts.months}, {'W', &parts.weeks}, {'D', &parts.days}};
  const std::pair<char, DurationPart*> times[] = {
      {'H', &parts.hours}, {'M', &parts.minutes}, {'S', &parts.seconds}};
  bool any = false;
  const auto read = [&](auto& units) -> Result<void> {
    auto* unit = std::begin(units);
    while (!text.done() && text.peek() != 'T') {
      MUSTER_TRY(const DurationPart part, read_part(text, negated));
      unit = std::find_if(unit, std::end(units),
                          [&](const auto& candidate) { return candidate.first == text.peek(); });
      if (unit == std::end(units)) return text.problem("a unit is missing or out of order");
      text.skip(1);
      *unit->second = part;
      ++unit;
      any = true;
    }
    return ok();
  };
  MUSTER_CHECK(read(dates));
  if (text.take('T')) {
    any = false;
    MUSTER_CHECK(read(times));
  }
  if (!any) return text.problem("a number with its unit is needed");
  return make_duration(parts);
}

// yyyy-mm-ddThh:mm:ss[.f], all parts of which are plain counts.
Result<Duration> read_date_form(TextReader& text, bool negated) {
  DurationParts parts;
  MUSTER_TRY(parts.years.whole, text.digits(4, "the years"));
  if (!text.take('-')) return text.problem("'-' is missing");
  MUSTER_TRY(parts.months.whole, text.digits(2, "the months"));
  if (!text.take('-')) return text.problem("'-' is missing");
  MUSTER_TRY(parts.days.whole, text.digits(2, "the days"));
  if (text.take('T')) {
    MUSTER_TRY(parts.hours.whole, text.digits(2, "the hours"));
    if (!text.take(':')) return text.problem("':' is missing");
    MUSTER_TRY(parts.minutes.whole, text.digits(2, "the minutes"));
    if (!text.take(':')) return text.problem("':' is missing");
    MUSTER_TRY(parts.seconds, read_part(text, false));
  }
  MUSTER_TRY(const Duration duration, make_duration(parts));
  return negated ? muster::negated(duration) : duration;
}

}  // namespace

Result<Date> parse_date(std::string_view text) {
  TextReader reader(text, "date");
  return whole(reader, read_date(reader));
}

Result<LocalTime> parse_local_time(std::string_view text) {
  TextReader reader(text, "local time");
  reader.take('T');
  return whole(reader, read_time(reader));
}

Result<ZonedTime> parse_zoned_time(std::string_view text, std::int32_t missing_offset_seconds) {
  TextReader reader(text, "time");
  reader.take('T');
  const auto read = [&]() -> Result<ZonedTime> {
    MUSTER_TRY(const LocalTime local, read_time(reader));
    if (reader.done()) return ZonedTime{local, missing_offset_seconds};
    MUSTER_TRY(const std::int32_t offset, read_offset(reader));
    return ZonedTime{local, offset};
  };
  return whole(reader, read());
}

Result<LocalDateTime> parse_local_datetime(std::string_view text) {
  TextReader reader(text, "local datetime");
  return whole(reader, read_local_datetime(reader));
}

Result<ZonedDateTime> parse_zoned_datetime(std::string_view text, ZoneId missing) {
  TextReader reader(text, "datetime");
  const auto read = [&]() -> Result<ZonedDateTime> {
    MUSTER_TRY(const LocalDateTime local, read_local_datetime(reader));
    std::optional<std::int32_t> offset;
    if (!reader.done() && reader.peek() != '[') {
      MUSTER_TRY(offset, read_offset(reader));
    }
    if (!reader.take('[')) return in_zone(local, offset ? fixed_zone(*offset) : missing);
    const std::string_view name = reader.rest().substr(0, reader.rest().find(']'));
    const auto zone = find_zone(name);
    if (!zone) return reader.problem(fmt::format("there is no time zone '{}'", name));
    reader.skip(name.size());
    if (!reader.take(']')) return reader.problem("']' is missing");
    MUSTER_TRY(const ZonedDateTime named, in_zone(local, *zone));
    if (!offset || offset_of(named) == *offset) return named;
    // Of a local time that occurs twice, the offset says which one is meant.
    MUSTER_TRY(const ZonedDateTime meant, in_zone(local, fixed_zone(*offset)));
    if (offset_at(*zone, meant.seconds) == *offset) return with_zone(meant, *zone);
    return reader.problem(fmt::format("{} is not at {} then", name, offset_text(*offset)));
  };
  return whole(reader, read());
}

Result<ZoneId> parse_zone(std::string_view text) {
  if (const auto named = find_zone(text)) return *named;
  TextReader reader(text, "time zone");
  const auto read = [&]() -> Result<ZoneId> {
    MUSTER_TRY(const std::int32_t offset, read_offset(reader));
    return fixed_zone(offset);
  };
  return whole(reader, read());
}

Result<Duration> parse_duration(std::string_view text) {
  TextReader reader(text, "duration");
  const bool negated = reader.take('-');
  if (!negated) reader.take('+');
  const auto read = [&]() -> Result<Duration> {
    if (!reader.take('P')) return reader.problem("a duration begins with P");
    const bool date_form = reader.digits_ahead() == 4 && reader.rest().substr(4).starts_with('-');
    return date_form ? read_date_form(reader, negated) : read_units(reader, negated);
  };
  return whole(reader, read());
}

}  // namespace muster
