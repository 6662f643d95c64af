// What the queries of attack-path tools answer, against the reference evaluator, on a directory
// that is small enough for it.
#include <regex>
#include <string>

#include <gtest/gtest.h>

#include "query/engine/query_engine.h"
#include "query/functions/function_registry.h"
#include "query/procedures/procedure_registry.h"
#include "query/semantics/bind.h"
#include "query/syntax/parse.h"
#include "tests/corpora/directory_graph.h"
#include "tests/corpora/named_queries.h"
#include "tests/differential/comparison.h"
#include "tests/differential/reference.h"
#include "tests/support/query_session.h"
#include "tests/support/shared_folder.h"

namespace muster::query {
namespace {

using differential::Agreement;
using differential::Answer;

constexpr std::size_t kReferenceSteps = 30'000;

// June 2026; the directory's times lie on both sides of it.
constexpr Instant kNow{.nanoseconds = 1'781'500'000'000'000'000};

// The query with the one right answer: which rows a LIMIT keeps, and which of several shortest
// paths is given, is for the engine to choose.
std::string determined(const std::string& text) {
  static const std::regex limit("\\bLIMIT\\s+[0-9]+", std::regex::icase);
  static const std::regex shortest("\\bshortestPath\\b", std::regex::icase);
  return std::regex_replace(std::regex_replace(text, limit, ""), shortest, "allShortestPaths");
}

Result<Answer> ask_engine(const std::string& text, const GraphSnapshot& graph, bool optimize) {
  static const QueryEngine engine;
  WorkBudget budget(WorkLimits{.time_ms = std::chrono::seconds(60)});
  static const FixedClock clock(kNow);
  QueryOptions options;
  options.clock = &clock;
  options.optimize = optimize;
  MUSTER_TRY(QueryResult result, engine.read(text, {}, graph, budget, options));
  return Answer{std::move(result.summary.columns), std::move(result.rows), {}};
}

Result<Answer> ask_reference(const std::string& text, const GraphSnapshot& graph) {
  static const ProcedureRegistry procedures;
  static const ValueMap parameters;
  WorkBudget unbounded;
  MUSTER_TRY(const ast::Statement statement, parse(text));
  MUSTER_TRY(const BoundQuery bound, bind(statement, {builtin_functions(), procedures, unbounded}));
  MUSTER_TRY(differential::ReferenceAnswer answer,
             differential::Reference(bound, graph, parameters, kReferenceSteps, kNow).run());
  return Answer{std::move(answer.columns), std::move(answer.rows), {}};
}

TEST(AttackPathAnswers, AreThoseOfTheReferenceEvaluator) {
  MUSTER_SHARED_OR_SKIP(path, "inputs/queries/bloodhound-library.json");
  const QueryEngine engine;
  testing::QuerySession session(engine);
  testing::make_directory(session, {.nodes_divisor = 8, .edges_per_type = 12});
  std::size_t compared = 0;
  std::size_t with_rows = 0;
  for (const testing::NamedQuery& query : testing::queries_of(path)) {
    const std::string text = determined(query.text);
    const Result<Answer> expected = ask_reference(text, *session.snapshot());
    // Too large for the reference, or the one that does not bind.
    if (!expected && expected.error().code != ErrorCode::kRuntimeQuery) continue;
    ++compared;
    if (expected && !expected->rows.empty()) ++with_rows;
    const Agreement bags{.ordered = false, .lists_are_bags = true};
    for (const bool optimize : {true, false}) {
      const Result<Answer> answer = ask_engine(text, *session.snapshot(), optimize);
      EXPECT_TRUE(differential::agree(answer, expected, bags))
          << query.name << (optimize ? "" : " (not optimized)") << "\n"
          << text << "\nengine:\n"
          << differential::to_text(answer) << "reference:\n"
          << differential::to_text(expected);
    }
  }
  EXPECT_GE(compared, 114U);
  EXPECT_GE(with_rows, 25U);  // Answers of no rows would show little.
}

}  // namespace
}  // namespace muster::query
