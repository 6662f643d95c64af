#include "query/logical/planned_with.h"

#include <algorithm>

namespace muster::query {
namespace {

// A handful of elements more or less decides nothing, whatever factor it is.
constexpr std::uint64_t kFewElements = 16;

bool moved(std::uint64_t then, std::uint64_t now) {
  return now > 4 * then + kFewElements || then > 4 * now + kFewElements;
}

}  // namespace

PlannedWith::PlannedWith(const GraphSnapshot& graph)
    : nodes_(graph.node_count()),
      edges_(graph.edge_count()),
      schema_version_(graph.schema().version()) {}

void PlannedWith::saw_label(const std::string& name, std::uint64_t count) {
  const auto same = [&](const Seen& seen) { return seen.name == name; };
  if (std::none_of(labels_.begin(), labels_.end(), same)) labels_.push_back({name, count});
}

void PlannedWith::saw_edge_type(const std::string& name, std::uint64_t count) {
  const auto same = [&](const Seen& seen) { return seen.name == name; };
  if (std::none_of(edge_types_.begin(), edge_types_.end(), same))
    edge_types_.push_back({name, count});
}

bool PlannedWith::still_fits(const GraphSnapshot& graph) const {
  if (schema_version_ != graph.schema().version()) return false;
  if (moved(nodes_, graph.node_count()) || moved(edges_, graph.edge_count())) return false;
  const auto label_moved = [&](const Seen& seen) {
    const auto label = graph.catalog().labels.find(seen.name);
    return moved(seen.count, label ? graph.label_count(*label) : 0);
  };
  const auto edge_type_moved = [&](const Seen& seen) {
    const auto type = graph.catalog().edge_types.find(seen.name);
    return moved(seen.count, type ? graph.edge_type_count(*type) : 0);
  };
  return std::none_of(labels_.begin(), labels_.end(), label_moved) &&
         std::none_of(edge_types_.begin(), edge_types_.end(), edge_type_moved);
}

}  // namespace muster::query
