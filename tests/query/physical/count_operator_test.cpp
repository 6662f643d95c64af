#include "query/physical/count_operator.h"

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

// Whether no row is made for it: PROFILE then shows a scan that gave none.
bool is_kept(const std::string& text) {
  const auto graph = company();
  const QueryEngine engine;
  WorkBudget budget;
  const auto result = engine.read("PROFILE " + text, {}, graph, budget);
  EXPECT_THAT(result, muster::testing::IsOk());
  return result && result->rows.at(result->rows.size() - 2).at(3) == Value(0);
}

TEST(KeptCount, OfALabelAndOfAllNodes) {
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

TEST(KeptCount, OfATypeAndOfAllEdges) {
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

TEST(KeptCount, DoesNotAnswerWhatItDoesNotKnow) {
  for (const auto& [text, wanted] : std::map<std::string, std::int64_t>{
           {"MATCH (u:User:Admin) RETURN count(*)", 1},
           {"MATCH (u:User) WHERE u.n = 1 RETURN count(*)", 1},
           {"MATCH (u:User) RETURN count(u.n)", 2},
           {"MATCH ()-[r]-() RETURN count(r)", 5},  // A loop is seen once.
           {"MATCH (a)-->(a) RETURN count(*)", 1},
           {"MATCH (:User)-[r:HOLDS]->() RETURN count(r)", 2},
           {"MATCH (a)-->(b) RETURN count(DISTINCT b)", 2}}) {
    EXPECT_EQ(count(text), wanted) << text;
    EXPECT_FALSE(is_kept(text)) << text;
  }
}

}  // namespace
}  // namespace muster::query
