// ShortestDag: all shortest paths from some slots to others as one acyclic graph, out of which
// paths are read in order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "core/analytics/edge_filter.h"
#include "core/analytics/lateral_paths.h"
#include "core/analytics/reach_walk.h"

namespace muster::analytics {

struct PathQuestion {
  std::vector<std::uint32_t> sources;  // Slots.
  std::vector<std::uint32_t> targets;
  std::vector<std::uint32_t> avoid;
  std::vector<std::uint32_t> banned_edges;  // Edge slots.
  std::uint32_t hops_max = 0;
};

class ShortestDag {
 public:
  // Cost: see lateral_paths. Errors: kCancelled, kDeadlineExceeded, kResourceExhausted.
  static Result<ShortestDag> find(const EdgeFilter& filter, const PathQuestion& question,
                                  WorkBudget& budget, const TaskArena& arena);

  // The first `paths_max` paths by source, then by each hop's node and edge. Cost: O(their hops).
  std::vector<LateralPath> paths(std::size_t paths_max) const;
  bool found() const { return !ends_.empty(); }
  // Nothing was found within hops_max, and something lies beyond.
  bool more_beyond() const { return more_beyond_; }

 private:
  explicit ShortestDag(const EdgeFilter& filter) : filter_(&filter) {}
  void link_backwards(const ReachWalk& walk, const PathQuestion& question);
  void link_direction(std::uint32_t far, Direction direction, bool is_end, std::uint32_t hop_before,
                      const std::vector<std::uint32_t>& banned_edges,
                      const std::vector<std::uint32_t>& control_hop,
                      std::vector<std::uint32_t>& near);
  // Goes on to the next path in order; false when there is none.
  bool descend(std::vector<PathHop>& hops, std::vector<std::size_t>& choice, NodeId source) const;

  const EdgeFilter* filter_;
  std::vector<NodeId> starts_;  // Sources that a shortest path leaves, by id.
  SlotBits ends_set_;
  std::vector<std::uint32_t> ends_;  // Targets at the least distance.
  std::unordered_map<std::uint32_t, std::vector<PathHop>>
      onwards_;  // By slot; sorted by (to, edge).
  bool more_beyond_ = false;
};

}  // namespace muster::analytics
