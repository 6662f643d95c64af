#include "query/physical/evaluator.h"

#include "query/functions/bounded_growth.h"
#include "query/functions/operators.h"
#include "query/physical/expression_compiler.h"

namespace muster::query {

Value value_or_fail(Frame& frame, Result<Value> result, SourcePosition position) {
  if (result) return std::move(result).value();
  return frame.fail(std::move(result).error(), position);
}

bool room_for_both(Frame& frame, const Value& left, const Value& right) {
  return frame.has_room(own_bytes(left) + own_bytes(right));
}

std::optional<bool> condition(Frame& frame, const Evaluator& where, SourcePosition position) {
  const Value value = where.evaluate(frame);
  if (frame.failed()) return std::nullopt;
  auto truth = truth_of(value);
  if (truth) return *truth;
  frame.fail(std::move(truth).error(), position);
  return std::nullopt;
}

bool Frame::has_room(std::size_t bytes) {
  return bytes < kAskedBytes || succeeded(context.budget.room_for(bytes));
}

bool Frame::make_room(ValueList& items, std::size_t more) {
  return succeeded(muster::make_room(items, more, context.budget));
}

std::vector<EvaluatorPtr> ExpressionCompiler::parts(
    const std::vector<BoundExpressionPtr>& expressions) const {
  std::vector<EvaluatorPtr> compiled;
  for (const auto& expression : expressions) compiled.push_back(part(expression));
  return compiled;
}

std::vector<EntryEvaluator> ExpressionCompiler::entries(
    const std::vector<BoundProperty>& properties) const {
  std::vector<EntryEvaluator> compiled;
  for (const auto& property : properties) compiled.push_back({property.key, part(property.value)});
  return compiled;
}

Locals ExpressionCompiler::with(std::initializer_list<SlotId> slots) const {
  Locals extended = locals;
  extended.insert(slots);
  return extended;
}

EvaluatorPtr compile_expression(const BoundExpression& expression, const Locals& locals) {
  return std::visit(ExpressionCompiler{locals, expression.position}, expression.node);
}

EvaluatorPtr compile_optional(const BoundExpressionPtr& expression, const Locals& locals) {
  return expression ? compile_expression(*expression, locals) : nullptr;
}

Column Evaluator::evaluate_all(Frame& frame) const {
  const std::size_t rows = frame.batch->rows;
  Column column;
  column.reserve(rows);
  for (frame.row = 0; frame.row < rows && frame.may_go_on(); ++frame.row) {
    column.push_back(evaluate(frame));
    if (frame.failed()) break;
  }
  return column;
}

Result<Column> evaluate_column(const Evaluator& evaluator, const ExecutionContext& context,
                               const Batch& batch) {
  Frame frame(context);
  frame.batch = &batch;
  Column column = evaluator.evaluate_all(frame);
  if (frame.failed()) return frame.take_error();
  return column;
}

Result<Value> evaluate_constant(const Evaluator& evaluator, const ExecutionContext& context) {
  Frame frame(context);
  const Batch empty(context.slots);
  frame.batch = &empty;
  Value value = evaluator.evaluate(frame);
  if (frame.failed()) return frame.take_error();
  return value;
}

}  // namespace muster::query
