// The generated enterprise: deterministic, readable by the adapters, and true: what differs between
// its planes is what its truth says, no more and no less.
#include "core/generate/generate.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "core/identity/kinds.h"
#include "tests/core/ingest/reading.h"
#include "tests/support/matchers.h"
#include "tests/support/shared_folder.h"

namespace muster::generate {
namespace {

namespace fs = std::filesystem;

GeneratedEstate made(std::uint64_t seed, std::uint32_t humans) {
  auto estate = generate({.seed = seed, .humans = humans});
  EXPECT_THAT(estate, testing::IsOk());
  return std::move(*estate);
}

// Everything that the files of a plane say, by scope.
std::map<std::string, ingest::Collection> read_plane(const GeneratedEstate& estate,
                                                     std::string_view plane) {
  std::map<std::string, ingest::Collection> by_scope;
  for (const GeneratedFile& file : estate.files) {
    if (!file.path.starts_with(plane)) continue;
    auto collection = ingest::read_run({{file.path, file.bytes}}, "");
    EXPECT_THAT(collection, testing::IsOk()) << file.path;
    EXPECT_TRUE(collection->rejected.empty()) << file.path;
    EXPECT_EQ(collection->scopes.size(), 1U) << file.path;
    by_scope.emplace(collection->scopes.front(), std::move(*collection));
  }
  return by_scope;
}

std::set<std::string> identities(const ingest::Collection& collection) {
  std::set<std::string> keys;
  for (const NodeAssertion& node : collection.nodes) {
    const NodeKind* kind = find_node_kind(node.labels.front());
    if (!node.stub && kind != nullptr && kind->identity) keys.insert(node.key);
  }
  return keys;
}

std::set<std::string> subjects(const std::vector<PlantedDrift>& drift, std::string_view kind) {
  std::set<std::string> found;
  for (const PlantedDrift& one : drift) {
    if (one.kind == kind) found.insert(one.subject);
  }
  return found;
}

// Identities on one plane only, in scopes that both planes tell of.
std::set<std::string> only_on(const std::map<std::string, ingest::Collection>& plane,
                              const std::map<std::string, ingest::Collection>& other) {
  std::set<std::string> keys;
  for (const auto& [scope, collection] : plane) {
    const auto counterpart = other.find(scope);
    if (counterpart == other.end()) continue;
    const auto there = identities(counterpart->second);
    for (const std::string& key : identities(collection)) {
      if (!there.contains(key)) keys.insert(key);
    }
  }
  return keys;
}

class GeneratedEnterprise
    : public ::testing::TestWithParam<std::pair<std::uint64_t, std::uint32_t>> {};

TEST_P(GeneratedEnterprise, DiffersBetweenItsPlanesInThePlantedIdentitiesAndNearMissesOnly) {
  const GeneratedEstate estate = made(GetParam().first, GetParam().second);
  const auto recorded = read_plane(estate, "recorded/");
  const auto observed = read_plane(estate, "observed/");

  auto shadows = subjects(estate.drift, "UNRECORDED_IDENTITY");
  for (const auto& [kind, planted, plane, other] :
       {std::tuple{"UNRECORDED_IDENTITY", shadows, &observed, &recorded},
        std::tuple{"GHOST_IDENTITY", subjects(estate.drift, "GHOST_IDENTITY"), &recorded,
                   &observed}}) {
    auto expected = planted;
    expected.merge(subjects(estate.near_misses, kind));
    const auto differing = only_on(*plane, *other);
    for (const std::string& key : differing) EXPECT_TRUE(expected.contains(key)) << key;
    for (const std::string& key : planted) EXPECT_TRUE(differing.contains(key)) << key;
  }
}

TEST_P(GeneratedEnterprise, PlantsEveryKindWithANearMiss) {
  const GeneratedEstate estate = made(GetParam().first, GetParam().second);

  for (const char* kind : {"UNRECORDED_IDENTITY", "GHOST_IDENTITY", "ENTITLEMENT_EXCESS",
                           "ENTITLEMENT_MISSING", "EXPIRED_ACTIVE"}) {
    EXPECT_FALSE(subjects(estate.drift, kind).empty()) << kind;
    EXPECT_FALSE(subjects(estate.near_misses, kind).empty()) << kind;
  }
}

TEST_P(GeneratedEnterprise, BringsTwentyFiveToFiftyMachinesAHuman) {
  const GeneratedEstate estate = made(GetParam().first, GetParam().second);

  EXPECT_GE(estate.non_human_identities, 25 * estate.humans);
  EXPECT_LE(estate.non_human_identities, 50 * estate.humans);
}

INSTANTIATE_TEST_SUITE_P(Seeds, GeneratedEnterprise,
                         ::testing::Values(std::pair{7U, 12U}, std::pair{1U, 6U},
                                           std::pair{42U, 60U}));

TEST(Generate, GivesTheSameBytesForTheSameSeedAndOthersForAnother) {
  const GeneratedEstate once = made(3, 10);

  EXPECT_EQ(made(3, 10).files, once.files);
  EXPECT_NE(made(4, 10).files, once.files);
}

TEST(Generate, RefusesAnEnterpriseWithoutPeople) {
  EXPECT_THAT(generate({.seed = 1, .humans = 0}), testing::IsError(ErrorCode::kInvalidArgument));
}

// The bundled dataset is what the generator makes (datasets/README.md). UPDATE_GOLDEN=1 writes it
// anew.
TEST(Generate, MakesTheBundledDatasetByteForByte) {
  const fs::path folder = testing::repository_root() / "datasets" / "small";
  const GeneratedEstate estate = made(7, 12);
  std::size_t bytes = 0;
  for (const GeneratedFile& file : estate.files) {
    bytes += file.bytes.size();
    if (std::getenv("UPDATE_GOLDEN") != nullptr) {
      fs::create_directories((folder / file.path).parent_path());
      std::ofstream(folder / file.path, std::ios::binary) << file.bytes;
    }
    ASSERT_TRUE(fs::exists(folder / file.path)) << file.path;
    EXPECT_TRUE(testing::read_file(folder / file.path) == file.bytes) << file.path;
  }
  EXPECT_LT(bytes, 2'000'000U);
}

}  // namespace
}  // namespace muster::generate
