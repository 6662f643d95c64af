#include "core/graph/snapshot_builder.h"

#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/graph_literal.h"
#include "tests/support/matchers.h"

namespace muster {
namespace {

using ::testing::ElementsAre;
using testing::graph_of;
using testing::HasNode;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::IsError;
using testing::IsErrorSaying;
using testing::IsOk;

TEST(SnapshotBuilder, ReadsItsOwnWritesAndLeavesItsBaseAlone) {
  const auto graph = graph_of("(a {n: 1})");
  SnapshotBuilder builder(graph.snapshot());
  ASSERT_THAT(builder.set_property(graph.id("a"), builder.intern_key("n"), 2), IsOk());

  EXPECT_EQ(builder.view().property(graph.id("a"), "n"), Value(2));
  EXPECT_EQ(graph->property(graph.id("a"), "n"), Value(1));
}

TEST(SnapshotBuilder, NamesWhatChangedAndNotWhatWasMerelySetAgain) {
  const auto graph = graph_of("(a {n: 1})-[r:R]->(b) (c)");
  SnapshotBuilder builder(graph.snapshot());
  ASSERT_THAT(builder.set_property(graph.id("a"), builder.intern_key("n"), 1), IsOk());
  EXPECT_FALSE(builder.changed_anything());

  ASSERT_THAT(builder.set_property(graph.id("b"), builder.intern_key("n"), 1), IsOk());
  ASSERT_THAT(builder.delete_node(graph.id("c")), IsOk());
  const NodeId made = builder.create_node({});
  ASSERT_THAT(builder.set_flags(graph.edge("r"), 0), IsOk());

  EXPECT_THAT(builder.changed().nodes, ElementsAre(graph.id("b"), graph.id("c"), made));
  EXPECT_THAT(builder.changed().edges, ElementsAre(graph.edge("r")));
}

TEST(SnapshotBuilder, CreatedAndDeletedAgainIsNoChange) {
  SnapshotBuilder builder(GraphSnapshot::empty());
  const NodeId node = builder.create_node({});
  ASSERT_THAT(builder.delete_node(node), IsOk());

  EXPECT_TRUE(builder.changed().empty());
  EXPECT_FALSE(builder.changed_anything());
}

TEST(SnapshotBuilder, AnEdgeNeedsBothItsEnds) {
  const auto graph = graph_of("(a)-[:R]->(b) (gone)");
  SnapshotBuilder builder(graph.snapshot());
  ASSERT_THAT(builder.delete_node(graph.id("gone")), IsOk());

  EXPECT_THAT(builder.create_edge(graph.id("a"), EdgeTypeId{0}, graph.id("gone")),
              IsError(ErrorCode::kEntityNotFound));
  EXPECT_THAT(builder.create_edge(graph.id("gone"), EdgeTypeId{0}, graph.id("a")),
              IsError(ErrorCode::kEntityNotFound));
}

TEST(SnapshotBuilder, ANodeWithEdgesIsNotDeletedUnlessDetached) {
  const auto graph = graph_of("(a)-[:R]->(b)-[:R]->(b) (c)-[:R]->(b)");
  SnapshotBuilder builder(graph.snapshot());

  EXPECT_THAT(builder.delete_node(graph.id("b")),
              IsErrorSaying(ErrorCode::kConstraint, HasSubstr("still has relationships")));
  EXPECT_EQ(builder.view().edge_count(), 3u);

  EXPECT_THAT(builder.detach_delete_node(graph.id("b")), IsOk());
  EXPECT_EQ(builder.view().edge_count(), 0u);
  EXPECT_EQ(builder.view().node_count(), 2u);
}

TEST(SnapshotBuilder, WhatIsGoneCannotBeChanged) {
  const auto graph = graph_of("(a)-[r:R]->(a)");
  SnapshotBuilder builder(graph.snapshot());
  ASSERT_THAT(builder.detach_delete_node(graph.id("a")), IsOk());
  const KeyId key = builder.intern_key("n");

  EXPECT_THAT(builder.set_property(graph.id("a"), key, 1), IsError(ErrorCode::kEntityNotFound));
  EXPECT_THAT(builder.set_property(graph.edge("r"), key, 1), IsError(ErrorCode::kEntityNotFound));
  EXPECT_THAT(builder.add_alias(graph.id("a"), "x"), IsError(ErrorCode::kEntityNotFound));
  EXPECT_THAT(builder.delete_node(graph.id("a")), IsError(ErrorCode::kEntityNotFound));
  EXPECT_THAT(builder.delete_edge(graph.edge("r")), IsError(ErrorCode::kEntityNotFound));
}

TEST(SnapshotBuilder, ADeletedNodeLeavesNothingForTheNextOneInItsSlot) {
  const auto graph =
      graph_of("(a:User {n: 1, _sources: ['hr'], _aliases: ['x'], _first_seen: '2026-01-01'})");
  SnapshotBuilder deleting(graph.snapshot());
  ASSERT_THAT(deleting.delete_node(graph.id("a")), IsOk());
  SnapshotBuilder creating(std::move(deleting).publish(2));
  const NodeId next = creating.create_node({});

  const GraphSnapshot& view = creating.view();
  ASSERT_EQ(slot_of(next), graph.slot("a"));
  EXPECT_EQ(generation_of(next), generation_of(graph.id("a")) + 1);
  EXPECT_THAT(view.labels(next), IsEmpty());
  EXPECT_THAT(view.properties(next), IsEmpty());
  EXPECT_THAT(view.aliases(next), IsEmpty());
  EXPECT_THAT(view.sources(next), IsEmpty());
  EXPECT_EQ(view.first_seen(next), Instant{});
  EXPECT_EQ(view.flags(next), 0);
  EXPECT_EQ(view.label_count(*view.catalog().labels.find("User")), 0u);
}

TEST(SnapshotBuilder, ASlotIsNotReusedByTheBuilderThatFreedIt) {
  const auto graph = graph_of("(a) (b)");
  SnapshotBuilder builder(graph.snapshot());
  ASSERT_THAT(builder.delete_node(graph.id("a")), IsOk());

  EXPECT_EQ(slot_of(builder.create_node({})), 2u);
}

TEST(SnapshotBuilder, RefusesValuesThatCannotBeStored) {
  const auto graph = graph_of("(a)");
  SnapshotBuilder builder(graph.snapshot());
  const KeyId key = builder.intern_key("tags");

  EXPECT_THAT(builder.set_property(graph.id("a"), key, Value(ValueMap{{"k", 1}})),
              IsErrorSaying(ErrorCode::kInvalidArgument, "Property 'tags' cannot hold a Map."));
  EXPECT_THAT(
      builder.set_property(graph.id("a"), key, Value(ValueList{1, ValueList{graph.id("a")}})),
      IsErrorSaying(ErrorCode::kInvalidArgument,
                    "Property 'tags' cannot hold a list with a Node."));
  EXPECT_THAT(builder.set_property(graph.id("a"), key, Value(ValueList{1, "two"})), IsOk());
}

TEST(SnapshotBuilder, NullRemovesAProperty) {
  const auto graph = graph_of("(a {n: 1, m: 'x'})");
  SnapshotBuilder builder(graph.snapshot());
  ASSERT_THAT(builder.set_property(graph.id("a"), builder.intern_key("n"), nullptr), IsOk());

  EXPECT_THAT(builder.view().properties(graph.id("a")),
              ElementsAre(Property{builder.intern_key("m"), "x"}));
}

TEST(SnapshotBuilder, AColumnHoldsValuesOfEveryTypeSideBySide) {
  const auto graph = graph_of("(a {v: 1}) (b {v: 2}) (c {v: 'text'}) (d {v: 2.5}) (e {v: true})");

  EXPECT_EQ(graph->property(graph.id("a"), "v"), Value(1));
  EXPECT_EQ(graph->property(graph.id("b"), "v"), Value(2));
  EXPECT_EQ(graph->property(graph.id("c"), "v"), Value("text"));
  EXPECT_EQ(graph->property(graph.id("d"), "v"), Value(2.5));
  EXPECT_EQ(graph->property(graph.id("e"), "v"), Value(true));
}

TEST(SnapshotBuilder, KeepsTheValidityFlagInStepWithTheValidity) {
  const auto graph = graph_of("(a)-[r:R]->(b)");
  SnapshotBuilder builder(graph.snapshot());
  const EdgeId edge = graph.edge("r");
  ASSERT_THAT(builder.set_validity(edge, {.until = Instant{5}}), IsOk());
  ASSERT_THAT(builder.set_flags(edge, kFlagObserved), IsOk());
  EXPECT_EQ(builder.view().flags(edge), kFlagObserved | kFlagHasValidity);
  EXPECT_EQ(builder.view().validity(edge), (Validity{.until = Instant{5}}));

  ASSERT_THAT(builder.set_validity(edge, {}), IsOk());
  EXPECT_EQ(builder.view().flags(edge), kFlagObserved);
}

TEST(SnapshotBuilder, SeveralNodesMayCarryOneAlias) {
  const auto graph = graph_of("(a {_aliases: ['shared']}) (b {_aliases: ['shared']}) (c)");
  EXPECT_THAT(graph->nodes_by_alias("shared"), ElementsAre(graph.id("a"), graph.id("b")));

  SnapshotBuilder builder(graph.snapshot());
  ASSERT_THAT(builder.remove_alias(graph.id("a"), "shared"), IsOk());
  EXPECT_THAT(builder.view().nodes_by_alias("shared"), ElementsAre(graph.id("b")));
  EXPECT_THAT(builder.view().nodes_by_alias("unknown"), IsEmpty());
}

TEST(SnapshotBuilder, LabelSlotsAreThoseInTheRange) {
  SnapshotBuilder builder(GraphSnapshot::empty());
  const LabelId label = builder.intern_label("L");
  for (std::uint32_t i = 0; i < 10'000; ++i) {
    const std::vector<LabelId> labels(i % 1000 == 7 ? 1 : 0, label);
    builder.create_node(labels);
  }
  const auto slots = [&](std::uint32_t begin, std::uint32_t end) {
    std::vector<std::uint32_t> found;
    builder.view().label_slots(label, begin, end, found);
    return found;
  };

  EXPECT_THAT(slots(0, 7), IsEmpty());
  EXPECT_THAT(slots(7, 8), ElementsAre(7));
  EXPECT_THAT(slots(8, 2007), ElementsAre(1007));
  EXPECT_THAT(slots(8007, 4'000'000'000), ElementsAre(8007, 9007));
  EXPECT_THAT(slots(5, 5), IsEmpty());
  EXPECT_EQ(builder.view().label_count(label), 10u);
}

TEST(SnapshotBuilder, RestoresElementsInAnyOrderAndFindsTheGapsAgain) {
  SnapshotBuilder restoring(GraphSnapshot::empty());
  const EdgeTypeId type = *restoring.intern_edge_type("R");
  const auto high = make_id<NodeId>(5, 2);
  const auto low = make_id<NodeId>(1, 0);
  restoring.restore_node(high, {});
  restoring.restore_node(low, {});
  restoring.restore_deleted(make_id<NodeId>(3, 7));
  restoring.restore_edge(make_id<EdgeId>(4, 1), high, type, low);
  const auto restored = std::move(restoring).publish(9);

  EXPECT_EQ(restored->version(), 9u);
  EXPECT_EQ(restored->ends(make_id<EdgeId>(4, 1)), (EdgeEnds{high, low, type}));
  SnapshotBuilder builder(restored);
  EXPECT_EQ(builder.create_node({}), make_id<NodeId>(0, 0));
  EXPECT_EQ(builder.create_node({}), make_id<NodeId>(2, 0));
  EXPECT_EQ(builder.create_node({}), make_id<NodeId>(3, 8));
  EXPECT_EQ(builder.create_node({}), make_id<NodeId>(4, 0));
  EXPECT_EQ(builder.create_node({}), make_id<NodeId>(6, 0));
  EXPECT_EQ(*builder.create_edge(low, type, low), make_id<EdgeId>(0, 0));
}

TEST(SnapshotBuilder, HoldsAtMost65535RelationshipTypes) {
  SnapshotBuilder builder(GraphSnapshot::empty());
  for (int i = 0; i < 65'535; ++i) ASSERT_THAT(builder.intern_edge_type(std::to_string(i)), IsOk());

  EXPECT_THAT(builder.intern_edge_type("one more"), IsError(ErrorCode::kResourceExhausted));
  EXPECT_THAT(builder.intern_edge_type("65534"), IsOk());
}

TEST(SnapshotBuilder, ABuilderThrownAwayLeavesNoTrace) {
  const auto graph = graph_of("(a)-[:R]->(b)");
  const std::uint64_t before = graph->checksum();
  {
    SnapshotBuilder what_if(graph.snapshot());
    what_if.intern_label("New");
    ASSERT_THAT(what_if.detach_delete_node(graph.id("a")), IsOk());
    EXPECT_THAT(what_if.view(), ::testing::Not(HasNode("a")));
  }
  EXPECT_EQ(graph->checksum(), before);
  EXPECT_FALSE(graph->catalog().labels.find("New").has_value());
}

TEST(Checksum, TellsEveryPartOfAnElementApart) {
  const char* const base =
      "(a:L {n: 1, _sources: ['s'], _aliases: ['x']})-[:R {m: 1, _valid_until: '2026-01-01'}]->(b)";
  const std::uint64_t sum = graph_of(base)->checksum();
  EXPECT_EQ(graph_of(base)->checksum(), sum);

  for (const auto& [from, to] :
       std::vector<std::pair<std::string, std::string>>{{":L", ":M"},
                                                        {"n: 1", "n: 2"},
                                                        {"n: 1", "n: 1.0"},
                                                        {"n: 1", "o: 1"},
                                                        {"['s']", "['t']"},
                                                        {"['x']", "['y']"},
                                                        {":R", ":S"},
                                                        {"m: 1", "m: 2"},
                                                        {"2026-01-01", "2026-01-02"},
                                                        {"m: 1", "m: 1, _planes: 'recorded'"},
                                                        {"n: 1", "n: 1, _planes: 'recorded'"},
                                                        {"n: 1", "n: 1, _first_seen: '2026-01-01'"},
                                                        {"->(b)", "->(a)(b)"}}) {
    std::string changed = base;
    changed.replace(changed.find(from), from.size(), to);
    EXPECT_NE(graph_of(changed)->checksum(), sum) << changed;
  }
}

TEST(Checksum, DoesNotDependOnTheOrderInWhichNamesWereInterned) {
  const auto build = [](const std::vector<const char*>& first_names) {
    SnapshotBuilder builder(GraphSnapshot::empty());
    for (const char* name : first_names) {
      builder.intern_label(name);
      builder.intern_key(name);
    }
    const std::vector<LabelId> labels{builder.intern_label("A"), builder.intern_label("B")};
    const NodeId node = builder.create_node(labels);
    EXPECT_THAT(builder.set_property(node, builder.intern_key("A"), 1), IsOk());
    EXPECT_THAT(builder.set_property(node, builder.intern_key("B"), 2), IsOk());
    return std::move(builder).publish(1)->checksum();
  };
  EXPECT_EQ(build({"A", "B"}), build({"C", "B", "A"}));
}

}  // namespace
}  // namespace muster
