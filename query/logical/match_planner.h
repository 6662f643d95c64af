// One MATCH clause as a chain of reading nodes.
#pragma once

#include <vector>

#include "query/logical/cardinality.h"
#include "query/logical/expression_tools.h"
#include "query/logical/plan_node.h"

namespace muster::query {

// Extends `input`, whose rows hold the slots of `bound`, by the matches of `match`; `bound` grows
// by what the clause binds. Conditions come as one FilterNode on top. Whether the clause is
// optional is the caller's business.
//
// `labels` grows by what the clause says of its nodes, `slots` by what planning needs for itself.
// What a path of several parts and a selector binds is not among what the order is chosen by.
Result<PlanNodePtr> plan_match(const BoundMatch& match, PlanNodePtr input, SlotSet& bound,
                               const Cardinality& cardinality, SlotLabels& labels,
                               std::vector<SlotInfo>& slots);

// Makes a node over one input. How many rows it gives is settled when the plan stands
// (row_estimates.h).
PlanNodePtr plan_over(PlanNodePtr input, PlanOperation operation);

}  // namespace muster::query
