#include "query/engine/transaction_stage.h"

#include <optional>

#include <fmt/format.h>

#include "query/physical/graph_writer.h"
#include "query/physical/subplan.h"

namespace muster::query {
namespace {

// Rows that a stage gives, and what the budget was charged for them: the statement holds them until
// it ends, and the count of its memory begins anew with each transaction.
class HeldRows {
 public:
  HeldRows(std::size_t slots, WorkBudget& budget) : batch(slots), budget_(budget) {}

  Batch batch;

  // Charges the rows that came since. Errors: those of the budget.
  Result<void> charge_new() {
    const std::size_t bytes = bytes_of_rows(batch, charged_rows_, batch.rows);
    MUSTER_CHECK(budget_.charge(bytes));
    charged_ += bytes;
    charged_rows_ = batch.rows;
    return ok();
  }
  // Keeps the first `rows`. REQUIRES: charged_bytes() was `charged` when there were so many.
  void cut(std::size_t rows, std::size_t charged) {
    for (Column& column : batch.columns) column.slice(0, std::min(column.size(), rows));
    batch.rows = charged_rows_ = rows;
    budget_.release(charged_ - charged);
    charged_ = charged;
  }
  std::size_t charged_bytes() const { return charged_; }

 private:
  WorkBudget& budget_;
  std::size_t charged_ = 0;
  std::size_t charged_rows_ = 0;
};

// Appends the body's rows to the outer row they belong to.
class JoinRows final : public BatchSink {
 public:
  JoinRows(const LoweredStage& stage, HeldRows& held)
      : stage_(stage), held_(held), output_(held.batch) {}
  Result<Flow> push(Batch batch) override {
    for (std::size_t i = 0; i < batch.rows && !stage_.columns.empty(); ++i) {
      for (const SlotId slot : stage_.columns)
        output_.column(slot).append_from(batch.column(slot), i);
      append_outer();
    }
    MUSTER_CHECK(held_.charge_new());
    return Flow::kMore;
  }
  void append_nulls() {
    for (const SlotId slot : stage_.columns) output_.column(slot).append_null();
    append_outer();
  }
  void append_outer() {
    for (std::size_t s = 0; s < outer->columns.size(); ++s) {
      if (!outer->columns[s].empty()) output_.columns[s].append_from(outer->columns[s], outer_row);
    }
    ++output_.rows;
  }
  const Batch* outer = nullptr;
  std::size_t outer_row = 0;

 private:
  const LoweredStage& stage_;
  HeldRows& held_;
  Batch& output_;
};

// What ends the statement, whatever ON ERROR says.
bool ends_statement(const Error& error) {
  return error.code == ErrorCode::kCancelled || error.code == ErrorCode::kDeadlineExceeded ||
         error.code == ErrorCode::kResourceExhausted;
}

class StageRun {
 public:
  StageRun(const LoweredStage& stage, const ExecutionContext& context, TransactionControl& control,
           WriteBatch*& current, std::size_t batch_rows, bool keep_rows)
      : stage_(stage),
        context_(context),
        control_(control),
        current_(current),
        batch_rows_(batch_rows),
        keep_rows_(keep_rows),
        output_(context.slots, context.budget) {}

  // After a failure nothing more is run: the pipeline may still hand on rows of other morsels.
  Result<void> take(const Batch& batch) {
    if (failed_) return ok();
    auto taken = take_rows(batch);
    failed_ = !taken;
    return taken;
  }

  Result<Batch> finish() {
    std::optional<PlanProfile::Scope> at_work;
    if (stage_.probe) at_work.emplace(stage_.probe->profile, &stage_.probe->node);
    if (waiting_rows_ > 0) MUSTER_CHECK(run_waiting());
    return std::move(output_.batch);
  }

 private:
  Result<void> take_rows(const Batch& batch) {
    for (std::size_t begin = 0; begin < batch.rows;) {
      const std::size_t room = batch_rows_ - waiting_rows_;
      const std::size_t end = std::min(batch.rows, begin + room);
      waiting_.push_back(copy_rows(batch, begin, end));
      waiting_rows_ += end - begin;
      begin = end;
      if (waiting_rows_ == batch_rows_) MUSTER_CHECK(run_waiting());
    }
    return ok();
  }

  Result<void> run_waiting() {
    const std::size_t before = output_.batch.rows;
    const std::size_t charged_before = output_.charged_bytes();
    Value status = status_map(false, false, Value(), Value());
    if (stopped_) {
      append_unrun();
    } else {
      const std::string id = fmt::format("muster-transaction-{}", ++transactions_);
      const UpdateCounters counters = context_.statement.counters;
      MemoryAccount& memory = context_.budget.memory();
      const std::int64_t held_before = memory.live_bytes();
      auto done = run_and_commit();
      // What was committed is the store's from now on. The rows kept are charged for beside.
      memory.add(held_before - memory.live_bytes());
      status = status_map(true, done.has_value(), Value(id),
                          done ? Value() : Value(done.error().message));
      if (!done) {
        if (stage_.on_error == ast::OnTransactionError::kFail || ends_statement(done.error()))
          return std::move(done).error();
        context_.statement.counters = counters;
        context_.statement.deleted_connected.clear();
        output_.cut(before, charged_before);
        append_unrun();
        stopped_ = stage_.on_error == ast::OnTransactionError::kBreak;
        MUSTER_TRY(current_, control_.roll_back());
      }
    }
    if (stage_.status) {
      Column& statuses = output_.batch.column(*stage_.status);
      statuses.append_times(status, output_.batch.rows - statuses.size());
    }
    MUSTER_CHECK(output_.charge_new());
    if (stage_.probe)
      stage_.probe->profile.hand_over(stage_.probe->node, nullptr, output_.batch.rows - before, 0);
    if (!keep_rows_) output_.cut(0, 0);
    waiting_.clear();
    waiting_rows_ = 0;
    return ok();
  }

  Result<void> run_and_commit() {
    ExecutionContext context = context_.on(*current_, current_->view(), nullptr, context_.arena);
    JoinRows join(stage_, output_);
    for (const Batch& batch : waiting_) {
      join.outer = &batch;
      for (join.outer_row = 0; join.outer_row < batch.rows; ++join.outer_row) {
        const std::size_t before = output_.batch.rows;
        const Batch argument = row_argument(batch, join.outer_row, stage_.outer);
        MUSTER_TRY([[maybe_unused]] const Flow flow,
                   run_subplan(context, stage_.body, argument, join));
        if (stage_.columns.empty()) {
          join.append_outer();
        } else if (stage_.optional && output_.batch.rows == before) {
          join.append_nulls();
        }
      }
    }
    MUSTER_CHECK(GraphWriter(context).finish());
    MUSTER_TRY(current_, control_.commit());
    return ok();
  }

  void append_unrun() {
    JoinRows join(stage_, output_);
    for (const Batch& batch : waiting_) {
      join.outer = &batch;
      for (join.outer_row = 0; join.outer_row < batch.rows; ++join.outer_row) join.append_nulls();
    }
  }

  static Value status_map(bool started, bool committed, Value id, Value message) {
    return ValueMap{{"started", Value(started)},
                    {"committed", Value(committed)},
                    {"transactionId", std::move(id)},
                    {"errorMessage", std::move(message)}};
  }

  const LoweredStage& stage_;
  const ExecutionContext& context_;
  TransactionControl& control_;
  WriteBatch*& current_;
  std::size_t batch_rows_;
  bool keep_rows_;
  HeldRows output_;
  std::vector<Batch> waiting_;
  std::size_t waiting_rows_ = 0;
  std::size_t transactions_ = 0;
  bool stopped_ = false;  // ON ERROR BREAK.
  bool failed_ = false;
};

// Hands the rows on while the pipeline that makes them runs: a file of any length is never held.
class StageSink final : public PipelineSink {
 public:
  explicit StageSink(StageRun& run) : run_(run) {}
  std::unique_ptr<BatchSink> open_part() const override { return std::make_unique<Part>(run_); }
  Result<Flow> take_part(std::unique_ptr<BatchSink>) override { return Flow::kMore; }

 private:
  class Part final : public BatchSink {
   public:
    explicit Part(StageRun& run) : run_(run) {}
    Result<Flow> push(Batch batch) override {
      MUSTER_CHECK(run_.take(batch));
      return Flow::kMore;
    }

   private:
    StageRun& run_;
  };
  StageRun& run_;
};

}  // namespace

Result<Batch> run_transaction_stage(const LoweredStage& stage, const ExecutionContext& context,
                                    TransactionControl& control, WriteBatch*& current,
                                    bool keep_rows) {
  std::size_t batch_rows = kTransactionRows;
  if (stage.batch_rows) {
    MUSTER_TRY(batch_rows, evaluate_count(*stage.batch_rows, context, "OF … ROWS"));
    if (batch_rows == 0)
      return Error{.code = ErrorCode::kInvalidArgument,
                   .message = "A transaction needs at least one row",
                   .detail = "NumberOutOfRange"};
  }
  // The rows are those of the graph as it is now, however long their transactions take.
  const std::shared_ptr<const GraphSnapshot> seen = current->graph().base();
  static const TaskArena one_thread(1);  // Batches run in the order of their rows.
  ExecutionContext reading = context.on(*current, *seen, context.argument, one_thread);
  reading.writes = nullptr;
  reading.records = &control.committed();
  StageRun run(stage, context, control, current, batch_rows, keep_rows);
  StageSink sink(run);
  MUSTER_CHECK(run_pipeline(reading, stage.rows, sink));
  return run.finish();
}

}  // namespace muster::query
