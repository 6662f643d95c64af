// QueryEngine: text in, rows out. The one place that knows the stages
//
//   parse -> bind -> plan -> optimize -> lower -> execute
//
// The law: a statement is all or nothing. A failing write leaves a batch that its caller must drop.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/execution.h"
#include "core/base/parallel.h"
#include "core/base/reclaimer.h"
#include "core/base/value.h"
#include "core/graph/write_batch.h"
#include "query/engine/notification.h"
#include "query/physical/execution_context.h"
#include "query/physical/procedure.h"

namespace muster {
class BowTieCache;
}

namespace muster::query {

// Ends a writing statement's transaction in its middle, for CALL { … } IN TRANSACTIONS. Both give
// the batch to go on with, which is empty and stands on what is committed; the one before is gone.
class TransactionControl {
 public:
  virtual ~TransactionControl() = default;
  // Errors: those of the commit; nothing of the batch is committed then.
  virtual Result<WriteBatch*> commit() = 0;
  virtual Result<WriteBatch*> roll_back() = 0;
  // Records as committed so far; outlives the batches.
  virtual const RecordReader& committed() const = 0;
};

struct QueryOptions {
  std::size_t rows_max = 0;               // Gives up beyond this many rows, and says so; 0: all.
  const Clock* clock = nullptr;           // For datetime(); null: the machine's.
  const TaskArena* arena = nullptr;       // Null: interactive_arena().
  const RecordReader* records = nullptr;  // For procedures that read findings, sources, runs.
  RunningQueries* running = nullptr;      // For SHOW and TERMINATE TRANSACTIONS.
  WriteIdentity writer;                   // Of a writing statement.
  // Null: CALL { … } IN TRANSACTIONS is refused.
  TransactionControl* transactions = nullptr;
  // LOAD CSV reads files of this folder; null: it is refused.
  const ConfinedFolder* csv_folder = nullptr;
  bool optimize = true;  // Off: for tests that compare the two.
  // Told the columns before the first rows come.
  std::function<void(std::span<const std::string>)> on_columns;
};

// Called for up to 1,024 rows at a time, in order. False: no more rows are wanted.
// `graph` is what node and relationship ids in the rows refer to; it lives as long as the call.
using RowsSink =
    std::function<Result<bool>(std::span<const ValueList> rows, const GraphSnapshot& graph)>;

struct QuerySummary {
  std::vector<std::string> columns;
  std::size_t rows = 0;
  UpdateCounters counters;
  bool contains_updates = false;
  bool truncated = false;
  std::string truncated_reason;  // One sentence; empty unless truncated.
  std::vector<Notification> notifications;
};

// All rows at once, for callers whose answers are small.
struct QueryResult {
  QuerySummary summary;
  std::vector<ValueList> rows;
};

// What the plan cache has done so far.
struct PlanCacheCounts {
  std::uint64_t plans_made =
      0;  // Statements parsed and planned, whether for the first time or not.
  std::size_t entries = 0;
};

struct LoweredPlan;

// Threads: all members may be called concurrently.
class QueryEngine {
 public:
  QueryEngine();
  // With procedures beside the built-in ones (tests).
  explicit QueryEngine(std::vector<std::unique_ptr<const Procedure>> procedures);
  ~QueryEngine();
  QueryEngine(const QueryEngine&) = delete;
  QueryEngine& operator=(const QueryEngine&) = delete;

  // Whether `text` changes the graph, so that the caller knows which of the two below to call.
  // Errors: as of running it: kSyntax, kSemantic, with positions; those of `budget`.
  Result<bool> writes(std::string_view text, const GraphSnapshot& graph, WorkBudget& budget) const;

  // Runs a reading statement. `EXPLAIN …` gives the plan as rows instead; `PROFILE …` runs the
  // statement and gives the plan with what each operator did (plan_answer.h).
  // Errors: kSyntax, kSemantic (positions, hints: format_error shows them with a caret line);
  //         kRuntimeQuery; kEntityNotFound; kDeadlineExceeded, kCancelled, kResourceExhausted from
  //         `budget`; kInvalidArgument: a parameter is missing; kForbidden: the statement writes.
  Result<QuerySummary> run_read(std::string_view text, const ValueMap& parameters,
                                const GraphSnapshot& graph, WorkBudget& budget,
                                const QueryOptions& options, const RowsSink& sink) const;
  // Any statement; what it changes goes into `batch`, which the caller commits or, after an error,
  // drops. Errors: as run_read but kForbidden; kConstraint, kAssertedElsewhere.
  Result<QuerySummary> run_write(std::string_view text, const ValueMap& parameters,
                                 WriteBatch& batch, WorkBudget& budget, const QueryOptions& options,
                                 const RowsSink& sink) const;

  // The same, collecting the rows.
  Result<QueryResult> read(std::string_view text, const ValueMap& parameters,
                           const GraphSnapshot& graph, WorkBudget& budget,
                           const QueryOptions& options = {}) const;
  Result<QueryResult> write(std::string_view text, const ValueMap& parameters, WriteBatch& batch,
                            WorkBudget& budget, const QueryOptions& options = {}) const;

  // Fills the tables of the parser, which are the process's, so that the first query is as fast as
  // the next. Cost: some 50 ms.
  void warm() const;

  PlanCacheCounts plan_cache() const;

  // Returns when nothing is under way beside the queries: what later ones go faster by is made,
  // and what stopped ones held is freed. For tests and benchmarks.
  void wait_until_idle() const;

  // The plan in one line, for tests.
  Result<std::string> plan_line(std::string_view text, const GraphSnapshot& graph,
                                bool optimize = true) const;

 private:
  struct Prepared;
  class Cache;
  // A plan counts for the budget while it is made; then it is the cache's.
  Result<std::shared_ptr<const Prepared>> prepare(std::string_view text, const GraphSnapshot& graph,
                                                  bool optimize, WorkBudget& budget) const;
  Result<std::shared_ptr<const Prepared>> make_prepared(std::string_view text,
                                                        const GraphSnapshot& graph, bool optimize,
                                                        WorkBudget& budget) const;
  static Result<QuerySummary> explain(const Prepared& prepared, const GraphSnapshot& graph,
                                      const QueryOptions& options, const RowsSink& sink);
  static Result<QuerySummary> execute(const Prepared& prepared, ExecutionContext& context,
                                      const QueryOptions& options, const RowsSink& sink);
  static Result<QuerySummary> execute_profiled(const Prepared& prepared, ExecutionContext& context,
                                               const QueryOptions& options, const RowsSink& sink);
  // With the operators of `lowered`: the transactions of the statement, then the rest.
  static Result<QuerySummary> execute_lowered(const Prepared& prepared, const LoweredPlan& lowered,
                                              ExecutionContext& context,
                                              const QueryOptions& options, const RowsSink& sink);
  static Result<QuerySummary> execute_rest(const Prepared& prepared, const LoweredPlan& lowered,
                                           ExecutionContext& context, const QueryOptions& options,
                                           const RowsSink& sink, QuerySummary summary);

  std::unique_ptr<const ProcedureCatalog> procedures_;
  std::unique_ptr<Cache> cache_;
  std::unique_ptr<BowTieCache> bow_ties_;
  std::unique_ptr<Reclaimer> reclaimer_;
  mutable std::atomic<std::uint64_t> plans_made_{0};
};

}  // namespace muster::query
