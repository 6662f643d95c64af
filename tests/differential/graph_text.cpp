#include "tests/differential/graph_text.h"

#include <algorithm>
#include <map>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "tests/differential/reference_parts.h"

namespace muster::differential {
namespace {

constexpr int kRounds = 3;

std::string properties_text(const GraphSnapshot& graph, const std::vector<Property>& properties) {
  ValueMap map;
  for (const Property& property : properties)
    map.emplace(graph.catalog().keys.name(property.key), property.value);
  return to_literal(Value(std::move(map)));
}

std::string node_text(const GraphSnapshot& graph, NodeId node) {
  std::vector<std::string> labels;
  for (const LabelId label : graph.labels(node))
    labels.push_back(":" + graph.catalog().labels.name(label));
  std::sort(labels.begin(), labels.end());
  return fmt::format("({} {})", fmt::join(labels, ""),
                     properties_text(graph, graph.properties(node)));
}

std::string edge_text(const GraphSnapshot& graph, EdgeId edge) {
  return fmt::format("[:{} {}]", graph.catalog().edge_types.name(graph.ends(edge).type),
                     properties_text(graph, graph.properties(edge)));
}

using Colours = std::map<NodeId, std::size_t>;

// What a node looks like with its neighbours.
Colours refined(const GraphSnapshot& graph, const Colours& before) {
  std::map<NodeId, std::vector<std::string>> around;
  for (const EdgeId edge : all_edges(graph)) {
    const EdgeEnds ends = graph.ends(edge);
    const std::string text = edge_text(graph, edge);
    around[ends.source].push_back(fmt::format("{}>{}", text, before.at(ends.target)));
    around[ends.target].push_back(fmt::format("{}<{}", text, before.at(ends.source)));
  }
  Colours after;
  for (const auto& [node, colour] : before) {
    std::vector<std::string>& neighbours = around[node];
    std::sort(neighbours.begin(), neighbours.end());
    after[node] = std::hash<std::string>()(fmt::format("{} {}", colour, neighbours));
  }
  return after;
}

}  // namespace

std::string graph_text(const GraphSnapshot& graph) {
  Colours colours;
  for (const NodeId node : all_nodes(graph))
    colours[node] = std::hash<std::string>()(node_text(graph, node));
  for (int round = 0; round < kRounds; ++round) colours = refined(graph, colours);
  std::vector<std::string> lines;
  for (const NodeId node : all_nodes(graph))
    lines.push_back(fmt::format("{} #{:08x}", node_text(graph, node), colours[node] & 0xFFFFFFFF));
  for (const EdgeId edge : all_edges(graph)) {
    const EdgeEnds ends = graph.ends(edge);
    lines.push_back(fmt::format("#{:08x} {} #{:08x}", colours[ends.source] & 0xFFFFFFFF,
                                edge_text(graph, edge), colours[ends.target] & 0xFFFFFFFF));
  }
  std::sort(lines.begin(), lines.end());
  return fmt::format("{}", fmt::join(lines, "\n  "));
}

}  // namespace muster::differential
