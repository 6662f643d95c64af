// A union of labels as the start of a pattern.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "query/engine/query_engine.h"
#include "tests/support/graph_literal.h"
#include "tests/support/matchers.h"

namespace muster::query {
namespace {

using ::testing::HasSubstr;

// One role and one bucket among many users.
muster::testing::LiteralGraph company() {
  return muster::testing::graph_of(R"(
      (ann:User {n: 1})-[:HOLDS]->(deploy:Role {n: 2})
      (bob:User {n: 3})-[:HOLDS]->(deploy)
      (eve:User:Admin {n: 4})-[:OWNS]->(logs:Bucket {n: 5})
      (zoe:User {n: 6})
  )");
}

std::string plan(std::string_view text) {
  const auto line = QueryEngine().plan_line(text, company(), true);
  return line ? *line : format_error(line.error());
}

std::vector<ValueList> rows(std::string_view text) {
  WorkBudget budget;
  const auto result = QueryEngine().read(text, {}, company(), budget);
  EXPECT_THAT(result, muster::testing::IsOk());
  return result ? result->rows : std::vector<ValueList>{};
}

TEST(LabelUnionRule, ScansTheLabelsTogether) {
  EXPECT_EQ(plan("MATCH (n:Role|Bucket) RETURN n"), "Project(n){Scan(n:Role|Bucket)}");
  EXPECT_EQ(plan("MATCH (n) WHERE n:Role OR n:Bucket OR n:Admin RETURN n"),
            "Project(n){Scan(n:Role|Bucket|Admin)}");
}

TEST(LabelUnionRule, LeavesOtherConditionsInTheFilter) {
  EXPECT_EQ(plan("MATCH (n:Role|Bucket) WHERE n.n = 2 RETURN n"),
            "Project(n){Filter(n.n = 2){Scan(n:Role|Bucket)}}");
}

TEST(LabelUnionRule, LeavesAUnionToTheFilterWhereEveryMatchHasALabel) {
  EXPECT_THAT(plan("MATCH (n:Admin&(User|Role)) RETURN n"), HasSubstr("{Scan(n:Admin)}"));
}

TEST(LabelUnionRule, LeavesWhatIsNoUnionOfPlainLabels) {
  EXPECT_THAT(plan("MATCH (n:Role|!Bucket) RETURN n"), HasSubstr("{Scan(n)}"));
  EXPECT_THAT(plan("MATCH (n) WHERE n:Role OR n.n = 3 RETURN n"), HasSubstr("{Scan(n)}"));
}

TEST(LabelUnionRule, StartsThePatternWhereTheUnionIsRarest) {
  EXPECT_THAT(plan("MATCH (u:User)-->(n:Role|Bucket) RETURN u"),
              HasSubstr("{Scan(n:Role|Bucket)}"));
}

TEST(LabelUnionRule, GivesEachNodeOnceAndForgivesALabelThatNobodyWrote) {
  const std::vector<ValueList> wanted{{Value(1)}, {Value(3)}, {Value(4)}, {Value(6)}};
  EXPECT_EQ(rows("MATCH (n:User|Admin|Nobody) RETURN n.n ORDER BY n.n"), wanted);
  EXPECT_TRUE(rows("MATCH (n:Nobody|Noone) RETURN n").empty());
}

TEST(LabelUnionRule, ScansForEveryRowOfAClauseBefore) {
  EXPECT_EQ(rows("UNWIND [2, 5, 3] AS x MATCH (n:Role|Bucket) WHERE n.n = x RETURN n.n"),
            (std::vector<ValueList>{{Value(2)}, {Value(5)}}));
}

}  // namespace
}  // namespace muster::query
