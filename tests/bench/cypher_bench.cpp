// The query shapes of an identity graph through Cypher, on graphs that the shared folder's
// bench/idgen.cpp and bench/refbench.cpp wrote into a folder:
//
//   muster_cypher_bench --graphs=DIR [--sizes=S,M] [Google Benchmark's options]
//
// Each iteration is one query, plan cached, on one thread, its parameters the next of those that a
// peer is asked with as well; every row is read. The first answer to each parameter is compared
// with the reference kernels' (a wrong one fails the benchmark). Counters: median and 99th
// percentile of an iteration. tests/bench/pair_with_kuzu.py runs this beside Kuzu.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "core/base/parallel.h"
#include "query/engine/query_engine.h"
#include "tests/bench/bench_arguments.h"
#include "tests/support/bench_graph.h"

namespace muster::testing {
namespace {

using query::QueryEngine;
using query::QueryOptions;

struct Bench {
  std::shared_ptr<const GraphSnapshot> graph;
  BenchQuestions questions;
};

enum class Asked { kSources, kCrown, kReached, kSpread };

struct Shape {
  const char* name;
  const char* text;
  Asked asked;
  const char* answer = nullptr;  // The kind of answer that the first column is.
};

// Parameters: $s, and $t where there are two ends.
constexpr Shape kShapes[] = {
    {"a_reach3", "MATCH (a:Node {id: $s})-[*1..3]->(b) WHERE b <> a RETURN count(DISTINCT b)",
     Asked::kSources, "reach3"},
    {"a_reach6", "MATCH (a:Node {id: $s})-[*1..6]->(b) WHERE b <> a RETURN count(DISTINCT b)",
     Asked::kSources, "reach6"},
    {"a_unbounded", "MATCH (a:Node {id: $s})-[*]->(b) WHERE b <> a RETURN count(DISTINCT b)",
     Asked::kSources, "reach1000"},
    {"b_shortest",
     "MATCH p = shortestPath((a:Node {id: $s})-[*1..30]->(b:Node {id: $t})) RETURN length(p)",
     Asked::kReached, "dist"},
    {"c_all_shortest",
     "MATCH p = allShortestPaths((a:Node {id: $s})-[*1..30]->(b:Node {id: $t})) RETURN count(*)",
     Asked::kReached, "allsp"},
    {"d_reverse6", "MATCH (a:Node {id: $s})<-[*1..6]-(b) WHERE b <> a RETURN count(DISTINCT b)",
     Asked::kCrown, "rev6"},
    {"d_unbounded", "MATCH (a:Node {id: $s})<-[*]-(b) WHERE b <> a RETURN count(DISTINCT b)",
     Asked::kCrown, "rev1000"},
    {"e_two_hops",
     "MATCH (a:Node {id: $s})-[*1..2]->(b) WHERE b.risk >= 50 AND b.id <> $s "
     "RETURN count(DISTINCT b)",
     Asked::kSources, "nb2"},
    {"f_one_hop",
     "MATCH (a:Node {id: $s}) OPTIONAL MATCH (a)-[e]->(b) "
     "RETURN a.ext, a.risk, b.ext, b.kind, type(e)",
     Asked::kSpread},
    {"f_look_up", "MATCH (a:Node {id: $s}) RETURN a.ext, a.risk", Asked::kSpread},
};

struct Question {
  ValueMap parameters;
  std::string answer;  // Its name among the answers.
};

std::vector<Question> questions_of(const Bench& bench, const Shape& shape) {
  std::vector<Question> out;
  const auto one = [&](std::int64_t s) {
    out.push_back({{{"s", Value(s)}}, fmt::format("{} {}", shape.answer ? shape.answer : "", s)});
  };
  switch (shape.asked) {
    case Asked::kSources:
      std::ranges::for_each(bench.questions.sources, one);
      break;
    case Asked::kCrown:
      std::ranges::for_each(bench.questions.crown, one);
      break;
    case Asked::kReached:
      for (std::size_t i = 0; i < std::min<std::size_t>(64, bench.questions.reached.size()); ++i) {
        const auto [s, t] = bench.questions.reached[i];
        out.push_back(
            {{{"s", Value(s)}, {"t", Value(t)}}, fmt::format("{} {} {}", shape.answer, s, t)});
      }
      break;
    case Asked::kSpread:
      for (std::int64_t i = 0; i < 1000; ++i)
        one(i * 2654435761 % static_cast<std::int64_t>(bench.graph->node_slot_bound()));
      break;
  }
  return out;
}

double percentile(std::vector<double>& sorted, double share) {
  const auto at = static_cast<std::size_t>(share * static_cast<double>(sorted.size()));
  return sorted[std::min(at, sorted.size() - 1)];
}

void run_shape(benchmark::State& state, const Bench& bench, const Shape& shape) {
  const QueryEngine engine;
  const TaskArena one_thread(1);
  QueryOptions options;
  options.arena = &one_thread;
  const std::vector<Question> questions = questions_of(bench, shape);
  std::vector<double> microseconds;
  std::size_t next = 0;
  for (auto unused : state) {
    const Question& question = questions[next % questions.size()];
    const bool first = next++ < questions.size();
    std::int64_t answer = 0;
    const auto begin = std::chrono::steady_clock::now();
    WorkBudget budget;
    const auto summary =
        engine.run_read(shape.text, question.parameters, *bench.graph, budget, options,
                        [&](std::span<const ValueList> rows, const GraphSnapshot&) -> Result<bool> {
                          if (rows[0][0].is_integer()) answer = rows[0][0].as_integer();
                          return true;
                        });
    const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - begin;
    microseconds.push_back(took.count());
    // The first two are timed as they come; what is made beside the second does not slow others.
    if (next == 2) engine.wait_until_idle();
    if (!summary) return state.SkipWithError(format_error(summary.error()).c_str());
    if (!first || shape.answer == nullptr) continue;
    const auto right = bench.questions.answers.find(question.answer);
    if (right == bench.questions.answers.end() || right->second != answer)
      return state.SkipWithError(
          fmt::format("the answer to {} is wrong: {}", question.answer, answer).c_str());
  }
  std::ranges::sort(microseconds);
  state.counters["median_us"] = percentile(microseconds, 0.5);
  state.counters["p99_us"] = percentile(microseconds, 0.99);
}

// The engine call beneath f_one_hop: what a cached plan is measured against.
void bare_neighbours(benchmark::State& state, const Bench& bench) {
  const GraphSnapshot& graph = *bench.graph;
  const auto key = [&](const char* name) { return *graph.catalog().keys.find(name); };
  const KeyId id = key("id");
  const KeyId ext = key("ext");
  const KeyId risk = key("risk");
  const KeyId kind = key("kind");
  const auto node_label = static_cast<std::uint32_t>(*graph.catalog().labels.find("Node"));
  const IndexDefinition& index =
      *graph.schema().index_on(IndexKind::kRange, ElementKind::kNode, node_label, {&id, 1});
  std::vector<double> microseconds;
  std::int64_t next = 0;
  for (auto unused : state) {
    const Value wanted(next++ * 2654435761 % static_cast<std::int64_t>(graph.node_slot_bound()));
    const auto begin = std::chrono::steady_clock::now();
    std::vector<std::uint32_t> found;
    graph.schema().seek_equal(index, {&wanted, 1}, found);
    std::vector<ValueList> rows;
    const NodeId node = *graph.node_at(found.at(0));
    for (AdjacencyCursor cursor = graph.adjacency(found[0], Direction::kOutgoing); !cursor.done();
         cursor.next()) {
      for (const AdjacencyEntry& entry : cursor.run()) {
        const NodeId neighbour = *graph.node_at(entry.neighbour_slot);
        rows.push_back({graph.property(node, ext), graph.property(node, risk),
                        graph.property(neighbour, ext), graph.property(neighbour, kind)});
      }
    }
    benchmark::DoNotOptimize(rows);
    const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - begin;
    microseconds.push_back(took.count());
  }
  std::ranges::sort(microseconds);
  state.counters["median_us"] = percentile(microseconds, 0.5);
  state.counters["p99_us"] = percentile(microseconds, 0.99);
}

int run_benchmarks(int count, char** arguments) {
  const std::string folder = take_option(count, arguments, "graphs", "");
  std::istringstream sizes(take_option(count, arguments, "sizes", "S,M"));
  benchmark::Initialize(&count, arguments);
  if (benchmark::ReportUnrecognizedArguments(count, arguments)) return 1;
  std::map<std::string, Bench> benches;
  for (std::string size; std::getline(sizes, size, ',');) {
    Bench bench{described_bench_graph(folder, size), bench_questions(folder, size)};
    if (bench.graph == nullptr || bench.questions.answers.empty()) {
      fmt::print(
          stderr,
          "muster_cypher_bench: --graphs={} has no graph {} with its answers; make them with "
          "idgen and refbench (tests/bench/pair_with_kuzu.py does)\n",
          folder, size);
      return 1;
    }
    benches.emplace(size, std::move(bench));
  }
  for (const auto& [size, bench] : benches) {
    for (const Shape& shape : kShapes)
      benchmark::RegisterBenchmark(
          fmt::format("{}/{}", shape.name, size).c_str(),
          [&bench, &shape](benchmark::State& state) { run_shape(state, bench, shape); })
          ->Unit(benchmark::kMicrosecond);
    benchmark::RegisterBenchmark(
        fmt::format("f_bare/{}", size).c_str(),
        [&bench](benchmark::State& state) { bare_neighbours(state, bench); })
        ->Unit(benchmark::kMicrosecond);
  }
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}

}  // namespace
}  // namespace muster::testing

int main(int count, char** arguments) { return muster::testing::run_benchmarks(count, arguments); }
