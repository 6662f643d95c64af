// How a plan runs: pipelines of batches.
//
// A pipeline is a source, which cuts its rows into morsels, and stream operators, which turn a
// batch into batches. Morsels run on the task arena in any order; what they give is merged in
// morsel order. An operator that needs all rows before it gives any (sort, aggregate, every write)
// is a source that runs a pipeline of its own when it is opened.
//
// The law: morsel bounds depend on the data alone, so 1 and 16 threads give the same bytes.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "query/physical/batch.h"
#include "query/physical/execution_context.h"

namespace muster::query {

enum class Flow : unsigned char { kMore, kStop };

class BatchSink {
 public:
  virtual ~BatchSink() = default;
  // kStop: no further rows are needed. REQUIRES: batch.rows > 0.
  virtual Result<Flow> push(Batch batch) = 0;
  // Of a part: its morsel is through. Work on all rows of the part belongs here, where the morsels
  // still run side by side.
  virtual Result<void> end() { return ok(); }
};

// Keeps what is pushed. Errors: those of the budget.
class BatchCollector final : public BatchSink {
 public:
  explicit BatchCollector(const ExecutionContext& context) : context_(context) {}
  ~BatchCollector() override { context_.leave(std::move(batches)); }
  BatchCollector(const BatchCollector&) = delete;
  BatchCollector& operator=(const BatchCollector&) = delete;
  Result<Flow> push(Batch batch) override {
    MUSTER_CHECK(context_.budget.check());
    batches.push_back(std::move(batch));
    return Flow::kMore;
  }
  std::vector<Batch> batches;

 private:
  const ExecutionContext& context_;
};

class StreamOperator {
 public:
  virtual ~StreamOperator() = default;
  // Threads: several morsels at once.
  virtual Result<Flow> process(const ExecutionContext& context, Batch input,
                               BatchSink& next) const = 0;
};

// Rows ready to be read, morsel by morsel.
class OpenSource {
 public:
  virtual ~OpenSource() = default;
  virtual std::size_t morsels() const = 0;
  // Called once a morsel: rows that are held may be handed on. Threads: several morsels at once.
  virtual Result<Flow> run(const ExecutionContext& context, std::size_t morsel,
                           BatchSink& next) = 0;
};

class SourceOperator {
 public:
  virtual ~SourceOperator() = default;
  // Does all the work that must come before the first row, writes included.
  virtual Result<std::unique_ptr<OpenSource>> open(ExecutionContext& context) const = 0;
};

struct Pipeline {
  std::unique_ptr<SourceOperator> source;  // Null: the argument of the subplan (subplan.h).
  std::vector<std::unique_ptr<StreamOperator>> streams;
};

// What a pipeline pours into: one part a morsel, taken in morsel order.
class PipelineSink {
 public:
  virtual ~PipelineSink() = default;
  virtual std::unique_ptr<BatchSink> open_part() const = 0;
  // A part for the morsel that comes next, while no other runs: it may pass its rows on as they
  // come instead of holding them.
  virtual std::unique_ptr<BatchSink> open_next_part() { return open_part(); }
  // Called in morsel order. kStop: no further morsel is needed.
  virtual Result<Flow> take_part(std::unique_ptr<BatchSink> part) = 0;
};

// Errors: the first in morsel order, so that it is the same for every thread count.
Result<void> run_pipeline(ExecutionContext& context, const Pipeline& pipeline, PipelineSink& sink);

// Pushes `input` through `streams` one after the other into `last`.
Result<Flow> run_streams(const ExecutionContext& context,
                         const std::vector<std::unique_ptr<StreamOperator>>& streams, Batch input,
                         BatchSink& last);

// Collects all rows.
Result<std::vector<Batch>> collect_rows(ExecutionContext& context, const Pipeline& pipeline);

// Gives batches that are there already, one a morsel.
std::unique_ptr<OpenSource> make_batches_source(std::vector<Batch> batches);

// Writes rows that extend those of an input batch, kBatchRows at a time; fewer where their values
// are long.
class RowWriter {
 public:
  // `carried`: the slots to copy from the input row.
  RowWriter(const ExecutionContext& context, const std::vector<SlotId>& carried, BatchSink& next)
      : context_(context), carried_(carried), next_(next), batch_(context.slots) {}

  // The new values of the row being written go here, then finish_row().
  void put(SlotId slot, Value value) {
    value_bytes_ += own_bytes(value);
    batch_.column(slot).push_back(std::move(value));
  }
  void put(SlotId slot, NodeId node) { batch_.column(slot).push_back(node); }
  void put(SlotId slot, EdgeId edge) { batch_.column(slot).push_back(edge); }
  Result<Flow> finish_row(const Batch& input, std::size_t row);
  Result<Flow> flush();

 private:
  const ExecutionContext& context_;
  const std::vector<SlotId>& carried_;
  BatchSink& next_;
  Batch batch_;
  std::size_t value_bytes_ = 0;  // Of the values put, long as they are.
};

}  // namespace muster::query
