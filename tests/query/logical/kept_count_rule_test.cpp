// Counts that the snapshot keeps: which questions they answer, and that the answer is the same.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "query/engine/query_engine.h"
#include "tests/support/graph_literal.h"
#include "tests/support/matchers.h"

namespace muster::query {
namespace {

muster::testing::LiteralGraph company() {
  return muster::testing::graph_of(R"(
      (ann:User:Admin {n: 1})-[:HOLDS]->(deploy:Role)
      (bob:User {n: 2})-[:HOLDS]->(deploy)
      (bob)-[:OWNS]->(bob)
  )");
}

std::int64_t count(const std::string& text) {
  const auto graph = company();
  const QueryEngine engine;
  WorkBudget budget;
  const auto result = engine.read(text, {}, graph, budget);
  EXPECT_THAT(result, muster::testing::IsOk());
  return result ? result->rows.at(0).at(0).as_integer() : -1;
}

std::string plan(std::string_view text) {
  const auto line = QueryEngine().plan_line(text, company(), true);
  return line ? *line : format_error(line.error());
}

bool is_kept(std::string_view text) { return plan(text).find("KeptCount") != std::string::npos; }

TEST(KeptCountRule, OfALabelAndOfAllNodes) {
  for (const auto& [text, wanted] :
       std::map<std::string, std::int64_t>{{"MATCH (u:User) RETURN count(*)", 2},
                                           {"MATCH (u:User) RETURN count(u)", 2},
                                           {"MATCH (u:User) RETURN count(DISTINCT u)", 2},
                                           {"MATCH (u) RETURN count(*)", 3},
                                           {"MATCH (u:Nobody) RETURN count(*)", 0}}) {
    EXPECT_EQ(count(text), wanted) << text;
    EXPECT_TRUE(is_kept(text)) << text;
  }
}

TEST(KeptCountRule, OfATypeAndOfAllEdges) {
  for (const auto& [text, wanted] :
       std::map<std::string, std::int64_t>{{"MATCH ()-[r:HOLDS]->() RETURN count(*)", 2},
                                           {"MATCH ()-[r:HOLDS]->() RETURN count(DISTINCT r)", 2},
                                           {"MATCH ()<-[r:HOLDS|OWNS|HOLDS]-() RETURN count(r)", 3},
                                           {"MATCH ()-->() RETURN count(*)", 3},
                                           {"MATCH ()-[:NOTHING]->() RETURN count(*)", 0}}) {
    EXPECT_EQ(count(text), wanted) << text;
    EXPECT_TRUE(is_kept(text)) << text;
  }
}

TEST(KeptCountRule, OfEdgesThatLeaveOrEnterTheNodesOfALabel) {
  for (const auto& [text, wanted] :
       std::map<std::string, std::int64_t>{{"MATCH (:User)-[r:HOLDS]->() RETURN count(r)", 2},
                                           {"MATCH (:Admin)-->() RETURN count(*)", 1},
                                           {"MATCH (:User)<-[r]-() RETURN count(r)", 1},
                                           {"MATCH ()-[r:HOLDS|OWNS]->(:Role) RETURN count(r)", 2},
                                           {"MATCH ()<-[r:HOLDS|OWNS]-(:User) RETURN count(r)", 3},
                                           {"MATCH (:Nobody)-[r:HOLDS]->() RETURN count(r)", 0}}) {
    EXPECT_EQ(count(text), wanted) << text;
    EXPECT_TRUE(is_kept(text)) << text;
  }
}

TEST(KeptCountRule, SaysInThePlanWhatIsCounted) {
  EXPECT_THAT(plan("MATCH (u:User) RETURN count(*) AS c"),
              ::testing::HasSubstr("KeptCount((:User))"));
  EXPECT_THAT(plan("MATCH ()-[r:HOLDS|OWNS]->() RETURN count(r) AS c"),
              ::testing::HasSubstr("KeptCount(()-[:HOLDS|OWNS]->())"));
  EXPECT_THAT(plan("MATCH (:Role)<-[r:HOLDS]-() RETURN count(r) AS c"),
              ::testing::HasSubstr("KeptCount(()-[:HOLDS]->(:Role))"));
}

TEST(KeptCountRule, DoesNotAnswerWhatItDoesNotKnow) {
  for (const auto& [text, wanted] : std::map<std::string, std::int64_t>{
           {"MATCH (u:User:Admin) RETURN count(*)", 1},
           {"MATCH (u:User) WHERE u.n = 1 RETURN count(*)", 1},
           {"MATCH (u:User) RETURN count(u.n)", 2},
           {"MATCH ()-[r]-() RETURN count(r)", 5},  // A loop is seen once.
           {"MATCH (a)-->(a) RETURN count(*)", 1},
           {"MATCH (:User)-[r:HOLDS]->(:Role) RETURN count(r)", 2},
           {"MATCH (n:Admin|Role) RETURN count(n)", 2},
           {"MATCH (a)-->(b) RETURN count(DISTINCT b)", 2}}) {
    EXPECT_EQ(count(text), wanted) << text;
    EXPECT_FALSE(is_kept(text)) << text;
  }
}

}  // namespace
}  // namespace muster::query
