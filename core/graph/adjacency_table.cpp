#include "core/graph/adjacency_table.h"

#include <algorithm>
#include <vector>

#include "core/base/assert.h"

namespace muster::internal {
namespace {

static_assert(alignof(AdjacencyPage) >= alignof(AdjacencyEntry));
static_assert(kPageNodes * kPlainMax <= UINT16_MAX);

using PagePtr = ChunkPtr<AdjacencyPage>;

// A copy of `old` (which may be null) that `edit` owns, with room for `capacity` entries.
AdjacencyPage* remake_page(PagePtr& link, std::uint32_t capacity, Edit& edit) {
  auto* const made = make_chunk<AdjacencyPage>(edit, capacity * sizeof(AdjacencyEntry), capacity);
  if (const AdjacencyPage* const old = link.get(); old != nullptr) {
    std::copy_n(old->begin, kPageNodes + 1, made->begin);
    std::copy_n(old->entries(), old->count(), made->entries());
    made->hubs = old->hubs;
  }
  link = PagePtr(made);
  return made;
}

AdjacencyPage* own_page(PagePtr& link, Edit& edit) {
  if (AdjacencyPage* const owned = link.owned(edit); owned != nullptr) return owned;
  // A little room, so that the second edge of a commit at this page does not copy it again.
  const std::uint32_t count = link ? link->count() : 0;
  return remake_page(link, count + 2, edit);
}

AdjacencyTree& own_tree(AdjacencyPage& page, std::uint32_t node, Edit& edit) {
  HubTable* table = page.hubs.owned(edit);
  if (table == nullptr) {
    table = page.hubs ? make_chunk<HubTable>(edit, 0, *page.hubs) : make_chunk<HubTable>(edit, 0);
    page.hubs = ChunkPtr<HubTable>(table);
  }
  return table->trees[node];
}

bool is_hub(const AdjacencyPage& page, std::uint32_t node) {
  return page.hubs && !page.hubs->trees[node].empty();
}

AdjacencyEntry* find_plain(AdjacencyPage& page, std::uint32_t node, const AdjacencyEntry& entry) {
  return std::lower_bound(page.entries() + page.begin[node], page.entries() + page.begin[node + 1],
                          entry, AdjacencyLess{});
}

// Replaces the run of `node` by nothing.
void clear_run(AdjacencyPage& page, std::uint32_t node) {
  const auto removed = static_cast<std::uint16_t>(page.begin[node + 1] - page.begin[node]);
  std::copy(page.entries() + page.begin[node + 1], page.entries() + page.count(),
            page.entries() + page.begin[node]);
  for (std::uint32_t i = node + 1; i <= kPageNodes; ++i)
    page.begin[i] = static_cast<std::uint16_t>(page.begin[i] - removed);
}

void insert_plain(PagePtr& link, std::uint32_t node, const AdjacencyEntry& entry, Edit& edit) {
  AdjacencyPage* page = own_page(link, edit);
  // Grows by half, so that loading a page one edge at a time copies each entry a constant number of
  // times.
  if (page->count() == page->capacity)
    page = remake_page(link, page->count() + std::max(4U, page->count() / 2), edit);
  AdjacencyEntry* const position = find_plain(*page, node, entry);
  std::copy_backward(position, page->entries() + page->count(),
                     page->entries() + page->count() + 1);
  *position = entry;
  for (std::uint32_t i = node + 1; i <= kPageNodes; ++i) ++page->begin[i];
}

// A plain node that grew past its share of the page gets a tree.
void promote(AdjacencyPage& page, std::uint32_t node, Edit& edit) {
  AdjacencyTree& tree = own_tree(page, node, edit);
  for (std::uint32_t i = page.begin[node]; i < page.begin[node + 1]; ++i)
    tree.insert(page.entries()[i], edit);
  clear_run(page, node);
}

// A hub that shrank comes back to the page.
void demote(PagePtr& link, std::uint32_t node, Edit& edit) {
  AdjacencyTree& tree = own_tree(*own_page(link, edit), node, edit);
  std::vector<AdjacencyEntry> entries;
  tree.visit_all([&](const AdjacencyEntry& entry) {
    entries.push_back(entry);
    return true;
  });
  tree = AdjacencyTree();
  // One copy with room for all of them.
  if (const auto needed = link->count() + static_cast<std::uint32_t>(entries.size());
      needed > link->capacity) {
    remake_page(link, needed + 2, edit);
  }
  for (const AdjacencyEntry& entry : entries) insert_plain(link, node, entry, edit);
}

}  // namespace

AdjacencyTable::List AdjacencyTable::list(std::uint32_t slot) const {
  const PagePtr* const link = pages_.find(slot / kPageNodes);
  if (link == nullptr || !*link) return {};
  const AdjacencyPage& page = **link;
  const std::uint32_t node = slot % kPageNodes;
  if (is_hub(page, node)) return {.plain = {}, .hub = &page.hubs->trees[node]};
  return {.plain = {page.entries() + page.begin[node], page.entries() + page.begin[node + 1]},
          .hub = nullptr};
}

void AdjacencyTable::runs(std::span<const std::uint32_t> slots,
                          std::span<AdjacencyRun> runs) const {
  // All pages are asked for before the first is read, and all entries before anybody reads them:
  // the loads overlap.
  const AdjacencyPage* pages[kRunsMax];
  for (std::size_t i = 0; i < slots.size(); ++i) {
    const PagePtr* const link = pages_.find(slots[i] / kPageNodes);
    pages[i] = link == nullptr ? nullptr : link->get();
    if (pages[i] != nullptr) __builtin_prefetch(pages[i]);
  }
  for (std::size_t i = 0; i < slots.size(); ++i) {
    const std::uint32_t node = slots[i] % kPageNodes;
    if (pages[i] == nullptr) {
      runs[i] = {};
    } else if (is_hub(*pages[i], node)) {
      runs[i] = {.entries = {}, .hub = true};
    } else {
      const AdjacencyEntry* const entries = pages[i]->entries();
      const AdjacencyEntry* const begin = entries + pages[i]->begin[node];
      __builtin_prefetch(begin);
      runs[i] = {.entries = {begin, entries + pages[i]->begin[node + 1]}, .hub = false};
    }
  }
}

std::uint64_t AdjacencyTable::degree(std::uint32_t slot) const {
  const List found = list(slot);
  return found.hub != nullptr ? found.hub->size() : found.plain.size();
}

void AdjacencyTable::insert(std::uint32_t slot, const AdjacencyEntry& entry, Edit& edit) {
  PagePtr& link = pages_.edit(slot / kPageNodes, edit);
  const std::uint32_t node = slot % kPageNodes;
  if (link && !is_hub(*link, node) &&
      link->begin[node + 1] - link->begin[node] >= static_cast<int>(kPlainMax)) {
    promote(*own_page(link, edit), node, edit);
  }
  if (link && is_hub(*link, node)) {
    const bool inserted = own_tree(*own_page(link, edit), node, edit).insert(entry, edit);
    MUSTER_ASSERT(inserted);
    return;
  }
  insert_plain(link, node, entry, edit);
}

void AdjacencyTable::erase(std::uint32_t slot, const AdjacencyEntry& entry, Edit& edit) {
  PagePtr& link = pages_.edit(slot / kPageNodes, edit);
  const std::uint32_t node = slot % kPageNodes;
  AdjacencyPage* const page = own_page(link, edit);
  if (is_hub(*page, node)) {
    AdjacencyTree& tree = own_tree(*page, node, edit);
    const bool erased = tree.erase(entry, edit);
    MUSTER_ASSERT(erased);
    if (tree.size() < kPlainAgain) demote(link, node, edit);
    return;
  }
  AdjacencyEntry* const found = find_plain(*page, node, entry);
  MUSTER_ASSERT(found != page->entries() + page->begin[node + 1] &&
                !AdjacencyLess{}(entry, *found));
  std::copy(found + 1, page->entries() + page->count(), found);
  for (std::uint32_t i = node + 1; i <= kPageNodes; ++i) --page->begin[i];
}

void AdjacencyTable::replace(std::uint32_t slot, const AdjacencyEntry& entry, Edit& edit) {
  AdjacencyPage* const page = own_page(pages_.edit(slot / kPageNodes, edit), edit);
  const std::uint32_t node = slot % kPageNodes;
  if (is_hub(*page, node)) {
    own_tree(*page, node, edit).replace(entry, edit);
    return;
  }
  AdjacencyEntry* const found = find_plain(*page, node, entry);
  MUSTER_ASSERT(found != page->entries() + page->begin[node + 1] &&
                !AdjacencyLess{}(entry, *found));
  *found = entry;
}

}  // namespace muster::internal
