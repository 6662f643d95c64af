#include "tests/differential/reference_parts.h"

#include <algorithm>

#include "query/functions/function.h"

namespace muster::differential {
namespace {

using query::BoundExpression;
using query::BoundExpressionPtr;

// Calls `visit` for each expression that stands right inside of another one.
template <typename Visit>
class Parts {
 public:
  explicit Parts(const Visit& visit) : visit_(visit) {}

  void operator()(const query::BoundLiteral&) {}
  void operator()(const query::BoundParameter&) {}
  void operator()(const query::BoundVariable&) {}
  void operator()(const query::BoundSubquery&) {}
  void operator()(const query::BoundList& list) { each(list.items); }
  void operator()(const query::BoundMap& map) { each(map.entries); }
  void operator()(const query::BoundPropertyAccess& access) { one(access.object); }
  void operator()(const query::BoundIndex& access) {
    one(access.object);
    one(access.index);
  }
  void operator()(const query::BoundSlice& slice) {
    one(slice.object);
    one(slice.from);
    one(slice.to);
  }
  void operator()(const query::BoundLabelTest& test) { one(test.object); }
  void operator()(const query::BoundOpenLabelTest& test) {
    one(test.object);
    one(test.names);
  }
  void operator()(const query::BoundTypeTest& test) { one(test.object); }
  void operator()(const query::BoundNormalizedTest& test) { one(test.object); }
  void operator()(const query::BoundUnary& unary) { one(unary.operand); }
  void operator()(const query::BoundBinary& binary) {
    one(binary.left);
    one(binary.right);
  }
  void operator()(const query::BoundFunctionCall& call) { each(call.arguments); }
  void operator()(const query::BoundCase& choice) {
    one(choice.subject);
    for (const auto& branch : choice.branches) {
      one(branch.when);
      one(branch.then);
    }
    one(choice.otherwise);
  }
  void operator()(const query::BoundListComprehension& comprehension) {
    one(comprehension.list);
    one(comprehension.where);
    one(comprehension.result);
  }
  void operator()(const query::BoundQuantifier& quantifier) {
    one(quantifier.list);
    one(quantifier.where);
  }
  void operator()(const query::BoundReduce& reduce) {
    one(reduce.initial);
    one(reduce.list);
    one(reduce.step);
  }
  void operator()(const query::BoundMapProjection& projection) {
    one(projection.subject);
    each(projection.entries);
  }

 private:
  void one(const BoundExpressionPtr& part) {
    if (part) visit_(*part);
  }
  void each(const std::vector<BoundExpressionPtr>& parts) {
    for (const BoundExpressionPtr& part : parts) one(part);
  }
  void each(const std::vector<query::BoundProperty>& entries) {
    for (const query::BoundProperty& entry : entries) one(entry.value);
  }

  const Visit& visit_;
};

}  // namespace

Result<std::set<std::string, std::less<>>> label_names(const GraphSnapshot& graph,
                                                       const Value& element) {
  std::set<std::string, std::less<>> names;
  if (element.is_node()) {
    if (!graph.contains(element.as_node())) return query::deleted_entity_error("node");
    for (const LabelId label : graph.labels(element.as_node()))
      names.insert(graph.catalog().labels.name(label));
    return names;
  }
  if (element.is_edge()) {
    if (!graph.contains(element.as_edge())) return query::deleted_entity_error("relationship");
    names.insert(graph.catalog().edge_types.name(graph.ends(element.as_edge()).type));
    return names;
  }
  return query::runtime_error("InvalidArgumentType",
                              "Only nodes and relationships can be asked for a label");
}

std::vector<NodeId> all_nodes(const GraphSnapshot& graph) {
  std::vector<NodeId> nodes;
  for (std::uint32_t slot = 0; slot < graph.node_slot_bound(); ++slot) {
    if (const auto node = graph.node_at(slot)) nodes.push_back(*node);
  }
  return nodes;
}

std::vector<EdgeId> all_edges(const GraphSnapshot& graph) {
  std::vector<EdgeId> edges;
  for (std::uint32_t slot = 0; slot < graph.edge_slot_bound(); ++slot) {
    if (const auto edge = graph.edge_at(slot)) edges.push_back(*edge);
  }
  return edges;
}

std::vector<Hop> hops_from(const GraphSnapshot& graph, NodeId from, const query::BoundEdge& edge) {
  using query::ast::Direction;
  std::vector<Hop> hops;
  for (const EdgeId candidate : all_edges(graph)) {
    const EdgeEnds ends = graph.ends(candidate);
    const std::string& type = graph.catalog().edge_types.name(ends.type);
    if (!edge.types.empty() &&
        std::find(edge.types.begin(), edge.types.end(), type) == edge.types.end())
      continue;
    if (ends.source == from && edge.direction != Direction::kIncoming) {
      hops.push_back({candidate, ends.target});
      if (ends.target == from) continue;
    }
    if (ends.target == from && edge.direction != Direction::kOutgoing)
      hops.push_back({candidate, ends.source});
  }
  return hops;
}

PathValue path_value(const GraphSnapshot& graph, const query::BoundPath& path, const Row& row) {
  PathValue walk{.nodes = {row[index_of(path.nodes[0].slot)].as_node()}, .edges = {}};
  for (const query::BoundEdge& edge : path.edges) {
    const Value& value = row[index_of(edge.slot)];
    for (const Value& one : value.is_list() ? value.as_list() : ValueList{value}) {
      const EdgeEnds ends = graph.ends(one.as_edge());
      walk.edges.push_back(one.as_edge());
      walk.nodes.push_back(ends.source == walk.nodes.back() ? ends.target : ends.source);
    }
  }
  return walk;
}

bool reads_any(const BoundExpression& expression, const std::set<query::SlotId>& slots) {
  if (const auto* variable = std::get_if<query::BoundVariable>(&expression.node))
    return slots.contains(variable->slot);
  bool reads = false;
  const auto visit = [&](const BoundExpression& part) { reads = reads || reads_any(part, slots); };
  std::visit(Parts(visit), expression.node);
  return reads;
}

void split_terms(const BoundExpressionPtr& condition, std::vector<BoundExpressionPtr>& terms) {
  if (!condition) return;
  const auto* binary = std::get_if<query::BoundBinary>(&condition->node);
  if (binary == nullptr || binary->op != query::ast::BinaryOperator::kAnd) {
    terms.push_back(condition);
    return;
  }
  split_terms(binary->left, terms);
  split_terms(binary->right, terms);
}

}  // namespace muster::differential
