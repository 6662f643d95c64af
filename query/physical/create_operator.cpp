// CREATE, and MERGE: match the whole pattern, else make the whole pattern. Rows are taken one after
// the other, so a later row of a MERGE sees what an earlier one made.
#include <fmt/format.h>

#include "query/physical/edge_walk.h"
#include "query/physical/graph_writer.h"
#include "query/physical/pattern_matcher.h"

namespace muster::query {
namespace {

using Properties = std::vector<std::pair<std::string, EvaluatorPtr>>;

Properties compile_properties(const std::vector<BoundProperty>& properties,
                              const std::set<SlotId>& locals) {
  Properties compiled;
  for (const BoundProperty& property : properties)
    compiled.emplace_back(property.key, compile_expression(*property.value, locals));
  return compiled;
}

Result<ValueMap> evaluate_properties(Frame& frame, const Properties& properties,
                                     const EvaluatorPtr& map) {
  ValueMap values;
  if (map) {
    const Value whole = map->evaluate(frame);
    if (frame.failed()) return frame.take_error();
    if (!whole.is_map())
      return runtime_error(
          "InvalidArgumentType",
          fmt::format("Properties come from a map, not from a {}", value_type_name(whole.type())));
    values = whole.as_map();
  }
  for (const auto& [key, value] : properties) values.insert_or_assign(key, value->evaluate(frame));
  if (frame.failed()) return frame.take_error();
  return values;
}

EvaluatorPtr reader(SlotId slot, const std::set<SlotId>& locals) {
  return compile_expression(BoundExpression{{}, {}, BoundVariable{slot}}, locals);
}

// Slots that the paths bind anew.
std::set<SlotId> new_slots(const std::vector<BoundPath>& paths) {
  std::set<SlotId> slots;
  for (const BoundPath& path : paths) {
    for (const BoundNode& node : path.nodes) {
      if (!node.already_bound) slots.insert(node.slot);
    }
    for (const BoundEdge& edge : path.edges) {
      if (!edge.already_bound) slots.insert(edge.slot);
    }
    if (path.path_slot) slots.insert(*path.path_slot);
  }
  return slots;
}

SlotList as_list(const std::set<SlotId>& slots) { return {slots.begin(), slots.end()}; }

class CreateOperator final : public WriteOperator {
 public:
  CreateOperator(const CreateNode& node, Pipeline input)
      : WriteOperator(std::move(input), as_list(new_slots(node.paths))),
        creator_(node.paths, new_slots(node.paths)) {}

 protected:
  Result<void> write(Frame& frame, GraphWriter& writer,
                     const std::function<void()>& emit) const override {
    MUSTER_CHECK(creator_.create(frame, writer));
    emit();
    return ok();
  }

 private:
  PatternCreator creator_;
};

class MergeOperator final : public WriteOperator {
 public:
  MergeOperator(const BoundMerge& merge, Pipeline input)
      : WriteOperator(std::move(input), as_list(new_slots({merge.path}))),
        matcher_({merge.path}, {}),
        creator_({merge.path}, new_slots({merge.path})),
        on_create_(compile_set_items(merge.on_create, new_slots({merge.path}))),
        on_match_(compile_set_items(merge.on_match, new_slots({merge.path}))),
        slots_(as_list(new_slots({merge.path}))) {
    const auto add = [&](const std::vector<BoundProperty>& properties) {
      for (const BoundProperty& property : properties)
        values_.emplace_back(property.key, compile_expression(*property.value));
    };
    for (const BoundNode& node : merge.path.nodes) add(node.properties);
    for (const BoundEdge& edge : merge.path.edges) add(edge.properties);
  }

 protected:
  Result<void> write(Frame& frame, GraphWriter& writer,
                     const std::function<void()>& emit) const override {
    for (const auto& [key, value] : values_) {
      const bool is_null = value->evaluate(frame).is_null();
      if (frame.failed()) return frame.take_error();
      if (is_null)
        return Error{.code = ErrorCode::kSemantic,
                     .message = fmt::format("MERGE cannot match the property '{}' with null", key),
                     .hint = "null equals nothing, so this would create a new element every time",
                     .detail = "MergeReadOwnWrites"};
    }
    // All matches first: what ON MATCH sets must not change what is still to be matched.
    std::vector<ValueList> matches;
    matcher_.match(frame, [&] {
      ValueList match;
      for (const SlotId slot : slots_) match.push_back(frame.local(slot));
      matches.push_back(std::move(match));
      return true;
    });
    if (frame.failed()) return frame.take_error();
    for (ValueList& match : matches) {
      for (std::size_t i = 0; i < slots_.size(); ++i) frame.local(slots_[i]) = std::move(match[i]);
      MUSTER_CHECK(apply_set_items(on_match_, frame, writer));
      emit();
    }
    if (!matches.empty()) return ok();
    MUSTER_CHECK(creator_.create(frame, writer));
    MUSTER_CHECK(apply_set_items(on_create_, frame, writer));
    emit();
    return ok();
  }

 private:
  PatternMatcher matcher_;
  PatternCreator creator_;
  std::vector<CompiledSetItem> on_create_;
  std::vector<CompiledSetItem> on_match_;
  SlotList slots_;
  Properties values_;
};

}  // namespace

PatternCreator::PatternCreator(const std::vector<BoundPath>& paths,
                               const std::set<SlotId>& locals) {
  std::set<SlotId> made;  // A slot that stands twice is made at its first place.
  for (const BoundPath& path : paths) {
    Path compiled;
    for (const BoundNode& node : path.nodes) {
      const bool make = !node.already_bound && made.insert(node.slot).second;
      std::vector<EvaluatorPtr> computed;
      for (const auto& names : node.computed_labels)
        computed.push_back(compile_expression(*names, locals));
      compiled.nodes.push_back({node.slot, make, node.labels, std::move(computed),
                                compile_properties(node.properties, locals),
                                compile_optional(node.properties_map, locals),
                                reader(node.slot, locals)});
    }
    for (const BoundEdge& edge : path.edges) {
      const bool make = !edge.already_bound && made.insert(edge.slot).second;
      compiled.edges.push_back(
          {edge.slot, make, edge.types.empty() ? "" : edge.types[0],
           compile_optional(edge.computed_type, locals),
           edge.direction == ast::Direction::kIncoming, compile_properties(edge.properties, locals),
           compile_optional(edge.properties_map, locals), reader(edge.slot, locals)});
    }
    compiled.path_slot = path.path_slot;
    paths_.push_back(std::move(compiled));
  }
}

Result<void> PatternCreator::create(Frame& frame, GraphWriter& writer) const {
  for (const Path& path : paths_) {
    std::vector<Value> nodes;
    for (const Node& node : path.nodes) {
      if (node.make) {
        MUSTER_TRY(const ValueMap properties,
                   evaluate_properties(frame, node.properties, node.map));
        MUSTER_TRY(const auto labels, row_labels(node.labels, node.computed, frame));
        MUSTER_TRY(const NodeId id, writer.create_node(labels, properties));
        frame.local(node.slot) = Value(id);
      }
      nodes.push_back(node.read->evaluate(frame));
      if (!nodes.back().is_node() && !path.edges.empty())
        return runtime_error("InvalidArgumentType",
                             "A relationship needs a node at both ends, but one is null",
                             "leave such rows out with WHERE n IS NOT NULL");
    }
    std::vector<Value> edges;
    for (std::size_t i = 0; i < path.edges.size(); ++i) {
      const Edge& edge = path.edges[i];
      if (edge.make) {
        MUSTER_TRY(const ValueMap properties,
                   evaluate_properties(frame, edge.properties, edge.map));
        std::string type = edge.type;
        if (edge.computed_type) {
          MUSTER_TRY(type, row_type(*edge.computed_type, frame));
        }
        const NodeId left = nodes[i].as_node();
        const NodeId right = nodes[i + 1].as_node();
        MUSTER_TRY(const EdgeId id, writer.create_edge(edge.backwards ? right : left, type,
                                                       edge.backwards ? left : right, properties));
        frame.local(edge.slot) = Value(id);
      }
      edges.push_back(edge.read->evaluate(frame));
    }
    if (path.path_slot)
      frame.local(*path.path_slot) = build_path(frame.context.graph, nodes, edges);
  }
  return ok();
}

SourcePtr make_create_operator(const CreateNode& node, Pipeline input) {
  return std::make_unique<CreateOperator>(node, std::move(input));
}
SourcePtr make_merge_operator(const MergeNode& node, Pipeline input) {
  return std::make_unique<MergeOperator>(node.merge, std::move(input));
}

}  // namespace muster::query
