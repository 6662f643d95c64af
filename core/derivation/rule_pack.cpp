#include "core/derivation/rule_pack.h"

#include <array>
#include <optional>

namespace muster::derivation {

std::span<const RulePack* const> rule_packs() {
  static const std::array<const RulePack*, 2> packs{&aws_rules(), &kubernetes_rules()};
  return packs;
}

std::vector<RawEdge> raw_edges(const GraphSnapshot& graph, NodeId node, Direction direction,
                               std::string_view type) {
  std::vector<RawEdge> edges;
  const std::optional<EdgeTypeId> id = graph.catalog().edge_types.find(type);
  if (!id.has_value()) return edges;
  for (AdjacencyCursor cursor = graph.adjacency(slot_of(node), direction, *id); !cursor.done();
       cursor.next())
    for (const AdjacencyEntry& entry : cursor.run())
      if ((entry.flags & kFlagDerived) == 0)
        edges.push_back({.edge = *graph.edge_at(entry.edge_slot),
                         .other = *graph.node_at(entry.neighbour_slot),
                         .conditional = (entry.flags & kFlagConditional) != 0});
  return edges;
}

std::vector<NodeId> nodes_with(const GraphSnapshot& graph, std::string_view label) {
  std::vector<NodeId> nodes;
  const std::optional<LabelId> id = graph.catalog().labels.find(label);
  if (!id.has_value()) return nodes;
  std::vector<std::uint32_t> slots;
  graph.label_slots(*id, 0, graph.node_slot_bound(), slots);
  for (const std::uint32_t slot : slots) nodes.push_back(*graph.node_at(slot));
  return nodes;
}

bool has_label(const GraphSnapshot& graph, NodeId node, std::string_view label) {
  const std::optional<LabelId> id = graph.catalog().labels.find(label);
  return id.has_value() && graph.has_label(node, *id);
}

std::string text_of(const GraphSnapshot& graph, NodeId node, std::string_view property) {
  const Value value = graph.property(node, property);
  return value.is_string() ? value.as_string() : std::string();
}

}  // namespace muster::derivation
