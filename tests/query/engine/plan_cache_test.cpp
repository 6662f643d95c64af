#include "query/engine/plan_cache.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/graph/memory_store.h"
#include "query/engine/query_engine.h"
#include "tests/support/matchers.h"

namespace muster::query {
namespace {

using muster::testing::IsOk;

// A store and the engine that answers for it.
class PlanCacheOfAnEngine : public ::testing::Test {
 protected:
  void write(std::string_view text, const ValueMap& parameters = {}) {
    auto transaction = store_->begin_write();
    WorkBudget budget;
    ASSERT_THAT(writer_.write(text, parameters, (*transaction)->batch(), budget), IsOk());
    ASSERT_THAT((*transaction)->commit(), IsOk());
  }
  void create_users(std::int64_t count) {
    write("UNWIND range(1, $count) AS i CREATE (:User {n: i})", {{"count", Value(count)}});
  }
  void index_users() {
    auto transaction = store_->begin_write();
    SnapshotBuilder& builder = (*transaction)->batch().graph();
    IndexDefinition index{.name = "users"};
    index.tokens = {static_cast<std::uint32_t>(builder.intern_label("User"))};
    index.keys = {builder.intern_key("n")};
    ASSERT_THAT(builder.create_index(std::move(index), WorkBudget()), IsOk());
    ASSERT_THAT((*transaction)->commit(), IsOk());
  }
  // The one value of the one row.
  Value ask(std::string_view text, const ValueMap& parameters = {}) {
    WorkBudget budget;
    const auto result = engine_.read(text, parameters, *store_->snapshot(), budget);
    EXPECT_THAT(result, IsOk());
    return result ? result->rows.at(0).at(0) : Value();
  }
  std::uint64_t plans_made() const { return engine_.plan_cache().plans_made; }

  std::unique_ptr<GraphStore> store_ = make_memory_store();
  QueryEngine engine_;
  QueryEngine writer_;  // Apart, so that plans_made() counts the questions alone.
};

TEST_F(PlanCacheOfAnEngine, PlansATextOnce) {
  ask("MATCH (u:User {n: $n}) RETURN count(u)", {{"n", Value(1)}});
  ask("MATCH (u:User {n: $n}) RETURN count(u)", {{"n", Value(2)}});
  EXPECT_EQ(plans_made(), 1U);
}

TEST_F(PlanCacheOfAnEngine, TakesASemicolonAndWhiteSpaceAtTheEndForNothing) {
  ask("RETURN 1 AS one");
  ask("RETURN 1 AS one ;\n");
  EXPECT_EQ(plans_made(), 1U);
}

TEST_F(PlanCacheOfAnEngine, KeepsThePlanWhenDataChangeALittle) {
  create_users(100);
  ask("MATCH (u:User) RETURN count(u)");
  create_users(200);
  EXPECT_EQ(ask("MATCH (u:User) RETURN count(u)"), Value(300));
  EXPECT_EQ(plans_made(), 1U);
}

TEST_F(PlanCacheOfAnEngine, KeepsThePlanWhenANameAppearsThatItMentions) {
  create_users(100);
  EXPECT_EQ(ask("MATCH (:User)-[:KNOWS]->(r:Role) WHERE r.tier = 0 RETURN count(r)"), Value(0));
  write("MATCH (u:User {n: 1}) CREATE (u)-[:KNOWS]->(:Role {tier: 0})");
  EXPECT_EQ(ask("MATCH (:User)-[:KNOWS]->(r:Role) WHERE r.tier = 0 RETURN count(r)"), Value(1));
  EXPECT_EQ(plans_made(), 1U);
}

TEST_F(PlanCacheOfAnEngine, PlansAnewWhenACountItChoseByHasMovedByAFactorOfFour) {
  create_users(100);
  ask("MATCH (u:User) RETURN count(u)");
  create_users(400);
  ask("MATCH (u:User) RETURN count(u)");
  EXPECT_EQ(plans_made(), 2U);
}

TEST_F(PlanCacheOfAnEngine, PlansAnewWhenOneLabelGrowsInALargeGraph) {
  create_users(1000);
  ask("MATCH (r:Role)-[:GRANTS]->(u:User) RETURN count(u)");
  write("UNWIND range(1, 30) AS i CREATE (:Role)");
  ask("MATCH (r:Role)-[:GRANTS]->(u:User) RETURN count(u)");
  EXPECT_EQ(plans_made(), 2U);
}

TEST_F(PlanCacheOfAnEngine, PlansAnewWhenAnIndexComesOrGoes) {
  create_users(10);
  ask("MATCH (u:User {n: 1}) RETURN count(u)");
  index_users();
  EXPECT_EQ(ask("MATCH (u:User {n: 1}) RETURN count(u)"), Value(1));
  EXPECT_EQ(plans_made(), 2U);
}

TEST_F(PlanCacheOfAnEngine, PlansAnewWhenAnIndexHoldsFourTimesAsManyValues) {
  write("UNWIND range(1, 200) AS i CREATE (:User {n: 0})");
  index_users();
  ask("MATCH (u:User {n: 1}) RETURN count(u)");
  write("MATCH (u:User) WITH u, u.n AS n LIMIT 10 SET u.n = 1");
  EXPECT_EQ(ask("MATCH (u:User {n: 1}) RETURN count(u)"), Value(10));
  EXPECT_EQ(plans_made(), 1U);
  write("MATCH (u:User) SET u.n = id(u)");
  ask("MATCH (u:User {n: 1}) RETURN count(u)");
  EXPECT_EQ(plans_made(), 2U);
}

TEST_F(PlanCacheOfAnEngine, SaysWhetherAStatementWritesWithoutPlanningItAnew) {
  create_users(1000);
  ask("MATCH (u:User) RETURN count(u)");
  WorkBudget unbounded;
  EXPECT_THAT(engine_.writes("MATCH (u:User) RETURN count(u)", *GraphSnapshot::empty(), unbounded),
              muster::testing::IsOkAndHolds(false));
  ask("MATCH (u:User) RETURN count(u)");
  EXPECT_EQ(plans_made(), 1U);
}

TEST(PlanCache, DropsWhatWasUsedLeastRecently) {
  PlanCache<int> cache(2);
  cache.put("a", std::make_shared<int>(1));
  cache.put("b", std::make_shared<int>(2));
  EXPECT_NE(cache.find("a"), nullptr);
  cache.put("c", std::make_shared<int>(3));
  EXPECT_EQ(cache.find("b"), nullptr);
  EXPECT_NE(cache.find("a"), nullptr);
  EXPECT_EQ(cache.size(), 2U);
}

}  // namespace
}  // namespace muster::query
