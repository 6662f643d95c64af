#include "core/graph/chunk.h"

namespace muster::internal {

Edit begin_edit() {
  static std::atomic<std::uint64_t> owner_last{0};
  return Edit{.owner = owner_last.fetch_add(1, std::memory_order_relaxed) + 1, .bytes_copied = 0};
}

}  // namespace muster::internal
