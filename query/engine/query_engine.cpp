#include "query/engine/query_engine.h"

#include <optional>

#include <fmt/format.h>

#include "core/graph/bow_tie_cache.h"
#include "query/engine/plan_answer.h"
#include "query/engine/plan_cache.h"
#include "query/engine/schema_command.h"
#include "query/engine/transaction_stage.h"
#include "query/functions/function_registry.h"
#include "query/logical/optimizer.h"
#include "query/logical/plan_text.h"
#include "query/logical/planner.h"
#include "query/physical/graph_writer.h"
#include "query/physical/lower.h"
#include "query/procedures/procedure_registry.h"
#include "query/semantics/bind.h"
#include "query/syntax/parse.h"

namespace muster::query {
namespace {

constexpr std::size_t kPlansMax = 16'384;

// The command of a statement that is one on the schema.
Result<std::optional<SchemaCommand>> schema_command_of(const ast::Statement& statement) {
  std::optional<SchemaCommand::Body> body;
  if (const auto* create = std::get_if<ast::CreateIndex>(&statement.body)) body = *create;
  if (const auto* drop = std::get_if<ast::DropIndex>(&statement.body)) body = *drop;
  if (const auto* create = std::get_if<ast::CreateConstraint>(&statement.body)) body = *create;
  if (const auto* drop = std::get_if<ast::DropConstraint>(&statement.body)) body = *drop;
  if (!body) return std::optional<SchemaCommand>();
  MUSTER_TRY(SchemaCommand command, SchemaCommand::make(*std::move(body)));
  return std::optional(std::move(command));
}

// Gives the rows of each morsel to the caller as soon as those before are through.
class ResultSink final : public PipelineSink {
 public:
  ResultSink(const LogicalPlan& plan, const ExecutionContext& context, const QueryOptions& options,
             const RowsSink& sink, QuerySummary& summary)
      : plan_(plan), context_(context), options_(options), sink_(sink), summary_(summary) {}

  std::unique_ptr<BatchSink> open_part() const override {
    return std::make_unique<Part>(context_.budget, options_.rows_max);
  }
  std::unique_ptr<BatchSink> open_next_part() override {
    return std::make_unique<FlowingPart>(*this);
  }

  Result<Flow> take_part(std::unique_ptr<BatchSink> part) override {
    if (const auto* flowing = dynamic_cast<const FlowingPart*>(part.get())) return flowing->flow;
    auto& batches = static_cast<Part&>(*part);
    for (Batch& batch : batches.batches) {
      MUSTER_TRY(const Flow flow, give(batch));
      if (flow == Flow::kStop) return flow;
    }
    return Flow::kMore;
  }

 private:
  class Part final : public BatchSink {
   public:
    Part(const WorkBudget& budget, std::size_t rows_max) : budget_(budget), rows_max_(rows_max) {}
    Result<Flow> push(Batch batch) override {
      MUSTER_CHECK(budget_.check());
      rows_ += batch.rows;
      batches.push_back(std::move(batch));
      // One row beyond the limit says that there are more; the morsel need not make all of them.
      return rows_max_ != 0 && rows_ > rows_max_ ? Flow::kStop : Flow::kMore;
    }
    std::vector<Batch> batches;

   private:
    const WorkBudget& budget_;
    std::size_t rows_max_;
    std::size_t rows_ = 0;
  };

  // Gives each batch as it comes.
  class FlowingPart final : public BatchSink {
   public:
    explicit FlowingPart(ResultSink& result) : result_(result) {}
    Result<Flow> push(Batch batch) override {
      MUSTER_TRY(flow, result_.give(batch));
      return flow;
    }
    Flow flow = Flow::kMore;

   private:
    ResultSink& result_;
  };

  Result<Flow> give(Batch& batch) {
    if (plan_.columns.empty()) return Flow::kMore;  // A writing statement without RETURN.
    std::size_t rows = batch.rows;
    if (options_.rows_max != 0 && summary_.rows + rows > options_.rows_max) {
      rows = options_.rows_max - summary_.rows;
      summary_.truncated = true;
      summary_.truncated_reason = fmt::format(
          "The answer has more than the {} rows asked for; raise the row limit or add SKIP and "
          "LIMIT",
          options_.rows_max);
    }
    std::vector<ValueList> values(rows);
    for (std::size_t row = 0; row < rows; ++row) {
      values[row].reserve(plan_.columns.size());
      for (const BoundColumn& column : plan_.columns)
        values[row].push_back(batch.column(column.slot)[row]);
    }
    summary_.rows += rows;
    // What the caller keeps of the rows is its own.
    const MemoryAccount::Scope uncounted(nullptr);
    MUSTER_TRY(const bool more, rows == 0 ? Result<bool>(true) : sink_(values, context_.graph));
    return more && !summary_.truncated ? Flow::kMore : Flow::kStop;
  }

  const LogicalPlan& plan_;
  const ExecutionContext& context_;
  const QueryOptions& options_;
  const RowsSink& sink_;
  QuerySummary& summary_;
};

Result<QuerySummary> give_plan(PlanAnswer answer, QuerySummary summary, const QueryOptions& options,
                               const RowsSink& sink) {
  summary.columns = std::move(answer.columns);
  summary.rows = answer.rows.size();
  if (options.on_columns) options.on_columns(summary.columns);
  // Its rows name no element of any graph.
  MUSTER_TRY([[maybe_unused]] const bool more, sink(answer.rows, *GraphSnapshot::empty()));
  return summary;
}

// A profile adds up on one thread only.
const TaskArena& arena_for(ast::StatementMode mode, const QueryOptions& options) {
  static const TaskArena one_thread(1);
  if (mode == ast::StatementMode::kProfile) return one_thread;
  return options.arena != nullptr ? *options.arena : interactive_arena();
}

}  // namespace

struct QueryEngine::Prepared {
  ast::StatementMode mode = ast::StatementMode::kRun;
  std::optional<SchemaCommand> command;  // Then there is no plan, and it fits every graph.
  LogicalPlan plan;
  LoweredPlan lowered;
  std::vector<std::string> parameters;
  std::vector<Mention> mentions;
};

class QueryEngine::Cache : public PlanCache<Prepared> {
 public:
  Cache() : PlanCache(kPlansMax) {}
};

QueryEngine::QueryEngine() : QueryEngine(std::vector<std::unique_ptr<const Procedure>>()) {}

QueryEngine::QueryEngine(std::vector<std::unique_ptr<const Procedure>> procedures)
    : cache_(std::make_unique<Cache>()),
      bow_ties_(std::make_unique<BowTieCache>()),
      reclaimer_(std::make_unique<Reclaimer>()) {
  auto registry = std::make_unique<ProcedureRegistry>();
  for (auto& procedure : procedures) registry->add(std::move(procedure));
  procedures_ = std::move(registry);
}

QueryEngine::~QueryEngine() = default;

Result<std::shared_ptr<const QueryEngine::Prepared>> QueryEngine::prepare(
    std::string_view text, const GraphSnapshot& graph, bool optimized, WorkBudget& budget) const {
  // Unoptimised plans are for tests and never cached beside the others.
  const std::string_view key = normalised_text(text);
  if (optimized) {
    auto cached = cache_->find(key);
    if (cached && (cached->command || cached->plan.planned_with.still_fits(graph))) return cached;
  }
  MemoryAccount& memory = budget.memory();
  const std::int64_t held = memory.live_bytes();
  MUSTER_TRY(auto prepared, make_prepared(text, graph, optimized, budget));
  memory.add(held - memory.live_bytes());
  if (optimized || prepared->command) cache_->put(key, prepared);
  return prepared;
}

Result<std::shared_ptr<const QueryEngine::Prepared>> QueryEngine::make_prepared(
    std::string_view text, const GraphSnapshot& graph, bool optimized, WorkBudget& budget) const {
  const MemoryAccount::Scope counting(&budget.memory());
  MUSTER_TRY(const ast::Statement statement, parse(text));
  auto prepared = std::make_shared<Prepared>();
  prepared->mode = statement.mode;
  MUSTER_TRY(prepared->command, schema_command_of(statement));
  if (prepared->command) return std::shared_ptr<const Prepared>(std::move(prepared));
  MUSTER_TRY(const BoundQuery bound, bind(statement, {builtin_functions(), *procedures_, budget}));
  MUSTER_TRY(prepared->plan, make_plan(bound, graph, budget));
  if (optimized) {
    MUSTER_TRY(prepared->plan, optimize(std::move(prepared->plan), graph, budget));
  }
  MUSTER_CHECK(budget.check());
  prepared->lowered = lower(prepared->plan);
  prepared->parameters = bound.parameters;
  prepared->mentions = mentions(statement);
  plans_made_.fetch_add(1, std::memory_order_relaxed);
  return std::shared_ptr<const Prepared>(std::move(prepared));
}

void QueryEngine::warm() const { warm_parser(); }

PlanCacheCounts QueryEngine::plan_cache() const {
  return {.plans_made = plans_made_.load(std::memory_order_relaxed), .entries = cache_->size()};
}

void QueryEngine::wait_until_idle() const {
  bow_ties_->wait();
  reclaimer_->wait();
}

Result<bool> QueryEngine::writes(std::string_view text, const GraphSnapshot& graph,
                                 WorkBudget& budget) const {
  // What a query does is the same for every graph: the age of the plan does not matter here.
  auto prepared = cache_->find(normalised_text(text));
  if (prepared == nullptr) {
    MUSTER_TRY(prepared, prepare(text, graph, true, budget));
  }
  if (prepared->mode == ast::StatementMode::kExplain) return false;
  if (prepared->command) return prepared->command->has_work(graph, {});
  return prepared->plan.writes;
}

Result<QuerySummary> QueryEngine::explain(const Prepared& prepared, const GraphSnapshot& graph,
                                          const QueryOptions& options, const RowsSink& sink) {
  // A command has one row, a query one an operator.
  PlanAnswer answer = prepared.command ? command_answer(prepared.command->operation())
                                       : explain_answer(prepared.plan);
  QuerySummary summary;
  summary.notifications = unknown_names(prepared.mentions, graph.catalog());
  return give_plan(std::move(answer), std::move(summary), options, sink);
}

Result<QuerySummary> QueryEngine::execute(const Prepared& prepared, ExecutionContext& context,
                                          const QueryOptions& options, const RowsSink& sink) {
  for (const std::string& name : prepared.parameters) {
    if (!context.parameters.contains(name))
      return Error{.code = ErrorCode::kInvalidArgument,
                   .message = fmt::format("The parameter ${} was not given", name),
                   .hint = fmt::format("pass it with the query, as in --param {}=…", name),
                   .detail = "MissingParameter"};
  }
  const MemoryAccount::Scope counting(&context.budget.memory());
  if (prepared.mode == ast::StatementMode::kProfile)
    return execute_profiled(prepared, context, options, sink);
  return execute_lowered(prepared, prepared.lowered, context, options, sink);
}

// Everything happens, and the answer is what each operator did instead of the rows.
Result<QuerySummary> QueryEngine::execute_profiled(const Prepared& prepared,
                                                   ExecutionContext& context,
                                                   const QueryOptions& options,
                                                   const RowsSink& sink) {
  PlanProfile profile(context.budget.memory());
  const LoweredPlan lowered = lower(prepared.plan, &profile);
  QueryOptions unheard = options;
  unheard.rows_max = 0;
  unheard.on_columns = nullptr;
  const RowsSink nobody = [](std::span<const ValueList>, const GraphSnapshot&) -> Result<bool> {
    return true;
  };
  MUSTER_TRY(QuerySummary summary, execute_lowered(prepared, lowered, context, unheard, nobody));
  return give_plan(profile_answer(prepared.plan, profile), std::move(summary), options, sink);
}

Result<QuerySummary> QueryEngine::execute_lowered(const Prepared& prepared,
                                                  const LoweredPlan& lowered,
                                                  ExecutionContext& context,
                                                  const QueryOptions& options,
                                                  const RowsSink& sink) {
  context.subplans = &lowered.subplans;
  QuerySummary summary;
  for (const BoundColumn& column : prepared.plan.columns) summary.columns.push_back(column.name);
  if (options.on_columns) options.on_columns(summary.columns);
  if (lowered.stages.empty())
    return execute_rest(prepared, lowered, context, options, sink, std::move(summary));
  if (options.transactions == nullptr || context.writes == nullptr)
    return Error{.code = ErrorCode::kForbidden,
                 .message = "CALL { … } IN TRANSACTIONS needs a statement of its own",
                 .hint = "run it outside of a transaction that is open already",
                 .detail = "TransactionRequired"};
  WriteBatch* current = context.writes;
  Batch rows;
  const Batch* argument = nullptr;
  for (std::size_t i = 0; i < lowered.stages.size(); ++i) {
    const bool last = i + 1 == lowered.stages.size();
    const ExecutionContext stage = context.on(*current, current->view(), argument, context.arena);
    MUSTER_TRY(Batch made,
               run_transaction_stage(
                   lowered.stages[i], stage, *options.transactions, current,
                   !last || !prepared.plan.columns.empty() || !prepared.plan.root->inputs.empty()));
    rows = std::move(made);
    argument = &rows;
  }
  ExecutionContext rest = context.on(*current, current->view(), argument, context.arena);
  return execute_rest(prepared, lowered, rest, options, sink, std::move(summary));
}

Result<QuerySummary> QueryEngine::execute_rest(const Prepared& prepared, const LoweredPlan& lowered,
                                               ExecutionContext& context,
                                               const QueryOptions& options, const RowsSink& sink,
                                               QuerySummary summary) {
  ResultSink result(prepared.plan, context, options, sink, summary);
  MUSTER_CHECK(run_pipeline(context, lowered.root, result));
  if (context.writes != nullptr) MUSTER_CHECK(GraphWriter(context).finish());
  summary.counters = context.statement.counters;
  summary.contains_updates = summary.counters.contains_updates();
  // Last: what the statement made is known by now.
  summary.notifications = unknown_names(prepared.mentions, context.graph.catalog());
  return summary;
}

Result<QuerySummary> QueryEngine::run_read(std::string_view text, const ValueMap& parameters,
                                           const GraphSnapshot& graph, WorkBudget& budget,
                                           const QueryOptions& options,
                                           const RowsSink& sink) const {
  MUSTER_TRY(const auto prepared, prepare(text, graph, options.optimize, budget));
  if (prepared->mode == ast::StatementMode::kExplain)
    return explain(*prepared, graph, options, sink);
  const bool changes =
      prepared->command ? prepared->command->has_work(graph, parameters) : prepared->plan.writes;
  if (changes)
    return Error{.code = ErrorCode::kForbidden,
                 .message = "The statement changes the graph, which is open for reading only",
                 .hint = "leave out CREATE, MERGE, SET, REMOVE and DELETE, or run it as a write",
                 .detail = "ReadOnly"};
  if (prepared->command) {  // IF NOT EXISTS, and it does.
    if (options.on_columns) options.on_columns({});
    return QuerySummary();
  }
  const Instant now = (options.clock != nullptr ? *options.clock : system_clock()).now();
  StatementState statement;
  ExecutionContext context{.graph = graph,
                           .parameters = parameters,
                           .budget = budget,
                           .arena = arena_for(prepared->mode, options),
                           .now = now,
                           .seed = static_cast<std::uint64_t>(now.nanoseconds),
                           .slots = prepared->plan.slots.size(),
                           .records = options.records,
                           .running = options.running,
                           .bow_ties = bow_ties_.get(),
                           .reclaimer = reclaimer_.get(),
                           .statement = statement,
                           .csv_folder = options.csv_folder};
  return execute(*prepared, context, options, sink);
}

Result<QuerySummary> QueryEngine::run_write(std::string_view text, const ValueMap& parameters,
                                            WriteBatch& batch, WorkBudget& budget,
                                            const QueryOptions& options,
                                            const RowsSink& sink) const {
  MUSTER_TRY(const auto prepared, prepare(text, batch.view(), options.optimize, budget));
  if (prepared->mode == ast::StatementMode::kExplain)
    return explain(*prepared, batch.view(), options, sink);
  if (prepared->command) {
    QuerySummary summary;
    if (options.on_columns) options.on_columns({});
    MUSTER_CHECK(prepared->command->run(batch.graph(), parameters, budget, summary.counters));
    summary.contains_updates = summary.counters.contains_updates();
    return summary;
  }
  const Instant now = (options.clock != nullptr ? *options.clock : system_clock()).now();
  StatementState statement;
  ExecutionContext context{.graph = batch.view(),
                           .parameters = parameters,
                           .budget = budget,
                           .arena = arena_for(prepared->mode, options),
                           .now = now,
                           .seed = static_cast<std::uint64_t>(now.nanoseconds),
                           .slots = prepared->plan.slots.size(),
                           .writes = &batch,
                           .records = options.records != nullptr ? options.records : &batch,
                           .running = options.running,
                           .reclaimer = reclaimer_.get(),
                           .writer = options.writer,
                           .statement = statement,
                           .csv_folder = options.csv_folder};
  MUSTER_TRY(QuerySummary summary, execute(*prepared, context, options, sink));
  // Of a statement in several transactions each commit checks its own; `batch` is gone by now.
  if (prepared->lowered.stages.empty()) MUSTER_CHECK(batch.graph().check_constraints());
  return summary;
}

namespace {

RowsSink collector(std::vector<ValueList>& rows) {
  return [&rows](std::span<const ValueList> more, const GraphSnapshot&) -> Result<bool> {
    rows.insert(rows.end(), more.begin(), more.end());
    return true;
  };
}

}  // namespace

Result<QueryResult> QueryEngine::read(std::string_view text, const ValueMap& parameters,
                                      const GraphSnapshot& graph, WorkBudget& budget,
                                      const QueryOptions& options) const {
  QueryResult result;
  MUSTER_TRY(result.summary,
             run_read(text, parameters, graph, budget, options, collector(result.rows)));
  return result;
}

Result<QueryResult> QueryEngine::write(std::string_view text, const ValueMap& parameters,
                                       WriteBatch& batch, WorkBudget& budget,
                                       const QueryOptions& options) const {
  QueryResult result;
  MUSTER_TRY(result.summary,
             run_write(text, parameters, batch, budget, options, collector(result.rows)));
  return result;
}

Result<std::string> QueryEngine::plan_line(std::string_view text, const GraphSnapshot& graph,
                                           bool optimized) const {
  WorkBudget unbounded;
  MUSTER_TRY(const auto prepared, prepare(text, graph, optimized, unbounded));
  return query::plan_line(prepared->plan);
}

}  // namespace muster::query
