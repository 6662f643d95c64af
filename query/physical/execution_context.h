// What one execution of a plan works with: the graph it reads, what bounds it, and for a writing
// statement the batch it changes.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/base/confined_folder.h"
#include "core/base/execution.h"
#include "core/base/parallel.h"
#include "core/base/reclaimer.h"
#include "core/base/value.h"
#include "core/graph/write_batch.h"
#include "query/functions/function.h"

namespace muster {
class BowTieCache;
class RunningQueries;
}  // namespace muster

namespace muster::query {

// What a statement changed, as drivers count it: one for each change that was asked for and
// happened.
struct UpdateCounters {
  std::uint64_t nodes_created = 0;
  std::uint64_t nodes_deleted = 0;
  std::uint64_t relationships_created = 0;
  std::uint64_t relationships_deleted = 0;
  std::uint64_t properties_set = 0;
  std::uint64_t labels_added = 0;
  std::uint64_t labels_removed = 0;
  std::uint64_t indexes_added = 0;
  std::uint64_t indexes_removed = 0;
  std::uint64_t constraints_added = 0;
  std::uint64_t constraints_removed = 0;

  bool contains_updates() const {
    return nodes_created + nodes_deleted + relationships_created + relationships_deleted +
               properties_set + labels_added + labels_removed + indexes_added + indexes_removed +
               constraints_added + constraints_removed !=
           0;
  }
  bool operator==(const UpdateCounters&) const = default;
};

// Who writes: every write has a source (DESIGN.md 2.3).
struct WriteIdentity {
  std::string source = "local";
  Plane plane = Plane::kObserved;
};

// What a whole statement gathers while it runs, its subqueries included.
struct StatementState {
  UpdateCounters counters;
  DeletedEdgeTypes deleted_edge_types;
  // Nodes that DELETE took while they had relationships left: gone with the last of these, which
  // must be gone when the statement ends.
  std::set<NodeId> deleted_connected;
};

struct Batch;
struct Pipeline;

// Threads: while a pipeline runs, its morsels share this and only read it (budget apart); writing
// operators change it between pipelines, on one thread.
struct ExecutionContext {
  const GraphSnapshot& graph;  // A snapshot, or the view of `writes`.
  const ValueMap& parameters;
  WorkBudget& budget;
  const TaskArena& arena;
  Instant now;
  std::uint64_t seed = 0;
  std::size_t slots = 0;                  // Of the plan: columns of a batch.
  WriteBatch* writes = nullptr;           // Null: read-only.
  const RecordReader* records = nullptr;  // For procedures; null where there is no store.
  RunningQueries* running = nullptr;      // Null where nothing else runs (tests, tools).
  BowTieCache* bow_ties = nullptr;        // Of published snapshots; null: every count searches.
  Reclaimer* reclaimer = nullptr;         // Null: what a stopped query holds is freed by itself.
  WriteIdentity writer;
  StatementState& statement;
  const ConfinedFolder* csv_folder = nullptr;       // Null: LOAD CSV is refused.
  const std::vector<Pipeline>* subplans = nullptr;  // Of the expressions' subqueries, by id.
  const Batch* argument = nullptr;                  // Inside a subplan: the outer row(s).

  // The same for a subplan that runs for `outer_rows`.
  ExecutionContext for_subplan(const Batch& outer_rows, const TaskArena& threads) const {
    return {.graph = graph,
            .parameters = parameters,
            .budget = budget,
            .arena = threads,
            .now = now,
            .seed = seed,
            .slots = slots,
            .writes = writes,
            .records = records,
            .running = running,
            .bow_ties = bow_ties,
            .reclaimer = reclaimer,
            .writer = writer,
            .statement = statement,
            .csv_folder = csv_folder,
            .subplans = subplans,
            .argument = &outer_rows};
  }

  // The same on another batch, and the graph as it stands there. `rows`: as of a subplan; may be
  // null.
  ExecutionContext on(WriteBatch& batch, const GraphSnapshot& seen, const Batch* rows,
                      const TaskArena& threads) const {
    return {.graph = seen,
            .parameters = parameters,
            .budget = budget,
            .arena = threads,
            .now = now,
            .seed = seed,
            .slots = slots,
            .writes = &batch,
            .records = &batch,
            .reclaimer = reclaimer,
            .writer = writer,
            .statement = statement,
            .csv_folder = csv_folder,
            .subplans = subplans,
            .argument = rows};
  }

  // For the destructor of what holds many rows: when the query has been stopped, they are freed
  // behind its answer. The account of its memory counts them to its end.
  template <typename Held>
  void leave(Held&& held) const {
    if (reclaimer != nullptr && !budget.check())
      reclaimer->take(&budget.memory(), std::forward<Held>(held));
  }

  FunctionEnvironment function_environment() const {
    return {.graph = graph,
            .now = now,
            .seed = seed,
            .deleted_edge_types = &statement.deleted_edge_types,
            .budget = &budget};
  }
};

}  // namespace muster::query
