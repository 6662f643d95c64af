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
// `slots` grows by what planning needs for itself.
Result<PlanNodePtr> plan_match(const BoundMatch& match, PlanNodePtr input, SlotSet& bound,
                               const Cardinality& cardinality, std::vector<SlotInfo>& slots);

// Makes a node over one input.
PlanNodePtr plan_over(PlanNodePtr input, PlanOperation operation, double rows);

}  // namespace muster::query
