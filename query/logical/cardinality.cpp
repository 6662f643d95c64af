#include "query/logical/cardinality.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace muster::query {
namespace {

constexpr double kInSelectivity = 0.2;
constexpr double kTextSelectivity = 0.1;     // STARTS WITH, CONTAINS, …
constexpr double kNotNullSelectivity = 0.9;  // What is asked for is mostly there.

// Of a seek that is no equality: a prefix is usually longer than a range is narrow.
constexpr double kInValues = 10;
constexpr double kPrefixSelectivity = 0.05;
constexpr double kRangeSelectivity = 0.3;

// Trails longer than their least length by more than this are not added up: by then the estimate
// has met its bound, or has run dry.
constexpr std::int64_t kTrailsSummed = 8;
constexpr std::int64_t kShortestMax = 32;
// Labels of the graph that an average over all of them looks at.
constexpr std::uint32_t kLabelsLookedAt = 64;

double binary_selectivity(ast::BinaryOperator op) {
  switch (op) {
    case ast::BinaryOperator::kEqual:
      return kEqualitySelectivity;
    case ast::BinaryOperator::kNotEqual:
      return 1 - kEqualitySelectivity;
    case ast::BinaryOperator::kIn:
      return kInSelectivity;
    case ast::BinaryOperator::kStartsWith:
    case ast::BinaryOperator::kEndsWith:
    case ast::BinaryOperator::kContains:
      return kTextSelectivity;
    default:
      return kPredicateSelectivity;
  }
}

double binary_selectivity(const BoundBinary& binary) {
  if (binary.op == ast::BinaryOperator::kOr) {
    const double left = condition_selectivity(*binary.left);
    const double right = condition_selectivity(*binary.right);
    return left + right - left * right;
  }
  if (binary.op == ast::BinaryOperator::kAnd)
    return condition_selectivity(*binary.left) * condition_selectivity(*binary.right);
  return binary_selectivity(binary.op);
}

bool walks_out(ast::Direction direction) { return direction != ast::Direction::kIncoming; }
bool walks_in(ast::Direction direction) { return direction != ast::Direction::kOutgoing; }

}  // namespace

void add_names(Names& names, const Names& more) {
  for (const std::string& name : more) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
}

double condition_selectivity(const BoundExpression& condition) {
  if (const auto* binary = std::get_if<BoundBinary>(&condition.node))
    return binary_selectivity(*binary);
  if (std::holds_alternative<BoundLabelTest>(condition.node)) return 1;
  if (const auto* unary = std::get_if<BoundUnary>(&condition.node)) {
    if (unary->op == ast::UnaryOperator::kIsNotNull) return kNotNullSelectivity;
    if (unary->op == ast::UnaryOperator::kIsNull) return 1 - kNotNullSelectivity;
    if (unary->op == ast::UnaryOperator::kNot) {
      const double kept = condition_selectivity(*unary->operand);
      return kept < 1 ? 1 - kept : kPredicateSelectivity;
    }
  }
  return kPredicateSelectivity;
}

double seek_rows(const IndexStatistics& index, const IndexSeekNode& seek) {
  const auto entries = static_cast<double>(index.entries);
  const double a_value = entries / static_cast<double>(std::max<std::uint64_t>(index.distinct, 1));
  switch (seek.lookup) {
    case IndexSeekNode::Lookup::kEqual:
      return a_value;
    case IndexSeekNode::Lookup::kIn:
      return std::min(entries, a_value * kInValues);
    case IndexSeekNode::Lookup::kPrefix:
      return entries * kPrefixSelectivity;
    case IndexSeekNode::Lookup::kRange:
      return entries *
             (seek.values[0] && seek.values[1] ? kRangeSelectivity / 3 : kRangeSelectivity);
  }
  return entries;
}

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

double Cardinality::nodes_with(const Names& labels) const {
  auto least = static_cast<double>(graph_.node_count());
  for (const std::string& name : labels)
    least = std::min(least, static_cast<double>(label_count(name)));
  return least;
}

double Cardinality::nodes_with_any(const Names& labels) const {
  double nodes = 0;
  for (const std::string& name : labels) nodes += static_cast<double>(label_count(name));
  return std::min(nodes, static_cast<double>(graph_.node_count()));
}

double Cardinality::edges_of(const Names& types) const {
  if (types.empty()) return static_cast<double>(graph_.edge_count());
  double edges = 0;
  for (const std::string& name : types) edges += static_cast<double>(edge_type_count(name));
  return edges;
}

double Cardinality::edges_at(const std::string& label, const Names& types,
                             Direction direction) const {
  label_count(label);
  const auto id = graph_.catalog().labels.find(label);
  if (types.empty()) {
    const std::uint64_t count = id ? graph_.label_edge_count(*id, direction) : 0;
    planned_with_.saw_degree(label, nullptr, direction, count);
    return static_cast<double>(count);
  }
  double edges = 0;
  for (const std::string& name : types) {
    edge_type_count(name);
    const auto type = graph_.catalog().edge_types.find(name);
    const std::uint64_t count = id && type ? graph_.label_edge_count(*id, *type, direction) : 0;
    planned_with_.saw_degree(label, &name, direction, count);
    edges += static_cast<double>(count);
  }
  return edges;
}

double Cardinality::edges_at(const Names& labels, const Names& types,
                             ast::Direction direction) const {
  auto least = std::numeric_limits<double>::infinity();
  for (const std::string& label : labels) {
    double edges = 0;
    if (walks_out(direction)) edges += edges_at(label, types, Direction::kOutgoing);
    if (walks_in(direction)) edges += edges_at(label, types, Direction::kIncoming);
    least = std::min(least, edges);
  }
  return least;
}

double Cardinality::degree(const Names& labels, const Names& types,
                           ast::Direction direction) const {
  if (!labels.empty())
    return edges_at(labels, types, direction) / std::max(1.0, nodes_with(labels));
  const double edges = edges_of(types) * (direction == ast::Direction::kBoth ? 2 : 1);
  // Edges gather on few nodes: a bare average would make every expansion look free.
  return std::max(edges / std::max(1.0, nodes_with({})), edges > 0 ? 1.0 : 0.0);
}

double Cardinality::end_share(const Names& labels, const Names& types,
                              ast::Direction direction) const {
  if (labels.empty()) return 1;
  const double edges = edges_of(types) * (direction == ast::Direction::kBoth ? 2 : 1);
  return edges == 0 ? 0 : std::min(1.0, edges_at(labels, types, ast::flipped(direction)) / edges);
}

FanOut Cardinality::fan_out(const Names& from_labels, const Names& types, ast::Direction direction,
                            const Names& to_labels) const {
  const double walked = degree(from_labels, types, direction);
  return {.walked = walked, .kept = walked * end_share(to_labels, types, direction)};
}

// The degree of a node that an edge of `types` has led to: of each label's, by how often such edges
// lead there.
double Cardinality::later_degree(const Names& types, ast::Direction direction) const {
  std::vector<EdgeTypeId> ids;
  for (const std::string& name : types) {
    if (const auto type = graph_.catalog().edge_types.find(name)) ids.push_back(*type);
  }
  const auto edges_at_label = [&](LabelId label, ast::Direction way) {
    std::uint64_t edges = 0;
    for (const Direction side : {Direction::kOutgoing, Direction::kIncoming}) {
      if (side == Direction::kOutgoing ? !walks_out(way) : !walks_in(way)) continue;
      if (types.empty()) edges += graph_.label_edge_count(label, side);
      for (const EdgeTypeId type : ids) edges += graph_.label_edge_count(label, type, side);
    }
    return static_cast<double>(edges);
  };
  double led = 0;
  double degrees = 0;
  const auto labels =
      std::min(kLabelsLookedAt, static_cast<std::uint32_t>(graph_.catalog().labels.size()));
  for (std::uint32_t i = 0; i < labels; ++i) {
    const LabelId label{i};
    const double there = edges_at_label(label, ast::flipped(direction));
    if (there == 0) continue;
    led += there;
    degrees += there * edges_at_label(label, direction) /
               std::max(1.0, static_cast<double>(graph_.label_count(label)));
  }
  return led == 0 ? degree({}, types, direction) : degrees / led;
}

FanOut Cardinality::trails(const Names& from_labels, const Names& types, ast::Direction direction,
                           const BoundHops& hops, const Names& to_labels) const {
  const double most = 10 * std::max(1.0, edges_of(types));  // No trail takes an edge twice.
  const double share = end_share(to_labels, types, direction);
  const double first = degree(from_labels, types, direction);
  const double later = later_degree(types, direction);
  const auto trails_of = [&](std::int64_t length) {
    return std::min(most, first * std::pow(later, static_cast<double>(length - 1)));
  };
  const std::int64_t shortest = std::min(std::max<std::int64_t>(1, hops.hops_min), kShortestMax);
  const std::int64_t longest =
      std::min(hops.hops_max.value_or(shortest + kTrailsSummed), shortest + kTrailsSummed);
  FanOut found;
  if (hops.hops_min == 0) found.kept = to_labels.empty() ? 1 : share;
  for (std::int64_t length = 1; length <= longest; ++length) {
    found.walked += trails_of(length);
    if (length >= shortest) found.kept += trails_of(length) * share;
  }
  return found;
}

std::optional<double> Cardinality::nodes_by_index(const Names& labels, const Names& keys) const {
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
      planned_with_.saw_index(index->number, found);
      const double rows = seek_rows(found, IndexSeekNode{});
      least = std::min(least.value_or(rows), rows);
    }
  }
  return least;
}

double Cardinality::nodes_by_seek(const IndexSeekNode& seek) const {
  const Schema schema = graph_.schema();
  const auto label = graph_.catalog().labels.find(seek.label);
  std::vector<KeyId> keys;
  for (const std::string& name : seek.keys) {
    if (const auto key = graph_.catalog().keys.find(name)) keys.push_back(*key);
  }
  if (!label || keys.size() != seek.keys.size()) return 0;
  for (const IndexKind kind : {IndexKind::kRange, IndexKind::kText}) {
    const IndexDefinition* const index =
        schema.index_on(kind, ElementKind::kNode, static_cast<std::uint32_t>(*label), keys);
    if (index != nullptr) return seek_rows(schema.statistics(*index), seek);
  }
  return nodes_with({seek.label});
}

}  // namespace muster::query
