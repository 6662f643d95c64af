// A set of slots as bits: what a walk has seen.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace muster {

// Threads: reading is safe while nobody changes it.
class SlotBits {
 public:
  SlotBits() = default;
  explicit SlotBits(std::uint32_t bound) : words_((std::size_t{bound} + 63) / 64) {}

  // REQUIRES of all: slot < bound.
  bool contains(std::uint32_t slot) const { return (words_[slot / 64] >> (slot % 64) & 1) != 0; }
  // Whether it was not there before. Written whether new or not: which of both comes next cannot be
  // guessed, and a wrong guess costs more than the write.
  bool insert(std::uint32_t slot) {
    const std::uint64_t bit = std::uint64_t{1} << (slot % 64);
    const bool fresh = (words_[slot / 64] & bit) == 0;
    words_[slot / 64] |= bit;
    return fresh;
  }
  void erase(std::uint32_t slot) { words_[slot / 64] &= ~(std::uint64_t{1} << (slot % 64)); }
  std::size_t bytes() const { return words_.size() * sizeof(std::uint64_t); }

 private:
  std::vector<std::uint64_t> words_;
};

}  // namespace muster
