// The query shapes of an identity graph through Cypher, on the S and M graphs of the shared folder
// (M: --benchmark_filter=/M).
//
// Each iteration is one query with the next of 64 parameters, plan cached, on one thread unless its
// name says otherwise; the rows are read.
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "core/base/parallel.h"
#include "query/engine/query_engine.h"
#include "tests/bench/kept_graph.h"

namespace muster::testing {
namespace {

using query::QueryEngine;
using query::QueryOptions;

// Nodes that have neighbours, spread over the graph by a fixed rule.
std::vector<std::int64_t> starts(const GraphSnapshot& graph, Direction direction) {
  std::vector<std::int64_t> ids;
  for (std::uint64_t step = 1; ids.size() < 64; ++step) {
    const auto slot = static_cast<std::uint32_t>(step * 2654435761U % graph.node_slot_bound());
    if (graph.degree(slot, direction) > 0) ids.push_back(slot);
  }
  return ids;
}

void run_query(benchmark::State& state, const BenchGraphSize& size, const char* text,
               Direction direction = Direction::kOutgoing) {
  const auto graph = graph_for(state, size);
  if (graph == nullptr) return;
  const QueryEngine engine;
  const TaskArena one_thread(1);
  QueryOptions options;
  options.arena = &one_thread;
  const std::vector<std::int64_t> from = starts(*graph, direction);
  const std::vector<std::int64_t> to = starts(*graph, Direction::kIncoming);
  std::size_t next = 0;
  std::size_t rows = 0;
  for (auto unused : state) {
    const ValueMap parameters{{"s", Value(from[next % from.size()])},
                              {"t", Value(to[(next * 7 + 3) % to.size()])}};
    ++next;
    WorkBudget budget;
    const auto summary =
        engine.run_read(text, parameters, *graph, budget, options,
                        [&](std::span<const ValueList> more, const GraphSnapshot&) -> Result<bool> {
                          rows += more.size();
                          return true;
                        });
    if (!summary) {
      state.SkipWithError(format_error(summary.error()).c_str());
      return;
    }
  }
  state.counters["rows"] =
      benchmark::Counter(static_cast<double>(rows), benchmark::Counter::kAvgIterations);
}

// The engine call beneath shape f: what a cached plan is measured against.
void bare_neighbours(benchmark::State& state, const BenchGraphSize& size) {
  const auto graph = graph_for(state, size);
  if (graph == nullptr) return;
  const std::vector<std::int64_t> from = starts(*graph, Direction::kOutgoing);
  const KeyId risk = *graph->catalog().keys.find("risk");
  std::size_t next = 0;
  for (auto unused : state) {
    const auto slot = static_cast<std::uint32_t>(from[next++ % from.size()]);
    std::vector<ValueList> rows;
    for (AdjacencyCursor cursor = graph->adjacency(slot, Direction::kOutgoing); !cursor.done();
         cursor.next()) {
      for (const AdjacencyEntry& entry : cursor.run())
        rows.push_back({graph->property(*graph->node_at(slot), risk),
                        graph->property(*graph->node_at(entry.neighbour_slot), risk)});
    }
    benchmark::DoNotOptimize(rows);
  }
}

constexpr const char* kReach3 = "MATCH (a)-[*1..3]->(b) WHERE id(a) = $s RETURN count(DISTINCT b)";
constexpr const char* kReach6 = "MATCH (a)-[*1..6]->(b) WHERE id(a) = $s RETURN count(DISTINCT b)";
constexpr const char* kShortest =
    "MATCH (a), (b) WHERE id(a) = $s AND id(b) = $t "
    "MATCH p = shortestPath((a)-[*1..30]->(b)) RETURN length(p)";
constexpr const char* kAllShortest =
    "MATCH (a), (b) WHERE id(a) = $s AND id(b) = $t "
    "MATCH p = allShortestPaths((a)-[*1..30]->(b)) RETURN count(*)";
constexpr const char* kReverse6 =
    "MATCH (a)<-[*1..6]-(b) WHERE id(a) = $s RETURN count(DISTINCT b)";
constexpr const char* kRiskyWithinTwo =
    "MATCH (a)-[*1..2]->(b) WHERE id(a) = $s AND b.risk >= 50 AND b <> a RETURN count(DISTINCT b)";
constexpr const char* kLookUpAndNeighbours =
    "MATCH (a) WHERE id(a) = $s OPTIONAL MATCH (a)-[e]->(b) RETURN a.id, a.risk, b.id, b.tier, "
    "type(e)";
constexpr const char* kLookUp = "MATCH (a) WHERE id(a) = $s RETURN a.id, a.risk";

constexpr auto kS = kBenchSWithProperties;
constexpr auto kM = kBenchMWithProperties;

BENCHMARK_CAPTURE(run_query, a_reach3 / S, kS, kReach3)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(run_query, a_reach6 / S, kS, kReach6)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(run_query, b_shortest / S, kS, kShortest)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(run_query, c_all_shortest / S, kS, kAllShortest)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(run_query, d_reverse6 / S, kS, kReverse6, Direction::kIncoming)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(run_query, e_two_hops / S, kS, kRiskyWithinTwo)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(run_query, f_one_hop / S, kS, kLookUpAndNeighbours)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(run_query, f_look_up / S, kS, kLookUp)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(bare_neighbours, f_bare / S, kS)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(run_query, a_reach3 / M, kM, kReach3)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(run_query, a_reach6 / M, kM, kReach6)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(run_query, b_shortest / M, kM, kShortest)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(run_query, c_all_shortest / M, kM, kAllShortest)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(run_query, d_reverse6 / M, kM, kReverse6, Direction::kIncoming)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(run_query, e_two_hops / M, kM, kRiskyWithinTwo)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(run_query, f_one_hop / M, kM, kLookUpAndNeighbours)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(run_query, f_look_up / M, kM, kLookUp)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(bare_neighbours, f_bare / M, kM)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace muster::testing
