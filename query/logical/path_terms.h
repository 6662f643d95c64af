// Conditions on whole paths, told apart: those that a search for paths has to know.
#pragma once

#include <vector>

#include "query/logical/expression_tools.h"
#include "query/logical/plan_node.h"

namespace muster::query {

// Moves from `terms` to `path_terms` what reads the path of shortestPath(…) or its relationships:
// the function chooses among the paths that fulfil it.
void take_path_terms(const BoundPath& path, std::vector<BoundExpressionPtr>& terms,
                     std::vector<BoundExpressionPtr>& path_terms);

// Moves from `path_terms` to `hops` what says the same of each relationship of the path:
// `all(r IN relationships(p) WHERE …)` and `none(…)`, where the condition reads nothing but that
// relationship and `known`. A search can then leave out edges instead of paths.
void take_hop_terms(const BoundPath& path, const SlotSet& known,
                    std::vector<BoundExpressionPtr>& path_terms, std::vector<HopCondition>& hops);

}  // namespace muster::query
