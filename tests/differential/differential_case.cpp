#include "tests/differential/differential_case.h"

#include <fmt/format.h>

#include "core/base/parallel.h"
#include "core/graph/memory_store.h"
#include "query/engine/query_engine.h"
#include "query/functions/function_registry.h"
#include "query/procedures/procedure_registry.h"
#include "query/semantics/bind.h"
#include "query/syntax/parse.h"
#include "tests/differential/graph_text.h"
#include "tests/differential/random_query.h"
#include "tests/differential/reference.h"

namespace muster::differential {
namespace {

constexpr std::uint64_t kCasesPerGraph = 8;
constexpr std::size_t kReferenceSteps = 400'000;

// What the generator's $i, $s, $l and $none stand for.
const ValueMap& parameters() {
  static const ValueMap values{{"i", Value(2)},
                               {"s", Value("a")},
                               {"l", Value(ValueList{Value(1), Value(2)})},
                               {"none", Value()}};
  return values;
}

struct Way {
  std::string_view name;
  bool optimize;
  const TaskArena* arena;
};

WorkLimits limits() {
  return {.time_ms = std::chrono::seconds(20), .memory_bytes = std::size_t{1} << 30U};
}

// A statement that writes is run in a batch of its own, which is dropped.
Result<Answer> ask_engine(const query::QueryEngine& engine, const std::string& text,
                          GraphStore& store, bool writes, const Way& way) {
  WorkBudget budget(limits());
  query::QueryOptions options;
  options.optimize = way.optimize;
  options.arena = way.arena;
  if (!writes) {
    MUSTER_TRY(query::QueryResult result,
               engine.read(text, parameters(), *store.snapshot(), budget, options));
    return Answer{std::move(result.summary.columns), std::move(result.rows), {}};
  }
  MUSTER_TRY(const auto transaction, store.begin_write());
  WriteBatch& batch = transaction->batch();
  MUSTER_TRY(query::QueryResult result, engine.write(text, parameters(), batch, budget, options));
  return Answer{std::move(result.summary.columns), std::move(result.rows),
                graph_text(batch.view())};
}

Result<Answer> ask_reference(const query::BoundQuery& bound, const GraphStore& store) {
  const auto graph = store.snapshot();
  if (!bound.writes) {
    MUSTER_TRY(ReferenceAnswer answer,
               Reference(bound, *graph, parameters(), kReferenceSteps).run());
    return Answer{std::move(answer.columns), std::move(answer.rows), {}};
  }
  SnapshotBuilder builder(graph);
  MUSTER_TRY(ReferenceAnswer answer,
             Reference(bound, builder, parameters(), kReferenceSteps).run());
  return Answer{std::move(answer.columns), std::move(answer.rows), graph_text(builder.view())};
}

Result<void> fill(GraphStore& store, const query::QueryEngine& engine, const RandomGraph& graph) {
  for (const std::string& statement : graph.statements()) {
    WorkBudget budget(limits());
    MUSTER_TRY(const auto transaction, store.begin_write());
    if (auto made = engine.write(statement, {}, transaction->batch(), budget); !made)
      return std::move(made).error();
    MUSTER_CHECK(transaction->commit());
  }
  return ok();
}

bool is_too_much(const Result<Answer>& answer) {
  if (answer) return false;
  const ErrorCode code = answer.error().code;
  return code == ErrorCode::kResourceExhausted || code == ErrorCode::kDeadlineExceeded;
}

Outcome refused(const Error& error, std::string_view text) {
  return {.kind = Outcome::Kind::kRefused, .disagreement = format_error(error, text)};
}

}  // namespace

Case case_of(std::uint64_t seed) {
  generate::Random graph_chance(seed / kCasesPerGraph);
  generate::Random query_chance(seed ^ 0x9E3779B97F4A7C15ULL);
  Case made;
  made.graph = random_graph(graph_chance);
  made.query = QueryGenerator(query_chance).statement();
  return made;
}

Outcome run_case(const Case& one) {
  static const TaskArena alone(1);
  static const TaskArena several(4);
  static const query::ProcedureRegistry procedures;
  const query::QueryEngine engine;
  const auto store = make_memory_store();
  if (auto filled = fill(*store, engine, one.graph); !filled) return refused(filled.error(), {});

  const auto statement = query::parse(one.query);
  if (!statement) return refused(statement.error(), one.query);
  const auto agreement = agreement_of(*statement);
  if (!agreement) return {.kind = Outcome::Kind::kRefused, .disagreement = "cuts unsorted rows"};
  WorkBudget budget(limits());
  const auto bound = query::bind(*statement, {query::builtin_functions(), procedures, budget});
  if (!bound) return refused(bound.error(), one.query);

  const Result<Answer> expected = ask_reference(*bound, *store);
  if (is_too_much(expected)) return {.kind = Outcome::Kind::kTooLarge};
  if (!expected && expected.error().code == ErrorCode::kUnimplemented)
    return refused(expected.error(), one.query);

  Outcome outcome{.failed = !expected, .rows = expected ? expected->rows.size() : 0};
  outcome.wrote = bound->writes;
  const Way ways[]{{"optimized, 1 thread", true, &alone},
                   {"optimized, 4 threads", true, &several},
                   {"not optimized, 1 thread", false, &alone},
                   {"not optimized, 4 threads", false, &several}};
  for (const Way& way : ways) {
    const Result<Answer> answer = ask_engine(engine, one.query, *store, bound->writes, way);
    if (is_too_much(answer)) return {.kind = Outcome::Kind::kTooLarge};
    if (agree(answer, expected, *agreement)) continue;
    outcome.kind = Outcome::Kind::kDisagreed;
    outcome.disagreement += fmt::format("engine ({}):\n{}", way.name, to_text(answer));
  }
  if (outcome.kind == Outcome::Kind::kDisagreed)
    outcome.disagreement += fmt::format("reference:\n{}", to_text(expected));
  return outcome;
}

}  // namespace muster::differential
