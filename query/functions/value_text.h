// Values as plain text: what toString() and string concatenation show.
#pragma once

#include <string>

#include "core/base/value.h"

namespace muster::query {

// Shortest text that reads back as the same double, always with a point or an exponent: "1.0",
// "1.0E-5", "NaN", "Infinity".
std::string float_text(double value);

// REQUIRES: a boolean, a number, a string, a temporal value, a point or bytes.
std::string plain_text(const Value& value);

}  // namespace muster::query
