#include "query/physical/graph_writer.h"

#include <algorithm>

#include <fmt/format.h>

#include "query/functions/element_access.h"

namespace muster::query {
namespace {

bool is_scalar(const Value& value) {
  return !value.is_list() && !value.is_map() && !value.is_node() && !value.is_edge() &&
         !value.is_path();
}

// Integers and floats are one kind: such a list is stored as floats.
bool one_kind(const Value& left, const Value& right) {
  if (left.is_number()) return right.is_number();
  if (left.is_zoned_datetime()) return right.is_zoned_datetime();
  if (left.is_point() && right.is_point()) return left.as_point().system == right.as_point().system;
  return left.type() == right.type();
}

// What is stored for `value`. Errors: kType/InvalidPropertyType.
Result<Value> storable(const std::string& key, const Value& value) {
  const auto refuse = [&](std::string_view what) {
    return runtime_error("InvalidPropertyType",
                         fmt::format("The property '{}' cannot hold {}", key, what),
                         "a property holds a boolean, a number, text, a temporal value, a point, "
                         "bytes, or a list of one of these");
  };
  if (is_scalar(value)) return value;
  if (!value.is_list()) return refuse(fmt::format("a {}", value_type_name(value.type())));
  const ValueList& list = value.as_list();
  bool integers = false;
  bool floats = false;
  for (const Value& item : list) {
    if (item.is_null()) return refuse("a list with null in it");
    if (!is_scalar(item))
      return refuse(fmt::format("a list with a {} in it", value_type_name(item.type())));
    if (!one_kind(list.front(), item)) {
      if (item.is_point() && list.front().is_point())
        return refuse("a list with points of different systems");
      return refuse(fmt::format("a list with a {} and a {} in it",
                                value_type_name(list.front().type()),
                                value_type_name(item.type())));
    }
    integers |= item.is_integer();
    floats |= item.is_float();
  }
  if (!integers || !floats) return value;
  ValueList widened;
  for (const Value& item : list) widened.emplace_back(item.as_number());
  return Value(std::move(widened));
}

// A label or a relationship type that a row computes.
Result<std::string> given_name(const Value& name, std::string_view what) {
  if (name.is_string() && !name.as_string().empty()) return std::string(name.as_string());
  return runtime_error(
      "InvalidArgumentType",
      fmt::format("{} is a text that is not empty, not {}", what,
                  name.is_string() ? "''" : fmt::format("a {}", value_type_name(name.type()))),
      "leave such rows out with WHERE");
}

}  // namespace

Result<NodeId> GraphWriter::create_node(const std::vector<std::string>& labels,
                                        const ValueMap& properties) {
  std::vector<LabelId> ids;
  for (const std::string& label : labels) ids.push_back(builder_.intern_label(label));
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  const NodeId node = builder_.create_node(ids);
  const std::uint8_t flag =
      context_.writer.plane == Plane::kRecorded ? kFlagRecorded : kFlagObserved;
  MUSTER_CHECK(builder_.set_flags(node, flag));
  MUSTER_CHECK(builder_.set_sources(node, {context_.writer.source}));
  MUSTER_CHECK(builder_.set_first_seen(node, context_.now));
  ++context_.statement.counters.nodes_created;
  context_.statement.counters.labels_added += ids.size();
  for (const auto& [key, value] : properties) MUSTER_CHECK(set_property(Value(node), key, value));
  return node;
}

Result<EdgeId> GraphWriter::create_edge(NodeId source, const std::string& type, NodeId target,
                                        const ValueMap& properties) {
  const auto& deleted = context_.statement.deleted_connected;
  if (!builder_.view().contains(source) || !builder_.view().contains(target) ||
      deleted.contains(source) || deleted.contains(target))
    return deleted_entity_error("node");
  MUSTER_TRY(const EdgeTypeId type_id, builder_.intern_edge_type(type));
  MUSTER_TRY(const EdgeId edge, builder_.create_edge(source, type_id, target));
  const std::uint8_t flag =
      context_.writer.plane == Plane::kRecorded ? kFlagRecorded : kFlagObserved;
  MUSTER_CHECK(builder_.set_flags(edge, flag));
  MUSTER_CHECK(builder_.set_sources(edge, {context_.writer.source}));
  MUSTER_CHECK(builder_.set_first_seen(edge, context_.now));
  ++context_.statement.counters.relationships_created;
  for (const auto& [key, value] : properties) MUSTER_CHECK(set_property(Value(edge), key, value));
  return edge;
}

Result<void> GraphWriter::check_own(const Value& element, std::string_view change) const {
  const auto& sources = element.is_node() ? builder_.view().sources(element.as_node())
                                          : builder_.view().sources(element.as_edge());
  for (const std::string& source : sources) {
    if (source == context_.writer.source) continue;
    return Error{
        .code = ErrorCode::kAssertedElsewhere,
        .message = fmt::format("The source '{}' asserts this {}, so it cannot be {} here", source,
                               element.is_node() ? "node" : "relationship", change),
        .hint = "change it at its source and ingest again",
        .detail = "AssertedElsewhere"};
  }
  return ok();
}

Result<void> GraphWriter::set_property(const Value& element, const std::string& key,
                                       const Value& given) {
  const GraphSnapshot& graph = builder_.view();
  const bool is_node = element.is_node();
  if (is_node ? !graph.contains(element.as_node()) : !graph.contains(element.as_edge()))
    return deleted_entity_error(is_node ? "node" : "relationship");
  MUSTER_TRY(const Value value, storable(key, given));
  const Value before =
      is_node ? graph.property(element.as_node(), key) : graph.property(element.as_edge(), key);
  if (before == value) return ok();
  if (!before.is_null()) MUSTER_CHECK(check_own(element, "overwritten"));
  const KeyId id = builder_.intern_key(key);
  MUSTER_CHECK(is_node ? builder_.set_property(element.as_node(), id, value)
                       : builder_.set_property(element.as_edge(), id, value));
  ++context_.statement.counters.properties_set;
  return ok();
}

Result<void> GraphWriter::set_properties(const Value& element, const ValueMap& map, bool add) {
  if (!add) {
    MUSTER_TRY(const ValueMap before, properties_of(builder_.view(), element));
    for (const auto& [key, _] : before) {
      if (!map.contains(key)) MUSTER_CHECK(set_property(element, key, Value()));
    }
  }
  for (const auto& [key, value] : map) MUSTER_CHECK(set_property(element, key, value));
  return ok();
}

Result<void> GraphWriter::add_labels(NodeId node, const std::vector<std::string>& labels) {
  if (!builder_.view().contains(node)) return deleted_entity_error("node");
  for (const std::string& name : labels) {
    const LabelId label = builder_.intern_label(name);
    if (builder_.view().has_label(node, label)) continue;
    MUSTER_CHECK(builder_.add_label(node, label));
    ++context_.statement.counters.labels_added;
  }
  return ok();
}

Result<void> GraphWriter::remove_labels(NodeId node, const std::vector<std::string>& labels) {
  if (!builder_.view().contains(node)) return deleted_entity_error("node");
  for (const std::string& name : labels) {
    const auto label = builder_.view().catalog().labels.find(name);
    if (!label || !builder_.view().has_label(node, *label)) continue;
    MUSTER_CHECK(check_own(Value(node), "relabelled"));
    MUSTER_CHECK(builder_.remove_label(node, *label));
    ++context_.statement.counters.labels_removed;
  }
  return ok();
}

Result<void> GraphWriter::delete_edge(EdgeId edge) {
  const GraphSnapshot& graph = builder_.view();
  if (!graph.contains(edge)) return ok();
  MUSTER_CHECK(check_own(Value(edge), "deleted"));
  const auto ends = graph.ends(edge);
  StatementState& statement = context_.statement;
  statement.deleted_edge_types.emplace(raw(edge), graph.catalog().edge_types.name(ends.type));
  MUSTER_CHECK(builder_.delete_edge(edge));
  ++statement.counters.relationships_deleted;
  for (const NodeId end : {ends.source, ends.target}) {
    if (!statement.deleted_connected.contains(end) || !edges_of(end).empty()) continue;
    statement.deleted_connected.erase(end);
    MUSTER_CHECK(delete_lone_node(end));
  }
  return ok();
}

std::vector<EdgeId> GraphWriter::edges_of(NodeId node) const {
  const GraphSnapshot& graph = builder_.view();
  std::vector<EdgeId> edges;
  for (const Direction direction : {Direction::kOutgoing, Direction::kIncoming}) {
    for (auto cursor = graph.adjacency(slot_of(node), direction); !cursor.done(); cursor.next()) {
      for (const AdjacencyEntry& entry : cursor.run())
        edges.push_back(*graph.edge_at(entry.edge_slot));
    }
  }
  std::sort(edges.begin(), edges.end());  // A loop lies in both directions.
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  return edges;
}

Result<void> GraphWriter::delete_lone_node(NodeId node) {
  MUSTER_CHECK(builder_.delete_node(node));
  ++context_.statement.counters.nodes_deleted;
  return ok();
}

// What follows in the statement must not find a deleted node by what it was.
Result<void> GraphWriter::strip(NodeId node) {
  const auto seen = builder_.view().labels(node);
  const std::vector<LabelId> labels(seen.begin(), seen.end());
  for (const LabelId label : labels) MUSTER_CHECK(builder_.remove_label(node, label));
  MUSTER_TRY(const ValueMap properties, properties_of(builder_.view(), Value(node)));
  for (const auto& [key, _] : properties)
    MUSTER_CHECK(builder_.set_property(node, builder_.intern_key(key), Value()));
  return ok();
}

Result<void> GraphWriter::delete_node(NodeId node, bool detach) {
  if (!builder_.view().contains(node)) return ok();
  MUSTER_CHECK(check_own(Value(node), "deleted"));
  const std::vector<EdgeId> edges = edges_of(node);
  if (edges.empty()) return delete_lone_node(node);
  if (!detach) {
    if (!context_.statement.deleted_connected.insert(node).second) return ok();
    return strip(node);
  }
  context_.statement.deleted_connected.erase(node);
  for (const EdgeId edge : edges) MUSTER_CHECK(delete_edge(edge));
  return delete_lone_node(node);
}

Result<void> GraphWriter::finish() const {
  if (context_.statement.deleted_connected.empty()) return ok();
  const std::size_t count = edges_of(*context_.statement.deleted_connected.begin()).size();
  return Error{.code = ErrorCode::kConstraint,
               .message = fmt::format("A deleted node still has {} relationship{}", count,
                                      count == 1 ? "" : "s"),
               .hint = "delete them as well, or use DETACH DELETE",
               .detail = "DeleteConnectedNode"};
}

Result<std::vector<std::string>> row_labels(const std::vector<std::string>& labels,
                                            const std::vector<EvaluatorPtr>& computed,
                                            Frame& frame) {
  std::vector<std::string> all = labels;
  for (const EvaluatorPtr& names : computed) {
    const Value value = names->evaluate(frame);
    if (frame.failed()) return frame.take_error();
    const ValueList one{value};
    for (const Value& name : value.is_list() ? value.as_list() : one) {
      MUSTER_TRY(std::string label, given_name(name, "A label"));
      all.push_back(std::move(label));
    }
  }
  return all;
}

Result<std::string> row_type(const Evaluator& computed, Frame& frame) {
  const Value value = computed.evaluate(frame);
  if (frame.failed()) return frame.take_error();
  if (value.is_list() && value.as_list().size() != 1)
    return runtime_error("InvalidArgumentType",
                         fmt::format("A relationship has one type, not {}", value.as_list().size()),
                         "give $(…) one text, or a list that holds one");
  return given_name(value.is_list() ? value.as_list().front() : value, "A relationship type");
}

std::vector<CompiledSetItem> compile_set_items(const std::vector<BoundSetItem>& items,
                                               const std::set<SlotId>& locals) {
  std::vector<CompiledSetItem> compiled;
  const auto variable = [&](SlotId slot) {
    return compile_expression(BoundExpression{{}, {}, BoundVariable{slot}}, locals);
  };
  for (const BoundSetItem& item : items) {
    CompiledSetItem one;
    if (const auto* property = std::get_if<BoundSetProperty>(&item)) {
      one.target = compile_expression(*property->target, locals);
      one.key = compile_expression(*property->key, locals);
      one.value = compile_expression(*property->value, locals);
    } else if (const auto* all = std::get_if<BoundSetAllProperties>(&item)) {
      one.target = variable(all->target);
      one.value = compile_expression(*all->value, locals);
      one.add = all->add;
    } else {
      const auto& labels = std::get<BoundSetLabels>(item);
      one.target = variable(labels.target);
      one.labels = labels.labels;
      for (const auto& names : labels.computed)
        one.computed.push_back(compile_expression(*names, locals));
    }
    compiled.push_back(std::move(one));
  }
  return compiled;
}

Result<void> apply_set_items(const std::vector<CompiledSetItem>& items, Frame& frame,
                             GraphWriter& writer) {
  for (const CompiledSetItem& item : items) {
    const Value target = item.target->evaluate(frame);
    const Value key = item.key ? item.key->evaluate(frame) : Value();
    const Value value = item.value ? item.value->evaluate(frame) : Value();
    if (frame.failed()) return frame.take_error();
    if (target.is_null()) continue;
    if (!target.is_node() && !target.is_edge())
      return runtime_error("InvalidArgumentType",
                           fmt::format("SET needs a node or relationship, not a {}",
                                       value_type_name(target.type())));
    if (!item.value) {
      if (!target.is_node()) return runtime_error("InvalidArgumentType", "Only nodes have labels");
      MUSTER_TRY(const auto labels, row_labels(item.labels, item.computed, frame));
      MUSTER_CHECK(writer.add_labels(target.as_node(), labels));
    } else if (item.key) {
      if (!key.is_string())
        return runtime_error("InvalidArgumentType", "A property is named by a String");
      MUSTER_CHECK(writer.set_property(target, key.as_string(), value));
    } else {
      ValueMap map;
      if (value.is_map()) {
        map = value.as_map();
      } else if (value.is_node() || value.is_edge()) {
        MUSTER_TRY(map, properties_of(frame.context.graph, value));
      } else if (!value.is_null()) {
        return runtime_error(
            "InvalidArgumentType",
            fmt::format("SET takes properties from a map, a node or a relationship, not from a {}",
                        value_type_name(value.type())));
      }
      MUSTER_CHECK(writer.set_properties(target, map, item.add));
    }
  }
  return ok();
}

Result<std::unique_ptr<OpenSource>> WriteOperator::open(ExecutionContext& context) const {
  MUSTER_TRY(std::vector<Batch> input, collect_rows(context, input_));
  GraphWriter writer(context);
  Frame frame(context);
  std::vector<Batch> output;
  for (Batch& batch : input) {
    frame.batch = &batch;
    Batch rows(context.slots);
    const auto emit = [&] {
      ++rows.rows;
      for (std::size_t s = 0; s < batch.columns.size(); ++s) {
        if (!batch.columns[s].empty()) rows.columns[s].append_from(batch.columns[s], frame.row);
      }
      for (const SlotId slot : added_) rows.column(slot).push_back(frame.local(slot));
    };
    for (frame.row = 0; frame.row < batch.rows; ++frame.row) {
      MUSTER_CHECK(context.budget.check());
      MUSTER_CHECK(write(frame, writer, emit));
      if (rows.rows >= kBatchRows) output.push_back(std::exchange(rows, Batch(context.slots)));
    }
    if (rows.rows > 0) output.push_back(std::move(rows));
  }
  MUSTER_CHECK(finish(input, context, writer));
  return make_batches_source(std::move(output));
}

}  // namespace muster::query
