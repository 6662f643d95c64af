// Each morsel drops its own repetitions, then the survivors are compared in morsel order: the first
// of equal rows is the one that stays.
#include <algorithm>

#include "query/functions/key_table.h"
#include "query/physical/operators.h"

namespace muster::query {
namespace {

class DistinctPart final : public BatchSink {
 public:
  DistinctPart(const SlotList& slots, const ExecutionContext& context)
      : rows(slots.size()), slots_(slots), context_(context) {}
  ~DistinctPart() override { context_.leave(std::move(rows)); }
  DistinctPart(const DistinctPart&) = delete;
  DistinctPart& operator=(const DistinctPart&) = delete;

  Result<Flow> push(Batch batch) override {
    MUSTER_CHECK(rows.make_room(batch.rows, context_.budget));
    ValueList key(slots_.size());
    for (std::size_t row = 0; row < batch.rows; ++row) {
      // Copied, not taken: one slot may stand in two columns.
      for (std::size_t s = 0; s < slots_.size(); ++s) key[s] = batch.column(slots_[s])[row];
      rows.add(key);
    }
    return Flow::kMore;
  }

  Result<void> merge(DistinctPart& later) {
    for (std::size_t i = 0; i < later.rows.size(); ++i) {
      if (i % kBatchRows == 0) {
        MUSTER_CHECK(context_.budget.check());
        MUSTER_CHECK(rows.make_room(std::min(kBatchRows, later.rows.size() - i), context_.budget));
      }
      rows.add(later.rows.row(i));
    }
    return ok();
  }

  KeyTable rows;

 private:
  const SlotList& slots_;
  const ExecutionContext& context_;
};

class DistinctSink final : public PipelineSink {
 public:
  DistinctSink(const SlotList& slots, const ExecutionContext& context)
      : slots_(slots), context_(context), all(slots, context) {}
  std::unique_ptr<BatchSink> open_part() const override {
    return std::make_unique<DistinctPart>(slots_, context_);
  }
  Result<Flow> take_part(std::unique_ptr<BatchSink> part) override {
    MUSTER_CHECK(all.merge(static_cast<DistinctPart&>(*part)));
    return Flow::kMore;
  }

 private:
  const SlotList& slots_;
  const ExecutionContext& context_;

 public:
  DistinctPart all;
};

class DistinctOperator final : public SourceOperator {
 public:
  DistinctOperator(SlotList slots, Pipeline input)
      : slots_(std::move(slots)), input_(std::move(input)) {}
  Result<std::unique_ptr<OpenSource>> open(ExecutionContext& context) const override {
    DistinctSink sink(slots_, context);
    MUSTER_CHECK(run_pipeline(context, input_, sink));
    std::vector<Batch> batches;
    for (std::size_t i = 0; i < sink.all.rows.size(); ++i) {
      if (i % kBatchRows == 0) {
        MUSTER_CHECK(context.budget.check());
        batches.emplace_back(context.slots);
      }
      ++batches.back().rows;
      for (std::size_t s = 0; s < slots_.size(); ++s)
        batches.back().column(slots_[s]).push_back(sink.all.rows.row(i)[s]);
    }
    return make_batches_source(std::move(batches));
  }

 private:
  SlotList slots_;
  Pipeline input_;
};

}  // namespace

SourcePtr make_distinct_operator(const DistinctNode& node, Pipeline input) {
  return std::make_unique<DistinctOperator>(node.slots, std::move(input));
}

}  // namespace muster::query
