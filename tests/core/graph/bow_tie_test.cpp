// The counts of a bow tie against plain searches, and a cache that is never behind the graph.
#include "core/graph/bow_tie.h"

#include <cstdint>
#include <memory>
#include <random>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "core/graph/bow_tie_cache.h"
#include "core/graph/snapshot_builder.h"
#include "tests/support/graph_literal.h"
#include "tests/support/matchers.h"

namespace muster {
namespace {

using muster::testing::graph_of;
using muster::testing::IsOk;

constexpr Direction kDirections[] = {Direction::kOutgoing, Direction::kIncoming};

WalkEnds ends_by_search(const GraphSnapshot& graph, std::uint32_t start, Direction direction) {
  WalkEnds ends;
  SlotBits seen(graph.node_slot_bound());
  std::vector<std::uint32_t> queue = {start};
  for (std::size_t at = 0; at < queue.size(); ++at) {
    for (AdjacencyCursor edges = graph.adjacency(queue[at], direction); !edges.done();
         edges.next()) {
      for (const AdjacencyEntry& entry : edges.run()) {
        if (!seen.insert(entry.neighbour_slot)) continue;
        if (entry.neighbour_slot == start) {
          ends.start = true;
        } else {
          ++ends.others;
          queue.push_back(entry.neighbour_slot);
        }
      }
    }
  }
  return ends;
}

// Every count that the bow tie gives is that of a search. How many it gave.
std::size_t expect_counts_of_searches(const BowTie& bow_tie, const GraphSnapshot& graph) {
  std::size_t given = 0;
  const WorkBudget budget;
  for (std::uint32_t slot = 0; slot < graph.node_slot_bound(); ++slot) {
    for (const Direction direction : kDirections) {
      const auto ends = bow_tie.count_ends(graph, slot, direction, budget);
      EXPECT_THAT(ends, IsOk());
      if (!ends || !ends->has_value()) continue;
      ++given;
      EXPECT_EQ((*ends)->others, ends_by_search(graph, slot, direction).others) << "slot " << slot;
      EXPECT_EQ((*ends)->start, ends_by_search(graph, slot, direction).start) << "slot " << slot;
    }
  }
  return given;
}

BowTie bow_tie_of(const GraphSnapshot& graph) {
  auto made = BowTie::of(graph, WorkBudget());
  EXPECT_THAT(made, IsOk());
  return *std::move(made);
}

// One commit of random edges between some of `nodes` nodes, now and then one less of either.
std::shared_ptr<const GraphSnapshot> changed(std::shared_ptr<const GraphSnapshot> graph,
                                             std::uint64_t commit, std::uint32_t nodes,
                                             std::uint32_t edges, std::mt19937& chance) {
  SnapshotBuilder builder(std::move(graph));
  const EdgeTypeId type = *builder.intern_edge_type("T");
  while (builder.view().node_count() < nodes) builder.create_node({});
  const auto any_node = [&] {
    while (true) {
      const auto node = builder.view().node_at(
          static_cast<std::uint32_t>(chance() % builder.view().node_slot_bound()));
      if (node) return *node;
    }
  };
  for (std::uint32_t i = 0; i < edges; ++i) {
    const NodeId from = any_node();
    EXPECT_THAT(builder.create_edge(from, type, any_node()), IsOk());
  }
  if (chance() % 2 == 0) {
    EXPECT_THAT(builder.detach_delete_node(any_node()), IsOk());
  }
  if (const auto edge = builder.view().edge_at(0); edge && chance() % 2 == 0) {
    EXPECT_THAT(builder.delete_edge(*edge), IsOk());
  }
  return std::move(builder).publish(commit);
}

TEST(BowTie, CountsAroundTheKnot) {
  // in -> {a, b, c} -> out, a tendril beside, and an island.
  const auto graph = graph_of(R"(
      (in)-[:T]->(a)-[:T]->(b)-[:T]->(a)
      (a)-[:T]->(c)-[:T]->(a)
      (b)-[:T]->(out)
      (in)-[:T]->(tendril)-[:T]->(out)
      (before)-[:T]->(in)-[:T]->(before)
      (lone)-[:T]->(island)
  )");
  const BowTie bow_tie = bow_tie_of(*graph);
  EXPECT_EQ(bow_tie.knot_size(), 3U);
  const WorkBudget budget;
  const auto count = [&](const char* name, Direction direction) {
    return *bow_tie.count_ends(*graph, graph.slot(name), direction, budget);
  };
  EXPECT_EQ(count("a", Direction::kOutgoing), (WalkEnds{.others = 3, .start = true}));
  EXPECT_EQ(count("a", Direction::kIncoming), (WalkEnds{.others = 4, .start = true}));
  EXPECT_EQ(count("in", Direction::kOutgoing), (WalkEnds{.others = 6, .start = true}));
  EXPECT_EQ(count("out", Direction::kIncoming), (WalkEnds{.others = 6, .start = false}));
  // What does not lead to the knot is left to a search.
  EXPECT_EQ(count("out", Direction::kOutgoing), std::nullopt);
  EXPECT_EQ(count("tendril", Direction::kOutgoing), std::nullopt);
  EXPECT_EQ(count("lone", Direction::kOutgoing), std::nullopt);
}

TEST(BowTie, HasNoKnotWhereNothingComesBack) {
  const auto graph = graph_of("(a)-[:T]->(b)-[:T]->(c)");
  const BowTie bow_tie = bow_tie_of(*graph);
  EXPECT_EQ(bow_tie.knot_size(), 1U);
  EXPECT_EQ(*bow_tie.count_ends(*graph, graph.slot("b"), Direction::kOutgoing, WorkBudget()),
            std::nullopt);
  EXPECT_EQ(bow_tie_of(*GraphSnapshot::empty()).knot_size(), 0U);
}

TEST(BowTie, CountsWhatASearchCountsOnRandomGraphs) {
  std::size_t given = 0;
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    std::mt19937 chance(seed);
    const auto nodes = static_cast<std::uint32_t>(2 + chance() % 40);
    const auto edges = static_cast<std::uint32_t>(chance() % (std::size_t{2} * nodes));
    const auto graph = changed(GraphSnapshot::empty(), 1, nodes, edges, chance);
    given += expect_counts_of_searches(bow_tie_of(*graph), *graph);
  }
  EXPECT_GT(given, 1'000U);
}

TEST(BowTie, CountsPastAHub) {
  std::mt19937 chance(1);
  SnapshotBuilder builder(changed(GraphSnapshot::empty(), 1, 3'000, 4'000, chance));
  const EdgeTypeId type = *builder.intern_edge_type("T");
  const NodeId hub = builder.create_node({});
  for (std::uint32_t slot = 0; slot < 2'000; ++slot) {
    const auto node = builder.view().node_at(slot);
    if (!node) continue;
    ASSERT_THAT(builder.create_edge(slot % 2 == 0 ? hub : *node, type, slot % 2 == 0 ? *node : hub),
                IsOk());
  }
  const auto graph = std::move(builder).publish(2);
  const BowTie bow_tie = bow_tie_of(*graph);
  EXPECT_GT(bow_tie.knot_size(), 1'000U);
  const WorkBudget budget;
  for (const std::uint32_t slot : {slot_of(hub), 1U, 2'500U, 2'501U, 2'502U, 2'503U}) {
    for (const Direction direction : kDirections) {
      const auto ends = bow_tie.count_ends(*graph, slot, direction, budget);
      ASSERT_THAT(ends, IsOk());
      if (ends->has_value()) {
        EXPECT_EQ(**ends, ends_by_search(*graph, slot, direction)) << "slot " << slot;
      }
    }
  }
}

TEST(BowTie, StopsWhenItsBudgetDoes) {
  const auto graph = graph_of("(a)-[:T]->(b)-[:T]->(a)");
  WorkBudget budget;
  budget.cancel();
  const auto made = BowTie::of(*graph, budget);
  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.error().code, ErrorCode::kCancelled);
}

TEST(BowTieCache, MakesOneWhereTheSameEdgesAreAskedForTwice) {
  const auto graph = graph_of("(a)-[:T]->(b)-[:T]->(a)");
  BowTieCache cache;
  EXPECT_EQ(cache.find(*graph), nullptr);
  cache.wait();
  EXPECT_EQ(cache.find(*graph), nullptr);
  cache.wait();
  EXPECT_NE(cache.find(*graph), nullptr);
}

TEST(BowTieCache, KeepsItWhileOnlyPropertiesAndLabelsChange) {
  const auto graph = graph_of("(a)-[:T]->(b)-[:T]->(a)");
  BowTieCache cache;
  for (int i = 0; i < 2; ++i) cache.find(*graph);
  cache.wait();
  const auto kept = cache.find(*graph);
  ASSERT_NE(kept, nullptr);
  SnapshotBuilder builder(graph.snapshot());
  ASSERT_THAT(builder.add_label(graph.id("a"), builder.intern_label("L")), IsOk());
  builder.create_node({});
  const auto later = std::move(builder).publish(2);
  EXPECT_EQ(cache.find(*later), kept);
  // The node that came has nothing around it.
  EXPECT_EQ(expect_counts_of_searches(*kept, *later), 4U);
}

TEST(BowTieCache, HasNoneForTheViewOfABuilder) {
  const auto graph = graph_of("(a)-[:T]->(b)-[:T]->(a)");
  SnapshotBuilder builder(graph.snapshot());
  ASSERT_THAT(builder.create_edge(graph.id("a"), *builder.intern_edge_type("T"), graph.id("a")),
              IsOk());
  BowTieCache cache;
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(cache.find(builder.view()), nullptr);
    cache.wait();
  }
}

TEST(BowTieCache, IsNeverBehindTheGraph) {
  BowTieCache cache;
  std::size_t given = 0;
  for (std::uint32_t seed = 1; seed <= 30; ++seed) {
    std::mt19937 chance(seed);
    std::vector<std::shared_ptr<const GraphSnapshot>> versions = {GraphSnapshot::empty()};
    for (std::uint64_t commit = 1; commit <= 20; ++commit) {
      // Now and then from a version before the last: two that follow the same one differ.
      const auto& base =
          versions[chance() % 4 == 0 ? chance() % versions.size() : versions.size() - 1];
      versions.push_back(changed(base, base->version() + 1, 12, 3, chance));
      for (int i = 0; i < 4; ++i) {
        const GraphSnapshot& asked = *versions[versions.size() - 1 - (i < 3 ? 0 : 1)];
        if (const auto bow_tie = cache.find(asked); bow_tie != nullptr) {
          given += expect_counts_of_searches(*bow_tie, asked);
        }
        if (chance() % 2 == 0) cache.wait();
      }
    }
  }
  EXPECT_GT(given, 100U);  // How many hangs on when the thread gets to run.
}

TEST(BowTieCache, StopsWhatIsBeingMadeWhenItEnds) {
  std::mt19937 chance(1);
  const auto graph = changed(GraphSnapshot::empty(), 1, 20'000, 60'000, chance);
  for (int i = 0; i < 5; ++i) {
    BowTieCache cache;
    for (int asked = 0; asked < 2; ++asked) cache.find(*graph);
  }
}

}  // namespace
}  // namespace muster
