// make_plan(): from a bound query to a plan that is right but plain: every condition of a MATCH
// stands in one filter above it. optimize() (optimizer.h) makes it fast.
#pragma once

#include "core/base/execution.h"
#include "core/graph/graph_snapshot.h"
#include "query/logical/plan_node.h"

namespace muster::query {

// Chooses for each MATCH where to start and in which order to expand, by the statistics of `graph`
// (label, type and element counts). The plan is right for every graph.
//
// Cost: quadratic in the pattern parts of a clause. Threads: safe.
// Errors: kUnimplemented for a path selector (shortestPath) that no operator takes yet; those of
// the budget, which is asked at every clause.
Result<LogicalPlan> make_plan(const BoundQuery& query, const GraphSnapshot& graph,
                              const WorkBudget& budget);

}  // namespace muster::query
