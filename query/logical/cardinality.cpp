#include "query/logical/cardinality.h"

#include <algorithm>

namespace muster::query {

std::uint64_t Cardinality::label_count(const std::string& name) const {
  const auto label = graph_.catalog().labels.find(name);
  const std::uint64_t count = label ? graph_.label_count(*label) : 0;
  planned_with_.saw_label(name, count);
  return count;
}

std::uint64_t Cardinality::edge_type_count(const std::string& name) const {
  const auto type = graph_.catalog().edge_types.find(name);
  const std::uint64_t count = type ? graph_.edge_type_count(*type) : 0;
  planned_with_.saw_edge_type(name, count);
  return count;
}

double Cardinality::nodes_with(const std::vector<std::string>& labels) const {
  auto least = static_cast<double>(graph_.node_count());
  for (const std::string& name : labels)
    least = std::min(least, static_cast<double>(label_count(name)));
  return least;
}

double Cardinality::edges_of(const std::vector<std::string>& types) const {
  if (types.empty()) return static_cast<double>(graph_.edge_count());
  double edges = 0;
  for (const std::string& name : types) edges += static_cast<double>(edge_type_count(name));
  return edges;
}

double Cardinality::fan_out(const std::vector<std::string>& types, ast::Direction direction,
                            const std::vector<std::string>& to_labels) const {
  const double nodes = std::max(1.0, static_cast<double>(graph_.node_count()));
  const double ends = direction == ast::Direction::kBoth ? 2.0 : 1.0;
  const double kept = to_labels.empty() ? 1.0 : std::min(1.0, nodes_with(to_labels) / nodes);
  // Edges gather on few nodes: a bare average would make every expansion look free.
  return std::max(edges_of(types) * ends / nodes, edges_of(types) > 0 ? 1.0 : 0.0) * kept;
}

std::optional<double> Cardinality::nodes_by_index(const std::vector<std::string>& labels,
                                                  const std::vector<std::string>& keys) const {
  std::optional<double> least;
  const Schema schema = graph_.schema();
  if (schema.empty()) return least;
  const auto among = [&](KeyId key) {
    return std::find(keys.begin(), keys.end(), graph_.catalog().keys.name(key)) != keys.end();
  };
  for (const std::string& name : labels) {
    const auto label = graph_.catalog().labels.find(name);
    if (!label) continue;
    for (const IndexDefinition* const index :
         schema.indexes_of(ElementKind::kNode, static_cast<std::uint32_t>(*label))) {
      if (index->kind != IndexKind::kRange) continue;
      if (!std::all_of(index->keys.begin(), index->keys.end(), among)) continue;
      const IndexStatistics found = schema.statistics(*index);
      const double rows = static_cast<double>(found.entries) /
                          static_cast<double>(std::max<std::uint64_t>(found.distinct, 1));
      least = std::min(least.value_or(rows), rows);
    }
  }
  return least;
}

}  // namespace muster::query
