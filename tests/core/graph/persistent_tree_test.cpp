#include "core/graph/persistent_tree.h"

#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace muster::internal {
namespace {

using Tree = PersistentTree<std::uint32_t>;

std::vector<std::uint32_t> contents(const Tree& tree) {
  std::vector<std::uint32_t> found;
  tree.visit_all([&](std::uint32_t entry) {
    found.push_back(entry);
    return true;
  });
  return found;
}

std::vector<std::uint32_t> as_vector(const std::set<std::uint32_t>& set) {
  return {set.begin(), set.end()};
}

// What the caller relies on, and what keeps the tree shallow.
void expect_same(const Tree& tree, const std::set<std::uint32_t>& model) {
  RC_ASSERT(tree.size() == model.size());
  RC_ASSERT(contents(tree) == as_vector(model));
}

TEST(PersistentTree, AscendingEntriesFillItsLeaves) {
  Edit edit = begin_edit();
  Tree tree;
  for (std::uint32_t i = 0; i < 100'000; ++i) ASSERT_TRUE(tree.insert(i, edit));

  EXPECT_EQ(tree.size(), 100'000u);
  EXPECT_EQ(tree.height(), 2u);
  EXPECT_EQ(*tree.find(77'777), 77'777u);
  EXPECT_EQ(tree.find(100'000), nullptr);
}

TEST(PersistentTree, RefusesWhatIsThereAndWhatIsNot) {
  Edit edit = begin_edit();
  Tree tree;
  EXPECT_TRUE(tree.insert(1, edit));
  EXPECT_FALSE(tree.insert(1, edit));
  EXPECT_FALSE(tree.erase(2, edit));
  EXPECT_TRUE(tree.erase(1, edit));
  EXPECT_TRUE(tree.empty());
  EXPECT_EQ(tree.root(), nullptr);
}

TEST(PersistentTree, VisitsFromAKeyOnwardsUntilTold) {
  Edit edit = begin_edit();
  Tree tree;
  for (std::uint32_t i = 0; i < 10'000; ++i) tree.insert(i * 2, edit);

  std::vector<std::uint32_t> found;
  tree.visit_from(9'999, [&](std::uint32_t entry) {
    found.push_back(entry);
    return found.size() < 3;
  });
  EXPECT_EQ(found, (std::vector<std::uint32_t>{10'000, 10'002, 10'004}));
}

TEST(PersistentTree, AChangeOfOneEntryCopiesOnePath) {
  Edit load = begin_edit();
  Tree tree;
  for (std::uint32_t i = 0; i < 1'000'000; ++i) tree.insert(i * 2, load);

  Edit edit = begin_edit();
  Tree changed = tree;
  changed.insert(1'000'001, edit);

  EXPECT_LE(edit.bytes_copied,
            (tree.height() + std::size_t{1}) * 2 * sizeof(Tree::Inner) + sizeof(Tree::Leaf));
  EXPECT_EQ(tree.find(1'000'001), nullptr);
}

TEST(PersistentTree, EmptiesAndComesBackToNothing) {
  Edit edit = begin_edit();
  Tree tree;
  for (std::uint32_t i = 0; i < 50'000; ++i) tree.insert(i, edit);
  // From the middle outwards, so that every way of merging is taken.
  for (std::uint32_t i = 0; i < 25'000; ++i) {
    ASSERT_TRUE(tree.erase(25'000 + i, edit));
    ASSERT_TRUE(tree.erase(24'999 - i, edit));
  }
  EXPECT_EQ(tree.root(), nullptr);
  EXPECT_EQ(tree.height(), 0u);
}

RC_GTEST_PROP(PersistentTreeProperty, IsASetWhateverIsDoneToItAndItsCopiesStay, ()) {
  Tree tree;
  std::set<std::uint32_t> model;
  std::vector<std::pair<Tree, std::set<std::uint32_t>>> pinned;
  const auto rounds = *rc::gen::inRange(1, 4);
  for (int round = 0; round < rounds; ++round) {
    Edit edit = begin_edit();
    const auto growing = *rc::gen::inRange(0, 11);
    const auto steps = *rc::gen::inRange(0, 1200);
    // A seed of its own: one draw a step would make a failing case too large to shrink.
    auto state = *rc::gen::arbitrary<std::uint32_t>() | 1U;
    for (int step = 0; step < steps; ++step) {
      state = state * 1664525U + 1013904223U;
      const std::uint32_t entry = (state >> 8) % 2000;
      if (static_cast<int>((state >> 4) % 10) < growing) {
        RC_ASSERT(tree.insert(entry, edit) == model.insert(entry).second);
      } else {
        RC_ASSERT(tree.erase(entry, edit) == (model.erase(entry) == 1));
      }
    }
    expect_same(tree, model);
    pinned.emplace_back(tree, model);
  }
  for (const auto& [copy, expected] : pinned) expect_same(copy, expected);
}

}  // namespace
}  // namespace muster::internal
