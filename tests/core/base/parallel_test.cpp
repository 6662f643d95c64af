#include "core/base/parallel.h"

#include <numeric>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace muster {
namespace {

// Which morsel saw each item.
std::vector<std::size_t> morsels_of(std::size_t threads, std::size_t count,
                                    std::size_t morsel_size) {
  std::vector<std::size_t> seen_by(count, 999);
  TaskArena(threads).parallel_for(count, morsel_size,
                                  [&](std::size_t morsel, std::size_t begin, std::size_t end) {
                                    for (std::size_t i = begin; i < end; ++i) seen_by[i] = morsel;
                                  });
  return seen_by;
}

TEST(TaskArena, CutsMorselsAlikeWhateverTheThreadCount) {
  EXPECT_EQ(morsels_of(1, 10, 4), (std::vector<std::size_t>{0, 0, 0, 0, 1, 1, 1, 1, 2, 2}));
  EXPECT_EQ(morsels_of(1, 1000, 7), morsels_of(4, 1000, 7));
}

TEST(TaskArena, DoesNothingForNothing) { EXPECT_TRUE(morsels_of(2, 0, 8).empty()); }

TEST(TaskArena, MayBeEnteredFromInsideALoop) {
  const TaskArena arena(2);
  std::vector<std::size_t> sums(4);
  arena.parallel_for(4, 1, [&](std::size_t morsel, std::size_t, std::size_t) {
    std::vector<std::size_t> parts(10);
    arena.parallel_for(10, 1,
                       [&](std::size_t inner, std::size_t, std::size_t) { parts[inner] = inner; });
    sums[morsel] = std::accumulate(parts.begin(), parts.end(), std::size_t{0});
  });
  EXPECT_THAT(sums, ::testing::Each(45U));
}

}  // namespace
}  // namespace muster
