// IndexTree: the contents of one index: which elements have which key.
//
// The law: entries are ordered by key bytes, then slot; an element stands in the tree once.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>

#include "core/graph/chunk.h"
#include "core/graph/persistent_tree.h"

namespace muster::internal {

// The bytes of a key, shared by the entries of equal keys and by every version of the tree.
class KeyText final : public Chunk {
 public:
  KeyText(const Edit& edit, std::string_view text)
      : Chunk(edit), bytes_(static_cast<std::uint32_t>(text.size())) {
    std::copy(text.begin(), text.end(), data());  // memcpy refuses the null of an empty view
  }
  std::string_view text() const { return {reinterpret_cast<const char*>(this + 1), bytes_}; }

 private:
  char* data() { return reinterpret_cast<char*>(this + 1); }
  std::uint32_t bytes_;
};

struct IndexEntry {
  // The first eight bytes of the key, zeros behind a shorter one: most comparisons end here,
  // without a look at the text.
  std::uint64_t head = 0;
  ChunkPtr<KeyText> key;
  std::uint32_t slot = 0;

  std::string_view text() const { return key ? key->text() : std::string_view(); }
};

// REQUIRES: both have a key.
inline bool same_key(const IndexEntry& left, const IndexEntry& right) {
  return left.head == right.head &&
         (left.key.get() == right.key.get() || left.text() == right.text());
}

struct IndexEntryLess {
  bool operator()(const IndexEntry& left, const IndexEntry& right) const {
    if (left.head != right.head) return left.head < right.head;
    if (left.key.get() != right.key.get()) {
      if (const int order = left.text().compare(right.text()); order != 0) return order < 0;
    }
    return left.slot < right.slot;
  }
};

class IndexTree {
 public:
  std::uint64_t entries() const { return tree_.size(); }
  std::uint64_t distinct() const { return distinct_; }

  // False: it was so already.
  bool insert(std::string_view key, std::uint32_t slot, Edit& edit);
  bool erase(std::string_view key, std::uint32_t slot, Edit& edit);

  // Calls visit(key, slot) from the first entry whose key is not less than `key`, ascending, until
  // it returns false.
  template <typename Visit>
  void visit_from(std::string_view key, Visit&& visit) const {
    tree_.visit_from(probe(key, 0),
                     [&](const IndexEntry& entry) { return visit(entry.text(), entry.slot); });
  }

 private:
  static std::uint64_t head_of(std::string_view key);
  static IndexEntry probe(std::string_view key, std::uint32_t slot);
  // The text of an entry with this key, or null.
  ChunkPtr<KeyText> shared_text(const IndexEntry& probe) const;

  PersistentTree<IndexEntry, IndexEntryLess> tree_;
  std::uint64_t distinct_ = 0;
};

}  // namespace muster::internal
