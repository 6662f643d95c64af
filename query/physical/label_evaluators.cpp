// Label tests whose labels are not known before the query runs.
#include <algorithm>

#include <fmt/format.h>

#include "query/functions/function.h"
#include "query/physical/expression_compiler.h"

namespace muster::query {
namespace {

class OpenLabelEvaluator final : public Evaluator {
 public:
  OpenLabelEvaluator(EvaluatorPtr object, EvaluatorPtr names, bool any, SourcePosition position)
      : object_(std::move(object)), names_(std::move(names)), any_(any), position_(position) {}

  Value evaluate(Frame& frame) const override {
    const Value object = object_->evaluate(frame);
    if (frame.failed() || object.is_null()) return {};
    if (!object.is_node() && !object.is_edge())
      return fail(frame, "Only nodes and relationships can be asked for a label, not a {}", object);
    const GraphSnapshot& graph = frame.context.graph;
    const bool there =
        object.is_node() ? graph.contains(object.as_node()) : graph.contains(object.as_edge());
    if (!there)
      return frame.fail(deleted_entity_error(object.is_node() ? "node" : "relationship"),
                        position_);
    if (!names_) return object.is_edge() || !graph.labels(object.as_node()).empty();
    const Value names = names_->evaluate(frame);
    if (frame.failed() || names.is_null()) return {};
    if (names.is_string()) return carries(graph, object, names);
    if (!names.is_list()) return fail(frame, "A label is named by a String, not a {}", names);
    bool found = !any_;
    for (const Value& name : names.as_list()) {
      if (!name.is_string()) return fail(frame, "A label is named by a String, not a {}", name);
      found = any_ ? found || carries(graph, object, name) : found && carries(graph, object, name);
    }
    return found;
  }

 private:
  Value fail(Frame& frame, fmt::format_string<std::string_view> message, const Value& value) const {
    return frame.fail(
        runtime_error("InvalidArgumentType", fmt::format(message, value_type_name(value.type()))),
        position_);
  }

  static bool carries(const GraphSnapshot& graph, const Value& object, const Value& name) {
    if (object.is_edge())
      return graph.catalog().edge_types.name(graph.ends(object.as_edge()).type) == name.as_string();
    const auto label = graph.catalog().labels.find(name.as_string());
    return label && graph.has_label(object.as_node(), *label);
  }

  EvaluatorPtr object_;
  EvaluatorPtr names_;  // Null: any label will do.
  bool any_;
  SourcePosition position_;
};

}  // namespace

EvaluatorPtr ExpressionCompiler::operator()(const BoundOpenLabelTest& test) const {
  return std::make_unique<OpenLabelEvaluator>(part(test.object), maybe(test.names), test.any,
                                              position);
}

}  // namespace muster::query
