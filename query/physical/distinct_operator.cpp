// Each morsel drops its own repetitions, then the survivors are compared in morsel order: the first
// of equal rows is the one that stays.
#include <unordered_set>

#include "query/physical/operators.h"
#include "query/physical/row_key.h"

namespace muster::query {
namespace {

class DistinctPart final : public BatchSink {
 public:
  DistinctPart(const SlotList& slots, WorkBudget& budget) : slots_(slots), budget_(budget) {}

  Result<Flow> push(Batch batch) override {
    for (std::size_t row = 0; row < batch.rows; ++row) {
      ValueList key;
      for (const SlotId slot : slots_) key.push_back(batch.column(slot)[row]);
      MUSTER_CHECK(add(std::move(key)));
    }
    return Flow::kMore;
  }

  Result<void> add(ValueList key) {
    const auto [found, added] = seen_.insert(std::move(key));
    if (!added) return ok();
    rows.push_back(&*found);
    std::size_t bytes = 96;
    for (const Value& value : *found) bytes += sizeof(Value) + value.heap_bytes();
    return budget_.charge(bytes);
  }

  std::vector<const ValueList*> rows;  // In order of appearance, into seen_.

 private:
  const SlotList& slots_;
  WorkBudget& budget_;
  std::unordered_set<ValueList, RowKeyHash, RowKeyEqual> seen_;
};

class DistinctSink final : public PipelineSink {
 public:
  DistinctSink(const SlotList& slots, WorkBudget& budget)
      : slots_(slots), budget_(budget), all(slots, budget) {}
  std::unique_ptr<BatchSink> open_part() const override {
    return std::make_unique<DistinctPart>(slots_, budget_);
  }
  Result<Flow> take_part(std::unique_ptr<BatchSink> part) override {
    std::size_t taken = 0;
    for (const ValueList* row : static_cast<DistinctPart&>(*part).rows) {
      if (++taken % kBatchRows == 0) MUSTER_CHECK(budget_.check());
      MUSTER_CHECK(all.add(*row));
    }
    return Flow::kMore;
  }

 private:
  const SlotList& slots_;
  WorkBudget& budget_;

 public:
  DistinctPart all;
};

class DistinctOperator final : public SourceOperator {
 public:
  DistinctOperator(SlotList slots, Pipeline input)
      : slots_(std::move(slots)), input_(std::move(input)) {}
  Result<std::unique_ptr<OpenSource>> open(ExecutionContext& context) const override {
    DistinctSink sink(slots_, context.budget);
    MUSTER_CHECK(run_pipeline(context, input_, sink));
    std::vector<Batch> batches;
    for (std::size_t i = 0; i < sink.all.rows.size(); ++i) {
      if (i % kBatchRows == 0) {
        MUSTER_CHECK(context.budget.check());
        batches.emplace_back(context.slots);
      }
      ++batches.back().rows;
      for (std::size_t s = 0; s < slots_.size(); ++s)
        batches.back().column(slots_[s]).push_back((*sink.all.rows[i])[s]);
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
