// GraphSnapshot: the whole graph at one version, immutable, in memory.
//
// The law: everything in a snapshot is a persistent tree of fixed-size chunks under a shallow radix
// directory. A snapshot never changes once published; a writer's SnapshotBuilder shares its chunks
// and copies only those it touches.
//
// Order: nodes come in slot order, adjacency entries by (type, neighbour slot, edge slot). Every
// answer is built on these orders. Threads: all const members may be called concurrently on a
// published snapshot.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/ids.h"
#include "core/base/value.h"
#include "core/graph/catalog.h"
#include "core/graph/element.h"
#include "core/graph/schema.h"

namespace muster {

struct GraphState;  // The roots of the chunk trees (graph_state.h).
class SnapshotBuilder;

// A property and its value.
struct Property {
  KeyId key{};
  Value value;

  bool operator==(const Property&) const = default;
};

// Contiguous runs of a node's adjacency: one for a plain node, several for a hub.
//
//   for (AdjacencyCursor cursor = graph.adjacency(slot, Direction::kOutgoing); !cursor.done();
//   cursor.next())
//     for (const AdjacencyEntry& entry : cursor.run()) …
//
// Lives no longer than the snapshot, and on a builder only until its next change.
class AdjacencyCursor {
 public:
  bool done() const { return run_.empty(); }
  std::span<const AdjacencyEntry> run() const { return run_; }
  void next();

 private:
  friend class GraphSnapshot;
  static constexpr int kDepthMax = 8;  // Inner nodes on the way to a leaf; 2^32 entries need six.
  struct Frame {
    const void* node;
    std::uint32_t index;
  };
  AdjacencyCursor(const GraphState& state, std::uint32_t slot, Direction direction,
                  std::optional<EdgeTypeId> type);
  void descend(const void* node, int level, const AdjacencyEntry* from);
  void enter_leaf(const void* leaf, const AdjacencyEntry* from);

  std::span<const AdjacencyEntry> run_;
  int depth_ = 0;                // 0: a plain node, no further run.
  std::uint32_t type_last_ = 0;  // Runs end after this type.
  Frame frames_[kDepthMax];      // Of a hub's tree, root first; only the first depth_ are set.
};

// A snapshot that is published is held by a shared pointer (weak_from_this gives it); the view of a
// builder is not.
class GraphSnapshot : public std::enable_shared_from_this<GraphSnapshot> {
 public:
  ~GraphSnapshot();
  GraphSnapshot(const GraphSnapshot&) = delete;
  GraphSnapshot& operator=(const GraphSnapshot&) = delete;

  // The empty graph at version 0.
  static std::shared_ptr<const GraphSnapshot> empty();

  // Counts commits that changed the graph; commits of records alone leave it.
  std::uint64_t version() const;
  // Published snapshots of this process with equal numbers have the same edges, between the same
  // nodes and of the same types; labels, properties and flags may differ.
  std::uint64_t topology_version() const;
  const Catalog& catalog() const;

  // --- Elements. Slots run from 0; a slot below the bound may be free.
  std::uint32_t node_slot_bound() const;
  std::uint32_t edge_slot_bound() const;
  std::uint64_t node_count() const;
  std::uint64_t edge_count() const;
  bool contains(NodeId node) const;
  bool contains(EdgeId edge) const;
  // The id now living in a slot; nullopt if the slot is free or out of bounds.
  std::optional<NodeId> node_at(std::uint32_t slot) const;
  std::optional<EdgeId> edge_at(std::uint32_t slot) const;

  // --- Labels. All REQUIRE contains(node); a label set is sorted by id.
  std::span<const LabelId> labels(NodeId node) const;
  bool has_label(NodeId node, LabelId label) const;
  std::uint64_t label_count(LabelId label) const;  // Nodes with the label.
  // The slots of nodes with `label` in [begin, end), ascending, appended to `slots`. Cost: O((end -
  // begin) / 64 + found).
  void label_slots(LabelId label, std::uint32_t begin, std::uint32_t end,
                   std::vector<std::uint32_t>& slots) const;

  // --- Edges. REQUIRES contains(edge).
  EdgeEnds ends(EdgeId edge) const;
  std::uint64_t edge_type_count(EdgeTypeId type) const;  // Edges of the type.
  // Edges of the type that leave (kOutgoing) or enter (kIncoming) nodes with the label. Kept, not
  // counted. Cost: a few loads.
  std::uint64_t label_edge_count(LabelId label, EdgeTypeId type, Direction direction) const;
  std::uint64_t label_edge_count(LabelId label, Direction direction) const;  // Of every type.

  // Entries of the node in `slot` in the given direction; with `type`, of that type alone. Cost:
  // O(log degree) to the first.
  AdjacencyCursor adjacency(std::uint32_t slot, Direction direction) const;
  AdjacencyCursor adjacency(std::uint32_t slot, Direction direction, EdgeTypeId type) const;
  std::uint64_t degree(std::uint32_t slot, Direction direction) const;
  // The entries of several nodes, for walks over many: several times faster than a cursor for each
  // where they are not in the processor's caches, since the loads overlap. REQUIRES: at most
  // kRunsMax slots, and as many runs.
  void adjacency_runs(std::span<const std::uint32_t> slots, Direction direction,
                      std::span<AdjacencyRun> runs) const;

  // --- Properties. REQUIRES contains(element). A property that is not there is null.
  Value property(NodeId node, KeyId key) const;
  Value property(EdgeId edge, KeyId key) const;
  std::vector<Property> properties(NodeId node) const;  // Sorted by key id.
  std::vector<Property> properties(EdgeId edge) const;
  // By name: null also where nobody ever wrote that name.
  Value property(NodeId node, std::string_view key) const;
  Value property(EdgeId edge, std::string_view key) const;

  // --- What is known of an element. REQUIRES contains(element).
  std::uint8_t flags(NodeId node) const;
  std::uint8_t flags(EdgeId edge) const;
  Validity validity(EdgeId edge) const;
  // The names of the sources that assert it, sorted; interned as a set.
  const std::vector<std::string>& sources(NodeId node) const;
  const std::vector<std::string>& sources(EdgeId edge) const;
  Instant first_seen(NodeId node) const;
  Instant first_seen(EdgeId edge) const;

  // --- Aliases: normalised names in the outside world ("arn:aws:iam::…",
  // "system:serviceaccount:ns:sa"). Several nodes may carry one alias; the answer is sorted by id.
  // Cost: O(log n).
  std::vector<NodeId> nodes_by_alias(std::string_view alias) const;
  std::vector<std::string> aliases(NodeId node) const;  // Sorted.

  // --- Indexes and constraints.
  Schema schema() const;

  // Hash of all elements in slot order: labels, ends, properties, flags, sources, aliases by name,
  // not by interned id. Equal graphs built in the same order have equal checksums. Cost: O(graph).
  std::uint64_t checksum() const;

 private:
  friend class SnapshotBuilder;
  explicit GraphSnapshot(std::unique_ptr<GraphState> state);
  std::unique_ptr<GraphState> state_;
};

}  // namespace muster
