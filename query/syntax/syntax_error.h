// The sentence behind a parse failure: what was expected where the parser stopped, in words.
// Internal to query/syntax.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "query/syntax/token_stream.h"

namespace muster::query {

// Whether the text up to token `index` could go on with a token of type `type`.
using CanContinue = std::function<bool(std::size_t type)>;

// `index` is the token (or the end) at which `tokens` stopped making sense.
// Cost: some twenty calls of `can_continue`; only a failing query pays it.
Error describe_syntax_error(const TokenStream& tokens, std::size_t index,
                            const CanContinue& can_continue);

}  // namespace muster::query
