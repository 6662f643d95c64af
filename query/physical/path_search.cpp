#include "query/physical/path_search.h"

#include <algorithm>
#include <cstdlib>

#include "query/functions/bounded_growth.h"

namespace muster::query {
namespace {

constexpr std::size_t kNodesBetweenChecks = 256;

bool at_most(std::int64_t hops, std::optional<std::int64_t> hops_max) {
  return !hops_max || hops <= *hops_max;
}

// The edges of one branch of a search that goes depth first, and how far it has come.
struct Branch {
  std::vector<std::pair<EdgeId, NodeId>> edges;
  std::size_t next = 0;
};

}  // namespace

DepthMap::DepthMap(std::uint32_t slots, MemoryAccount& memory)
    : cells_(static_cast<Cell*>(std::calloc(std::max(slots, 1U), sizeof(Cell)))),
      touched_(slots / kPageCells + 1),
      memory_(&memory) {
  MUSTER_ASSERT(cells_ != nullptr);
}

DepthMap::~DepthMap() {
  memory_->add(-std::count(touched_.begin(), touched_.end(), 1) *
               static_cast<std::int64_t>(kPageCells * sizeof(Cell)));
}

void DepthMap::touch(std::uint32_t page) {
  touched_[page] = 1;
  memory_->add(kPageCells * sizeof(Cell));
}

void DepthMap::Free::operator()(Cell* cells) const { std::free(cells); }

PathSearch::PathSearch(const GraphSnapshot& graph, WorkBudget& budget, TypeFilter types,
                       ast::Direction direction)
    : graph_(graph),
      budget_(budget),
      types_(std::move(types)),
      direction_(direction),
      forward_(graph.node_slot_bound(), budget.memory()),
      backward_(graph.node_slot_bound(), budget.memory()) {}

Result<void> PathSearch::neighbours(NodeId node, ast::Direction direction, Edges& out) {
  out.clear();
  Result<void> failed;
  for_each_edge(graph_, node, direction, types_, [&](EdgeId edge, NodeId to) {
    if (accepts_) {
      auto accepted = accepts_(edge);
      if (!accepted) {
        failed = std::move(accepted).error();
        return false;
      }
      if (!*accepted) return true;
    }
    out.emplace_back(edge, to);
    return true;
  });
  return failed;
}

// The nodes one step beyond `frontier` that `depths` does not know yet become the frontier.
Result<void> PathSearch::expand(std::vector<NodeId>& frontier, DepthMap& depths,
                                std::uint32_t depth, ast::Direction direction) {
  std::vector<NodeId> next;
  for (std::size_t i = 0; i < frontier.size(); ++i) {
    if (i % kNodesBetweenChecks == 0) MUSTER_CHECK(budget_.check());
    MUSTER_CHECK(neighbours(frontier[i], direction, scratch_));
    for (const auto& [edge, to] : scratch_) {
      if (depths.has(to)) continue;
      depths.set(to, depth, edge);
      next.push_back(to);
    }
  }
  frontier = std::move(next);
  return ok();
}

std::vector<EdgeId> PathSearch::way_back(NodeId node, const DepthMap& depths) const {
  std::vector<EdgeId> edges;
  for (std::uint32_t depth = depths.depth(node); depth > 0; --depth) {
    edges.push_back(depths.edge(node));
    node = other_end(graph_, depths.edge(node), node);
  }
  return edges;
}

Result<Flow> PathSearch::ways_back(
    NodeId node, const DepthMap& depths, ast::Direction direction,
    const std::function<Result<Flow>(const std::vector<EdgeId>&)>& found) {
  std::vector<EdgeId> way;
  if (depths.depth(node) == 0) return found(way);
  // The edges that come from one level nearer to the start.
  const auto branch_at = [&](NodeId at) -> Result<Branch> {
    Branch branch;
    MUSTER_CHECK(neighbours(at, flipped(direction), branch.edges));
    std::erase_if(branch.edges, [&](const auto& edge) {
      return !depths.has(edge.second) || depths.depth(edge.second) + 1 != depths.depth(at);
    });
    return branch;
  };
  std::vector<Branch> branches;
  MUSTER_TRY(Branch first, branch_at(node));
  branches.push_back(std::move(first));
  for (std::size_t steps = 0; !branches.empty(); ++steps) {
    if (steps % kNodesBetweenChecks == 0) MUSTER_CHECK(budget_.check());
    Branch& branch = branches.back();
    if (branch.next == branch.edges.size()) {
      branches.pop_back();
      if (!way.empty()) way.pop_back();
      continue;
    }
    const auto [edge, from] = branch.edges[branch.next++];
    way.push_back(edge);
    if (depths.depth(from) == 0) {
      MUSTER_TRY(const Flow flow, found(way));
      if (flow == Flow::kStop) return flow;
      way.pop_back();
    } else {
      MUSTER_TRY(Branch deeper, branch_at(from));
      branches.push_back(std::move(deeper));
    }
  }
  return Flow::kMore;
}

Result<Flow> PathSearch::give_paths(NodeId end, bool all, const Sink& sink) {
  const auto give = [&](std::vector<EdgeId> edges) {
    std::reverse(edges.begin(), edges.end());
    return sink(end, edges);
  };
  if (!all) return give(way_back(end, forward_));
  return ways_back(end, forward_, direction_, give);
}

Result<Flow> PathSearch::to_each(NodeId start, std::optional<std::int64_t> hops_max, bool all,
                                 const Wanted& wanted, const Sink& sink) {
  forward_.clear();
  forward_.set(start, 0, EdgeId{});
  std::vector<NodeId> frontier{start};
  for (std::uint32_t depth = 1; !frontier.empty() && at_most(depth, hops_max); ++depth) {
    MUSTER_CHECK(expand(frontier, forward_, depth, direction_));
    for (const NodeId node : frontier) {
      if (!wanted(node)) continue;
      MUSTER_TRY(const Flow flow, give_paths(node, all, sink));
      if (flow == Flow::kStop) return flow;
    }
  }
  return Flow::kMore;
}

// A path is a way from the start to `middle` and one from there to `end`.
Result<Flow> PathSearch::give_joined(NodeId middle, NodeId end, bool all, const Sink& sink) {
  const auto with_rest = [&](std::vector<EdgeId> path) -> Result<Flow> {
    std::reverse(path.begin(), path.end());
    const std::size_t half = path.size();
    const auto give = [&](const std::vector<EdgeId>& rest) {
      path.resize(half);
      path.insert(path.end(), rest.begin(), rest.end());
      return sink(end, path);
    };
    if (!all) return give(way_back(middle, backward_));
    return ways_back(middle, backward_, flipped(direction_), give);
  };
  if (!all) return with_rest(way_back(middle, forward_));
  return ways_back(middle, forward_, direction_, with_rest);
}

Result<Flow> PathSearch::between(NodeId start, NodeId end, std::optional<std::int64_t> hops_max,
                                 bool all, const Sink& sink) {
  forward_.clear();
  backward_.clear();
  forward_.set(start, 0, EdgeId{});
  backward_.set(end, 0, EdgeId{});
  std::vector<NodeId> from_start{start};
  std::vector<NodeId> from_end{end};
  std::uint32_t forward_depth = 0;
  std::uint32_t backward_depth = 0;
  while (!from_start.empty() && !from_end.empty() &&
         at_most(std::int64_t{forward_depth} + backward_depth + 1, hops_max)) {
    // The side with less to do goes a level further. All nodes at which the two sides meet for the
    // first time lie on shortest paths, and every shortest path has one of them.
    const bool forward = from_start.size() <= from_end.size();
    std::vector<NodeId>& frontier = forward ? from_start : from_end;
    MUSTER_CHECK(forward ? expand(frontier, forward_, ++forward_depth, direction_)
                         : expand(frontier, backward_, ++backward_depth, flipped(direction_)));
    bool met = false;
    for (const NodeId node : frontier) {
      if (!(forward ? backward_ : forward_).has(node)) continue;
      met = true;
      MUSTER_TRY(const Flow flow, give_joined(node, end, all, sink));
      if (flow == Flow::kStop || !all) return flow;
    }
    if (met) return Flow::kMore;
  }
  return Flow::kMore;
}

Result<Flow> PathSearch::trails(NodeId start, NodeId end, const BoundHops& hops, const Sink& sink) {
  // How far `end` is at least, from everywhere: a trail that cannot get there is dropped.
  backward_.clear();
  backward_.set(end, 0, EdgeId{});
  std::vector<NodeId> frontier{end};
  for (std::uint32_t depth = 1; !frontier.empty() && at_most(depth, hops.hops_max); ++depth)
    MUSTER_CHECK(expand(frontier, backward_, depth, flipped(direction_)));

  struct Partial {
    std::size_t before;
    EdgeId edge;
    NodeId node;
  };
  std::vector<Partial> partials{{0, EdgeId{}, start}};
  const auto edges_of = [&](std::size_t index) {
    std::vector<EdgeId> edges;
    for (; index != 0; index = partials[index].before) edges.push_back(partials[index].edge);
    std::reverse(edges.begin(), edges.end());
    return edges;
  };
  const auto uses = [&](std::size_t index, EdgeId edge) {
    for (; index != 0; index = partials[index].before) {
      if (partials[index].edge == edge) return true;
    }
    return false;
  };
  std::size_t level_begin = 0;
  for (std::int64_t length = 0; level_begin < partials.size(); ++length) {
    const std::size_t level_end = partials.size();
    for (std::size_t i = level_begin; i < level_end; ++i) {
      if (i % kNodesBetweenChecks == 0) MUSTER_CHECK(budget_.check());
      if (length >= hops.hops_min && partials[i].node == end) {
        MUSTER_TRY(const Flow flow, sink(end, edges_of(i)));
        if (flow == Flow::kStop) return flow;
      }
      MUSTER_CHECK(neighbours(partials[i].node, direction_, scratch_));
      for (const auto& [edge, to] : scratch_) {
        if (!backward_.has(to) ||
            !at_most(length + 1 + std::int64_t{backward_.depth(to)}, hops.hops_max) ||
            uses(i, edge))
          continue;
        MUSTER_CHECK(make_room(partials, 1, budget_));
        partials.push_back({i, edge, to});
      }
    }
    level_begin = level_end;
  }
  return Flow::kMore;
}

}  // namespace muster::query
