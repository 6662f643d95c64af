// A stable sort that a budget can stop.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "core/base/execution.h"
#include "query/functions/bounded_growth.h"

namespace muster {

// Sorts as std::stable_sort does. Cost: O(n log n), room for as many items again.
// Errors: those of the budget, asked for that room and every few thousand items; `items` are in no
// order then.
template <typename Item, typename Less>
Result<void> bounded_stable_sort(std::vector<Item>& items, const Less& less,
                                 const WorkBudget& budget) {
  constexpr std::size_t kItemsBetweenChecks = 4096;
  constexpr std::size_t kRunItems = 16;  // Sorted by insertion.
  for (std::size_t begin = 0; begin < items.size(); begin += kRunItems) {
    if (begin % kItemsBetweenChecks == 0) MUSTER_CHECK(budget.check());
    const std::size_t end = std::min(items.size(), begin + kRunItems);
    for (std::size_t next = begin + 1; next < end; ++next) {
      Item item = std::move(items[next]);
      std::size_t at = next;
      for (; at > begin && less(item, items[at - 1]); --at) items[at] = std::move(items[at - 1]);
      items[at] = std::move(item);
    }
  }
  std::vector<Item> merged;
  if (items.size() > kRunItems) MUSTER_CHECK(make_room(merged, items.size(), budget));
  for (std::size_t width = kRunItems; width < items.size(); width *= 2) {
    merged.clear();
    for (std::size_t begin = 0; begin < items.size(); begin += 2 * width) {
      std::size_t left = begin;
      const std::size_t left_end = std::min(items.size(), begin + width);
      std::size_t right = left_end;
      const std::size_t right_end = std::min(items.size(), left_end + width);
      while (left < left_end || right < right_end) {
        if (merged.size() % kItemsBetweenChecks == 0) MUSTER_CHECK(budget.check());
        const bool take_right =
            left == left_end || (right < right_end && less(items[right], items[left]));
        merged.push_back(std::move(items[take_right ? right++ : left++]));
      }
    }
    items.swap(merged);
  }
  return ok();
}

}  // namespace muster
