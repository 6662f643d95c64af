// GraphState: the roots of the chunk trees that are one version of the graph. A copy shares every
// chunk.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/base/ids.h"
#include "core/base/instant.h"
#include "core/graph/adjacency_table.h"
#include "core/graph/alias_index.h"
#include "core/graph/catalog.h"
#include "core/graph/degree_counts.h"
#include "core/graph/element.h"
#include "core/graph/intern_table.h"
#include "core/graph/persistent_array.h"
#include "core/graph/persistent_tree.h"
#include "core/graph/property_column.h"
#include "core/graph/schema_table.h"

namespace muster {
namespace internal {

// What a slot holds. While it is free, `generation` is the one its next element gets.
struct NodeRow {
  std::uint32_t generation = 0;
  std::uint32_t label_set = 0;
  std::uint32_t source_set = 0;
  std::uint8_t flags = 0;
  bool alive = false;
  Instant first_seen;
};

struct EdgeRow {
  std::uint32_t generation = 0;
  std::uint32_t source_slot = 0;
  std::uint32_t target_slot = 0;
  std::uint32_t source_set = 0;
  std::uint16_t type = 0;
  std::uint8_t flags = 0;
  bool alive = false;
  Instant first_seen;
};

// One bit a node slot.
struct LabelBitmap {
  PersistentArray<std::uint64_t, 6> words;  // 512-byte leaves.
  std::uint64_t count = 0;
};

using PropertyColumns = PersistentArray<PropertyColumn, 4>;  // By KeyId.

// Slots whose element was deleted by an earlier edit, ascending.
using FreeSlots = PersistentTree<std::uint32_t>;

}  // namespace internal

struct GraphState {
  std::uint64_t version = 0;
  std::uint64_t topology_version = 0;
  std::shared_ptr<const Catalog> catalog = std::make_shared<const Catalog>();

  internal::PersistentArray<internal::NodeRow, 7> nodes;
  std::uint32_t node_slot_bound = 0;
  std::uint64_t node_count = 0;
  internal::FreeSlots free_node_slots;
  internal::InternTable<LabelId> label_sets;
  internal::PersistentArray<internal::LabelBitmap, 4> labels;  // By LabelId.
  internal::PropertyColumns node_columns;
  internal::AliasIndex aliases;

  internal::PersistentArray<internal::EdgeRow, 7> edges;
  std::uint32_t edge_slot_bound = 0;
  std::uint64_t edge_count = 0;
  internal::FreeSlots free_edge_slots;
  internal::PersistentArray<std::uint64_t, 6> edge_type_counts;  // By EdgeTypeId.
  internal::DegreeCounts degrees;
  internal::PersistentArray<Validity, 6> validities;  // Only of edges with kFlagHasValidity.
  internal::PropertyColumns edge_columns;
  internal::AdjacencyTable outgoing;
  internal::AdjacencyTable incoming;

  internal::InternTable<std::string> source_sets;  // Of nodes and edges.

  internal::SchemaTable schema;

  // The row of a living element, or null.
  const internal::NodeRow* find(NodeId node) const {
    const internal::NodeRow* const row = nodes.find(slot_of(node));
    return row != nullptr && row->alive && row->generation == generation_of(node) ? row : nullptr;
  }
  const internal::EdgeRow* find(EdgeId edge) const {
    const internal::EdgeRow* const row = edges.find(slot_of(edge));
    return row != nullptr && row->alive && row->generation == generation_of(edge) ? row : nullptr;
  }
  // REQUIRES: the slot is alive.
  NodeId node_id(std::uint32_t slot) const {
    return make_id<NodeId>(slot, nodes.find(slot)->generation);
  }
  EdgeId edge_id(std::uint32_t slot) const {
    return make_id<EdgeId>(slot, edges.find(slot)->generation);
  }
};

// Puts the node slot into the label's bitmap or takes it out. REQUIRES: it is not so already.
namespace internal {
void set_label_bit(GraphState& state, LabelId label, std::uint32_t slot, bool on, Edit& edit);
}  // namespace internal

}  // namespace muster
