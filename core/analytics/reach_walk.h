// ReachWalk: breadth-first search by hops through an EdgeFilter, the engine of blast radius and
// paths.
//
// The law: the steps and their order depend on the graph alone. The frontier is cut into morsels
// that search in parallel and only read; what they find is merged in morsel order, control before
// mere reach, so the first in walk order becomes the one predecessor of a node.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/analytics/blast_radius.h"
#include "core/analytics/edge_filter.h"
#include "core/graph/slot_bits.h"

namespace muster::analytics {

class ReachWalk {
 public:
  // Keeps references to all three, which outlive it. Charges its bits to `budget` and gives them
  // back. Check status() before use.
  ReachWalk(const EdgeFilter& filter, WorkBudget& budget, const TaskArena& arena);
  ~ReachWalk();
  ReachWalk(const ReachWalk&) = delete;
  ReachWalk& operator=(const ReachWalk&) = delete;

  // Errors: kResourceExhausted: the budget has no room for the walk.
  const Result<void>& status() const { return status_; }

  // Nodes that the walk never enters. Call before the first start.
  void block(std::uint32_t slot) {
    blocked_.insert(slot);
    any_blocked_ = true;
  }
  // Nodes that it enters and does not leave.
  void stop_at(std::uint32_t slot) {
    stopped_.insert(slot);
    any_stopped_ = true;
  }
  // An edge that it does not cross.
  void ban_edge(std::uint32_t edge_slot) { banned_edges_.push_back(edge_slot); }

  // Under control at hop 0. `live`: it acts even where it is disabled or expired.
  void start(std::uint32_t slot, bool live);

  // One hop further: how many steps were added; 0 is the end. What a failed hop found is dropped.
  // Errors: kCancelled, kDeadlineExceeded, kResourceExhausted.
  Result<std::size_t> advance();
  // Whether a further hop would find anything. Changes nothing. Errors: as advance().
  Result<bool> more_beyond();

  const std::vector<ReachStep>& steps() const { return steps_; }
  // By step: whether the node passes reach on.
  const std::vector<bool>& carrying() const { return carrying_; }
  bool reached(std::uint32_t slot) const { return reached_.contains(slot); }
  std::uint32_t hop() const { return hop_; }
  std::uint32_t slot_bound() const { return filter_.graph().node_slot_bound(); }

 private:
  struct Candidate {
    std::uint32_t slot;
    std::uint32_t edge_slot;
    std::uint32_t previous;
    bool control;
    bool backwards;
  };
  using Found = std::vector<std::vector<Candidate>>;  // By morsel.

  Result<Found> search() const;
  void search_node(std::uint32_t step, std::vector<Candidate>& found) const;
  void search_direction(std::uint32_t step, Direction direction,
                        std::vector<Candidate>& found) const;
  bool fresh(const Candidate& candidate) const;
  void merge(const Found& found, bool control);

  const EdgeFilter& filter_;
  WorkBudget& budget_;
  const TaskArena& arena_;
  Result<void> status_;
  std::size_t charged_ = 0;
  SlotBits reached_, controlled_, blocked_, stopped_;
  bool any_blocked_ = false, any_stopped_ = false;
  std::vector<std::uint32_t> banned_edges_;
  std::vector<ReachStep> steps_;
  std::vector<bool> carrying_;
  std::vector<std::uint32_t> frontier_;  // Steps to search from.
  std::uint32_t hop_ = 0;
};

}  // namespace muster::analytics
