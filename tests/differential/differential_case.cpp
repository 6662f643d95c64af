#include "tests/differential/differential_case.h"

#include <fmt/format.h>

#include "core/base/parallel.h"
#include "query/engine/query_engine.h"
#include "query/functions/function_registry.h"
#include "query/procedures/procedure_registry.h"
#include "query/semantics/bind.h"
#include "query/syntax/parse.h"
#include "tests/differential/random_query.h"
#include "tests/differential/reference.h"
#include "tests/support/query_session.h"

namespace muster::differential {
namespace {

constexpr std::uint64_t kCasesPerGraph = 8;
constexpr std::size_t kReferenceSteps = 400'000;

struct Way {
  std::string_view name;
  bool optimize;
  const TaskArena* arena;
};

Result<Answer> ask_engine(const query::QueryEngine& engine, const std::string& text,
                          const GraphSnapshot& graph, const Way& way) {
  WorkBudget budget({.time_ms = std::chrono::seconds(20), .memory_bytes = std::size_t{1} << 30U});
  query::QueryOptions options;
  options.optimize = way.optimize;
  options.arena = way.arena;
  MUSTER_TRY(query::QueryResult result, engine.read(text, {}, graph, budget, options));
  return Answer{std::move(result.summary.columns), std::move(result.rows)};
}

Result<Answer> ask_reference(const query::ast::Statement& statement, const GraphSnapshot& graph) {
  static const query::ProcedureRegistry procedures;
  MUSTER_TRY(
      const query::BoundQuery bound,
      query::bind(statement, {.functions = query::builtin_functions(), .procedures = procedures}));
  const ValueMap parameters;
  Reference reference(bound, graph, parameters, kReferenceSteps);
  MUSTER_TRY(ReferenceAnswer answer, reference.run());
  return Answer{std::move(answer.columns), std::move(answer.rows)};
}

Result<void> fill(testing::QuerySession& session, const RandomGraph& graph) {
  for (const std::string& statement : graph.statements()) {
    if (auto made = session.run(statement); !made) return std::move(made).error();
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
  const query::QueryEngine engine;
  testing::QuerySession session(engine);
  if (auto filled = fill(session, one.graph); !filled) return refused(filled.error(), {});
  const auto graph = session.snapshot();

  const auto statement = query::parse(one.query);
  if (!statement) return refused(statement.error(), one.query);
  const auto agreement = agreement_of(*statement);
  if (!agreement) return {.kind = Outcome::Kind::kRefused, .disagreement = "cuts unsorted rows"};

  const Result<Answer> expected = ask_reference(*statement, *graph);
  if (is_too_much(expected)) return {.kind = Outcome::Kind::kTooLarge};
  if (!expected && (expected.error().code == ErrorCode::kSemantic ||
                    expected.error().code == ErrorCode::kSyntax ||
                    expected.error().code == ErrorCode::kUnimplemented))
    return refused(expected.error(), one.query);

  Outcome outcome{.failed = !expected, .rows = expected ? expected->rows.size() : 0};
  const Way ways[]{{"optimized, 1 thread", true, &alone},
                   {"optimized, 4 threads", true, &several},
                   {"not optimized, 1 thread", false, &alone},
                   {"not optimized, 4 threads", false, &several}};
  for (const Way& way : ways) {
    const Result<Answer> answer = ask_engine(engine, one.query, *graph, way);
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
