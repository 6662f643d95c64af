// Where a value stands in the order of ORDER BY, as far as 64 bits can tell.
#pragma once

#include <cstdint>

#include "core/base/value.h"

namespace muster::query {

// If cypher_order(a, b) < 0 then order_prefix(a) <= order_prefix(b): two that differ need no
// further look, two that are equal do.
std::uint64_t order_prefix(const Value& value);

}  // namespace muster::query
