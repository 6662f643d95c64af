// Temporal values made of maps of parts: {year: 2026, month: 6}, {date: d, hour: 8}.
//
// The law: a part needs the greater ones beside it unless another value, chosen by date:, time: or
// datetime:, has them; parts of two calendars (month and week) are never given together.
#pragma once

#include "query/functions/temporal_shape.h"

namespace muster::query {

// The value of `shape` that `map` describes; null if one of its parts is. `now` decides the offset
// of a named zone in a time without a date, and is what {timezone: …} alone asks for.
// Errors: kInvalidArgument (InvalidArgumentValue): unknown, missing or contradictory parts, parts
// out of range; kType (InvalidArgumentType): parts of the wrong type.
Result<Value> temporal_of_map(TemporalShape shape, const ValueMap& map, Instant now);

// The beginning of the unit that holds `value`, with the parts below the unit that `map` gives.
// Errors: as temporal_of_map(); InvalidArgumentValue: the shape is never cut at that unit.
Result<Value> truncated(TemporalShape shape, TemporalUnit unit, const Value& value,
                        const ValueMap& map, Instant now);

}  // namespace muster::query
