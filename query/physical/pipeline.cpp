#include <algorithm>
#include <optional>

#include "query/physical/operator.h"

namespace muster::query {
namespace {

// Morsels that run side by side: few at first, so that a small LIMIT ends early; the sequence never
// depends on the thread count.
constexpr std::size_t kWindowMax = 64;

// Rows of long lists and texts make a batch sooner: the budget is asked once a batch.
constexpr std::size_t kBatchValueBytes = 1 << 20;

class ChainSink final : public BatchSink {
 public:
  ChainSink(const ExecutionContext& context, const StreamOperator& stream, BatchSink& next)
      : context_(context), stream_(stream), next_(next) {}
  Result<Flow> push(Batch batch) override {
    if (auto checked = context_.budget.check(); !checked) return std::move(checked).error();
    return stream_.process(context_, std::move(batch), next_);
  }

 private:
  const ExecutionContext& context_;
  const StreamOperator& stream_;
  BatchSink& next_;
};

// The streams as nested sinks, first stream outermost.
class Chain {
 public:
  Chain(const ExecutionContext& context,
        const std::vector<std::unique_ptr<StreamOperator>>& streams, BatchSink& last)
      : first_(&last) {
    sinks_.reserve(streams.size());
    for (auto stream = streams.rbegin(); stream != streams.rend(); ++stream) {
      sinks_.push_back(std::make_unique<ChainSink>(context, **stream, *first_));
      first_ = sinks_.back().get();
    }
  }
  BatchSink& first() { return *first_; }

 private:
  std::vector<std::unique_ptr<ChainSink>> sinks_;
  BatchSink* first_;
};

class CollectSink final : public PipelineSink {
 public:
  explicit CollectSink(const ExecutionContext& context) : context_(context) {}
  ~CollectSink() override { context_.leave(std::move(batches)); }
  CollectSink(const CollectSink&) = delete;
  CollectSink& operator=(const CollectSink&) = delete;
  std::unique_ptr<BatchSink> open_part() const override {
    return std::make_unique<BatchCollector>(context_);
  }
  Result<Flow> take_part(std::unique_ptr<BatchSink> part) override {
    for (Batch& batch : static_cast<BatchCollector&>(*part).batches)
      batches.push_back(std::move(batch));
    return Flow::kMore;
  }
  std::vector<Batch> batches;

 private:
  const ExecutionContext& context_;
};

class BatchesSource final : public OpenSource {
 public:
  explicit BatchesSource(std::vector<Batch> batches) : batches_(std::move(batches)) {}
  std::size_t morsels() const override { return batches_.size(); }
  Result<Flow> run(const ExecutionContext&, std::size_t morsel, BatchSink& next) override {
    return next.push(std::move(batches_[morsel]));
  }

 private:
  std::vector<Batch> batches_;
};

// The rows around a subplan, which it begins with.
class ArgumentSource final : public OpenSource {
 public:
  explicit ArgumentSource(const Batch& argument) : argument_(argument) {}
  std::size_t morsels() const override { return argument_.rows > 0 ? 1 : 0; }
  Result<Flow> run(const ExecutionContext&, std::size_t, BatchSink& next) override {
    return next.push(argument_);
  }

 private:
  const Batch& argument_;
};

}  // namespace

Result<void> run_pipeline(ExecutionContext& context, const Pipeline& pipeline, PipelineSink& sink) {
  std::unique_ptr<OpenSource> source;
  if (pipeline.source) {
    MUSTER_TRY(source, pipeline.source->open(context));
  } else {
    MUSTER_ASSERT(context.argument != nullptr);
    source = std::make_unique<ArgumentSource>(*context.argument);
  }
  const std::size_t morsels = source->morsels();
  const ExecutionContext& shared = context;
  const auto run_morsel = [&](std::size_t morsel, BatchSink& part) -> Result<void> {
    MUSTER_CHECK(shared.budget.check());
    Chain chain(shared, pipeline.streams, part);
    MUSTER_CHECK(source->run(shared, morsel, chain.first()));
    return part.end();
  };
  std::size_t window = 1;
  for (std::size_t begin = 0; begin < morsels;
       begin += window, window = std::min(window * 2, kWindowMax)) {
    const std::size_t count = std::min(window, morsels - begin);
    // A look-up is one morsel: waking another thread for it would cost more than it does.
    if (count == 1) {
      auto part = sink.open_next_part();
      MUSTER_CHECK(run_morsel(begin, *part));
      MUSTER_TRY(const Flow flow, sink.take_part(std::move(part)));
      if (flow == Flow::kStop) return ok();
      continue;
    }
    std::vector<std::unique_ptr<BatchSink>> parts(count);
    std::vector<std::optional<Error>> errors(count);
    for (auto& part : parts) part = sink.open_part();
    context.arena.parallel_for(count, 1, [&](std::size_t, std::size_t first, std::size_t end) {
      for (std::size_t i = first; i < end; ++i) {
        if (auto ran = run_morsel(begin + i, *parts[i]); !ran) errors[i] = std::move(ran).error();
      }
    });
    for (std::size_t i = 0; i < count; ++i) {
      if (errors[i]) return std::move(*errors[i]);
      MUSTER_TRY(const Flow flow, sink.take_part(std::move(parts[i])));
      if (flow == Flow::kStop) return ok();
    }
  }
  return ok();
}

Result<Flow> run_streams(const ExecutionContext& context,
                         const std::vector<std::unique_ptr<StreamOperator>>& streams, Batch input,
                         BatchSink& last) {
  Chain chain(context, streams, last);
  return chain.first().push(std::move(input));
}

Result<std::vector<Batch>> collect_rows(ExecutionContext& context, const Pipeline& pipeline) {
  CollectSink sink(context);
  MUSTER_CHECK(run_pipeline(context, pipeline, sink));
  return std::move(sink.batches);
}

std::unique_ptr<OpenSource> make_batches_source(std::vector<Batch> batches) {
  return std::make_unique<BatchesSource>(std::move(batches));
}

Result<Flow> RowWriter::finish_row(const Batch& input, std::size_t row) {
  for (const SlotId slot : carried_) {
    const Column& column = input.column(slot);
    if (!column.empty()) batch_.column(slot).append_from(column, row);
  }
  if (++batch_.rows < kBatchRows && value_bytes_ < kBatchValueBytes) return Flow::kMore;
  return flush();
}

Result<Flow> RowWriter::flush() {
  if (batch_.rows == 0) return Flow::kMore;
  MUSTER_CHECK(context_.budget.check());
  value_bytes_ = 0;
  return next_.push(std::exchange(batch_, Batch(context_.slots)));
}

}  // namespace muster::query
