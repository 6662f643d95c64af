// Schema commands through the engine: what they count, and that a command without work is no write.
#include <chrono>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/graph/memory_store.h"
#include "query/engine/query_engine.h"
#include "tests/support/matchers.h"

namespace muster::query {
namespace {

using muster::testing::IsOk;

class Commands : public ::testing::Test {
 protected:
  Result<QueryResult> run(const std::string& text, const ValueMap& parameters = {}) {
    auto transaction = store_->begin_write();
    WorkBudget budget;
    MUSTER_TRY(QueryResult result,
               engine_.write(text, parameters, (*transaction)->batch(), budget));
    MUSTER_CHECK((*transaction)->commit());
    return result;
  }
  bool writes(const std::string& text) {
    WorkBudget unbounded;
    const auto answer = engine_.writes(text, *store_->snapshot(), unbounded);
    EXPECT_THAT(answer, IsOk());
    return answer.has_value() && *answer;
  }

  QueryEngine engine_;
  std::unique_ptr<GraphStore> store_ = make_memory_store();
};

TEST_F(Commands, CountWhatTheyDid) {
  const auto index = run("CREATE INDEX i FOR (n:L) ON (n.p)");
  ASSERT_THAT(index, IsOk());
  EXPECT_EQ(index->summary.counters.indexes_added, 1u);
  EXPECT_TRUE(index->summary.contains_updates);
  const auto constraint = run("CREATE CONSTRAINT c FOR (n:L) REQUIRE n.q IS UNIQUE");
  ASSERT_THAT(constraint, IsOk());
  EXPECT_EQ(constraint->summary.counters.constraints_added, 1u);
  EXPECT_EQ(constraint->summary.counters.indexes_added, 0u);
  EXPECT_EQ(run("DROP INDEX i")->summary.counters.indexes_removed, 1u);
  EXPECT_EQ(run("DROP CONSTRAINT c")->summary.counters.constraints_removed, 1u);
  EXPECT_FALSE(run("DROP INDEX i IF EXISTS")->summary.contains_updates);
}

TEST_F(Commands, AreNoWriteWhereThereIsNothingToDo) {
  const std::string text = "CREATE INDEX IF NOT EXISTS FOR (n:L) ON (n.p);";
  EXPECT_TRUE(writes(text));
  ASSERT_THAT(run(text), IsOk());
  EXPECT_FALSE(writes(text));
  EXPECT_FALSE(writes("DROP INDEX other IF EXISTS"));

  WorkBudget budget;
  const auto read = engine_.read(text, {}, *store_->snapshot(), budget);
  ASSERT_THAT(read, IsOk());
  EXPECT_FALSE(read->summary.contains_updates);
}

TEST_F(Commands, MayBeNamedByAParameter) {
  ASSERT_THAT(run("CREATE INDEX $name FOR (n:L) ON (n.p)", {{"name", "given"}}), IsOk());

  EXPECT_NE(store_->snapshot()->schema().find_index("given"), nullptr);
  EXPECT_EQ(run("DROP INDEX $name").error().detail, "MissingParameter");
}

TEST_F(Commands, GiveTheSameNameInEveryStore) {
  ASSERT_THAT(run("CREATE INDEX FOR (n:L) ON (n.p)"), IsOk());
  const std::string first = store_->snapshot()->schema().indexes()[0]->name;
  store_ = make_memory_store();
  ASSERT_THAT(run("CREATE INDEX IF NOT EXISTS FOR (x:L) ON (x.p)"), IsOk());

  EXPECT_EQ(store_->snapshot()->schema().indexes()[0]->name, first);
  EXPECT_THAT(first, ::testing::StartsWith("index_"));
}

TEST_F(Commands, AreExplainedAndNotRun) {
  const std::string text = "EXPLAIN CREATE INDEX FOR (n:L) ON (n.p)";
  EXPECT_FALSE(writes(text));
  WorkBudget budget;
  const auto read = engine_.read(text, {}, *store_->snapshot(), budget);
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->rows.at(0).at(0), Value("CreateIndex"));
}

TEST_F(Commands, NameTheVariableOfThePattern) {
  EXPECT_EQ(run("CREATE INDEX FOR (n:L) ON (m.p)").error().detail, "UndefinedVariable");
  EXPECT_EQ(run("CREATE INDEX FOR (n:L) ON (n.p, n.p)").error().detail, "RepeatedPropertyInSchema");
}

TEST_F(Commands, MakePlansAnew) {
  ASSERT_THAT(run("CREATE (:L {p: 1})"), IsOk());
  const std::string text = "MATCH (n:L {p: 1}) RETURN n";
  ASSERT_THAT(engine_.plan_line(text, *store_->snapshot()), IsOk());
  ASSERT_THAT(run("CREATE INDEX FOR (n:L) ON (n.p)"), IsOk());

  const auto line = engine_.plan_line(text, *store_->snapshot());
  ASSERT_THAT(line, IsOk());
  EXPECT_THAT(*line, ::testing::HasSubstr("IndexSeek"));
}

}  // namespace
}  // namespace muster::query
