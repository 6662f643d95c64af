#include "tests/support/graph_literal.h"

#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include "tests/support/matchers.h"

namespace muster {
namespace {

using ::testing::ElementsAre;
using testing::graph_of;
using testing::HasEdge;
using testing::HasNode;

TEST(GraphLiteral, DrawsNodesAndEdges) {
  const auto graph = graph_of(R"(
      (dev:User {name: 'x', n: 3})-[:CAN_ASSUME {level: 'read'}]->(deploy:Role:Admin)
      (deploy)<-[held:OWNS]-(ann)   // a comment
  )");

  EXPECT_EQ(graph->node_count(), 3u);
  EXPECT_EQ(graph->edge_count(), 2u);
  EXPECT_THAT(graph, HasEdge("dev", "CAN_ASSUME", "deploy"));
  EXPECT_THAT(graph, HasEdge("ann", "OWNS", "deploy"));
  EXPECT_THAT(graph, ::testing::Not(HasNode("bob")));
  EXPECT_EQ(graph->property(graph.id("dev"), "n"), Value(3));
  EXPECT_EQ(graph->property(graph.edge("held"), "level"), Value());
  EXPECT_EQ(graph->labels(graph.id("deploy")).size(), 2u);
  EXPECT_EQ(graph.name(graph.id("ann")), "ann");
}

TEST(GraphLiteral, ReadsEveryKindOfValue) {
  const auto graph = graph_of(
      R"((a {i: -7, f: 2.5, s: 'it\'s', t: true, l: [1, 'two', []],
            d: datetime('2026-06-15T08:50:00Z')}))");

  const NodeId a = graph.id("a");
  EXPECT_EQ(graph->property(a, "i"), Value(-7));
  EXPECT_EQ(graph->property(a, "f"), Value(2.5));
  EXPECT_EQ(graph->property(a, "s"), Value("it's"));
  EXPECT_EQ(graph->property(a, "t"), Value(true));
  EXPECT_EQ(graph->property(a, "l"), Value(ValueList{1, "two", ValueList{}}));
  EXPECT_EQ(graph->property(a, "d"), Value(*parse_instant("2026-06-15T08:50:00Z")));
}

TEST(GraphLiteral, IsOnBothPlanesUnlessItSaysOtherwise) {
  const auto graph = graph_of(R"(
      (a)-[plain:R]->(b {_planes: 'recorded', _absent: 'observed'})
      (a)-[cut:R {_planes: 'observed', _conditional: true, _derived: true}]->(b)
  )");

  EXPECT_EQ(graph->flags(graph.edge("plain")), kFlagRecorded | kFlagObserved);
  EXPECT_EQ(graph->flags(graph.id("b")), kFlagRecorded | kFlagObservedAbsent);
  EXPECT_EQ(graph->flags(graph.edge("cut")), kFlagObserved | kFlagConditional | kFlagDerived);
}

TEST(GraphLiteral, CarriesValidityFirstSeenSourcesAndAliases) {
  const auto graph = graph_of(R"(
      (a {_aliases: ['arn:a'], _sources: ['hr', 'aws'], _first_seen: '2026-01-01'})
      (a)-[r:R {_valid_from: '2026-02-01', _valid_until: '2026-03-01'}]->(a)
  )");

  EXPECT_THAT(graph->aliases(graph.id("a")), ElementsAre("a", "arn:a"));
  EXPECT_THAT(graph->sources(graph.id("a")), ElementsAre("aws", "hr"));
  EXPECT_EQ(graph->first_seen(graph.id("a")), *parse_instant("2026-01-01"));
  EXPECT_EQ(graph->validity(graph.edge("r")),
            (Validity{*parse_instant("2026-02-01"), *parse_instant("2026-03-01")}));
  EXPECT_NE(graph->flags(graph.edge("r")) & kFlagHasValidity, 0);
}

TEST(GraphLiteral, ABadLiteralFailsTheTestWithItsLine) {
  EXPECT_NONFATAL_FAILURE(graph_of("(a)\n(b)-[:]->(a)"), "line 2: expected a relationship type");
}

}  // namespace
}  // namespace muster
