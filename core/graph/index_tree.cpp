#include "core/graph/index_tree.h"

namespace muster::internal {

std::uint64_t IndexTree::head_of(std::string_view key) {
  std::uint64_t head = 0;
  for (std::size_t i = 0; i < 8; ++i)
    head = (head << 8) | (i < key.size() ? static_cast<unsigned char>(key[i]) : 0U);
  return head;
}

IndexEntry IndexTree::probe(std::string_view key, std::uint32_t slot) {
  // A key for looking is in no tree, so no edit pays for it.
  Edit unpaid;
  return {.head = head_of(key),
          .key = ChunkPtr<KeyText>(make_chunk<KeyText>(unpaid, key.size(), key)),
          .slot = slot};
}

ChunkPtr<KeyText> IndexTree::shared_text(const IndexEntry& probe) const {
  IndexEntry first = probe;
  first.slot = 0;
  ChunkPtr<KeyText> text;
  tree_.visit_from(first, [&](const IndexEntry& entry) {
    if (same_key(entry, probe)) text = entry.key;
    return false;
  });
  return text;
}

bool IndexTree::insert(std::string_view key, std::uint32_t slot, Edit& edit) {
  IndexEntry entry = probe(key, slot);
  ChunkPtr<KeyText> text = shared_text(entry);
  const bool is_new = !text;
  if (is_new) text = ChunkPtr<KeyText>(make_chunk<KeyText>(edit, key.size(), key));
  entry.key = std::move(text);
  if (!tree_.insert(entry, edit)) return false;
  distinct_ += is_new ? 1 : 0;
  return true;
}

bool IndexTree::erase(std::string_view key, std::uint32_t slot, Edit& edit) {
  const IndexEntry entry = probe(key, slot);
  if (!tree_.erase(entry, edit)) return false;
  distinct_ -= shared_text(entry) ? 0 : 1;
  return true;
}

}  // namespace muster::internal
