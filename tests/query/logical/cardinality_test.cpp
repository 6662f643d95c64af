// Estimates on graphs small enough to be counted by eye.
#include "query/logical/cardinality.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/support/graph_literal.h"

namespace muster::query {
namespace {

using ast::Direction;
using muster::testing::graph_of;

// Three users of one role, which grants two buckets; one user is an admin as well.
muster::testing::LiteralGraph company() {
  return graph_of(R"(
      (ann:User:Admin)-[:CAN_ASSUME]->(deploy:Role)
      (bob:User)-[:CAN_ASSUME]->(deploy)
      (eve:User)-[:CAN_ASSUME]->(deploy)
      (deploy)-[:GRANTS]->(invoices:Bucket)
      (deploy)-[:GRANTS]->(logs:Bucket)
  )");
}

class Estimates : public ::testing::Test {
 protected:
  muster::testing::LiteralGraph graph_ = company();
  Cardinality cardinality_{*graph_.snapshot()};
};

TEST_F(Estimates, TakeTheRarestOfSeveralLabels) {
  EXPECT_EQ(cardinality_.nodes_with({}), 6);
  EXPECT_EQ(cardinality_.nodes_with({"User"}), 3);
  EXPECT_EQ(cardinality_.nodes_with({"User", "Admin"}), 1);
  EXPECT_EQ(cardinality_.nodes_with({"Nobody"}), 0);
}

TEST_F(Estimates, KnowTheDegreeOfALabelInEachDirection) {
  EXPECT_EQ(cardinality_.fan_out({"User"}, {"CAN_ASSUME"}, Direction::kOutgoing, {}).walked, 1);
  EXPECT_EQ(cardinality_.fan_out({"Role"}, {"CAN_ASSUME"}, Direction::kIncoming, {}).walked, 3);
  EXPECT_EQ(cardinality_.fan_out({"Role"}, {"CAN_ASSUME"}, Direction::kOutgoing, {}).walked, 0);
  EXPECT_EQ(cardinality_.fan_out({"Role"}, {}, Direction::kBoth, {}).walked, 5);
}

TEST_F(Estimates, KnowHowManyEdgesLeadToALabel) {
  const FanOut fan = cardinality_.fan_out({"Role"}, {}, Direction::kOutgoing, {"Bucket"});
  EXPECT_EQ(fan.walked, 2);
  EXPECT_DOUBLE_EQ(fan.kept, 2 * (2.0 / 5.0));
  EXPECT_EQ(cardinality_.fan_out({"Role"}, {"GRANTS"}, Direction::kOutgoing, {"User"}).kept, 0);
}

TEST_F(Estimates, FollowTrailsOverTheDegreesOfTheLabelsThatTheyReach) {
  // A user assumes one role, and that grants two buckets, where all ends.
  const FanOut both =
      cardinality_.trails({"User"}, {}, Direction::kOutgoing, {.hops_min = 1, .hops_max = 2}, {});
  EXPECT_DOUBLE_EQ(both.kept, 1 + 2 * 3.0 / 5.0);
  const FanOut none = cardinality_.trails({"Bucket"}, {}, Direction::kOutgoing,
                                          {.hops_min = 1, .hops_max = std::nullopt}, {});
  EXPECT_EQ(none.kept, 0);
}

TEST_F(Estimates, OfUnboundedTrailsStayFinite) {
  const auto loops = graph_of("(a:A)-[:T]->(a)-[:T]->(a)-[:T]->(a)");
  const Cardinality cardinality(*loops.snapshot());
  const FanOut far = cardinality.trails(
      {"A"}, {}, Direction::kBoth, {.hops_min = 1'000'000'000'000, .hops_max = std::nullopt}, {});
  EXPECT_LE(far.kept, 10 * 3 * 9);
}

TEST(PlannedWith, FitsUntilADegreeMovesByAFactorOfFour) {
  // The same labels and types, other ends: only the degrees tell the graphs apart.
  const auto from_users = [](int edges) {
    std::string text = "(u0:User)";
    for (int i = 0; i < 100; ++i) {
      text += i < edges ? fmt::format("\n(u{0}:User)-[:T]->(r{0}:Role)", i)
                        : fmt::format("\n(r{0}:Role)-[:T]->(u{0}:User)", i);
    }
    return graph_of(text);
  };
  const auto before = from_users(10);
  const Cardinality cardinality(*before.snapshot());
  cardinality.fan_out({"User"}, {"T"}, Direction::kOutgoing, {});
  EXPECT_TRUE(cardinality.planned_with().still_fits(*from_users(20).snapshot()));
  EXPECT_FALSE(cardinality.planned_with().still_fits(*from_users(90).snapshot()));
}

}  // namespace
}  // namespace muster::query
