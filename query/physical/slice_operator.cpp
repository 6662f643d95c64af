// SKIP and LIMIT. A morsel never gives more rows than can be needed, and no morsel is begun once
// there are enough.
#include <limits>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "query/physical/operators.h"

namespace muster::query {
namespace {

class SlicePart final : public BatchSink {
 public:
  SlicePart(const ExecutionContext& context, std::size_t rows_max)
      : context_(context), rows_max_(rows_max) {}
  ~SlicePart() override { context_.leave(std::move(batches)); }
  SlicePart(const SlicePart&) = delete;
  SlicePart& operator=(const SlicePart&) = delete;
  Result<Flow> push(Batch batch) override {
    if (rows_ + batch.rows > rows_max_) slice_rows(batch, 0, rows_max_ - rows_);
    rows_ += batch.rows;
    if (batch.rows > 0) {
      MUSTER_CHECK(context_.budget.check());
      batches.push_back(std::move(batch));
    }
    return rows_ >= rows_max_ ? Flow::kStop : Flow::kMore;
  }
  std::vector<Batch> batches;

 private:
  const ExecutionContext& context_;
  std::size_t rows_max_;
  std::size_t rows_ = 0;
};

class SliceSink final : public PipelineSink {
 public:
  SliceSink(const ExecutionContext& context, std::size_t skip, std::size_t limit)
      : context_(context), skip_(skip), limit_(limit) {}
  ~SliceSink() override { context_.leave(std::move(batches)); }
  SliceSink(const SliceSink&) = delete;
  SliceSink& operator=(const SliceSink&) = delete;
  std::unique_ptr<BatchSink> open_part() const override {
    std::size_t rows_max = 0;
    if (__builtin_add_overflow(skip_, limit_, &rows_max))
      rows_max = std::numeric_limits<std::size_t>::max();
    return std::make_unique<SlicePart>(context_, rows_max);
  }
  Result<Flow> take_part(std::unique_ptr<BatchSink> part) override {
    for (Batch& batch : static_cast<SlicePart&>(*part).batches) {
      const std::size_t skipped = std::min(skip_, batch.rows);
      skip_ -= skipped;
      const std::size_t taken = std::min(limit_, batch.rows - skipped);
      if (taken == 0) continue;
      limit_ -= taken;
      slice_rows(batch, skipped, skipped + taken);
      batches.push_back(std::move(batch));
    }
    return limit_ == 0 ? Flow::kStop : Flow::kMore;
  }
  std::vector<Batch> batches;

 private:
  const ExecutionContext& context_;
  std::size_t skip_;
  std::size_t limit_;
};

class SliceOperator final : public SourceOperator {
 public:
  SliceOperator(const BoundExpressionPtr& skip, const BoundExpressionPtr& limit, Pipeline input)
      : skip_(compile_optional(skip)), limit_(compile_optional(limit)), input_(std::move(input)) {}
  Result<std::unique_ptr<OpenSource>> open(ExecutionContext& context) const override {
    std::size_t skip = 0;
    std::size_t limit = std::numeric_limits<std::size_t>::max();
    if (skip_) {
      MUSTER_TRY(skip, evaluate_count(*skip_, context, "SKIP"));
    }
    if (limit_) {
      MUSTER_TRY(limit, evaluate_count(*limit_, context, "LIMIT"));
    }
    SliceSink sink(context, skip, limit);
    // Also for LIMIT 0: what lies below may write.
    MUSTER_CHECK(run_pipeline(context, input_, sink));
    return make_batches_source(std::move(sink.batches));
  }

 private:
  EvaluatorPtr skip_;
  EvaluatorPtr limit_;
  Pipeline input_;
};

}  // namespace

SourcePtr make_slice_operator(const BoundExpressionPtr& skip, const BoundExpressionPtr& limit,
                              Pipeline input) {
  return std::make_unique<SliceOperator>(skip, limit, std::move(input));
}

Result<std::size_t> evaluate_count(const Evaluator& evaluator, const ExecutionContext& context,
                                   std::string_view clause) {
  MUSTER_TRY(const Value value, evaluate_constant(evaluator, context));
  if (!value.is_integer())
    return Error{.code = ErrorCode::kSemantic,
                 .message = fmt::format("{} needs an Integer, not a {}", clause,
                                        value_type_name(value.type())),
                 .detail = "InvalidArgumentType"};
  if (value.as_integer() < 0)
    return Error{.code = ErrorCode::kSemantic,
                 .message = fmt::format("{} needs a number that is not negative, not {}", clause,
                                        value.as_integer()),
                 .detail = "NegativeIntegerArgument"};
  return static_cast<std::size_t>(value.as_integer());
}

}  // namespace muster::query
