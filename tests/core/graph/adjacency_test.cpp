#include <cstdint>
#include <iterator>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/graph/adjacency_table.h"
#include "core/graph/snapshot_builder.h"
#include "tests/support/graph_literal.h"
#include "tests/support/matchers.h"

namespace muster {
namespace {

using ::testing::ElementsAre;
using testing::graph_of;
using ::testing::IsEmpty;
using testing::IsOk;

std::vector<std::uint32_t> neighbours(AdjacencyCursor cursor) {
  std::vector<std::uint32_t> slots;
  for (; !cursor.done(); cursor.next()) {
    for (const AdjacencyEntry& entry : cursor.run()) slots.push_back(entry.neighbour_slot);
  }
  return slots;
}

std::size_t runs(AdjacencyCursor cursor) {
  std::size_t count = 0;
  for (; !cursor.done(); cursor.next()) ++count;
  return count;
}

// A node with `edges` outgoing edges, whose types take turns.
struct Star {
  explicit Star(std::uint32_t size, std::uint32_t types = 1) : builder(GraphSnapshot::empty()) {
    centre = builder.create_node({});
    for (std::uint32_t type = 0; type < types; ++type) {
      EXPECT_THAT(builder.intern_edge_type("T" + std::to_string(type)), IsOk());
    }
    for (std::uint32_t i = 0; i < size; ++i) {
      edges.push_back(*builder.create_edge(centre, static_cast<EdgeTypeId>(i % types),
                                           builder.create_node({})));
    }
  }
  AdjacencyCursor outgoing() const {
    return builder.view().adjacency(slot_of(centre), Direction::kOutgoing);
  }
  AdjacencyCursor outgoing(std::uint32_t type) const {
    return builder.view().adjacency(slot_of(centre), Direction::kOutgoing,
                                    static_cast<EdgeTypeId>(type));
  }

  SnapshotBuilder builder;
  NodeId centre{};
  std::vector<EdgeId> edges;
};

TEST(Adjacency, ComesByTypeThenNeighbourThenEdge) {
  const auto graph = graph_of(R"(
      (a)-[:FIRST]->(b) (a)-[:SECOND]->(c)
      (a)-[:FIRST]->(d) (a)-[:FIRST]->(c) (a)-[:FIRST]->(c)
  )");

  EXPECT_THAT(neighbours(graph->adjacency(graph.slot("a"), Direction::kOutgoing)),
              ElementsAre(graph.slot("b"), graph.slot("c"), graph.slot("c"), graph.slot("d"),
                          graph.slot("c")));
  EXPECT_THAT(neighbours(graph->adjacency(graph.slot("c"), Direction::kIncoming)),
              ElementsAre(graph.slot("a"), graph.slot("a"), graph.slot("a")));
}

TEST(Adjacency, OfOneTypeAlone) {
  const auto graph = graph_of("(a)-[:FIRST]->(b)-[:THIRD]->(b) (a)-[:SECOND]->(c)");
  const auto of_type = [&](const char* type) {
    return neighbours(graph->adjacency(graph.slot("a"), Direction::kOutgoing,
                                       *graph->catalog().edge_types.find(type)));
  };

  EXPECT_THAT(of_type("SECOND"), ElementsAre(graph.slot("c")));
  EXPECT_THAT(of_type("THIRD"), IsEmpty());
  EXPECT_THAT(
      neighbours(graph->adjacency(graph.slot("a"), Direction::kOutgoing, EdgeTypeId{1U << 20})),
      IsEmpty());
}

TEST(Adjacency, OfASlotThatNeverWasIsEmpty) {
  EXPECT_TRUE(GraphSnapshot::empty()->adjacency(1'000'000, Direction::kIncoming).done());
  EXPECT_EQ(GraphSnapshot::empty()->degree(1'000'000, Direction::kIncoming), 0u);
}

TEST(Adjacency, ALoopIsAtBothEndsOfItsNode) {
  const auto graph = graph_of("(a)-[:R]->(a)");

  EXPECT_EQ(graph->degree(graph.slot("a"), Direction::kOutgoing), 1u);
  EXPECT_EQ(graph->degree(graph.slot("a"), Direction::kIncoming), 1u);
}

TEST(Adjacency, OfAPlainNodeIsOneRun) {
  const Star star(internal::kPlainMax);
  EXPECT_EQ(runs(star.outgoing()), 1u);
}

TEST(Adjacency, OfAHubIsTheSameListInSeveralRuns) {
  const Star star(1000, 3);

  const auto all = neighbours(star.outgoing());
  ASSERT_EQ(all.size(), 1000u);
  EXPECT_GT(runs(star.outgoing()), 1u);
  std::vector<std::uint32_t> by_type;
  for (std::uint32_t type = 0; type < 3; ++type) {
    const auto part = neighbours(star.outgoing(type));
    by_type.insert(by_type.end(), part.begin(), part.end());
  }
  EXPECT_EQ(by_type, all);
}

TEST(Adjacency, AHubThatShrinksBecomesPlainAgain) {
  Star star(1000);
  while (star.edges.size() > 10) {
    ASSERT_THAT(star.builder.delete_edge(star.edges.back()), IsOk());
    star.edges.pop_back();
    ASSERT_EQ(star.builder.view().degree(slot_of(star.centre), Direction::kOutgoing),
              star.edges.size());
  }

  EXPECT_EQ(runs(star.outgoing()), 1u);
  EXPECT_THAT(neighbours(star.outgoing()), ElementsAre(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
}

TEST(Adjacency, ANodeAtTheBoundDoesNotFlipBackAndForth) {
  Star star(internal::kPlainMax + 1);
  const auto hub = std::move(star.builder).publish(1);
  SnapshotBuilder builder(hub);
  ASSERT_THAT(builder.delete_edge(star.edges.back()), IsOk());

  // Still a tree: two edges are one run of a leaf, but not of the page; adding again copies no more
  // than a path.
  const std::uint64_t before = builder.bytes_copied();
  ASSERT_THAT(builder.create_edge(star.centre, EdgeTypeId{0}, NodeId{1}), IsOk());
  EXPECT_LE(builder.bytes_copied() - before, 8192u);
}

TEST(Adjacency, CarriesTheFlagsOfItsEdges) {
  Star star(200);
  const EdgeId edge = star.edges[123];
  ASSERT_THAT(star.builder.set_flags(edge, kFlagObserved | kFlagConditional), IsOk());

  for (AdjacencyCursor cursor = star.outgoing(); !cursor.done(); cursor.next()) {
    for (const AdjacencyEntry& entry : cursor.run()) {
      EXPECT_EQ(entry.flags,
                entry.edge_slot == slot_of(edge) ? kFlagObserved | kFlagConditional : 0);
    }
  }
}

TEST(Adjacency, OfSeveralNodesAtOnceIsWhatACursorOfEachGives) {
  const auto graph = graph_of(R"(
      (a)-[:FIRST]->(b) (a)-[:SECOND]->(c) (c)-[:FIRST]->(a) (lone)
  )");
  const std::uint32_t slots[] = {graph.slot("c"), graph.slot("lone"), graph.slot("a"),
                                 graph.slot("c")};

  for (const Direction direction : {Direction::kOutgoing, Direction::kIncoming}) {
    AdjacencyRun runs[std::size(slots)];
    graph->adjacency_runs(slots, direction, runs);
    for (std::size_t i = 0; i < std::size(slots); ++i) {
      std::vector<std::uint32_t> of_run;
      for (const AdjacencyEntry& entry : runs[i].entries) of_run.push_back(entry.neighbour_slot);
      EXPECT_FALSE(runs[i].hub);
      EXPECT_EQ(of_run, neighbours(graph->adjacency(slots[i], direction))) << "node " << i;
    }
  }
}

TEST(Adjacency, OfSeveralNodesAtOnceLeavesAHubToItsCursor) {
  const Star plain(internal::kPlainMax);
  const Star hub(internal::kPlainMax + 1);
  const std::uint32_t centre[] = {slot_of(plain.centre)};
  AdjacencyRun run[1];

  plain.builder.view().adjacency_runs(centre, Direction::kOutgoing, run);
  EXPECT_FALSE(run[0].hub);
  EXPECT_EQ(run[0].entries.size(), std::size_t{internal::kPlainMax});

  hub.builder.view().adjacency_runs(centre, Direction::kOutgoing, run);
  EXPECT_TRUE(run[0].hub);
  EXPECT_THAT(run[0].entries, IsEmpty());
}

TEST(Adjacency, OfALargeHubHasNoneTooMany) {
  // Deep enough for every level a cursor walks.
  const Star star(100'000, 2);
  std::uint64_t entries = 0;
  for (AdjacencyCursor cursor = star.outgoing(1); !cursor.done(); cursor.next())
    entries += cursor.run().size();
  EXPECT_EQ(entries, 50'000u);
}

}  // namespace
}  // namespace muster
