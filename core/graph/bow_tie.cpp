#include "core/graph/bow_tie.h"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

namespace muster {
namespace {

constexpr std::size_t kStepsBetweenChecks = 65'536;

struct EverySlot {
  bool operator()(std::uint32_t /*slot*/) const { return true; }
};

// All that walks from `start` over slots that `enters` accepts lead to, `start` only where one
// comes back to it.
template <typename Enters>
Result<std::vector<std::uint32_t>> ends_of_walks(const GraphSnapshot& graph, std::uint32_t start,
                                                 Direction direction, const Enters& enters,
                                                 SlotBits& seen, const WorkBudget& budget) {
  std::vector<std::uint32_t> ends;
  const auto take = [&](std::span<const AdjacencyEntry> entries) {
    for (const AdjacencyEntry& entry : entries) {
      if (enters(entry.neighbour_slot) && seen.insert(entry.neighbour_slot))
        ends.push_back(entry.neighbour_slot);
    }
  };
  const auto take_node = [&](std::uint32_t slot, const AdjacencyRun& run) {
    if (!run.hub) return take(run.entries);
    for (AdjacencyCursor edges = graph.adjacency(slot, direction); !edges.done(); edges.next())
      take(edges.run());
  };
  AdjacencyRun runs[kRunsMax];
  graph.adjacency_runs({&start, 1}, direction, {runs, 1});
  take_node(start, runs[0]);
  std::size_t checked = 0;
  std::uint32_t nodes[kRunsMax];
  for (std::size_t at = 0; at < ends.size();) {
    const std::size_t count = std::min(kRunsMax, ends.size() - at);
    std::copy_n(ends.begin() + static_cast<std::ptrdiff_t>(at), count, nodes);
    graph.adjacency_runs({nodes, count}, direction, {runs, count});
    for (std::size_t i = 0; i < count; ++i) take_node(nodes[i], runs[i]);
    at += count;
    if (at - checked < kStepsBetweenChecks) continue;
    checked = at;
    MUSTER_CHECK(budget.check());
  }
  return ends;
}

// The node that most walks go through: the one with the most edges on its poorer side.
std::uint32_t busiest_node(const GraphSnapshot& graph) {
  std::uint32_t busiest = 0;
  std::uint64_t most = 0;
  for (std::uint32_t slot = 0; slot < graph.node_slot_bound(); ++slot) {
    const std::uint64_t out = graph.degree(slot, Direction::kOutgoing);
    if (out <= most) continue;
    const std::uint64_t both = std::min(out, graph.degree(slot, Direction::kIncoming));
    if (both <= most) continue;
    most = both;
    busiest = slot;
  }
  return busiest;
}

}  // namespace

Result<BowTie> BowTie::of(const GraphSnapshot& graph, const WorkBudget& budget) {
  BowTie tie;
  tie.bound_ = graph.node_slot_bound();
  if (tie.bound_ == 0) return tie;
  const std::uint32_t heart = busiest_node(graph);
  MUSTER_CHECK(budget.check());
  const auto search = [&](Direction direction, Side& side) -> Result<std::vector<std::uint32_t>> {
    side.nodes = SlotBits(tie.bound_);
    side.nodes.insert(heart);
    MUSTER_TRY(auto found, ends_of_walks(graph, heart, direction, EverySlot{}, side.nodes, budget));
    side.count = found.size() + 1;
    return found;
  };
  MUSTER_TRY(const auto ahead, search(Direction::kOutgoing, tie.ahead_));
  MUSTER_CHECK(search(Direction::kIncoming, tie.behind_));
  tie.knot_size_ =
      1 + static_cast<std::uint64_t>(std::ranges::count_if(
              ahead, [&](std::uint32_t slot) { return tie.behind_.nodes.contains(slot); }));
  return tie;
}

Result<std::optional<WalkEnds>> BowTie::count_ends(const GraphSnapshot& graph, std::uint32_t start,
                                                   Direction direction,
                                                   const WorkBudget& budget) const {
  const bool forward = direction == Direction::kOutgoing;
  const Side& beyond = forward ? ahead_ : behind_;
  const Side& before = forward ? behind_ : ahead_;
  // What does not lead to the knot, and a knot of one node, are left to the search.
  if (start >= bound_ || !before.nodes.contains(start) || knot_size_ < 2) return std::nullopt;
  if (beyond.nodes.contains(start)) return WalkEnds{.others = beyond.count - 1, .start = true};
  // The start leads to the knot, so to all beyond it, and nothing of that leads back. What is left
  // are walks that stay outside.
  SlotBits seen(graph.node_slot_bound());
  const auto outside = [&](std::uint32_t slot) { return !beyond.nodes.contains(slot); };
  MUSTER_TRY(const auto beside, ends_of_walks(graph, start, direction, outside, seen, budget));
  const bool returns = seen.contains(start);
  return WalkEnds{.others = beyond.count + beside.size() - (returns ? 1 : 0), .start = returns};
}

}  // namespace muster
