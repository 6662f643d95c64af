// Where walks of bounded length end: breadth-first, each node once, however many walks lead there.
//
// The law: what is found is exactly what enumerating trails would find, for a least length of 0 or
// 1. A shortest walk to another node repeats no node, so it is a trail. Back to the start it is a
// shortest cycle: with a direction any closed walk of least length is one; without, the two halves
// must leave the start by different edges (A. Itai and M. Rodeh, "Finding a Minimum Circuit in a
// Graph", 1978), or an edge would be walked forth and back.
#pragma once

#include <cstdint>
#include <type_traits>
#include <vector>

#include "core/base/execution.h"
#include "query/logical/plan_node.h"
#include "query/physical/edge_walk.h"
#include "query/physical/hop_tests.h"

namespace muster::query {

// A set of node slots as bits.
class SlotBits {
 public:
  explicit SlotBits(std::uint32_t bound) : words_((std::size_t{bound} + 63) / 64) {}
  bool contains(std::uint32_t slot) const { return (words_[slot / 64] >> (slot % 64) & 1) != 0; }
  void insert(std::uint32_t slot) { words_[slot / 64] |= std::uint64_t{1} << (slot % 64); }
  void erase(std::uint32_t slot) { words_[slot / 64] &= ~(std::uint64_t{1} << (slot % 64)); }
  std::size_t bytes() const { return words_.size() * sizeof(std::uint64_t); }

 private:
  std::vector<std::uint64_t> words_;
};

struct EveryEdge {};

// Threads: one search at a time.
class EndpointSearch {
 public:
  EndpointSearch(const GraphSnapshot& graph, WorkBudget& budget, const VariableExpandNode& node);

  // Calls found(slot) for each end of a walk from `start`, nearest first and the start itself where
  // it is one; found returns false to stop. `accepts(entry)`: whether that edge may be walked;
  // EveryEdge: all may, which is faster than asking.
  // Cost: O(edges of the part reached). Errors: of the budget and of `accepts`.
  template <typename Accepts, typename Found>
  Result<void> from(std::uint32_t start, const Accepts& accepts, const Found& found);

 private:
  static constexpr std::size_t kStepsBetweenChecks = 4096;
  // How many nodes ahead of the one whose edges are walked theirs are fetched: far enough that two
  // loads from memory come back in time. Measured on the M graph (docs/benchmarks.md).
  static constexpr std::size_t kPagesAhead = 16;
  static constexpr std::size_t kEntriesAhead = 8;

  void begin(std::uint32_t start);
  void reach(std::uint32_t slot, std::uint32_t from, std::uint32_t edge);
  // Whether an edge between two nodes seen closes a cycle through the start that is short enough.
  bool closes_cycle(std::uint32_t from, std::uint32_t to, std::uint32_t edge) const;
  void fetch_ahead(std::size_t at) const;
  Result<void> check();
  // visit(entry) of each edge of `slot`, a self-loop once; false stops.
  template <typename Visit>
  bool each_entry(std::uint32_t slot, const Visit& visit) const;

  const GraphSnapshot& graph_;
  WorkBudget budget_;
  ast::Direction direction_;
  BoundHops hops_;
  bool not_start_;
  TypeFilter types_;
  SlotBits seen_;
  std::vector<std::uint32_t> queue_;  // All that was seen, by depth.
  std::size_t charged_ = 0;
  std::uint32_t depth_ = 0;
  std::uint32_t start_ = 0;
  // Without a direction, and where the start may be an end: of each node seen its depth and the
  // edge by which its way leaves the start.
  bool tracks_cycles_;
  std::vector<std::uint32_t> depths_;
  std::vector<std::uint32_t> branches_;
};

template <typename Visit>
bool EndpointSearch::each_entry(std::uint32_t slot, const Visit& visit) const {
  const auto walk = [&](AdjacencyCursor cursor, bool skip_loops) {
    for (; !cursor.done(); cursor.next()) {
      for (const AdjacencyEntry& entry : cursor.run()) {
        if (skip_loops && entry.neighbour_slot == slot) continue;
        if (!visit(entry)) return false;
      }
    }
    return true;
  };
  const auto side = [&](Direction way, bool skip_loops) {
    if (types_.every) return walk(graph_.adjacency(slot, way), skip_loops);
    for (const EdgeTypeId type : types_.types) {
      if (!walk(graph_.adjacency(slot, way, type), skip_loops)) return false;
    }
    return true;
  };
  if (direction_ != ast::Direction::kIncoming && !side(Direction::kOutgoing, false)) return false;
  return direction_ == ast::Direction::kOutgoing ||
         side(Direction::kIncoming, direction_ == ast::Direction::kBoth);
}

template <typename Accepts, typename Found>
Result<void> EndpointSearch::from(std::uint32_t start, const Accepts& accepts, const Found& found) {
  begin(start);
  bool start_open = hops_.hops_min == 1 && !not_start_;  // A way back to the start is looked for.
  if (hops_.hops_min == 0 && !not_start_ && !found(start)) return ok();
  Result<void> failed;
  std::size_t steps = 0;
  std::size_t level = 0;
  const auto walk = [&](std::uint32_t node, const AdjacencyEntry& entry) {
    if (++steps % kStepsBetweenChecks == 0) {
      failed = check();
      if (!failed) return false;
    }
    const std::uint32_t next = entry.neighbour_slot;
    const bool old = seen_.contains(next);
    if (old && !(start_open && closes_cycle(node, next, entry.edge_slot))) return true;
    if constexpr (!std::is_same_v<Accepts, EveryEdge>) {
      Result<bool> accepted = accepts(entry);
      if (!accepted) {
        failed = std::move(accepted).error();
        return false;
      }
      if (!*accepted) return true;
    }
    if (!old) {
      reach(next, node, entry.edge_slot);
      return found(next);
    }
    start_open = false;
    return found(start);
  };
  for (depth_ = 0; level < queue_.size(); ++depth_) {
    if (hops_.hops_max && static_cast<std::int64_t>(depth_) >= *hops_.hops_max) break;
    const std::size_t end = queue_.size();
    for (; level < end; ++level) {
      const std::uint32_t node = queue_[level];
      fetch_ahead(level);
      if (!each_entry(node, [&](const AdjacencyEntry& entry) { return walk(node, entry); }))
        return failed;
    }
  }
  return failed;
}

inline void EndpointSearch::fetch_ahead(std::size_t at) const {
  const Direction way =
      direction_ == ast::Direction::kIncoming ? Direction::kIncoming : Direction::kOutgoing;
  if (at + kPagesAhead < queue_.size()) graph_.fetch_page(queue_[at + kPagesAhead], way);
  if (at + kEntriesAhead < queue_.size()) graph_.fetch_entries(queue_[at + kEntriesAhead], way);
}

}  // namespace muster::query
