// Where walks of bounded length end: breadth-first, each node once, however many walks lead there.
//
// The law: what is found is exactly what enumerating trails would find, for a least length of 0 or
// 1. A shortest walk to another node repeats no node, so it is a trail. Back to the start it is a
// shortest cycle: with a direction any closed walk of least length is one; without, the two halves
// must leave the start by different edges (A. Itai and M. Rodeh, "Finding a Minimum Circuit in a
// Graph", 1978), or an edge would be walked forth and back.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <type_traits>
#include <vector>

#include "core/base/execution.h"
#include "core/graph/slot_bits.h"
#include "query/logical/plan_node.h"
#include "query/physical/edge_walk.h"
#include "query/physical/hop_tests.h"

namespace muster::query {

// Slots in the order in which they came, with room made ahead: a run is appended without asking for
// each whether there is room.
class SlotQueue {
 public:
  std::size_t size() const { return size_; }
  std::uint32_t operator[](std::size_t at) const { return slots_[at]; }
  std::span<const std::uint32_t> from(std::size_t at) const {
    return {slots_.get() + at, size_ - at};
  }
  void clear() { size_ = 0; }
  // Room for `count` more, to be written to; set_end() says how many were. Moves what is there.
  std::uint32_t* room(std::size_t count);
  void set_end(const std::uint32_t* end) { size_ = static_cast<std::size_t>(end - slots_.get()); }
  void push(std::uint32_t slot) {
    *room(1) = slot;
    ++size_;
  }

 private:
  std::unique_ptr<std::uint32_t[]> slots_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

struct EveryEdge {};

// Threads: one search at a time.
class EndpointSearch {
 public:
  EndpointSearch(const GraphSnapshot& graph, const WorkBudget& budget,
                 const VariableExpandNode& node);

  // Calls found(slots) with the ends of walks from `start`, some at a time, nearest first, and the
  // start itself where it is one; found returns false to stop. `accepts(entry)`: whether that edge
  // may be walked; EveryEdge: all may, which is faster than asking.
  // Cost: O(edges of the part reached). Errors: of the budget and of `accepts`.
  template <typename Accepts, typename Found>
  Result<void> from(std::uint32_t start, const Accepts& accepts, const Found& found);

 private:
  static constexpr std::size_t kStepsBetweenChecks = 4096;

  // The next nodes of the queue whose edges are walked, with those edges.
  struct Block {
    std::size_t size = 0;
    std::uint32_t nodes[kRunsMax];
    AdjacencyRun outgoing[kRunsMax];
    AdjacencyRun incoming[kRunsMax];
  };

  void begin(std::uint32_t start);
  void reach(std::uint32_t slot, std::uint32_t from, std::uint32_t edge);
  // Whether an edge between two nodes seen closes a cycle through the start that is short enough.
  bool closes_cycle(std::uint32_t from, std::uint32_t to, std::uint32_t edge) const;
  void fill(Block& block, std::size_t begin, std::size_t end) const;
  // visit(entries) of the edges of a node in one direction, in order, a run at a time; false stops.
  template <typename Visit>
  bool each_run(std::uint32_t node, const AdjacencyRun& whole, Direction way,
                const Visit& visit) const;
  // Appends what `entries` reach for the first time.
  void take(std::span<const AdjacencyEntry> entries);

  const GraphSnapshot& graph_;
  const WorkBudget& budget_;
  ast::Direction direction_;
  BoundHops hops_;
  bool not_start_;
  TypeFilter types_;
  SlotBits seen_;
  SlotQueue queue_;  // All that was seen, by depth.
  std::uint32_t depth_ = 0;
  std::uint32_t start_ = 0;
  // Without a direction, and where the start may be an end: of each node seen its depth and the
  // edge by which its way leaves the start.
  bool tracks_cycles_;
  std::vector<std::uint32_t> depths_;
  std::vector<std::uint32_t> branches_;
};

template <typename Visit>
bool EndpointSearch::each_run(std::uint32_t node, const AdjacencyRun& whole, Direction way,
                              const Visit& visit) const {
  if (!whole.hub && types_.every) return whole.entries.empty() || visit(whole.entries);
  const auto walk = [&](AdjacencyCursor cursor) {
    for (; !cursor.done(); cursor.next()) {
      if (!visit(cursor.run())) return false;
    }
    return true;
  };
  if (types_.every) return walk(graph_.adjacency(node, way));
  for (const EdgeTypeId type : types_.types) {
    if (!walk(graph_.adjacency(node, way, type))) return false;
  }
  return true;
}

inline void EndpointSearch::take(std::span<const AdjacencyEntry> entries) {
  // Written whether new or not, and kept where it is: which of both comes next cannot be guessed,
  // and a wrong guess costs more than the write.
  std::uint32_t* end = queue_.room(entries.size());
  for (const AdjacencyEntry& entry : entries) {
    *end = entry.neighbour_slot;
    end += seen_.insert(entry.neighbour_slot) ? 1 : 0;
  }
  queue_.set_end(end);
}

template <typename Accepts, typename Found>
Result<void> EndpointSearch::from(std::uint32_t start, const Accepts& accepts, const Found& found) {
  begin(start);
  bool cycle_wanted = tracks_cycles_;  // A way back to the start is looked for.
  if (hops_.hops_min == 0 && !not_start_ && !found(queue_.from(0))) return ok();
  Result<void> failed;
  std::size_t steps = 0;
  const auto walk_entry = [&](std::uint32_t node, const AdjacencyEntry& entry) {
    const std::uint32_t next = entry.neighbour_slot;
    const bool old = seen_.contains(next);
    if (old && !(cycle_wanted && closes_cycle(node, next, entry.edge_slot))) return true;
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
      return found(queue_.from(queue_.size() - 1));
    }
    cycle_wanted = false;
    return found(queue_.from(0).first(1));
  };
  const auto walk_run = [&](std::uint32_t node, std::span<const AdjacencyEntry> entries) {
    steps += entries.size();
    if (steps >= kStepsBetweenChecks) {
      steps = 0;
      failed = budget_.check();
      if (!failed) return false;
    }
    if (std::is_same_v<Accepts, EveryEdge> && !tracks_cycles_) {
      const std::size_t before = queue_.size();
      take(entries);
      return queue_.size() == before || found(queue_.from(before));
    }
    return std::ranges::all_of(
        entries, [&](const AdjacencyEntry& entry) { return walk_entry(node, entry); });
  };
  Block block;
  std::size_t at = 0;
  for (depth_ = 0; at < queue_.size(); ++depth_) {
    if (hops_.hops_max && static_cast<std::int64_t>(depth_) >= *hops_.hops_max) break;
    for (const std::size_t end = queue_.size(); at < end; at += block.size) {
      fill(block, at, end);
      for (std::size_t i = 0; i < block.size; ++i) {
        const std::uint32_t node = block.nodes[i];
        const auto visit = [&](std::span<const AdjacencyEntry> run) { return walk_run(node, run); };
        if (direction_ != ast::Direction::kIncoming &&
            !each_run(node, block.outgoing[i], Direction::kOutgoing, visit))
          return failed;
        if (direction_ != ast::Direction::kOutgoing &&
            !each_run(node, block.incoming[i], Direction::kIncoming, visit))
          return failed;
      }
    }
  }
  return failed;
}

}  // namespace muster::query
