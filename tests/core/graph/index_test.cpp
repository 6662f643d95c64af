// Indexes: they hold what a scan would find, and follow every change.
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/graph/snapshot_builder.h"
#include "tests/support/graph_literal.h"
#include "tests/support/matchers.h"

namespace muster::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Slots = std::vector<std::uint32_t>;

// A graph under change, with short names for what the tests ask.
class Indexed {
 public:
  explicit Indexed(std::string_view literal) : builder_(GraphSnapshot::empty()) {
    write_literal(builder_, literal, names_);
  }

  SnapshotBuilder& builder() { return builder_; }
  const GraphSnapshot& view() const { return builder_.view(); }
  NodeId node(std::string_view name) const { return names_.nodes.find(name)->second; }
  EdgeId edge(std::string_view name) const { return names_.edges.find(name)->second; }
  std::uint32_t slot(std::string_view name) const { return slot_of(node(name)); }

  IndexDefinition on_label(std::string_view label, const std::vector<std::string>& keys) {
    IndexDefinition index{.name = "i" + std::to_string(++made_)};
    index.tokens = {static_cast<std::uint32_t>(builder_.intern_label(label))};
    for (const std::string& key : keys) index.keys.push_back(builder_.intern_key(key));
    return index;
  }
  const IndexDefinition& make(IndexDefinition index) {
    const auto made = builder_.create_index(std::move(index), WorkBudget());
    EXPECT_THAT(made, IsOk());
    return **made;
  }

  void set(std::string_view name, std::string_view key, Value value) {
    const KeyId id = builder_.intern_key(key);
    EXPECT_THAT(builder_.set_property(node(name), id, std::move(value)), IsOk());
  }

  Slots equal(const IndexDefinition& index, const std::vector<Value>& values) const {
    Slots slots;
    view().schema().seek_equal(index, values, slots);
    return slots;
  }
  Slots range(const IndexDefinition& index, const std::optional<IndexBound>& lower,
              const std::optional<IndexBound>& upper) const {
    Slots slots;
    view().schema().seek_range(index, lower, upper, slots);
    return slots;
  }
  Slots prefix(const IndexDefinition& index, std::string_view text) const {
    Slots slots;
    view().schema().seek_prefix(index, text, slots);
    return slots;
  }

 private:
  SnapshotBuilder builder_;
  LiteralNames names_;
  int made_ = 0;
};

TEST(Index, HoldsWhatWasThereBeforeIt) {
  Indexed graph("(a:User {id: 1})\n(b:User {id: 2})\n(c:Role {id: 1})\n(d:User)");
  const IndexDefinition& index = graph.make(graph.on_label("User", {"id"}));

  EXPECT_THAT(graph.equal(index, {1}), ElementsAre(graph.slot("a")));
  EXPECT_EQ(graph.view().schema().statistics(index).entries, 2u);
}

TEST(Index, FollowsPropertiesAndLabels) {
  Indexed graph("(a:User {id: 1})\n(b:Role {id: 1})");
  const IndexDefinition& index = graph.make(graph.on_label("User", {"id"}));
  const LabelId user = graph.builder().intern_label("User");

  graph.set("a", "id", 7);
  EXPECT_THAT(graph.equal(index, {1}), IsEmpty());
  EXPECT_THAT(graph.equal(index, {7}), ElementsAre(graph.slot("a")));
  ASSERT_THAT(graph.builder().add_label(graph.node("b"), user), IsOk());
  EXPECT_THAT(graph.equal(index, {1}), ElementsAre(graph.slot("b")));
  ASSERT_THAT(graph.builder().remove_label(graph.node("a"), user), IsOk());
  EXPECT_THAT(graph.equal(index, {7}), IsEmpty());
  graph.set("b", "id", nullptr);
  EXPECT_EQ(graph.view().schema().statistics(index).entries, 0u);
}

TEST(Index, ForgetsWhatWasDeleted) {
  Indexed graph("(a:User {id: 1})-[r:KNOWS {since: 3}]->(b:User {id: 1})");
  const IndexDefinition nodes = graph.make(graph.on_label("User", {"id"}));
  IndexDefinition edges{.name = "since", .element = ElementKind::kEdge};
  edges.tokens = {static_cast<std::uint32_t>(*graph.builder().intern_edge_type("KNOWS"))};
  edges.keys = {graph.builder().intern_key("since")};
  edges = graph.make(edges);
  EXPECT_THAT(graph.equal(edges, {3}), ElementsAre(slot_of(graph.edge("r"))));

  ASSERT_THAT(graph.builder().detach_delete_node(graph.node("a")), IsOk());

  EXPECT_THAT(graph.equal(nodes, {1}), ElementsAre(graph.slot("b")));
  EXPECT_THAT(graph.equal(edges, {3}), IsEmpty());
}

TEST(Index, ComparesAsCypherDoes) {
  Indexed graph("(a:N {v: 1})\n(b:N {v: 1.0})\n(c:N {v: '1'})\n(d:N {v: true})\n(e:N {v: [1, 2]})");
  const IndexDefinition& index = graph.make(graph.on_label("N", {"v"}));
  const double nan = std::numeric_limits<double>::quiet_NaN();
  graph.set("d", "v", nan);

  EXPECT_THAT(graph.equal(index, {1}), ElementsAre(0, 1));
  EXPECT_THAT(graph.equal(index, {1.0}), ElementsAre(0, 1));
  EXPECT_THAT(graph.equal(index, {"1"}), ElementsAre(2));
  EXPECT_THAT(graph.equal(index, {Value(ValueList{1.0, 2})}), ElementsAre(4));
  EXPECT_THAT(graph.equal(index, {nan}), IsEmpty());
  EXPECT_THAT(graph.equal(index, {nullptr}), IsEmpty());
}

TEST(Index, KeepsIntegersApartThatAreOneDouble) {
  constexpr std::int64_t kBig = 4611686018427387905;
  Indexed graph("(a:N)\n(b:N)\n(c:N)");
  const IndexDefinition& index = graph.make(graph.on_label("N", {"v"}));
  graph.set("a", "v", kBig);
  graph.set("b", "v", kBig - 1);
  graph.set("c", "v", static_cast<double>(kBig));

  EXPECT_THAT(graph.equal(index, {kBig}), ElementsAre(0));
  EXPECT_THAT(graph.equal(index, {kBig - 1}), ElementsAre(1, 2));
}

TEST(Index, TellsLongStringsApart) {
  Indexed graph("(a:N)\n(b:N)");
  const IndexDefinition& index = graph.make(graph.on_label("N", {"v"}));
  const std::string stem(5000, 'x');
  graph.set("a", "v", stem + "a");
  graph.set("b", "v", stem + "b");

  EXPECT_THAT(graph.equal(index, {stem + "b"}), ElementsAre(1));
  EXPECT_THAT(graph.prefix(index, stem + "a"), ElementsAre(0));
  EXPECT_THAT(graph.prefix(index, "xx"), ElementsAre(0, 1));
  EXPECT_THAT(graph.range(index, IndexBound{stem + "a", false}, std::nullopt), ElementsAre(1));
}

TEST(Index, GivesRangesOfOneKindInSlotOrder) {
  Indexed graph("(a:N {v: 9})\n(b:N {v: 2.5})\n(c:N {v: 'x'})\n(d:N {v: 3})\n(e:N {v: true})");
  const IndexDefinition& index = graph.make(graph.on_label("N", {"v"}));

  EXPECT_THAT(graph.range(index, IndexBound{2.5, true}, std::nullopt), ElementsAre(0, 1, 3));
  EXPECT_THAT(graph.range(index, IndexBound{2.5, false}, IndexBound{9, false}), ElementsAre(3));
  EXPECT_THAT(graph.range(index, std::nullopt, IndexBound{3, true}), ElementsAre(1, 3));
  EXPECT_THAT(graph.range(index, IndexBound{1, true}, IndexBound{"x", true}), IsEmpty());
  EXPECT_THAT(graph.range(index, IndexBound{"a", true}, std::nullopt), ElementsAre(2));
}

TEST(Index, GivesPrefixesOfStringsAlone) {
  Indexed graph("(a:N {v: 'arn:x'})\n(b:N {v: 'arn:'})\n(c:N {v: 'ar'})\n(d:N {v: ['arn:x']})");
  const IndexDefinition& index = graph.make(graph.on_label("N", {"v"}));

  EXPECT_THAT(graph.prefix(index, "arn:"), ElementsAre(0, 1));
  EXPECT_THAT(graph.prefix(index, ""), ElementsAre(0, 1, 2));
}

TEST(Index, OfSeveralKeysWantsThemAll) {
  Indexed graph("(a:N {x: 1, y: 'p'})\n(b:N {x: 1})\n(c:N {x: 1, y: 'q'})");
  const IndexDefinition& index = graph.make(graph.on_label("N", {"x", "y"}));

  EXPECT_THAT(graph.equal(index, {1, "q"}), ElementsAre(2));
  graph.set("b", "y", "q");
  EXPECT_THAT(graph.equal(index, {1, "q"}), ElementsAre(1, 2));
  graph.set("c", "x", 2);
  EXPECT_THAT(graph.equal(index, {1, "q"}), ElementsAre(1));
}

TEST(Index, OfTextLeavesOtherValuesOut) {
  Indexed graph("(a:N {v: 'x'})\n(b:N {v: 1})");
  IndexDefinition text = graph.on_label("N", {"v"});
  text.kind = IndexKind::kText;
  const IndexDefinition& index = graph.make(std::move(text));

  EXPECT_THAT(graph.equal(index, {"x"}), ElementsAre(0));
  EXPECT_THAT(graph.equal(index, {1}), IsEmpty());
}

TEST(Index, CountsDifferentValues) {
  Indexed graph("(a:N {v: 1})\n(b:N {v: 1.0})\n(c:N {v: 'x'})");
  const IndexDefinition& index = graph.make(graph.on_label("N", {"v"}));

  EXPECT_EQ(graph.view().schema().statistics(index).distinct, 2u);
  graph.set("a", "v", nullptr);
  EXPECT_EQ(graph.view().schema().statistics(index).distinct, 2u);
  graph.set("b", "v", nullptr);
  EXPECT_EQ(graph.view().schema().statistics(index).distinct, 1u);
}

TEST(Index, IsFoundByNameAndByWhatItIsOn) {
  Indexed graph("(a:User {id: 1})");
  const IndexDefinition& index = graph.make(graph.on_label("User", {"id"}));
  const Schema schema = graph.view().schema();

  EXPECT_EQ(schema.find_index("i1"), &index);
  EXPECT_EQ(schema.find_index("i2"), nullptr);
  EXPECT_EQ(schema.index_on(IndexKind::kRange, ElementKind::kNode, index.tokens[0], index.keys),
            &index);
  EXPECT_EQ(schema.index_on(IndexKind::kText, ElementKind::kNode, index.tokens[0], index.keys),
            nullptr);
}

TEST(Index, OfAnOlderSnapshotStaysAsItWas) {
  Indexed graph("(a:User {id: 1})");
  const IndexDefinition index = graph.make(graph.on_label("User", {"id"}));
  const NodeId a = graph.node("a");
  const auto before = std::move(graph.builder()).publish(1);
  SnapshotBuilder builder(before);
  ASSERT_THAT(builder.delete_node(a), IsOk());
  ASSERT_THAT(builder.drop_index(index.number), IsOk());
  const auto after = std::move(builder).publish(2);

  Slots slots;
  before->schema().seek_equal(index, std::vector<Value>{1}, slots);
  EXPECT_THAT(slots, ElementsAre(0));
  EXPECT_TRUE(after->schema().empty());
  EXPECT_NE(after->schema().version(), before->schema().version());
}

// --- Constraints

class Constrained : public Indexed {
 public:
  using Indexed::Indexed;

  ConstraintDefinition on(ConstraintKind kind, std::string_view label,
                          const std::vector<std::string>& keys) {
    const IndexDefinition index = on_label(label, keys);
    ConstraintDefinition constraint{.name = "rule", .kind = kind, .token = index.tokens[0]};
    constraint.keys = index.keys;
    return constraint;
  }
  Result<const ConstraintDefinition*> constrain(ConstraintDefinition constraint) {
    return builder().create_constraint(std::move(constraint), WorkBudget());
  }
};

TEST(Constraint, OfUniquenessNamesTheNodeThatHasTheValue) {
  Constrained graph("(a:User {id: 1})\n(b:User {id: 2})");
  ASSERT_THAT(graph.constrain(graph.on(ConstraintKind::kUnique, "User", {"id"})), IsOk());

  graph.set("b", "id", 1.0);
  const Result<void> checked = graph.builder().check_constraints();

  ASSERT_FALSE(checked.has_value());
  EXPECT_EQ(checked.error().code, ErrorCode::kConstraint);
  EXPECT_EQ(checked.error().detail, "ConstraintValidationFailed");
  EXPECT_THAT(checked.error().message, HasSubstr("Node #0 with the label 'User'"));
}

TEST(Constraint, OfUniquenessAllowsValuesToChangePlaces) {
  Constrained graph("(a:User {id: 1})\n(b:User {id: 2})");
  ASSERT_THAT(graph.constrain(graph.on(ConstraintKind::kUnique, "User", {"id"})), IsOk());

  graph.set("a", "id", 2);
  graph.set("b", "id", 1);

  EXPECT_THAT(graph.builder().check_constraints(), IsOk());
}

TEST(Constraint, OfUniquenessLetsNullAndNanBe) {
  Constrained graph("(a:User)\n(b:User)\n(c:User)\n(d:User)");
  ASSERT_THAT(graph.constrain(graph.on(ConstraintKind::kUnique, "User", {"id"})), IsOk());
  graph.set("c", "id", std::numeric_limits<double>::quiet_NaN());
  graph.set("d", "id", std::numeric_limits<double>::quiet_NaN());

  EXPECT_THAT(graph.builder().check_constraints(), IsOk());
}

TEST(Constraint, IsRefusedOverDataThatBreaksIt) {
  Constrained graph("(a:User {id: 1})\n(b:User {id: 1})");

  const auto made = graph.constrain(graph.on(ConstraintKind::kUnique, "User", {"id"}));

  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.error().detail, "ConstraintValidationFailed");
  EXPECT_TRUE(graph.view().schema().empty());
}

TEST(Constraint, OfExistenceWantsTheProperty) {
  Constrained graph("(a:User {id: 1})");
  ASSERT_THAT(graph.constrain(graph.on(ConstraintKind::kExistence, "User", {"id"})), IsOk());

  graph.set("a", "id", nullptr);
  EXPECT_FALSE(graph.builder().check_constraints().has_value());
  graph.set("a", "id", 3);
  EXPECT_THAT(graph.builder().check_constraints(), IsOk());
}

TEST(Constraint, OfAKeyWantsAllAndOnce) {
  Constrained graph("(a:User {x: 1, y: 1})\n(b:User {x: 1, y: 2})");
  ASSERT_THAT(graph.constrain(graph.on(ConstraintKind::kKey, "User", {"x", "y"})), IsOk());

  graph.set("b", "y", 1);
  EXPECT_FALSE(graph.builder().check_constraints().has_value());
  graph.set("b", "y", nullptr);
  EXPECT_FALSE(graph.builder().check_constraints().has_value());
  graph.set("b", "y", 3);
  EXPECT_THAT(graph.builder().check_constraints(), IsOk());
}

TEST(Constraint, OfATypeLooksAtValuesAndElements) {
  Constrained graph("(a:User)");
  ConstraintDefinition rule = graph.on(ConstraintKind::kPropertyType, "User", {"v"});
  rule.types.scalars = property_type_bit(PropertyType::kInteger);
  rule.types.list_elements = property_type_bit(PropertyType::kString);
  rule.types_text = "INTEGER | LIST<STRING NOT NULL>";
  ASSERT_THAT(graph.constrain(rule), IsOk());

  graph.set("a", "v", 1);
  EXPECT_THAT(graph.builder().check_constraints(), IsOk());
  graph.set("a", "v", 1.5);
  EXPECT_FALSE(graph.builder().check_constraints().has_value());
  graph.set("a", "v", ValueList{"x"});
  EXPECT_THAT(graph.builder().check_constraints(), IsOk());
  graph.set("a", "v", ValueList{1});
  EXPECT_FALSE(graph.builder().check_constraints().has_value());
}

TEST(Constraint, KeepsItsIndexAndTakesItAlong) {
  Constrained graph("(a:User {id: 1})");
  const auto rule = graph.constrain(graph.on(ConstraintKind::kUnique, "User", {"id"}));
  ASSERT_THAT(rule, IsOk());
  const IndexDefinition* const index = graph.view().schema().find_index("rule");
  ASSERT_NE(index, nullptr);

  EXPECT_FALSE(graph.builder().drop_index(index->number).has_value());
  EXPECT_THAT(graph.builder().drop_constraint((*rule)->number), IsOk());
  EXPECT_TRUE(graph.view().schema().empty());
}

}  // namespace
}  // namespace muster::testing
