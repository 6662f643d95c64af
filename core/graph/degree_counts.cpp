#include "core/graph/degree_counts.h"

#include <algorithm>

#include "core/base/assert.h"

namespace muster::internal {
namespace {

constexpr std::uint32_t kTypesBegin = 2;  // Places before are the sums over all types.

std::uint32_t sum_place(Direction direction) { return direction == Direction::kIncoming ? 1 : 0; }

std::uint32_t place(std::uint32_t type, Direction direction) {
  return kTypesBegin + type * 2 + sum_place(direction);
}

}  // namespace

std::uint64_t DegreeCounts::at(LabelId label, std::uint32_t place) const {
  const OfLabel* const counts = labels_.find(static_cast<std::uint32_t>(label));
  if (counts == nullptr) return 0;
  const std::uint64_t* const count = counts->find(place);
  return count == nullptr ? 0 : *count;
}

std::uint64_t DegreeCounts::count(LabelId label, EdgeTypeId type, Direction direction) const {
  return at(label, place(static_cast<std::uint32_t>(type), direction));
}

std::uint64_t DegreeCounts::count(LabelId label, Direction direction) const {
  return at(label, sum_place(direction));
}

void DegreeCounts::add(LabelId label, std::uint32_t type, Direction direction, std::uint64_t edges,
                       bool on, Edit& edit) {
  OfLabel& counts = labels_.edit(static_cast<std::uint32_t>(label), edit);
  for (const std::uint32_t index : {sum_place(direction), place(type, direction)}) {
    std::uint64_t& count = counts.edit(index, edit);
    MUSTER_ASSERT(on || count >= edges);
    count = on ? count + edges : count - edges;
  }
}

void DegreeCounts::count_edge(std::span<const LabelId> source_labels, EdgeTypeId type,
                              std::span<const LabelId> target_labels, bool on, Edit& edit) {
  const auto number = static_cast<std::uint32_t>(type);
  for (const LabelId label : source_labels) add(label, number, Direction::kOutgoing, 1, on, edit);
  for (const LabelId label : target_labels) add(label, number, Direction::kIncoming, 1, on, edit);
}

void DegreeCounts::count_label(LabelId label, Direction direction,
                               std::span<const AdjacencyEntry> run, bool on, Edit& edit) {
  const auto before = [](std::uint16_t type, const AdjacencyEntry& entry) {
    return type < entry.type;
  };
  // Entries come by type: a stretch of one type is counted by where it ends.
  while (!run.empty()) {
    const std::uint16_t type = run.front().type;
    const auto end = run.back().type == type
                         ? run.end()
                         : std::upper_bound(run.begin(), run.end(), type, before);
    const auto edges = static_cast<std::size_t>(end - run.begin());
    add(label, type, direction, edges, on, edit);
    run = run.subspan(edges);
  }
}

}  // namespace muster::internal
