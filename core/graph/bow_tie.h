// BowTie: how a graph lies around a knot of it, nodes that all reach each other: what the knot
// reaches and what reaches it (A. Broder et al., "Graph structure in the Web", 2000).
//
// The law: counts are those of a search over every edge, whatever its type, flags or properties.
// Identity graphs have one knot that holds most of what is connected at all, so that a count is
// either known or needs a search of the little that lies beside. Any other knot gives the same
// counts later: which one is chosen decides the speed alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/base/execution.h"
#include "core/graph/graph_snapshot.h"
#include "core/graph/slot_bits.h"

namespace muster {

// Where walks of one or more edges end.
struct WalkEnds {
  std::uint64_t others = 0;  // Nodes but the start.
  bool start = false;        // The start itself, by a cycle.

  bool operator==(const WalkEnds&) const = default;
};

// Threads: immutable.
class BowTie {
 public:
  // Around the knot of the node with the most edges both in and out: found by a search forward and
  // one backward from it (L. Fleischer, B. Hendrickson and A. Pinar, "On Identifying Strongly
  // Connected Components in Parallel", 2000). Cost: O(nodes + edges). Memory: two bits a node.
  // Errors: of the budget.
  static Result<BowTie> of(const GraphSnapshot& graph, const WorkBudget& budget);

  // The ends of all walks that leave `start` in `direction`; nullopt where the knot does not help
  // and a plain search is as good. REQUIRES: `graph` has the edges that this was made of.
  // Cost: O(1) in the knot; from a node that leads to it O(edges of what lies beside).
  // Errors: of the budget.
  Result<std::optional<WalkEnds>> count_ends(const GraphSnapshot& graph, std::uint32_t start,
                                             Direction direction, const WorkBudget& budget) const;

  std::size_t knot_size() const { return knot_size_; }

 private:
  // What a search from the knot finds, the knot with it.
  struct Side {
    SlotBits nodes;
    std::uint64_t count = 0;
  };

  std::uint32_t bound_ = 0;  // Slots beyond have no edges.
  Side ahead_, behind_;      // What it reaches; what reaches it.
  std::uint64_t knot_size_ = 0;
};

}  // namespace muster
