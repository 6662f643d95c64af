// "Did you mean": the known name nearest to a misspelt one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace muster::query {

// The candidate with the smallest edit distance to `name` (insertions, deletions, substitutions,
// swaps of neighbours; letter case ignored), if that is at most a third of its length, and at least
// one edit where the case is the same. Equal distances: the first candidate.
std::optional<std::string> closest_name(std::string_view name,
                                        const std::vector<std::string_view>& candidates);

}  // namespace muster::query
