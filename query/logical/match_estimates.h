// What the parts of one MATCH cost, for the choice of their order.
#pragma once

#include <cstddef>
#include <vector>

#include "query/logical/cardinality.h"
#include "query/logical/expression_tools.h"
#include "query/logical/match_order.h"

namespace muster::query {

// One edge of the clause with its ends.
struct PatternEdge {
  const BoundEdge* edge;
  SlotId left;
  SlotId right;
  const BoundPath* path;
};

// The clause, as far as its order depends on it. Nothing is owned.
struct MatchParts {
  const std::vector<PatternEdge>& edges;
  const std::vector<SlotId>& nodes;  // Each once, the ends of the edges included.
  const std::vector<BoundExpressionPtr>& predicates;
  const std::vector<SlotSet>& awaits;   // By edge: what is bound before it is walked.
  const SlotLabels& labels;             // Of these nodes, and of those before the clause.
  const SlotSet& before;                // Bound before the clause.
  const std::vector<BoundPath>& paths;  // The whole clause.
};

// By the places of `parts.nodes` and `parts.edges`.
struct MatchEstimates {
  std::vector<OrderedNode> nodes;
  std::vector<OrderedEdge> edges;
};

MatchEstimates estimate_match(const MatchParts& parts, const Cardinality& cardinality);

}  // namespace muster::query
