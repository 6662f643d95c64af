// What stops a query: no loop runs on without asking.
#include <optional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/graph/snapshot_builder.h"
#include "query/engine/query_engine.h"
#include "tests/support/matchers.h"

namespace muster::query {
namespace {

std::shared_ptr<const GraphSnapshot> nodes(int count) {
  SnapshotBuilder builder(GraphSnapshot::empty());
  const LabelId label = builder.intern_label("User");
  const EdgeTypeId type = *builder.intern_edge_type("KNOWS");
  const NodeId hub = builder.create_node({&label, 1});
  for (int i = 1; i < count; ++i)
    EXPECT_THAT(builder.create_edge(hub, type, builder.create_node({&label, 1})), testing::IsOk());
  return std::move(builder).publish(1);
}

// None: it came to its end.
std::optional<ErrorCode> code_of(const GraphSnapshot& graph, std::string_view text,
                                 WorkBudget& budget) {
  const QueryEngine engine;
  const auto result = engine.read(text, {}, graph, budget);
  return result ? std::nullopt : std::optional(result.error().code);
}

// Queries that would take hours: they end because the budget says so, in whatever loop they are.
class StopsAtTheDeadline : public ::testing::TestWithParam<const char*> {};

TEST_P(StopsAtTheDeadline, Within) {
  static const auto graph = nodes(5000);
  WorkBudget budget({.time_ms = std::chrono::milliseconds(20)});
  EXPECT_EQ(code_of(*graph, GetParam(), budget), ErrorCode::kDeadlineExceeded);
}

INSTANTIATE_TEST_SUITE_P(
    Loop, StopsAtTheDeadline,
    ::testing::Values(
        "MATCH (a), (b), (c) RETURN count(*)", "MATCH (a), (b), (c) WHERE a.x = b.y RETURN a",
        "MATCH (a)--(b)--(c)--(d)--(e)--(f) RETURN count(*)", "MATCH (a)-[*]-(b) RETURN count(*)",
        "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b)",
        "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN max(a + b)",
        "RETURN size([a IN range(1, 3000) | [b IN range(1, 3000) | [c IN range(1, 3000) | 1]]])",
        "RETURN all(a IN range(1, 9000) WHERE all(b IN range(1, 9000) WHERE any(c IN range(1, 9) "
        "WHERE c = 9)))",
        "RETURN reduce(s = 0, a IN range(1, 9000) | reduce(t = s, b IN range(1, 9000) | t + b))",
        "MATCH (a), (b) WITH a, b ORDER BY id(a) % 7, id(b) RETURN count(*)",
        "MATCH (a), (b) RETURN DISTINCT id(a) % 10, id(b) % 10",
        "MATCH (a), (b) RETURN size([(a)--(x)--(b) | x])",
        // Each row alone is long work.
        "WITH range(1, 9999999) AS l UNWIND range(1, 1000) AS x WITH x, l WHERE -x IN l RETURN x",
        "UNWIND range(1, 5000000) AS x RETURN percentileCont(x * 7919 % 1000003, 0.5)",
        "MATCH (a), (b) RETURN count(DISTINCT id(a) * 10000 + id(b))"));

// Queries that would hold gigabytes: they end before they hold much more than they may, however
// fast they grow.
class StopsAtTheMemoryLimit : public ::testing::TestWithParam<const char*> {};

TEST_P(StopsAtTheMemoryLimit, Within) {
  static const auto graph = nodes(5000);
  constexpr std::size_t kLimit = 16 << 20;
  WorkBudget budget({.memory_bytes = kLimit});
  EXPECT_EQ(code_of(*graph, GetParam(), budget), ErrorCode::kResourceExhausted);
  EXPECT_LT(budget.memory().most_bytes(), std::int64_t{kLimit + kLimit / 4});
}

INSTANTIATE_TEST_SUITE_P(
    Rows, StopsAtTheMemoryLimit,
    ::testing::Values(
        "MATCH (a), (b) WITH a, b ORDER BY id(a) RETURN count(*)",
        "MATCH (a), (b) WITH a, b ORDER BY toString(id(a)) + toString(id(b)) RETURN count(*)",
        "MATCH (a), (b) RETURN DISTINCT id(a), id(b)",
        "MATCH (a), (b) RETURN DISTINCT toString(id(a)) + toString(id(b))",
        "MATCH (a), (b) RETURN id(a), id(b), count(*)",
        "MATCH (a), (b) RETURN id(a), count(DISTINCT b)",
        "MATCH (a), (b) RETURN count(DISTINCT id(a) * 10000 + id(b))",
        "MATCH (a), (b) WITH a, b SKIP 10 RETURN count(id(a) + id(b))",
        "MATCH (a), (b) RETURN a UNION MATCH (a), (b) RETURN b AS a",
        "MATCH p = (a)-[*1..3]-(b) WITH collect(p) AS all RETURN size(all)",
        "MATCH p = SHORTEST 2 (a)--(x)--(b) RETURN count(p)",
        "CALL { MATCH (a), (b) RETURN a, b ORDER BY id(b) } RETURN count(*)"));

INSTANTIATE_TEST_SUITE_P(
    Aggregates, StopsAtTheMemoryLimit,
    ::testing::Values("MATCH (a), (b) RETURN size(collect(id(a)))",
                      "MATCH (a), (b) RETURN size(collect(toString(id(a)) + ' is its id'))",
                      "MATCH (a), (b) RETURN size(collect(DISTINCT [id(a), id(b)]))",
                      "MATCH (a), (b) RETURN id(a) % 10, collect(b)",
                      "MATCH (a), (b) RETURN percentileCont(id(a) + id(b), 0.5)",
                      "MATCH (a) RETURN collect({a: range(1, 10000)})"));

INSTANTIATE_TEST_SUITE_P(
    Lists, StopsAtTheMemoryLimit,
    ::testing::Values(
        "RETURN size(range(1, 9999999))", "RETURN [range(1, 500000), range(1, 600000)]",
        "RETURN size([x IN range(1, 100) | range(1, 100000)])",
        "RETURN size([x IN range(1, 100) | [y IN range(1, 10) | range(1, 10000)]])",
        "RETURN size([a IN range(1, 300000) | toString(a) + '................................'])",
        "RETURN size([a IN range(1, 300000) | {a: a, b: [a]}])",
        "RETURN size(reduce(s = [1], a IN range(1, 40) | s + s))",
        "RETURN size(reduce(s = [1], a IN range(1, 40) | s || s))",
        "WITH range(1, 400000) AS l RETURN [reverse(l), tail(l), l[1..], reverse(l)]",
        "WITH range(1, 400000) AS l RETURN [toStringList(l), toFloatList(l)]",
        "WITH range(1, 600000) AS l RETURN l[1..]",
        "RETURN COLLECT { UNWIND range(1, 2000) AS a UNWIND range(1, 2000) AS b RETURN b }",
        "MATCH (a) WITH a LIMIT 1 RETURN [(a)--(b) | range(1, 1000)]",
        "UNWIND range(1, 1000) AS x RETURN [range(1, x + 20000)] AS s, range(1, 20000) AS r"));

INSTANTIATE_TEST_SUITE_P(
    Texts, StopsAtTheMemoryLimit,
    ::testing::Values(
        "RETURN size(reduce(s = '.', a IN range(1, 40) | s + s))",
        "RETURN size(reduce(s = '.', a IN range(1, 40) | s || s))",
        "RETURN size(reduce(s = '.', a IN range(1, 40) | replace(s, '.', '..')))",
        "WITH reduce(s = '.', a IN range(1, 16) | s + s) AS t RETURN size(replace(t, '.', t))",
        "WITH reduce(s = '.', a IN range(1, 20) | s + s) AS t RETURN size(split(t, '.'))",
        "WITH reduce(s = '.', a IN range(1, 20) | s + s) AS t RETURN size(split(t, ''))",
        "WITH reduce(s = 'a', a IN range(1, 22) | s + s) AS t "
        "RETURN [toUpper(t), toLower(t), reverse(t), normalize(t), left(t, 4000000)]",
        "WITH reduce(s = 'a', a IN range(1, 22) | s + s) AS t "
        "RETURN [trim(t + ' '), substring(t, 1), right(t, 4000000), t + t]"));

TEST(Budget, WhatEachRowMakesAndDropsIsGivenBack) {
  WorkBudget budget({.memory_bytes = 16 << 20});
  EXPECT_EQ(
      code_of(*GraphSnapshot::empty(),
              "UNWIND range(1, 100) AS x WITH size(range(1, 600000)) AS s RETURN sum(s)", budget),
      std::nullopt);
}

TEST(Budget, WhatEachTurnOfALoopMakesAndDropsIsGivenBack) {
  WorkBudget budget({.memory_bytes = 16 << 20});
  EXPECT_EQ(
      code_of(*GraphSnapshot::empty(),
              "RETURN reduce(s = 0, x IN range(1, 50) | s + size(range(1, 600000))), "
              "all(x IN [y IN range(1, 50) | size(range(1, 600000))] WHERE size(range(1, x)) > 0)",
              budget),
      std::nullopt);
}

TEST(Budget, AFinishedQueryHoldsNothing) {
  WorkBudget budget;
  EXPECT_EQ(code_of(*nodes(100),
                    "MATCH (a)--(b) WITH b, collect(toString(id(a))) AS l ORDER BY size(l) "
                    "RETURN count(l)",
                    budget),
            std::nullopt);
  // What the engine keeps for the next query is not the query's.
  EXPECT_LT(budget.memory().live_bytes(), std::int64_t{4 << 10});
}

TEST(Budget, AListThatEachRowUnwindsIsHeldForOneRowAtATime) {
  WorkBudget budget({.memory_bytes = 1 << 20});
  EXPECT_EQ(code_of(*nodes(200), "MATCH (a) UNWIND range(1, 20000) AS x RETURN sum(x)", budget),
            std::nullopt);
}

TEST(Budget, AValueThatAllRowsShareIsChargedOnce) {
  WorkBudget budget({.memory_bytes = 1 << 20});
  EXPECT_EQ(code_of(*nodes(200), "WITH range(1, 20000) AS l MATCH (a) RETURN l, id(a)", budget),
            std::nullopt);
}

TEST(RowLimit, IsReachedBehindMorselsThatGiveNothing) {
  const auto graph = nodes(20'000);
  const QueryEngine engine;
  const TaskArena one_thread(1);
  QueryOptions options;
  options.rows_max = 10;
  options.arena = &one_thread;
  // All rows of a later morsel would be far more than fit.
  WorkBudget budget({.memory_bytes = 16 << 20});
  const auto result =
      engine.read("MATCH (a), (b) WHERE id(a) > 5000 RETURN a, b", {}, *graph, budget, options);
  ASSERT_THAT(result, testing::IsOk());
  EXPECT_TRUE(result->summary.truncated);
  EXPECT_EQ(result->rows.size(), 10U);
}

TEST(Budget, ACancelledQueryEndsBeforeItsFirstRow) {
  WorkBudget budget;
  budget.cancel();
  EXPECT_EQ(code_of(*nodes(10), "MATCH (a) RETURN a", budget), ErrorCode::kCancelled);
}

TEST(Budget, AFinishedQueryGivesBackWhatItsRowsHeld) {
  const auto graph = nodes(5000);
  WorkBudget budget({.memory_bytes = 1 << 20});
  EXPECT_EQ(code_of(*graph, "UNWIND range(1, 20) AS i MATCH (a) RETURN id(a)", budget),
            std::nullopt);
}

struct HungryQuery {
  const char* holder;
  const char* text;
};

class StoppedQuery : public ::testing::TestWithParam<HungryQuery> {};

TEST_P(StoppedQuery, LeavesWhatItHeldToBeFreedBehindItsAnswer) {
  constexpr std::size_t kMemory = 4 << 20;
  const QueryEngine engine;
  WorkBudget budget(WorkLimits{.memory_bytes = kMemory});
  ASSERT_THAT(engine.read(GetParam().text, {}, *GraphSnapshot::empty(), budget),
              testing::IsError(ErrorCode::kResourceExhausted));
  // What is freed on another thread stays counted in the account of the query.
  EXPECT_GT(budget.memory().live_bytes(), static_cast<std::int64_t>(kMemory / 4));
  engine.wait_until_idle();
}

INSTANTIATE_TEST_SUITE_P(
    Holder, StoppedQuery,
    ::testing::Values(
        HungryQuery{"Groups", "UNWIND range(1, 99999) AS x RETURN [x, x], count(*)"},
        HungryQuery{"Aggregates", "UNWIND range(1, 99999) AS x RETURN collect(DISTINCT [x, x])"},
        HungryQuery{"DistinctRows", "UNWIND range(1, 99999) AS x RETURN DISTINCT [x, x]"},
        HungryQuery{"SortedRows", "UNWIND range(1, 99999) AS x RETURN x ORDER BY [-x, x]"},
        HungryQuery{"RowsOfSubqueries",
                    "UNWIND range(1, 99999) AS x CALL { WITH x RETURN [x, x] AS l } RETURN l"},
        HungryQuery{"Comprehensions", "RETURN [x IN range(1, 99999) | [x, x]]"},
        HungryQuery{"CollectedSubqueries",
                    "RETURN COLLECT { UNWIND range(1, 99999) AS x RETURN [x, x] }"}),
    [](const auto& tested) { return tested.param.holder; });

}  // namespace
}  // namespace muster::query
