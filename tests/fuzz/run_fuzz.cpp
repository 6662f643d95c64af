// Any bytes are run as a statement on a small graph, with little time and memory: rows or an error,
// never a crash, never without end. What a statement writes is thrown away.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "core/base/assert.h"
#include "core/graph/memory_store.h"
#include "query/engine/query_engine.h"

namespace {

using muster::query::QueryEngine;

const QueryEngine& engine() {
  static const QueryEngine instance;
  return instance;
}

// Some of everything: labels that overlap, a circle, parallel edges, a loop, values of many types.
std::unique_ptr<muster::GraphStore> small_graph() {
  constexpr std::string_view kMade =
      "CREATE (a:A {k: 1, s: 'x', l: [1, 2], f: 1.5, t: true})-[:T {w: 1}]->(b:A:B {k: 2, s: "
      "'y'}), "
      "(b)-[:T {w: 2}]->(c:B {k: 3}), (c)-[:U]->(a), (a)-[:U {w: 3}]->(b), (b)-[:T]->(b), "
      "(d:C {s: 'alone'})";
  auto store = muster::make_memory_store();
  auto transaction = store->begin_write();
  muster::WorkBudget budget;
  const auto made = engine().write(kMade, {}, (*transaction)->batch(), budget);
  MUSTER_ASSERT(made.has_value());
  MUSTER_ASSERT((*transaction)->commit().has_value());
  return store;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::unique_ptr<muster::GraphStore> store = small_graph();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const muster::ValueMap parameters{{"p", muster::Value(std::int64_t{1})},
                                    {"s", muster::Value("x")},
                                    {"l", muster::Value(muster::ValueList{muster::Value("x")})}};
  const auto transaction = store->begin_write();
  muster::WorkBudget budget(
      {.time_ms = std::chrono::milliseconds(500), .memory_bytes = 16U << 20U});
  const auto result =
      engine().write(text, parameters, (*transaction)->batch(), budget, {.rows_max = 10'000});
  if (!result) static_cast<void>(muster::format_error(result.error(), text));
  return 0;
}
