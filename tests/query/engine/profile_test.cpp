#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/graph/memory_store.h"
#include "query/engine/query_engine.h"
#include "tests/support/graph_literal.h"
#include "tests/support/matchers.h"

namespace muster::query {
namespace {

using ::testing::ElementsAre;
using ::testing::Gt;
using ::testing::HasSubstr;

muster::testing::LiteralGraph company() {
  return muster::testing::graph_of(R"(
      (ann:User {n: 1})-[:HOLDS]->(deploy:Role)
      (bob:User {n: 2})-[:HOLDS]->(deploy)
      (bob)-[:HOLDS]->(read:Role)
  )");
}

QueryResult profile(std::string_view text) {
  const auto graph = company();
  const QueryEngine engine;
  WorkBudget budget;
  auto result = engine.read(text, {}, graph, budget);
  EXPECT_THAT(result, muster::testing::IsOk());
  return result ? std::move(result).value() : QueryResult{};
}

// "operator: rows" of each line.
std::vector<std::string> rows_of(const QueryResult& result) {
  std::vector<std::string> lines;
  for (const ValueList& row : result.rows)
    lines.push_back(row[0].as_string() + ": " + std::to_string(row[3].as_integer()));
  return lines;
}

TEST(Profile, HasAColumnForWhatEachOperatorDid) {
  EXPECT_THAT(
      profile("PROFILE MATCH (u:User) RETURN u.n").summary.columns,
      ElementsAre("operator", "details", "estimated rows", "rows", "time ms", "memory bytes"));
}

TEST(Profile, CountsTheRowsThatEachOperatorGave) {
  EXPECT_THAT(rows_of(profile("PROFILE MATCH (u:User)-[:HOLDS]->(r) WHERE u.n = 2 RETURN r")),
              ElementsAre("+ Project: 2", "+ Expand: 2", "+ Filter: 1", "+ Scan: 2", "+ Unit: 0"));
}

TEST(Profile, CountsThroughOperatorsThatTakeAllRowsFirst) {
  EXPECT_THAT(
      rows_of(profile("PROFILE MATCH (u:User)-[:HOLDS]->(r) RETURN u.n, count(r)")),
      ElementsAre("+ Project: 2", "+ Aggregate: 2", "+ Expand: 3", "+ Scan: 2", "+ Unit: 0"));
}

TEST(Profile, CountsWithinAnOptionalMatch) {
  EXPECT_THAT(rows_of(profile("PROFILE MATCH (u) OPTIONAL MATCH (u)-[:HOLDS]->(r) RETURN u, r")),
              ::testing::Contains("  + Expand: 3"));
}

TEST(Profile, SaysWhatAnOperatorHeld) {
  const QueryResult result = profile("PROFILE UNWIND range(1, 5000) AS x RETURN DISTINCT x");
  for (const ValueList& row : result.rows) {
    if (row[0] == Value("+ Distinct")) {
      EXPECT_THAT(row[5].as_integer(), Gt(5000 * 16));
    }
  }
}

TEST(Profile, TakesTimeInSomeOperator) {
  double total = 0;
  for (const ValueList& row : profile("PROFILE UNWIND range(1, 5000) AS x RETURN sum(x)").rows)
    total += row[4].as_float();
  EXPECT_GT(total, 0.0);
}

TEST(Profile, OfAWritingStatementWrites) {
  const auto store = make_memory_store();
  const QueryEngine engine;
  WorkBudget budget;
  auto transaction = store->begin_write();
  const auto result = engine.write("PROFILE UNWIND [1, 2] AS x CREATE (:User {n: x})", {},
                                   (*transaction)->batch(), budget);
  ASSERT_THAT(result, muster::testing::IsOk());
  EXPECT_EQ(result->summary.counters.nodes_created, 2U);
  EXPECT_EQ((*transaction)->batch().view().node_count(), 2U);
  EXPECT_THAT(result->rows.at(0).at(0).as_string(), HasSubstr("Create"));
}

TEST(Explain, RunsNothing) {
  EXPECT_THAT(profile("EXPLAIN MATCH (u:User) RETURN 1 / (u.n - 1)").summary.columns,
              ElementsAre("operator", "details", "estimated rows"));
}

}  // namespace
}  // namespace muster::query
