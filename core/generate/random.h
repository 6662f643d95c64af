// Seeded chance that gives the same sequence with every compiler: the standard's distributions do
// not. The generator is xoshiro256** (Blackman and Vigna), seeded by splitmix64.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/assert.h"

namespace muster::generate {

class Random {
 public:
  explicit Random(std::uint64_t seed);

  std::uint64_t next();
  // Uniform in [0, bound). REQUIRES: bound > 0.
  std::uint64_t below(std::uint64_t bound);
  bool one_in(std::uint64_t odds) { return below(odds) == 0; }

  template <typename List>
  const auto& pick(const List& list) {
    MUSTER_ASSERT(!list.empty());
    return list[static_cast<std::size_t>(below(list.size()))];
  }

 private:
  std::array<std::uint64_t, 4> state_;
};

}  // namespace muster::generate
