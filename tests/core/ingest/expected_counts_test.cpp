// The totals of real files: what each adapter yields equals what an independent counter found in
// the same files (inputs/expected-counts.json in the shared folder).
#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/ingest/adapter.h"
#include "core/ingest/opengraph_kinds.h"
#include "tests/core/ingest/reading.h"
#include "tests/support/matchers.h"
#include "tests/support/shared_folder.h"

namespace muster::ingest {
namespace {

namespace fs = std::filesystem;
using muster::testing::read_file;
using Counts = std::map<std::string, std::uint64_t>;

std::string text_property(const NodeAssertion& node, std::string_view name) {
  for (const auto& [key, value] : node.properties) {
    if (key == name && value.is_string()) return value.as_string();
  }
  return {};
}

// The one table of the counter's names: what it calls a node that Muster calls by labels and
// sub_kind. A place that is only named (a cluster, the host of a pod) is no node to the counter.
std::string counted_as(const NodeAssertion& node) {
  static const std::map<std::string, std::string> by_sub_kind = {
      {"aws_managed_policy", "ManagedPolicy"},
      {"aws_customer_policy", "ManagedPolicy"},
      {"aws_inline_policy", "InlinePolicy"},
      {"aws_service", "ExternalServicePrincipal"},
      {"aws_federated", "ExternalFederatedPrincipal"},
      {"aws_account", "ExternalAWSPrincipal"},
      {"aws_principal", "ExternalAWSPrincipal"},
      {"aws_session", "ExternalAWSPrincipal"},
      {"aws_any", "ExternalAWSPrincipal"},
  };
  const std::string& label = node.labels.front();
  if (node.stub && (label == "Cluster" || label == "K8sNode")) return {};
  const auto row = by_sub_kind.find(text_property(node, "sub_kind"));
  if (row != by_sub_kind.end()) {
    return row->second + (node.stub && row->second == "ManagedPolicy" ? "(stub)" : "");
  }
  if (label == "Container") return label;
  const std::string& own = node.labels.back();
  return node.stub && own.starts_with("K8s") ? own + "(stub)" : own;
}

// OpenGraph's kinds stand behind Muster's; its stubs are outside the totals.
std::string foreign_kind(const NodeAssertion& node) {
  if (node.stub) return {};
  const bool mapped = node.labels.size() > 1 && muster_kind_of(node.labels[1]) == node.labels[0];
  return mapped ? node.labels[1] : node.labels[0];
}

Counts count(const std::vector<NodeAssertion>& nodes, std::string (*name)(const NodeAssertion&)) {
  Counts counts;
  for (const NodeAssertion& node : nodes) {
    if (const std::string kind = name(node); !kind.empty()) ++counts[kind];
  }
  return counts;
}

Counts count(const std::vector<EdgeAssertion>& edges) {
  Counts counts;
  for (const EdgeAssertion& edge : edges) ++counts[edge.type];
  return counts;
}

Counts expected(const nlohmann::json& row, const char* field) {
  return row.at(field).get<Counts>();
}

std::vector<fs::path> files_of(const fs::path& place) {
  if (!fs::is_directory(place)) return {place};
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(place)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

Result<Collection> read_place(const fs::path& place, std::string_view format) {
  std::vector<std::pair<std::string, std::string>> files;
  for (const fs::path& path : files_of(place)) {
    files.emplace_back(path.filename().string(), read_file(path));
  }
  return read_run(files, format);
}

class ExpectedCounts : public ::testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(ExpectedCounts, EqualTheCountersForNodesAndEdgesOfEachKind) {
  const auto [relative, format] = GetParam();
  MUSTER_SHARED_OR_SKIP(inputs, "inputs");
  const auto row = nlohmann::json::parse(read_file(inputs / "expected-counts.json")).at(relative);

  const auto collection = read_place(inputs / relative, format);

  ASSERT_THAT(collection, testing::IsOk());
  const bool foreign = std::string_view(format) == "opengraph";
  const Counts nodes = count(collection->nodes, foreign ? foreign_kind : counted_as);
  EXPECT_EQ(nodes, expected(row, "node_kinds"));
  EXPECT_EQ(count(collection->edges), expected(row, "edge_kinds"));
  EXPECT_EQ(collection->rejected, std::vector<RejectedRecord>());
  EXPECT_EQ(collection->records_accepted, collection->records_read);
}

INSTANTIATE_TEST_SUITE_P(
    RealInputs, ExpectedCounts,
    ::testing::Values(std::pair{"aws_iam_gaad/example-authz-details.json", "aws-gaad"},
                      std::pair{"aws_iam_gaad/example_authz_v2.json", "aws-gaad"},
                      std::pair{"aws_iam_gaad/iam-vulnerable-account.json", "aws-gaad"},
                      std::pair{"scenario_acme/observed/aws_gaad.json", "aws-gaad"},
                      std::pair{"kubernetes/kubehound-test-cluster", "k8s-objects"},
                      std::pair{"kubernetes/kubehound-attacks", "k8s-objects"},
                      std::pair{"kubernetes/kube-prometheus", "k8s-objects"},
                      std::pair{"scenario_acme/recorded/k8s_desired.json", "k8s-objects"},
                      std::pair{"scenario_acme/observed/k8s_live_prod-eu.json", "k8s-objects"},
                      std::pair{"opengraph/github/githound_O_kgDOCoV2OQ.json", "opengraph"},
                      std::pair{"opengraph/github/githound_saml_O_kgDOCoV2OQ.json", "opengraph"},
                      std::pair{"opengraph/github/githound_scim_O_kgDOCoV2OQ.json", "opengraph"},
                      std::pair{"opengraph/opengraph-minimal.json", "opengraph"}),
    [](const auto& tested) {
      std::string name = tested.param.first;
      std::ranges::replace_if(name, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
      return name;
    });

TEST(ExpectedCountsOfOpenGraph, DanglingEndsBecomeStubsOutsideTheTotals) {
  MUSTER_SHARED_OR_SKIP(inputs, "inputs");
  const auto rows = nlohmann::json::parse(read_file(inputs / "expected-counts.json"));
  for (const char* name : {"opengraph/github/githound_O_kgDOCoV2OQ.json",
                           "opengraph/github/githound_saml_O_kgDOCoV2OQ.json"}) {
    const auto collection = read_place(inputs / name, "opengraph");
    ASSERT_THAT(collection, testing::IsOk());
    EXPECT_EQ(std::ranges::count(collection->nodes, true, &NodeAssertion::stub),
              rows.at(name).at("dangling_endpoints").get<std::int64_t>())
        << name;
  }
}

TEST(ExpectedCountsOfOpenGraph, OfSnowflakeEveryRecordIsReadAndEachDistinctTripleIsOneEdge) {
  MUSTER_SHARED_OR_SKIP(inputs, "inputs/opengraph/snowflake");

  const auto collection = read_place(inputs, "opengraph");

  ASSERT_THAT(collection, testing::IsOk());
  EXPECT_EQ(collection->records_accepted, 699U + 3706U);
  EXPECT_EQ(std::ranges::count(collection->nodes, false, &NodeAssertion::stub), 699);
  EXPECT_EQ(collection->edges.size(), 1753U);
  EXPECT_EQ(std::ranges::count(collection->nodes, true, &NodeAssertion::stub), 59);
}

TEST(ExpectedCountsOfAwsGaad, APartOfADocumentIsReadAndSaidToBeAPart) {
  MUSTER_SHARED_OR_SKIP(file, "inputs/aws_iam_gaad/managed_policy_mismatch.json");

  const auto collection = read_place(file, "aws-gaad");

  ASSERT_THAT(collection, testing::IsOk());
  EXPECT_TRUE(collection->partial);
  EXPECT_THAT(
      collection->warnings,
      ::testing::ElementsAre("managed_policy_mismatch.json has no RoleDetailList: it is only a "
                             "part of what the account holds."));
}

TEST(ExpectedCountsOfEveryInput, TheFormatIsFoundByContent) {
  MUSTER_SHARED_OR_SKIP(inputs, "inputs");
  const std::vector<std::pair<const char*, const char*>> folders = {{"aws_iam_gaad", "aws-gaad"},
                                                                    {"kubernetes", "k8s-objects"}};
  for (const auto& [folder, format] : folders) {
    for (const fs::path& path : files_of(inputs / folder)) {
      const std::string bytes = read_file(path);
      const auto adapter = detect_adapter({.name = path.string(), .bytes = bytes});
      ASSERT_THAT(adapter, testing::IsOk()) << path;
      EXPECT_EQ((*adapter)->name(), format) << path;
    }
  }
}

}  // namespace
}  // namespace muster::ingest
