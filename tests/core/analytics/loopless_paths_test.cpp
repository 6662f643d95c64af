// Loopless paths (Yen's algorithm) against an enumeration of every simple path.
#include <algorithm>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/analytics/lateral_paths.h"
#include "tests/core/analytics/slow_reach.h"

namespace muster::analytics {
namespace {

using ::muster::testing::graph_of;
using ::muster::testing::LiteralGraph;

constexpr std::uint32_t kHopsMax = 4;

using EdgeList = std::vector<EdgeId>;

// Every way on from `path` to the target that visits no node twice, depth first.
void enumerate(const EdgeFilter& filter, NodeId target, std::vector<NodeId>& nodes,
               std::vector<EdgeId>& edges, std::vector<EdgeList>& found) {
  if (edges.size() == kHopsMax || !filter.carries(slot_of(nodes.back()))) return;
  const GraphSnapshot& graph = filter.graph();
  const std::uint32_t near = slot_of(nodes.back());
  for (const Direction direction : {Direction::kOutgoing, Direction::kIncoming})
    for (auto cursor = graph.adjacency(near, direction); !cursor.done(); cursor.next())
      for (const AdjacencyEntry& entry : cursor.run()) {
        const Crossing crossing = filter.cross(entry, near, direction);
        const NodeId far = *graph.node_at(entry.neighbour_slot);
        if (crossing == Crossing::kNone || std::count(nodes.begin(), nodes.end(), far) != 0)
          continue;
        edges.push_back(*graph.edge_at(entry.edge_slot));
        if (far == target) {
          found.push_back(edges);
        } else if (crossing == Crossing::kGoesOn) {
          nodes.push_back(far);
          enumerate(filter, target, nodes, edges, found);
          nodes.pop_back();
        }
        edges.pop_back();
      }
}

RC_GTEST_PROP(LooplessPaths, AreAllTheSimplePathsShortestFirst, ()) {
  const LiteralGraph graph = graph_of(random_literal());
  const TraversalProfile profile(graph->catalog());
  const ReachPlane plane = random_plane();
  const EdgeFilter filter = filter_of(graph, profile, plane);
  const NodeId source = graph.id("n0");
  const NodeId target = graph.id("n1");
  std::vector<NodeId> nodes{source};
  std::vector<EdgeId> edges;
  std::vector<EdgeList> expected;
  enumerate(filter, target, nodes, edges, expected);

  LateralPathsOptions options;
  options.reach = {.plane = plane, .mode = ReachMode::kWorst, .at = {}, .edge_kinds = {}};
  options.selection = PathSelection::kLoopless;
  options.hops_max = kHopsMax;
  options.paths_max = expected.size() + 1;
  WorkBudget budget;
  const auto answer =
      lateral_paths(graph, profile, {&source, 1}, {&target, 1}, options, budget, TaskArena(1));
  RC_ASSERT(answer.has_value());
  std::vector<EdgeList> found;
  for (const LateralPath& path : answer->paths) {
    EdgeList list;
    for (const PathHop& hop : path.hops) list.push_back(hop.edge);
    RC_ASSERT(bool{found.empty() || found.back().size() <= list.size()});
    found.push_back(std::move(list));
  }
  std::sort(found.begin(), found.end());
  std::sort(expected.begin(), expected.end());
  RC_ASSERT(found == expected);
}

}  // namespace
}  // namespace muster::analytics
