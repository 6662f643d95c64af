// Expressions made ready to run: names are looked up once, variables are columns.
//
// The law: an evaluator never drops an error. It stores the first one in its frame and gives null;
// whoever drives the frame asks failed() before it uses what came out.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "query/physical/batch.h"
#include "query/physical/execution_context.h"
#include "query/semantics/bound_query.h"

namespace muster::query {

// One row being looked at, and the inner variables of comprehensions and patterns.
class Frame {
 public:
  explicit Frame(const ExecutionContext& execution) : context(execution) {}

  const ExecutionContext& context;
  const Batch* batch = nullptr;
  std::size_t row = 0;

  bool failed() const { return error_.has_value(); }
  Value fail(Error error, SourcePosition position) {
    if (!error_) {
      if (!error.position) error.position = position;
      error_ = std::move(error);
    }
    return {};
  }
  // Where in the text it happened says nothing: no position.
  void fail_anywhere(Error error) {
    if (!error_) error_ = std::move(error);
  }
  // REQUIRES: failed().
  Error take_error() { return *std::exchange(error_, std::nullopt); }
  // Most expressions have no variables of their own: room for them is made when one is met.
  Value& local(SlotId slot) {
    if (locals_.empty()) locals_.resize(context.slots);
    return locals_[static_cast<std::size_t>(slot)];
  }

  // Asked before every row and at every turn of a loop within one expression, since what one turn
  // does may be long. False: the budget is spent or the statement cancelled, and the frame has
  // failed.
  bool may_go_on() { return succeeded(context.budget.check()); }
  // Asked before a value of `bytes`, which may be many, is made. False: it does not fit into the
  // budget, and the frame has failed.
  bool has_room(std::size_t bytes);
  // Room for `more` items in what an expression gathers. False: as has_room().
  bool make_room(ValueList& items, std::size_t more);

 private:
  bool succeeded(Result<void> asked) {
    if (!asked) fail_anywhere(std::move(asked).error());
    return !failed();
  }

  std::vector<Value> locals_;  // By slot; empty until one is met.
  std::optional<Error> error_;
};

class Evaluator {
 public:
  virtual ~Evaluator() = default;
  virtual Value evaluate(Frame& frame) const = 0;
  // The values for all rows of the frame's batch. Where several rows fail, the error is the first
  // one of a part of the expression. Threads and errors: as evaluate().
  virtual Column evaluate_all(Frame& frame) const;
  // The value, if it is the same in every row; else null.
  virtual const Value* constant(const Frame& /*frame*/) const { return nullptr; }
};
using EvaluatorPtr = std::unique_ptr<const Evaluator>;

// `locals`: slots that live in the frame rather than in the batch.
EvaluatorPtr compile_expression(const BoundExpression& expression,
                                const std::set<SlotId>& locals = {});
// Null for null.
EvaluatorPtr compile_optional(const BoundExpressionPtr& expression,
                              const std::set<SlotId>& locals = {});

// One value a row. Errors: as evaluate_all(), those of the budget included.
Result<Column> evaluate_column(const Evaluator& evaluator, const ExecutionContext& context,
                               const Batch& batch);
// The value of an expression without variables.
Result<Value> evaluate_constant(const Evaluator& evaluator, const ExecutionContext& context);

}  // namespace muster::query
