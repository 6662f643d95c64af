#include "query/physical/evaluator.h"

#include "query/functions/operators.h"
#include "query/physical/expression_compiler.h"

namespace muster::query {
namespace {

// Smaller values are not worth the atomic additions.
constexpr std::size_t kLargeBytes = 1 << 16;

// Of the value itself, not of what its elements hold.
std::size_t own_bytes(const Value& value) {
  return value.is_list()     ? value.as_list().size() * sizeof(Value)
         : value.is_string() ? value.as_string().size()
                             : 0;
}

}  // namespace

Value value_or_fail(Frame& frame, Result<Value> result, SourcePosition position) {
  if (result) return std::move(result).value();
  return frame.fail(std::move(result).error(), position);
}

Value within_budget(Frame& frame, Value value) {
  const std::size_t size = own_bytes(value);
  if (size > kLargeBytes && !frame.within_budget(size)) return {};
  return value;
}

bool room_for_both(Frame& frame, const Value& left, const Value& right) {
  const std::size_t size = own_bytes(left) + own_bytes(right);
  return size <= kLargeBytes || frame.within_budget(size);
}

std::optional<bool> condition(Frame& frame, const Evaluator& where, SourcePosition position) {
  const Value value = where.evaluate(frame);
  if (frame.failed()) return std::nullopt;
  auto truth = truth_of(value);
  if (truth) return *truth;
  frame.fail(std::move(truth).error(), position);
  return std::nullopt;
}

bool Frame::within_budget(std::size_t bytes) {
  Result<void> within =
      bytes == 0 ? context.budget.check() : context.function_environment().room_for(bytes);
  if (!within) fail_anywhere(std::move(within).error());
  return !failed();
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
  WorkBudget large(&frame.context.budget);
  Column column;
  column.reserve(rows);
  Value before;
  for (frame.row = 0; frame.row < rows && frame.may_go_on(); ++frame.row) {
    Value value = evaluate(frame);
    if (frame.failed()) break;
    if (own_bytes(value) > kLargeBytes) {
      if (auto charged = large.charge(bytes_beside(before, value)); !charged) {
        frame.fail_anywhere(std::move(charged).error());
        break;
      }
      before = value;
    }
    column.push_back(std::move(value));
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
