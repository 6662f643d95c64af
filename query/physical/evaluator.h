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
  explicit Frame(const ExecutionContext& execution) : context(execution), locals(execution.slots) {}

  const ExecutionContext& context;
  const Batch* batch = nullptr;
  std::size_t row = 0;
  std::vector<Value> locals;  // By slot.

  bool failed() const { return error_.has_value(); }
  Value fail(Error error, SourcePosition position) {
    if (!error_) {
      if (!error.position) error.position = position;
      error_ = std::move(error);
    }
    return {};
  }
  // REQUIRES: failed().
  Error take_error() { return *std::exchange(error_, std::nullopt); }
  Value& local(SlotId slot) { return locals[static_cast<std::size_t>(slot)]; }

 private:
  std::optional<Error> error_;
};

class Evaluator {
 public:
  virtual ~Evaluator() = default;
  virtual Value evaluate(Frame& frame) const = 0;
};
using EvaluatorPtr = std::unique_ptr<const Evaluator>;

// `locals`: slots that live in the frame rather than in the batch.
EvaluatorPtr compile_expression(const BoundExpression& expression,
                                const std::set<SlotId>& locals = {});
// Null for null.
EvaluatorPtr compile_optional(const BoundExpressionPtr& expression,
                              const std::set<SlotId>& locals = {});

// One value a row. Errors: the first row's that fails.
Result<Column> evaluate_column(const Evaluator& evaluator, const ExecutionContext& context,
                               const Batch& batch);
// The value of an expression without variables.
Result<Value> evaluate_constant(const Evaluator& evaluator, const ExecutionContext& context);

}  // namespace muster::query
