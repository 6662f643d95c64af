// What a SnapshotBuilder remembers beside the graph it changes: its edit, and the elements it
// touched.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/base/assert.h"
#include "core/graph/chunk.h"
#include "core/graph/snapshot_builder.h"

namespace muster {

struct SnapshotBuilder::Tracking {
  internal::Edit edit = internal::begin_edit();

  // Touched elements, with repeats; changed() sorts them out. An element created and deleted again
  // is among them and no change.
  std::vector<NodeId> nodes;
  std::vector<EdgeId> edges;

  // Slots freed by this builder: free for others, not for it, so that one builder never has two
  // elements in one slot.
  std::vector<std::uint32_t> freed_node_slots;
  std::vector<std::uint32_t> freed_edge_slots;

  // Restoring leaves gaps that only a look at all slots finds again.
  bool free_slots_stale = false;

  // How many of the touched elements keep the constraints.
  std::size_t nodes_checked = 0;
  std::size_t edges_checked = 0;

  std::uint64_t schema_version_before = 0;

  bool sealed = false;  // No change may follow.

  std::shared_ptr<Catalog> catalog;  // The builder's own, once it has met a new name.

  void touch(NodeId node) {
    MUSTER_ASSERT(!sealed);
    if (nodes.size() == nodes_checked || nodes.back() != node) nodes.push_back(node);
  }
  void touch(EdgeId edge) {
    MUSTER_ASSERT(!sealed);
    if (edges.size() == edges_checked || edges.back() != edge) edges.push_back(edge);
  }
};

}  // namespace muster
