// The kernels of reach against the plainest search there is, on random graphs.
#include <set>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/analytics/blast_radius.h"
#include "core/analytics/lateral_paths.h"
#include "core/analytics/reach_difference.h"
#include "tests/core/analytics/slow_reach.h"

namespace muster::analytics {
namespace {

using ::muster::testing::graph_of;
using ::muster::testing::LiteralGraph;

ReachOptions worst_on(ReachPlane plane) {
  return {.plane = plane, .mode = ReachMode::kWorst, .at = {}, .edge_kinds = {}};
}

std::vector<NodeId> list_of(const std::set<NodeId>& nodes) { return {nodes.begin(), nodes.end()}; }

// Whether a walk from `near` to `far` over `edge` is one that the filter lets pass.
Crossing crossing_of(const EdgeFilter& filter, EdgeId edge, NodeId near, NodeId far,
                     bool backwards) {
  const EdgeEnds ends = filter.graph().ends(edge);
  const bool joins = backwards ? ends.source == far && ends.target == near
                               : ends.source == near && ends.target == far;
  if (!joins) return Crossing::kNone;
  const AdjacencyEntry entry{.edge_slot = slot_of(edge),
                             .neighbour_slot = slot_of(far),
                             .type = static_cast<std::uint16_t>(raw(ends.type)),
                             .flags = filter.graph().flags(edge)};
  return filter.cross(entry, slot_of(near),
                      backwards ? Direction::kIncoming : Direction::kOutgoing);
}

RC_GTEST_PROP(BlastRadius, ReachesWhatThePlainestSearchReachesAtTheSameHops, ()) {
  const LiteralGraph graph = graph_of(random_literal());
  const TraversalProfile profile(graph->catalog());
  const ReachPlane plane = random_plane();
  const std::set<NodeId> starts = random_nodes(graph, 1, 3);
  BlastRadiusOptions options;
  options.reach = worst_on(plane);
  options.starts_live = *rc::gen::arbitrary<bool>();
  const EdgeFilter filter = filter_of(graph, profile, plane);
  Hops expected = slow_reach(filter, starts, options.starts_live);
  for (const NodeId start : starts) expected.erase(start);

  for (const std::size_t threads : {1U, 3U}) {
    WorkBudget budget;
    const TaskArena arena(threads);
    const auto radius = blast_radius(graph, profile, list_of(starts), options, budget, arena);
    RC_ASSERT(radius.has_value());
    Hops found;
    for (const ReachedNode& reached : radius->reached) {
      found[reached.node] = reached.hop;
      const auto steps = proof_path(*radius, reached);
      RC_ASSERT(steps.size() == reached.hop + 1);
      for (std::size_t i = 1; i < steps.size(); ++i) {
        const Crossing crossing = crossing_of(filter, steps[i].edge, steps[i - 1].node,
                                              steps[i].node, steps[i].backwards);
        RC_ASSERT(crossing != Crossing::kNone);
        RC_ASSERT(i + 1 == steps.size() || crossing == Crossing::kGoesOn);
      }
    }
    RC_ASSERT(found == expected);
  }
}

RC_GTEST_PROP(LateralPaths, AreAsShortAsThePlainestSearchFindsThem, ()) {
  const LiteralGraph graph = graph_of(random_literal());
  const TraversalProfile profile(graph->catalog());
  const ReachPlane plane = random_plane();
  const std::set<NodeId> sources = random_nodes(graph, 1, 2);
  const std::set<NodeId> targets = random_nodes(graph, 1, 2);
  const EdgeFilter filter = filter_of(graph, profile, plane);
  const Hops hops = slow_reach(filter, sources, /*starts_live=*/false);
  std::optional<std::size_t> nearest;
  for (const NodeId target : targets)
    if (const auto at = hops.find(target); at != hops.end())
      nearest = nearest ? std::min<std::size_t>(*nearest, at->second) : at->second;

  LateralPathsOptions options;
  options.reach = worst_on(plane);
  options.selection = *rc::gen::element(PathSelection::kShortest, PathSelection::kAllShortest);
  std::vector<std::vector<EdgeId>> first;
  for (const std::size_t threads : {1U, 3U}) {
    WorkBudget budget;
    const TaskArena arena(threads);
    const auto found =
        lateral_paths(graph, profile, list_of(sources), list_of(targets), options, budget, arena);
    RC_ASSERT(found.has_value());
    RC_ASSERT(found->paths.empty() == !nearest.has_value());
    std::vector<std::vector<EdgeId>> edges;
    for (const LateralPath& path : found->paths) {
      RC_ASSERT(path.hops.size() == *nearest);
      RC_ASSERT(sources.contains(path.from) && targets.contains(path.to));
      edges.emplace_back();
      for (const PathHop& hop : path.hops) {
        RC_ASSERT(crossing_of(filter, hop.edge, hop.from, hop.to, hop.backwards) !=
                  Crossing::kNone);
        edges.back().push_back(hop.edge);
      }
    }
    if (threads == 1) first = edges;
    RC_ASSERT(edges == first);
  }
}

RC_GTEST_PROP(ReachDifference, IsWhatOnePlaneReachesAndTheOtherDoesNot, ()) {
  const LiteralGraph graph = graph_of(random_literal());
  const TraversalProfile profile(graph->catalog());
  ReachDifferenceOptions options;
  options.reach = worst_on(ReachPlane::kObserved);
  options.against = ReachPlane::kRecorded;
  const EdgeFilter observed = filter_of(graph, profile, ReachPlane::kObserved);
  const EdgeFilter recorded = filter_of(graph, profile, ReachPlane::kRecorded);

  // More than the 64 that are asked at once.
  std::vector<ReachQuestion> questions;
  std::vector<std::map<NodeId, std::uint32_t>> expected;
  for (int i = 0; i < 70; ++i) {
    const NodeId start = graph.id(fmt::format("n{}", static_cast<std::size_t>(i) % kNodes));
    const bool compared = i % 2 == 0;
    questions.push_back({.starts = {start}, .first_edges = {}, .baseline = {}});
    if (compared) questions.back().baseline = {start};
    Hops gained = slow_reach(observed, {start}, /*starts_live=*/true);
    gained.erase(start);
    if (compared)
      for (const auto& [node, hop] : slow_reach(recorded, {start}, /*starts_live=*/true))
        gained.erase(node);
    expected.push_back(std::move(gained));
  }
  for (const std::size_t threads : {1U, 3U}) {
    WorkBudget budget;
    const TaskArena arena(threads);
    const auto gains = reach_difference(graph, profile, questions, options, budget, arena);
    RC_ASSERT(gains.has_value());
    RC_ASSERT(gains->size() == questions.size());
    for (std::size_t i = 0; i < questions.size(); ++i) {
      Hops found;
      for (const GainedNode& gained : (*gains)[i].gained) found[gained.node] = gained.hop;
      RC_ASSERT(found == expected[i]);
    }
  }
}

// A first edge gives its far end at hop 1, and what lies behind it where crossing it gives control.
RC_GTEST_PROP(ReachDifference, BeginsBehindAFirstEdge, ()) {
  const LiteralGraph graph = graph_of(random_literal());
  RC_PRE(graph->edge_count() > 0);
  const TraversalProfile profile(graph->catalog());
  const auto slot = *rc::gen::inRange<std::uint32_t>(0, graph->edge_slot_bound());
  const EdgeId edge = *graph->edge_at(slot);
  const EdgeEnds ends = graph->ends(edge);
  const EdgeFilter filter = filter_of(graph, profile, ReachPlane::kObserved);
  Hops expected;
  for (const bool backwards : {false, true}) {
    const NodeId near = backwards ? ends.target : ends.source;
    const NodeId far = backwards ? ends.source : ends.target;
    const Crossing crossing = crossing_of(filter, edge, near, far, backwards);
    if (crossing == Crossing::kNone) continue;
    expected.try_emplace(far, 1);
    if (crossing != Crossing::kGoesOn) continue;
    for (const auto& [node, hop] : slow_reach(filter, {far}, /*starts_live=*/false)) {
      const auto [at, fresh] = expected.try_emplace(node, hop + 1);
      if (!fresh) at->second = std::min(at->second, hop + 1);
    }
  }
  ReachDifferenceOptions options;
  options.reach = worst_on(ReachPlane::kObserved);
  WorkBudget budget;
  const TaskArena arena(1);
  const std::vector<ReachQuestion> questions{{.starts = {}, .first_edges = {edge}, .baseline = {}}};
  const auto gains = reach_difference(graph, profile, questions, options, budget, arena);
  RC_ASSERT(gains.has_value());
  Hops found;
  for (const GainedNode& gained : gains->front().gained) found[gained.node] = gained.hop;
  RC_ASSERT(found == expected);
}

}  // namespace
}  // namespace muster::analytics
