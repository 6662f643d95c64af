// Temporal values made of maps of parts: {year: 2026, month: 6}, {date: d, hour: 8}.
//
// The law: a part needs the greater ones beside it unless another value, chosen by date:, time: or
// datetime:, has them; parts of two calendars (month and week) are never given together.
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

// The value of `shape` that `map` describes; null if one of its parts is. `now` decides the offset
// of a named zone in a time without a date, and is what {timezone: …} alone asks for.
// Errors: kInvalidArgument (InvalidArgumentValue): unknown, missing or contradictory parts, parts
// out of range; kType (InvalidArgumentType): parts of the wrong type.
Result<Value> temporal_of_map(TemporalShape shape, const ValueMap& map, Instant now);

// `instant` as `shape` shows it on the clocks of `zone`.
Value temporal_of_instant(TemporalShape shape, const ZonedDateTime& instant);

// The value of `shape` that another temporal value holds. Errors: InvalidArgumentValue: it has no
// date, or no time.
Result<Value> temporal_of_value(TemporalShape shape, const Value& value);

// The beginning of the unit that holds `value`, with the parts below the unit that `map` gives.
// Errors: as temporal_of_map(); InvalidArgumentValue: the shape is never cut at that unit.
Result<Value> truncated(TemporalShape shape, TemporalUnit unit, const Value& value,
                        const ValueMap& map, Instant now);

// "Europe/Stockholm", "+02:00". Errors: InvalidArgumentValue; kType: not a string.
Result<ZoneId> zone_of_value(const Value& value);

}  // namespace muster::query
