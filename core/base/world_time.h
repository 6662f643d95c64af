// World time of values: what validity, expiry and age are judged by.
#pragma once

#include <optional>

#include "core/base/value.h"

namespace muster {

// The instant at which a zoned date and time lies, whatever its zone; before 1677 and after 2262
// the first and the last Instant. nullopt: the value is of another type.
std::optional<Instant> world_time(const Value& value);

}  // namespace muster
