// An index against a scan: whatever changes came before, both find the same elements; and keys sort
// as values do.
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/graph/index_key.h"
#include "core/graph/snapshot_builder.h"
#include "tests/support/value_generators.h"

namespace muster {
namespace {

using ::muster::testing::typed_scalar;

// Few enough values that they meet, and each kind of trouble among them.
const std::vector<Value>& pool() {
  static const std::vector<Value> values = {
      Value(),
      0,
      -0.0,
      1,
      1.0,
      1.5,
      -3,
      std::int64_t{9007199254740993},
      9007199254740992.0,
      std::numeric_limits<std::int64_t>::max(),
      std::numeric_limits<std::int64_t>::min(),
      9223372036854775808.0,
      -9223372036854775808.0,
      std::numeric_limits<double>::quiet_NaN(),
      std::numeric_limits<double>::infinity(),
      -std::numeric_limits<double>::infinity(),
      5e-324,
      "",
      "a",
      "ab",
      std::string("a\0", 2),
      std::string("a\0b", 3),
      std::string(600, 'x'),
      std::string(600, 'x') + "y",
      "\xC3\xA4",
      true,
      false,
      Instant{-5},
      Instant{7},
      ValueList{},
      ValueList{1},
      ValueList{1.0, 2},
      ValueList{"a"},
      ValueList{std::string(600, 'x'), 2},
      ValueList{std::string(600, 'x') + "y", 1},
  };
  return values;
}

rc::Gen<Value> any_value() { return rc::gen::elementOf(pool()); }

std::string key_of(const Value& value) {
  std::string key;
  internal::append_index_key(value, key);
  return key;
}

RC_GTEST_PROP(IndexKey, SortsAsValuesDo, ()) {
  const Value left = *any_value();
  const Value right = *any_value();
  RC_PRE(!left.is_null() && !right.is_null());
  if (cypher_equals(left, right) == true) RC_ASSERT(key_of(left) == key_of(right));
  const auto order = cypher_compare(left, right);
  if (order && *order < 0) RC_ASSERT(key_of(left) <= key_of(right));
}

RC_GTEST_PROP(IndexKey, SortsAsTemporalValuesPointsAndBytesDo, ()) {
  const Value left = *typed_scalar();
  const Value right = *typed_scalar();
  std::string left_key;
  const bool exact = internal::append_index_key(left, left_key);
  if (left == right) RC_ASSERT(left_key == key_of(right));
  if (exact && left != right) RC_ASSERT(left_key != key_of(right));
  const auto order = cypher_compare(left, right);
  if (order && *order < 0) RC_ASSERT(left_key <= key_of(right));
}

RC_GTEST_PROP(IndexKey, OfNumbersIsExact, (std::int64_t left, std::int64_t right)) {
  RC_ASSERT((left <=> right) == (key_of(left) <=> key_of(right)));
  const auto rounded = static_cast<double>(right);
  const auto order = cypher_compare(left, rounded);
  RC_ASSERT(order.has_value());
  RC_ASSERT(*order == (key_of(left) <=> key_of(rounded)));
}

constexpr std::uint32_t kLabels = 2;
constexpr std::uint32_t kKeys = 2;
constexpr std::uint32_t kSlots = 12;

class RandomChanges {
 public:
  explicit RandomChanges(SnapshotBuilder& builder) : builder_(builder) {}

  void run(int steps) {
    for (int i = 0; i < steps; ++i) step();
  }

 private:
  void step() {
    const auto slot = *rc::gen::inRange<std::uint32_t>(0, kSlots);
    const auto node = builder_.view().node_at(slot);
    const auto label = static_cast<LabelId>(*rc::gen::inRange<std::uint32_t>(0, kLabels));
    const auto key = static_cast<KeyId>(*rc::gen::inRange<std::uint32_t>(0, kKeys));
    Result<void> done = ok();
    if (!node) {
      const NodeId made = builder_.create_node(std::vector<LabelId>{label});
      done = builder_.set_property(made, key, *any_value());
    } else {
      switch (*rc::gen::inRange(0, 6)) {
        case 0:
          done = builder_.add_label(*node, label);
          break;
        case 1:
          done = builder_.remove_label(*node, label);
          break;
        case 2:
          done = builder_.detach_delete_node(*node);
          break;
        default:
          done = builder_.set_property(*node, key, *any_value());
          break;
      }
    }
    RC_ASSERT(done.has_value());
  }

  SnapshotBuilder& builder_;
};

// The slots of nodes with the label for which `test` is true.
template <typename Test>
std::vector<std::uint32_t> scan(const GraphSnapshot& graph, std::uint32_t label, const Test& test) {
  std::vector<std::uint32_t> all;
  graph.label_slots(static_cast<LabelId>(label), 0, graph.node_slot_bound(), all);
  std::erase_if(all, [&](std::uint32_t slot) { return !test(*graph.node_at(slot)); });
  return all;
}

void expect_index_is_scan(const GraphSnapshot& graph, const IndexDefinition& index) {
  const Value value = *any_value();
  const Value second = *any_value();
  const std::vector<Value> values =
      index.keys.size() == 1 ? std::vector<Value>{value} : std::vector<Value>{value, second};
  const Schema schema = graph.schema();
  std::vector<std::uint32_t> slots;
  schema.seek_equal(index, values, slots);
  const auto has_values = [&](NodeId node) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (cypher_equals(graph.property(node, index.keys[i]), values[i]) != true) return false;
    }
    return true;
  };
  RC_ASSERT(slots == scan(graph, index.tokens[0], has_values));

  const auto has_all = [&](NodeId node) {
    for (const KeyId key : index.keys) {
      if (graph.property(node, key).is_null()) return false;
    }
    return true;
  };
  slots.clear();
  schema.scan(index, slots);
  RC_ASSERT(slots == scan(graph, index.tokens[0], has_all));

  slots.clear();
  const bool inclusive = *rc::gen::arbitrary<bool>();
  schema.seek_range(index, IndexBound{value, inclusive}, IndexBound{second, true}, slots);
  RC_ASSERT(slots == scan(graph, index.tokens[0], [&](NodeId node) {
              const Value found = graph.property(node, index.keys[0]);
              const auto low = cypher_compare(found, value);
              const auto high = cypher_compare(found, second);
              return has_all(node) && low && high && (inclusive ? *low >= 0 : *low > 0) &&
                     *high <= 0;
            }));

  if (!value.is_string()) return;
  slots.clear();
  schema.seek_prefix(index, value.as_string(), slots);
  RC_ASSERT(slots == scan(graph, index.tokens[0], [&](NodeId node) {
              const Value found = graph.property(node, index.keys[0]);
              return has_all(node) && found.is_string() &&
                     found.as_string().starts_with(value.as_string());
            }));
}

RC_GTEST_PROP(Index, EqualsAScanAfterRandomChanges, ()) {
  SnapshotBuilder first(GraphSnapshot::empty());
  for (std::uint32_t label = 0; label < kLabels; ++label)
    first.intern_label("L" + std::to_string(label));
  for (std::uint32_t key = 0; key < kKeys; ++key) first.intern_key("k" + std::to_string(key));
  RandomChanges(first).run(*rc::gen::inRange(0, 30));
  const std::vector<std::vector<KeyId>> keys = {{KeyId{0}}, {KeyId{1}, KeyId{0}}};
  std::vector<IndexDefinition> indexes;
  for (std::uint32_t label = 0; label < kLabels; ++label) {
    IndexDefinition index{.name = "i" + std::to_string(label)};
    index.tokens = {label};
    index.keys = keys[label];
    indexes.push_back(**first.create_index(std::move(index), WorkBudget()));
  }
  const auto base = std::move(first).publish(1);
  SnapshotBuilder builder(base);
  RandomChanges(builder).run(*rc::gen::inRange(0, 60));
  for (int i = 0; i < 8; ++i) {
    for (const IndexDefinition& index : indexes) {
      expect_index_is_scan(builder.view(), index);
      expect_index_is_scan(*base, index);
    }
  }
}

}  // namespace
}  // namespace muster
