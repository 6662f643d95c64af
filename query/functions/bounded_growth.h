// Room in a vector, asked of a budget before it is taken.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "core/base/execution.h"

namespace muster {

// Smaller allocations are not asked for: the next check() of the budget sees them.
inline constexpr std::size_t kAskedBytes = 1 << 16;

namespace internal {

template <typename Item>
Result<void> grow(std::vector<Item>& items, std::size_t more, const WorkBudget& budget) {
  const std::size_t room = std::max(items.size() + more, 2 * items.size());
  if (room * sizeof(Item) >= kAskedBytes) MUSTER_CHECK(budget.room_for(room * sizeof(Item)));
  items.reserve(room);
  return ok();
}

}  // namespace internal

// Room for `more` items: where there is none, for twice as many as there are. While the items move,
// both rooms are held, and the budget is asked for that. Errors: those of the budget.
template <typename Item>
Result<void> make_room(std::vector<Item>& items, std::size_t more, const WorkBudget& budget) {
  return items.capacity() - items.size() >= more ? ok() : internal::grow(items, more, budget);
}

}  // namespace muster
