// Reconciling the generated enterprise finds exactly what was planted: precision and recall 1.
#include <map>
#include <set>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "core/generate/generate.h"
#include "core/ingest/adapter.h"
#include "tests/core/ingest/reading.h"
#include "tests/core/reconcile/reconciled.h"
#include "tests/support/matchers.h"

namespace muster::reconcile {
namespace {

// The tables of sources.toml: each key once a line, strings in quotes, lists of one string.
std::vector<std::map<std::string, std::string>> sources_of(const std::string& toml) {
  std::vector<std::map<std::string, std::string>> tables;
  std::istringstream lines(toml);
  for (std::string line; std::getline(lines, line);) {
    if (line == "[[source]]") tables.emplace_back();
    const auto equals = line.find(" = ");
    if (tables.empty() || equals == std::string::npos) continue;
    std::string value = line.substr(equals + 3);
    std::erase_if(value, [](char c) { return c == '"' || c == '[' || c == ']'; });
    tables.back()[line.substr(0, equals)] = value;
  }
  return tables;
}

void ingest_into(World& world, const generate::GeneratedEstate& estate) {
  std::map<std::string, std::string> files;
  for (const auto& file : estate.files) files[file.path] = file.bytes;
  world.at = estate.clock;
  for (auto& source : sources_of(files["sources.toml"])) {
    const std::string& path = source["files"];
    auto collection =
        ingest::read_run({{path, files[path]}}, source["format"], {.scope = source["scope"]});
    ASSERT_THAT(collection, testing::IsOk()) << path;
    const auto adapter = ingest::find_adapter(source["format"]);
    ASSERT_THAT(adapter, testing::IsOk());
    const auto covers = (*adapter)->covers();
    world.apply({.source = source["name"],
                 .plane = source["plane"] == "recorded" ? Plane::kRecorded : Plane::kObserved,
                 .formats = {source["format"]},
                 .files = {path},
                 .scopes = {source["scope"]},
                 .covers = {covers.begin(), covers.end()},
                 .complete = source["complete"] == "true",
                 .observed_at = estate.clock,
                 .started_at = estate.clock,
                 .accepted = collection->records_accepted,
                 .rejected = 0},
                collection->nodes, collection->edges);
  }
}

std::set<std::string> lines_of_drift(const std::vector<generate::PlantedDrift>& drift) {
  std::set<std::string> lines;
  for (const auto& one : drift) lines.insert(line_of(one.kind, one.subject, one.grant));
  return lines;
}

class PlantedDriftOf : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(PlantedDriftOf, IsFoundExactlyAndEveryProofReplays) {
  const auto estate = generate::generate({.seed = GetParam(), .humans = 12});
  ASSERT_THAT(estate, testing::IsOk());
  World world;
  ASSERT_NO_FATAL_FAILURE(ingest_into(world, *estate));
  const ReconcileReport report = world.judge();
  ASSERT_FALSE(estate->drift.empty());
  EXPECT_EQ(lines_of(report.findings), lines_of_drift(estate->drift));
  for (const Finding& finding : report.findings) {
    expect_replays(*world.graph(), world.at, finding);
    // An expired grant does not hold any more: its proof begins behind it.
    const bool ended = finding.kind == FindingKind::kExpiredActive && !finding.grant.empty();
    EXPECT_EQ(finding.reach.proof.empty(), ended || !finding.reach.top)
        << finding.subject.canonical_id;
    EXPECT_FALSE(finding.evidence.empty()) << finding.subject.canonical_id;
    if (finding.kind != FindingKind::kExpiredActive) {
      const auto silent = [](const Evidence& evidence) { return !evidence.present; };
      EXPECT_TRUE(std::any_of(finding.evidence.begin(), finding.evidence.end(), silent));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(ThreeSeeds, PlantedDriftOf, ::testing::Values(7, 21, 1042));

}  // namespace
}  // namespace muster::reconcile
