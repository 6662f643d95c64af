// The copy bound on graphs small enough for the sanitizers; tests/copy_bound has the full sizes.
#include "tests/support/copy_bound.h"

#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "core/graph/snapshot_builder.h"
#include "tests/support/bench_graph.h"
#include "tests/support/matchers.h"
#include "tests/support/shared_folder.h"

namespace muster::testing {
namespace {

TEST(CopyBound, HoldsOnTheSGraphUnderTheSanitizers) {
  MUSTER_SHARED_OR_SKIP(generator, "bench/idgen.cpp");
  const auto graph = bench_graph(kBenchS, generator);
  ASSERT_EQ(graph->edge_count(), 476'627u);

  const OneEdgeCopies copies = measure_one_edge_commits(graph, sample_slots(*graph, 100), 0);
  EXPECT_LE(copies.largest(), kOneEdgeCopyMax) << copies.text();
}

TEST(CopyBound, HoldsAtAHub) {
  constexpr std::uint32_t kEdges = 20'000;
  const auto graph = hub_graph(kEdges);
  std::vector<std::uint32_t> slots(200, 1);
  for (std::uint32_t i = 0; i < 200; ++i) slots.push_back(2 + i * (kEdges / 200));

  const OneEdgeCopies copies = measure_one_edge_commits(graph, slots, 0);
  EXPECT_LE(copies.largest(), kOneEdgeCopyMax) << copies.text();
}

TEST(CopyBound, HoldsBesideFourThousandIndexes) {
  const auto graph = with_indexes(hub_graph(20'000), 4'000);
  std::vector<std::uint32_t> slots(50, 1);
  for (std::uint32_t i = 0; i < 200; ++i) slots.push_back(2 + i * 100);

  const OneEdgeCopies copies = measure_one_edge_commits(graph, slots, 0);
  EXPECT_LE(copies.largest(), kOneEdgeCopyMax) << copies.text();
}

TEST(CopyBound, HoldsForAnEdgeWithTwentyProperties) {
  const auto graph = hub_graph(4'000);
  SnapshotBuilder decorating(graph);
  for (std::uint32_t slot = 0; slot < graph->edge_slot_bound(); ++slot) {
    for (int key = 0; key < 20; ++key) {
      const KeyId id = decorating.intern_key("k" + std::to_string(key));
      ASSERT_THAT(decorating.set_property(*graph->edge_at(slot), id, "text"), IsOk());
    }
  }
  SnapshotBuilder builder(std::move(decorating).publish(2));
  ASSERT_THAT(builder.delete_edge(*graph->edge_at(4'321)), IsOk());
  builder.seal();

  EXPECT_LE(builder.bytes_copied(), kOneEdgeCopyMax);
}

}  // namespace
}  // namespace muster::testing
