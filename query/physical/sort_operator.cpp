// Sorting. Rows stay in the columns they came in; what is sorted is the list of their places, each
// with the first 64 bits of its key. Each morsel sorts its rows; sorted runs are merged in morsel
// order, which keeps rows of equal keys in the order they came. Top-n throws away what cannot be
// among the first.
#include <algorithm>
#include <limits>
#include <optional>

#include "query/functions/bounded_growth.h"
#include "query/functions/bounded_sort.h"
#include "query/physical/operators.h"
#include "query/physical/order_prefix.h"

namespace muster::query {
namespace {

constexpr std::size_t kRowsBetweenChecks = 4096;

struct SortKey {
  EvaluatorPtr expression;
  bool descending;
};

struct SortShape {
  std::vector<SortKey> keys;
  SlotList carried;
};

// Rows as they came: a column for each key, then one for each slot carried.
struct Chunk {
  std::vector<Column> columns;
};

struct Place {
  std::uint64_t prefix;  // Of the first key (order_prefix.h), for descending order turned round.
  std::uint32_t chunk;
  std::uint32_t row;
};

class SortTable {
 public:
  SortTable(const SortShape& shape, const ExecutionContext& context)
      : shape_(shape), context_(context), budget_(context.budget) {}
  ~SortTable() { context_.leave(std::move(chunks_)); }
  SortTable(SortTable&&) = default;
  SortTable& operator=(SortTable&&) = delete;

  std::vector<Place> places;

  // Adds the rows, but for those behind `last` of a full top-n. REQUIRES: the columns of a Chunk.
  Result<void> add(Chunk chunk, std::size_t rows, const std::optional<Place>& last) {
    const auto number = static_cast<std::uint32_t>(chunks_.size());
    const std::size_t before = places.size();
    MUSTER_CHECK(make_room(places, rows, budget_));
    std::vector<char> keep(rows, 1);
    Value room;
    for (std::size_t row = 0; row < rows; ++row) {
      const std::uint64_t rising = order_prefix(chunk.columns[0].at(row, room));
      const std::uint64_t prefix = shape_.keys[0].descending ? ~rising : rising;
      if (last && prefix > last->prefix) {
        keep[row] = 0;
      } else {
        places.push_back({prefix, number, static_cast<std::uint32_t>(places.size() - before)});
      }
    }
    const std::size_t added = places.size() - before;
    if (added == 0) return ok();
    for (Column& column : chunk.columns) {
      if (added < rows && !column.empty()) column.keep(keep);
    }
    chunks_.push_back(std::move(chunk));
    return ok();
  }

  // Takes over the rows of `later`, and says where its places begin.
  // Errors: those of the budget.
  Result<std::size_t> append(SortTable& later) {
    const std::size_t begin = places.size();
    MUSTER_CHECK(make_room(places, later.places.size(), budget_));
    const auto offset = static_cast<std::uint32_t>(chunks_.size());
    for (Place place : later.places) {
      place.chunk += offset;
      places.push_back(place);
    }
    std::ranges::move(later.chunks_, std::back_inserter(chunks_));
    later.places = {};
    return begin;
  }

  bool less(const Place& left, const Place& right) const {
    if (left.prefix != right.prefix) return left.prefix < right.prefix;
    Value left_room;
    Value right_room;
    for (std::size_t k = 0; k < shape_.keys.size(); ++k) {
      const auto order = cypher_order(chunks_[left.chunk].columns[k].at(left.row, left_room),
                                      chunks_[right.chunk].columns[k].at(right.row, right_room));
      if (order != 0) return shape_.keys[k].descending ? order > 0 : order < 0;
    }
    return false;
  }

  Result<void> sort() {
    return bounded_stable_sort(
        places, [&](const Place& left, const Place& right) { return less(left, right); }, budget_);
  }

  // Keeps the first `rows` places alone, in a chunk of their own. REQUIRES: they are sorted.
  Result<void> cut(std::size_t rows) {
    if (places.size() <= rows) return ok();
    places.resize(rows);
    places.shrink_to_fit();
    Chunk kept;
    for (std::size_t c = 0; c < shape_.keys.size() + shape_.carried.size(); ++c)
      kept.columns.push_back(gather(c, 0, rows));
    for (std::size_t i = 0; i < rows; ++i) {
      places[i].chunk = 0;
      places[i].row = static_cast<std::uint32_t>(i);
    }
    MUSTER_CHECK(budget_.check());
    chunks_.clear();
    chunks_.push_back(std::move(kept));
    return ok();
  }

  // The rows [begin, end) of the slots carried.
  Batch batch(std::size_t begin, std::size_t end, std::size_t slots) const {
    Batch made(slots);
    made.rows = end - begin;
    for (std::size_t s = 0; s < shape_.carried.size(); ++s)
      made.column(shape_.carried[s]) = gather(shape_.keys.size() + s, begin, end);
    return made;
  }

 private:
  Column gather(std::size_t column, std::size_t begin, std::size_t end) const {
    Column made;
    made.reserve(end - begin);
    for (std::size_t i = begin; i < end; ++i) {
      const Column& from = chunks_[places[i].chunk].columns[column];
      // A slot without a column here has no value: it is not read above.
      if (from.empty()) {
        made.append_null();
      } else {
        made.append_from(from, places[i].row);
      }
    }
    return made;
  }

  const SortShape& shape_;
  const ExecutionContext& context_;
  const WorkBudget& budget_;
  std::vector<Chunk> chunks_;
};

class SortPart final : public BatchSink {
 public:
  SortPart(const ExecutionContext& context, const SortShape& shape, std::size_t rows_max)
      : table(shape, context), context_(context), shape_(shape), rows_max_(rows_max) {}

  Result<Flow> push(Batch batch) override {
    Chunk chunk;
    for (const SortKey& key : shape_.keys) {
      MUSTER_TRY(Column column, evaluate_column(*key.expression, context_, batch));
      chunk.columns.push_back(std::move(column));
    }
    for (const SlotId slot : shape_.carried) chunk.columns.push_back(std::move(batch.column(slot)));
    MUSTER_CHECK(table.add(std::move(chunk), batch.rows, last_));
    if (rows_max_ < table.places.size() / 2) {
      MUSTER_CHECK(end());
      if (rows_max_ > 0) last_ = table.places.back();
    }
    return Flow::kMore;
  }

  Result<void> end() override {
    MUSTER_CHECK(table.sort());
    return table.cut(rows_max_);
  }

  SortTable table;

 private:
  const ExecutionContext& context_;
  const SortShape& shape_;
  std::size_t rows_max_;
  std::optional<Place> last_;  // Of the first `rows_max`, once there were so many.
};

class SortSink final : public PipelineSink {
 public:
  SortSink(const ExecutionContext& context, const SortShape& shape, std::size_t rows_max)
      : table(shape, context), context_(context), shape_(shape), rows_max_(rows_max) {}
  std::unique_ptr<BatchSink> open_part() const override {
    return std::make_unique<SortPart>(context_, shape_, rows_max_);
  }
  Result<Flow> take_part(std::unique_ptr<BatchSink> part) override {
    MUSTER_TRY(const std::size_t begin, table.append(static_cast<SortPart&>(*part).table));
    starts.push_back(begin);
    if (rows_max_ < table.places.size() / 2) MUSTER_CHECK(merge());
    return Flow::kMore;
  }

  // Merges neighbouring runs pair by pair, the pairs side by side, until one run is left.
  Result<void> merge() {
    while (starts.size() > 1) {
      std::vector<Place> merged;
      MUSTER_CHECK(make_room(merged, table.places.size(), context_.budget));
      merged.resize(table.places.size());
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
      table.places = std::move(merged);
      std::vector<std::size_t> left;
      for (std::size_t run = 0; run < starts.size(); run += 2) left.push_back(starts[run]);
      starts = std::move(left);
    }
    return table.cut(rows_max_);
  }

  SortTable table;
  std::vector<std::size_t> starts;  // Of the sorted runs.

 private:
  // Runs `run` and, if there is one, `run` + 1 into the same places of `merged`.
  Result<void> merge_pair(std::size_t run, std::vector<Place>& merged) {
    const std::vector<Place>& places = table.places;
    const auto bound = [&](std::size_t index) {
      return index < starts.size() ? starts[index] : places.size();
    };
    std::size_t left = bound(run);
    const std::size_t left_end = bound(run + 1);
    std::size_t right = left_end;
    const std::size_t right_end = bound(run + 2);
    for (std::size_t to = left; to < right_end; ++to) {
      if (to % kRowsBetweenChecks == 0) MUSTER_CHECK(context_.budget.check());
      const bool take_right =
          left == left_end || (right < right_end && table.less(places[right], places[left]));
      merged[to] = places[take_right ? right++ : left++];
    }
    return ok();
  }

  const ExecutionContext& context_;
  const SortShape& shape_;
  std::size_t rows_max_;
};

// The sorted rows, a batch a morsel.
class SortedSource final : public OpenSource {
 public:
  explicit SortedSource(SortTable table) : table_(std::move(table)) {}
  std::size_t morsels() const override {
    return (table_.places.size() + kBatchRows - 1) / kBatchRows;
  }
  Result<Flow> run(const ExecutionContext& context, std::size_t morsel, BatchSink& next) override {
    const std::size_t begin = morsel * kBatchRows;
    return next.push(
        table_.batch(begin, std::min(table_.places.size(), begin + kBatchRows), context.slots));
  }

 private:
  SortTable table_;
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
    return std::unique_ptr<OpenSource>(std::make_unique<SortedSource>(std::move(sink.table)));
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
