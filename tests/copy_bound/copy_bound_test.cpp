// A commit that touches one edge copies at most 64 KiB: on the S and the M graph alike, at a plain
// node and at a hub of a million edges.
#include "tests/support/copy_bound.h"

#include <gtest/gtest.h>

#include "tests/support/bench_graph.h"
#include "tests/support/shared_folder.h"

namespace muster::testing {
namespace {

constexpr std::uint32_t kSamples = 1000;
constexpr std::uint32_t kHubEdges = 1'000'000;

void expect_small(const char* graph, const OneEdgeCopies& copies) {
  ::testing::Test::RecordProperty(graph, copies.text());
  EXPECT_LE(copies.largest(), kOneEdgeCopyMax) << copies.text();
}

TEST(CopyBound, HoldsOnTheSGraph) {
  MUSTER_SHARED_OR_SKIP(generator, "bench/idgen.cpp");
  const auto graph = bench_graph(kBenchS, generator);
  ASSERT_EQ(graph->edge_count(), 476'627u);

  expect_small("s", measure_one_edge_commits(graph, sample_slots(*graph, kSamples), 0));
}

TEST(CopyBound, HoldsOnTheMGraph) {
  MUSTER_SHARED_OR_SKIP(generator, "bench/idgen.cpp");
  const auto graph = bench_graph(kBenchM, generator);
  ASSERT_EQ(graph->edge_count(), 4'808'990u);

  expect_small("m", measure_one_edge_commits(graph, sample_slots(*graph, kSamples), 0));
}

TEST(CopyBound, HoldsAtAHubOfAMillionEdges) {
  const auto graph = hub_graph(kHubEdges);
  ASSERT_EQ(graph->degree(1, Direction::kOutgoing), kHubEdges);
  ASSERT_EQ(graph->degree(0, Direction::kIncoming), kHubEdges);

  // From the hub, to the hub, and from a leaf to the hub, again and again.
  std::vector<std::uint32_t> slots(kSamples, 1);
  for (std::uint32_t i = 0; i < kSamples; ++i) slots.push_back(2 + i * (kHubEdges / kSamples));
  expect_small("hub", measure_one_edge_commits(graph, slots, 0));
}

TEST(CopyBound, HoldsOnTheMGraphBesideFourThousandIndexes) {
  MUSTER_SHARED_OR_SKIP(generator, "bench/idgen.cpp");
  const auto graph = with_indexes(bench_graph(kBenchM, generator), 4'000);
  ASSERT_EQ(graph->schema().indexes().size(), 4'000u);

  expect_small("m with indexes",
               measure_one_edge_commits(graph, sample_slots(*graph, kSamples), 0));
}

}  // namespace
}  // namespace muster::testing
