#include "query/functions/bounded_growth.h"
#include "query/logical/expression_tools.h"
#include "query/physical/expression_compiler.h"
#include "query/physical/subplan.h"

namespace muster::query {
namespace {

class CountSink final : public BatchSink {
 public:
  Result<Flow> push(Batch batch) override {
    rows += static_cast<std::int64_t>(batch.rows);
    return Flow::kMore;
  }
  std::int64_t rows = 0;
};

class CollectSink final : public BatchSink {
 public:
  CollectSink(SlotId column, const WorkBudget& budget) : column_(column), budget_(budget) {}
  Result<Flow> push(Batch batch) override {
    MUSTER_CHECK(make_room(values, batch.rows, budget_));
    for (std::size_t row = 0; row < batch.rows; ++row)
      values.push_back(batch.column(column_).take(row));
    return Flow::kMore;
  }
  ValueList values;

 private:
  SlotId column_;
  const WorkBudget& budget_;
};

// The subplan is found in the context: it was planned with the statement, not with the expression.
class SubqueryEvaluator final : public Evaluator {
 public:
  SubqueryEvaluator(const BoundSubquery& query, const Locals& locals, SourcePosition position)
      : kind_(query.kind), subplan_(static_cast<std::size_t>(query.id)), position_(position) {
    if (!query.body->columns.empty()) column_ = query.body->columns.front().slot;
    for (const SlotId slot : outer_slots(*query.body))
      (locals.contains(slot) ? locals_ : columns_).push_back(slot);
  }

  Value evaluate(Frame& frame) const override {
    const ExecutionContext& context = frame.context;
    Batch argument = row_argument(*frame.batch, frame.row, columns_);
    for (const SlotId slot : locals_) argument.column(slot).push_back(frame.local(slot));
    const Pipeline& subplan = (*context.subplans)[subplan_];
    switch (kind_) {
      case ast::SubqueryKind::kExists: {
        auto found = gives_a_row(context, subplan, argument);
        return found ? Value(*found) : frame.fail(std::move(found).error(), position_);
      }
      case ast::SubqueryKind::kCount: {
        CountSink sink;
        auto done = run_subplan(context, subplan, argument, sink);
        return done ? Value(sink.rows) : frame.fail(std::move(done).error(), position_);
      }
      case ast::SubqueryKind::kCollect: {
        CollectSink sink(column_, context.budget);
        auto done = run_subplan(context, subplan, argument, sink);
        if (done) return Value(std::move(sink.values));
        context.leave(std::move(sink.values));
        return frame.fail(std::move(done).error(), position_);
      }
    }
    MUSTER_UNREACHABLE();
  }

 private:
  ast::SubqueryKind kind_;
  std::size_t subplan_;
  SlotId column_{0};
  SlotList locals_;  // What it reads, by where that is.
  SlotList columns_;
  SourcePosition position_;
};

}  // namespace

EvaluatorPtr ExpressionCompiler::operator()(const BoundSubquery& query) const {
  return std::make_unique<SubqueryEvaluator>(query, locals, position);
}

}  // namespace muster::query
