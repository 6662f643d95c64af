// Matching patterns for one row, by backtracking: pattern predicates, EXISTS, pattern
// comprehensions and MERGE.
//
// The law: what the matcher finds it leaves in the frame's locals, so that conditions and results
// read it like any inner variable; within one match no edge is used twice.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <vector>

#include "query/physical/evaluator.h"

namespace muster::query {

class PatternMatcher {
 public:
  // `outer_locals`: inner variables of the expressions around it. Slots of `paths` that are not
  // already bound become locals as well.
  PatternMatcher(const std::vector<BoundPath>& paths, const std::set<SlotId>& outer_locals);
  PatternMatcher(PatternMatcher&&) noexcept;
  ~PatternMatcher();

  // The outer locals and those of the pattern.
  const std::set<SlotId>& locals() const;

  // Calls `on_match` for each match, in the graph's order, until it returns false. A failure stays
  // in the frame.
  void match(Frame& frame, const std::function<bool()>& on_match) const;

 private:
  struct Program;
  class Run;
  std::unique_ptr<const Program> program_;
};

}  // namespace muster::query
