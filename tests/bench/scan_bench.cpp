// Scans, filters, groupings, sorts and distinct rows over all of graph S: what a query costs a row
// once no index helps.
//
//   muster_scan_bench --graphs=DIR [--threads=1] [Google Benchmark's options]
//
// DIR is that of cypher_bench.cpp. Each iteration is one query, plan cached, every row read.
// `checksum` is a hash of the rows: equal before and after a change of how they are computed.
#include <cstdio>
#include <string>

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "core/base/hash.h"
#include "query/engine/query_engine.h"
#include "tests/bench/bench_arguments.h"
#include "tests/support/bench_graph.h"

namespace muster::testing {
namespace {

using query::QueryEngine;
using query::QueryOptions;

struct Scan {
  const char* name;
  const char* text;
};

constexpr Scan kScans[] = {
    {"filter_count", "MATCH (n:Node) WHERE n.risk > 50 RETURN count(*)"},
    {"filter_group", "MATCH (n:Node) WHERE n.risk > 50 RETURN n.kind, count(*), avg(n.risk)"},
    {"filter_group_label",
     "MATCH (n:Human) WHERE n.risk > 50 RETURN n.kind, count(*), avg(n.risk)"},
    {"filter_two", "MATCH (n:Node) WHERE n.risk >= 10 AND n.tier = 3 RETURN count(n)"},
    {"filter_text", "MATCH (n:Node) WHERE n.kind = 'Human' RETURN count(n.risk)"},
    {"arithmetic", "MATCH (n:Node) RETURN sum(n.risk * 2 + n.tier), min(n.risk), max(n.id)"},
    {"group_number", "MATCH (n:Node) RETURN n.risk, count(*), sum(n.tier)"},
    {"count_distinct", "MATCH (a)-[:GRANTS]->(b) RETURN count(DISTINCT b)"},
    {"count_distinct_all", "MATCH (a)-->(b) RETURN count(DISTINCT b)"},
    {"expand_filter", "MATCH (a)-->(b) WHERE b.risk >= 90 RETURN count(*)"},
    {"expand_group", "MATCH (a)-->(b) RETURN b, count(*)"},
    {"distinct", "MATCH (n:Node) RETURN DISTINCT n.risk, n.tier"},
    {"distinct_nodes", "MATCH (a)-->(b) RETURN DISTINCT b"},
    {"sort", "MATCH (n:Node) RETURN n.id ORDER BY n.risk, n.id"},
    {"top", "MATCH (n:Node) RETURN n.id ORDER BY n.risk DESC, n.id LIMIT 10"},
    {"project", "MATCH (n:Node) RETURN n.id, n.risk + 1 AS r, n.ext"},
};

void run_scan(benchmark::State& state, const GraphSnapshot& graph, const Scan& scan,
              std::size_t threads) {
  const QueryEngine engine;
  const TaskArena arena(threads);
  QueryOptions options;
  options.arena = &arena;
  std::uint64_t checksum = 0;
  for (auto unused : state) {
    WorkBudget budget;
    const bool first = checksum == 0;
    const auto summary =
        engine.run_read(scan.text, {}, graph, budget, options,
                        [&](std::span<const ValueList> rows, const GraphSnapshot&) -> Result<bool> {
                          if (!first) return true;
                          for (const ValueList& row : rows) {
                            for (const Value& value : row)
                              checksum = hash_combine(checksum, value.hash());
                          }
                          return true;
                        });
    if (!summary) return state.SkipWithError(format_error(summary.error()).c_str());
  }
  state.counters["checksum"] = static_cast<double>(checksum % 1'000'000);
}

int run_benchmarks(int count, char** arguments) {
  const std::string folder = take_option(count, arguments, "graphs", "");
  const std::string threads = take_option(count, arguments, "threads", "1");
  benchmark::Initialize(&count, arguments);
  if (benchmark::ReportUnrecognizedArguments(count, arguments)) return 1;
  const auto graph = described_bench_graph(folder, "S");
  if (graph == nullptr) {
    fmt::print(stderr, "muster_scan_bench: --graphs={} has no graph S; make it with idgen\n",
               folder);
    return 1;
  }
  for (const Scan& scan : kScans)
    benchmark::RegisterBenchmark(scan.name, [&](benchmark::State& state) {
      run_scan(state, *graph, scan, std::stoul(threads));
    })->Unit(benchmark::kMillisecond);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}

}  // namespace
}  // namespace muster::testing

int main(int count, char** arguments) { return muster::testing::run_benchmarks(count, arguments); }
