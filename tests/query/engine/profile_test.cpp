#include <algorithm>
#include <chrono>
#include <memory>
#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/graph/memory_store.h"
#include "query/engine/query_engine.h"
#include "query/engine/store_transactions.h"
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

// --- Every operator

constexpr int kUsers = 2000;
constexpr int kRoles = 10;

// Users that hold one of a few roles each.
std::unique_ptr<GraphStore> large_company() {
  auto store = make_memory_store();
  auto transaction = store->begin_write();
  const QueryEngine engine;
  WorkBudget budget;
  EXPECT_THAT(engine.write(fmt::format("UNWIND range(0, {}) AS n CREATE (:Role {{n: n}}) "
                                       "WITH collect(n) AS all UNWIND range(1, {}) AS n "
                                       "MATCH (r:Role {{n: n % {}}}) "
                                       "CREATE (:User {{n: n, name: 'user ' + toString(n)}})"
                                       "-[:HOLDS]->(r)",
                                       kRoles - 1, kUsers, kRoles),
                           {}, (*transaction)->batch(), budget),
              muster::testing::IsOk());
  EXPECT_THAT(
      engine.write("CREATE INDEX FOR (u:User) ON (u.name)", {}, (*transaction)->batch(), budget),
      muster::testing::IsOk());
  EXPECT_THAT((*transaction)->commit(), muster::testing::IsOk());
  return store;
}

struct Profiled {
  const char* operation;
  const char* text;
  int rows;
  int memory_min;  // Of what it holds at least, in bytes.
};
void PrintTo(const Profiled& one, std::ostream* out) { *out << one.operation << ": " << one.text; }

class ProfileOf : public ::testing::TestWithParam<Profiled> {};

TEST_P(ProfileOf, SaysRowsTimeAndMemory) {
  const auto store = large_company();
  const QueryEngine engine;
  WorkBudget budget;
  auto transaction = store->begin_write();
  const auto result =
      engine.write(std::string("PROFILE ") + GetParam().text, {}, (*transaction)->batch(), budget);
  ASSERT_THAT(result, muster::testing::IsOk());
  std::string all;
  for (const ValueList& row : result->rows)
    all += fmt::format("{} {} rows {} ms {} bytes\n", row[0].as_string(), row[3].as_integer(),
                       row[4].as_float(), row[5].as_integer());
  const auto found = std::ranges::find_if(result->rows, [](const ValueList& row) {
    return row[0].as_string().ends_with(std::string("+ ") + GetParam().operation);
  });
  ASSERT_NE(found, result->rows.end()) << all;
  const ValueList& row = *found;
  EXPECT_EQ(row[3].as_integer(), GetParam().rows) << all;
  EXPECT_GT(row[4].as_float(), 0.0) << all;
  EXPECT_GE(row[5].as_integer(), GetParam().memory_min) << all;
}

INSTANTIATE_TEST_SUITE_P(
    Reading, ProfileOf,
    ::testing::Values(
        Profiled{"Unit", "RETURN 1", 1, 1},
        Profiled{"Scan", "MATCH (u:User) RETURN u.n", kUsers, 1024 * 8},
        Profiled{"Seek", "MATCH (u) WHERE id(u) = 3 RETURN u.n", 1, 8},
        Profiled{"IndexSeek", "MATCH (u:User {name: 'user 7'}) RETURN u.n", 1, 8},
        Profiled{"Filter", "MATCH (u:User) WHERE u.n > 1000 RETURN u", 1000, 1024 * 8},
        Profiled{"Expand", "MATCH (u:User)-[h:HOLDS]->(r) RETURN u, h, r", kUsers, 1024 * 16},
        Profiled{"ExpandInto", "MATCH (u:User)-[h]->(r), (u)--(r) RETURN h", 0, 1},
        Profiled{"Expand", "MATCH (r:Role)-[h*1..2]-(u) RETURN h", kUsers, 1024 * 16},
        Profiled{"ExpandEnds", "MATCH (r:Role) MATCH (r)-[*1..3]-(u) RETURN DISTINCT r, u", kUsers,
                 1024 * 16},
        Profiled{"ShortestPath", "MATCH p = shortestPath((a:Role {n: 1})-[*]-(u)) RETURN p",
                 kUsers / kRoles, 8 * kUsers / kRoles},
        Profiled{"GroupExpand", "MATCH (r:Role) ((a)--(b)){1,2} (u) RETURN a, u", kUsers,
                 1024 * 16},
        Profiled{"SelectPaths", "MATCH p = SHORTEST 1 (r:Role)--(u)--(x) RETURN p", 0, 0},
        Profiled{"EdgeEnds", "MATCH ()-[h]->() WITH h MATCH (a)-[h]->(b) RETURN a, b", kUsers,
                 8192},
        Profiled{"Path", "MATCH p = (u:User)-->(r) RETURN p", kUsers, 1024 * 16},
        Profiled{"Unwind", "UNWIND range(1, 5000) AS x RETURN x", 5000, 5000 * 16},
        Profiled{"Optional", "MATCH (u:User) OPTIONAL MATCH (u)<--(x) RETURN u, x", kUsers, 8192},
        Profiled{"Apply",
                 "MATCH (r:Role) CALL (r) { MATCH (r)<--(u) RETURN count(u) AS c } RETURN c",
                 kRoles, kRoles * 8},
        Profiled{"SemiApply", "MATCH (u:User) WHERE EXISTS { (u)-->(r) WHERE r.n = 1 } RETURN u",
                 kUsers / kRoles, 1024 * 8},
        Profiled{"Call", "CALL db.labels() YIELD label RETURN label", 2, 8},
        Profiled{"Project", "MATCH (u:User) RETURN u.n + 1", kUsers, 1024 * 8}));

INSTANTIATE_TEST_SUITE_P(
    Gathering, ProfileOf,
    ::testing::Values(
        Profiled{"Aggregate", "MATCH (u:User) RETURN u.n, count(*)", kUsers, kUsers * 24},
        Profiled{"Aggregate", "MATCH (u:User) RETURN collect(u.n)", 1, kUsers * 16},
        Profiled{"Aggregate", "MATCH (u:User) RETURN collect(toString(u.n) + '-long-enough-text')",
                 1, kUsers * 48},
        Profiled{"Aggregate", "MATCH (u:User) RETURN count(DISTINCT u.n)", 1, kUsers * 24},
        Profiled{"Distinct", "MATCH (u:User) RETURN DISTINCT u.n", kUsers, kUsers * 24},
        Profiled{"Sort", "MATCH (u:User) RETURN u.n ORDER BY u.name", kUsers, kUsers * 24},
        Profiled{"TopN", "MATCH (u:User) RETURN u.n ORDER BY u.name LIMIT 5", 5, 5 * 16},
        Profiled{"Skip", "MATCH (u:User) RETURN u SKIP 10", kUsers - 10, (kUsers - 10) * 8},
        Profiled{"Limit", "MATCH (u:User) RETURN u LIMIT 1500", 1500, 1500 * 8},
        Profiled{"Union", "MATCH (u:User) RETURN u.n AS n UNION ALL MATCH (r:Role) RETURN r.n AS n",
                 kUsers + kRoles, (kUsers + kRoles) * 8}));

INSTANTIATE_TEST_SUITE_P(
    Writing, ProfileOf,
    ::testing::Values(
        Profiled{"Create", "UNWIND range(1, 3000) AS x CREATE (n:New {n: x}) RETURN n", 3000,
                 3000 * 16},
        Profiled{"Merge", "UNWIND range(1, 100) AS x MERGE (n:New {n: x}) RETURN n", 100, 100 * 16},
        Profiled{"Set", "MATCH (u:User) SET u.age = 30 RETURN u", kUsers, kUsers * 16},
        Profiled{"Remove", "MATCH (u:User) REMOVE u.name RETURN u", kUsers, kUsers * 8},
        Profiled{"DetachDelete", "MATCH (u:User) DETACH DELETE u", kUsers, kUsers * 8},
        Profiled{"Foreach", "MATCH (r:Role) FOREACH (x IN [1, 2] | SET r.x = x) RETURN r", kRoles,
                 kRoles * 8}));

TEST(Profile, AStreamHoldsABatchAndNotAllItsRows) {
  const QueryResult result = profile(
      "PROFILE UNWIND range(1, 9) AS x UNWIND range(1, 20000) AS y "
      "WITH x + y AS s WHERE s > 10 RETURN max(s)");
  for (const ValueList& row : result.rows)
    EXPECT_LT(row[5].as_integer(), 20'000 * 16 * 2 + 100'000) << row[0].as_string();
}

TEST(Profile, TheTimesOfAllAreWithinThatOfTheStatement) {
  const auto begin = std::chrono::steady_clock::now();
  const QueryResult result =
      profile("PROFILE UNWIND range(1, 20000) AS x WITH x ORDER BY x % 7 RETURN count(x)");
  const std::chrono::duration<double, std::milli> passed = std::chrono::steady_clock::now() - begin;
  double total = 0;
  for (const ValueList& row : result.rows) total += row[4].as_float();
  EXPECT_LE(total, passed.count());
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

TEST(Profile, OfADeleteRefusesWhatTheDeleteRefuses) {
  const auto store = large_company();
  const QueryEngine engine;
  WorkBudget budget;
  auto transaction = store->begin_write();
  EXPECT_THAT(engine.write("PROFILE MATCH (r:Role) DELETE r", {}, (*transaction)->batch(), budget),
              muster::testing::IsErrorSaying(ErrorCode::kConstraint, HasSubstr("relationship")));
}

TEST(Profile, OfTransactionsCommitsThemAndSaysWhatTheirOperatorsDid) {
  const auto store = make_memory_store();
  StoreTransactions transactions(*store);
  auto batch = transactions.begin();
  ASSERT_THAT(batch, muster::testing::IsOk());
  const QueryEngine engine;
  WorkBudget budget;
  QueryOptions options;
  options.transactions = &transactions;
  const auto result = engine.write(
      "PROFILE UNWIND range(1, 10) AS x CALL { WITH x CREATE (u:User {n: x}) RETURN u } "
      "IN TRANSACTIONS OF 3 ROWS RETURN count(u)",
      {}, **batch, budget, options);
  ASSERT_THAT(result, muster::testing::IsOk());
  EXPECT_EQ(result->summary.counters.nodes_created, 10U);
  EXPECT_GE(store->snapshot()->node_count(), 9U) << "the last transaction is the caller's to end";
  EXPECT_THAT(rows_of(*result),
              ElementsAre("+ Project: 1", "+ Aggregate: 1", "+ Argument: 0", "+ Transactions: 10",
                          "  + Project: 10", "  + Create: 10", "  + Argument: 0", "+ Unwind: 10",
                          "+ Unit: 1"));
}

TEST(Explain, RunsNothing) {
  EXPECT_THAT(profile("EXPLAIN MATCH (u:User) RETURN 1 / (u.n - 1)").summary.columns,
              ElementsAre("operator", "details", "estimated rows"));
}

}  // namespace
}  // namespace muster::query
