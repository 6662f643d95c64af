// SET, REMOVE and DELETE.
#include <fmt/format.h>

#include "query/physical/graph_writer.h"

namespace muster::query {
namespace {

class SetOperator final : public WriteOperator {
 public:
  SetOperator(const SetNode& node, Pipeline input)
      : WriteOperator(std::move(input), {}), items_(compile_set_items(node.items)) {}

 protected:
  Result<void> write(Frame& frame, GraphWriter& writer,
                     const std::function<void()>& emit) const override {
    MUSTER_CHECK(apply_set_items(items_, frame, writer));
    emit();
    return ok();
  }

 private:
  std::vector<CompiledSetItem> items_;
};

class RemoveOperator final : public WriteOperator {
 public:
  RemoveOperator(const RemoveNode& node, Pipeline input) : WriteOperator(std::move(input), {}) {
    for (const auto& item : node.items) {
      Item compiled;
      if (const auto* property = std::get_if<BoundRemoveProperty>(&item)) {
        compiled.target = compile_expression(*property->target);
        compiled.key = compile_expression(*property->key);
      } else {
        const auto& labels = std::get<BoundRemoveLabels>(item);
        compiled.target = compile_expression(BoundExpression{{}, {}, BoundVariable{labels.target}});
        compiled.labels = labels.labels;
        for (const auto& names : labels.computed)
          compiled.computed.push_back(compile_expression(*names));
      }
      items_.push_back(std::move(compiled));
    }
  }

 protected:
  Result<void> write(Frame& frame, GraphWriter& writer,
                     const std::function<void()>& emit) const override {
    for (const Item& item : items_) {
      const Value target = item.target->evaluate(frame);
      const Value key = item.key ? item.key->evaluate(frame) : Value();
      if (frame.failed()) return frame.take_error();
      if (target.is_null()) continue;
      if (!target.is_node() && !target.is_edge())
        return runtime_error("InvalidArgumentType",
                             fmt::format("REMOVE needs a node or relationship, not a {}",
                                         value_type_name(target.type())));
      if (item.key && key.is_string()) {
        MUSTER_CHECK(writer.set_property(target, key.as_string(), Value()));
      } else if (!item.key && target.is_node()) {
        MUSTER_TRY(const auto labels, row_labels(item.labels, item.computed, frame));
        MUSTER_CHECK(writer.remove_labels(target.as_node(), labels));
      }
    }
    emit();
    return ok();
  }

 private:
  struct Item {
    EvaluatorPtr target;
    EvaluatorPtr key;
    std::vector<std::string> labels;
    std::vector<EvaluatorPtr> computed;  // Labels as well.
  };
  std::vector<Item> items_;
};

// Elements of all rows first, then edges before nodes: `DELETE n, r` works in either order.
class DeleteOperator final : public WriteOperator {
 public:
  DeleteOperator(const DeleteNode& node, Pipeline input)
      : WriteOperator(std::move(input), {}), detach_(node.detach) {
    for (const auto& expression : node.expressions)
      expressions_.push_back(compile_expression(*expression));
  }

 protected:
  Result<void> write(Frame&, GraphWriter&, const std::function<void()>& emit) const override {
    emit();
    return ok();
  }

  Result<void> finish(const std::vector<Batch>& input, ExecutionContext& context,
                      GraphWriter& writer) const override {
    std::vector<NodeId> nodes;
    std::vector<EdgeId> edges;
    Frame frame(context);
    for (const Batch& batch : input) {
      frame.batch = &batch;
      for (frame.row = 0; frame.row < batch.rows; ++frame.row) {
        for (const EvaluatorPtr& expression : expressions_) {
          const Value value = expression->evaluate(frame);
          if (frame.failed()) return frame.take_error();
          MUSTER_CHECK(gather(value, nodes, edges));
        }
      }
    }
    for (const EdgeId edge : edges) MUSTER_CHECK(writer.delete_edge(edge));
    for (const NodeId node : nodes) MUSTER_CHECK(writer.delete_node(node, detach_));
    return ok();
  }

 private:
  static Result<void> gather(const Value& value, std::vector<NodeId>& nodes,
                             std::vector<EdgeId>& edges) {
    if (value.is_null()) return ok();
    if (value.is_node()) {
      nodes.push_back(value.as_node());
    } else if (value.is_edge()) {
      edges.push_back(value.as_edge());
    } else if (value.is_path()) {
      const PathValue& path = value.as_path();
      nodes.insert(nodes.end(), path.nodes.begin(), path.nodes.end());
      edges.insert(edges.end(), path.edges.begin(), path.edges.end());
    } else {
      return runtime_error("InvalidArgumentType",
                           fmt::format("DELETE needs a node, relationship or path, not a {}",
                                       value_type_name(value.type())));
    }
    return ok();
  }

  bool detach_;
  std::vector<EvaluatorPtr> expressions_;
};

}  // namespace

SourcePtr make_set_operator(const SetNode& node, Pipeline input) {
  return std::make_unique<SetOperator>(node, std::move(input));
}
SourcePtr make_remove_operator(const RemoveNode& node, Pipeline input) {
  return std::make_unique<RemoveOperator>(node, std::move(input));
}
SourcePtr make_delete_operator(const DeleteNode& node, Pipeline input) {
  return std::make_unique<DeleteOperator>(node, std::move(input));
}

}  // namespace muster::query
