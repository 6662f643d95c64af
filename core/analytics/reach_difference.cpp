#include "core/analytics/reach_difference.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <limits>

#include <fmt/format.h>

#include "core/analytics/edge_filter.h"
#include "core/analytics/node_check.h"

namespace muster::analytics {

namespace {

constexpr std::size_t kLanes = 64;  // Questions searched at once, one bit each.
constexpr std::size_t kMorselSlots = 256;

// After M. Then et al., "The more the merrier: efficient multi-source graph traversal" (VLDB 2014):
// one bit a question, so that one look at an edge serves all of them.
class LaneSearch {
 public:
  LaneSearch(const EdgeFilter& filter, WorkBudget& budget, const TaskArena& arena)
      : filter_(filter),
        budget_(budget),
        arena_(arena),
        reached_(filter.graph().node_slot_bound()),
        controlled_(filter.graph().node_slot_bound()),
        fresh_(filter.graph().node_slot_bound()) {}

  static std::size_t bytes(const GraphSnapshot& graph) {
    return std::size_t{graph.node_slot_bound()} * 3 * sizeof(std::uint64_t);
  }

  // Forgets the last lanes. Cost: O(what they reached).
  void clear() {
    for (const std::uint32_t slot : touched_) reached_[slot] = controlled_[slot] = 0;
    touched_.clear();
    events_.clear();
    frontier_.clear();
    first_hop_.clear();
    hop_ = 0;
  }

  // Under control from the beginning, whatever its state.
  void start(std::uint32_t slot, std::uint64_t lanes) { put(slot, lanes, /*control=*/true); }
  // As a hop from the node in `near`.
  void cross(EdgeId edge, std::uint64_t lanes);

  Result<void> run(std::uint32_t hops_max);

  std::uint64_t reached(std::uint32_t slot) const { return reached_[slot]; }

  // A node was first reached by these lanes at this hop.
  struct Event {
    std::uint32_t slot;
    std::uint32_t hop;
    std::uint64_t lanes;
  };
  const std::vector<Event>& events() const { return events_; }

 private:
  struct Found {
    std::uint32_t slot;
    bool control;
    std::uint64_t lanes;
  };

  void put(std::uint32_t slot, std::uint64_t lanes, bool control);
  void search(std::uint32_t slot, std::uint64_t lanes, std::vector<Found>& found) const;

  const EdgeFilter& filter_;
  WorkBudget& budget_;
  const TaskArena& arena_;
  std::vector<std::uint64_t> reached_, controlled_;
  std::vector<std::uint64_t> fresh_;     // Lanes that came under control at the last hop.
  std::vector<std::uint32_t> frontier_;  // Slots with fresh lanes.
  std::vector<std::uint32_t> touched_;
  std::vector<Event> events_;
  std::vector<Found> first_hop_;  // Far ends of first edges.
  std::uint32_t hop_ = 0;
};

void LaneSearch::put(std::uint32_t slot, std::uint64_t lanes, bool control) {
  const std::uint64_t newly = lanes & ~reached_[slot];
  if (newly != 0) {
    if (reached_[slot] == 0) touched_.push_back(slot);
    reached_[slot] |= newly;
    events_.push_back({slot, hop_, newly});
  }
  if (!control) return;
  const std::uint64_t under_control = lanes & ~controlled_[slot];
  if (under_control == 0) return;
  controlled_[slot] |= under_control;
  if (fresh_[slot] == 0) frontier_.push_back(slot);
  fresh_[slot] |= under_control;
}

void LaneSearch::cross(EdgeId edge, std::uint64_t lanes) {
  const GraphSnapshot& graph = filter_.graph();
  const EdgeEnds ends = graph.ends(edge);
  for (const Direction direction : {Direction::kOutgoing, Direction::kIncoming}) {
    const bool outgoing = direction == Direction::kOutgoing;
    const std::uint32_t near = slot_of(outgoing ? ends.source : ends.target);
    const AdjacencyEntry entry{.edge_slot = slot_of(edge),
                               .neighbour_slot = slot_of(outgoing ? ends.target : ends.source),
                               .type = static_cast<std::uint16_t>(raw(ends.type)),
                               .flags = graph.flags(edge)};
    const Crossing crossing = filter_.cross(entry, near, direction);
    if (crossing == Crossing::kNone) continue;
    // One hop away already: found together with what the starts find at their first hop.
    first_hop_.push_back({entry.neighbour_slot, crossing == Crossing::kGoesOn, lanes});
  }
}

void LaneSearch::search(std::uint32_t slot, std::uint64_t lanes, std::vector<Found>& found) const {
  for (const Direction direction : {Direction::kOutgoing, Direction::kIncoming}) {
    if (!filter_.crosses(direction)) continue;
    for (auto cursor = filter_.graph().adjacency(slot, direction); !cursor.done(); cursor.next()) {
      for (const AdjacencyEntry& entry : cursor.run()) {
        if ((lanes & ~controlled_[entry.neighbour_slot]) == 0) continue;
        const Crossing crossing = filter_.cross(entry, slot, direction);
        if (crossing == Crossing::kNone) continue;
        found.push_back({entry.neighbour_slot, crossing == Crossing::kGoesOn, lanes});
      }
    }
  }
}

Result<void> LaneSearch::run(std::uint32_t hops_max) {
  std::vector<std::uint32_t> level;
  std::vector<std::uint64_t> lanes;
  while ((!frontier_.empty() || !first_hop_.empty()) && hop_ < hops_max) {
    MUSTER_CHECK(budget_.check());
    level.swap(frontier_);
    frontier_.clear();
    lanes.clear();
    for (const std::uint32_t slot : level) {
      lanes.push_back(fresh_[slot]);
      fresh_[slot] = 0;
    }
    std::vector<std::vector<Found>> found((level.size() + kMorselSlots - 1) / kMorselSlots);
    std::atomic<bool> stopped{false};
    const bool first = hop_ == 0;
    arena_.parallel_for(level.size(), kMorselSlots,
                        [&](std::size_t morsel, std::size_t begin, std::size_t end) {
                          for (std::size_t i = begin; i < end && !stopped; ++i) {
                            if ((i - begin) % 16 == 0 && !budget_.check()) stopped = true;
                            if (!first && !filter_.carries(level[i])) continue;
                            search(level[i], lanes[i], found[morsel]);
                          }
                        });
    MUSTER_CHECK(budget_.check());
    ++hop_;
    for (const Found& one : first_hop_) put(one.slot, one.lanes, one.control);
    first_hop_.clear();
    for (const auto& morsel : found)
      for (const Found& one : morsel) put(one.slot, one.lanes, one.control);
  }
  // What a hop limit left fresh must not leak into the next lanes.
  for (const std::uint32_t slot : frontier_) fresh_[slot] = 0;
  return {};
}

// The questions of one batch, a lane each, on one plane.
void begin(LaneSearch& search, std::span<const ReachQuestion> batch, bool baseline) {
  search.clear();
  for (std::size_t lane = 0; lane < batch.size(); ++lane) {
    const std::uint64_t bit = std::uint64_t{1} << lane;
    for (const NodeId node : baseline ? batch[lane].baseline : batch[lane].starts) {
      search.start(slot_of(node), bit);
    }
    if (baseline) continue;
    for (const EdgeId edge : batch[lane].first_edges) search.cross(edge, bit);
  }
}

Result<void> require_elements(const GraphSnapshot& graph,
                              std::span<const ReachQuestion> questions) {
  for (const ReachQuestion& question : questions) {
    MUSTER_CHECK(require_nodes(graph, question.starts, "start"));
    MUSTER_CHECK(require_nodes(graph, question.baseline, "baseline"));
    for (const EdgeId edge : question.first_edges) {
      if (graph.contains(edge)) continue;
      return Error{.code = ErrorCode::kEntityNotFound,
                   .message = fmt::format("The first edge #{} is not in this snapshot", raw(edge))};
    }
  }
  return ok();
}

}  // namespace

Result<std::vector<ReachGain>> reach_difference(const GraphSnapshot& graph,
                                                const TraversalProfile& profile,
                                                std::span<const ReachQuestion> questions,
                                                const ReachDifferenceOptions& options,
                                                WorkBudget& budget, const TaskArena& arena) {
  MUSTER_CHECK(require_elements(graph, questions));
  ReachOptions against = options.reach;
  against.plane = options.against;
  MUSTER_TRY(const EdgeFilter gaining_filter, EdgeFilter::compile(graph, profile, options.reach));
  MUSTER_TRY(const EdgeFilter baseline_filter, EdgeFilter::compile(graph, profile, against));
  const std::size_t bytes = 2 * LaneSearch::bytes(graph);
  MUSTER_CHECK(budget.charge(bytes));
  LaneSearch gaining(gaining_filter, budget, arena);
  LaneSearch baseline(baseline_filter, budget, arena);

  std::vector<ReachGain> gains(questions.size());
  for (std::size_t first = 0; first < questions.size(); first += kLanes) {
    const auto batch = questions.subspan(first, std::min(kLanes, questions.size() - first));
    begin(gaining, batch, /*baseline=*/false);
    begin(baseline, batch, /*baseline=*/true);
    MUSTER_CHECK(gaining.run(options.hops_max));
    // The baseline has no hop limit: what it reaches at all is no gain.
    MUSTER_CHECK(baseline.run(std::numeric_limits<std::uint32_t>::max()));
    for (const LaneSearch::Event& event : gaining.events()) {
      if (event.hop == 0) continue;
      for (std::uint64_t lanes = event.lanes & ~baseline.reached(event.slot); lanes != 0;
           lanes &= lanes - 1) {
        const auto lane = static_cast<std::size_t>(std::countr_zero(lanes));
        gains[first + lane].gained.push_back({*graph.node_at(event.slot), event.hop});
      }
    }
  }
  budget.release(bytes);
  for (ReachGain& gain : gains) {
    std::sort(gain.gained.begin(), gain.gained.end(),
              [](const GainedNode& left, const GainedNode& right) {
                return slot_of(left.node) < slot_of(right.node);
              });
  }
  return gains;
}

}  // namespace muster::analytics
