// AdjacencyTable: who a node's edges lead to, in one direction.
//
// The laws: entries of a node come by (type, neighbour slot, edge slot). A page holds the entries
// of 16 consecutive nodes, packed; a node with more than kPlainMax entries has a tree of its own,
// and comes back to the page below kPlainAgain. So the list of a plain node is one contiguous run,
// and a change copies at most one page and one path of a tree, however large the node or the graph.
#pragma once

#include <cstdint>
#include <span>
#include <tuple>

#include "core/graph/element.h"
#include "core/graph/persistent_array.h"
#include "core/graph/persistent_tree.h"

namespace muster::internal {

// Flags are a payload: they do not take part in the order.
struct AdjacencyLess {
  bool operator()(const AdjacencyEntry& left, const AdjacencyEntry& right) const {
    return std::tie(left.type, left.neighbour_slot, left.edge_slot) <
           std::tie(right.type, right.neighbour_slot, right.edge_slot);
  }
};
using AdjacencyTree = PersistentTree<AdjacencyEntry, AdjacencyLess>;

inline constexpr std::uint32_t kPageNodes = 16;
inline constexpr std::uint32_t kPlainMax = 48;
inline constexpr std::uint32_t kPlainAgain = 24;

// The trees of a page's hubs; made only where a page has one.
struct HubTable final : Chunk {
  explicit HubTable(const Edit& edit) : Chunk(edit) {}
  HubTable(const Edit& edit, const HubTable& other) : Chunk(edit) {
    for (std::uint32_t i = 0; i < kPageNodes; ++i) trees[i] = other.trees[i];
  }
  AdjacencyTree trees[kPageNodes];  // Empty: the node is plain.
};

struct AdjacencyPage final : Chunk {
  AdjacencyPage(const Edit& edit, std::uint32_t capacity_entries)
      : Chunk(edit), capacity(static_cast<std::uint16_t>(capacity_entries)) {}

  // The entries stand behind the chunk's own fields; those of node i in [begin[i], begin[i + 1]).
  AdjacencyEntry* entries() { return reinterpret_cast<AdjacencyEntry*>(this + 1); }
  const AdjacencyEntry* entries() const {
    return reinterpret_cast<const AdjacencyEntry*>(this + 1);
  }
  std::uint32_t count() const { return begin[kPageNodes]; }

  std::uint16_t begin[kPageNodes + 1]{};
  std::uint16_t capacity;
  ChunkPtr<HubTable> hubs;
};

class AdjacencyTable {
 public:
  // A plain node's run, or a hub's tree.
  struct List {
    std::span<const AdjacencyEntry> plain;
    const AdjacencyTree* hub = nullptr;
  };
  List list(std::uint32_t slot) const;
  std::uint64_t degree(std::uint32_t slot) const;
  // See GraphSnapshot::adjacency_runs.
  void runs(std::span<const std::uint32_t> slots, std::span<AdjacencyRun> runs) const;

  // REQUIRES of insert: the entry is not there; of the others: it is.
  void insert(std::uint32_t slot, const AdjacencyEntry& entry, Edit& edit);
  void erase(std::uint32_t slot, const AdjacencyEntry& entry, Edit& edit);
  void replace(std::uint32_t slot, const AdjacencyEntry& entry, Edit& edit);  // Takes its flags.

 private:
  using PagePtr = ChunkPtr<AdjacencyPage>;
  PersistentArray<PagePtr, 6> pages_;  // By slot / kPageNodes.
};

}  // namespace muster::internal
