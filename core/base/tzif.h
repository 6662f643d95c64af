// The rules of one time zone, read from a compiled TZif file (RFC 8536, version 2 or later).
//
// The law: total. Any bytes give rules or an error; rules read answer every instant.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace muster {

// When a yearly change happens: one of the three forms of a POSIX TZ rule.
struct YearlyChange {
  enum class Form : std::uint8_t {
    kMonthWeekDay,  // Mm.w.d: the week-th weekday of a month; week 5 is the last.
    kJulianNoLeap,  // Jn: day 1 to 365, 29 February never counted.
    kZeroBasedDay,  // n: day 0 to 365.
  };
  Form form = Form::kMonthWeekDay;
  int month = 1;
  int week = 1;
  int day = 0;               // A weekday (0: Sunday), or the day of the year.
  std::int32_t time = 7200;  // Seconds on the local clock; may be negative or beyond a day.
};

// What holds after the last recorded transition.
struct YearlyRule {
  std::int32_t standard_offset = 0;  // Seconds east of UTC.
  struct Daylight {
    std::int32_t offset = 0;
    YearlyChange begins;
    YearlyChange ends;
  };
  std::optional<Daylight> daylight;
};

class ZoneRules {
 public:
  // Seconds east of UTC. Cost: O(log transitions).
  std::int32_t offset_at(std::int64_t utc_seconds) const;

 private:
  friend Result<ZoneRules> read_tzif(std::string_view bytes);
  std::vector<std::int64_t> transitions_;  // Ascending.
  std::vector<std::int32_t> offsets_;      // offsets_[i + 1] holds from transitions_[i] on.
  std::optional<YearlyRule> afterwards_;
};

// Errors: kInvalidInput: not TZif, cut off, or a version without 64-bit times.
Result<ZoneRules> read_tzif(std::string_view bytes);

// "CET-1CEST,M3.5.0,M10.5.0/3". Errors: kInvalidInput.
Result<YearlyRule> read_yearly_rule(std::string_view text);

}  // namespace muster
