#include "core/graph/graph_snapshot.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "core/base/assert.h"
#include "core/graph/graph_state.h"

namespace muster {
namespace {

std::vector<Property> properties_at(const internal::PropertyColumns& columns, std::size_t keys,
                                    std::uint32_t slot) {
  std::vector<Property> found;
  for (std::uint32_t key = 0; key < keys; ++key) {
    const internal::PropertyColumn* const column = columns.find(key);
    if (column == nullptr) continue;
    if (Value value = column->get(slot); !value.is_null()) {
      found.push_back({.key = static_cast<KeyId>(key), .value = std::move(value)});
    }
  }
  return found;
}

Value property_at(const internal::PropertyColumns& columns, KeyId key, std::uint32_t slot) {
  const internal::PropertyColumn* const column = columns.find(static_cast<std::uint32_t>(key));
  return column == nullptr ? Value() : column->get(slot);
}

}  // namespace

GraphSnapshot::GraphSnapshot(std::unique_ptr<GraphState> state) : state_(std::move(state)) {}
GraphSnapshot::~GraphSnapshot() = default;

std::shared_ptr<const GraphSnapshot> GraphSnapshot::empty() {
  static const std::shared_ptr<const GraphSnapshot> none(
      new GraphSnapshot(std::make_unique<GraphState>()));
  return none;
}

std::uint64_t GraphSnapshot::version() const { return state_->version; }
std::uint64_t GraphSnapshot::topology_version() const { return state_->topology_version; }
const Catalog& GraphSnapshot::catalog() const { return *state_->catalog; }

Schema GraphSnapshot::schema() const { return Schema(*state_); }

std::uint32_t GraphSnapshot::node_slot_bound() const { return state_->node_slot_bound; }
std::uint32_t GraphSnapshot::edge_slot_bound() const { return state_->edge_slot_bound; }
std::uint64_t GraphSnapshot::node_count() const { return state_->node_count; }
std::uint64_t GraphSnapshot::edge_count() const { return state_->edge_count; }
bool GraphSnapshot::contains(NodeId node) const { return state_->find(node) != nullptr; }
bool GraphSnapshot::contains(EdgeId edge) const { return state_->find(edge) != nullptr; }

std::optional<NodeId> GraphSnapshot::node_at(std::uint32_t slot) const {
  const internal::NodeRow* const row = state_->nodes.find(slot);
  if (row == nullptr || !row->alive) return std::nullopt;
  return make_id<NodeId>(slot, row->generation);
}

std::optional<EdgeId> GraphSnapshot::edge_at(std::uint32_t slot) const {
  const internal::EdgeRow* const row = state_->edges.find(slot);
  if (row == nullptr || !row->alive) return std::nullopt;
  return make_id<EdgeId>(slot, row->generation);
}

std::span<const LabelId> GraphSnapshot::labels(NodeId node) const {
  MUSTER_ASSERT(contains(node));
  return state_->label_sets.at(state_->nodes.find(slot_of(node))->label_set);
}

bool GraphSnapshot::has_label(NodeId node, LabelId label) const {
  const std::span<const LabelId> set = labels(node);
  return std::binary_search(set.begin(), set.end(), label);
}

std::uint64_t GraphSnapshot::label_count(LabelId label) const {
  const internal::LabelBitmap* const bitmap =
      state_->labels.find(static_cast<std::uint32_t>(label));
  return bitmap == nullptr ? 0 : bitmap->count;
}

void GraphSnapshot::label_slots(LabelId label, std::uint32_t begin, std::uint32_t end,
                                std::vector<std::uint32_t>& slots) const {
  const internal::LabelBitmap* const bitmap =
      state_->labels.find(static_cast<std::uint32_t>(label));
  end = std::min(end, node_slot_bound());
  if (bitmap == nullptr || begin >= end) return;
  constexpr std::uint32_t kWordBits = 64;
  const std::uint32_t word_last = (end - 1) / kWordBits;
  for (std::uint32_t word = begin / kWordBits; word <= word_last; ++word) {
    const std::uint64_t* const found = bitmap->words.find(word);
    if (found == nullptr) {
      // Nothing in this whole leaf of words has the label.
      word |= decltype(bitmap->words)::kLeafSize - 1;
      continue;
    }
    std::uint64_t bits = *found;
    if (word == begin / kWordBits) bits &= ~std::uint64_t{0} << (begin % kWordBits);
    if (word == word_last && end % kWordBits != 0)
      bits &= ~(~std::uint64_t{0} << (end % kWordBits));
    for (; bits != 0; bits &= bits - 1) {
      slots.push_back(word * kWordBits + static_cast<std::uint32_t>(std::countr_zero(bits)));
    }
  }
}

EdgeEnds GraphSnapshot::ends(EdgeId edge) const {
  MUSTER_ASSERT(contains(edge));
  const internal::EdgeRow& row = *state_->edges.find(slot_of(edge));
  return {.source = state_->node_id(row.source_slot),
          .target = state_->node_id(row.target_slot),
          .type = static_cast<EdgeTypeId>(row.type)};
}

std::uint64_t GraphSnapshot::edge_type_count(EdgeTypeId type) const {
  const std::uint64_t* const count =
      state_->edge_type_counts.find(static_cast<std::uint32_t>(type));
  return count == nullptr ? 0 : *count;
}

std::uint64_t GraphSnapshot::label_edge_count(LabelId label, EdgeTypeId type,
                                              Direction direction) const {
  return state_->degrees.count(label, type, direction);
}

std::uint64_t GraphSnapshot::label_edge_count(LabelId label, Direction direction) const {
  return state_->degrees.count(label, direction);
}

AdjacencyCursor GraphSnapshot::adjacency(std::uint32_t slot, Direction direction) const {
  return {*state_, slot, direction, std::nullopt};
}

AdjacencyCursor GraphSnapshot::adjacency(std::uint32_t slot, Direction direction,
                                         EdgeTypeId type) const {
  return {*state_, slot, direction, type};
}

void GraphSnapshot::adjacency_runs(std::span<const std::uint32_t> slots, Direction direction,
                                   std::span<AdjacencyRun> runs) const {
  MUSTER_ASSERT(slots.size() <= kRunsMax && runs.size() >= slots.size());
  (direction == Direction::kOutgoing ? state_->outgoing : state_->incoming).runs(slots, runs);
}

std::uint64_t GraphSnapshot::degree(std::uint32_t slot, Direction direction) const {
  return (direction == Direction::kOutgoing ? state_->outgoing : state_->incoming).degree(slot);
}

Value GraphSnapshot::property(NodeId node, KeyId key) const {
  MUSTER_ASSERT(contains(node));
  return property_at(state_->node_columns, key, slot_of(node));
}

Value GraphSnapshot::property(EdgeId edge, KeyId key) const {
  MUSTER_ASSERT(contains(edge));
  return property_at(state_->edge_columns, key, slot_of(edge));
}

std::vector<Property> GraphSnapshot::properties(NodeId node) const {
  MUSTER_ASSERT(contains(node));
  return properties_at(state_->node_columns, catalog().keys.size(), slot_of(node));
}

std::vector<Property> GraphSnapshot::properties(EdgeId edge) const {
  MUSTER_ASSERT(contains(edge));
  return properties_at(state_->edge_columns, catalog().keys.size(), slot_of(edge));
}

Value GraphSnapshot::property(NodeId node, std::string_view key) const {
  const std::optional<KeyId> id = catalog().keys.find(key);
  return id.has_value() ? property(node, *id) : Value();
}

Value GraphSnapshot::property(EdgeId edge, std::string_view key) const {
  const std::optional<KeyId> id = catalog().keys.find(key);
  return id.has_value() ? property(edge, *id) : Value();
}

std::uint8_t GraphSnapshot::flags(NodeId node) const {
  MUSTER_ASSERT(contains(node));
  return state_->nodes.find(slot_of(node))->flags;
}

std::uint8_t GraphSnapshot::flags(EdgeId edge) const {
  MUSTER_ASSERT(contains(edge));
  return state_->edges.find(slot_of(edge))->flags;
}

Validity GraphSnapshot::validity(EdgeId edge) const {
  MUSTER_ASSERT(contains(edge));
  if ((flags(edge) & kFlagHasValidity) == 0) return {};
  return *state_->validities.find(slot_of(edge));
}

const std::vector<std::string>& GraphSnapshot::sources(NodeId node) const {
  MUSTER_ASSERT(contains(node));
  return state_->source_sets.at(state_->nodes.find(slot_of(node))->source_set);
}

const std::vector<std::string>& GraphSnapshot::sources(EdgeId edge) const {
  MUSTER_ASSERT(contains(edge));
  return state_->source_sets.at(state_->edges.find(slot_of(edge))->source_set);
}

Instant GraphSnapshot::first_seen(NodeId node) const {
  MUSTER_ASSERT(contains(node));
  return state_->nodes.find(slot_of(node))->first_seen;
}

Instant GraphSnapshot::first_seen(EdgeId edge) const {
  MUSTER_ASSERT(contains(edge));
  return state_->edges.find(slot_of(edge))->first_seen;
}

std::vector<NodeId> GraphSnapshot::nodes_by_alias(std::string_view alias) const {
  std::vector<NodeId> nodes;
  for (const std::uint32_t slot : state_->aliases.slots(alias))
    nodes.push_back(state_->node_id(slot));
  std::sort(nodes.begin(), nodes.end());
  return nodes;
}

std::vector<std::string> GraphSnapshot::aliases(NodeId node) const {
  MUSTER_ASSERT(contains(node));
  return state_->aliases.aliases(slot_of(node));
}

}  // namespace muster
