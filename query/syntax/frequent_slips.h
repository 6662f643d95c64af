// The slips that people make most, each with its sentence: words and signs of other languages,
// parts in the wrong order, a bracket or a dash left out. Internal to query/syntax.
#pragma once

#include <optional>

#include "query/syntax/syntax_error.h"

namespace muster::query {

// The error for the token `index`, which fits nowhere, if that is a slip known here. The first
// token may be wrong although a later one was refused: the position says which.
std::optional<Error> common_slip(const TokenStream& tokens, std::size_t index,
                                 const CanContinue& can_continue);

}  // namespace muster::query
