// The graph against a naive model: random changes in random builders; whatever was pinned on the
// way stays as it was.
#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/graph/snapshot_builder.h"

namespace muster {
namespace {

struct ModelNode {
  std::set<std::uint32_t> labels;
  std::map<std::uint32_t, Value> properties;
  std::set<std::string> aliases;
  std::vector<std::string> sources;
  std::uint8_t flags = 0;
  Instant first_seen;
};

struct ModelEdge {
  EdgeEnds ends;
  std::map<std::uint32_t, Value> properties;
  std::uint8_t flags = 0;
  Validity validity;
};

struct Model {
  std::map<NodeId, ModelNode> nodes;
  std::map<EdgeId, ModelEdge> edges;
};

constexpr std::uint32_t kLabels = 3;
constexpr std::uint32_t kTypes = 3;
constexpr std::uint32_t kKeys = 4;

// Adjacency as the law has it: by (type, neighbour slot, edge slot).
std::vector<AdjacencyEntry> model_adjacency(const Model& model, std::uint32_t slot,
                                            Direction direction, std::optional<EdgeTypeId> type) {
  std::vector<AdjacencyEntry> entries;
  for (const auto& [id, edge] : model.edges) {
    const bool outgoing = direction == Direction::kOutgoing;
    if (slot_of(outgoing ? edge.ends.source : edge.ends.target) != slot) continue;
    if (type.has_value() && edge.ends.type != *type) continue;
    entries.push_back({.edge_slot = slot_of(id),
                       .neighbour_slot = slot_of(outgoing ? edge.ends.target : edge.ends.source),
                       .type = static_cast<std::uint16_t>(edge.ends.type),
                       .flags = edge.flags});
  }
  std::sort(entries.begin(), entries.end(),
            [](const AdjacencyEntry& left, const AdjacencyEntry& right) {
              return std::tie(left.type, left.neighbour_slot, left.edge_slot) <
                     std::tie(right.type, right.neighbour_slot, right.edge_slot);
            });
  return entries;
}

std::vector<AdjacencyEntry> all_of(AdjacencyCursor cursor) {
  std::vector<AdjacencyEntry> entries;
  for (; !cursor.done(); cursor.next())
    entries.insert(entries.end(), cursor.run().begin(), cursor.run().end());
  return entries;
}

template <typename Id>
void expect_properties(const GraphSnapshot& graph, Id id,
                       const std::map<std::uint32_t, Value>& expected) {
  std::vector<Property> properties;
  for (const auto& [key, value] : expected) properties.push_back({static_cast<KeyId>(key), value});
  RC_ASSERT(graph.properties(id) == properties);
  for (std::uint32_t key = 0; key < kKeys; ++key) {
    const auto found = expected.find(key);
    RC_ASSERT(graph.property(id, static_cast<KeyId>(key)) ==
              (found == expected.end() ? Value() : found->second));
  }
}

void expect_nodes(const GraphSnapshot& graph, const Model& model) {
  RC_ASSERT(graph.node_count() == model.nodes.size());
  std::map<std::string, std::vector<NodeId>> by_alias;
  std::map<std::uint32_t, std::vector<std::uint32_t>> by_label;
  std::set<std::uint32_t> alive;
  for (const auto& [id, node] : model.nodes) {
    alive.insert(slot_of(id));
    RC_ASSERT(graph.contains(id));
    RC_ASSERT(graph.node_at(slot_of(id)) == id);
    const auto labels = graph.labels(id);
    RC_ASSERT(
        std::equal(labels.begin(), labels.end(), node.labels.begin(), node.labels.end(),
                   [](LabelId label, std::uint32_t expected) { return raw(label) == expected; }));
    expect_properties(graph, id, node.properties);
    RC_ASSERT(graph.aliases(id) ==
              std::vector<std::string>(node.aliases.begin(), node.aliases.end()));
    RC_ASSERT(graph.sources(id) == node.sources);
    RC_ASSERT(graph.flags(id) == node.flags);
    RC_ASSERT(graph.first_seen(id) == node.first_seen);
    for (const std::string& alias : node.aliases) by_alias[alias].push_back(id);
    for (const std::uint32_t label : node.labels) by_label[label].push_back(slot_of(id));
  }
  for (const auto& [alias, ids] : by_alias) RC_ASSERT(graph.nodes_by_alias(alias) == ids);
  for (std::uint32_t label = 0; label < kLabels; ++label) {
    std::vector<std::uint32_t> slots;
    graph.label_slots(static_cast<LabelId>(label), 0, graph.node_slot_bound(), slots);
    std::sort(by_label[label].begin(), by_label[label].end());
    RC_ASSERT(slots == by_label[label]);
    RC_ASSERT(graph.label_count(static_cast<LabelId>(label)) == slots.size());
  }
  for (std::uint32_t slot = 0; slot < graph.node_slot_bound() + 2; ++slot) {
    RC_ASSERT(graph.node_at(slot).has_value() == alive.contains(slot));
  }
}

void expect_edges(const GraphSnapshot& graph, const Model& model) {
  RC_ASSERT(graph.edge_count() == model.edges.size());
  std::map<EdgeTypeId, std::uint64_t> by_type;
  for (const auto& [id, edge] : model.edges) {
    RC_ASSERT(graph.edge_at(slot_of(id)) == id);
    RC_ASSERT(graph.ends(id) == edge.ends);
    RC_ASSERT(graph.flags(id) == edge.flags);
    RC_ASSERT(graph.validity(id) == edge.validity);
    expect_properties(graph, id, edge.properties);
    ++by_type[edge.ends.type];
  }
  for (std::uint32_t type = 0; type < kTypes; ++type) {
    RC_ASSERT(graph.edge_type_count(static_cast<EdgeTypeId>(type)) ==
              by_type[static_cast<EdgeTypeId>(type)]);
  }
  for (std::uint32_t slot = 0; slot < graph.node_slot_bound(); ++slot) {
    for (const Direction direction : {Direction::kOutgoing, Direction::kIncoming}) {
      const auto expected = model_adjacency(model, slot, direction, std::nullopt);
      RC_ASSERT(all_of(graph.adjacency(slot, direction)) == expected);
      RC_ASSERT(graph.degree(slot, direction) == expected.size());
      for (std::uint32_t type = 0; type < kTypes; ++type) {
        RC_ASSERT(all_of(graph.adjacency(slot, direction, static_cast<EdgeTypeId>(type))) ==
                  model_adjacency(model, slot, direction, static_cast<EdgeTypeId>(type)));
      }
    }
  }
}

// Makes random changes, the same in a builder and in the model.
class Changer {
 public:
  Changer(SnapshotBuilder& builder, Model& model, std::uint32_t seed)
      : builder_(builder), model_(model), state_(seed | 1U) {}

  void step() {
    switch (below(12)) {
      case 0:
      case 1:
        return create_node();
      case 2:
      case 3:
      case 4:
      case 5:
        return create_edge();
      case 6:
        return delete_edge();
      case 7:
        return below(4) == 0 ? delete_node() : set_edge();
      case 8:
        return set_edge();
      default:
        return set_node();
    }
  }

 private:
  std::uint32_t below(std::uint32_t bound) {
    state_ = state_ * 1664525U + 1013904223U;
    return (state_ >> 8) % bound;
  }

  template <typename Map>
  auto any_of(Map& map) {
    return std::next(map.begin(), below(static_cast<std::uint32_t>(map.size())));
  }

  Value any_value() {
    switch (below(6)) {
      case 0:
        return {};
      case 1:
        return 0.5 * below(10);
      case 2:
        return Instant{static_cast<std::int64_t>(below(100))};
      case 3:
        return std::string(below(20), 'x');
      case 4:
        return below(2) == 0;
      default:
        return static_cast<std::int64_t>(below(100));
    }
  }

  static void set(std::map<std::uint32_t, Value>& properties, std::uint32_t key,
                  const Value& value) {
    if (value.is_null()) {
      properties.erase(key);
    } else {
      properties.insert_or_assign(key, value);
    }
  }

  void create_node() {
    const auto label = below(kLabels);
    const LabelId labels[] = {static_cast<LabelId>(label)};
    const NodeId id = builder_.create_node(labels);
    RC_ASSERT(!model_.nodes.contains(id));
    model_.nodes[id].labels.insert(label);
  }

  void create_edge() {
    if (model_.nodes.empty()) return;
    // Half of all edges leave the first node, so that it becomes a hub, and falls back as they go.
    const NodeId source = below(2) == 0 ? model_.nodes.begin()->first : any_of(model_.nodes)->first;
    const NodeId target = any_of(model_.nodes)->first;
    const auto type = static_cast<EdgeTypeId>(below(kTypes));
    const auto id = builder_.create_edge(source, type, target);
    RC_ASSERT(id.has_value());
    RC_ASSERT(!model_.edges.contains(*id));
    model_.edges[*id].ends = {source, target, type};
  }

  void delete_edge() {
    if (model_.edges.empty()) return;
    const auto edge = any_of(model_.edges);
    RC_ASSERT(builder_.delete_edge(edge->first).has_value());
    RC_ASSERT(!builder_.delete_edge(edge->first).has_value());
    model_.edges.erase(edge);
  }

  void delete_node() {
    if (model_.nodes.empty()) return;
    const NodeId id = any_of(model_.nodes)->first;
    const auto at_node = [&](const auto& edge) {
      return edge.second.ends.source == id || edge.second.ends.target == id;
    };
    const bool plain = std::none_of(model_.edges.begin(), model_.edges.end(), at_node);
    RC_ASSERT(builder_.delete_node(id).has_value() == plain);
    if (!plain) RC_ASSERT(builder_.detach_delete_node(id).has_value());
    std::erase_if(model_.edges, at_node);
    model_.nodes.erase(id);
  }

  void set_node() {
    if (model_.nodes.empty()) return;
    auto& [id, node] = *any_of(model_.nodes);
    const auto label = below(kLabels);
    const std::string alias = "alias" + std::to_string(below(30));
    switch (below(7)) {
      case 0:
        node.labels.insert(label);
        return RC_ASSERT(builder_.add_label(id, static_cast<LabelId>(label)).has_value());
      case 1:
        node.labels.erase(label);
        return RC_ASSERT(builder_.remove_label(id, static_cast<LabelId>(label)).has_value());
      case 2:
        node.aliases.insert(alias);
        return RC_ASSERT(builder_.add_alias(id, alias).has_value());
      case 3:
        node.aliases.erase(alias);
        return RC_ASSERT(builder_.remove_alias(id, alias).has_value());
      case 4:
        node.sources = {"a", "source" + std::to_string(below(4))};
        return RC_ASSERT(builder_.set_sources(id, node.sources).has_value());
      case 5:
        node.flags = static_cast<std::uint8_t>(below(16));
        node.first_seen = Instant{below(50)};
        RC_ASSERT(builder_.set_first_seen(id, node.first_seen).has_value());
        return RC_ASSERT(builder_.set_flags(id, node.flags).has_value());
      default:
        const auto key = below(kKeys);
        const Value value = any_value();
        set(node.properties, key, value);
        return RC_ASSERT(builder_.set_property(id, static_cast<KeyId>(key), value).has_value());
    }
  }

  void set_edge() {
    if (model_.edges.empty()) return;
    auto& [id, edge] = *any_of(model_.edges);
    if (below(3) == 0) {
      edge.validity =
          below(2) == 0 ? Validity{} : Validity{.from = Instant{1}, .until = Instant{below(9)}};
      edge.flags =
          static_cast<std::uint8_t>(edge.validity == Validity{} ? edge.flags & ~kFlagHasValidity
                                                                : edge.flags | kFlagHasValidity);
      RC_ASSERT(builder_.set_validity(id, edge.validity).has_value());
    } else if (below(2) == 0) {
      const auto flags = static_cast<std::uint8_t>(below(16));
      edge.flags = static_cast<std::uint8_t>(flags | (edge.flags & kFlagHasValidity));
      RC_ASSERT(builder_.set_flags(id, flags).has_value());
    } else {
      const auto key = below(kKeys);
      const Value value = any_value();
      set(edge.properties, key, value);
      RC_ASSERT(builder_.set_property(id, static_cast<KeyId>(key), value).has_value());
    }
  }

  SnapshotBuilder& builder_;
  Model& model_;
  std::uint32_t state_;
};

void intern_names(SnapshotBuilder& builder) {
  for (std::uint32_t i = 0; i < kLabels; ++i) builder.intern_label("L" + std::to_string(i));
  for (std::uint32_t i = 0; i < kTypes; ++i)
    RC_ASSERT(builder.intern_edge_type("T" + std::to_string(i)).has_value());
  for (std::uint32_t i = 0; i < kKeys; ++i) builder.intern_key("k" + std::to_string(i));
}

RC_GTEST_PROP(GraphModel, IsWhatWasWrittenAndPinnedSnapshotsStay,
              (const std::vector<std::uint32_t>& seeds)) {
  std::shared_ptr<const GraphSnapshot> graph = GraphSnapshot::empty();
  Model model;
  std::vector<std::tuple<std::shared_ptr<const GraphSnapshot>, Model, std::uint64_t>> pinned;
  for (const std::uint32_t seed : seeds) {
    SnapshotBuilder builder(graph);
    intern_names(builder);
    Model changed = model;
    Changer changer(builder, changed, seed);
    for (std::uint32_t step = 0; step < 10 + seed % 60; ++step) changer.step();
    // A builder thrown away leaves no trace.
    if (seed % 5 == 0) continue;
    model = std::move(changed);
    graph = std::move(builder).publish(graph->version() + 1);
    pinned.emplace_back(graph, model, graph->checksum());
  }
  expect_nodes(*graph, model);
  expect_edges(*graph, model);
  if (pinned.empty()) return;
  const auto& [snapshot, then, checksum] = pinned[pinned.size() / 2];
  expect_nodes(*snapshot, then);
  expect_edges(*snapshot, then);
  for (const auto& [earlier, unused, sum] : pinned) RC_ASSERT(earlier->checksum() == sum);
}

}  // namespace
}  // namespace muster
