// The identity-shaped graphs of the shared folder's bench/idgen.cpp, as snapshots.
//
// The law: the generator is compiled from the shared folder when a test asks, never copied here;
// the same name gives the same graph.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "core/graph/graph_snapshot.h"

namespace muster::testing {

struct BenchGraphSize {
  const char* name = "S";  // S: 102,000 nodes, 476,627 edges. M: 1,020,000 and 4,808,990.
  const char* arguments = "2000 30 1.2";
  // Nodes also get the label Node and the properties id (their place in the file), risk and tier.
  bool properties = false;
};
inline constexpr BenchGraphSize kBenchS{};
inline constexpr BenchGraphSize kBenchM{.name = "M", .arguments = "20000 30 1.2"};
inline constexpr BenchGraphSize kBenchSWithProperties{.properties = true};
inline constexpr BenchGraphSize kBenchMWithProperties{
    .name = "M", .arguments = "20000 30 1.2", .properties = true};

// Nodes in file order with their kind as label; edges in file order with an integer property `w`.
// `generator` is the shared folder's bench/idgen.cpp.
// A generator that cannot be built or run fails the test, and the graph is empty.
std::shared_ptr<const GraphSnapshot> bench_graph(const BenchGraphSize& size,
                                                 const std::filesystem::path& generator);

}  // namespace muster::testing
