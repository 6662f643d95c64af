#include "query/logical/optimizer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "query/engine/query_engine.h"
#include "tests/support/graph_literal.h"
#include "tests/support/matchers.h"

namespace muster::query {
namespace {

using muster::testing::graph_of;

muster::testing::LiteralGraph company() {
  return graph_of(R"(
      (ann:User {n: 1})-[:CAN_ASSUME]->(deploy:Role {privileged: true})
      (bob:User {n: 2})-[:CAN_ASSUME]->(deploy)
      (eve:User {n: 3})-[:CAN_ASSUME]->(deploy)
      (deploy)-[:GRANTS]->(invoices:Bucket)
      (deploy)-[:GRANTS]->(logs:Bucket)
  )");
}

std::string plan(std::string_view text, bool optimize = true) {
  const auto line = QueryEngine().plan_line(text, company(), optimize);
  return line ? *line : format_error(line.error());
}

TEST(Planner, LeavesEveryConditionInOneFilterOnTop) {
  EXPECT_EQ(plan("MATCH (u:User)-[:CAN_ASSUME]->(r:Role) WHERE r.privileged RETURN r", false),
            "Project(r){Filter(u:User, r:Role, r.privileged){Expand(r<-CAN_ASSUME-u){Scan(r)}}}");
}

TEST(Planner, StartsAtTheRarestLabel) {
  EXPECT_EQ(plan("MATCH (u:User)-[:CAN_ASSUME]->(r:Role) RETURN u"),
            "Project(u){Expand(r<-CAN_ASSUME-u:User){Scan(r:Role)}}");
}

TEST(Planner, StartsAtWhatIsBound) {
  EXPECT_EQ(plan("MATCH (u:User) WITH u MATCH (r:Role)<-[:CAN_ASSUME]-(u) RETURN r"),
            "Project(r){Expand(u-CAN_ASSUME->r:Role){Project(u){Scan(u:User)}}}");
}

TEST(Planner, ClosesACycleWithinWhatIsBound) {
  EXPECT_THAT(plan("MATCH (a:Role)-[:GRANTS]->(b)<-[:GRANTS]-(a) RETURN a"),
              ::testing::HasSubstr("ExpandInto("));
}

TEST(PredicatePushdownRule, AsksOfANodeAsSoonAsItIsBound) {
  EXPECT_EQ(plan("MATCH (u:User)-[:CAN_ASSUME]->(r:Role) WHERE u.n = 1 AND r.privileged RETURN r"),
            "Project(r){Filter(u.n = 1){Expand(r<-CAN_ASSUME-u:User){Filter(r.privileged){"
            "Scan(r:Role)}}}}");
}

TEST(PredicatePushdownRule, KeepsAConditionThatMayFailAboveThoseBeforeIt) {
  EXPECT_EQ(plan("MATCH (r:Role)-[:GRANTS]->(b) WHERE r.m <> b.m AND r.n / r.m > 1 RETURN b"),
            "Project(b){Filter(r.m <> b.m, (r.n / r.m) > 1){Expand(r-GRANTS->b){Scan(r:Role)}}}");
}

TEST(IdSeekRule, LooksAnIdUpInsteadOfScanning) {
  EXPECT_EQ(plan("MATCH (n) WHERE id(n) = 3 RETURN n"), "Project(n){Seek(id(n) = 3)}");
}

TEST(LabelIntoScanRule, ReadsTheLabelIndex) {
  EXPECT_EQ(plan("MATCH (n) WHERE n:Role RETURN n"), "Project(n){Scan(n:Role)}");
}

TEST(TopNRule, SortsOnlyWhatCanBeAmongTheFirst) {
  EXPECT_EQ(plan("MATCH (n:User) RETURN n.n AS n ORDER BY n SKIP 1 LIMIT 2"),
            "Limit(2){Skip(1){TopN(n; skip 1; limit 2){Project(n.n AS n){Scan(n:User)}}}}");
}

TEST(SemiApplyRule, AsksForARowInsteadOfAValue) {
  EXPECT_EQ(plan("MATCH (u:User) WHERE EXISTS { (u)-[:CAN_ASSUME]->(r) } AND u.n > 1 RETURN u"),
            "Project(u){SemiApply{Expand(u-CAN_ASSUME->r){Argument}, "
            "Filter(u.n > 1){Scan(u:User)}}}");
  EXPECT_EQ(plan("MATCH (u:User) WHERE NOT EXISTS { (u)-[:CAN_ASSUME]->(r) } RETURN u"),
            "Project(u){AntiSemiApply{Expand(u-CAN_ASSUME->r){Argument}, Scan(u:User)}}");
}

TEST(SemiApplyRule, KnowsCountsThatOnlyAskWhetherThereIsARow) {
  EXPECT_EQ(plan("MATCH (u:User) WHERE COUNT { (u)-[:CAN_ASSUME]->(r) } > 0 RETURN u"),
            "Project(u){SemiApply{Expand(u-CAN_ASSUME->r){Argument}, Scan(u:User)}}");
  EXPECT_EQ(plan("MATCH (u:User) WHERE COUNT { (u)-[:CAN_ASSUME]->(r) } = 0 RETURN u"),
            "Project(u){AntiSemiApply{Expand(u-CAN_ASSUME->r){Argument}, Scan(u:User)}}");
  EXPECT_THAT(plan("MATCH (u:User) WHERE COUNT { (u)-[:CAN_ASSUME]->(r) } > 1 RETURN u"),
              ::testing::HasSubstr("Filter(COUNT {"));
}

TEST(SemiApplyRule, LeavesAQuestionBeforeWhatMayFail) {
  EXPECT_EQ(plan("MATCH (u:User) WHERE EXISTS { (u)-[:CAN_ASSUME]->(r) } AND 1 / u.n > 0 RETURN u"),
            "Project(u){Filter(EXISTS {u-CAN_ASSUME->r}, (1 / u.n) > 0){Scan(u:User)}}");
}

TEST(Planner, RunsASubqueryForTheRowsBeforeIt) {
  EXPECT_EQ(plan("MATCH (u:User) CALL (u) { MATCH (u)-->(r) RETURN r.n AS x } RETURN x"),
            "Project(x){Apply(x){Project(r.n AS x){Expand(u-->r){Argument}}, Scan(u:User)}}");
  EXPECT_EQ(plan("FOREACH (x IN [1] | CREATE (:N))"), "Foreach(x IN [1]){Create(@1:N){Argument}}");
}

TEST(CreateFusionRule, MakesNeighbouringCreatesOne) {
  EXPECT_EQ(plan("CREATE (a:A) CREATE (b:B) CREATE (a)-[:T]->(b)"), "Create(a:A, b:B, a-T->b)");
}

TEST(Optimizer, NamesItsRulesInOrder) {
  std::vector<std::string_view> names;
  for (const auto& rule : optimizer_rules()) names.push_back(rule->name());
  EXPECT_THAT(names,
              ::testing::ElementsAre("PredicatePushdown", "IdSeek", "IndexSeek", "LabelIntoScan",
                                     "LabelUnion", "LabelIntoExpand", "KeptCount", "SemiApply",
                                     "TopN", "EndpointExpand", "CreateFusion"));
}

}  // namespace
}  // namespace muster::query
