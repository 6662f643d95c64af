// Counting without looking: the number of nodes of a label, or of edges of a type, is kept with the
// snapshot, so an aggregate that asks for nothing else reads it there.
#pragma once

#include "query/logical/plan_node.h"
#include "query/physical/operator.h"

namespace muster::query {

// The operator for `aggregate` over `input`; null where the counts that are kept do not answer it:
// with keys, with more than one label, over edges seen both ways (a loop counts once) or filtered.
// Cost when it runs: O(types named).
std::unique_ptr<SourceOperator> make_kept_count_operator(const AggregateNode& aggregate,
                                                         const PlanNode& input);

}  // namespace muster::query
