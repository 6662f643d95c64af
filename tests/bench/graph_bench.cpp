// How fast the graph is loaded, read and changed, on the S and M graphs of the shared folder (M:
// --benchmark_filter=/M).
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include <benchmark/benchmark.h>

#include "core/graph/snapshot_builder.h"
#include "tests/bench/kept_graph.h"

namespace muster::testing {
namespace {

void neighbour_scan(benchmark::State& state, const BenchGraphSize& size) {
  const auto graph = graph_for(state, size);
  if (graph == nullptr) return;
  for (auto unused : state) {
    std::uint64_t sum = 0;
    for (std::uint32_t slot = 0; slot < graph->node_slot_bound(); ++slot) {
      for (AdjacencyCursor cursor = graph->adjacency(slot, Direction::kOutgoing); !cursor.done();
           cursor.next()) {
        for (const AdjacencyEntry& entry : cursor.run()) sum += entry.neighbour_slot;
      }
    }
    benchmark::DoNotOptimize(sum);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(graph->edge_count()));
}

void random_degrees(benchmark::State& state, const BenchGraphSize& size) {
  const auto graph = graph_for(state, size);
  if (graph == nullptr) return;
  std::uint64_t step = 1;
  for (auto unused : state) {
    step = step * 6364136223846793005U + 1442695040888963407U;
    const auto slot = static_cast<std::uint32_t>((step >> 33) % graph->node_slot_bound());
    benchmark::DoNotOptimize(graph->degree(slot, Direction::kIncoming));
  }
}

void one_edge_commit(benchmark::State& state, const BenchGraphSize& size) {
  auto graph = graph_for(state, size);
  if (graph == nullptr) return;
  std::uint32_t step = 0;
  for (auto unused : state) {
    step = (step + 7919) % (graph->node_slot_bound() - 1);
    SnapshotBuilder builder(graph);
    if (!builder.create_edge(*graph->node_at(step), EdgeTypeId{0}, *graph->node_at(step + 1))
             .has_value()) {
      state.SkipWithError("an edge was refused");
      return;
    }
    graph = std::move(builder).publish(graph->version() + 1);
  }
}

void checksum(benchmark::State& state, const BenchGraphSize& size) {
  const auto graph = graph_for(state, size);
  if (graph == nullptr) return;
  for (auto unused : state) benchmark::DoNotOptimize(graph->checksum());
}

// A copy of the graph, element by element: what a load costs beside reading its input.
void load(benchmark::State& state, const BenchGraphSize& size) {
  const auto graph = graph_for(state, size);
  if (graph == nullptr) return;
  for (auto unused : state) {
    SnapshotBuilder builder(GraphSnapshot::empty());
    for (const std::string& name : graph->catalog().labels.names()) builder.intern_label(name);
    for (const std::string& name : graph->catalog().edge_types.names()) {
      if (!builder.intern_edge_type(name).has_value()) state.SkipWithError("a type was refused");
    }
    for (std::uint32_t slot = 0; slot < graph->node_slot_bound(); ++slot) {
      builder.create_node(graph->labels(*graph->node_at(slot)));
    }
    for (std::uint32_t slot = 0; slot < graph->edge_slot_bound(); ++slot) {
      const EdgeEnds ends = graph->ends(*graph->edge_at(slot));
      if (!builder.create_edge(ends.source, ends.type, ends.target).has_value())
        state.SkipWithError("an edge was refused");
    }
    benchmark::DoNotOptimize(std::move(builder).publish(1));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(graph->edge_count()));
}

BENCHMARK_CAPTURE(neighbour_scan, S, kBenchS)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(neighbour_scan, M, kBenchM)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(random_degrees, M, kBenchM);
BENCHMARK_CAPTURE(one_edge_commit, S, kBenchS)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(one_edge_commit, M, kBenchM)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(checksum, M, kBenchM)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(load, S, kBenchS)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(load, M, kBenchM)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace muster::testing
