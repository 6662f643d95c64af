// Instant: a point of world time, UTC, nanosecond resolution, years 1677 to 2262. The one temporal
// type so far; every time in the product (validity, expiry, age, runs) is one of these.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace muster {

struct Instant {
  std::int64_t nanoseconds = 0;  // Since 1970-01-01T00:00:00Z.

  static constexpr Instant min() { return {std::numeric_limits<std::int64_t>::min()}; }
  static constexpr Instant max() { return {std::numeric_limits<std::int64_t>::max()}; }

  auto operator<=>(const Instant&) const = default;
};

inline constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;
inline constexpr std::int64_t kSecondsPerDay = 86'400;

// Reads RFC 3339 / ISO 8601: "2026-06-15", "2026-06-15T08:50Z", "2026-06-15T08:50:00.5+02:00" (a
// missing zone is UTC; a space may stand for the T). Errors: kInvalidArgument says what was
// expected.
Result<Instant> parse_instant(std::string_view text);

// "2026-06-15T08:50:00Z"; a fraction only when there is one, without trailing zeros.
std::string format_instant(Instant instant);

}  // namespace muster
