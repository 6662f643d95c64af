#include "core/graph/graph_state.h"

#include "core/base/assert.h"

namespace muster::internal {

void set_label_bit(GraphState& state, LabelId label, std::uint32_t slot, bool on,
                   internal::Edit& edit) {
  internal::LabelBitmap& bitmap = state.labels.edit(static_cast<std::uint32_t>(label), edit);
  std::uint64_t& word = bitmap.words.edit(slot / 64, edit);
  const std::uint64_t bit = std::uint64_t{1} << (slot % 64);
  MUSTER_ASSERT(((word & bit) != 0) != on);
  word ^= bit;
  bitmap.count += on ? 1 : std::uint64_t(-1);
}

}  // namespace muster::internal
