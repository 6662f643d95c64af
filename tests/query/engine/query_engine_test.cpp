#include "query/engine/query_engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/graph/memory_store.h"
#include "tests/support/graph_literal.h"
#include "tests/support/matchers.h"

namespace muster::query {
namespace {

using muster::testing::graph_of;
using muster::testing::IsError;
using muster::testing::IsOk;

// Rows as text: "1, 'a' | 2, 'b'".
std::string text_of(const std::vector<ValueList>& rows) {
  std::string all;
  for (const ValueList& row : rows) {
    if (!all.empty()) all += " | ";
    for (std::size_t i = 0; i < row.size(); ++i) all += (i > 0 ? ", " : "") + to_literal(row[i]);
  }
  return all;
}

// The rows of a reading query, or its error's first line.
std::string answer(const GraphSnapshot& graph, std::string_view text,
                   const ValueMap& parameters = {}, const QueryOptions& options = {}) {
  const QueryEngine engine;
  WorkBudget budget;
  const auto result = engine.read(text, parameters, graph, budget, options);
  if (!result) return format_error(result.error());
  return text_of(result->rows);
}

class Database {
 public:
  std::string run(std::string_view text, const ValueMap& parameters = {}) {
    auto transaction = store_->begin_write();
    WorkBudget budget;
    auto result = engine_.write(text, parameters, (*transaction)->batch(), budget);
    if (!result)
      return std::string(error_code_name(result.error().code)) + ": " + result.error().detail;
    counters = result->summary.counters;
    EXPECT_THAT((*transaction)->commit(), IsOk());
    return text_of(result->rows);
  }
  std::string ask(std::string_view text) { return answer(*store_->snapshot(), text); }
  UpdateCounters counters;

 private:
  std::unique_ptr<GraphStore> store_ = make_memory_store();
  QueryEngine engine_;
};

muster::testing::LiteralGraph company() {
  return graph_of(R"(
      (ann:User {name: 'Ann', n: 1})-[:CAN_ASSUME {since: 2020}]->(deploy:Role {name: 'deploy', privileged: true})
      (bob:User {name: 'Bob', n: 2})-[:CAN_ASSUME {since: 2021}]->(deploy)
      (bob)-[:CAN_ASSUME]->(read:Role {name: 'read', privileged: false})
      (deploy)-[:GRANTS]->(invoices:Bucket {name: 'invoices'})
      (read)-[:GRANTS]->(logs:Bucket {name: 'logs'})
      (eve:User {name: 'Eve', n: 3})
  )");
}

TEST(QueryEngine, FindsANodeByLabelAndProperty) {
  EXPECT_EQ(answer(company(), "MATCH (n:User) WHERE n.n = 2 RETURN n.name"), "'Bob'");
}

TEST(QueryEngine, MovesConditionsDownAndLabelsIntoScans) {
  const QueryEngine engine;
  EXPECT_THAT(
      engine.plan_line("MATCH (u:User)-[:CAN_ASSUME]->(r) WHERE r.privileged RETURN r", company()),
      muster::testing::IsOkAndHolds(
          "Project(r){Filter(r.privileged){Expand(u-CAN_ASSUME->r){Scan(u:User)}}}"));
}

TEST(QueryEngine, FollowsRelationshipsInBothDirections) {
  EXPECT_EQ(
      answer(
          company(),
          "MATCH (:Bucket {name: 'logs'})<-[:GRANTS]-(r)<-[:CAN_ASSUME]-(u) RETURN u.name, r.name"),
      "'Bob', 'read'");
}

TEST(QueryEngine, UsesARelationshipOncePerClause) {
  EXPECT_EQ(answer(company(),
                   "MATCH (a:User)-[:CAN_ASSUME]->()<-[:CAN_ASSUME]-(b:User) RETURN a.name, b.name "
                   "ORDER BY a.name"),
            "'Ann', 'Bob' | 'Bob', 'Ann'");
}

TEST(QueryEngine, FollowsPathsOfAnyLength) {
  EXPECT_EQ(answer(company(),
                   "MATCH p = (:User {name: 'Ann'})-[rs*]->(x) RETURN x.name, length(p), size(rs)"),
            "'deploy', 1, 1 | 'invoices', 2, 2");
}

TEST(QueryEngine, AVariableLengthPatternMayBeEmpty) {
  EXPECT_EQ(answer(company(), "MATCH (:User {name: 'Eve'})-[*0..]->(x) RETURN x.name"), "'Eve'");
}

TEST(QueryEngine, OptionalMatchKeepsRowsWithoutAMatch) {
  EXPECT_EQ(answer(company(),
                   "MATCH (u:User) OPTIONAL MATCH (u)-[:CAN_ASSUME]->(r:Role) WHERE r.privileged "
                   "RETURN u.name, r.name ORDER BY u.name"),
            "'Ann', 'deploy' | 'Bob', 'deploy' | 'Eve', null");
}

TEST(QueryEngine, GroupsByWhatIsNotAggregated) {
  EXPECT_EQ(answer(company(),
                   "MATCH (u:User)-[:CAN_ASSUME]->(r) RETURN r.name AS role, count(*) AS users, "
                   "collect(u.name) AS names ORDER BY users DESC"),
            "'deploy', 2, ['Ann', 'Bob'] | 'read', 1, ['Bob']");
}

TEST(QueryEngine, AggregatesNoRowsToOneRowWhenThereAreNoKeys) {
  EXPECT_EQ(answer(company(), "MATCH (n:Nobody) RETURN count(n), sum(n.x), collect(n.x), max(n.x)"),
            "0, 0, [], null");
}

TEST(QueryEngine, SkipsAndLimitsSortedRows) {
  EXPECT_EQ(answer(company(), "MATCH (u:User) RETURN u.name ORDER BY u.n DESC SKIP 1 LIMIT 1"),
            "'Bob'");
}

TEST(QueryEngine, WithHidesWhatItDoesNotName) {
  EXPECT_EQ(answer(company(), "MATCH (u:User) WITH u.n AS n WHERE n > 1 RETURN sum(n)"), "5");
}

TEST(QueryEngine, UnwindMakesARowAnElement) {
  EXPECT_EQ(answer(company(), "UNWIND [1, null, 3] AS x RETURN x"), "1 | null | 3");
}

TEST(QueryEngine, UnionDropsRepeatedRows) {
  EXPECT_EQ(answer(company(), "RETURN 1 AS x UNION RETURN 1 AS x UNION RETURN 2 AS x"), "1 | 2");
}

TEST(QueryEngine, DistinctTakesNullsForEqual) {
  EXPECT_EQ(answer(company(), "UNWIND [null, 1, null, 1.0] AS x RETURN DISTINCT x"), "null | 1");
}

TEST(QueryEngine, ParametersStandForValues) {
  EXPECT_EQ(answer(company(), "MATCH (u:User) WHERE u.name IN $names RETURN u.n",
                   {{"names", ValueList{"Eve"}}}),
            "3");
}

TEST(QueryEngine, AMissingParameterIsNamed) {
  EXPECT_THAT(answer(company(), "RETURN $who"), ::testing::HasSubstr("$who"));
}

TEST(QueryEngine, PlanesReadLikeProperties) {
  const auto graph = graph_of(
      "(a:User)-[:OWNS {_planes: 'observed'}]->(b:Key)\n(a)-[:OWNS {_planes: "
      "'recorded'}]->(c:Key)");
  EXPECT_EQ(
      answer(graph,
             "MATCH ()-[r:OWNS]->() WHERE r.observed AND NOT r.recorded RETURN muster.planes(r)"),
      "['observed']");
}

TEST(QueryEngine, PatternsAreConditions) {
  EXPECT_EQ(answer(company(), "MATCH (u:User) WHERE NOT (u)-[:CAN_ASSUME]->() RETURN u.name"),
            "'Eve'");
}

TEST(QueryEngine, CallsProceduresAndYields) {
  EXPECT_EQ(answer(company(), "CALL db.labels() YIELD label RETURN label"),
            "'Bucket' | 'Role' | 'User'");
}

TEST(QueryEngine, BlastRadiusYieldsNodesWithTheirHop) {
  EXPECT_EQ(answer(company(),
                   "MATCH (u:User {name: 'Ann'}) CALL muster.blastRadius(u, {hopsMax: 1}) "
                   "YIELD node, hop RETURN node.name, hop"),
            "'deploy', 1");
}

TEST(QueryEngine, ErrorsPointAtTheText) {
  EXPECT_THAT(answer(company(), "MATCH (u:User)\nRETURN v.name"),
              ::testing::HasSubstr("line 2, column 8"));
}

TEST(QueryEngine, ExplainGivesThePlanAsRows) {
  EXPECT_THAT(answer(company(), "EXPLAIN MATCH (u:User) RETURN u"),
              ::testing::HasSubstr("'+ Scan', 'u:User', 3"));
}

TEST(QueryEngine, AReadingRunRefusesToWrite) {
  EXPECT_THAT(answer(company(), "CREATE (:X)"), ::testing::HasSubstr("reading only"));
}

TEST(QueryEngine, TellsWhenTheAnswerIsCut) {
  const QueryEngine engine;
  WorkBudget budget;
  const auto result =
      engine.read("UNWIND range(1, 5000) AS x RETURN x", {}, company(), budget, {.rows_max = 1500});
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->rows.size(), 1500U);
  EXPECT_TRUE(result->summary.truncated);
}

TEST(QueryEngine, AnswersAreTheSameAtEveryThreadCount) {
  std::string literal;
  for (int i = 0; i < 9000; ++i)
    literal += "(:N {k: " + std::to_string(i % 97) + ", f: " + std::to_string(i % 13) + ".1})\n";
  const auto graph = graph_of(literal);
  for (const std::string_view text : {"MATCH (n:N) RETURN n.k, sum(n.f), count(*), avg(n.f)",
                                      "MATCH (n:N) RETURN n.f, id(n) ORDER BY n.f DESC LIMIT 700",
                                      "MATCH (n:N) WHERE n.k > 40 RETURN DISTINCT n.f",
                                      "MATCH (n:N) WHERE n.k = 3 RETURN id(n) SKIP 5 LIMIT 20"}) {
    const TaskArena one(1);
    const TaskArena many(8);
    EXPECT_EQ(answer(graph, text, {}, {.arena = &one}), answer(graph, text, {}, {.arena = &many}))
        << text;
  }
}

TEST(QueryEngine, OptimizingNeverChangesTheAnswer) {
  for (const std::string_view text :
       {"MATCH (u:User)-[:CAN_ASSUME]->(r:Role)-[:GRANTS]->(b:Bucket) WHERE r.privileged AND u.n < "
        "2 RETURN u.name, b.name ORDER BY u.name",
        "MATCH (a:User), (b:Bucket) WHERE a.n = 1 RETURN a.name, b.name ORDER BY b.name LIMIT 1",
        "MATCH (a)-[*1..2]->(b:Bucket) OPTIONAL MATCH (a)-[r]->(b) RETURN a.name, b.name, r IS "
        "NULL ORDER BY a.name, b.name"})
    EXPECT_EQ(answer(company(), text), answer(company(), text, {}, {.optimize = false})) << text;
}

TEST(QueryEngine, CreatesAndReadsItsOwnWrites) {
  Database db;
  EXPECT_EQ(
      db.run("CREATE (a:User {name: 'Ann'})-[r:OWNS {n: 1}]->(:Key) RETURN a.name, r.n, labels(a)"),
      "'Ann', 1, ['User']");
  EXPECT_EQ(db.counters.nodes_created, 2U);
  EXPECT_EQ(db.ask("MATCH (a)-[:OWNS]->(k) RETURN count(*)"), "1");
}

TEST(QueryEngine, AClauseDoesNotSeeItsOwnWrites) {
  Database db;
  db.run("CREATE (:A), (:A)");
  EXPECT_EQ(db.run("MATCH (n:A) CREATE (:A) RETURN count(*)"), "2");
  EXPECT_EQ(db.ask("MATCH (n:A) RETURN count(*)"), "4");
}

TEST(QueryEngine, SetAndRemoveChangePropertiesAndLabels) {
  Database db;
  db.run("CREATE (:A {x: 1, y: 2})");
  EXPECT_EQ(db.run("MATCH (n:A) SET n.x = 5, n:B REMOVE n.y RETURN n.x, n.y, labels(n)"),
            "5, null, ['A', 'B']");
  EXPECT_EQ(db.run("MATCH (n:A) SET n = {z: 1} SET n += {w: 2} RETURN properties(n)"),
            "{w: 2, z: 1}");
}

TEST(QueryEngine, DeletingAConnectedNodeNeedsDetach) {
  Database db;
  db.run("CREATE (:A)-[:T]->(:B)");
  EXPECT_EQ(db.run("MATCH (n:A) DELETE n"), "ConstraintViolation: DeleteConnectedNode");
  EXPECT_EQ(db.run("MATCH (n:A)-[r]->() DELETE n, r"), "");
  EXPECT_EQ(db.ask("MATCH (n) RETURN count(n)"), "1");
}

TEST(QueryEngine, ReadingWhatWasDeletedFails) {
  Database db;
  db.run("CREATE (:A {x: 1})");
  EXPECT_EQ(db.run("MATCH (n:A) DELETE n RETURN n.x"), "EntityNotFound: DeletedEntityAccess");
}

TEST(QueryEngine, ARefusedStatementLeavesNothing) {
  Database db;
  EXPECT_THAT(db.run("CREATE (:A) WITH 1 AS x RETURN x / 0"),
              ::testing::HasSubstr("DivisionByZero"));
  EXPECT_EQ(db.ask("MATCH (n) RETURN count(n)"), "0");
}

TEST(QueryEngine, MergeMatchesOrCreates) {
  Database db;
  EXPECT_EQ(db.run("UNWIND [1, 1, 2] AS i MERGE (n:A {i: i}) ON CREATE SET n.c = 1 ON MATCH SET "
                   "n.c = n.c + 1 RETURN n.i, n.c"),
            "1, 2 | 1, 2 | 2, 1");
}

TEST(QueryEngine, LateralPathsYieldThePathAndItsHops) {
  EXPECT_EQ(
      answer(
          company(),
          "MATCH (u:User {name: 'Ann'}), (r:Role {name: 'deploy'}) CALL muster.lateralPaths(u, r) "
          "YIELD path, hops RETURN [n IN nodes(path) | n.name], hops"),
      "['Ann', 'deploy'], 1");
}

TEST(QueryEngine, ListsNoSourcesWhereThereIsNoStore) {
  EXPECT_EQ(answer(company(), "CALL muster.sources() YIELD name RETURN count(name)"), "0");
}

TEST(QueryEngine, ComparesAsManyAsAreWrittenInARow) {
  std::string text = "RETURN 0";
  for (int i = 1; i < 20'000; ++i) text += " < " + std::to_string(i);
  EXPECT_EQ(answer(company(), text + " AS rising"), "true");
}

TEST(QueryEngine, StopsAtItsDeadline) {
  const QueryEngine engine;
  constexpr std::string_view kQuestion = "MATCH (a), (b), (c) RETURN count(*)";
  WorkBudget unbounded;
  ASSERT_THAT(engine.read(kQuestion, {}, company(), unbounded), IsOk());  // So that it is planned.
  WorkBudget budget;
  budget.cancel();
  EXPECT_THAT(engine.read(kQuestion, {}, company(), budget), IsError(ErrorCode::kCancelled));
}

TEST(QueryEngine, StopsPlanningWhenItIsCancelled) {
  const QueryEngine engine;
  WorkBudget budget;
  budget.cancel();
  EXPECT_THAT(engine.read("EXPLAIN MATCH (a) RETURN a", {}, company(), budget),
              IsError(ErrorCode::kCancelled));
  EXPECT_THAT(engine.writes("MATCH (a) RETURN a", company(), budget),
              IsError(ErrorCode::kCancelled));
}

// Each WITH * makes the variables of all before it once more: text of a few kilobytes asks for
// hundreds of megabytes.
std::string growing_statement(int clauses) {
  std::string text = "EXPLAIN WITH 1 AS first";
  for (int i = 0; i < clauses; ++i) text += " WITH *, 1 AS x" + std::to_string(i);
  return text + " RETURN count(*)";
}

TEST(QueryEngine, PlansWithinTheMemoryBudget) {
  const QueryEngine engine;
  WorkBudget budget(WorkLimits{.memory_bytes = 20'000'000});
  EXPECT_THAT(engine.read(growing_statement(2'000), {}, company(), budget),
              IsError(ErrorCode::kResourceExhausted));
}

TEST(QueryEngine, AKeptPlanIsNotOfTheMemoryOfItsQuery) {
  const QueryEngine engine;
  WorkBudget budget;
  ASSERT_THAT(engine.read(growing_statement(100), {}, company(), budget), IsOk());
  EXPECT_GT(budget.memory().most_bytes(), 1'000'000);
  EXPECT_LT(budget.memory().live_bytes(), 100'000);
}

TEST(QueryEngine, StopsAtItsMemoryBudget) {
  const QueryEngine engine;
  WorkBudget budget(WorkLimits{.memory_bytes = 100'000});
  EXPECT_THAT(engine.read("UNWIND range(1, 50000) AS x RETURN collect(x)", {}, company(), budget),
              IsError(ErrorCode::kResourceExhausted));
}

}  // namespace
}  // namespace muster::query
