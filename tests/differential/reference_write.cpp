#include "tests/differential/reference_write.h"

#include <algorithm>

#include "query/functions/element_access.h"
#include "tests/differential/reference_parts.h"

namespace muster::differential {
namespace {

Error not_known(std::string_view what) {
  return Error{.code = ErrorCode::kUnimplemented,
               .message = "The reference evaluator does not know " + std::string(what)};
}

// Whether the reference can make what the path says.
Result<void> check_names(const query::BoundPath& path) {
  for (const query::BoundNode& node : path.nodes) {
    if (!node.computed_labels.empty()) return not_known("computed labels");
  }
  for (const query::BoundEdge& edge : path.edges) {
    if (edge.computed_type) return not_known("computed types");
  }
  return ok();
}

bool is_element(const Value& value) { return value.is_node() || value.is_edge(); }

}  // namespace

Result<void> ReferenceWriter::create(const query::BoundCreate& create, Row& row) {
  for (const query::BoundPath& path : create.paths) MUSTER_CHECK(make_path(path, row));
  return ok();
}

// What is already bound stays; everything else is made.
Result<void> ReferenceWriter::make_path(const query::BoundPath& path, Row& row) {
  MUSTER_CHECK(check_names(path));
  for (const query::BoundNode& node : path.nodes) {
    if (node.already_bound) {
      if (!row[index_of(node.slot)].is_node())
        return query::runtime_error("InvalidArgumentType",
                                    "A relationship needs a node at both ends");
      continue;
    }
    // A node that stands twice in a MERGE is made once.
    if (row[index_of(node.slot)].is_node()) continue;
    MUSTER_TRY(const NodeId made, make_node(node, row));
    row[index_of(node.slot)] = Value(made);
  }
  for (std::size_t i = 0; i < path.edges.size(); ++i) {
    const query::BoundEdge& edge = path.edges[i];
    const bool backwards = edge.direction == query::ast::Direction::kIncoming;
    const NodeId left = row[index_of(path.nodes[i].slot)].as_node();
    const NodeId right = row[index_of(path.nodes[i + 1].slot)].as_node();
    MUSTER_TRY(const EdgeTypeId type, builder_.intern_edge_type(edge.types.front()));
    MUSTER_TRY(const EdgeId made,
               builder_.create_edge(backwards ? right : left, type, backwards ? left : right));
    row[index_of(edge.slot)] = Value(made);
    MUSTER_CHECK(set_properties(Value(made), edge.properties, row));
  }
  if (path.path_slot) return not_known("paths that are made");
  return ok();
}

Result<NodeId> ReferenceWriter::make_node(const query::BoundNode& node, Row& row) {
  if (node.properties_map) return not_known("properties from a map");
  const NodeId made = builder_.create_node({});
  for (const std::string& label : node.labels)
    MUSTER_CHECK(builder_.add_label(made, builder_.intern_label(label)));
  MUSTER_CHECK(set_properties(Value(made), node.properties, row));
  return made;
}

Result<Table> ReferenceWriter::merge(const query::BoundMerge& merge, const Row& row) {
  MUSTER_CHECK(check_names(merge.path));
  MUSTER_CHECK(check_values(merge.path, row));
  query::BoundMatch match;
  match.paths.push_back(merge.path);
  MUSTER_TRY(Table found, reference_.match(match, row));
  const bool made = found.empty();
  if (made) {
    Row with = row;
    MUSTER_CHECK(make_path(merge.path, with));
    found.push_back(std::move(with));
  }
  for (Row& one : found) MUSTER_CHECK(set(made ? merge.on_create : merge.on_match, one));
  return found;
}

// Null equals nothing: such a MERGE would make a new element each time.
Result<void> ReferenceWriter::check_values(const query::BoundPath& path, Row row) {
  const auto check = [&](const std::vector<query::BoundProperty>& properties) -> Result<void> {
    for (const query::BoundProperty& property : properties) {
      MUSTER_TRY(const Value value, reference_.value(*property.value, row));
      if (value.is_null())
        return Error{.code = ErrorCode::kSemantic, .message = "MERGE of a null property"};
    }
    return ok();
  };
  for (const query::BoundNode& node : path.nodes) MUSTER_CHECK(check(node.properties));
  for (const query::BoundEdge& edge : path.edges) MUSTER_CHECK(check(edge.properties));
  return ok();
}

Result<void> ReferenceWriter::set(const std::vector<query::BoundSetItem>& items, Row& row) {
  for (const query::BoundSetItem& item : items) MUSTER_CHECK(set_item(item, row));
  return ok();
}

Result<void> ReferenceWriter::set_item(const query::BoundSetItem& item, Row& row) {
  if (const auto* property = std::get_if<query::BoundSetProperty>(&item)) {
    MUSTER_TRY(const Value target, reference_.value(*property->target, row));
    MUSTER_TRY(const Value key, reference_.value(*property->key, row));
    MUSTER_TRY(const Value value, reference_.value(*property->value, row));
    return target.is_null() ? ok() : set_property(target, key.as_string(), value);
  }
  if (const auto* all = std::get_if<query::BoundSetAllProperties>(&item)) {
    MUSTER_TRY(const Value value, reference_.value(*all->value, row));
    const Value& target = row[index_of(all->target)];
    return target.is_null() ? ok() : set_all(target, value, all->add);
  }
  const auto& labels = std::get<query::BoundSetLabels>(item);
  if (!labels.computed.empty()) return not_known("computed labels");
  return set_labels(row[index_of(labels.target)], labels.labels, true);
}

Result<void> ReferenceWriter::set_all(const Value& element, const Value& value, bool add) {
  ValueMap map;
  if (value.is_map()) map = value.as_map();
  if (is_element(value)) {
    MUSTER_TRY(map, query::properties_of(builder_.view(), value));
  }
  if (!add) {
    MUSTER_TRY(const ValueMap before, query::properties_of(builder_.view(), element));
    for (const auto& [key, _] : before) MUSTER_CHECK(set_property(element, key, Value()));
  }
  for (const auto& [key, one] : map) MUSTER_CHECK(set_property(element, key, one));
  return ok();
}

Result<void> ReferenceWriter::set_property(const Value& element, std::string_view key,
                                           const Value& value) {
  const KeyId id = builder_.intern_key(key);
  const auto storable = [&]() -> Result<void> {
    if (element.is_node()) return builder_.set_property(element.as_node(), id, value);
    return builder_.set_property(element.as_edge(), id, value);
  };
  if (auto stored = storable(); !stored) {
    // The store speaks of arguments where the language speaks of types.
    Error error = std::move(stored).error();
    if (error.code == ErrorCode::kInvalidArgument) error.code = ErrorCode::kType;
    return error;
  }
  return ok();
}

Result<void> ReferenceWriter::set_properties(const Value& element,
                                             const std::vector<query::BoundProperty>& properties,
                                             Row& row) {
  for (const query::BoundProperty& property : properties) {
    MUSTER_TRY(const Value value, reference_.value(*property.value, row));
    MUSTER_CHECK(set_property(element, property.key, value));
  }
  return ok();
}

Result<void> ReferenceWriter::set_labels(const Value& node, const std::vector<std::string>& labels,
                                         bool on) {
  if (node.is_null()) return ok();
  for (const std::string& name : labels) {
    const LabelId label = builder_.intern_label(name);
    MUSTER_CHECK(on ? builder_.add_label(node.as_node(), label)
                    : builder_.remove_label(node.as_node(), label));
  }
  return ok();
}

Result<void> ReferenceWriter::remove(const query::BoundRemove& remove, Row& row) {
  for (const auto& item : remove.items) {
    if (const auto* labels = std::get_if<query::BoundRemoveLabels>(&item)) {
      if (!labels->computed.empty()) return not_known("computed labels");
      MUSTER_CHECK(set_labels(row[index_of(labels->target)], labels->labels, false));
      continue;
    }
    const auto& property = std::get<query::BoundRemoveProperty>(item);
    MUSTER_TRY(const Value target, reference_.value(*property.target, row));
    MUSTER_TRY(const Value key, reference_.value(*property.key, row));
    if (!target.is_null()) MUSTER_CHECK(set_property(target, key.as_string(), Value()));
  }
  return ok();
}

// Relationships of all rows go before nodes, so that their order within the clause is no matter.
Result<void> ReferenceWriter::erase(const query::BoundDelete& erase, Table& rows) {
  std::set<NodeId> nodes;
  std::set<EdgeId> edges;
  for (Row& row : rows) {
    for (const query::BoundExpressionPtr& expression : erase.expressions) {
      MUSTER_TRY(const Value value, reference_.value(*expression, row));
      if (value.is_node()) nodes.insert(value.as_node());
      if (value.is_edge()) edges.insert(value.as_edge());
      if (!value.is_null() && !is_element(value)) return not_known("deleting what is no element");
    }
  }
  const GraphSnapshot& graph = builder_.view();
  for (const EdgeId edge : edges) {
    if (graph.contains(edge)) MUSTER_CHECK(builder_.delete_edge(edge));
  }
  for (const NodeId node : nodes) {
    if (!graph.contains(node)) continue;
    if (erase.detach || is_alone(node)) {
      MUSTER_CHECK(builder_.detach_delete_node(node));
    } else {
      leaving_.insert(node);
    }
  }
  return ok();
}

bool ReferenceWriter::is_alone(NodeId node) const {
  const auto edges = all_edges(builder_.view());
  return std::none_of(edges.begin(), edges.end(), [&](EdgeId edge) {
    const EdgeEnds ends = builder_.view().ends(edge);
    return ends.source == node || ends.target == node;
  });
}

Result<void> ReferenceWriter::finish() {
  for (const NodeId node : leaving_) {
    if (builder_.view().contains(node)) MUSTER_CHECK(builder_.delete_node(node));
  }
  return builder_.check_constraints();
}

}  // namespace muster::differential
