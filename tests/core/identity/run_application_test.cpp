// Applying runs: the union graph as a specification.
#include "core/identity/run_application.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/graph/memory_store.h"
#include "core/identity/alias.h"
#include "core/identity/assertion_reader.h"
#include "core/identity/coverage.h"

namespace muster {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr Plane kRecorded = Plane::kRecorded;
constexpr Plane kObserved = Plane::kObserved;

Instant day(int number) { return {number * kSecondsPerDay * kNanosecondsPerSecond}; }

NodeAssertion node(std::string key, std::string label, PropertyList properties = {},
                   std::vector<std::string> aliases = {}) {
  return {.key = std::move(key),
          .labels = {std::move(label)},
          .aliases = std::move(aliases),
          .properties = std::move(properties),
          .scope = "aws:1",
          .stub = false};
}
NodeAssertion stub(std::string key, std::string label) {
  NodeAssertion said = node(std::move(key), std::move(label));
  said.stub = true;
  return said;
}
EdgeAssertion edge(std::string source, std::string type, std::string target) {
  return {.type = std::move(type),
          .source_key = std::move(source),
          .target_key = std::move(target),
          .discriminator = {},
          .properties = {},
          .scope = "aws:1",
          .validity = {},
          .conditional = false};
}

struct Collected {
  std::string source;
  Plane plane;
  bool complete = false;
  int day_number = 1;
  std::vector<NodeAssertion> nodes{};
  std::vector<EdgeAssertion> edges{};
};

class RunApplication : public ::testing::Test {
 protected:
  Result<RunOutcome> try_run(const Collected& collected) {
    auto write = store_->begin_write();
    EXPECT_TRUE(write.has_value());
    RunRequest request{.source = collected.source,
                       .plane = collected.plane,
                       .formats = {"test"},
                       .files = {"file"},
                       .scopes = {"aws:1"},
                       .covers = {"IamRole", "IamUser", "CAN_ASSUME", "HAS_POLICY"},
                       .complete = collected.complete,
                       .observed_at = day(collected.day_number),
                       .started_at = day(collected.day_number),
                       .accepted = 0,
                       .rejected = 0};
    auto outcome = apply_run((*write)->batch(), request, collected.nodes, collected.edges);
    if (!outcome.has_value()) return outcome;
    const auto committed = (*write)->commit();
    EXPECT_TRUE(committed.has_value());
    return outcome;
  }
  RunOutcome run(const Collected& collected) {
    auto outcome = try_run(collected);
    EXPECT_TRUE(outcome.has_value()) << (outcome.has_value() ? "" : outcome.error().message);
    return outcome.has_value() ? *outcome : RunOutcome{};
  }

  std::shared_ptr<const GraphSnapshot> graph() const { return store_->snapshot(); }
  std::vector<NodeId> named(std::string_view alias) const { return graph()->nodes_by_alias(alias); }
  NodeId one(std::string_view alias) const {
    const auto nodes = named(alias);
    EXPECT_EQ(nodes.size(), 1U) << alias;
    return nodes.empty() ? NodeId{} : nodes.front();
  }
  Visibility seen(std::string_view alias, Plane plane) const {
    return visibility_on(graph()->flags(one(alias)), plane);
  }

  // Everything the graph says, by name and in no order of ids.
  std::vector<std::string> picture() const {
    std::vector<std::string> lines;
    const auto snapshot = graph();
    const auto properties = [&](auto element) {
      std::vector<std::string> texts;
      for (const Property& property : snapshot->properties(element))
        texts.push_back(snapshot->catalog().keys.name(property.key) + "=" +
                        to_literal(property.value));
      std::sort(texts.begin(), texts.end());
      std::string text;
      for (const std::string& each : texts) text += " " + each;
      for (const std::string& source : snapshot->sources(element)) text += " @" + source;
      return text + " flags=" + std::to_string(snapshot->flags(element)) +
             " first=" + format_instant(snapshot->first_seen(element));
    };
    for (std::uint32_t slot = 0; slot < snapshot->node_slot_bound(); ++slot) {
      const auto element = snapshot->node_at(slot);
      if (!element.has_value()) continue;
      std::vector<std::string> labels;
      for (const LabelId label : snapshot->labels(*element))
        labels.push_back(snapshot->catalog().labels.name(label));
      std::sort(labels.begin(), labels.end());
      std::string line;
      for (const std::string& label : labels) line += ":" + label;
      for (const std::string& alias : snapshot->aliases(*element)) line += " " + alias;
      lines.push_back(line + properties(*element));
    }
    for (std::uint32_t slot = 0; slot < snapshot->edge_slot_bound(); ++slot) {
      const auto element = snapshot->edge_at(slot);
      if (!element.has_value()) continue;
      const EdgeEnds ends = snapshot->ends(*element);
      lines.push_back(canonical_id(*snapshot, ends.source) + "-" +
                      snapshot->catalog().edge_types.name(ends.type) + "->" +
                      canonical_id(*snapshot, ends.target) + properties(*element));
    }
    std::sort(lines.begin(), lines.end());
    return lines;
  }

  std::unique_ptr<GraphStore> store_ = make_memory_store();
};

TEST_F(RunApplication, MakesNodesAndEdgesOfAssertions) {
  const RunOutcome outcome =
      run({.source = "aws",
           .plane = kObserved,
           .nodes = {node("u", "IamUser", {{"name", "Ann"}}), node("r", "IamRole")},
           .edges = {edge("u", "CAN_ASSUME", "r")}});

  EXPECT_EQ(outcome.changed(), 3U);
  EXPECT_EQ(graph()->property(one("u"), "name"), Value("Ann"));
  EXPECT_EQ(graph()->edge_count(), 1U);
  EXPECT_EQ(seen("u", kObserved), Visibility::kPresent);
  EXPECT_EQ(seen("u", kRecorded), Visibility::kNotCollected);
}

TEST_F(RunApplication, ChangesNothingWhenTheSameIsSaidAgain) {
  for (const bool complete : {true, false}) {
    const Collected same{
        .source = complete ? "aws" : "partial",
        .plane = kObserved,
        .complete = complete,
        .nodes = {node("u", "IamUser", {{"n", 1}}, {"AIDA1"}), node("r", "IamRole")},
        .edges = {edge("u", "CAN_ASSUME", "r"), edge("u", "HAS_POLICY", "nobody-said-this")}};
    run(same);
    const std::uint64_t version = graph()->version();
    const std::uint64_t checksum = graph()->checksum();
    Collected later = same;
    later.day_number = 2;

    EXPECT_EQ(run(later).changed(), 0U);
    EXPECT_EQ(graph()->version(), version);
    EXPECT_EQ(graph()->checksum(), checksum);
  }
}

TEST_F(RunApplication, JoinsWhatSharesAnAlias) {
  run({.source = "hr",
       .plane = kRecorded,
       .nodes = {node("p-ann", "Person", {}, {"ann@acme.example"})}});
  run({.source = "idp", .plane = kObserved, .nodes = {node("ann@acme.example", "UserAccount")}});

  EXPECT_EQ(graph()->node_count(), 1U);
  EXPECT_EQ(one("p-ann"), one("ann@acme.example"));
  EXPECT_THAT(graph()->sources(one("p-ann")), ElementsAre("hr", "idp"));
}

TEST_F(RunApplication, MovesEdgesWhenALateAliasJoinsTwoNodes) {
  run({.source = "a",
       .plane = kObserved,
       .nodes = {node("x", "IamUser"), node("r", "IamRole")},
       .edges = {edge("x", "CAN_ASSUME", "r")}});
  run({.source = "b",
       .plane = kObserved,
       .nodes = {node("y", "IamUser"), node("s", "IamRole")},
       .edges = {edge("y", "CAN_ASSUME", "s")}});
  run({.source = "c", .plane = kObserved, .nodes = {node("z", "IamUser", {}, {"x", "y"})}});

  EXPECT_EQ(one("x"), one("y"));
  EXPECT_EQ(graph()->node_count(), 3U);
  EXPECT_EQ(graph()->edge_count(), 2U);
  EXPECT_EQ(graph()->degree(slot_of(one("z")), Direction::kOutgoing), 2U);
}

TEST_F(RunApplication, SplitsWhatAMergeJoinedWhenTheJoiningStatementIsRetracted) {
  run({.source = "a",
       .plane = kObserved,
       .nodes = {node("x", "IamUser"), node("r", "IamRole")},
       .edges = {edge("x", "CAN_ASSUME", "r")}});
  run({.source = "b",
       .plane = kObserved,
       .nodes = {node("y", "IamUser"), node("s", "IamRole")},
       .edges = {edge("y", "CAN_ASSUME", "s")}});
  const std::vector<std::string> apart = picture();
  run({.source = "c",
       .plane = kObserved,
       .complete = true,
       .nodes = {node("z", "IamUser", {}, {"x", "y"})}});
  ASSERT_EQ(one("x"), one("y"));

  run({.source = "c",
       .plane = kObserved,
       .complete = false});  // Takes the claim to cover the scope back.
  run({.source = "c", .plane = kObserved, .complete = true, .nodes = {}});
  run({.source = "c", .plane = kObserved, .complete = false});

  EXPECT_EQ(picture(), apart);
}

TEST_F(RunApplication, RetractsOnlyWhatACompleteRunCovers) {
  run({.source = "aws",
       .plane = kObserved,
       .nodes = {node("u", "IamUser"), node("b", "Bucket"), node("r", "IamRole")}});

  run({.source = "aws", .plane = kObserved, .complete = false, .nodes = {node("r", "IamRole")}});
  EXPECT_EQ(graph()->node_count(), 3U) << "an incomplete run retracts nothing";

  const RunOutcome outcome =
      run({.source = "aws", .plane = kObserved, .complete = true, .nodes = {node("r", "IamRole")}});
  EXPECT_EQ(outcome.nodes_removed, 1U);
  EXPECT_THAT(named("u"), IsEmpty());
  EXPECT_EQ(named("b").size(), 1U) << "buckets are not covered";
}

TEST_F(RunApplication, KeepsANodeThatAnUncoveredEdgeStillNames) {
  run({.source = "aws",
       .plane = kObserved,
       .nodes = {node("u", "IamUser"), node("b", "Bucket")},
       .edges = {edge("u", "HAS_ACCESS", "b")}});
  run({.source = "aws", .plane = kObserved, .complete = true});

  EXPECT_EQ(graph()->edge_count(), 1U);
  EXPECT_EQ(graph()->flags(one("u")), 0) << "it is only named now";
}

TEST_F(RunApplication, KnowsAbsentFromNotCollected) {
  run({.source = "registry",
       .plane = kRecorded,
       .nodes = {node("ghost", "IamRole"), node("bucket", "Bucket")}});
  EXPECT_EQ(seen("ghost", kObserved), Visibility::kNotCollected);

  run({.source = "aws", .plane = kObserved, .complete = true, .nodes = {node("r", "IamRole")}});
  EXPECT_EQ(seen("ghost", kObserved), Visibility::kAbsent);
  EXPECT_EQ(seen("bucket", kObserved), Visibility::kNotCollected) << "buckets are not covered";
  EXPECT_EQ(seen("r", kRecorded), Visibility::kNotCollected);

  run({.source = "aws", .plane = kObserved, .complete = false, .nodes = {node("r", "IamRole")}});
  EXPECT_EQ(seen("ghost", kObserved), Visibility::kNotCollected)
      << "its last run there was not complete";
}

TEST_F(RunApplication, GivesANewNodeItsVerdictFromCoverageThatStands) {
  run({.source = "aws", .plane = kObserved, .complete = true, .nodes = {node("r", "IamRole")}});
  run({.source = "registry",
       .plane = kRecorded,
       .nodes = {node("ghost", "IamRole"), node("r", "IamRole")}});

  EXPECT_EQ(seen("ghost", kObserved), Visibility::kAbsent);
  EXPECT_EQ(seen("r", kObserved), Visibility::kPresent);
}

TEST_F(RunApplication, NeverMakesAThingPresentByNamingIt) {
  run({.source = "aws",
       .plane = kObserved,
       .nodes = {stub("r", "ExternalPrincipal")},
       .edges = {edge("nobody", "CAN_ASSUME", "r")}});
  EXPECT_EQ(graph()->flags(one("r")), 0);
  EXPECT_EQ(graph()->flags(one("nobody")), 0);

  run({.source = "other", .plane = kRecorded, .nodes = {node("r", "IamRole")}});
  EXPECT_EQ(graph()->flags(one("r")), kFlagRecorded);
  EXPECT_EQ(kind_of(*graph(), one("r")), "IamRole") << "what a stub calls it no longer counts";
}

TEST_F(RunApplication, PrefersWhatWasSeenForStateAndWhatWasApprovedForOwnership) {
  run({.source = "aws",
       .plane = kObserved,
       .nodes = {node("r", "IamRole", {{"enabled", true}, {"owner", "seen"}})}});
  run({.source = "registry",
       .plane = kRecorded,
       .day_number = 9,
       .nodes = {node("r", "IamRole", {{"enabled", false}, {"owner", "approved"}})}});

  EXPECT_EQ(graph()->property(one("r"), "enabled"), Value(true));
  EXPECT_EQ(graph()->property(one("r"), "owner"), Value("approved"));
}

TEST_F(RunApplication, PrefersTheNewerRunWithinAPlane) {
  run({.source = "b",
       .plane = kObserved,
       .day_number = 2,
       .nodes = {node("r", "IamRole", {{"n", 2}})}});
  run({.source = "a",
       .plane = kObserved,
       .day_number = 1,
       .nodes = {node("r", "IamRole", {{"n", 1}})}});

  EXPECT_EQ(graph()->property(one("r"), "n"), Value(2));
}

TEST_F(RunApplication, TakesBackAPropertyThatNobodySaysAnyMore) {
  run({.source = "a",
       .plane = kObserved,
       .complete = true,
       .nodes = {node("r", "IamRole", {{"n", 1}})}});
  run({.source = "a", .plane = kObserved, .complete = true, .nodes = {node("r", "IamRole")}});

  EXPECT_TRUE(graph()->property(one("r"), "n").is_null());
}

TEST_F(RunApplication, RefusesTheSameSourceOnTheOtherPlane) {
  run({.source = "aws", .plane = kObserved});
  const auto refused = try_run({.source = "aws", .plane = kRecorded});

  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::kFailedPrecondition);
  EXPECT_THAT(refused.error().message,
              HasSubstr("was declared observed and cannot speak as recorded"));
}

TEST_F(RunApplication, IsTheSameUnionInWhateverOrderTheSourcesSpeak) {
  std::vector<Collected> runs{
      {.source = "a",
       .plane = kObserved,
       .complete = true,
       .day_number = 1,
       .nodes = {node("x", "IamUser", {{"n", 1}}), node("r", "IamRole")},
       .edges = {edge("x", "CAN_ASSUME", "r")}},
      {.source = "b",
       .plane = kRecorded,
       .complete = true,
       .day_number = 2,
       .nodes = {node("y", "IamUser", {{"n", 2}, {"owner", "Ann"}}), node("ghost", "IamRole")},
       .edges = {edge("y", "HAS_POLICY", "p")}},
      {.source = "c",
       .plane = kObserved,
       .day_number = 3,
       .nodes = {node("z", "UserAccount", {{"n", 3}}, {"x", "y"})}},
  };
  std::sort(runs.begin(), runs.end(),
            [](const auto& left, const auto& right) { return left.source < right.source; });
  std::vector<std::string> first;
  do {
    store_ = make_memory_store();
    for (const Collected& collected : runs) run(collected);
    if (first.empty()) first = picture();
    EXPECT_EQ(picture(), first) << runs[0].source << runs[1].source << runs[2].source;
  } while (std::next_permutation(runs.begin(), runs.end(), [](const auto& left, const auto& right) {
    return left.source < right.source;
  }));
}

TEST_F(RunApplication, TellsWhatEverySourceSaysOfAnElement) {
  run({.source = "a",
       .plane = kObserved,
       .nodes = {node("x", "IamUser", {{"n", 1}}), node("r", "IamRole")},
       .edges = {edge("x", "CAN_ASSUME", "r")}});
  run({.source = "b",
       .plane = kRecorded,
       .nodes = {node("x", "IamUser", {{"n", 2}}), node("r", "IamRole")},
       .edges = {edge("x", "CAN_ASSUME", "r")}});

  const auto said = statements_of(*store_, *graph(), one("x"));
  ASSERT_TRUE(said.has_value());
  ASSERT_EQ(said->size(), 2U);
  EXPECT_EQ((*said)[0].source, "a");
  EXPECT_EQ((*said)[0].run, "run-1");
  EXPECT_EQ((*said)[1].plane, kRecorded);
  EXPECT_EQ((*said)[1].said.properties, (PropertyList{{"n", 2}}));

  ASSERT_EQ(graph()->edge_count(), 1U);
  const auto drawn = statements_of(*store_, *graph(), *graph()->edge_at(0));
  ASSERT_TRUE(drawn.has_value());
  EXPECT_EQ(drawn->size(), 2U);
}

TEST_F(RunApplication, KeepsRunsWithTheirCounts) {
  run({.source = "a", .plane = kObserved, .nodes = {node("x", "IamUser")}});
  const auto runs = list_runs(*store_);

  ASSERT_TRUE(runs.has_value());
  ASSERT_EQ(runs->size(), 1U);
  EXPECT_EQ(runs->front().id, "run-1");
  EXPECT_EQ(runs->front().changed_nodes, 1U);
  EXPECT_EQ(runs->front().state, RunState::kApplied);
}

}  // namespace
}  // namespace muster
