// Grouping. Each morsel groups its own rows; groups and their states are then merged in morsel
// order, so groups come out in the order in which their first rows came in.
#include <unordered_map>

#include "query/functions/function_registry.h"
#include "query/physical/operators.h"
#include "query/physical/row_key.h"

namespace muster::query {
namespace {

struct CompiledAggregate {
  SlotId slot;
  const Function* function;  // Null: count(*).
  bool distinct;
  std::vector<EvaluatorPtr> arguments;

  std::unique_ptr<AggregateState> make_state() const {
    if (function == nullptr) return make_count_rows_state();
    return distinct ? make_distinct_state(function->make_state) : function->make_state();
  }
};

struct CompiledKey {
  SlotId slot;
  EvaluatorPtr expression;
};

using States = std::vector<std::unique_ptr<AggregateState>>;

// Groups in order of appearance.
class GroupTable {
 public:
  GroupTable(const std::vector<CompiledAggregate>& aggregates, WorkBudget& budget)
      : aggregates_(aggregates), budget_(budget) {}

  // The states of the group `key`, new if need be.
  Result<States*> group(ValueList key) {
    const auto [found, added] = index_.try_emplace(std::move(key), states_.size());
    if (added) {
      std::size_t bytes = 128;
      for (const Value& value : found->first) bytes += sizeof(Value) + value.heap_bytes();
      MUSTER_CHECK(budget_.charge(bytes));
      keys_.push_back(&found->first);
      States states;
      for (const CompiledAggregate& aggregate : aggregates_)
        states.push_back(aggregate.make_state());
      states_.push_back(std::move(states));
    }
    return &states_[found->second];
  }

  Result<void> merge(GroupTable& later) {
    for (std::size_t i = 0; i < later.states_.size(); ++i) {
      if (i % kBatchRows == kBatchRows - 1) MUSTER_CHECK(budget_.check());
      MUSTER_TRY(States * mine, group(*later.keys_[i]));
      for (std::size_t a = 0; a < mine->size(); ++a)
        MUSTER_CHECK((*mine)[a]->merge(*later.states_[i][a], budget_));
    }
    return ok();
  }

  std::size_t size() const { return states_.size(); }
  const ValueList& key(std::size_t i) const { return *keys_[i]; }
  States& states(std::size_t i) { return states_[i]; }

 private:
  const std::vector<CompiledAggregate>& aggregates_;
  WorkBudget& budget_;
  std::unordered_map<ValueList, std::size_t, RowKeyHash, RowKeyEqual> index_;
  std::vector<const ValueList*> keys_;  // Into index_, whose nodes stay where they are.
  std::vector<States> states_;
};

class GroupPart final : public BatchSink {
 public:
  GroupPart(const ExecutionContext& context, const std::vector<CompiledKey>& keys,
            const std::vector<CompiledAggregate>& aggregates)
      : context_(context),
        keys_(keys),
        aggregates_(aggregates),
        table(aggregates, context.budget) {}

  Result<Flow> push(Batch batch) override {
    MUSTER_TRY(const std::vector<Column> keys, columns_of(batch));
    std::vector<std::vector<Column>> arguments;
    for (const CompiledAggregate& aggregate : aggregates_) {
      arguments.emplace_back();
      for (const EvaluatorPtr& argument : aggregate.arguments) {
        MUSTER_TRY(Column column, evaluate_column(*argument, context_, batch));
        arguments.back().push_back(std::move(column));
      }
    }
    for (std::size_t row = 0; row < batch.rows; ++row) {
      ValueList key;
      for (const Column& column : keys) key.push_back(column[row]);
      MUSTER_TRY(States * states, table.group(std::move(key)));
      for (std::size_t a = 0; a < aggregates_.size(); ++a)
        MUSTER_CHECK(add(*(*states)[a], arguments[a], row));
    }
    return Flow::kMore;
  }

 private:
  Result<std::vector<Column>> columns_of(const Batch& batch) const {
    std::vector<Column> columns;
    for (const CompiledKey& key : keys_) {
      MUSTER_TRY(Column column, evaluate_column(*key.expression, context_, batch));
      columns.push_back(std::move(column));
    }
    return columns;
  }

  Result<void> add(AggregateState& state, const std::vector<Column>& arguments, std::size_t row) {
    ValueList values;
    for (const Column& column : arguments) values.push_back(column[row]);
    if (!values.empty() && values[0].is_null()) return ok();  // Aggregates skip nulls.
    const std::size_t before = state.held_bytes();
    MUSTER_CHECK(state.add(values));
    return state.held_bytes() > before ? context_.budget.charge(state.held_bytes() - before) : ok();
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
        table(aggregates, context.budget) {}
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
          .distinct = aggregate.distinct};
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
      if (auto all = sink.table.group({}); !all) return std::move(all).error();
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
        MUSTER_TRY(Value value, sink.table.states(i)[a]->finish(context.budget));
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
