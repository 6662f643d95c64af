// Statements with one thing less, for shrinking a case that disagrees.
#pragma once

#include <string>
#include <vector>

namespace muster::differential {

// The texts of all statements that lack one branch, clause, pattern, part of a pattern, condition,
// item or the like of `text`. Some mean nothing (a variable is missing): the caller finds out.
// Empty if `text` is no query.
std::vector<std::string> smaller_queries(const std::string& text);

}  // namespace muster::differential
