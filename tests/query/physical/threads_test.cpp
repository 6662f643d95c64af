// Equal questions, equal answers, whatever the number of threads.
#include <gtest/gtest.h>

#include "core/base/parallel.h"
#include "core/graph/snapshot_builder.h"
#include "query/engine/query_engine.h"
#include "tests/support/matchers.h"

namespace muster::query {
namespace {

// 20,000 nodes and 60,000 edges by a fixed rule: several morsels of everything.
std::shared_ptr<const GraphSnapshot> large_graph() {
  SnapshotBuilder builder(GraphSnapshot::empty());
  const LabelId user = builder.intern_label("User");
  const LabelId role = builder.intern_label("Role");
  const KeyId n = builder.intern_key("n");
  const KeyId score = builder.intern_key("score");
  const EdgeTypeId holds = *builder.intern_edge_type("HOLDS");
  std::vector<NodeId> nodes;
  for (std::int64_t i = 0; i < 20'000; ++i) {
    nodes.push_back(builder.create_node({i % 3 == 0 ? &role : &user, 1}));
    EXPECT_THAT(builder.set_property(nodes.back(), n, Value(i * 7919 % 1009)), testing::IsOk());
    EXPECT_THAT(builder.set_property(nodes.back(), score, Value(1.0 / static_cast<double>(i + 1))),
                testing::IsOk());
  }
  for (std::size_t i = 0; i < 60'000; ++i) {
    EXPECT_THAT(builder.create_edge(nodes[i % nodes.size()], holds, nodes[i * 7907 % nodes.size()]),
                testing::IsOk());
  }
  return std::move(builder).publish(1);
}

// Every bit of the answer: floats in full, rows in their order.
std::string answer(const GraphSnapshot& graph, const std::string& text, std::size_t threads) {
  const QueryEngine engine;
  const TaskArena arena(threads);
  WorkBudget budget;
  QueryOptions options;
  options.arena = &arena;
  const auto result = engine.read(text, {}, graph, budget, options);
  if (!result) return format_error(result.error());
  std::string all;
  for (const ValueList& row : result->rows) {
    for (const Value& value : row) all += to_literal(value) + ", ";
    all += "\n";
  }
  return all;
}

class SameAtEveryThreadCount : public ::testing::TestWithParam<const char*> {};

TEST_P(SameAtEveryThreadCount, Answers) {
  static const auto graph = large_graph();
  const std::string alone = answer(*graph, GetParam(), 1);
  EXPECT_FALSE(alone.empty());
  EXPECT_EQ(answer(*graph, GetParam(), 2), alone);
  EXPECT_EQ(answer(*graph, GetParam(), 16), alone);
}

INSTANTIATE_TEST_SUITE_P(
    Query, SameAtEveryThreadCount,
    ::testing::Values(
        "MATCH (u:User) WHERE u.n % 10 = 3 RETURN id(u), u.n",
        "MATCH (r:Role)-[:HOLDS]->(u:User) WHERE u.n < 40 RETURN id(r), id(u)",
        "MATCH (u:User) RETURN sum(u.score), avg(u.score), count(*), stdev(u.score)",
        "MATCH (u:User) RETURN u.n % 17 AS g, sum(u.score), collect(u.n)[..5], min(u.score)",
        "MATCH (u) RETURN DISTINCT u.n % 100 AS n",
        "MATCH (u) RETURN u.n AS n, id(u) AS i ORDER BY n LIMIT 500",
        "MATCH (u:Role) RETURN u.n AS n, id(u) AS i ORDER BY n DESC",
        "MATCH (u:User) RETURN id(u) SKIP 7000 LIMIT 10",
        "MATCH (r:Role)-[:HOLDS]->(u:User) RETURN u.n AS n, count(DISTINCT r) AS c ORDER BY c, n",
        "MATCH (u:User) OPTIONAL MATCH (u)-[:HOLDS]->(r:Role) WHERE r.n = 5 RETURN count(u), "
        "count(r)",
        "MATCH (a:Role {n: 5})-[:HOLDS*1..2]->(b) RETURN id(a), count(b)",
        // Columns that are words in one batch and values in the next.
        "MATCH (u) RETURN DISTINCT CASE WHEN u.n < 900 THEN u.n % 7 WHEN u.n < 950 THEN "
        "toFloat(u.n % 7) ELSE toString(u.n % 7) END AS x",
        "MATCH (u) WITH CASE u.n % 50 WHEN 0 THEN null WHEN 1 THEN 'a' WHEN 2 THEN 1.5 ELSE u.n "
        "END AS x, id(u) AS i RETURN x, i ORDER BY x DESC, i LIMIT 3000",
        "MATCH (u) RETURN CASE u.n % 50 WHEN 0 THEN null ELSE u.n % 5 END AS g, count(*), "
        "count(DISTINCT u.score), percentileDisc(u.n, 0.9)",
        "MATCH (u) WHERE u.n * 2 - 100 >= 500 AND u.score * 1.5 < 0.01 RETURN count(*), max(u.n)",
        // The first row that fails, in order, is the error at every thread count.
        "MATCH (u) WHERE u.n > 0 RETURN 1 / (u.n - 500)",
        "MATCH (u:User) RETURN u.n AS x UNION MATCH (r:Role) RETURN r.n AS x"));

}  // namespace
}  // namespace muster::query
