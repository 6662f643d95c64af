#include "query/logical/match_order.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace muster::query {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

// Steps that are weighed for greedy orders: some 0.1 s. A single order may take more.
constexpr std::size_t kGreedyStepsMax = 1 << 20;

// Of very many rows, so that a step is never as dear as no step.
double bounded(double estimate) { return std::min(estimate, 1e300); }

// An edge with its ends, or a node that no edge ends at.
struct Part {
  std::optional<std::size_t> edge;
  std::size_t node = 0;
};

// What is bound so far, how many rows there are by then, and what it took.
struct Progress {
  std::vector<char> nodes;
  std::vector<char> edges;
  double rows = 1;
  double cost = 0;
};

// A step that may come next, with what is known behind it.
struct Candidate {
  OrderedStep step;
  double rows = 0;
  double cost = kNever;
};

class MatchOrder {
 public:
  MatchOrder(const std::vector<OrderedNode>& nodes, const std::vector<OrderedEdge>& edges)
      : nodes_(nodes), edges_(edges) {
    std::vector<char> ends(nodes.size(), 0);
    for (std::size_t i = 0; i < edges.size(); ++i) {
      parts_.push_back({.edge = i});
      ends[edges[i].left] = ends[edges[i].right] = 1;
    }
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      if ((!ends[i] || nodes[i].awaited) && !nodes[i].bound)
        parts_.push_back({.edge = std::nullopt, .node = i});
    }
  }

  std::optional<std::vector<OrderedStep>> exact() const {
    const std::size_t sets = std::size_t{1} << parts_.size();
    std::vector<Candidate> best(sets);
    std::vector<std::size_t> before(sets, 0);
    best[0] = {.step = {}, .rows = 1, .cost = 0};
    for (std::size_t set = 0; set < sets; ++set) {
      if (best[set].cost == kNever) continue;
      const Progress done = progress_of(set, best[set]);
      for (std::size_t part = 0; part < parts_.size(); ++part) {
        const std::size_t bit = std::size_t{1} << part;
        if ((set & bit) != 0) continue;
        const Candidate next = cheapest_step(done, parts_[part]);
        // An equal one of the text's own order was there first.
        if (next.cost >= best[set | bit].cost) continue;
        best[set | bit] = next;
        before[set | bit] = set;
      }
    }
    if (best[sets - 1].cost == kNever) return std::nullopt;
    std::vector<OrderedStep> steps;
    for (std::size_t set = sets - 1; set != 0; set = before[set]) steps.push_back(best[set].step);
    std::reverse(steps.begin(), steps.end());
    return steps;
  }

  std::optional<std::vector<OrderedStep>> greedy() const {
    std::optional<std::vector<OrderedStep>> best;
    double best_cost = kNever;
    for (const std::size_t first : beginnings()) {
      std::vector<OrderedStep> steps;
      const double cost = greedy_from(first, steps);
      if (cost >= best_cost) continue;
      best = std::move(steps);
      best_cost = cost;
    }
    return best;
  }

  std::size_t parts() const { return parts_.size(); }

 private:
  Progress begin() const {
    Progress none{.nodes = {}, .edges = std::vector<char>(edges_.size(), 0)};
    for (const OrderedNode& node : nodes_) none.nodes.push_back(node.bound ? 1 : 0);
    return none;
  }
  void bind(Progress& progress, const Part& part) const {
    if (!part.edge) {
      progress.nodes[part.node] = 1;
      return;
    }
    progress.edges[*part.edge] = 1;
    progress.nodes[edges_[*part.edge].left] = progress.nodes[edges_[*part.edge].right] = 1;
  }
  Progress progress_of(std::size_t set, const Candidate& at) const {
    Progress progress = begin();
    for (std::size_t part = 0; part < parts_.size(); ++part) {
      if ((set >> part & 1) != 0) bind(progress, parts_[part]);
    }
    progress.rows = at.rows;
    progress.cost = at.cost;
    return progress;
  }

  // The parts to begin a greedy order with, in the order of the text: the most promising, and all
  // where there are not so many that trying them would take long.
  std::vector<std::size_t> beginnings() const {
    const std::size_t parts = parts_.size();
    const std::size_t most = std::clamp<std::size_t>(kGreedyStepsMax / (parts * parts), 1, parts);
    const Progress none = begin();
    std::vector<std::pair<double, std::size_t>> promises;
    for (std::size_t part = 0; part < parts; ++part) {
      const Candidate candidate = cheapest_step(none, parts_[part]);
      promises.emplace_back(candidate.cost + candidate.rows, part);
    }
    const auto end = promises.begin() + static_cast<std::ptrdiff_t>(most);
    std::nth_element(promises.begin(), end - 1, promises.end());
    std::vector<std::size_t> found;
    for (auto promise = promises.begin(); promise != end; ++promise)
      found.push_back(promise->second);
    std::sort(found.begin(), found.end());
    return found;
  }

  // kNever: an edge is left that waits for one that cannot come.
  double greedy_from(std::size_t first, std::vector<OrderedStep>& steps) const {
    Progress done = begin();
    std::vector<Part> left = parts_;
    for (std::size_t part = first; !left.empty(); part = most_promising(done, left)) {
      const Candidate next = cheapest_step(done, left[part]);
      if (next.cost == kNever) return kNever;
      bind(done, left[part]);
      done.rows = next.rows;
      done.cost = next.cost;
      steps.push_back(next.step);
      left.erase(left.begin() + static_cast<std::ptrdiff_t>(part));
    }
    return done.cost;
  }

  // What keeps the rows few is worth as much as what costs little now.
  std::size_t most_promising(const Progress& done, const std::vector<Part>& left) const {
    std::size_t best = 0;
    double least = kNever;
    for (std::size_t i = 0; i < left.size(); ++i) {
      const Candidate candidate = cheapest_step(done, left[i]);
      if (candidate.cost + candidate.rows >= least) continue;
      least = candidate.cost + candidate.rows;
      best = i;
    }
    return best;
  }

  Candidate cheapest_step(const Progress& done, const Part& part) const {
    if (!part.edge) {
      if (done.nodes[part.node]) return {.step = {}, .rows = done.rows, .cost = done.cost};
      const NodeAccess& access = cheapest_access(done, part.node);
      return {.step = {.scanned = part.node},
              .rows = bounded(done.rows * access.found),
              .cost = bounded(done.cost + done.rows * (access.looked_at + access.found))};
    }
    const OrderedEdge& edge = edges_[*part.edge];
    if (edge.bound) {
      const double rows = done.rows * edge.selectivity;
      return {.step = {.edge = part.edge}, .rows = rows, .cost = done.cost + done.rows};
    }
    Candidate best;
    for (const bool reversed : {false, true}) {
      if (reversed && edge.only_from_left) continue;
      // The other end is walked to, or found by itself first where that looks at less.
      for (const bool both : {false, true}) {
        const Candidate next = walk(done, part, reversed, both);
        if (next.cost < best.cost) best = next;
      }
    }
    return best;
  }

  Candidate walk(const Progress& done, const Part& part, bool reversed, bool both) const {
    const OrderedEdge& edge = edges_[*part.edge];
    const std::size_t from = reversed ? edge.right : edge.left;
    const std::size_t to = reversed ? edge.left : edge.right;
    if (both && (done.nodes[to] || from == to)) return {};
    if (edge.never || !is_ready(done, edge, from, both ? to : from)) return {};
    OrderedStep step{.edge = part.edge, .reversed = reversed};
    double rows = done.rows;
    double cost = done.cost;
    const auto scan = [&](std::size_t node, std::optional<std::size_t>& scanned) {
      const NodeAccess& access = cheapest_access(done, node);
      cost += rows * (access.looked_at + access.found);
      rows *= access.found;
      scanned = node;
    };
    if (!done.nodes[from]) scan(from, step.scanned);
    if (both) scan(to, step.scanned ? step.scanned_then : step.scanned);
    const bool into = both || done.nodes[to] || from == to;
    const FanOut& fan = reversed ? edge.from_right : edge.from_left;
    const OrderedNode& end = nodes_[to];
    const double kept =
        (into ? fan.kept / std::max(1.0, end.labelled) : fan.kept * end.selectivity) *
        edge.selectivity;
    cost += rows * (looked_at(edge, fan, into) + kept);
    return {.step = step, .rows = bounded(rows * kept), .cost = bounded(cost)};
  }

  // Whether all that the edge comes after is bound, once `from` and `other` are.
  static bool is_ready(const Progress& done, const OrderedEdge& edge, std::size_t from,
                       std::size_t other) {
    return std::all_of(edge.after_edges.begin(), edge.after_edges.end(),
                       [&](std::size_t before) { return done.edges[before] != 0; }) &&
           std::all_of(edge.after_nodes.begin(), edge.after_nodes.end(), [&](std::size_t before) {
             return done.nodes[before] != 0 || before == from || before == other;
           });
  }

  // A search from both sides looks at about the root of what one from one side looks at.
  static double looked_at(const OrderedEdge& edge, const FanOut& fan, bool into) {
    return edge.searched && into ? 2 * std::sqrt(fan.walked) : fan.walked;
  }

  const NodeAccess& cheapest_access(const Progress& done, std::size_t node) const {
    const std::vector<NodeAccess>& accesses = nodes_[node].accesses;
    const NodeAccess* best = &accesses[0];
    for (const NodeAccess& access : accesses) {
      if (access.looked_at >= best->looked_at) continue;
      const auto node_there = [&](std::size_t other) { return done.nodes[other] != 0; };
      const auto edge_there = [&](std::size_t other) { return done.edges[other] != 0; };
      if (std::all_of(access.nodes.begin(), access.nodes.end(), node_there) &&
          std::all_of(access.edges.begin(), access.edges.end(), edge_there))
        best = &access;
    }
    return *best;
  }

  const std::vector<OrderedNode>& nodes_;
  const std::vector<OrderedEdge>& edges_;
  std::vector<Part> parts_;
};

}  // namespace

std::optional<std::vector<OrderedStep>> cheapest_order(const std::vector<OrderedNode>& nodes,
                                                       const std::vector<OrderedEdge>& edges) {
  const MatchOrder order(nodes, edges);
  return order.parts() <= kExactPartsMax ? order.exact() : order.greedy();
}

}  // namespace muster::query
