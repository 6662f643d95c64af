// Ends of walks found by search, against all trails enumerated: the optimizer on and off.
#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "query/engine/query_engine.h"
#include "tests/support/query_session.h"

namespace muster::query {
namespace {

const QueryEngine& engine() {
  static const QueryEngine made;
  return made;
}

// Few nodes and many relationships: cycles, parallel ones and self-loops are common.
std::string random_graph() {
  const int nodes = *rc::gen::inRange(1, 6);
  std::string text = "CREATE ";
  for (int i = 0; i < nodes; ++i)
    text += fmt::format("{}(n{}:N {{n: {}}})", i == 0 ? "" : ", ", i, i);
  const int edges = *rc::gen::inRange(0, 8);
  for (int i = 0; i < edges; ++i) {
    text += fmt::format(", (n{})-[:{} {{w: {}}}]->(n{})", *rc::gen::inRange(0, nodes),
                        *rc::gen::element<std::string>("S", "T"), *rc::gen::inRange(0, 3),
                        *rc::gen::inRange(0, nodes));
  }
  return text;
}

std::string random_step() {
  const auto [left, right] =
      *rc::gen::element(std::pair("-", "->"), std::pair("<-", "-"), std::pair("-", "-"));
  const std::string type = *rc::gen::element<std::string>("", ":T", ":S|T", ":!S");
  const std::string hops = fmt::format("*{}..{}", *rc::gen::inRange(0, 3),
                                       *rc::gen::element<std::string>("", "0", "1", "2", "3", "4"));
  const std::string where = *rc::gen::element<std::string>("", " {w: 1}", " WHERE r.w < 2");
  return fmt::format("{}[r{}{}{}]{}", left, type, hops, where, right);
}

std::vector<std::string> rows_of(const GraphSnapshot& graph, const std::string& text,
                                 bool optimize) {
  WorkBudget budget;
  const auto result = engine().read(text, {}, graph, budget, QueryOptions{.optimize = optimize});
  RC_ASSERT(result.has_value());
  std::vector<std::string> rows;
  for (const ValueList& row : result->rows) {
    std::string line;
    for (const Value& value : row)
      line += (value.is_null() ? "null" : std::to_string(value.as_integer())) + " ";
    rows.push_back(line);
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

RC_GTEST_PROP(EndpointSearch, FindsTheEndsOfAllTrails, ()) {
  muster::testing::QuerySession session(engine());
  RC_ASSERT(session.run(random_graph()).has_value());
  const std::string step = random_step();
  const std::string start = *rc::gen::element<std::string>("a {n: 0}", "a");
  const std::string shape = *rc::gen::element<std::string>(
      "MATCH ({0}){1}(b) RETURN DISTINCT b.n", "MATCH ({0}){1}(b) RETURN count(DISTINCT b)",
      "MATCH ({0}){1}(b) RETURN a.n, count(DISTINCT b.n), max(b.n)",
      "MATCH ({0}){1}(b) RETURN DISTINCT a.n, b.n", "MATCH ({0}){1}(a) RETURN DISTINCT a.n",
      "MATCH ({0})-[s]-(c){1}(b) RETURN DISTINCT b.n",
      "MATCH ({0}){1}(b) WHERE b <> a RETURN count(DISTINCT b)",
      "MATCH ({0}){1}(b) WHERE a <> b AND b.n > 0 RETURN DISTINCT a.n, b.n",
      "MATCH ({0}), (b) WHERE EXISTS {{ (a){1}(b) }} RETURN a.n, b.n",
      "MATCH (b) WHERE EXISTS {{ ({0}){1}(b) }} RETURN b.n");
  const std::string text = fmt::format(fmt::runtime(shape), start, step);
  RC_LOG() << text;
  const auto graph = session.snapshot();
  RC_ASSERT(rows_of(*graph, text, true) == rows_of(*graph, text, false));
}

RC_GTEST_PROP(EndpointSearch, CountsTheSameByWhatIsKeptOfTheGraph, ()) {
  muster::testing::QuerySession session(engine());
  RC_ASSERT(session.run(random_graph()).has_value());
  const auto [left, right] = *rc::gen::element(std::pair("-", "->"), std::pair("<-", "-"));
  const std::string hops = *rc::gen::element<std::string>("*", "*0..", "*1..", "*2..", "*..3");
  const std::string shape = *rc::gen::element<std::string>(
      "MATCH (a {{n: 0}}){0}(b) RETURN count(DISTINCT b)",
      "MATCH (a){0}(b) RETURN count(DISTINCT b)",
      "MATCH (a {{n: 0}}){0}(b:N) RETURN count(DISTINCT b)",
      "MATCH (a {{n: 0}}){0}(b) WHERE b <> a RETURN count(DISTINCT b)",
      "MATCH (a {{n: 9}}){0}(b) RETURN count(DISTINCT b)",
      "MATCH (a {{n: 0}})-[s]->(c){0}(b) RETURN count(DISTINCT b)");
  const std::string text =
      fmt::format(fmt::runtime(shape), fmt::format("{}[{}]{}", left, hops, right));
  RC_LOG() << text;
  const auto graph = session.snapshot();
  const auto expected = rows_of(*graph, text, false);
  for (int asked = 0; asked < 3; ++asked) {
    RC_ASSERT(rows_of(*graph, text, true) == expected);
    engine().wait_until_idle();
  }
}

TEST(EndpointExpandRule, CountsEndsWithoutRows) {
  muster::testing::QuerySession session(engine());
  const auto line = engine().plan_line(
      "MATCH (a:User)-[:IN*1..6]->(b) RETURN count(DISTINCT b) AS n", *session.snapshot());
  ASSERT_TRUE(line.has_value());
  EXPECT_NE(line->find("CountEnds(a-IN*1..6->b){Scan(a:User)}"), std::string::npos) << *line;
}

TEST(EndpointExpandRule, LeavesTheStartOutWhileSearching) {
  muster::testing::QuerySession session(engine());
  const auto line = engine().plan_line(
      "MATCH (a:User)-[:IN*1..6]->(b) WHERE b <> a RETURN count(DISTINCT b) AS n",
      *session.snapshot());
  ASSERT_TRUE(line.has_value());
  EXPECT_NE(line->find("CountEnds(a-IN*1..6->b, b <> a){Scan(a:User)}"), std::string::npos)
      << *line;
}

TEST(EndpointExpandRule, KeepsTheWaysThatSomebodyReads) {
  muster::testing::QuerySession session(engine());
  for (const std::string_view text :
       {"MATCH (a:User)-[r:IN*1..6]->(b) RETURN DISTINCT b, size(r)",
        "MATCH p = (a:User)-[:IN*1..6]->(b) RETURN DISTINCT b, length(p)",
        "MATCH (a:User)-[:IN*1..6]->(b) RETURN b", "MATCH (a:User)-[:IN*1..6]->(b) RETURN count(b)",
        "MATCH (a:User)-[:IN*2..6]->(b) RETURN DISTINCT b",
        "MATCH (a:User)-[:IN*1..6]->(b) WITH b LIMIT 3 RETURN DISTINCT b",
        "MATCH (a:User)-[:IN*1..6]->(b)-[:IN]->(c) RETURN DISTINCT c"}) {
    const auto line = engine().plan_line(text, *session.snapshot());
    ASSERT_TRUE(line.has_value());
    EXPECT_EQ(line->find("Ends("), std::string::npos) << *line;
  }
}

}  // namespace
}  // namespace muster::query
