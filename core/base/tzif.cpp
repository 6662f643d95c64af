#include "core/base/tzif.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>

#include <fmt/format.h>

#include "core/base/temporal.h"

namespace muster {
namespace {

Error broken(std::string_view what) {
  return Error{.code = ErrorCode::kInvalidInput,
               .message = fmt::format("The time zone data are broken: {}", what)};
}

// --- The yearly rule of the footer

class RuleReader {
 public:
  explicit RuleReader(std::string_view text) : text_(text) {}

  Result<YearlyRule> read() {
    YearlyRule rule;
    MUSTER_CHECK(skip_name());
    MUSTER_TRY(const std::int32_t west, time());
    rule.standard_offset = -west;
    if (done()) return rule;
    MUSTER_CHECK(skip_name());
    YearlyRule::Daylight daylight;
    daylight.offset = rule.standard_offset + 3600;
    if (!done() && text_[at_] != ',') {
      MUSTER_TRY(const std::int32_t daylight_west, time());
      daylight.offset = -daylight_west;
    }
    MUSTER_TRY(daylight.begins, change());
    MUSTER_TRY(daylight.ends, change());
    if (!done()) return broken("something follows the yearly rule");
    rule.daylight = daylight;
    return rule;
  }

 private:
  bool done() const { return at_ == text_.size(); }
  bool take(char c) {
    if (done() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  Result<void> skip_name() {
    const std::size_t begin = at_;
    if (take('<')) {
      while (!done() && text_[at_] != '>') ++at_;
      if (!take('>')) return broken("a zone's abbreviation does not end");
      return ok();
    }
    while (!done() && (std::isalpha(static_cast<unsigned char>(text_[at_])) != 0)) ++at_;
    if (at_ - begin < 3) return broken("a zone's abbreviation is missing");
    return ok();
  }

  Result<int> number(int max) {
    int value = 0;
    const std::size_t begin = at_;
    while (!done() && text_[at_] >= '0' && text_[at_] <= '9') {
      value = value * 10 + (text_[at_++] - '0');
      if (value > max) return broken("a number of the yearly rule is too large");
    }
    if (at_ == begin) return broken("a number of the yearly rule is missing");
    return value;
  }

  // [+-]h[:mm[:ss]], up to 167 hours.
  Result<std::int32_t> time() {
    const bool negative = take('-');
    if (!negative) take('+');
    MUSTER_TRY(const int hours, number(167));
    int seconds = hours * 3600;
    if (take(':')) {
      MUSTER_TRY(const int minutes, number(59));
      seconds += minutes * 60;
      if (take(':')) {
        MUSTER_TRY(const int rest, number(59));
        seconds += rest;
      }
    }
    return negative ? -seconds : seconds;
  }

  Result<YearlyChange> change() {
    if (!take(',')) return broken("the yearly rule lacks a change");
    YearlyChange out;
    if (take('M')) {
      MUSTER_TRY(out.month, number(12));
      if (!take('.')) return broken("the yearly rule lacks a week");
      MUSTER_TRY(out.week, number(5));
      if (!take('.')) return broken("the yearly rule lacks a weekday");
      MUSTER_TRY(out.day, number(6));
      if (out.month < 1 || out.week < 1) return broken("the yearly rule has a month or week of 0");
    } else if (take('J')) {
      out.form = YearlyChange::Form::kJulianNoLeap;
      MUSTER_TRY(out.day, number(365));
      if (out.day < 1) return broken("the yearly rule has a day of 0");
    } else {
      out.form = YearlyChange::Form::kZeroBasedDay;
      MUSTER_TRY(out.day, number(365));
    }
    if (take('/')) {
      MUSTER_TRY(out.time, time());
    }
    return out;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::int64_t days_of(std::int64_t year, int month, int day) {
  // The first of any month is in range wherever an instant is.
  return make_date(year, month, 1)->days + day - 1;
}

// Seconds on the local clock, since 1970-01-01T00:00.
std::int64_t local_seconds_of(const YearlyChange& change, std::int64_t year) {
  std::int64_t days = 0;
  switch (change.form) {
    case YearlyChange::Form::kMonthWeekDay: {
      const std::int64_t first = days_of(year, change.month, 1);
      const int weekday = static_cast<int>(((first + 4) % 7 + 7) % 7);  // 1970-01-01: Thursday.
      int day = (change.day - weekday + 7) % 7 + 7 * (change.week - 1);
      while (day >= days_in_month(year, change.month)) day -= 7;
      days = first + day;
      break;
    }
    case YearlyChange::Form::kJulianNoLeap:
      days = days_of(year, 1, change.day) + (is_leap_year(year) && change.day >= 60 ? 1 : 0);
      break;
    case YearlyChange::Form::kZeroBasedDay:
      days = days_of(year, 1, 1) + change.day;
      break;
  }
  return days * kSecondsPerDay + change.time;
}

std::int32_t offset_by_rule(const YearlyRule& rule, std::int64_t utc_seconds) {
  if (!rule.daylight) return rule.standard_offset;
  const auto& daylight = *rule.daylight;
  std::int64_t local_day = (utc_seconds + rule.standard_offset) / kSecondsPerDay;
  if ((utc_seconds + rule.standard_offset) % kSecondsPerDay < 0) --local_day;
  const std::int64_t year = std::clamp(year_month_day(Date{local_day}).year, -kYearMax, kYearMax);
  const std::int64_t begins = local_seconds_of(daylight.begins, year) - rule.standard_offset;
  const std::int64_t ends = local_seconds_of(daylight.ends, year) - daylight.offset;
  // In the south the year begins and ends with daylight saving.
  const bool saving = begins < ends ? utc_seconds >= begins && utc_seconds < ends
                                    : utc_seconds >= begins || utc_seconds < ends;
  return saving ? daylight.offset : rule.standard_offset;
}

// --- The file

struct Header {
  char version = 0;
  std::uint32_t utc_flags = 0;
  std::uint32_t standard_flags = 0;
  std::uint32_t leaps = 0;
  std::uint32_t times = 0;
  std::uint32_t types = 0;
  std::uint32_t characters = 0;

  std::size_t body_bytes(std::size_t time_bytes) const {
    return times * (time_bytes + 1) + types * std::size_t{6} + characters +
           leaps * (time_bytes + 4) + standard_flags + utc_flags;
  }
};

constexpr std::size_t kHeaderBytes = 44;
constexpr std::uint32_t kCountMax = 1U << 20U;  // Far beyond any zone's; keeps sums in range.

class FileReader {
 public:
  explicit FileReader(std::string_view bytes) : bytes_(bytes) {}

  Result<Header> header() {
    if (bytes_.size() - at_ < kHeaderBytes) return broken("the header is cut off");
    if (bytes_.substr(at_, 4) != "TZif") return broken("it does not begin with TZif");
    Header out;
    out.version = bytes_[at_ + 4];
    at_ += 20;
    for (std::uint32_t* count : {&out.utc_flags, &out.standard_flags, &out.leaps, &out.times,
                                 &out.types, &out.characters}) {
      *count = static_cast<std::uint32_t>(integer(4));
      if (*count > kCountMax) return broken("a count is too large");
    }
    return out;
  }

  bool has(std::size_t bytes) const { return bytes_.size() - at_ >= bytes; }
  void skip(std::size_t bytes) { at_ += bytes; }
  std::string_view rest() const { return bytes_.substr(at_); }

  // Big-endian. REQUIRES: has(bytes).
  std::uint64_t integer(std::size_t bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i)
      value = value << 8U | static_cast<unsigned char>(bytes_[at_++]);
    return value;
  }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

}  // namespace

std::int32_t ZoneRules::offset_at(std::int64_t utc_seconds) const {
  const auto next = std::upper_bound(transitions_.begin(), transitions_.end(), utc_seconds);
  if (next == transitions_.end() && afterwards_) return offset_by_rule(*afterwards_, utc_seconds);
  return offsets_[static_cast<std::size_t>(next - transitions_.begin())];
}

Result<YearlyRule> read_yearly_rule(std::string_view text) { return RuleReader(text).read(); }

Result<ZoneRules> read_tzif(std::string_view bytes) {
  FileReader file(bytes);
  MUSTER_TRY(const Header old, file.header());
  if (old.version < '2') return broken("it holds no 64-bit times");
  if (!file.has(old.body_bytes(4))) return broken("the first part is cut off");
  file.skip(old.body_bytes(4));
  MUSTER_TRY(const Header header, file.header());
  if (!file.has(header.body_bytes(8))) return broken("the second part is cut off");
  if (header.types == 0) return broken("it has no local time type");

  ZoneRules rules;
  for (std::uint32_t i = 0; i < header.times; ++i) {
    rules.transitions_.push_back(static_cast<std::int64_t>(file.integer(8)));
    if (i > 0 && rules.transitions_[i] <= rules.transitions_[i - 1])
      return broken("its transitions are not ascending");
  }
  std::vector<std::size_t> types{0};  // Before the first transition: the first type.
  for (std::uint32_t i = 0; i < header.times; ++i) types.push_back(file.integer(1));
  std::vector<std::int32_t> type_offsets;
  for (std::uint32_t i = 0; i < header.types; ++i) {
    type_offsets.push_back(static_cast<std::int32_t>(file.integer(4)));
    if (std::abs(static_cast<std::int64_t>(type_offsets.back())) > kOffsetSecondsMax)
      return broken("an offset is beyond 18 hours");
    file.skip(2);  // Whether it is daylight saving time, and its abbreviation.
  }
  for (const std::size_t type : types) {
    if (type >= type_offsets.size()) return broken("a transition names no type");
    rules.offsets_.push_back(type_offsets[type]);
  }
  file.skip(header.characters + header.leaps * std::size_t{12} + header.standard_flags +
            header.utc_flags);

  const std::string_view footer = file.rest();
  const std::size_t end = footer.size() < 2 ? std::string_view::npos : footer.find('\n', 1);
  if (footer.empty() || footer[0] != '\n' || end == std::string_view::npos)
    return broken("the footer is missing");
  if (end > 1) {
    MUSTER_TRY(rules.afterwards_, read_yearly_rule(footer.substr(1, end - 1)));
    const YearlyRule& rule = *rules.afterwards_;
    if (std::abs(rule.standard_offset) > kOffsetSecondsMax ||
        (rule.daylight && std::abs(rule.daylight->offset) > kOffsetSecondsMax))
      return broken("an offset is beyond 18 hours");
  }
  return rules;
}

}  // namespace muster
