// The index seek as a rule: which conditions an index answers, and which stay in the filter.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/graph/snapshot_builder.h"
#include "query/engine/query_engine.h"
#include "tests/support/graph_literal.h"
#include "tests/support/matchers.h"

namespace muster::query {
namespace {

using muster::testing::graph_of;
using ::testing::HasSubstr;
using ::testing::Not;

// Users with a range index on `id` and on (`tenant`, `name`) and a text index on `name`.
std::shared_ptr<const GraphSnapshot> users() {
  SnapshotBuilder builder(graph_of(R"(
      (a:User:Admin {id: 1, name: 'ann', tenant: 'x'})-[:KNOWS]->(b:User {id: 2, name: 'bob'})
      (c:User {id: 3, name: 'cy'})-[:KNOWS]->(d:User {id: 4})
  )")
                              .snapshot());
  const auto make = [&](IndexKind kind, const std::vector<std::string>& keys) {
    IndexDefinition index{.name = keys.back() + std::to_string(keys.size()), .kind = kind};
    index.tokens = {static_cast<std::uint32_t>(builder.intern_label("User"))};
    for (const std::string& key : keys) index.keys.push_back(builder.intern_key(key));
    EXPECT_THAT(builder.create_index(std::move(index), WorkBudget()), muster::testing::IsOk());
  };
  make(IndexKind::kRange, {"id"});
  make(IndexKind::kRange, {"tenant", "name"});
  make(IndexKind::kText, {"name"});
  return std::move(builder).publish(2);
}

std::string plan(std::string_view text) {
  const auto line = QueryEngine().plan_line(text, *users(), true);
  return line ? *line : format_error(line.error());
}

TEST(IndexSeekRule, TakesAnEqualityFromThePattern) {
  EXPECT_EQ(plan("MATCH (n:User {id: 1}) RETURN n"), "Project(n){IndexSeek(n:User, n.id = 1)}");
}

TEST(IndexSeekRule, TakesAParameterEitherWayRound) {
  EXPECT_EQ(plan("MATCH (n:User) WHERE $id = n.id RETURN n"),
            "Project(n){IndexSeek(n:User, n.id = $id)}");
}

TEST(IndexSeekRule, TakesAValueOfTheRow) {
  EXPECT_THAT(plan("UNWIND $rows AS r MATCH (n:User {id: r.id}) RETURN n"),
              HasSubstr("IndexSeek(n:User, n.id = r.id){Unwind("));
}

TEST(IndexSeekRule, TakesAnIndexOfSeveralKeysWhole) {
  EXPECT_THAT(plan("MATCH (n:User {name: $name, tenant: $tenant}) RETURN n"),
              HasSubstr("IndexSeek(n:User, n.tenant = $tenant, n.name = $name)"));
}

TEST(IndexSeekRule, LeavesOtherConditionsInTheFilter) {
  EXPECT_THAT(plan("MATCH (n:User:Admin {id: 1}) WHERE n.name <> 'x' RETURN n"),
              HasSubstr("Filter(n:User:Admin, n.name <> 'x'){IndexSeek(n:User, n.id = 1)"));
}

TEST(IndexSeekRule, TakesBothEndsOfARange) {
  EXPECT_THAT(plan("MATCH (n:User) WHERE 1 < n.id <= 3 RETURN n"),
              HasSubstr("IndexSeek(n:User, n.id > 1, n.id <= 3)"));
}

TEST(IndexSeekRule, KeepsInForWhatIsNoList) {
  EXPECT_THAT(plan("MATCH (n:User) WHERE n.id IN $ids RETURN n"),
              HasSubstr("Filter(n.id IN $ids){IndexSeek(n:User, n.id IN $ids)"));
}

TEST(IndexSeekRule, TakesAPrefixFromATextIndexAndNoRange) {
  EXPECT_THAT(plan("MATCH (n:User) WHERE n.name STARTS WITH 'a' RETURN n"),
              HasSubstr("IndexSeek(n:User, n.name STARTS WITH 'a')"));
  EXPECT_THAT(plan("MATCH (n:User) WHERE n.name > 'a' RETURN n"), Not(HasSubstr("IndexSeek")));
}

TEST(IndexSeekRule, AsksATextIndexForStringsAlone) {
  EXPECT_THAT(plan("MATCH (n:User {name: 'ann'}) RETURN n"), HasSubstr("IndexSeek"));
  EXPECT_THAT(plan("MATCH (n:User {name: $name}) RETURN n"), Not(HasSubstr("IndexSeek")));
}

TEST(IndexSeekRule, LeavesAValueThatNeedsTheNodeItself) {
  EXPECT_THAT(plan("MATCH (n:User) WHERE n.id = n.other RETURN n"), Not(HasSubstr("IndexSeek")));
}

TEST(IndexSeekRule, LeavesTheNamesOfPlanes) {
  EXPECT_THAT(plan("MATCH (n:User) WHERE n.observed = true RETURN n"), Not(HasSubstr("IndexSeek")));
}

TEST(IndexSeekRule, StartsThePatternWhereTheIndexIs) {
  EXPECT_THAT(plan("MATCH (a:User)-[:KNOWS]->(b:User {id: 2}) RETURN a"),
              HasSubstr("Expand(b<-KNOWS-a:User){IndexSeek(b:User, b.id = 2)"));
}

TEST(IndexSeekRule, GivesAPlanThatIsRightWithoutTheIndex) {
  // The engine's cache may meet another store whose schema has the same version.
  const QueryEngine engine;
  WorkBudget budget;
  const auto indexed = users();
  const std::string text = "MATCH (n:User) WHERE n.id IN [2, 3] RETURN n.id AS id";
  ASSERT_TRUE(engine.read(text, {}, *indexed, budget).has_value());
  SnapshotBuilder other(
      graph_of("(a:User {id: 3})\n(b:User {id: 5})\n(c:User {id: 2.0})").snapshot());
  for (int i = 0; i < 3; ++i) {
    IndexDefinition index{.name = "j" + std::to_string(i)};
    index.tokens = {0};
    index.keys = {other.intern_key("k" + std::to_string(i))};
    ASSERT_THAT(other.create_index(std::move(index), WorkBudget()), muster::testing::IsOk());
  }
  const auto unindexed = std::move(other).publish(2);
  ASSERT_EQ(unindexed->schema().version(), indexed->schema().version());

  const auto result = engine.read(text, {}, *unindexed, budget);

  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(result->rows, (std::vector<ValueList>{{Value(3)}, {Value(2.0)}}));
  EXPECT_EQ(engine.plan_cache().plans_made, 1u);
}

}  // namespace
}  // namespace muster::query
