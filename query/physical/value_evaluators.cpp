#include <fmt/format.h>

#include "query/functions/element_access.h"
#include "query/physical/expression_compiler.h"

namespace muster::query {
namespace {

class LiteralEvaluator final : public Evaluator {
 public:
  explicit LiteralEvaluator(Value value) : value_(std::move(value)) {}
  Value evaluate(Frame&) const override { return value_; }
  const Value* constant(const Frame&) const override { return &value_; }

 private:
  Value value_;
};

class ParameterEvaluator final : public Evaluator {
 public:
  ParameterEvaluator(std::string name, SourcePosition position)
      : name_(std::move(name)), position_(position) {}
  Value evaluate(Frame& frame) const override {
    const auto found = frame.context.parameters.find(name_);
    if (found != frame.context.parameters.end()) return found->second;
    return frame.fail(
        Error{.code = ErrorCode::kInvalidArgument,
              .message = fmt::format("The parameter ${} was not given", name_),
              .hint = fmt::format("pass it with the query, as in --param {}=…", name_),
              .detail = "MissingParameter"},
        position_);
  }
  const Value* constant(const Frame& frame) const override {
    const auto found = frame.context.parameters.find(name_);
    return found != frame.context.parameters.end() ? &found->second : nullptr;
  }

 private:
  std::string name_;
  SourcePosition position_;
};

class ColumnEvaluator final : public Evaluator {
 public:
  explicit ColumnEvaluator(SlotId slot) : slot_(slot) {}
  Value evaluate(Frame& frame) const override {
    const Column& column = frame.batch->column(slot_);
    MUSTER_ASSERT(frame.row < column.size());
    return column[frame.row];
  }
  Column evaluate_all(Frame& frame) const override { return frame.batch->column(slot_); }

 private:
  SlotId slot_;
};

class LocalEvaluator final : public Evaluator {
 public:
  explicit LocalEvaluator(SlotId slot) : slot_(slot) {}
  Value evaluate(Frame& frame) const override { return frame.local(slot_); }

 private:
  SlotId slot_;
};

class ListEvaluator final : public Evaluator {
 public:
  explicit ListEvaluator(std::vector<EvaluatorPtr> items) : items_(std::move(items)) {}
  Value evaluate(Frame& frame) const override {
    ValueList list;
    list.reserve(items_.size());
    for (const EvaluatorPtr& item : items_) list.push_back(item->evaluate(frame));
    return list;
  }

 private:
  std::vector<EvaluatorPtr> items_;
};

class MapEvaluator final : public Evaluator {
 public:
  explicit MapEvaluator(std::vector<EntryEvaluator> entries) : entries_(std::move(entries)) {}
  Value evaluate(Frame& frame) const override {
    ValueMap map;
    for (const EntryEvaluator& entry : entries_)
      map.insert_or_assign(entry.key, entry.value->evaluate(frame));
    return map;
  }

 private:
  std::vector<EntryEvaluator> entries_;
};

class MapProjectionEvaluator final : public Evaluator {
 public:
  MapProjectionEvaluator(EvaluatorPtr subject, bool all_properties,
                         std::vector<EntryEvaluator> entries, SourcePosition position)
      : subject_(std::move(subject)),
        all_properties_(all_properties),
        entries_(std::move(entries)),
        position_(position) {}
  Value evaluate(Frame& frame) const override {
    const Value subject = subject_->evaluate(frame);
    if (frame.failed() || subject.is_null()) return {};
    ValueMap map;
    if (all_properties_ && subject.is_map()) map = subject.as_map();
    if (all_properties_ && (subject.is_node() || subject.is_edge())) {
      auto properties = properties_of(frame.context.graph, subject);
      if (!properties) return frame.fail(std::move(properties).error(), position_);
      map = std::move(properties).value();
    }
    for (const EntryEvaluator& entry : entries_)
      map.insert_or_assign(entry.key, entry.value->evaluate(frame));
    return map;
  }

 private:
  EvaluatorPtr subject_;
  bool all_properties_;
  std::vector<EntryEvaluator> entries_;
  SourcePosition position_;
};

}  // namespace

EvaluatorPtr ExpressionCompiler::operator()(const BoundLiteral& literal) const {
  return std::make_unique<LiteralEvaluator>(literal.value);
}

EvaluatorPtr ExpressionCompiler::operator()(const BoundParameter& parameter) const {
  return std::make_unique<ParameterEvaluator>(parameter.name, position);
}

EvaluatorPtr ExpressionCompiler::operator()(const BoundVariable& variable) const {
  if (locals.contains(variable.slot)) return std::make_unique<LocalEvaluator>(variable.slot);
  return std::make_unique<ColumnEvaluator>(variable.slot);
}

EvaluatorPtr ExpressionCompiler::operator()(const BoundList& list) const {
  return std::make_unique<ListEvaluator>(parts(list.items));
}

EvaluatorPtr ExpressionCompiler::operator()(const BoundMap& map) const {
  return std::make_unique<MapEvaluator>(entries(map.entries));
}

EvaluatorPtr ExpressionCompiler::operator()(const BoundMapProjection& projection) const {
  return std::make_unique<MapProjectionEvaluator>(
      part(projection.subject), projection.all_properties, entries(projection.entries), position);
}

}  // namespace muster::query
