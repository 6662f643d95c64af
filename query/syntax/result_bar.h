// Which bar introduces the result of a comprehension, of reduce or of FOREACH. Internal to
// query/syntax.
//
// The law: every other bar joins labels or types, so that the grammar needs no guess.
#pragma once

#include <cstddef>

#include "query/syntax/token_stream.h"

namespace muster::query {

// Index of that bar between the brackets at `open` and `close`, or TokenStream::kNone.
// Cost: O(close - open).
std::size_t result_bar(const TokenStream& tokens, std::size_t open, std::size_t close);

}  // namespace muster::query
