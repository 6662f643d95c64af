// Chance for rand() and randomUUID().
#pragma once

#include <atomic>
#include <cstdint>

namespace muster::query {

// The next number of the process-wide sequence, stirred with `seed`. Threads: safe.
inline std::uint64_t next_random(std::uint64_t seed) {
  static std::atomic<std::uint64_t> counter{0};
  // SplitMix64 (Steele, Lea, Flood 2014).
  std::uint64_t state =
      seed + (counter.fetch_add(1, std::memory_order_relaxed) + 1) * 0x9e3779b97f4a7c15ULL;
  state = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9ULL;
  state = (state ^ (state >> 27)) * 0x94d049bb133111ebULL;
  return state ^ (state >> 31);
}

}  // namespace muster::query
