// What EXPLAIN says of a plan after its rules ran.
#include "query/logical/row_estimates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "query/engine/query_engine.h"
#include "tests/support/graph_literal.h"
#include "tests/support/matchers.h"

namespace muster::query {
namespace {

using muster::testing::graph_of;
using ::testing::ElementsAre;

// "Name rows" for each operator, from the result down.
std::vector<std::string> explained(const std::string& text) {
  const auto graph = graph_of(R"(
      (ann:User {n: 1})-[:CAN_ASSUME]->(deploy:Role)
      (bob:User {n: 2})-[:CAN_ASSUME]->(deploy)
      (eve:User {n: 3})-[:CAN_ASSUME]->(deploy)
      (deploy)-[:GRANTS]->(invoices:Bucket)
      (deploy)-[:GRANTS]->(logs:Bucket)
  )");
  WorkBudget budget;
  const auto result = QueryEngine().read("EXPLAIN " + text, {}, *graph.snapshot(), budget);
  EXPECT_THAT(result, muster::testing::IsOk());
  std::vector<std::string> lines;
  if (!result) return lines;
  for (const auto& row : result->rows)
    lines.push_back(row[0].as_string() + " " + std::to_string(row[2].as_integer()));
  return lines;
}

TEST(RowEstimates, FollowTheDegreesOfLabels) {
  EXPECT_THAT(explained("MATCH (r:Role)-[:GRANTS]->(b:Bucket) RETURN b"),
              ElementsAre("+ Project 2", "+ Expand 2", "+ Scan 1", "+ Unit 1"));
}

TEST(RowEstimates, KnowALabelOfAClauseBefore) {
  EXPECT_THAT(explained("MATCH (u:User) WITH u MATCH (u)-[:CAN_ASSUME]->(r) RETURN r"),
              ElementsAre("+ Project 3", "+ Expand 3", "+ Project 3", "+ Scan 3", "+ Unit 1"));
}

TEST(RowEstimates, KeepToALimit) {
  EXPECT_THAT(explained("MATCH (u:User) RETURN u.n AS n ORDER BY n LIMIT 2"),
              ElementsAre("+ Limit 2", "+ TopN 2", "+ Project 3", "+ Scan 3", "+ Unit 1"));
}

TEST(RowEstimates, MultiplyWhereNothingJoins) {
  EXPECT_THAT(explained("MATCH (u:User), (b:Bucket) RETURN u, b"),
              ElementsAre("+ Project 6", "+ Scan 6", "+ Scan 2", "+ Unit 1"));
}

}  // namespace
}  // namespace muster::query
