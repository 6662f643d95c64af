#include "core/analytics/shortest_dag.h"

#include <algorithm>
#include <limits>

namespace muster::analytics {

namespace {

constexpr std::uint32_t kFar = std::numeric_limits<std::uint32_t>::max();

bool holds(const std::vector<std::uint32_t>& list, std::uint32_t slot) {
  return std::find(list.begin(), list.end(), slot) != list.end();
}

}  // namespace

Result<ShortestDag> ShortestDag::find(const EdgeFilter& filter, const PathQuestion& question,
                                      WorkBudget& budget, const TaskArena& arena) {
  ShortestDag dag(filter);
  const std::uint32_t bound = filter.graph().node_slot_bound();
  SlotBits targets(bound);
  for (const std::uint32_t target : question.targets) targets.insert(target);

  ReachWalk walk(filter, budget, arena);
  if (!walk.status()) return walk.status().error();
  for (const std::uint32_t slot : question.avoid) walk.block(slot);
  for (const std::uint32_t edge : question.banned_edges) walk.ban_edge(edge);
  for (const std::uint32_t source : question.sources) walk.start(source, /*live=*/false);

  std::size_t looked_at = 0;
  const auto look_for_ends = [&] {
    for (; looked_at < walk.steps().size(); ++looked_at) {
      const std::uint32_t slot = slot_of(walk.steps()[looked_at].node);
      if (targets.contains(slot) && !holds(dag.ends_, slot)) dag.ends_.push_back(slot);
    }
    return !dag.ends_.empty();
  };
  while (!look_for_ends() && walk.hop() < question.hops_max) {
    MUSTER_TRY(const std::size_t added, walk.advance());
    if (added == 0) return dag;
  }
  if (dag.ends_.empty()) {
    MUSTER_TRY(dag.more_beyond_, walk.more_beyond());
    return dag;
  }
  dag.link_backwards(walk, question);
  return dag;
}

void ShortestDag::link_backwards(const ReachWalk& walk, const PathQuestion& question) {
  const std::uint32_t bound = filter_->graph().node_slot_bound();
  // At which hop a node came under control and passes reach on; only those can be inside a path.
  std::vector<std::uint32_t> control_hop(bound, kFar);
  for (std::size_t i = 0; i < walk.steps().size(); ++i) {
    const ReachStep& step = walk.steps()[i];
    if (step.control && walk.carrying()[i]) control_hop[slot_of(step.node)] = step.hop;
  }
  std::vector<std::uint32_t> level = ends_;
  for (std::uint32_t hop = walk.hop(); hop > 0; --hop) {
    std::vector<std::uint32_t> before;
    const bool is_end = hop == walk.hop();
    for (const std::uint32_t far : level)
      for (const Direction direction : {Direction::kOutgoing, Direction::kIncoming})
        link_direction(far, direction, is_end, hop - 1, question.banned_edges, control_hop, before);
    std::sort(before.begin(), before.end());
    before.erase(std::unique(before.begin(), before.end()), before.end());
    level = std::move(before);
  }
  for (const std::uint32_t slot : level) starts_.push_back(*filter_->graph().node_at(slot));
  std::sort(starts_.begin(), starts_.end());
  ends_set_ = SlotBits(bound);
  for (const std::uint32_t slot : ends_) ends_set_.insert(slot);
  for (auto& [slot, hops] : onwards_)
    std::sort(hops.begin(), hops.end(), [](const PathHop& left, const PathHop& right) {
      return std::pair(left.to, left.edge) < std::pair(right.to, right.edge);
    });
}

void ShortestDag::link_direction(std::uint32_t far, Direction direction, bool is_end,
                                 std::uint32_t hop_before,
                                 const std::vector<std::uint32_t>& banned_edges,
                                 const std::vector<std::uint32_t>& control_hop,
                                 std::vector<std::uint32_t>& near) {
  const GraphSnapshot& graph = filter_->graph();
  for (auto cursor = graph.adjacency(far, direction); !cursor.done(); cursor.next()) {
    for (const AdjacencyEntry& entry : cursor.run()) {
      if (control_hop[entry.neighbour_slot] != hop_before) continue;
      const Crossing crossing = filter_->cross_into(entry, far, direction);
      if (crossing == Crossing::kNone || (crossing == Crossing::kEnds && !is_end)) continue;
      if (holds(banned_edges, entry.edge_slot)) continue;
      // Walked the way the edge points when it comes in at the far end.
      const bool backwards = direction == Direction::kOutgoing;
      const Direction walked = backwards ? Direction::kIncoming : Direction::kOutgoing;
      onwards_[entry.neighbour_slot].push_back(
          PathHop{.from = *graph.node_at(entry.neighbour_slot),
                  .to = *graph.node_at(far),
                  .edge = *graph.edge_at(entry.edge_slot),
                  .backwards = backwards,
                  .conditional = filter_->conditional(entry, walked)});
      near.push_back(entry.neighbour_slot);
    }
  }
}

bool ShortestDag::descend(std::vector<PathHop>& hops, std::vector<std::size_t>& choice,
                          NodeId source) const {
  // Back to the last hop that has another choice.
  bool first = choice.empty();
  while (!first && !choice.empty()) {
    const auto& options = onwards_.at(slot_of(hops.back().from));
    hops.pop_back();
    if (++choice.back() < options.size()) {
      hops.push_back(options[choice.back()]);
      break;
    }
    choice.pop_back();
  }
  if (!first && choice.empty()) return false;
  // Down to a target along first choices.
  for (NodeId at = hops.empty() ? source : hops.back().to; !ends_set_.contains(slot_of(at));
       at = hops.back().to) {
    hops.push_back(onwards_.at(slot_of(at)).front());
    choice.push_back(0);
  }
  return true;
}

std::vector<LateralPath> ShortestDag::paths(std::size_t paths_max) const {
  std::vector<LateralPath> result;
  for (const NodeId source : starts_) {
    std::vector<PathHop> hops;
    std::vector<std::size_t> choice;
    bool first = true;
    while (result.size() < paths_max && (first || !choice.empty()) &&
           descend(hops, choice, source)) {
      first = false;
      result.push_back(
          LateralPath{.from = source, .to = hops.empty() ? source : hops.back().to, .hops = hops});
    }
  }
  return result;
}

}  // namespace muster::analytics
