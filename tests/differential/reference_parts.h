// What the files of the reference evaluator share beside its class.
#pragma once

#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/graph/graph_snapshot.h"
#include "query/semantics/bound_query.h"
#include "tests/differential/reference.h"

namespace muster::differential {

inline std::size_t index_of(query::SlotId slot) { return static_cast<std::size_t>(slot); }

// The labels of a node or the type of a relationship.
// Errors: kType: another value; kEntityNotFound: a deleted element.
Result<std::set<std::string, std::less<>>> label_names(const GraphSnapshot& graph,
                                                       const Value& element);

// Every node and every relationship, in slot order.
std::vector<NodeId> all_nodes(const GraphSnapshot& graph);
std::vector<EdgeId> all_edges(const GraphSnapshot& graph);

// A relationship that leads on from a node, and where to. A loop is one way to go in either
// direction.
struct Hop {
  EdgeId edge;
  NodeId to;
};
std::vector<Hop> hops_from(const GraphSnapshot& graph, NodeId from, const query::BoundEdge& edge);

// The walk that the slots of `path` hold. REQUIRES: all are bound.
PathValue path_value(const GraphSnapshot& graph, const query::BoundPath& path, const Row& row);

// Whether `expression` reads one of `slots` outside of queries within it.
bool reads_any(const query::BoundExpression& expression, const std::set<query::SlotId>& slots);

// The operands of a conjunction, left to right; an expression that is none is its only operand.
void split_terms(const query::BoundExpressionPtr& condition,
                 std::vector<query::BoundExpressionPtr>& terms);

}  // namespace muster::differential
