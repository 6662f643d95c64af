// A set of slots as bits: what a walk has seen.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace muster::analytics {

// Threads: reading is safe while nobody inserts.
class SlotSet {
 public:
  SlotSet() = default;
  explicit SlotSet(std::uint32_t bound) : words_((std::size_t{bound} + 63) / 64) {}

  bool contains(std::uint32_t slot) const { return (words_[slot / 64] >> (slot % 64) & 1) != 0; }
  // Whether it was not there before.
  bool insert(std::uint32_t slot) {
    std::uint64_t& word = words_[slot / 64];
    const std::uint64_t bit = std::uint64_t{1} << (slot % 64);
    if ((word & bit) != 0) return false;
    word |= bit;
    return true;
  }
  std::size_t bytes() const { return words_.size() * sizeof(std::uint64_t); }

 private:
  std::vector<std::uint64_t> words_;
};

}  // namespace muster::analytics
