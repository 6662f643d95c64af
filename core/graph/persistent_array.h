// PersistentArray: a sparse array indexed by slot, as fixed-size leaves under a radix directory. A
// copy of the array is a copy of its root; a write copies one path.
//
// The law: what was never written reads as absent (find gives null), and costs nothing where a
// whole leaf was never written.
#pragma once

#include <cstdint>
#include <utility>

#include "core/graph/chunk.h"

namespace muster::internal {

// Leaves hold 2^kLeafBits items, directories 2^kFanoutBits children. T is copyable; a new item is
// T{}.
template <typename T, unsigned kLeafBits, unsigned kFanoutBits = 6>
class PersistentArray {
 public:
  static constexpr std::uint32_t kLeafSize = 1U << kLeafBits;

  PersistentArray() = default;
  PersistentArray(const PersistentArray& other) : root_(other.root_), levels_(other.levels_) {
    if (root_ != nullptr) root_->retain();
  }
  PersistentArray(PersistentArray&& other) noexcept
      : root_(std::exchange(other.root_, nullptr)), levels_(std::exchange(other.levels_, 0)) {}
  PersistentArray& operator=(PersistentArray other) noexcept {
    std::swap(root_, other.root_);
    std::swap(levels_, other.levels_);
    return *this;
  }
  ~PersistentArray() { release_subtree(root_, levels_); }

  // The item, or null where nothing was ever written. Cost: O(log size / kFanoutBits) loads.
  const T* find(std::uint32_t index) const {
    const T* const leaf = find_leaf(index);
    return leaf == nullptr ? nullptr : leaf + (index & kLeafMask);
  }

  // The kLeafSize items of the leaf that holds `index`, or null.
  const T* find_leaf(std::uint32_t index) const {
    if (root_ == nullptr || !reaches(index)) return nullptr;
    const Chunk* chunk = root_;
    for (unsigned level = levels_; level > 0; --level) {
      chunk = static_cast<const Directory*>(chunk)->children[child_index(index, level)];
      if (chunk == nullptr) return nullptr;
    }
    return static_cast<const Leaf*>(chunk)->items;
  }

  // The item for change; copies the chunks on the way that `edit` does not own. The reference holds
  // until the next edit.
  T& edit(std::uint32_t index, Edit& edit) {
    grow_to(index, edit);
    Chunk** link = &root_;
    for (unsigned level = levels_; level > 0; --level) {
      link = &own_directory(*link, level, edit)->children[child_index(index, level)];
    }
    return own_leaf(*link, edit)->items[index & kLeafMask];
  }

 private:
  static constexpr std::uint32_t kFanout = 1U << kFanoutBits;
  static constexpr std::uint32_t kLeafMask = kLeafSize - 1;

  struct Leaf : Chunk {
    explicit Leaf(const Edit& edit) : Chunk(edit) {}
    T items[kLeafSize]{};
  };
  struct Directory : Chunk {
    explicit Directory(const Edit& edit) : Chunk(edit) {}
    Chunk* children[kFanout]{};
  };

  static constexpr std::uint32_t child_index(std::uint32_t index, unsigned level) {
    return static_cast<std::uint32_t>(std::uint64_t{index} >>
                                      (kLeafBits + kFanoutBits * (level - 1))) &
           (kFanout - 1);
  }
  bool reaches(std::uint32_t index) const {
    return (std::uint64_t{index} >> (kLeafBits + kFanoutBits * levels_)) == 0;
  }

  void grow_to(std::uint32_t index, Edit& edit) {
    while (!reaches(index)) {
      if (root_ != nullptr) {
        auto* const above = make_chunk<Directory>(edit, 0);
        above->children[0] = root_;
        root_ = above;
      }
      ++levels_;
    }
  }

  static Directory* own_directory(Chunk*& link, unsigned level, Edit& edit) {
    auto* const shared = static_cast<Directory*>(link);
    if (shared != nullptr && shared->owned_by(edit)) return shared;
    auto* const owned = make_chunk<Directory>(edit, 0);
    if (shared != nullptr) {
      for (std::uint32_t i = 0; i < kFanout; ++i) {
        owned->children[i] = shared->children[i];
        if (owned->children[i] != nullptr) owned->children[i]->retain();
      }
    }
    link = owned;
    release_subtree(shared, level);
    return owned;
  }

  static Leaf* own_leaf(Chunk*& link, Edit& edit) {
    auto* const shared = static_cast<Leaf*>(link);
    if (shared != nullptr && shared->owned_by(edit)) return shared;
    auto* const owned = make_chunk<Leaf>(edit, 0);
    if (shared != nullptr) {
      for (std::uint32_t i = 0; i < kLeafSize; ++i) owned->items[i] = shared->items[i];
    }
    link = owned;
    release_subtree(shared, 0);
    return owned;
  }

  static void release_subtree(Chunk* chunk, unsigned level) {
    if (chunk == nullptr) return;
    if (level == 0) {
      release_chunk(static_cast<Leaf*>(chunk));
      return;
    }
    if (!chunk->release()) return;
    auto* const directory = static_cast<Directory*>(chunk);
    for (Chunk* const child : directory->children) release_subtree(child, level - 1);
    directory->~Directory();
    ::operator delete(directory);
  }

  Chunk* root_ = nullptr;
  unsigned levels_ = 0;  // Directories above the leaves.
};

}  // namespace muster::internal
