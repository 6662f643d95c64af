#include "query/semantics/bind.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/query/semantics/test_catalogs.h"

namespace muster::query {
namespace {

using testing::bind_text;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string reason(std::string_view text) {
  const auto query = bind_text(text);
  return query ? "" : query.error().detail;
}

std::vector<std::string> columns(const BoundQuery& query) {
  std::vector<std::string> names;
  for (const auto& column : query.columns) names.push_back(column.name);
  return names;
}

template <typename Clause>
const Clause& clause(const BoundQuery& query, std::size_t index) {
  return std::get<Clause>(query.branches.at(0).clauses.at(index));
}

TEST(Bind, NamesColumnsAsTheyAreWritten) {
  const auto query = bind_text("MATCH (n) RETURN n.a, n . b AS b, toLower( n.c )");
  ASSERT_TRUE(query);
  EXPECT_THAT(columns(*query), ElementsAre("n.a", "b", "toLower( n.c )"));
}

TEST(Bind, ExpandsAStarSortedByNameInReturn) {
  const auto query = bind_text("MATCH (b)-[r]->(a) RETURN *");
  ASSERT_TRUE(query);
  EXPECT_THAT(columns(*query), ElementsAre("a", "b", "r"));
}

TEST(Bind, KeepsTheSlotOfAVariableThatWithPassesOn) {
  const auto query = bind_text("MATCH (a) WITH a, a AS b RETURN a, b");
  ASSERT_TRUE(query);
  const auto& with = clause<BoundProjection>(*query, 1);
  EXPECT_EQ(with.items[0].slot, clause<BoundMatch>(*query, 0).paths[0].nodes[0].slot);
  EXPECT_NE(with.items[1].slot, with.items[0].slot);
}

TEST(Bind, GivesANodeThatStandsTwiceInOneMatchOneSlot) {
  const auto query = bind_text("MATCH (a)-->(b)-->(a) RETURN a");
  ASSERT_TRUE(query);
  const auto& nodes = clause<BoundMatch>(*query, 0).paths[0].nodes;
  EXPECT_EQ(nodes[0].slot, nodes[2].slot);
  EXPECT_FALSE(nodes[2].already_bound);
}

TEST(Bind, TakesAggregatesOutOfTheItemsThatHoldThem) {
  const auto query =
      bind_text("MATCH (a)-->(b) RETURN a.x AS x, 1 + count(b) AS n, sum(b.y) ORDER BY count(b)");
  ASSERT_TRUE(query) << format_error(query.error());
  const auto& made = clause<BoundProjection>(*query, 1);
  EXPECT_TRUE(made.aggregating);
  EXPECT_THAT(made.grouping_keys, SizeIs(1));
  EXPECT_THAT(made.aggregates, SizeIs(2));
  EXPECT_EQ(std::get<BoundVariable>(made.order_by[0].expression->node).slot,
            made.aggregates[0].slot);
}

TEST(Bind, TurnsAComparisonChainIntoAConjunction) {
  const auto query = bind_text("RETURN 1 < 2 < 3 AS x");
  ASSERT_TRUE(query);
  EXPECT_EQ(std::get<BoundBinary>(clause<BoundProjection>(*query, 0).items[0].expression->node).op,
            ast::BinaryOperator::kAnd);
}

TEST(Bind, TurnsInlineConditionsAndLabelAlternativesIntoTheConditionOfTheClause) {
  const auto query = bind_text("MATCH (n:A|B WHERE n.x = 1) RETURN n");
  ASSERT_TRUE(query);
  EXPECT_THAT(clause<BoundMatch>(*query, 0).paths[0].nodes[0].labels, IsEmpty());
  EXPECT_NE(clause<BoundMatch>(*query, 0).where, nullptr);
}

TEST(Bind, ListsParametersOnceAndSorted) {
  const auto query = bind_text("MATCH (n {x: $b}) WHERE n.y = $a RETURN $b AS z");
  ASSERT_TRUE(query);
  EXPECT_THAT(query->parameters, ElementsAre("a", "b"));
}

TEST(Bind, KnowsReadsFromWrites) {
  EXPECT_FALSE(bind_text("MATCH (n) RETURN n").value().writes);
  EXPECT_TRUE(bind_text("MATCH (n) SET n.x = 1").value().writes);
  EXPECT_TRUE(bind_text("CALL test.touch()").value().writes);
}

TEST(Bind, ProjectsTheOutputsOfAStandAloneCall) {
  const auto query = bind_text("CALL test.owners");
  ASSERT_TRUE(query) << format_error(query.error());
  EXPECT_THAT(columns(*query), ElementsAre("owner", "age"));
  EXPECT_THAT(query->parameters, ElementsAre("alias"));
}

TEST(Bind, SeesOldVariablesInOrderByUntilRowsAreGroupedOrMadeDistinct) {
  EXPECT_EQ(reason("MATCH (n) RETURN n.x AS x ORDER BY n.y"), "");
  EXPECT_EQ(reason("MATCH (n) RETURN DISTINCT n.x AS x ORDER BY n.x"), "");
  EXPECT_EQ(reason("MATCH (n) RETURN DISTINCT n.x AS x ORDER BY n.y"), "UndefinedVariable");
  EXPECT_EQ(reason("MATCH (n) RETURN n.x AS x, count(*) AS c ORDER BY n.y"), "UndefinedVariable");
}

TEST(Bind, RefusesWhatCannotBeWithTheReasonOfTheLanguage) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"RETURN x", "UndefinedVariable"},
      {"MATCH (a) WITH a.x AS x RETURN a", "UndefinedVariable"},
      {"MATCH (a) UNWIND [1] AS a RETURN a", "VariableAlreadyBound"},
      {"MATCH p = (a)-->(p) RETURN p", "VariableAlreadyBound"},
      {"MATCH (a)-[a]->() RETURN a", "VariableTypeConflict"},
      {"WITH 1 AS a MATCH (a) RETURN a", "VariableTypeConflict"},
      {"MATCH (a)-[r]->()-[r]->() RETURN r", "RelationshipUniquenessViolation"},
      {"MATCH (n) WHERE count(n) > 1 RETURN n", "InvalidAggregation"},
      {"RETURN count(count(*))", "NestedAggregation"},
      {"MATCH (a) RETURN a.x + count(*)", "AmbiguousAggregationExpression"},
      {"RETURN count(rand())", "NonConstantExpression"},
      {"WITH 1 + 1 RETURN 1", "NoExpressionAlias"},
      {"RETURN 1 AS a, 2 AS a", "ColumnNameConflict"},
      {"RETURN *", "NoVariablesInScope"},
      {"CREATE (a)-[:T]-(b)", "RequiresDirectedRelationship"},
      {"CREATE (a)-[:A|B]->(b)", "NoSingleRelationshipType"},
      {"CREATE (a)-[:A*2]->(b)", "CreatingVarLength"},
      {"MATCH (a) CREATE (a)", "VariableAlreadyBound"},
      {"CREATE (b {x: a.x}), (a {x: 1})", "UndefinedVariable"},
      {"MATCH (n $p) RETURN n", "InvalidParameterUse"},
      {"RETURN nosuch(1)", "UnknownFunction"},
      {"RETURN toLower()", "InvalidNumberOfArguments"},
      {"CALL test.nosuch()", "ProcedureNotFound"},
      {"CALL test.owners(1)", "InvalidArgumentType"},
      {"CALL test.owners('a', 'b')", "InvalidNumberOfArguments"},
      {"MATCH (n) CALL test.owners YIELD owner RETURN owner", "InvalidArgumentPassingMode"},
      {"RETURN 1 LIMIT -1", "NegativeIntegerArgument"},
      {"MATCH (n) RETURN n SKIP n.x", "NonConstantExpression"},
      {"RETURN 1 LIMIT 1.5", "InvalidArgumentType"},
      {"RETURN 1 AND true", "InvalidArgumentType"},
      {"RETURN 1 IN 2", "InvalidArgumentType"},
      {"MATCH (n) WHERE (n) RETURN n", "InvalidArgumentType"},
      {"RETURN any(x IN ['a'] WHERE x % 2 = 0)", "InvalidArgumentType"},
      {"MATCH (n) DELETE n:A", "InvalidDelete"},
      {"MATCH (n) DELETE 1", "InvalidArgumentType"},
      {"MATCH (n) RETURN (n)-->()", "UnexpectedSyntax"},
      {"MATCH (n) WHERE (n)-->(m) RETURN n", "UndefinedVariable"},
      {"MATCH (n)", "InvalidClauseComposition"},
      {"RETURN 1 MATCH (n) RETURN n", "InvalidClauseComposition"},
      {"RETURN 1 AS a UNION RETURN 2 AS b", "DifferentColumnsInUnion"},
      {"RETURN 1 AS a UNION RETURN 2 AS a UNION ALL RETURN 3 AS a", "InvalidClauseComposition"},
      {"FOREACH (x IN [1] | MATCH (n))", "InvalidClauseComposition"},
      {"FOREACH (x IN 1 | CREATE (:N))", "InvalidArgumentType"},
      {"MATCH (x) FOREACH (x IN [1] | CREATE (:N))", "VariableAlreadyBound"},
      {"FOREACH (x IN [1] | CREATE (:N)) RETURN x", "UndefinedVariable"},
      {"RETURN EXISTS { MATCH (n) SET n.a = 1 RETURN n } AS e", "InvalidClauseComposition"},
      {"RETURN EXISTS { CALL { CREATE (n) } RETURN 1 AS o } AS e", "InvalidClauseComposition"},
      {"RETURN COLLECT { MATCH (n) } AS c", "InvalidClauseComposition"},
      {"RETURN COLLECT { MATCH (n)-->(m) RETURN n, m } AS c", "InvalidClauseComposition"},
      {"MATCH (n) RETURN EXISTS { MATCH (m) WITH 1 AS n RETURN n } AS e", "VariableAlreadyBound"},
      {"MATCH (n) CALL { RETURN n.a AS a } RETURN a", "UndefinedVariable"},
      {"MATCH (n) CALL { WITH n RETURN n } RETURN n", "VariableAlreadyBound"},
      {"MATCH (n) CALL { WITH n AS m RETURN m } RETURN m", "InvalidClauseComposition"},
      {"MATCH (n) CALL { WITH n WHERE n.a RETURN 1 AS o } RETURN o", "InvalidClauseComposition"},
      {"MATCH (n) CALL (m) { RETURN 1 AS o } RETURN o", "UndefinedVariable"},
      {"MATCH (n) CALL (n, n) { RETURN 1 AS o } RETURN o", "VariableAlreadyBound"},
      {"MATCH (n) CALL (n) { WITH 1 AS n RETURN n AS o } RETURN o", "VariableAlreadyBound"},
      {"MATCH (n) CALL (n) { MATCH (n)-->(m) } RETURN n", "InvalidClauseComposition"},
      {"MATCH (n) CALL (n) { RETURN 1 AS o }", "InvalidClauseComposition"},
      {"CALL { CREATE (n) UNION RETURN 1 AS o } RETURN o", "DifferentColumnsInUnion"},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(reason(text), expected) << text;
}

TEST(Bind, OffersTheNameThatWasProbablyMeant) {
  EXPECT_EQ(bind_text("MATCH (user) RETURN usr").error().hint, "did you mean user?");
  EXPECT_EQ(bind_text("RETURN toLowr('A')").error().hint, "did you mean toLower?");
  EXPECT_EQ(bind_text("CALL test.owner('a')").error().hint, "did you mean test.owners?");
}

}  // namespace
}  // namespace muster::query
