// How many rows each node of a finished plan gives, for EXPLAIN and PROFILE.
//
// The law: made once, after the last rule, from the plan as it stands; no rule keeps estimates up.
// A plan within a node is estimated for one row of its argument.
#pragma once

#include "core/graph/graph_snapshot.h"
#include "query/logical/plan_node.h"

namespace muster::query {

// Sets PlanNode::rows everywhere. Cost: O(nodes of the plan). Threads: safe.
void estimate_rows(LogicalPlan& plan, const GraphSnapshot& graph);

}  // namespace muster::query
