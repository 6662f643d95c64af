// The tables of kinds and foreign types, and the profile compiled from them.
#include "core/identity/kinds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/identity/record_codec.h"
#include "core/identity/source.h"
#include "core/identity/tier.h"
#include "core/identity/traversal_profile.h"
#include "tests/support/graph_literal.h"

namespace muster {
namespace {

using ::muster::testing::graph_of;

TEST(Kinds, StateAConditionExactlyWhereThereIsOne) {
  for (const EdgeKind& kind : edge_kinds()) {
    const bool conditional = kind.traversable == Traversable::kConditional ||
                             kind.traversable == Traversable::kComposite;
    EXPECT_EQ(!kind.condition.empty(), conditional) << kind.name;
    EXPECT_LE(kind.cost, 3) << kind.name;
  }
}

TEST(Kinds, NeverLetGovernanceOrEvidenceCarryControl) {
  for (const EdgeKind& kind : edge_kinds()) {
    if (kind.edge_class != EdgeClass::kGovernance && kind.edge_class != EdgeClass::kEvidence)
      continue;
    EXPECT_EQ(kind.traversable, Traversable::kNever) << kind.name;
  }
}

TEST(Kinds, AreFoundByNameAlone) {
  for (const NodeKind& kind : node_kinds()) EXPECT_EQ(find_node_kind(kind.name), &kind);
  EXPECT_EQ(find_node_kind("Nothing"), nullptr);
  EXPECT_EQ(find_edge_kind(""), nullptr);
}

TEST(TraversalProfile, GivesEveryForeignTypeAKindThatCanBeWalked) {
  for (const ForeignEdgeType& row : foreign_edge_types()) {
    const EdgeKind* kind = find_edge_kind(row.acts_as);
    ASSERT_NE(kind, nullptr) << row.type;
    EXPECT_NE(row.traversable, Traversable::kNever) << row.type;
    EXPECT_NE(kind->traversable, Traversable::kNever) << row.type;
    EXPECT_EQ(find_edge_kind(row.type), nullptr) << row.type << " is one of our own";
  }
}

TEST(TraversalProfile, NeverWalksATypeThatNobodyNamed) {
  const auto graph =
      graph_of("(a)-[:KNOWS]->(b)-[:CAN_ASSUME]->(c)-[:GH_HasPersonalAccessToken]->(d)");
  const TraversalProfile profile(graph->catalog());
  const auto rule = [&](std::string_view type) {
    return profile.rule(*graph->catalog().edge_types.find(type));
  };

  EXPECT_EQ(rule("KNOWS").traversable, Traversable::kNever);
  EXPECT_EQ(rule("KNOWS").kind, nullptr);
  EXPECT_EQ(rule("CAN_ASSUME").traversable, Traversable::kConditional);
  EXPECT_TRUE(rule("GH_HasPersonalAccessToken").reversed);
  EXPECT_EQ(profile.rule(static_cast<EdgeTypeId>(999)).traversable, Traversable::kNever);
  EXPECT_EQ(profile.traversable_types().size(), 2U);
}

TEST(Tier, IsZeroForAccountsForWhoControlsThemAndWhereASourceSaysSo) {
  const auto graph = graph_of(R"(
      (admin:IamUser)-[:CONTROLS]->(account:CloudAccount)
      (said:IamRole {tier: 'T0'})
      (plain:IamRole {tier: 2})
  )");
  const TierMap tiers(graph, TraversalProfile(graph->catalog()), {});

  EXPECT_TRUE(tiers.tier_zero(graph.id("admin")));
  EXPECT_TRUE(tiers.tier_zero(graph.id("account")));
  EXPECT_TRUE(tiers.tier_zero(graph.id("said")));
  EXPECT_EQ(tiers.tier(graph.id("plain")), 2);
}

TEST(Tier, RefusesARuleFileItDoesNotUnderstandAndSaysWhere) {
  const auto rules =
      parse_tier_rules("[tier_zero]\nkinds = ['Cluster']\ncolour = ['red']\n", "tier0.toml");

  ASSERT_FALSE(rules.has_value());
  EXPECT_EQ(rules.error().message,
            "Tier rules tier0.toml, line 3: 'colour' is not a key of [tier_zero].");
  EXPECT_FALSE(parse_tier_rules("[tier_zero", "t").has_value());
  EXPECT_FALSE(parse_tier_rules("[tier_zero]\nkinds = 'Cluster'", "t").has_value());
}

TEST(Environment, IsUnknownUntilSomethingSaysIt) {
  const auto graph = graph_of(R"(
      (said:IamRole {env: 'Prod'}) (tagged:IamRole {tags: ['env=dev']}) (placed:Pod {namespace: 'pay-staging'}) (silent:IamRole)
  )");
  EXPECT_EQ(environment_of(graph, graph.id("said")).name, "prod");
  EXPECT_TRUE(environment_of(graph, graph.id("tagged")).non_production());
  EXPECT_EQ(environment_of(graph, graph.id("placed")).origin, "namespace");
  EXPECT_FALSE(environment_of(graph, graph.id("silent")).known());
  EXPECT_FALSE(environment_of(graph, graph.id("silent")).non_production());
}

TEST(RecordCodec, ReadsBackWhatItWroteAndRefusesEveryCut) {
  const muster::Run run{.id = "run-7",
                        .sequence = 7,
                        .source = "aws",
                        .plane = Plane::kRecorded,
                        .formats = {"f"},
                        .files = {"a", "b"},
                        .scopes = {"s"},
                        .covers = {"K"},
                        .complete = true,
                        .observed_at = Instant::min(),
                        .started_at = {5},
                        .accepted = 1ULL << 60,
                        .rejected = 2,
                        .changed_nodes = 3,
                        .changed_edges = 4,
                        .state = RunState::kApplied};
  const std::string bytes = encode_run(run);

  const auto read = decode_run(bytes);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(*read, run);
  for (std::size_t length = 0; length < bytes.size(); ++length)
    EXPECT_FALSE(decode_run(std::string_view(bytes).substr(0, length)).has_value()) << length;
  EXPECT_FALSE(decode_run(bytes + "x").has_value());
}

TEST(RecordCodec, KeepsEveryKindOfValue) {
  const ValueMap map{
      {"a", ValueList{1, -1, 2.5, true, Value()}}, {"b", Instant{-9}}, {"c", "text"}};
  const std::string bytes = std::move(RecordWriter(1).value(map)).take();
  RecordFields fields(bytes, "test", 1);

  EXPECT_EQ(fields.value(), Value(map));
  EXPECT_TRUE(fields.finish().has_value());
}

}  // namespace
}  // namespace muster
