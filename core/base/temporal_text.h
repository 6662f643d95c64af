// Reading civil time from text: the forms of ISO 8601 that Cypher takes.
//
// The law: total. Any bytes give a value or an error that says what is wrong and at which byte.
#pragma once

#include <string_view>

#include "core/base/temporal.h"

namespace muster {

// Errors of each: kInvalidArgument with detail "InvalidArgumentValue".

// YYYY-MM-DD, YYYY-MM, YYYY, YYYY-Www-D, YYYY-Www, YYYY-Qq-DD, YYYY-Qq, YYYY-DDD, each also without
// dashes. A year beyond four digits needs a sign and dashes.
Result<Date> parse_date(std::string_view text);
// hh, hh:mm, hh:mm:ss, hh:mm:ss.f (1 to 9 digits), each also without colons; a T may stand before.
Result<LocalTime> parse_local_time(std::string_view text);
// The same with Z, ±hh, ±hh:mm, ±hhmm, ±hh:mm:ss or ±hhmmss behind; without: `missing`.
Result<ZonedTime> parse_zoned_time(std::string_view text, std::int32_t missing_offset_seconds = 0);
// A date, and a time behind T; without: midnight.
Result<LocalDateTime> parse_local_datetime(std::string_view text);
// The same with an offset, [Zone/Name], or both; where both are given, the zone has to know the
// offset, and its own rules count. Without: `missing`.
Result<ZonedDateTime> parse_zoned_datetime(std::string_view text, ZoneId missing = utc_zone());
// Z, ±hh…, or a zone's name.
Result<ZoneId> parse_zone(std::string_view text);
// P[nY][nM][nW][nD][T[nH][nM][nS]], each n signed and perhaps with a fraction, or
// Pyyyy-mm-ddThh:mm:ss[.f]. A leading sign counts for all parts.
Result<Duration> parse_duration(std::string_view text);

}  // namespace muster
