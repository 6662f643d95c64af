// The graphs that benchmarks read, made once a size and kept.
#pragma once

#include <map>
#include <memory>
#include <string>

#include <benchmark/benchmark.h>

#include "tests/support/bench_graph.h"
#include "tests/support/shared_folder.h"

namespace muster::testing {

// Null: the shared folder is absent, and the benchmark says that it was skipped.
inline std::shared_ptr<const GraphSnapshot> graph_for(benchmark::State& state,
                                                      const BenchGraphSize& size) {
  static std::map<std::string, std::shared_ptr<const GraphSnapshot>> made;
  std::shared_ptr<const GraphSnapshot>& graph = made[size.name];
  if (graph == nullptr) {
    if (const auto generator = shared_path("bench/idgen.cpp"); generator.has_value()) {
      graph = bench_graph(size, *generator);
    } else {
      state.SkipWithError("the shared folder is absent");
    }
  }
  return graph;
}

}  // namespace muster::testing
