#include <algorithm>
#include <limits>

#include "core/base/assert.h"
#include "core/graph/graph_snapshot.h"
#include "core/graph/graph_state.h"

namespace muster {
namespace {

using Tree = internal::AdjacencyTree;
constexpr std::uint32_t kTypeMax = std::numeric_limits<std::uint16_t>::max();

// The part of a sorted run from `from` (null: its begin) to the last entry of `type_last`.
std::span<const AdjacencyEntry> clip(const AdjacencyEntry* begin, const AdjacencyEntry* end,
                                     const AdjacencyEntry* from, std::uint32_t type_last) {
  if (from != nullptr) begin = std::lower_bound(begin, end, *from, internal::AdjacencyLess{});
  if (begin != end && end[-1].type > type_last) {
    end = std::partition_point(
        begin, end, [&](const AdjacencyEntry& entry) { return entry.type <= type_last; });
  }
  return {begin, end};
}

}  // namespace

AdjacencyCursor::AdjacencyCursor(const GraphState& state, std::uint32_t slot, Direction direction,
                                 std::optional<EdgeTypeId> type)
    : type_last_(type.has_value() ? raw(*type) & kTypeMax : kTypeMax) {
  // A type beyond the last that can be interned has no edges.
  if (type.has_value() && raw(*type) > kTypeMax) return;
  const internal::AdjacencyTable& table =
      direction == Direction::kOutgoing ? state.outgoing : state.incoming;
  const internal::AdjacencyTable::List list = table.list(slot);
  const AdjacencyEntry first{
      .edge_slot = 0, .neighbour_slot = 0, .type = static_cast<std::uint16_t>(type_last_)};
  const AdjacencyEntry* const from = type.has_value() ? &first : nullptr;
  if (list.hub == nullptr) {
    run_ = clip(list.plain.data(), list.plain.data() + list.plain.size(), from, type_last_);
    return;
  }
  descend(list.hub->root(), static_cast<int>(list.hub->height()), from);
  // The bound of a child may be lower than all it holds, so that the leaf may end before `from`.
  if (run_.empty() && depth_ > 0) next();
}

void AdjacencyCursor::descend(const void* node, int level, const AdjacencyEntry* from) {
  for (; level > 0; --level) {
    const auto* const inner =
        static_cast<const Tree::Inner*>(static_cast<const internal::Chunk*>(node));
    std::uint32_t index = 0;
    if (from != nullptr) {
      const AdjacencyEntry* const after =
          std::upper_bound(inner->low, inner->low + inner->count, *from, internal::AdjacencyLess{});
      index = after == inner->low ? 0 : static_cast<std::uint32_t>(after - inner->low) - 1;
    }
    MUSTER_ASSERT(depth_ < kDepthMax);
    frames_[depth_++] = {inner, index};
    node = inner->children[index];
  }
  enter_leaf(node, from);
}

void AdjacencyCursor::enter_leaf(const void* leaf, const AdjacencyEntry* from) {
  const auto* const entries =
      static_cast<const Tree::Leaf*>(static_cast<const internal::Chunk*>(leaf));
  run_ = clip(entries->entries, entries->entries + entries->count, from, type_last_);
}

void AdjacencyCursor::next() {
  run_ = {};
  const int height = depth_;
  while (depth_ > 0) {
    Frame& frame = frames_[depth_ - 1];
    const auto* const inner = static_cast<const Tree::Inner*>(frame.node);
    if (++frame.index < inner->count) {
      descend(inner->children[frame.index], height - depth_, nullptr);
      return;
    }
    --depth_;
  }
}

}  // namespace muster
