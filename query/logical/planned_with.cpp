#include "query/logical/planned_with.h"

#include <algorithm>
#include <array>

#include "core/base/assert.h"

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

void PlannedWith::saw_degree(const std::string& label, const std::string* type, Direction direction,
                             std::uint64_t count) {
  const auto place_in = [](const std::vector<Seen>& names, const std::string& name) {
    const auto found = std::find_if(names.begin(), names.end(),
                                    [&](const Seen& seen) { return seen.name == name; });
    MUSTER_ASSERT(found != names.end());
    return static_cast<std::size_t>(found - names.begin());
  };
  const std::size_t label_place = place_in(labels_, label);
  const std::size_t type_place = type == nullptr ? kEveryType : place_in(edge_types_, *type);
  if (label_place >= kNamesMax || (type != nullptr && type_place >= kNamesMax)) return;
  const SeenDegree degree{.label = static_cast<std::uint8_t>(label_place),
                          .edge_type = static_cast<std::uint8_t>(type_place),
                          .direction = direction,
                          .count = count};
  const auto same = [&](const SeenDegree& seen) {
    return seen.label == degree.label && seen.edge_type == degree.edge_type &&
           seen.direction == degree.direction;
  };
  if (std::none_of(degrees_.begin(), degrees_.end(), same)) degrees_.push_back(degree);
}

void PlannedWith::saw_index(std::uint32_t number, IndexStatistics statistics) {
  const auto same = [&](const SeenIndex& seen) { return seen.number == number; };
  if (std::none_of(indexes_.begin(), indexes_.end(), same))
    indexes_.push_back({number, statistics});
}

bool PlannedWith::still_fits(const GraphSnapshot& graph) const {
  if (schema_version_ != graph.schema().version()) return false;
  if (moved(nodes_, graph.node_count()) || moved(edges_, graph.edge_count())) return false;
  std::array<std::optional<LabelId>, kNamesMax> labels;
  for (std::size_t i = 0; i < labels_.size(); ++i) {
    const auto label = graph.catalog().labels.find(labels_[i].name);
    if (moved(labels_[i].count, label ? graph.label_count(*label) : 0)) return false;
    if (i < kNamesMax) labels[i] = label;
  }
  std::array<std::optional<EdgeTypeId>, kNamesMax> types;
  for (std::size_t i = 0; i < edge_types_.size(); ++i) {
    const auto type = graph.catalog().edge_types.find(edge_types_[i].name);
    if (moved(edge_types_[i].count, type ? graph.edge_type_count(*type) : 0)) return false;
    if (i < kNamesMax) types[i] = type;
  }
  const Schema schema = graph.schema();
  for (const SeenIndex& seen : indexes_) {
    const IndexDefinition* const index = schema.index(seen.number);
    const IndexStatistics now = index == nullptr ? IndexStatistics{} : schema.statistics(*index);
    if (moved(seen.statistics.entries, now.entries) ||
        moved(seen.statistics.distinct, now.distinct))
      return false;
  }
  return std::none_of(degrees_.begin(), degrees_.end(), [&](const SeenDegree& seen) {
    return moved(seen.count,
                 degree_now(graph, seen, labels[seen.label],
                            seen.edge_type == kEveryType ? std::nullopt : types[seen.edge_type]));
  });
}

std::uint64_t PlannedWith::degree_now(const GraphSnapshot& graph, const SeenDegree& seen,
                                      std::optional<LabelId> label,
                                      std::optional<EdgeTypeId> type) {
  if (!label) return 0;
  if (seen.edge_type == kEveryType) return graph.label_edge_count(*label, seen.direction);
  return type ? graph.label_edge_count(*label, *type, seen.direction) : 0;
}

}  // namespace muster::query
