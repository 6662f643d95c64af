// Which edges reach crosses, as a specification.
#include "core/analytics/edge_filter.h"

#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/analytics/blast_radius.h"
#include "tests/support/graph_literal.h"

namespace muster::analytics {
namespace {

using ::muster::testing::graph_of;
using ::muster::testing::LiteralGraph;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

// The names of what falls with "a".
std::set<std::string> falls(const LiteralGraph& graph, ReachOptions options = {},
                            bool starts_live = false) {
  options.at = *parse_instant("2026-06-15T08:50:00Z");
  const TraversalProfile profile(graph->catalog());
  WorkBudget budget;
  const TaskArena arena(1);
  BlastRadiusOptions radius_options;
  radius_options.reach = options;
  radius_options.starts_live = starts_live;
  const std::vector<NodeId> starts{graph.id("a")};
  const auto radius = blast_radius(graph, profile, starts, radius_options, budget, arena);
  EXPECT_TRUE(radius.has_value());
  std::set<std::string> names;
  if (radius)
    for (const ReachedNode& reached : radius->reached) names.insert(graph.name(reached.node));
  return names;
}

TEST(EdgeFilter, FollowsControlFromSourceToTargetOnly) {
  const auto graph = graph_of(R"(
      (a:UserAccount)-[:MEMBER_OF]->(b:Group)-[:CONTROLS]->(c:Host)
      (d:UserAccount)-[:MEMBER_OF]->(a)
  )");
  EXPECT_THAT(falls(graph), UnorderedElementsAre("b", "c"));
}

TEST(EdgeFilter, NeverFollowsGovernanceEvidenceOrWhatNobodyNamed) {
  const auto graph = graph_of(R"(
      (a:Person)-[:REPORTS_TO]->(b:Person)
      (a)-[:ACCESSED]->(c:Bucket)
      (a)-[:LIKES]->(d:Person)
  )");
  EXPECT_THAT(falls(graph), IsEmpty());
}

TEST(EdgeFilter, CrossesWhatAPlaneDidNotCollectAndNotWhatItDenies) {
  const auto graph = graph_of(R"(
      (a:UserAccount)-[:MEMBER_OF {_planes: 'observed'}]->(b:Group)
      (a)-[:MEMBER_OF {_planes: 'observed', _absent: 'recorded'}]->(c:Group)
  )");
  EXPECT_THAT(falls(graph, {.plane = ReachPlane::kRecorded}), UnorderedElementsAre("b"));
  EXPECT_THAT(falls(graph, {.plane = ReachPlane::kObserved}), UnorderedElementsAre("b", "c"));
}

TEST(EdgeFilter, CrossesNothingOutsideItsValidity) {
  const auto graph = graph_of(R"(
      (a:UserAccount)-[:MEMBER_OF {_valid_until: '2026-06-15T08:50:00Z'}]->(b:Group)
      (a)-[:MEMBER_OF {_valid_from: '2026-06-15T08:50:00Z'}]->(c:Group)
      (a)-[:MEMBER_OF {_valid_from: '2026-07-01'}]->(d:Group)
  )");
  EXPECT_THAT(falls(graph), UnorderedElementsAre("c"));
}

TEST(EdgeFilter, ReachesWhatIsDisabledAndGoesNoFurtherThroughIt) {
  const auto graph = graph_of(R"(
      (a:UserAccount)-[:CAN_ASSUME]->(b:IamRole {enabled: false})-[:CAN_ASSUME]->(c:IamRole)
  )");
  EXPECT_THAT(falls(graph), UnorderedElementsAre("b"));
}

TEST(EdgeFilter, LetsADisabledStartActOnlyWhereItIsTakenAsLive) {
  const auto graph = graph_of("(a:UserAccount {enabled: false})-[:MEMBER_OF]->(b:Group)");
  EXPECT_THAT(falls(graph), IsEmpty());
  EXPECT_THAT(falls(graph, {}, /*starts_live=*/true), UnorderedElementsAre("b"));
}

TEST(EdgeFilter, EndsTheWalkAtReadAccessAndGoesOnFromAdministration) {
  const auto graph = graph_of(R"(
      (a:UserAccount)-[:HAS_ACCESS {level: 'read'}]->(b:Bucket)-[:CONTROLS]->(c:Host)
      (a)-[:HAS_ACCESS {level: 'admin'}]->(d:Bucket)-[:CONTROLS]->(e:Host)
  )");
  EXPECT_THAT(falls(graph), UnorderedElementsAre("b", "d", "e"));
}

TEST(EdgeFilter, CrossesAConditionInModeWorstAndNotInModeStrict) {
  const auto graph = graph_of("(a:IamUser)-[:CAN_ASSUME {_conditional: true}]->(b:IamRole)");
  EXPECT_THAT(falls(graph), UnorderedElementsAre("b"));
  EXPECT_THAT(falls(graph, {.mode = ReachMode::kStrict}), IsEmpty());
}

TEST(EdgeFilter, CrossesOnlyTheKindsAskedFor) {
  const auto graph = graph_of(R"(
      (a:UserAccount)-[:MEMBER_OF]->(b:Group)
      (a)-[:CONTROLS]->(c:Host)
  )");
  EXPECT_THAT(falls(graph, {.edge_kinds = {"CONTROLS"}}), UnorderedElementsAre("c"));
}

TEST(EdgeFilter, RefusesAKindThatNobodyKnows) {
  const auto graph = graph_of("(a:UserAccount)");
  const TraversalProfile profile(graph->catalog());
  const auto filter = EdgeFilter::compile(graph, profile, {.edge_kinds = {"CAN_FLY"}});
  ASSERT_FALSE(filter.has_value());
  EXPECT_EQ(filter.error().code, ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace muster::analytics
