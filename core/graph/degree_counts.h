// DegreeCounts: how many edges of each type leave and enter the nodes of each label.
//
// The law: an edge counts once for each label of its source and once for each label of its target,
// while edge and label are both there. So a change of one edge or one label costs one path of a
// small array a label, and never a look at the rest of the graph.
#pragma once

#include <cstdint>
#include <span>

#include "core/base/ids.h"
#include "core/graph/element.h"
#include "core/graph/persistent_array.h"

namespace muster::internal {

class DegreeCounts {
 public:
  std::uint64_t count(LabelId label, EdgeTypeId type, Direction direction) const;
  std::uint64_t count(LabelId label, Direction direction) const;  // Of every type.

  // An edge of `type` between nodes of these labels comes (`on`) or goes.
  void count_edge(std::span<const LabelId> source_labels, EdgeTypeId type,
                  std::span<const LabelId> target_labels, bool on, Edit& edit);
  // A node gets `label` (`on`) or loses it: to be called with each contiguous run of its entries in
  // `direction`. Cost: O(types * log entries).
  void count_label(LabelId label, Direction direction, std::span<const AdjacencyEntry> run, bool on,
                   Edit& edit);

 private:
  // By type and direction, behind the two sums over all types.
  using OfLabel = PersistentArray<std::uint64_t, 4>;
  std::uint64_t at(LabelId label, std::uint32_t place) const;
  void add(LabelId label, std::uint32_t type, Direction direction, std::uint64_t edges, bool on,
           Edit& edit);

  PersistentArray<OfLabel, 3> labels_;  // By LabelId.
};

}  // namespace muster::internal
