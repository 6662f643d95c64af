// The parts of temporal values and points, as they read like properties: date().year, point.x.
#pragma once

#include <string_view>

#include "core/base/result.h"
#include "core/base/value.h"

namespace muster::query {

// `part` in any letter case. REQUIRES: `value` is temporal, a duration or a point.
// Errors: kInvalidArgument (InvalidArgumentValue): values of that type have no such part.
Result<Value> part_of(const Value& value, std::string_view part);

}  // namespace muster::query
