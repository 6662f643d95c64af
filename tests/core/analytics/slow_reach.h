// Random graphs as literals, and reach computed in the plainest way there is, to check the kernels
// against.
#pragma once

#include <array>
#include <map>
#include <rapidcheck.h>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "core/analytics/edge_filter.h"
#include "tests/support/graph_literal.h"

namespace muster::analytics {

inline constexpr std::size_t kNodes = 12;

// A graph of kNodes nodes n0, n1, … of mixed kinds, with edges of mixed types, planes and levels.
inline std::string random_literal() {
  constexpr std::array kKinds{"UserAccount", "Role", "Secret", "Host", "Bucket", "Group"};
  constexpr std::array kTypes{"MEMBER_OF",
                              "CAN_ASSUME",
                              "HAS_ACCESS {level: 'read'",
                              "HAS_ACCESS {level: 'admin'",
                              "CONTAINS",
                              "RUNS_AS",
                              "REPORTS_TO"};
  constexpr std::array kPlanes{"", "_planes: 'observed', _absent: 'recorded'",
                               "_planes: 'recorded', _absent: 'observed'", "_planes: 'observed'"};
  std::string text;
  for (std::size_t i = 0; i < kNodes; ++i) {
    const auto kind = *rc::gen::inRange<std::size_t>(0, kKinds.size());
    const bool disabled = *rc::gen::inRange(0, 8) == 0;
    text += fmt::format("(n{}:{}{})\n", i, kKinds[kind], disabled ? " {enabled: false}" : "");
  }
  const int edges = *rc::gen::inRange(0, 40);
  for (int i = 0; i < edges; ++i) {
    const auto from = *rc::gen::inRange<std::size_t>(0, kNodes);
    const auto to = *rc::gen::inRange<std::size_t>(0, kNodes);
    const std::string type = kTypes[*rc::gen::inRange<std::size_t>(0, kTypes.size())];
    const std::string planes = kPlanes[*rc::gen::inRange<std::size_t>(0, kPlanes.size())];
    const bool open = type.find('{') != std::string::npos;
    std::string rest = open ? (planes.empty() ? "}" : ", " + planes + "}")
                            : (planes.empty() ? "" : " {" + planes + "}");
    text += fmt::format("(n{})-[:{}{}]->(n{})\n", from, type, rest, to);
  }
  return text;
}

// The least hop of every node reached, starts at 0.
using Hops = std::map<NodeId, std::uint32_t>;

// One hop after the other over ordered sets; `first` are what a first hop finds besides.
inline Hops slow_reach(const EdgeFilter& filter, const std::set<NodeId>& starts, bool starts_live) {
  const GraphSnapshot& graph = filter.graph();
  Hops reached;
  std::set<NodeId> controlled = starts;
  for (const NodeId start : starts) reached[start] = 0;
  std::set<NodeId> level = starts;
  for (std::uint32_t hop = 1; !level.empty(); ++hop) {
    std::set<NodeId> next;
    for (const NodeId node : level) {
      if (!(hop == 1 && starts_live) && !filter.carries(slot_of(node))) continue;
      for (const Direction direction : {Direction::kOutgoing, Direction::kIncoming})
        for (auto cursor = graph.adjacency(slot_of(node), direction); !cursor.done(); cursor.next())
          for (const AdjacencyEntry& entry : cursor.run()) {
            const Crossing crossing = filter.cross(entry, slot_of(node), direction);
            if (crossing == Crossing::kNone) continue;
            const NodeId far = *graph.node_at(entry.neighbour_slot);
            reached.try_emplace(far, hop);
            if (crossing == Crossing::kGoesOn && controlled.insert(far).second) next.insert(far);
          }
    }
    level = std::move(next);
  }
  return reached;
}

inline EdgeFilter filter_of(const GraphSnapshot& graph, const TraversalProfile& profile,
                            ReachPlane plane) {
  auto filter = EdgeFilter::compile(
      graph, profile, {.plane = plane, .mode = ReachMode::kWorst, .at = {}, .edge_kinds = {}});
  RC_ASSERT(filter.has_value());
  return std::move(*filter);
}

inline ReachPlane random_plane() {
  return *rc::gen::element(ReachPlane::kAny, ReachPlane::kRecorded, ReachPlane::kObserved);
}

inline std::set<NodeId> random_nodes(const testing::LiteralGraph& graph, int least, int most) {
  std::set<NodeId> nodes;
  const int count = *rc::gen::inRange(least, most + 1);
  while (nodes.size() < static_cast<std::size_t>(count))
    nodes.insert(graph.id(fmt::format("n{}", *rc::gen::inRange<std::size_t>(0, kNodes))));
  return nodes;
}

}  // namespace muster::analytics
