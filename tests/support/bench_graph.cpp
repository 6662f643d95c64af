#include "tests/support/bench_graph.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
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

// The graph that both files describe; `ids` are its nodes in file order.
SnapshotBuilder loaded(const std::string& nodes, const std::string& edges,
                       std::vector<NodeId>& ids) {
  SnapshotBuilder builder(GraphSnapshot::empty());
  std::vector<LabelId> labels;
  for (const char* kind : kKinds) labels.push_back(builder.intern_label(kind));
  std::vector<EdgeTypeId> types;
  for (const char* type : kEdgeTypes) types.push_back(*builder.intern_edge_type(type));
  const KeyId weight = builder.intern_key("w");

  ids.reserve(nodes.size() / kNodeBytes);
  for (std::size_t at = 0; at < nodes.size(); at += kNodeBytes) {
    ids.push_back(builder.create_node({&labels.at(static_cast<unsigned char>(nodes[at])), 1}));
  }
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
  return builder;
}

// `csv` has the columns id, ext, kind, risk and tier, nothing quoted, in file order.
void describe(SnapshotBuilder& builder, const std::vector<NodeId>& ids, std::istream& csv) {
  const LabelId label = builder.intern_label("Node");
  constexpr std::array kColumns = {"id", "ext", "kind", "risk", "tier"};
  std::array<KeyId, kColumns.size()> keys;
  std::ranges::transform(kColumns, keys.begin(),
                         [&](const char* column) { return builder.intern_key(column); });
  std::string line;
  std::getline(csv, line);
  bool all = true;
  for (const NodeId node : ids) {
    all = all && builder.add_label(node, label).has_value();
    for (std::size_t column = 0; column < keys.size(); ++column) {
      std::getline(csv, line, column + 1 == keys.size() ? '\n' : ',');
      const bool is_text = column == 1 || column == 2;
      const Value value = is_text ? Value(line) : Value(std::int64_t{std::stoll(line)});
      all = all && builder.set_property(node, keys[column], value).has_value();
    }
  }
  ConstraintDefinition unique{
      .name = "node_id", .token = static_cast<std::uint32_t>(label), .keys = {keys[0]}};
  all = all && builder.create_constraint(std::move(unique), WorkBudget()).has_value();
  if (!all) ADD_FAILURE() << "the nodes cannot be described";
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
  std::vector<NodeId> ids;
  return loaded(read_file(scratch.path() / fmt::format("{}.kinds.bin", size.name)),
                read_file(scratch.path() / fmt::format("{}.edges.bin", size.name)), ids)
      .publish(1);
}

std::shared_ptr<const GraphSnapshot> described_bench_graph(const std::filesystem::path& folder,
                                                           const std::string& name) {
  std::ifstream csv(folder / (name + ".nodes.csv"));
  if (!csv) return nullptr;
  std::vector<NodeId> ids;
  SnapshotBuilder builder = loaded(read_file(folder / (name + ".kinds.bin")),
                                   read_file(folder / (name + ".edges.bin")), ids);
  describe(builder, ids, csv);
  return std::move(builder).publish(1);
}

BenchQuestions bench_questions(const std::filesystem::path& folder, const std::string& name) {
  const auto numbers = [&](const char* suffix) {
    std::ifstream file(folder / (name + suffix));
    return std::vector<std::int64_t>(std::istream_iterator<std::int64_t>(file), {});
  };
  BenchQuestions questions{.sources = numbers(".sources"), .crown = numbers(".crown")};
  const std::vector<std::int64_t> ends = numbers(".rpairs");
  for (std::size_t i = 0; i + 1 < ends.size(); i += 2)
    questions.reached.emplace_back(ends[i], ends[i + 1]);
  std::ifstream answers(folder / (name + ".answers"));
  for (std::string line; std::getline(answers, line);) {
    const std::size_t space = line.rfind(' ');
    questions.answers[line.substr(0, space)] = std::stoll(line.substr(space + 1));
  }
  return questions;
}

}  // namespace muster::testing
