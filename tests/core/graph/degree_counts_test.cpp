// The kept counts of edges by label, type and direction against a recount, over random changes.
#include "core/graph/degree_counts.h"

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "core/graph/snapshot_builder.h"
#include "tests/support/graph_literal.h"
#include "tests/support/matchers.h"

namespace muster {
namespace {

using muster::testing::graph_of;
using muster::testing::IsOk;

using Counts = std::map<std::tuple<LabelId, EdgeTypeId, Direction>, std::uint64_t>;

Counts recounted(const GraphSnapshot& graph) {
  Counts counts;
  for (std::uint32_t slot = 0; slot < graph.edge_slot_bound(); ++slot) {
    const auto edge = graph.edge_at(slot);
    if (!edge) continue;
    const EdgeEnds ends = graph.ends(*edge);
    for (const LabelId label : graph.labels(ends.source))
      ++counts[{label, ends.type, Direction::kOutgoing}];
    for (const LabelId label : graph.labels(ends.target))
      ++counts[{label, ends.type, Direction::kIncoming}];
  }
  return counts;
}

Counts kept(const GraphSnapshot& graph) {
  Counts counts;
  for (std::uint32_t label = 0; label < graph.catalog().labels.size(); ++label) {
    for (std::uint32_t type = 0; type < graph.catalog().edge_types.size(); ++type) {
      for (const Direction direction : {Direction::kOutgoing, Direction::kIncoming}) {
        const std::tuple key(LabelId{label}, EdgeTypeId{type}, direction);
        const std::uint64_t count =
            graph.label_edge_count(std::get<0>(key), std::get<1>(key), direction);
        if (count != 0) counts[key] = count;
      }
    }
  }
  return counts;
}

// Changes a graph at random, a few labels, types and nodes, one of which becomes a hub.
class RandomChanges {
 public:
  explicit RandomChanges(std::uint32_t seed) : chance_(seed) {}

  void change(SnapshotBuilder& builder) {
    const std::vector<NodeId> nodes = living_nodes(builder.view());
    const std::uint32_t what = below(100);
    if (nodes.size() < 4 || what < 5) {
      builder.create_node(std::vector<LabelId>{label(builder), label(builder)});
    } else if (what < 70) {
      // Every other edge begins or ends at the first node.
      const NodeId one = nodes[below(2) == 0 ? 0 : below(nodes.size())];
      const NodeId other = nodes[below(nodes.size())];
      const EdgeTypeId type = *builder.intern_edge_type("T" + std::to_string(below(20)));
      const bool turned = below(2) == 0;
      ASSERT_THAT(builder.create_edge(turned ? other : one, type, turned ? one : other), IsOk());
    } else if (what < 80) {
      const auto edge = builder.view().edge_at(below(builder.view().edge_slot_bound() + 1));
      if (edge) {
        ASSERT_THAT(builder.delete_edge(*edge), IsOk());
      }
    } else if (what < 81) {
      ASSERT_THAT(builder.detach_delete_node(nodes[below(nodes.size())]), IsOk());
    } else if (what < 90) {
      ASSERT_THAT(builder.add_label(nodes[below(nodes.size())], label(builder)), IsOk());
    } else {
      ASSERT_THAT(builder.remove_label(nodes[below(nodes.size())], label(builder)), IsOk());
    }
  }

 private:
  std::uint32_t below(std::size_t bound) {
    return static_cast<std::uint32_t>(chance_() % static_cast<std::uint32_t>(bound));
  }
  LabelId label(SnapshotBuilder& builder) {
    return builder.intern_label("L" + std::to_string(below(12)));
  }
  static std::vector<NodeId> living_nodes(const GraphSnapshot& graph) {
    std::vector<NodeId> nodes;
    for (std::uint32_t slot = 0; slot < graph.node_slot_bound(); ++slot) {
      if (const auto node = graph.node_at(slot)) nodes.push_back(*node);
    }
    return nodes;
  }

  std::mt19937 chance_;
};

TEST(DegreeCounts, CountAnEdgeForEachLabelOfBothItsEnds) {
  const auto graph = graph_of("(ann:User:Admin)-[:CAN_ASSUME]->(deploy:Role)-[:TRUSTS]->(deploy)");
  const GraphSnapshot& snapshot = *graph.snapshot();
  const auto count = [&](const char* label, const char* type, Direction direction) {
    return snapshot.label_edge_count(*snapshot.catalog().labels.find(label),
                                     *snapshot.catalog().edge_types.find(type), direction);
  };
  EXPECT_EQ(count("Admin", "CAN_ASSUME", Direction::kOutgoing), 1U);
  EXPECT_EQ(count("User", "CAN_ASSUME", Direction::kIncoming), 0U);
  EXPECT_EQ(count("Role", "CAN_ASSUME", Direction::kIncoming), 1U);
  EXPECT_EQ(count("Role", "TRUSTS", Direction::kOutgoing), 1U);
  EXPECT_EQ(count("Role", "TRUSTS", Direction::kIncoming), 1U);
}

TEST(DegreeCounts, SumUpAllTypesOfALabel) {
  const auto graph = graph_of("(a:User)-[:T]->(b:Role)-[:U]->(a)-[:U]->(b)");
  const GraphSnapshot& snapshot = *graph.snapshot();
  const LabelId user = *snapshot.catalog().labels.find("User");
  EXPECT_EQ(snapshot.label_edge_count(user, Direction::kOutgoing), 2U);
  EXPECT_EQ(snapshot.label_edge_count(user, Direction::kIncoming), 1U);
}

TEST(DegreeCounts, StayWhatARecountGivesOverRandomChanges) {
  for (std::uint32_t seed = 1; seed <= 5; ++seed) {
    RandomChanges changes(seed);
    auto graph = GraphSnapshot::empty();
    for (std::uint64_t commit = 1; commit <= 30; ++commit) {
      SnapshotBuilder builder(graph);
      const Counts before = kept(*graph);
      for (int i = 0; i < 40; ++i) changes.change(builder);
      ASSERT_EQ(kept(builder.view()), recounted(builder.view())) << "seed " << seed;
      ASSERT_EQ(kept(*graph), before) << "a commit changed the version before it";
      graph = std::move(builder).publish(commit);
    }
  }
}

TEST(DegreeCounts, AreMadeAgainWhenAStoreStarts) {
  RandomChanges changes(7);
  SnapshotBuilder builder(GraphSnapshot::empty());
  for (int i = 0; i < 600; ++i) changes.change(builder);
  const GraphSnapshot& graph = builder.view();

  SnapshotBuilder started(GraphSnapshot::empty());
  for (std::uint32_t i = 0; i < graph.catalog().labels.size(); ++i)
    started.intern_label(graph.catalog().labels.name(LabelId{i}));
  for (std::uint32_t i = 0; i < graph.catalog().edge_types.size(); ++i)
    ASSERT_THAT(started.intern_edge_type(graph.catalog().edge_types.name(EdgeTypeId{i})), IsOk());
  for (std::uint32_t slot = 0; slot < graph.node_slot_bound(); ++slot) {
    if (const auto node = graph.node_at(slot)) started.restore_node(*node, graph.labels(*node));
  }
  for (std::uint32_t slot = 0; slot < graph.edge_slot_bound(); ++slot) {
    const auto edge = graph.edge_at(slot);
    if (!edge) continue;
    const EdgeEnds ends = graph.ends(*edge);
    started.restore_edge(*edge, ends.source, ends.type, ends.target);
  }
  EXPECT_EQ(kept(started.view()), recounted(graph));
}

}  // namespace
}  // namespace muster
