// The copy bound on graphs small enough for the sanitizers; tests/copy_bound has the full sizes.
#include "tests/support/copy_bound.h"

#include <gtest/gtest.h>

#include "tests/support/bench_graph.h"
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

}  // namespace
}  // namespace muster::testing
