// Grouping. Each morsel groups its own rows; groups and their states are then merged in morsel
// order, so groups come out in the order in which their first rows came in.
#include "query/functions/bounded_growth.h"
#include "query/functions/function_registry.h"
#include "query/functions/key_table.h"
#include "query/physical/operators.h"

namespace muster::query {
namespace {

struct CompiledAggregate {
  SlotId slot;
  const Function* function;  // Null: count(*).
  bool distinct;
  std::vector<EvaluatorPtr> arguments;

  // A number that grows by one a row: no state is made for it.
  bool counts() const { return function == nullptr || (!distinct && function->name == "count"); }
  std::unique_ptr<AggregateState> make_state() const {
    return distinct ? make_distinct_state(function->make_state) : function->make_state();
  }
};

struct CompiledKey {
  SlotId slot;
  EvaluatorPtr expression;
};

// Groups in order of appearance.
class GroupTable {
 public:
  GroupTable(const ExecutionContext& context, const std::vector<CompiledAggregate>& aggregates,
             std::size_t keys)
      : context_(context),
        aggregates_(aggregates),
        budget_(context.budget),
        keys_(keys),
        counts_(aggregates.size()),
        states_(aggregates.size()) {}
  ~GroupTable() {
    context_.leave(std::move(keys_));
    context_.leave(std::move(states_));
  }
  GroupTable(const GroupTable&) = delete;
  GroupTable& operator=(const GroupTable&) = delete;

  // Room for the groups of `rows` rows, were each a new one. Errors: those of the budget.
  Result<void> make_room(std::size_t rows) {
    MUSTER_CHECK(keys_.make_room(rows, budget_));
    for (std::size_t a = 0; a < aggregates_.size(); ++a)
      MUSTER_CHECK(aggregates_[a].counts() ? muster::make_room(counts_[a], rows, budget_)
                                           : muster::make_room(states_[a], rows, budget_));
    return ok();
  }

  // The number of the group `key`, which may be moved from; a new one if need be.
  // REQUIRES: there is room for it.
  std::size_t group(std::span<Value> key) {
    const auto [group, added] = keys_.add(key);
    if (added) add_group();
    return group;
  }

  // Adds a row to `groups[row]` for each row of the arguments. Aggregates skip nulls.
  Result<void> add_rows(std::size_t aggregate, const std::vector<Column>& arguments,
                        const std::vector<std::size_t>& groups) {
    if (aggregates_[aggregate].counts()) {
      std::vector<std::int64_t>& counts = counts_[aggregate];
      for (std::size_t row = 0; row < groups.size(); ++row) {
        if (arguments.empty() || !arguments[0].is_null(row)) ++counts[groups[row]];
      }
      return ok();
    }
    ValueList values(arguments.size());
    for (std::size_t row = 0; row < groups.size(); ++row) {
      if (arguments[0].is_null(row)) continue;
      for (std::size_t i = 0; i < arguments.size(); ++i) values[i] = arguments[i][row];
      AggregateState& state = *states_[aggregate][groups[row]];
      MUSTER_CHECK(state.add(values, budget_));
    }
    return ok();
  }

  Result<void> merge(GroupTable& later) {
    for (std::size_t i = 0; i < later.keys_.size(); ++i) {
      if (i % kBatchRows == 0) {
        MUSTER_CHECK(budget_.check());
        MUSTER_CHECK(make_room(std::min(kBatchRows, later.keys_.size() - i)));
      }
      const std::size_t mine = group(later.keys_.row(i));
      for (std::size_t a = 0; a < aggregates_.size(); ++a) {
        if (aggregates_[a].counts()) {
          counts_[a][mine] += later.counts_[a][i];
          continue;
        }
        MUSTER_CHECK(states_[a][mine]->merge(*later.states_[a][i], budget_));
      }
    }
    return ok();
  }

  std::size_t size() const { return keys_.size(); }
  std::span<const Value> key(std::size_t group) const { return keys_.row(group); }
  Result<Value> finish(std::size_t aggregate, std::size_t group) {
    if (aggregates_[aggregate].counts()) return Value(counts_[aggregate][group]);
    return states_[aggregate][group]->finish(budget_);
  }

 private:
  void add_group() {
    for (std::size_t a = 0; a < aggregates_.size(); ++a) {
      if (aggregates_[a].counts()) {
        counts_[a].push_back(0);
        continue;
      }
      states_[a].push_back(aggregates_[a].make_state());
    }
  }

  const ExecutionContext& context_;
  const std::vector<CompiledAggregate>& aggregates_;
  const WorkBudget& budget_;
  KeyTable keys_;
  // By aggregate, then by group: one of the two.
  std::vector<std::vector<std::int64_t>> counts_;
  std::vector<std::vector<std::unique_ptr<AggregateState>>> states_;
};

class GroupPart final : public BatchSink {
 public:
  GroupPart(const ExecutionContext& context, const std::vector<CompiledKey>& keys,
            const std::vector<CompiledAggregate>& aggregates)
      : context_(context),
        keys_(keys),
        aggregates_(aggregates),
        table(context, aggregates, keys.size()) {}

  Result<Flow> push(Batch batch) override {
    MUSTER_TRY(const std::vector<std::size_t> groups, groups_of(batch));
    for (std::size_t a = 0; a < aggregates_.size(); ++a) {
      std::vector<Column> arguments;
      for (const EvaluatorPtr& argument : aggregates_[a].arguments) {
        MUSTER_TRY(Column column, evaluate_column(*argument, context_, batch));
        arguments.push_back(std::move(column));
      }
      MUSTER_CHECK(table.add_rows(a, arguments, groups));
    }
    return Flow::kMore;
  }

 private:
  Result<std::vector<std::size_t>> groups_of(const Batch& batch) {
    std::vector<Column> columns;
    for (const CompiledKey& key : keys_) {
      MUSTER_TRY(Column column, evaluate_column(*key.expression, context_, batch));
      columns.push_back(std::move(column));
    }
    // Without keys there is one group.
    MUSTER_CHECK(table.make_room(keys_.empty() ? 1 : batch.rows));
    if (keys_.empty()) return std::vector<std::size_t>(batch.rows, table.group({}));
    std::vector<std::size_t> groups(batch.rows);
    ValueList key(columns.size());
    for (std::size_t row = 0; row < batch.rows; ++row) {
      for (std::size_t k = 0; k < columns.size(); ++k) key[k] = columns[k].take(row);
      groups[row] = table.group(key);
    }
    return groups;
  }

  const ExecutionContext& context_;
  const std::vector<CompiledKey>& keys_;
  const std::vector<CompiledAggregate>& aggregates_;

 public:
  GroupTable table;
};

class GroupSink final : public PipelineSink {
 public:
  GroupSink(const ExecutionContext& context, const std::vector<CompiledKey>& keys,
            const std::vector<CompiledAggregate>& aggregates)
      : context_(context),
        keys_(keys),
        aggregates_(aggregates),
        table(context, aggregates, keys.size()) {}
  std::unique_ptr<BatchSink> open_part() const override {
    return std::make_unique<GroupPart>(context_, keys_, aggregates_);
  }
  Result<Flow> take_part(std::unique_ptr<BatchSink> part) override {
    MUSTER_CHECK(table.merge(static_cast<GroupPart&>(*part).table));
    return Flow::kMore;
  }

 private:
  const ExecutionContext& context_;
  const std::vector<CompiledKey>& keys_;
  const std::vector<CompiledAggregate>& aggregates_;

 public:
  GroupTable table;
};

class AggregateOperator final : public SourceOperator {
 public:
  AggregateOperator(const AggregateNode& node, Pipeline input) : input_(std::move(input)) {
    for (const BoundGroupingKey& key : node.keys)
      keys_.push_back({key.slot, compile_expression(*key.expression)});
    for (const BoundAggregate& aggregate : node.aggregates) {
      CompiledAggregate compiled{
          .slot = aggregate.slot,
          .function = aggregate.function ? &function_of(*aggregate.function) : nullptr,
          .distinct = aggregate.distinct,
          .arguments = {}};
      for (const auto& argument : aggregate.arguments)
        compiled.arguments.push_back(compile_expression(*argument));
      aggregates_.push_back(std::move(compiled));
    }
  }

  Result<std::unique_ptr<OpenSource>> open(ExecutionContext& context) const override {
    GroupSink sink(context, keys_, aggregates_);
    MUSTER_CHECK(run_pipeline(context, input_, sink));
    // Without keys there is always one group, even of no rows.
    if (keys_.empty()) {
      MUSTER_CHECK(sink.table.make_room(1));
      sink.table.group({});
    }
    std::vector<Batch> batches;
    for (std::size_t i = 0; i < sink.table.size(); ++i) {
      if (i % kBatchRows == 0) {
        MUSTER_CHECK(context.budget.check());
        batches.emplace_back(context.slots);
      }
      Batch& batch = batches.back();
      ++batch.rows;
      for (std::size_t k = 0; k < keys_.size(); ++k)
        batch.column(keys_[k].slot).push_back(sink.table.key(i)[k]);
      for (std::size_t a = 0; a < aggregates_.size(); ++a) {
        MUSTER_TRY(Value value, sink.table.finish(a, i));
        batch.column(aggregates_[a].slot).push_back(std::move(value));
      }
    }
    return make_batches_source(std::move(batches));
  }

 private:
  std::vector<CompiledKey> keys_;
  std::vector<CompiledAggregate> aggregates_;
  Pipeline input_;
};

}  // namespace

SourcePtr make_aggregate_operator(const AggregateNode& node, Pipeline input) {
  return std::make_unique<AggregateOperator>(node, std::move(input));
}

}  // namespace muster::query
