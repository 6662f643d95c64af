#include <optional>

#include <fmt/format.h>

#include "query/functions/element_access.h"
#include "query/functions/operators.h"
#include "query/physical/expression_compiler.h"

namespace muster::query {
namespace {

class PropertyEvaluator final : public Evaluator {
 public:
  PropertyEvaluator(EvaluatorPtr object, std::string key, SourcePosition position)
      : object_(std::move(object)), key_(std::move(key)), position_(position) {}
  Value evaluate(Frame& frame) const override {
    const Value object = object_->evaluate(frame);
    if (frame.failed()) return {};
    return value_or_fail(frame, property_of(frame.context.graph, object, key_), position_);
  }

  Column evaluate_all(Frame& frame) const override {
    const GraphSnapshot& graph = frame.context.graph;
    const Column objects = object_->evaluate_all(frame);
    Column values;
    if (frame.failed() || !frame.may_go_on()) return values;
    values.reserve(objects.size());
    const std::optional<KeyId> key = graph.catalog().keys.find(key_);
    const bool nodes = objects.packed_type() == ValueType::kNode && key.has_value();
    for (std::size_t row = 0; row < objects.size(); ++row) {
      if (nodes && !objects.is_null(row)) {
        const auto node = static_cast<NodeId>(objects.words()[row]);
        Value stored = graph.contains(node) ? graph.property(node, *key) : Value();
        if (!stored.is_null()) {
          values.push_back(std::move(stored));
          continue;
        }
      }
      // Everything that is not a stored property of a node.
      values.push_back(
          value_or_fail(frame, property_of(graph, objects[row], key_, key), position_));
      if (frame.failed()) return values;
    }
    return values;
  }

 private:
  EvaluatorPtr object_;
  std::string key_;
  SourcePosition position_;
};

class IndexEvaluator final : public Evaluator {
 public:
  IndexEvaluator(EvaluatorPtr object, EvaluatorPtr index, SourcePosition position)
      : object_(std::move(object)), index_(std::move(index)), position_(position) {}
  Value evaluate(Frame& frame) const override {
    const Value object = object_->evaluate(frame);
    const Value index = index_->evaluate(frame);
    if (frame.failed()) return {};
    return value_or_fail(frame, index_of(frame.context.graph, object, index), position_);
  }

 private:
  EvaluatorPtr object_;
  EvaluatorPtr index_;
  SourcePosition position_;
};

class SliceEvaluator final : public Evaluator {
 public:
  SliceEvaluator(EvaluatorPtr list, EvaluatorPtr from, EvaluatorPtr to, SourcePosition position)
      : list_(std::move(list)), from_(std::move(from)), to_(std::move(to)), position_(position) {}
  Value evaluate(Frame& frame) const override {
    const Value list = list_->evaluate(frame);
    Value from;
    Value to;
    if (from_) from = from_->evaluate(frame);
    if (to_) to = to_->evaluate(frame);
    if (frame.failed()) return {};
    return value_or_fail(frame,
                         slice_of(frame.context.function_environment(), list,
                                  from_ ? &from : nullptr, to_ ? &to : nullptr),
                         position_);
  }

 private:
  EvaluatorPtr list_;
  EvaluatorPtr from_;
  EvaluatorPtr to_;
  SourcePosition position_;
};

class LabelEvaluator final : public Evaluator {
 public:
  LabelEvaluator(EvaluatorPtr object, std::vector<std::string> labels, SourcePosition position)
      : object_(std::move(object)), labels_(std::move(labels)), position_(position) {}
  Value evaluate(Frame& frame) const override {
    const Value object = object_->evaluate(frame);
    if (frame.failed() || object.is_null()) return {};
    const GraphSnapshot& graph = frame.context.graph;
    if (object.is_node()) {
      if (!graph.contains(object.as_node()))
        return frame.fail(deleted_entity_error("node"), position_);
      for (const std::string& name : labels_) {
        const auto label = graph.catalog().labels.find(name);
        if (!label || !graph.has_label(object.as_node(), *label)) return false;
      }
      return true;
    }
    if (object.is_edge()) {
      if (!graph.contains(object.as_edge()))
        return frame.fail(deleted_entity_error("relationship"), position_);
      const auto& type = graph.catalog().edge_types.name(graph.ends(object.as_edge()).type);
      for (const std::string& name : labels_) {
        if (type != name) return false;
      }
      return true;
    }
    return frame.fail(
        runtime_error("InvalidArgumentType",
                      fmt::format("Only nodes and relationships can be asked for a label, not a {}",
                                  value_type_name(object.type()))),
        position_);
  }

 private:
  EvaluatorPtr object_;
  std::vector<std::string> labels_;
  SourcePosition position_;
};

}  // namespace

EvaluatorPtr ExpressionCompiler::operator()(const BoundPropertyAccess& access) const {
  return std::make_unique<PropertyEvaluator>(part(access.object), access.key, position);
}

EvaluatorPtr ExpressionCompiler::operator()(const BoundIndex& index) const {
  return std::make_unique<IndexEvaluator>(part(index.object), part(index.index), position);
}

EvaluatorPtr ExpressionCompiler::operator()(const BoundSlice& slice) const {
  return std::make_unique<SliceEvaluator>(part(slice.object), maybe(slice.from), maybe(slice.to),
                                          position);
}

EvaluatorPtr ExpressionCompiler::operator()(const BoundLabelTest& test) const {
  return std::make_unique<LabelEvaluator>(part(test.object), test.labels, position);
}

}  // namespace muster::query
