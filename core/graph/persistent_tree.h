// PersistentTree: an ordered set as a copy-on-write B+-tree (Bayer, McCreight 1972; leaves hold all
// entries). A copy of the tree is a copy of its root; a change copies one path and at most the
// siblings it splits from or merges with.
//
// The law: all entries of child i-1 < low[i] <= all entries of child i. `low` is a bound, not a
// copy of the smallest entry: deleting that entry leaves it standing.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <utility>

#include "core/base/assert.h"
#include "core/graph/chunk.h"

namespace muster::internal {

inline constexpr std::uint32_t kTreeLeafMax = 128;
inline constexpr std::uint32_t kTreeInnerMax = 64;

// Entry is copyable, best trivially; Less orders it and may leave fields out (a payload that `edit`
// changes).
template <typename Entry, typename Less = std::less<Entry>>
class PersistentTree {
 public:
  struct Leaf : Chunk {
    explicit Leaf(const Edit& edit) : Chunk(edit) {}
    std::uint32_t count = 0;
    Entry entries[kTreeLeafMax];
  };
  struct Inner : Chunk {
    explicit Inner(const Edit& edit) : Chunk(edit) {}
    std::uint32_t count = 0;
    Entry low[kTreeInnerMax];
    Chunk* children[kTreeInnerMax];
  };

  PersistentTree() = default;
  PersistentTree(const PersistentTree& other)
      : root_(other.root_), height_(other.height_), size_(other.size_) {
    if (root_ != nullptr) root_->retain();
  }
  PersistentTree(PersistentTree&& other) noexcept
      : root_(std::exchange(other.root_, nullptr)),
        height_(std::exchange(other.height_, 0)),
        size_(std::exchange(other.size_, 0)) {}
  PersistentTree& operator=(PersistentTree other) noexcept {
    std::swap(root_, other.root_);
    std::swap(height_, other.height_);
    std::swap(size_, other.size_);
    return *this;
  }
  ~PersistentTree() { release_subtree(root_, height_); }

  std::uint64_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  // For cursors: the root, null if empty, and the count of inner nodes above the leaves.
  const Chunk* root() const { return root_; }
  unsigned height() const { return height_; }

  const Entry* find(const Entry& key) const {
    const Entry* found = nullptr;
    visit_from(key, [&](const Entry& entry) {
      if (!Less{}(key, entry)) found = &entry;
      return false;
    });
    return found;
  }

  // Calls visit(entry) from the first entry that is not less than `key`, ascending, until it
  // returns false.
  template <typename Visit>
  void visit_from(const Entry& key, Visit&& visit) const {
    if (root_ != nullptr) visit_subtree(root_, height_, &key, visit);
  }
  template <typename Visit>
  void visit_all(Visit&& visit) const {
    if (root_ != nullptr) visit_subtree(root_, height_, nullptr, visit);
  }

  // False: it was there, and nothing changed.
  bool insert(const Entry& entry, Edit& edit) {
    if (find(entry) != nullptr) return false;
    if (root_ == nullptr) root_ = make_chunk<Leaf>(edit, 0);
    if (const Split split = insert_into(root_, height_, entry, edit); split.right != nullptr) {
      auto* const above = make_chunk<Inner>(edit, 0);
      above->count = 2;
      above->low[0] = lowest(root_, height_);
      above->children[0] = root_;
      above->low[1] = split.low;
      above->children[1] = split.right;
      root_ = above;
      ++height_;
    }
    ++size_;
    return true;
  }

  // False: it was not there, and nothing changed.
  bool erase(const Entry& entry, Edit& edit) {
    if (find(entry) == nullptr) return false;
    erase_from(root_, height_, entry, edit);
    while (height_ > 0 && inner(root_)->count == 1) {
      Chunk* const child = inner(root_)->children[0];
      child->retain();
      release_subtree(std::exchange(root_, child), height_);
      --height_;
    }
    if (height_ == 0 && leaf(root_)->count == 0) release_subtree(std::exchange(root_, nullptr), 0);
    --size_;
    return true;
  }

  // The entry equal to `entry` becomes `entry`, payload included. REQUIRES: it is there.
  void replace(const Entry& entry, Edit& edit) {
    Chunk** link = &root_;
    for (unsigned level = height_; level > 0; --level) {
      Inner* const owned = own_inner(*link, level, edit);
      link = &owned->children[child_index(*owned, entry)];
    }
    Leaf* const owned = own_leaf(*link, edit);
    Entry* const found =
        std::lower_bound(owned->entries, owned->entries + owned->count, entry, Less{});
    MUSTER_ASSERT(found != owned->entries + owned->count && !Less{}(entry, *found));
    *found = entry;
  }

 private:
  // Below this a node looks for a sibling to merge with; together they stay clear of the next
  // split.
  static constexpr std::uint32_t kMergeDivisor = 4;
  static constexpr std::uint32_t merged_max(std::uint32_t capacity) {
    return capacity - capacity / kMergeDivisor;
  }

  struct Split {
    Chunk* right = nullptr;  // Null: nothing was split.
    Entry low{};
  };

  static Leaf* leaf(Chunk* chunk) { return static_cast<Leaf*>(chunk); }
  static Inner* inner(Chunk* chunk) { return static_cast<Inner*>(chunk); }

  static std::uint32_t child_index(const Inner& node, const Entry& key) {
    const Entry* const after = std::upper_bound(node.low, node.low + node.count, key, Less{});
    return after == node.low ? 0 : static_cast<std::uint32_t>(after - node.low) - 1;
  }

  static Entry lowest(Chunk* chunk, unsigned level) {
    return level == 0 ? leaf(chunk)->entries[0] : inner(chunk)->low[0];
  }

  template <typename Visit>
  static bool visit_subtree(const Chunk* chunk, unsigned level, const Entry* key, Visit&& visit) {
    if (level == 0) {
      const auto* const node = static_cast<const Leaf*>(chunk);
      const Entry* const end = node->entries + node->count;
      for (const Entry* entry = key == nullptr ? node->entries
                                               : std::lower_bound(node->entries, end, *key, Less{});
           entry != end; ++entry) {
        if (!visit(*entry)) return false;
      }
      return true;
    }
    const auto* const node = static_cast<const Inner*>(chunk);
    const std::uint32_t first = key == nullptr ? 0 : child_index(*node, *key);
    for (std::uint32_t i = first; i < node->count; ++i) {
      // Only the first child on the way can hold entries before the key.
      if (!visit_subtree(node->children[i], level - 1, i == first ? key : nullptr, visit))
        return false;
    }
    return true;
  }

  static Leaf* own_leaf(Chunk*& link, Edit& edit) {
    Leaf* const shared = leaf(link);
    if (shared->owned_by(edit)) return shared;
    auto* const owned = make_chunk<Leaf>(edit, 0);
    owned->count = shared->count;
    std::copy_n(shared->entries, shared->count, owned->entries);
    link = owned;
    release_subtree(shared, 0);
    return owned;
  }

  static Inner* own_inner(Chunk*& link, unsigned level, Edit& edit) {
    Inner* const shared = inner(link);
    if (shared->owned_by(edit)) return shared;
    auto* const owned = make_chunk<Inner>(edit, 0);
    owned->count = shared->count;
    std::copy_n(shared->low, shared->count, owned->low);
    std::copy_n(shared->children, shared->count, owned->children);
    for (std::uint32_t i = 0; i < owned->count; ++i) owned->children[i]->retain();
    link = owned;
    release_subtree(shared, level);
    return owned;
  }

  static void insert_at(Leaf& node, std::uint32_t position, const Entry& entry) {
    std::move_backward(node.entries + position, node.entries + node.count,
                       node.entries + node.count + 1);
    node.entries[position] = entry;
    ++node.count;
  }

  static void insert_at(Inner& node, std::uint32_t position, const Split& split) {
    std::move_backward(node.low + position, node.low + node.count, node.low + node.count + 1);
    std::copy_backward(node.children + position, node.children + node.count,
                       node.children + node.count + 1);
    node.low[position] = split.low;
    node.children[position] = split.right;
    ++node.count;
  }

  static void remove_at(Inner& node, std::uint32_t position) {
    std::move(node.low + position + 1, node.low + node.count, node.low + position);
    std::copy(node.children + position + 1, node.children + node.count, node.children + position);
    --node.count;
  }

  // Where a full node is cut. Entries that come in ascending order leave full nodes behind them.
  static std::uint32_t split_position(std::uint32_t position, std::uint32_t capacity) {
    return position == capacity ? capacity : capacity / 2;
  }

  static Split insert_into_leaf(Chunk*& link, const Entry& entry, Edit& edit) {
    Leaf* const left = own_leaf(link, edit);
    const auto position = static_cast<std::uint32_t>(
        std::lower_bound(left->entries, left->entries + left->count, entry, Less{}) -
        left->entries);
    if (left->count < kTreeLeafMax) {
      insert_at(*left, position, entry);
      return {};
    }
    const std::uint32_t cut = split_position(position, kTreeLeafMax);
    auto* const right = make_chunk<Leaf>(edit, 0);
    right->count = kTreeLeafMax - cut;
    std::copy_n(left->entries + cut, right->count, right->entries);
    left->count = cut;
    if (position >= cut) {
      insert_at(*right, position - cut, entry);
    } else {
      insert_at(*left, position, entry);
    }
    return {.right = right, .low = right->entries[0]};
  }

  static Split insert_into(Chunk*& link, unsigned level, const Entry& entry, Edit& edit) {
    if (level == 0) return insert_into_leaf(link, entry, edit);
    Inner* const left = own_inner(link, level, edit);
    const std::uint32_t child = child_index(*left, entry);
    const Split below = insert_into(left->children[child], level - 1, entry, edit);
    // The first bound also answers for what is smaller than every bound.
    if (Less{}(entry, left->low[0])) left->low[0] = entry;
    if (below.right == nullptr) return {};
    const std::uint32_t position = child + 1;
    if (left->count < kTreeInnerMax) {
      insert_at(*left, position, below);
      return {};
    }
    const std::uint32_t cut = split_position(position, kTreeInnerMax);
    auto* const right = make_chunk<Inner>(edit, 0);
    right->count = kTreeInnerMax - cut;
    std::copy_n(left->low + cut, right->count, right->low);
    std::copy_n(left->children + cut, right->count, right->children);
    left->count = cut;
    if (position >= cut) {
      insert_at(*right, position - cut, below);
    } else {
      insert_at(*left, position, below);
    }
    return {.right = right, .low = right->low[0]};
  }

  static std::uint32_t count_of(Chunk* chunk, unsigned level) {
    return level == 0 ? leaf(chunk)->count : inner(chunk)->count;
  }

  static void erase_from(Chunk*& link, unsigned level, const Entry& entry, Edit& edit) {
    if (level == 0) {
      Leaf* const owned = own_leaf(link, edit);
      Entry* const end = owned->entries + owned->count;
      Entry* const found = std::lower_bound(owned->entries, end, entry, Less{});
      std::move(found + 1, end, found);
      --owned->count;
      return;
    }
    Inner* const owned = own_inner(link, level, edit);
    const std::uint32_t child = child_index(*owned, entry);
    erase_from(owned->children[child], level - 1, entry, edit);
    settle_child(*owned, child, level - 1, edit);
  }

  // After an erase below: an empty child goes, a small one merges with a neighbour that has room.
  static void settle_child(Inner& node, std::uint32_t child, unsigned child_level, Edit& edit) {
    const std::uint32_t capacity = child_level == 0 ? kTreeLeafMax : kTreeInnerMax;
    const std::uint32_t count = count_of(node.children[child], child_level);
    if (count >= capacity / kMergeDivisor) return;
    if (count == 0) {
      release_subtree(node.children[child], child_level);
      remove_at(node, child);
      return;
    }
    const auto fits_with = [&](std::uint32_t other) {
      return count + count_of(node.children[other], child_level) <= merged_max(capacity);
    };
    if (child > 0 && fits_with(child - 1)) {
      merge_with_next(node, child - 1, child_level, edit);
    } else if (child + 1 < node.count && fits_with(child + 1)) {
      merge_with_next(node, child, child_level, edit);
    }
  }

  static void merge_with_next(Inner& node, std::uint32_t child, unsigned child_level, Edit& edit) {
    Chunk* const next = node.children[child + 1];
    if (child_level == 0) {
      Leaf* const into = own_leaf(node.children[child], edit);
      std::copy_n(leaf(next)->entries, leaf(next)->count, into->entries + into->count);
      into->count += leaf(next)->count;
    } else {
      Inner* const into = own_inner(node.children[child], child_level, edit);
      const Inner& from = *inner(next);
      std::copy_n(from.low, from.count, into->low + into->count);
      // The bound between the two nodes stands in `node`, and may be lower than the first one
      // inside.
      into->low[into->count] = node.low[child + 1];
      for (std::uint32_t i = 0; i < from.count; ++i) {
        from.children[i]->retain();
        into->children[into->count + i] = from.children[i];
      }
      into->count += from.count;
    }
    remove_at(node, child + 1);
    release_subtree(next, child_level);
  }

  static void release_subtree(Chunk* chunk, unsigned level) {
    if (chunk == nullptr) return;
    if (level == 0) {
      release_chunk(leaf(chunk));
      return;
    }
    if (!chunk->release()) return;
    Inner* const node = inner(chunk);
    for (std::uint32_t i = 0; i < node->count; ++i) release_subtree(node->children[i], level - 1);
    node->~Inner();
    ::operator delete(node);
  }

  Chunk* root_ = nullptr;
  unsigned height_ = 0;  // Inner nodes above the leaves.
  std::uint64_t size_ = 0;
};

}  // namespace muster::internal
