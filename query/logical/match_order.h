// In which order the parts of one MATCH are read, and where each of them begins.
//
// The law: pure arithmetic over estimates. It knows no labels, conditions or graphs, and equal
// estimates give the order of the text.
//
// Up to kExactPartsMax parts the order is the cheapest there is (dynamic programming over sets of
// parts, as Selinger et al. 1979 order joins; the plan is left-deep as theirs). Beyond that it is
// the best of the greedy orders, one from each part to begin with; of more than a hundred parts,
// from the most promising ones.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "query/logical/cardinality.h"

namespace muster::query {

inline constexpr std::size_t kExactPartsMax = 8;

// One way to find a node without walking to it.
struct NodeAccess {
  double looked_at = 0;            // Nodes that are read,
  double found = 0;                // and those of them that are left.
  std::vector<std::size_t> nodes;  // Nodes and edges whose values it reads: they come before.
  std::vector<std::size_t> edges;
};
struct OrderedNode {
  bool bound = false;                // Before the clause.
  double labelled = 0;               // Nodes with its labels.
  double selectivity = 1;            // Of the conditions on it alone, but for the labels.
  std::vector<NodeAccess> accesses;  // The first one needs nothing.
  bool awaited = false;              // An edge comes after it.
};
struct OrderedEdge {
  std::size_t left = 0;  // Nodes.
  std::size_t right = 0;
  FanOut from_left;  // Walked from there, with the labels of the other end.
  FanOut from_right;
  double selectivity = 1;  // Of the conditions on it alone.
  bool bound = false;      // Before the clause: it gives its ends.
  bool only_from_left = false;
  // Searched between its ends: from both sides, where both are known.
  bool searched = false;
  // What is bound before it is walked; its own ends may be among the nodes.
  std::vector<std::size_t> after_nodes;
  std::vector<std::size_t> after_edges;
  bool never = false;  // It comes after what nothing here binds.
};

// Finds nodes without an edge, then walks the edge, whose other end may be bound by then.
struct OrderedStep {
  std::optional<std::size_t> scanned;
  std::optional<std::size_t> scanned_then;
  std::optional<std::size_t> edge;  // None: a node that no edge ends at.
  bool reversed = false;            // Walked from right to left.

  bool operator==(const OrderedStep&) const = default;
};

// The order in which all edges, and all nodes that no edge ends at, are read. None: edges wait for
// one another.
// Cost: 2^n * n for n parts up to kExactPartsMax, else n^3, but beyond a hundred parts n^2.
std::optional<std::vector<OrderedStep>> cheapest_order(const std::vector<OrderedNode>& nodes,
                                                       const std::vector<OrderedEdge>& edges);

}  // namespace muster::query
