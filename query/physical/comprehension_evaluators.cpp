#include <fmt/format.h>

#include "query/functions/operators.h"
#include "query/physical/expression_compiler.h"

namespace muster::query {
namespace {

// The elements of a list expression; nullopt for null, or after a failure.
std::optional<Value> list_operand(Frame& frame, const Evaluator& list, SourcePosition position) {
  Value value = list.evaluate(frame);
  if (frame.failed() || value.is_null()) return std::nullopt;
  if (value.is_list()) return value;
  frame.fail(runtime_error("InvalidArgumentType", fmt::format("A list is needed here, not a {}",
                                                              value_type_name(value.type()))),
             position);
  return std::nullopt;
}

class ComprehensionEvaluator final : public Evaluator {
 public:
  ComprehensionEvaluator(SlotId variable, EvaluatorPtr list, EvaluatorPtr where,
                         EvaluatorPtr result, SourcePosition position)
      : variable_(variable),
        list_(std::move(list)),
        where_(std::move(where)),
        result_(std::move(result)),
        position_(position) {}
  Value evaluate(Frame& frame) const override {
    const auto list = list_operand(frame, *list_, position_);
    if (!list) return {};
    ValueList results;
    if (add_results(frame, list->as_list(), results)) return results;
    frame.context.leave(std::move(results));
    return {};
  }

 private:
  // False: the frame has failed.
  bool add_results(Frame& frame, const ValueList& items, ValueList& results) const {
    for (const Value& item : items) {
      if (!frame.may_go_on()) return false;
      frame.local(variable_) = item;
      if (where_ && condition(frame, *where_, position_) != true) {
        if (frame.failed()) return false;
        continue;
      }
      Value result = result_ ? result_->evaluate(frame) : item;
      if (frame.failed() || !frame.make_room(results, 1)) return false;
      results.push_back(std::move(result));
    }
    return true;
  }

  SlotId variable_;
  EvaluatorPtr list_;
  EvaluatorPtr where_;
  EvaluatorPtr result_;
  SourcePosition position_;
};

class QuantifierEvaluator final : public Evaluator {
 public:
  QuantifierEvaluator(ast::QuantifierKind kind, SlotId variable, EvaluatorPtr list,
                      EvaluatorPtr where, SourcePosition position)
      : kind_(kind),
        variable_(variable),
        list_(std::move(list)),
        where_(std::move(where)),
        position_(position) {}
  Value evaluate(Frame& frame) const override {
    const auto list = list_operand(frame, *list_, position_);
    if (!list) return {};
    std::size_t truths = 0;
    std::size_t falses = 0;
    std::size_t nulls = 0;
    for (const Value& item : list->as_list()) {
      if (!frame.may_go_on()) return {};
      frame.local(variable_) = item;
      const auto holds = where_ ? condition(frame, *where_, position_) : std::optional(true);
      if (frame.failed()) return {};
      ++(holds ? (*holds ? truths : falses) : nulls);
    }
    const Value unknown = nulls > 0 ? Value() : Value(false);
    switch (kind_) {
      case ast::QuantifierKind::kAny:
        return truths > 0 ? Value(true) : unknown;
      case ast::QuantifierKind::kNone:
        return truths > 0 ? Value(false) : nulls > 0 ? Value() : Value(true);
      case ast::QuantifierKind::kAll:
        return falses > 0 ? Value(false) : nulls > 0 ? Value() : Value(true);
      case ast::QuantifierKind::kSingle:
        return truths > 1 ? Value(false) : nulls > 0 ? Value() : Value(truths == 1);
    }
    MUSTER_UNREACHABLE();
  }

 private:
  ast::QuantifierKind kind_;
  SlotId variable_;
  EvaluatorPtr list_;
  EvaluatorPtr where_;
  SourcePosition position_;
};

class ReduceEvaluator final : public Evaluator {
 public:
  ReduceEvaluator(const BoundReduce& reduce, EvaluatorPtr initial, EvaluatorPtr list,
                  EvaluatorPtr step, SourcePosition position)
      : accumulator_(reduce.accumulator),
        variable_(reduce.variable),
        initial_(std::move(initial)),
        list_(std::move(list)),
        step_(std::move(step)),
        position_(position) {}
  Value evaluate(Frame& frame) const override {
    Value accumulated = initial_->evaluate(frame);
    const auto list = list_operand(frame, *list_, position_);
    if (!list) return {};
    for (const Value& item : list->as_list()) {
      if (!frame.may_go_on()) return {};
      // Moved, it would come back as the value before, and that live as long as the next.
      frame.local(accumulator_) = std::exchange(accumulated, Value());
      frame.local(variable_) = item;
      accumulated = step_->evaluate(frame);
      if (frame.failed()) return {};
    }
    return accumulated;
  }

 private:
  SlotId accumulator_;
  SlotId variable_;
  EvaluatorPtr initial_;
  EvaluatorPtr list_;
  EvaluatorPtr step_;
  SourcePosition position_;
};

}  // namespace

EvaluatorPtr ExpressionCompiler::operator()(const BoundListComprehension& comprehension) const {
  const Locals extended = with({comprehension.variable});
  return std::make_unique<ComprehensionEvaluator>(comprehension.variable, part(comprehension.list),
                                                  inner(comprehension.where, extended),
                                                  inner(comprehension.result, extended), position);
}

EvaluatorPtr ExpressionCompiler::operator()(const BoundQuantifier& quantifier) const {
  return std::make_unique<QuantifierEvaluator>(
      quantifier.kind, quantifier.variable, part(quantifier.list),
      inner(quantifier.where, with({quantifier.variable})), position);
}

EvaluatorPtr ExpressionCompiler::operator()(const BoundReduce& reduce) const {
  return std::make_unique<ReduceEvaluator>(
      reduce, part(reduce.initial), part(reduce.list),
      inner(reduce.step, with({reduce.accumulator, reduce.variable})), position);
}

}  // namespace muster::query
