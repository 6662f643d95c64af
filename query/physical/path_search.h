// Shortest paths and trails from a node, over edges that a filter accepts.
//
// The laws: paths come shortest first, and of one length in an order that the graph alone decides;
// a trail uses no edge twice. Every loop asks the budget. Sources: breadth-first search from both
// ends, level by level (I. Pohl, "Bi-directional Search", Machine Intelligence 6, 1971); all
// shortest paths by walking back through the levels (U. Brandes, "A Faster Algorithm for
// Betweenness Centrality", 2001).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "core/base/execution.h"
#include "query/physical/edge_walk.h"
#include "query/physical/operator.h"

namespace muster::query {

// A depth and the edge by which it was reached, for every node slot; forgetting all costs nothing.
// The account is told of its pages as they are touched.
class DepthMap {
 public:
  // REQUIRES: `memory` outlives this.
  DepthMap(std::uint32_t slots, MemoryAccount& memory);
  ~DepthMap();
  DepthMap(DepthMap&&) = default;
  DepthMap& operator=(DepthMap&&) = delete;

  void clear() { ++epoch_; }
  bool has(NodeId node) const { return cell(node).epoch == epoch_; }
  // REQUIRES: has(node).
  std::uint32_t depth(NodeId node) const { return cell(node).depth; }
  EdgeId edge(NodeId node) const { return cell(node).edge; }
  void set(NodeId node, std::uint32_t depth, EdgeId edge) {
    const std::uint32_t slot = slot_of(node);
    if (!touched_[slot / kPageCells]) touch(slot / kPageCells);
    cells_[slot] = {epoch_, depth, edge};
  }

 private:
  struct Cell {
    std::uint32_t epoch;
    std::uint32_t depth;
    EdgeId edge;
  };
  struct Free {
    void operator()(Cell* cells) const;
  };
  static constexpr std::uint32_t kPageCells = 4096 / sizeof(Cell);

  void touch(std::uint32_t page);
  const Cell& cell(NodeId node) const { return cells_[slot_of(node)]; }

  std::unique_ptr<Cell[], Free> cells_;  // Zeroed by the system, a page when it is first touched.
  std::vector<char> touched_;            // By page; empty once moved from.
  MemoryAccount* memory_;
  std::uint32_t epoch_ = 1;
};

class PathSearch {
 public:
  // Whether an edge may be walked. Null: every edge may.
  using Accepts = std::function<Result<bool>(EdgeId)>;
  using Wanted = std::function<bool(NodeId)>;
  // `edges` in the order in which they are walked from the start. kStop ends the search.
  using Sink = std::function<Result<Flow>(NodeId end, const std::vector<EdgeId>& edges)>;

  PathSearch(const GraphSnapshot& graph, WorkBudget& budget, TypeFilter types,
             ast::Direction direction);

  // What the searches that follow may walk.
  void set_accepts(Accepts accepts) { accepts_ = std::move(accepts); }

  // To each wanted node but the start: one shortest path, or all of them.
  Result<Flow> to_each(NodeId start, std::optional<std::int64_t> hops_max, bool all,
                       const Wanted& wanted, const Sink& sink);
  // The same for one end, from both sides. REQUIRES: start != end.
  Result<Flow> between(NodeId start, NodeId end, std::optional<std::int64_t> hops_max, bool all,
                       const Sink& sink);
  // Every trail from `start` to `end` of so many hops, shortest first.
  // Cost: as many steps as there are trails that may still reach `end`.
  Result<Flow> trails(NodeId start, NodeId end, const BoundHops& hops, const Sink& sink);

 private:
  using Edges = std::vector<std::pair<EdgeId, NodeId>>;

  Result<void> neighbours(NodeId node, ast::Direction direction, Edges& out);
  Result<void> expand(std::vector<NodeId>& frontier, DepthMap& depths, std::uint32_t depth,
                      ast::Direction direction);
  // Calls `found` for each way from `node` back to depth 0, its edges nearest to `node` first.
  Result<Flow> ways_back(NodeId node, const DepthMap& depths, ast::Direction direction,
                         const std::function<Result<Flow>(const std::vector<EdgeId>&)>& found);
  // The one way by which the search came.
  std::vector<EdgeId> way_back(NodeId node, const DepthMap& depths) const;
  Result<Flow> give_paths(NodeId end, bool all, const Sink& sink);
  Result<Flow> give_joined(NodeId middle, NodeId end, bool all, const Sink& sink);

  const GraphSnapshot& graph_;
  WorkBudget& budget_;
  TypeFilter types_;
  ast::Direction direction_;
  Accepts accepts_;
  DepthMap forward_;
  DepthMap backward_;
  Edges scratch_;
};

}  // namespace muster::query
