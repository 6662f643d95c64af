// CALL { … } and EXISTS: a subplan for each row.
//
// A body that only streams (no sort, aggregate, limit or write in it) takes a whole batch of outer
// rows at once: each carries its number, and streams keep the order of rows.
#include <algorithm>

#include "query/logical/expression_tools.h"
#include "query/physical/subplan.h"

namespace muster::query {
namespace {

// Joins the subplan's rows to the outer row they belong to.
class JoinSink final : public BatchSink {
 public:
  JoinSink(const Batch& outer, const SlotList& columns, bool optional, RowWriter& writer)
      : outer_(outer), columns_(columns), optional_(optional), writer_(writer) {}

  // All rows of `batch` belong to the outer row `row`.
  Result<Flow> join(const Batch& batch, std::size_t row) {
    for (std::size_t i = 0; i < batch.rows; ++i) {
      MUSTER_TRY(const Flow flow, join_row(batch, i, row));
      if (flow == Flow::kStop) return flow;
    }
    return Flow::kMore;
  }
  Result<Flow> join_row(const Batch& batch, std::size_t i, std::size_t row) {
    MUSTER_TRY(const Flow padded, pad_to(row));
    if (padded == Flow::kStop) return padded;
    next_ = row + 1;
    for (const SlotId slot : columns_) writer_.put(slot, batch.column(slot)[i]);
    return writer_.finish_row(outer_, row);
  }
  // OPTIONAL CALL: rows before `row` that had none.
  Result<Flow> pad_to(std::size_t row) {
    for (; optional_ && next_ < row; ++next_) {
      for (const SlotId slot : columns_) writer_.put(slot, Value());
      MUSTER_TRY(const Flow flow, writer_.finish_row(outer_, next_));
      if (flow == Flow::kStop) return flow;
    }
    return Flow::kMore;
  }
  Result<Flow> push(Batch batch) override { return join(batch, outer_row); }
  std::size_t outer_row = 0;  // The outer row that push() joins to.

 private:
  const Batch& outer_;
  const SlotList& columns_;
  bool optional_;
  RowWriter& writer_;
  std::size_t next_ = 0;
};

class OrdinalSink final : public BatchSink {
 public:
  OrdinalSink(SlotId ordinal, JoinSink& join) : ordinal_(ordinal), join_(join) {}
  Result<Flow> push(Batch batch) override {
    for (std::size_t i = 0; i < batch.rows; ++i) {
      const auto row = static_cast<std::size_t>(batch.column(ordinal_)[i].as_integer());
      MUSTER_TRY(const Flow flow, join_.join_row(batch, i, row));
      if (flow == Flow::kStop) return flow;
    }
    return Flow::kMore;
  }

 private:
  SlotId ordinal_;
  JoinSink& join_;
};

class DrainSink final : public BatchSink {
 public:
  Result<Flow> push(Batch) override { return Flow::kMore; }
};

class ApplyOperator final : public StreamOperator {
 public:
  ApplyOperator(const ApplyNode& node, Pipeline inner, SlotList carried)
      : columns_(node.columns),
        outer_(node.outer),
        ordinal_(node.ordinal),
        optional_(node.optional),
        inner_(std::move(inner)),
        carried_(std::move(carried)) {}

  Result<Flow> process(const ExecutionContext& context, Batch input,
                       BatchSink& next) const override {
    if (columns_.empty()) return unit(context, std::move(input), next);
    RowWriter writer(context, carried_, next);
    JoinSink join(input, columns_, optional_, writer);
    MUSTER_TRY(Flow flow, inner_.source ? row_by_row(context, input, join)
                                        : all_at_once(context, input, join));
    if (flow == Flow::kStop) return flow;
    MUSTER_TRY(flow, join.pad_to(input.rows));
    return flow == Flow::kStop ? Result<Flow>(flow) : writer.flush();
  }

 private:
  // What a body without columns reads shows in nothing but its errors.
  Result<Flow> unit(const ExecutionContext& context, Batch input, BatchSink& next) const {
    DrainSink drain;
    for (std::size_t row = 0; row < input.rows; ++row) {
      const Batch argument = row_argument(input, row, outer_);
      MUSTER_TRY([[maybe_unused]] const Flow flow, run_subplan(context, inner_, argument, drain));
    }
    return next.push(std::move(input));
  }
  Result<Flow> row_by_row(const ExecutionContext& context, const Batch& input,
                          JoinSink& join) const {
    for (join.outer_row = 0; join.outer_row < input.rows; ++join.outer_row) {
      const Batch argument = row_argument(input, join.outer_row, outer_);
      MUSTER_TRY(const Flow flow, run_subplan(context, inner_, argument, join));
      if (flow == Flow::kStop) return flow;
    }
    return Flow::kMore;
  }
  Result<Flow> all_at_once(const ExecutionContext& context, const Batch& input,
                           JoinSink& join) const {
    Batch argument(context.slots);
    argument.rows = input.rows;
    for (const SlotId slot : outer_) argument.column(slot) = input.column(slot);
    Column& ordinals = argument.column(ordinal_);
    for (std::size_t row = 0; row < input.rows; ++row)
      ordinals.push_back(static_cast<std::int64_t>(row));
    OrdinalSink sink(ordinal_, join);
    return run_streams(context, inner_.streams, std::move(argument), sink);
  }

  SlotList columns_;
  SlotList outer_;
  SlotId ordinal_;
  bool optional_;
  Pipeline inner_;
  SlotList carried_;
};

// A body that writes: each row's run sees what the clauses before did for all rows, and what the
// body did for the rows before.
class WritingApplyOperator final : public SourceOperator {
 public:
  WritingApplyOperator(const ApplyNode& node, Pipeline inner, Pipeline input)
      : columns_(node.columns),
        outer_(node.outer),
        optional_(node.optional),
        inner_(std::move(inner)),
        input_(std::move(input)) {}

  Result<std::unique_ptr<OpenSource>> open(ExecutionContext& context) const override {
    MUSTER_TRY(std::vector<Batch> input, collect_rows(context, input_));
    if (columns_.empty()) {
      for (const Batch& batch : input) MUSTER_CHECK(run_unit(context, batch));
      return make_batches_source(std::move(input));
    }
    BatchCollector gather(context);
    for (const Batch& batch : input) MUSTER_CHECK(run_rows(context, batch, gather));
    return make_batches_source(std::move(gather.batches));
  }

 private:
  Result<void> run_unit(ExecutionContext& context, const Batch& batch) const {
    DrainSink drain;
    for (std::size_t row = 0; row < batch.rows; ++row) {
      const Batch argument = row_argument(batch, row, outer_);
      MUSTER_TRY([[maybe_unused]] const Flow flow, run_subplan(context, inner_, argument, drain));
    }
    return ok();
  }
  Result<void> run_rows(ExecutionContext& context, const Batch& batch,
                        BatchCollector& gather) const {
    SlotList carried;
    for (std::size_t slot = 0; slot < batch.columns.size(); ++slot) {
      if (!batch.columns[slot].empty()) carried.push_back(static_cast<SlotId>(slot));
    }
    RowWriter writer(context, carried, gather);
    JoinSink join(batch, columns_, optional_, writer);
    for (join.outer_row = 0; join.outer_row < batch.rows; ++join.outer_row) {
      const Batch argument = row_argument(batch, join.outer_row, outer_);
      MUSTER_TRY([[maybe_unused]] const Flow flow, run_subplan(context, inner_, argument, join));
    }
    MUSTER_TRY([[maybe_unused]] Flow flow, join.pad_to(batch.rows));
    MUSTER_TRY(flow, writer.flush());
    return ok();
  }

  SlotList columns_;
  SlotList outer_;
  bool optional_;
  Pipeline inner_;
  Pipeline input_;
};

class SemiApplyOperator final : public StreamOperator {
 public:
  explicit SemiApplyOperator(const SemiApplyNode& node)
      : subplan_(static_cast<std::size_t>(node.subplan)), anti_(node.anti) {
    const auto& query = std::get<BoundSubquery>(node.subquery->node);
    const SlotSet outer = outer_slots(*query.body);
    outer_.assign(outer.begin(), outer.end());
  }

  Result<Flow> process(const ExecutionContext& context, Batch input,
                       BatchSink& next) const override {
    const Pipeline& subplan = (*context.subplans)[subplan_];
    std::vector<char> keep(input.rows, 0);
    std::size_t kept = 0;
    for (std::size_t row = 0; row < input.rows; ++row) {
      const Batch argument = row_argument(input, row, outer_);
      MUSTER_TRY(const bool found, gives_a_row(context, subplan, argument));
      keep[row] = found != anti_ ? 1 : 0;
      kept += found != anti_ ? 1 : 0;
    }
    if (kept == 0) return Flow::kMore;
    if (kept < input.rows) keep_rows(input, keep);
    return next.push(std::move(input));
  }

 private:
  std::size_t subplan_;
  bool anti_;
  SlotList outer_;
};

class RecallOperator final : public StreamOperator {
 public:
  explicit RecallOperator(SlotList slots) : slots_(std::move(slots)) {}
  Result<Flow> process(const ExecutionContext& context, Batch input,
                       BatchSink& next) const override {
    MUSTER_ASSERT(context.argument != nullptr && context.argument->rows == 1);
    for (const SlotId slot : slots_) {
      const Column& outer = context.argument->column(slot);
      if (!outer.empty() && !input.has(slot)) input.column(slot).append_times(outer[0], input.rows);
    }
    return next.push(std::move(input));
  }

 private:
  SlotList slots_;
};

}  // namespace

StreamPtr make_apply_operator(const ApplyNode& node, Pipeline inner, SlotList carried) {
  return std::make_unique<ApplyOperator>(node, std::move(inner), std::move(carried));
}
SourcePtr make_writing_apply_operator(const ApplyNode& node, Pipeline inner, Pipeline input) {
  return std::make_unique<WritingApplyOperator>(node, std::move(inner), std::move(input));
}
StreamPtr make_semi_apply_operator(const SemiApplyNode& node) {
  return std::make_unique<SemiApplyOperator>(node);
}
StreamPtr make_recall_operator(SlotList slots) {
  return std::make_unique<RecallOperator>(std::move(slots));
}

}  // namespace muster::query
