// The copy bound: a commit that touches one edge copies at most 64 KiB of chunks, on every graph
// and at every node.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/graph/graph_snapshot.h"

namespace muster::testing {

inline constexpr std::uint64_t kOneEdgeCopyMax = std::uint64_t{64} * 1024;

// The largest copy of each kind of one-edge commit, in bytes by the allocator's own counter.
struct OneEdgeCopies {
  std::uint64_t create = 0;
  std::uint64_t set_property = 0;
  std::uint64_t set_flags = 0;
  std::uint64_t remove = 0;

  std::uint64_t largest() const;
  std::string text() const;
};

// Makes one-edge commits from each node in `slots` to the node in `target_slot` and at each one's
// first edge, each on a fresh builder and published on top of the one before.
OneEdgeCopies measure_one_edge_commits(std::shared_ptr<const GraphSnapshot> graph,
                                       const std::vector<std::uint32_t>& slots,
                                       std::uint32_t target_slot);

// About `count` slots spread over the graph, and the slot with the most outgoing edges.
std::vector<std::uint32_t> sample_slots(const GraphSnapshot& graph, std::uint32_t count);

// One node with `edges` outgoing edges to as many others (1), and one that has as many incoming
// (0).
std::shared_ptr<const GraphSnapshot> hub_graph(std::uint32_t edges);

// The graph with `count` range indexes: one on the type and the key that one-edge commits change,
// the others on labels, types and keys of their own.
std::shared_ptr<const GraphSnapshot> with_indexes(std::shared_ptr<const GraphSnapshot> graph,
                                                  std::uint32_t count);

}  // namespace muster::testing
