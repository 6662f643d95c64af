#include "query/syntax/ast_text.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "query/syntax/parse.h"

namespace muster::query {
namespace {

// A random expression, as text: each level picks one form and fills it with smaller ones.
rc::Gen<std::string> expression_text(int depth) {
  const auto leaf =
      rc::gen::element<std::string>("a", "b.k", "$p", "1", "-2", "2.5", "'it''s'", "'x\\'y'",
                                    "null", "true", "`odd name`", "[]", "{}", "count(*)", "x:A:B");
  if (depth == 0)
    return rc::gen::map(leaf, [](const std::string& text) {
      return text == "'it''s'" ? std::string("'its'") : text;
    });
  const auto forms = rc::gen::element<std::string>(
      "(# + #)", "(# - #)", "# * #", "# ^ #", "-(#)", "NOT #", "# AND # OR #", "# = #",
      "# < # <= #", "# IN [#, #]", "# IS NOT NULL", "# STARTS WITH #", "(#)[#]", "(#)[#..]",
      "(#).k", "{k: #, `odd key`: #}", "f(DISTINCT #)", "g.h(#, #)",
      "CASE # WHEN # THEN # ELSE # END", "CASE WHEN # THEN # END", "[v IN # WHERE # | #]",
      "[v IN #]", "[#]", "all(v IN # WHERE #)", "reduce(s = #, v IN # | #)",
      "m {.k, .*, k: #, other}", "[(a)-[:T|U*1..2 {k: #}]->(b:C) WHERE # | #]",
      "EXISTS { (a)-->(b) WHERE # }");
  return rc::gen::mapcat(forms, [depth](const std::string& form) {
    const auto holes = static_cast<std::size_t>(std::count(form.begin(), form.end(), '#'));
    return rc::gen::map(
        rc::gen::container<std::vector<std::string>>(holes, expression_text(depth - 1)),
        [form](const std::vector<std::string>& parts) {
          std::string out;
          std::size_t next = 0;
          for (const char c : form) {
            if (c == '#') {
              out += parts[next++];
            } else {
              out += c;
            }
          }
          return out;
        });
  });
}

RC_GTEST_PROP(AstText, ReadsBackAsTheSameTree, ()) {
  const std::string text = "RETURN " + *expression_text(3);
  const auto statement = parse(text);
  RC_ASSERT(statement.has_value());
  const std::string printed = ast::to_text(*statement);
  const auto again = parse(printed);
  RC_ASSERT(again.has_value());
  // Printing puts brackets around every compound, so equal text means equal trees.
  RC_ASSERT(ast::to_text(*again) == printed);
}

TEST(AstText, ReadsBackEveryClause) {
  for (const std::string text : {
           "EXPLAIN MATCH (a:A)-[r:T*1..3]->(b) WHERE a.x = 1 OPTIONAL MATCH (b)--(c) WITH "
           "DISTINCT a, b.k AS k ORDER BY k DESC SKIP 1 LIMIT 2 "
           "WHERE k > 1 RETURN *",
           "UNWIND $rows AS row CREATE (n:N {id: row.id})-[:T]->(m) SET n.x = 1, n += row, n = {}, "
           "n:A:B REMOVE n.y, n:A DETACH DELETE m",
           "MERGE (a:A) ON CREATE SET a.x = 1 ON MATCH SET a.y = 2",
           "CALL p.q(1, 'x') YIELD a AS b, c WHERE b RETURN b UNION ALL RETURN 1 AS b",
           "FOREACH (x IN [1] | CREATE (:N {x: x})) WITH 1 AS one CALL (one) { RETURN 2 AS two } "
           "RETURN two",
           "LOAD CSV WITH HEADERS FROM 'file' AS row FIELDTERMINATOR ';' RETURN row",
           "MATCH REPEATABLE ELEMENTS p = SHORTEST 3 ((a)-[r:T WHERE r.w > 1]->+(b) WHERE a.x = 1) "
           "USING INDEX a:A(x, y) USING SCAN b:B USING JOIN ON a, b WHERE a:A|(B&!C) FINISH",
           "MATCH ((a)-[r]->(b) WHERE a.k < b.k){2,5} (c)-->{,3}(d) ((e)--(f))* RETURN r",
           "MATCH ANY 2 PATHS (a)-->(b), p = ALL SHORTEST (c)-[:T]->*(d), SHORTEST $k GROUPS "
           "(e)-->+(f), allShortestPaths((g)-[*..4]-(h)) RETURN p",
           "MATCH (n:$($label)&!$any($more)|%) SET n:A:$('b') REMOVE n:$(n.label)",
           "USE muster MATCH (n) FILTER n.x IS :: LIST<INTEGER | FLOAT NOT NULL> NOT NULL LET y = "
           "n.x || [1], z = 2 FOR i IN y RETURN i IS NOT NFKC NORMALIZED, i IS NOT :: ANY",
           "OPTIONAL CALL (*) { RETURN 1 AS x } IN 4 CONCURRENT TRANSACTIONS OF $n ROWS ON ERROR "
           "CONTINUE REPORT STATUS AS s RETURN x, s",
           "RETURN CASE 1 WHEN > 3, IS NULL, 5 THEN 'a' WHEN STARTS WITH 'b' THEN 'c' END AS x",
           "CREATE TEXT INDEX i IF NOT EXISTS FOR (n:L) ON (n.p) OPTIONS {a: 1}",
           "CREATE FULLTEXT INDEX FOR ()-[r:T|U]-() ON EACH [r.p, r.q]",
           "CREATE LOOKUP INDEX `odd name` FOR (n) ON EACH labels(n)",
           "DROP INDEX $name IF EXISTS",
           "CREATE CONSTRAINT c FOR (n:L) REQUIRE (n.a, n.b) IS NODE KEY",
           "CREATE CONSTRAINT FOR ()-[r:T]-() REQUIRE r.a IS :: ZONED DATETIME",
           "DROP CONSTRAINT c",
           "SHOW RANGE INDEXES YIELD name AS n, state ORDER BY n SKIP 1 LIMIT 2 WHERE n > '' "
           "RETURN count(*) AS c",
           "SHOW NODE KEY CONSTRAINTS WHERE name = 'c'",
           "SHOW PROCEDURES EXECUTABLE BY someone YIELD *",
           "SHOW BUILT IN FUNCTIONS EXECUTABLE",
           "SHOW TRANSACTIONS 'a', $b YIELD *",
           "SHOW DATABASE `a.b`",
           "TERMINATE TRANSACTIONS 'a' YIELD message",
       }) {
    const auto statement = parse(text);
    ASSERT_TRUE(statement) << format_error(statement.error(), text);
    const std::string printed = ast::to_text(*statement);
    const auto again = parse(printed);
    ASSERT_TRUE(again) << format_error(again.error(), printed);
    EXPECT_EQ(ast::to_text(*again), printed);
  }
}

TEST(AstText, IsTheSameForTextsThatDifferInSpaceCaseAndBracketsOnly) {
  const auto left = parse("match (n) where ((n.x)) = 1 return n");
  const auto right = parse("MATCH (n)\nWHERE n.x=1 // same\nRETURN n;");
  ASSERT_TRUE(left && right);
  EXPECT_EQ(ast::to_text(*left), ast::to_text(*right));
}

}  // namespace
}  // namespace muster::query
