// The five temporal types that have a date or a time, and what each takes from another.
//
// The law: what a value lacks is never made up. A local value that becomes a zoned one is read in
// UTC unless a zone is given.
#pragma once

#include <optional>
#include <string_view>

#include "core/base/instant.h"
#include "core/base/result.h"
#include "core/base/temporal_arithmetic.h"
#include "core/base/value.h"

namespace muster::query {

// The five types, by what they have.
enum class TemporalShape : std::uint8_t { kDate, kLocalTime, kTime, kLocalDateTime, kDateTime };

constexpr bool has_date(TemporalShape shape) {
  return shape == TemporalShape::kDate || shape == TemporalShape::kLocalDateTime ||
         shape == TemporalShape::kDateTime;
}
constexpr bool has_time(TemporalShape shape) { return shape != TemporalShape::kDate; }
constexpr bool has_zone(TemporalShape shape) {
  return shape == TemporalShape::kTime || shape == TemporalShape::kDateTime;
}
// "date", "localtime", "time", "localdatetime", "datetime": the function that makes one.
std::string_view shape_name(TemporalShape shape);

// What `value` has of date, time and zone. REQUIRES: value.is_temporal_instant().
Moment moment_of_value(const Value& value);
// Its offset just then; nullopt for values without a zone.
std::optional<std::int32_t> offset_of_value(const Value& value);

// `instant` as `shape` shows it on the clocks of `zone`.
Value temporal_of_instant(TemporalShape shape, const ZonedDateTime& instant);

// The value of `shape` that another temporal value holds. Errors: InvalidArgumentValue: it has no
// date, or no time.
Result<Value> temporal_of_value(TemporalShape shape, const Value& value);

// "Europe/Stockholm", "+02:00". Errors: InvalidArgumentValue; kType: not a string.
Result<ZoneId> zone_of_value(const Value& value);

// The offset of `zone` in a time without a date: that of now.
std::int32_t offset_now(ZoneId zone, Instant now);

// A value without a zone. REQUIRES: `shape` has none.
Value local_value(TemporalShape shape, Date date, LocalTime time);
// `local` in the zone of `source`, seen from `given` where there is one; without a source with a
// zone, in `given`, else UTC. Errors: the instant is beyond the calendar.
Result<Value> zoned_value(LocalDateTime local, const Value* source, std::optional<ZoneId> given);
Value zoned_time_value(LocalTime local, const Value* source, std::optional<ZoneId> given,
                       Instant now);

// "A Date has no time".
Error has_none_error(const Value& value, std::string_view what);

}  // namespace muster::query
