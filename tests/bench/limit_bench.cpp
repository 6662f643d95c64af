// How long after its limit a query really ends: hard queries over graph S against a deadline, a
// memory budget and a row limit.
//
// The time of an iteration is the overrun alone, from the moment the limit was reached to the
// return of the call, the freeing of what the query held included. A query that comes to its end
// before its limit, or ends in another way, fails its benchmark: it would measure nothing.
//
// The moment a memory budget is reached is read off the allocator: this program counts what is
// alive beneath operator new, apart from the count that the budget goes by. `peak` is the most that
// was alive beyond the graph, as a share of the budget.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <malloc.h>
#include <string>

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "query/engine/query_engine.h"
#include "tests/bench/kept_graph.h"

namespace muster::testing {
namespace {

using Clock = std::chrono::steady_clock;
using query::QueryEngine;
using query::QueryOptions;

// What is alive, and when it first was more than the mark.
struct LiveBytes {
  std::atomic<std::int64_t> now{0};
  std::atomic<std::int64_t> most{0};
  std::atomic<std::int64_t> mark{INT64_MAX};
  std::atomic<std::int64_t> passed_at{0};  // Ticks of the clock; 0: never.

  void add(std::int64_t bytes) {
    const std::int64_t after = now.fetch_add(bytes, std::memory_order_relaxed) + bytes;
    std::int64_t seen = most.load(std::memory_order_relaxed);
    while (after > seen && !most.compare_exchange_weak(seen, after)) {
    }
    if (after <= mark.load(std::memory_order_relaxed) || passed_at.load() != 0) return;
    std::int64_t never = 0;
    passed_at.compare_exchange_strong(never, Clock::now().time_since_epoch().count());
  }
};
LiveBytes live_bytes;

struct HardQuery {
  const char* name;
  const char* text;
};

constexpr HardQuery kEndless[] = {
    {"product_filter", "MATCH (a), (b), (c) WHERE a.x = b.y RETURN count(*)"},
    {"product_rows", "MATCH (a), (b) RETURN a, b"},
    {"sort", "MATCH (a)-->(b)-->(c)-->(d) WITH c, d ORDER BY id(c) % 1000, id(d) RETURN count(*)"},
    {"top", "MATCH (a)-->(b)-->(c)-->(d) RETURN d ORDER BY id(c) % 1000, id(d) LIMIT 100000"},
    {"group", "MATCH (a)-->(b)-->(c)-->(d) RETURN id(a), id(d), count(*)"},
    {"distinct", "MATCH (a)-->(b)-->(c)-->(d) RETURN DISTINCT id(a), id(d)"},
    {"collect", "MATCH (a)-->(b)-->(c)-->(d) RETURN size(collect(id(d)))"},
    {"collect_distinct", "MATCH (a)-->(b)-->(c) RETURN size(collect(DISTINCT [id(a), id(c)]))"},
    {"count_distinct", "MATCH (a)-->(b)-->(c) RETURN count(DISTINCT id(a) * 1000000 + id(c))"},
    {"percentile",
     "UNWIND range(1, 9999999) AS x WITH x UNWIND [1, 2, 3] AS y "
     "RETURN percentileCont(x * 7919 % 1000003, 0.5)"},
    {"shortest", "MATCH (a), (b) MATCH p = shortestPath((a)-[*]-(b)) RETURN count(p)"},
    {"all_shortest", "MATCH (a), (b) MATCH p = allShortestPaths((a)-[*]-(b)) RETURN count(p)"},
    {"deep", "MATCH p = (a)-[*]-(b) RETURN count(p)"},
    {"deep_ends", "MATCH (a)-[*]-(b) RETURN count(DISTINCT [id(a), id(b)])"},
    {"quantified", "MATCH p = (a) ((x)--(y)){1,30} (b) RETURN count(p)"},
    {"exists", "MATCH (a), (b) WHERE EXISTS { (a)--()--()--(b) } RETURN count(*)"},
    {"comprehension",
     "RETURN size([a IN range(1, 3000) | [b IN range(1, 3000) | [c IN range(1, 3000) | 1]]])"},
    {"reduce",
     "RETURN reduce(s = 0, a IN range(1, 90000) | reduce(t = s, b IN range(1, 90000) | t + b))"},
    {"range_unwind", "UNWIND range(1, 9999999) AS a UNWIND range(1, 9999999) AS b RETURN sum(b)"},
    {"in_long_list",
     "WITH range(1, 9999999) AS l UNWIND range(1, 1000000) AS x "
     "WITH x, l WHERE -x IN l RETURN count(*)"},
    {"equal_long_lists",
     "WITH range(1, 2999999) AS l, range(1, 2999999) AS m "
     "UNWIND range(1, 1000000) AS x WITH x, l, m WHERE l <> m "
     "RETURN count(*)"},
    {"regex",
     "WITH reduce(s = 'ab', i IN range(1, 21) | s + s) AS t UNWIND range(1, 100000) AS i "
     "WITH i, t WHERE t =~ '(a|b)*c' RETURN count(*)"},
    {"contains",
     "WITH reduce(s = 'ab', i IN range(1, 24) | s + s) AS t "
     "UNWIND range(1, 100000) AS i WITH i, t WHERE t CONTAINS 'abc' RETURN count(*)"},
    {"replace",
     "WITH reduce(s = 'ab', i IN range(1, 23) | s + s) AS t "
     "UNWIND range(1, 100000) AS i RETURN max(size(replace(t, 'a', 'cc')))"},
    {"split",
     "WITH reduce(s = 'ab', i IN range(1, 20) | s + s) AS t "
     "UNWIND range(1, 100000) AS i RETURN max(size(split(t, 'a')))"},
    {"pattern_comprehension", "MATCH (a), (b) RETURN max(size([(a)--(x)--(y)--(b) | x]))"},
    {"union", "MATCH (a), (b) RETURN id(a) + id(b) AS x UNION MATCH (a), (b) RETURN id(a) AS x"},
    {"call_subquery",
     "MATCH (a) CALL { WITH a MATCH (a)--(b)--(c)--(d) RETURN count(*) AS n } "
     "RETURN sum(n)"},
};

constexpr HardQuery kHungry[] = {
    {"collect", "MATCH (a)-->(b)-->(c)-->(d) RETURN size(collect(id(d)))"},
    {"collect_texts", "MATCH (a)-->(b)-->(c) RETURN size(collect(toString(id(c)) + '-long text'))"},
    {"sort", "MATCH (a)-->(b)-->(c)-->(d) WITH c, d ORDER BY id(c), id(d) RETURN count(*)"},
    {"group", "MATCH (a)-->(b)-->(c)-->(d) RETURN id(a), id(d), count(*)"},
    {"group_distinct", "MATCH (a)-->(b)-->(c) RETURN id(a), count(DISTINCT c)"},
    {"distinct", "MATCH (a)-->(b)-->(c) RETURN DISTINCT id(a), id(c)"},
    {"count_distinct", "MATCH (a)-->(b)-->(c) RETURN count(DISTINCT id(a) * 1000000 + id(c))"},
    {"paths", "MATCH p = (a)-[*1..4]-(b) WITH collect(p) AS all RETURN size(all)"},
    {"concatenate", "RETURN size(reduce(s = 'a', i IN range(1, 60) | s + s))"},
    {"concatenate_lists", "RETURN size(reduce(s = [1], i IN range(1, 60) | s + s))"},
    {"replace", "RETURN size(reduce(s = 'a', i IN range(1, 60) | replace(s, 'a', 'aa')))"},
    {"replace_all",
     "WITH reduce(s = 'a', i IN range(1, 20) | s + s) AS t "
     "RETURN size(replace(t, 'a', t))"},
    {"split", "WITH reduce(s = 'a', i IN range(1, 25) | s + s) AS t RETURN size(split(t, 'a'))"},
    {"range", "RETURN [range(1, 9999999), range(1, 9999999), range(1, 9999999)]"},
    {"nested_ranges", "RETURN size([x IN range(1, 100) | range(1, 1000000)])"},
    {"map_of_lists", "UNWIND range(1, 1000) AS i RETURN collect({a: range(1, 100000)})"},
};

// Rows in plenty behind a filter that lets none of the first morsels through.
constexpr HardQuery kPlenty[] = {
    {"product", "MATCH (a), (b) RETURN a, b"},
    {"late_product", "MATCH (a), (b) WHERE id(a) > 8000 RETURN a, b"},
    {"late_expand", "MATCH (a)-->(b)--(c)--(d) WHERE id(a) > 30000 RETURN a, d"},
};

enum class Limit { kTime, kMemory, kRows };

struct Bound {
  Limit limit;
  std::size_t amount;  // Milliseconds, bytes or rows.
};

void end_after(benchmark::State& state, const HardQuery& hard, const Bound& bound) {
  const auto graph = graph_for(state, kBenchS);
  if (graph == nullptr) return;
  const QueryEngine engine;
  QueryOptions options;
  WorkLimits limits;
  if (bound.limit == Limit::kTime) limits.time_ms = std::chrono::milliseconds(bound.amount);
  if (bound.limit == Limit::kMemory) limits.memory_bytes = bound.amount;
  if (bound.limit == Limit::kTime) limits.memory_bytes = std::size_t{4} << 30;
  if (bound.limit == Limit::kRows) options.rows_max = bound.amount;
  double worst_ms = 0;
  double peak_share = 0;
  for (auto unused : state) {
    const std::int64_t before = live_bytes.now;
    live_bytes.most = before;
    live_bytes.passed_at = 0;
    live_bytes.mark = bound.limit == Limit::kMemory
                          ? before + static_cast<std::int64_t>(bound.amount)
                          : INT64_MAX;
    WorkBudget budget(limits);
    Clock::time_point reached = Clock::now() + limits.time_ms;
    const auto summary =
        engine.run_read(hard.text, {}, *graph, budget, options,
                        [&](std::span<const ValueList>, const GraphSnapshot&) -> Result<bool> {
                          if (bound.limit == Limit::kRows) reached = Clock::now();
                          return true;
                        });
    const Clock::time_point end = Clock::now();
    live_bytes.mark = INT64_MAX;
    if (bound.limit == Limit::kMemory) {
      // Refused before it was held: nothing was overrun.
      const std::int64_t passed = live_bytes.passed_at;
      reached = passed == 0 ? end : Clock::time_point(Clock::duration(passed));
    }
    const ErrorCode wanted =
        bound.limit == Limit::kTime ? ErrorCode::kDeadlineExceeded : ErrorCode::kResourceExhausted;
    const bool stopped = bound.limit == Limit::kRows ? summary && summary->truncated
                                                     : !summary && summary.error().code == wanted;
    if (!stopped) {
      const std::string how = summary ? "it came to its end" : summary.error().message;
      return state.SkipWithError(fmt::format("another end than by its limit: {}", how).c_str());
    }
    const std::chrono::duration<double> overrun = std::max(Clock::duration(0), end - reached);
    worst_ms = std::max(worst_ms, overrun.count() * 1000);
    if (bound.limit == Limit::kMemory)
      peak_share = std::max(peak_share, static_cast<double>(live_bytes.most - before) /
                                            static_cast<double>(bound.amount));
    state.SetIterationTime(overrun.count());
  }
  state.counters["worst_ms"] = worst_ms;
  if (bound.limit == Limit::kMemory) state.counters["peak"] = peak_share;
}

void add_benchmark(const char* family, const HardQuery& hard, const Bound& bound,
                   std::int64_t iterations) {
  benchmark::RegisterBenchmark(
      fmt::format("{}/{}/{}", family, hard.name, bound.amount).c_str(),
      [&hard, bound](benchmark::State& state) { end_after(state, hard, bound); })
      ->Iterations(iterations)
      ->UseManualTime()
      ->Unit(benchmark::kMillisecond);
}

void add_benchmarks() {
  // Several deadlines: each falls into another phase of the query.
  for (const HardQuery& hard : kEndless) {
    for (const std::size_t milliseconds : {20U, 150U, 1000U})
      add_benchmark("deadline", hard, {Limit::kTime, milliseconds}, 2);
  }
  for (const HardQuery& hard : kHungry)
    add_benchmark("memory", hard, {Limit::kMemory, std::size_t{64} << 20}, 2);
  for (const HardQuery& hard : kPlenty) add_benchmark("rows", hard, {Limit::kRows, 1000}, 2);
}

}  // namespace

int run_benchmarks(int count, char** arguments) {
  benchmark::Initialize(&count, arguments);
  if (benchmark::ReportUnrecognizedArguments(count, arguments)) return 1;
  add_benchmarks();
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}

}  // namespace muster::testing

// The linker puts these in place of the allocator's own functions (--wrap).
// NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl*,readability-identifier-naming): linker names.
extern "C" {
void* __real_malloc(std::size_t bytes);
void* __real_calloc(std::size_t count, std::size_t bytes);
void __real_free(void* made);

void* __wrap_malloc(std::size_t bytes) {
  void* const made = __real_malloc(bytes);
  muster::testing::live_bytes.add(static_cast<std::int64_t>(malloc_usable_size(made)));
  return made;
}
void* __wrap_calloc(std::size_t count, std::size_t bytes) {
  void* const made = __real_calloc(count, bytes);
  muster::testing::live_bytes.add(static_cast<std::int64_t>(malloc_usable_size(made)));
  return made;
}
void __wrap_free(void* made) {
  muster::testing::live_bytes.add(-static_cast<std::int64_t>(malloc_usable_size(made)));
  __real_free(made);
}
}
// NOLINTEND(bugprone-reserved-identifier,cert-dcl*,readability-identifier-naming)

int main(int count, char** arguments) { return muster::testing::run_benchmarks(count, arguments); }
