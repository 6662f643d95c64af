// How long a statement takes from its text to a plan that can run: parse alone, and parse, bind and
// plan of a text that the plan cache has not seen. The bound is 500 µs for some 450 characters. And
// how long it takes to say that an index is there already: the bound is 50 µs with 4,000 defined.
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "core/graph/graph_snapshot.h"
#include "query/engine/query_engine.h"
#include "query/syntax/parse.h"
#include "tests/support/query_session.h"

namespace muster::query {
namespace {

// What analysts ask for: two patterns, conditions, grouping, order. 446 characters with a number of
// five digits.
std::string analyst_query(int number) {
  return fmt::format(
      "MATCH (u:User {{enabled: true}})-[:MEMBER_OF*1..3]->(g:Group)-[:ADMIN_TO]->(c:Computer) "
      "WHERE u.pwdlastset < (datetime().epochSeconds - (90 * 86400)) AND NOT u.name STARTS WITH "
      "'SVC_' AND c.operatingsystem CONTAINS 'Server' AND g.tier IN [0, 1] "
      "OPTIONAL MATCH (u)-[s:HAS_SESSION]->(w:Computer) WHERE s.seen > {} "
      "WITH u, g, count(DISTINCT c) AS computers, collect(w.name) AS sessions WHERE computers > 2 "
      "RETURN u.name AS name, g.name, computers, sessions ORDER BY computers DESC LIMIT 50",
      number);
}

// What an inventory tool sends.
std::string ingest_query(int number) {
  return fmt::format(
      "UNWIND $DictList AS item MERGE (i:AWSUser{{id: item.arn}}) ON CREATE SET i.firstseen = "
      "timestamp() SET i.lastupdated = {}, i.name = item.name, i.path = item.path, i.userid = "
      "item.userid, i:Principal WITH i, item CALL (i, item) {{ OPTIONAL MATCH (j:AWSAccount{{id: "
      "$AccountId}}) WITH i, item, j WHERE j IS NOT NULL MERGE (i)<-[r:RESOURCE]-(j) ON CREATE SET "
      "r.firstseen = timestamp() SET r.lastupdated = 7 }}",
      number);
}

void parse_unseen(benchmark::State& state, std::string (*text_of)(int)) {
  warm_parser();
  int number = 10'000;
  for (auto unused : state) benchmark::DoNotOptimize(parse(text_of(number++)).has_value());
  state.counters["characters"] = static_cast<double>(text_of(number).size());
}
BENCHMARK_CAPTURE(parse_unseen, analyst, analyst_query)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(parse_unseen, ingest, ingest_query)->Unit(benchmark::kMicrosecond);

void plan_unseen(benchmark::State& state, std::string (*text_of)(int)) {
  const QueryEngine engine;
  engine.warm();
  const auto graph = GraphSnapshot::empty();
  int number = 10'000;
  WorkBudget unbounded;
  for (auto unused : state)
    benchmark::DoNotOptimize(engine.writes(text_of(number++), *graph, unbounded));
}
BENCHMARK_CAPTURE(plan_unseen, analyst, analyst_query)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(plan_unseen, ingest, ingest_query)->Unit(benchmark::kMicrosecond);

// An inventory tool sends the definitions of all its indexes at every run. The first round makes
// them, the second finds them: what is measured are the rounds after.
void existing_index(benchmark::State& state) {
  constexpr int kIndexes = 4'000;
  const QueryEngine engine;
  testing::QuerySession session(engine);
  std::vector<std::string> texts;
  for (int i = 0; i < kIndexes; ++i)
    texts.push_back(
        fmt::format("CREATE INDEX IF NOT EXISTS FOR (n:Label{}) ON (n.key{});", i % 500, i / 500));
  for (int round = 0; round < 2; ++round) {
    for (const std::string& text : texts) {
      if (const auto made = session.run(text); !made)
        return state.SkipWithError(format_error(made.error()).c_str());
    }
  }
  std::size_t next = 0;
  for (auto unused : state) {
    const auto found = session.run(texts[next++ % texts.size()]);
    if (!found || found->summary.contains_updates) return state.SkipWithError("made again");
  }
  state.counters["defined"] = static_cast<double>(session.snapshot()->schema().indexes().size());
}
BENCHMARK(existing_index)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace muster::query
