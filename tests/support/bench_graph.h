// The identity-shaped graphs of the shared folder's bench/idgen.cpp, as snapshots, and the
// questions that the yardsticks there are asked.
//
// The law: the generator is compiled from the shared folder when a test asks, never copied here;
// the same name gives the same graph.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/graph/graph_snapshot.h"

namespace muster::testing {

struct BenchGraphSize {
  const char* name = "S";  // S: 102,000 nodes, 476,627 edges. M: 1,020,000 and 4,808,990.
  const char* arguments = "2000 30 1.2";
};
inline constexpr BenchGraphSize kBenchS{};
inline constexpr BenchGraphSize kBenchM{.name = "M", .arguments = "20000 30 1.2"};
// Nodes in file order with their kind as label; edges in file order with an integer property `w`.
// `generator` is the shared folder's bench/idgen.cpp.
// A generator that cannot be built or run fails the test, and the graph is empty.
std::shared_ptr<const GraphSnapshot> bench_graph(const BenchGraphSize& size,
                                                 const std::filesystem::path& generator);

// The same from what the generator wrote into `folder`, held as peers hold it: nodes also have the
// label Node and the properties id (their place in the file, unique), ext, kind, risk and tier.
// Null: there is no such graph.
std::shared_ptr<const GraphSnapshot> described_bench_graph(const std::filesystem::path& folder,
                                                           const std::string& name);

// What generator and reference kernels wrote beside a graph. Numbers are the property id.
struct BenchQuestions {
  std::vector<std::int64_t> sources;
  std::vector<std::int64_t> crown;                             // Where reach is asked backwards.
  std::vector<std::pair<std::int64_t, std::int64_t>> reached;  // Source and what it reaches.
  std::map<std::string, std::int64_t> answers;  // "reach6 17", "dist 17 99": the right count.
};
BenchQuestions bench_questions(const std::filesystem::path& folder, const std::string& name);

}  // namespace muster::testing
