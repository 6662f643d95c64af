#include "query/physical/edge_walk.h"

#include <algorithm>

namespace muster::query {

TypeFilter::TypeFilter(const std::vector<std::string>& names, const Catalog& catalog)
    : every(names.empty()) {
  for (const std::string& name : names) {
    if (const auto type = catalog.edge_types.find(name)) types.push_back(*type);
  }
  std::sort(types.begin(), types.end());
  types.erase(std::unique(types.begin(), types.end()), types.end());
}

bool TypeFilter::accepts(EdgeTypeId type) const {
  return every || std::binary_search(types.begin(), types.end(), type);
}

LabelFilter::LabelFilter(const std::vector<std::string>& names, const Catalog& catalog) {
  for (const std::string& name : names) {
    const auto label = catalog.labels.find(name);
    if (label) {
      labels.push_back(*label);
    } else {
      impossible = true;
    }
  }
}

bool LabelFilter::accepts(const GraphSnapshot& graph, NodeId node) const {
  if (impossible) return false;
  return std::all_of(labels.begin(), labels.end(),
                     [&](LabelId label) { return graph.has_label(node, label); });
}

NodeId other_end(const GraphSnapshot& graph, EdgeId edge, NodeId node) {
  const EdgeEnds ends = graph.ends(edge);
  return ends.source == node ? ends.target : ends.source;
}

std::optional<NodeId> walk_from(const GraphSnapshot& graph, EdgeId edge, NodeId from,
                                ast::Direction direction) {
  const EdgeEnds ends = graph.ends(edge);
  if (direction != ast::Direction::kIncoming && ends.source == from) return ends.target;
  if (direction != ast::Direction::kOutgoing && ends.target == from) return ends.source;
  return std::nullopt;
}

bool is_or_holds(const Value& value, EdgeId edge) {
  if (value.is_edge()) return value.as_edge() == edge;
  if (!value.is_list()) return false;
  for (const Value& item : value.as_list()) {
    if (item.is_edge() && item.as_edge() == edge) return true;
  }
  return false;
}

Value build_path(const GraphSnapshot& graph, const std::vector<Value>& nodes,
                 const std::vector<Value>& edges) {
  PathValue path;
  if (!nodes[0].is_node()) return {};
  path.nodes.push_back(nodes[0].as_node());
  const auto walk = [&](EdgeId edge) {
    path.edges.push_back(edge);
    path.nodes.push_back(other_end(graph, edge, path.nodes.back()));
  };
  for (const Value& edge : edges) {
    if (edge.is_null()) return {};
    if (edge.is_edge()) {
      walk(edge.as_edge());
    } else {
      for (const Value& item : edge.as_list()) walk(item.as_edge());
    }
  }
  return path;
}

}  // namespace muster::query
