#include "tests/support/bench_graph.h"

#include <array>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <unistd.h>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "core/graph/snapshot_builder.h"
#include "tests/support/shared_folder.h"

namespace muster::testing {
namespace {

constexpr std::array kKinds = {"Human", "Group", "Role", "NHI", "Secret", "Resource"};
constexpr std::array kEdgeTypes = {
    "OWNS",    "ASSIGNED", "MEMBER_OF", "NESTED_IN",  "GRANTS", "CAN_READ", "AUTHENTICATES_AS",
    "RUNS_AS", "CONTAINS", "TRUSTS",    "CAN_ASSUME", "HOLDS",  "ACCESSES"};

// As idgen writes them: 4 bytes a node (kind, risk, tier, 0), 12 an edge (source, target:
// little-endian; kind; …).
constexpr std::size_t kNodeBytes = 4;
constexpr std::size_t kEdgeBytes = 12;

// A folder of this process that goes with it.
class ScratchFolder {
 public:
  ScratchFolder()
      : path_(std::filesystem::temp_directory_path() / fmt::format("muster-bench-{}", ::getpid())) {
    std::filesystem::create_directories(path_);
  }
  ~ScratchFolder() {
    std::error_code ignored_because_it_is_scratch;
    std::filesystem::remove_all(path_, ignored_because_it_is_scratch);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

bool run(const std::string& command) {
  // The command is made of paths of this machine and constants above.
  if (std::system(command.c_str()) == 0) return true;
  ADD_FAILURE() << "this failed: " << command;
  return false;
}

std::uint32_t little_endian(const char* bytes) {
  std::uint32_t value = 0;
  for (int i = 3; i >= 0; --i) value = (value << 8) | static_cast<unsigned char>(bytes[i]);
  return value;
}

void add_properties(SnapshotBuilder& builder, const std::vector<NodeId>& ids,
                    const std::string& nodes) {
  const LabelId label = builder.intern_label("Node");
  const KeyId id = builder.intern_key("id");
  const KeyId risk = builder.intern_key("risk");
  const KeyId tier = builder.intern_key("tier");
  bool all = true;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const char* const record = nodes.data() + i * kNodeBytes;
    const auto byte = [&](int at) -> std::int64_t {
      return static_cast<unsigned char>(record[at]);
    };
    all = all && builder.add_label(ids[i], label).has_value() &&
          builder.set_property(ids[i], id, static_cast<std::int64_t>(i)).has_value() &&
          builder.set_property(ids[i], risk, byte(1)).has_value() &&
          builder.set_property(ids[i], tier, byte(2)).has_value();
  }
  if (!all) ADD_FAILURE() << "a node cannot be described";
}

std::shared_ptr<const GraphSnapshot> load(const std::string& nodes, const std::string& edges,
                                          bool properties) {
  SnapshotBuilder builder(GraphSnapshot::empty());
  std::vector<LabelId> labels;
  for (const char* kind : kKinds) labels.push_back(builder.intern_label(kind));
  std::vector<EdgeTypeId> types;
  for (const char* type : kEdgeTypes) types.push_back(*builder.intern_edge_type(type));
  const KeyId weight = builder.intern_key("w");

  std::vector<NodeId> ids;
  ids.reserve(nodes.size() / kNodeBytes);
  for (std::size_t at = 0; at < nodes.size(); at += kNodeBytes) {
    ids.push_back(builder.create_node({&labels.at(static_cast<unsigned char>(nodes[at])), 1}));
  }
  if (properties) add_properties(builder, ids, nodes);
  for (std::size_t at = 0; at < edges.size(); at += kEdgeBytes) {
    const char* const record = edges.data() + at;
    const Result<EdgeId> edge = builder.create_edge(ids.at(little_endian(record)),
                                                    types.at(static_cast<unsigned char>(record[8])),
                                                    ids.at(little_endian(record + 4)));
    if (!builder
             .set_property(*edge, weight,
                           static_cast<std::int64_t>(static_cast<unsigned char>(record[9])))
             .has_value()) {
      ADD_FAILURE() << "an edge cannot be weighted";
    }
  }
  return std::move(builder).publish(1);
}

}  // namespace

std::shared_ptr<const GraphSnapshot> bench_graph(const BenchGraphSize& size,
                                                 const std::filesystem::path& generator) {
  const ScratchFolder scratch;
  const std::string folder = scratch.path().string();
  const bool made = run(fmt::format("'{}' -O1 -std=c++20 '{}' -o '{}/idgen'", MUSTER_CXX_COMPILER,
                                    generator.string(), folder)) &&
                    run(fmt::format("'{0}/idgen' {1} {2} '{0}' > '{0}/log' 2>&1", folder, size.name,
                                    size.arguments));
  if (!made) return GraphSnapshot::empty();
  return load(read_file(scratch.path() / fmt::format("{}.kinds.bin", size.name)),
              read_file(scratch.path() / fmt::format("{}.edges.bin", size.name)), size.properties);
}

}  // namespace muster::testing
