// Sorting. Each morsel sorts its rows; sorted runs are merged in morsel order, which keeps rows of
// equal keys in the order they came. Top-n throws away what cannot be among the first.
#include <algorithm>
#include <limits>
#include <optional>

#include "query/functions/bounded_sort.h"
#include "query/physical/operators.h"

namespace muster::query {
namespace {

constexpr std::size_t kRowsBetweenChecks = 4096;

struct SortKey {
  EvaluatorPtr expression;
  bool descending;
};

struct SortRow {
  ValueList keys;
  ValueList values;
};

struct SortShape {
  std::vector<SortKey> keys;
  SlotList carried;

  bool less(const SortRow& left, const SortRow& right) const {
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const auto order = cypher_order(left.keys[i], right.keys[i]);
      if (order != 0) return keys[i].descending ? order > 0 : order < 0;
    }
    return false;
  }
};

class SortPart final : public BatchSink {
 public:
  SortPart(const ExecutionContext& context, const SortShape& shape, std::size_t rows_max)
      : context_(context), shape_(shape), rows_max_(rows_max) {}

  Result<Flow> push(Batch batch) override {
    std::vector<Column> keys;
    for (const SortKey& key : shape_.keys) {
      MUSTER_TRY(Column column, evaluate_column(*key.expression, context_, batch));
      keys.push_back(std::move(column));
    }
    for (std::size_t row = 0; row < batch.rows; ++row) {
      SortRow sorted;
      for (Column& column : keys) sorted.keys.push_back(std::move(column[row]));
      for (const SlotId slot : shape_.carried) {
        // A slot without a column here has no value: it is not read above.
        sorted.values.push_back(batch.has(slot) ? std::move(batch.column(slot)[row]) : Value());
      }
      MUSTER_CHECK(charge(sorted));
      rows.push_back(std::move(sorted));
    }
    if (rows_max_ < rows.size() / 2) MUSTER_CHECK(end());
    return Flow::kMore;
  }

  Result<void> end() override {
    MUSTER_CHECK(bounded_stable_sort(
        rows, [&](const SortRow& left, const SortRow& right) { return shape_.less(left, right); },
        context_.budget));
    if (rows.size() > rows_max_) rows.resize(rows_max_);
    return ok();
  }

  std::vector<SortRow> rows;

 private:
  Result<void> charge(const SortRow& row) {
    if (rows_max_ <= kBatchRows) return ok();  // Small by definition.
    std::size_t bytes = sizeof(SortRow);
    for (const Value& value : row.keys) bytes += sizeof(Value) + value.heap_bytes();
    for (const Value& value : row.values) bytes += sizeof(Value) + value.heap_bytes();
    return context_.budget.charge(bytes);
  }

  const ExecutionContext& context_;
  const SortShape& shape_;
  std::size_t rows_max_;
};

class SortSink final : public PipelineSink {
 public:
  SortSink(const ExecutionContext& context, const SortShape& shape, std::size_t rows_max)
      : context_(context), shape_(shape), rows_max_(rows_max) {}
  std::unique_ptr<BatchSink> open_part() const override {
    return std::make_unique<SortPart>(context_, shape_, rows_max_);
  }
  Result<Flow> take_part(std::unique_ptr<BatchSink> part) override {
    auto& sorted = static_cast<SortPart&>(*part);
    starts.push_back(rows.size());
    rows.insert(rows.end(), std::make_move_iterator(sorted.rows.begin()),
                std::make_move_iterator(sorted.rows.end()));
    if (rows_max_ < rows.size() / 2) MUSTER_CHECK(merge());
    return Flow::kMore;
  }

  // Merges neighbouring runs pair by pair, the pairs side by side, until one run is left.
  Result<void> merge() {
    while (starts.size() > 1) {
      std::vector<SortRow> merged(rows.size());
      const std::size_t pairs = (starts.size() + 1) / 2;
      std::vector<std::optional<Error>> errors(pairs);
      context_.arena.parallel_for(pairs, 1, [&](std::size_t, std::size_t first, std::size_t end) {
        for (std::size_t pair = first; pair < end; ++pair) {
          if (auto done = merge_pair(2 * pair, merged); !done)
            errors[pair] = std::move(done).error();
        }
      });
      for (std::optional<Error>& error : errors) {
        if (error) return std::move(*error);
      }
      rows = std::move(merged);
      std::vector<std::size_t> left;
      for (std::size_t run = 0; run < starts.size(); run += 2) left.push_back(starts[run]);
      starts = std::move(left);
    }
    if (rows.size() > rows_max_) rows.resize(rows_max_);
    return ok();
  }

  std::vector<SortRow> rows;
  std::vector<std::size_t> starts;  // Of the sorted runs.

 private:
  // Runs `run` and, if there is one, `run` + 1 into the same places of `merged`.
  Result<void> merge_pair(std::size_t run, std::vector<SortRow>& merged) {
    const auto bound = [&](std::size_t index) {
      return index < starts.size() ? starts[index] : rows.size();
    };
    std::size_t left = bound(run);
    const std::size_t left_end = bound(run + 1);
    std::size_t right = left_end;
    const std::size_t right_end = bound(run + 2);
    for (std::size_t to = left; to < right_end; ++to) {
      if (to % kRowsBetweenChecks == 0) MUSTER_CHECK(context_.budget.check());
      const bool take_right =
          left == left_end || (right < right_end && shape_.less(rows[right], rows[left]));
      merged[to] = std::move(rows[take_right ? right++ : left++]);
    }
    return ok();
  }

  const ExecutionContext& context_;
  const SortShape& shape_;
  std::size_t rows_max_;
};

class SortOperator final : public SourceOperator {
 public:
  SortOperator(const SortNode& node, Pipeline input, SlotList carried)
      : limit_(compile_optional(node.limit)),
        skip_(compile_optional(node.skip)),
        input_(std::move(input)) {
    for (const BoundSortKey& key : node.keys)
      shape_.keys.push_back({compile_expression(*key.expression), key.descending});
    shape_.carried = std::move(carried);
  }

  Result<std::unique_ptr<OpenSource>> open(ExecutionContext& context) const override {
    std::size_t rows_max = std::numeric_limits<std::size_t>::max();
    if (limit_) {
      MUSTER_TRY(const std::size_t limit, evaluate_count(*limit_, context, "LIMIT"));
      rows_max = limit;
    }
    if (limit_ && skip_) {
      MUSTER_TRY(const std::size_t skip, evaluate_count(*skip_, context, "SKIP"));
      if (__builtin_add_overflow(rows_max, skip, &rows_max))
        rows_max = std::numeric_limits<std::size_t>::max();
    }
    SortSink sink(context, shape_, rows_max);
    MUSTER_CHECK(run_pipeline(context, input_, sink));
    MUSTER_CHECK(sink.merge());
    std::vector<Batch> batches;
    for (std::size_t i = 0; i < sink.rows.size(); ++i) {
      if (i % kBatchRows == 0) {
        MUSTER_CHECK(context.budget.check());
        batches.emplace_back(context.slots);
      }
      ++batches.back().rows;
      for (std::size_t s = 0; s < shape_.carried.size(); ++s)
        batches.back().column(shape_.carried[s]).push_back(std::move(sink.rows[i].values[s]));
    }
    return make_batches_source(std::move(batches));
  }

 private:
  SortShape shape_;
  EvaluatorPtr limit_;
  EvaluatorPtr skip_;
  Pipeline input_;
};

}  // namespace

SourcePtr make_sort_operator(const SortNode& node, Pipeline input, SlotList carried) {
  return std::make_unique<SortOperator>(node, std::move(input), std::move(carried));
}

}  // namespace muster::query
