#include "core/analytics/reach_walk.h"

#include <algorithm>
#include <atomic>

namespace muster::analytics {

namespace {

// Small enough that two threads share a modest frontier, large enough that a morsel outweighs its
// task.
constexpr std::size_t kMorselSteps = 256;

}  // namespace

ReachWalk::ReachWalk(const EdgeFilter& filter, WorkBudget& budget, const TaskArena& arena)
    : filter_(filter), budget_(budget), arena_(arena) {
  const std::uint32_t bound = filter.graph().node_slot_bound();
  const std::size_t bytes = 4 * SlotBits(bound).bytes();
  status_ = budget_.charge(bytes);
  if (!status_) return;
  charged_ = bytes;
  reached_ = controlled_ = blocked_ = stopped_ = SlotBits(bound);
}

ReachWalk::~ReachWalk() { budget_.release(charged_); }

void ReachWalk::start(std::uint32_t slot, bool live) {
  if (any_blocked_ && blocked_.contains(slot)) return;
  if (!controlled_.insert(slot)) return;
  reached_.insert(slot);
  const bool carries = live || filter_.carries(slot);
  if (carries && !stopped_.contains(slot))
    frontier_.push_back(static_cast<std::uint32_t>(steps_.size()));
  steps_.push_back(ReachStep{.node = *filter_.graph().node_at(slot)});
  carrying_.push_back(carries);
}

bool ReachWalk::fresh(const Candidate& candidate) const {
  return candidate.control ? !controlled_.contains(candidate.slot)
                           : !reached_.contains(candidate.slot);
}

void ReachWalk::search_direction(std::uint32_t step, Direction direction,
                                 std::vector<Candidate>& found) const {
  const std::uint32_t slot = slot_of(steps_[step].node);
  for (auto cursor = filter_.graph().adjacency(slot, direction); !cursor.done(); cursor.next()) {
    for (const AdjacencyEntry& entry : cursor.run()) {
      // Most neighbours of a late frontier are known already: a bit is cheaper than the filter.
      if (controlled_.contains(entry.neighbour_slot)) continue;
      const Crossing crossing = filter_.cross(entry, slot, direction);
      if (crossing == Crossing::kNone) continue;
      const Candidate candidate{.slot = entry.neighbour_slot,
                                .edge_slot = entry.edge_slot,
                                .previous = step,
                                .control = crossing == Crossing::kGoesOn,
                                .backwards = direction == Direction::kIncoming};
      if (!fresh(candidate)) continue;
      if (any_blocked_ && blocked_.contains(candidate.slot)) continue;
      if (!banned_edges_.empty() && std::find(banned_edges_.begin(), banned_edges_.end(),
                                              entry.edge_slot) != banned_edges_.end())
        continue;
      found.push_back(candidate);
    }
  }
}

void ReachWalk::search_node(std::uint32_t step, std::vector<Candidate>& found) const {
  for (const Direction direction : {Direction::kOutgoing, Direction::kIncoming})
    if (filter_.crosses(direction)) search_direction(step, direction, found);
}

Result<ReachWalk::Found> ReachWalk::search() const {
  Found found((frontier_.size() + kMorselSteps - 1) / kMorselSteps);
  std::atomic<bool> stopped{false};
  arena_.parallel_for(frontier_.size(), kMorselSteps,
                      [&](std::size_t morsel, std::size_t begin, std::size_t end) {
                        for (std::size_t i = begin; i < end; ++i) {
                          if (stopped.load(std::memory_order_relaxed)) return;
                          if ((i - begin) % 16 == 0 && !budget_.check()) {
                            stopped.store(true, std::memory_order_relaxed);
                            return;
                          }
                          search_node(frontier_[i], found[morsel]);
                        }
                      });
  MUSTER_CHECK(budget_.check());
  return found;
}

void ReachWalk::merge(const Found& found, bool control) {
  for (const std::vector<Candidate>& morsel : found) {
    for (const Candidate& candidate : morsel) {
      if (candidate.control != control || !fresh(candidate)) continue;
      reached_.insert(candidate.slot);
      if (control) controlled_.insert(candidate.slot);
      steps_.push_back(ReachStep{.node = *filter_.graph().node_at(candidate.slot),
                                 .edge = *filter_.graph().edge_at(candidate.edge_slot),
                                 .previous = candidate.previous,
                                 .hop = hop_,
                                 .control = control,
                                 .backwards = candidate.backwards});
    }
  }
}

Result<std::size_t> ReachWalk::advance() {
  if (frontier_.empty()) return std::size_t{0};
  MUSTER_TRY(const Found found, search());
  std::size_t candidates = 0;
  for (const auto& morsel : found) candidates += morsel.size();
  const std::size_t bytes = candidates * (sizeof(ReachStep) + 1);
  MUSTER_CHECK(budget_.charge(bytes));
  charged_ += bytes;

  const std::size_t before = steps_.size();
  ++hop_;
  merge(found, /*control=*/true);
  merge(found, /*control=*/false);

  const std::size_t added = steps_.size() - before;
  std::vector<std::uint8_t> carries(added);
  arena_.parallel_for(added, kMorselSteps, [&](std::size_t, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
      carries[i] = filter_.carries(slot_of(steps_[before + i].node)) ? 1 : 0;
  });
  frontier_.clear();
  for (std::size_t i = 0; i < added; ++i) {
    const ReachStep& step = steps_[before + i];
    carrying_.push_back(carries[i] != 0);
    if (!step.control || carries[i] == 0) continue;
    if (any_stopped_ && stopped_.contains(slot_of(step.node))) continue;
    frontier_.push_back(static_cast<std::uint32_t>(before + i));
  }
  return added;
}

Result<bool> ReachWalk::more_beyond() {
  if (frontier_.empty()) return false;
  MUSTER_TRY(const Found found, search());
  return std::any_of(found.begin(), found.end(),
                     [](const auto& morsel) { return !morsel.empty(); });
}

}  // namespace muster::analytics
