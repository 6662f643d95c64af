#include "query/physical/subplan.h"

#include <utility>

namespace muster::query {
namespace {

// Hands each batch on as it comes: a subplan's morsels run on one thread, in order.
class ForwardPart final : public BatchSink {
 public:
  ForwardPart(BatchSink& sink, bool& stopped) : sink_(sink), stopped_(stopped) {}
  Result<Flow> push(Batch batch) override {
    if (stopped_) return Flow::kStop;
    MUSTER_TRY(const Flow flow, sink_.push(std::move(batch)));
    stopped_ = flow == Flow::kStop;
    return flow;
  }

 private:
  BatchSink& sink_;
  bool& stopped_;
};

class ForwardSink final : public PipelineSink {
 public:
  explicit ForwardSink(BatchSink& sink) : sink_(sink) {}
  std::unique_ptr<BatchSink> open_part() const override {
    return std::make_unique<ForwardPart>(sink_, stopped);
  }
  Result<Flow> take_part(std::unique_ptr<BatchSink>) override {
    return stopped ? Flow::kStop : Flow::kMore;
  }
  mutable bool stopped = false;

 private:
  BatchSink& sink_;
};

class FirstRowSink final : public BatchSink {
 public:
  Result<Flow> push(Batch) override {
    found = true;
    return Flow::kStop;
  }
  bool found = false;
};

// Subplans run inside a morsel of the plan around them, whose threads are taken already.
const TaskArena& one_thread() {
  static const TaskArena arena(1);
  return arena;
}

}  // namespace

Batch row_argument(const Batch& batch, std::size_t row, std::span<const SlotId> slots) {
  Batch argument(batch.columns.size());
  argument.rows = 1;
  for (const SlotId slot : slots) {
    if (batch.has(slot)) argument.column(slot).append_from(batch.column(slot), row);
  }
  return argument;
}

Result<Flow> run_subplan(const ExecutionContext& context, const Pipeline& subplan,
                         const Batch& argument, BatchSink& sink) {
  ExecutionContext inner = context.for_subplan(argument, one_thread());
  if (!subplan.source) return run_streams(inner, subplan.streams, argument, sink);
  ForwardSink forward(sink);
  MUSTER_CHECK(run_pipeline(inner, subplan, forward));
  return forward.stopped ? Flow::kStop : Flow::kMore;
}

Result<bool> gives_a_row(const ExecutionContext& context, const Pipeline& subplan,
                         const Batch& argument) {
  FirstRowSink sink;
  MUSTER_TRY([[maybe_unused]] const Flow flow, run_subplan(context, subplan, argument, sink));
  return sink.found;
}

}  // namespace muster::query
