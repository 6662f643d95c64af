// FOREACH: its updates run as a subplan for each item of each row, in order, so that a later item
// sees what an earlier one did.
#include <fmt/format.h>

#include "query/functions/function.h"
#include "query/physical/subplan.h"

namespace muster::query {
namespace {

class DrainSink final : public BatchSink {
 public:
  Result<Flow> push(Batch) override { return Flow::kMore; }
};

class ForeachOperator final : public SourceOperator {
 public:
  ForeachOperator(const ForeachNode& node, Pipeline inner, Pipeline input)
      : list_(compile_expression(*node.list)),
        position_(node.list->position),
        variable_(node.variable),
        outer_(node.outer),
        inner_(std::move(inner)),
        input_(std::move(input)) {}

  Result<std::unique_ptr<OpenSource>> open(ExecutionContext& context) const override {
    MUSTER_TRY(std::vector<Batch> input, collect_rows(context, input_));
    for (const Batch& batch : input) {
      // Row by row: the list of a later row may read what an earlier row's updates changed.
      Frame frame(context);
      frame.batch = &batch;
      for (frame.row = 0; frame.row < batch.rows; ++frame.row) {
        const Value list = list_->evaluate(frame);
        if (frame.failed()) return frame.take_error();
        MUSTER_CHECK(run_items(context, batch, frame.row, list));
      }
    }
    return make_batches_source(std::move(input));
  }

 private:
  Result<void> run_items(ExecutionContext& context, const Batch& batch, std::size_t row,
                         const Value& list) const {
    if (list.is_null()) return ok();
    if (!list.is_list()) {
      Error error = runtime_error(
          "InvalidArgumentType",
          fmt::format("FOREACH needs a list, not a {}", value_type_name(list.type())));
      error.position = position_;
      return error;
    }
    if (list.as_list().empty()) return ok();
    Batch argument = row_argument(batch, row, outer_);
    DrainSink drain;
    for (const Value& item : list.as_list()) {
      argument.column(variable_) = Column();
      argument.column(variable_).push_back(item);
      MUSTER_TRY([[maybe_unused]] const Flow flow, run_subplan(context, inner_, argument, drain));
    }
    return ok();
  }

  EvaluatorPtr list_;
  SourcePosition position_;
  SlotId variable_;
  SlotList outer_;
  Pipeline inner_;
  Pipeline input_;
};

}  // namespace

SourcePtr make_foreach_operator(const ForeachNode& node, Pipeline inner, Pipeline input) {
  return std::make_unique<ForeachOperator>(node, std::move(inner), std::move(input));
}

}  // namespace muster::query
