#include "core/graph/persistent_array.h"

#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace muster::internal {
namespace {

using Array = PersistentArray<std::uint64_t, 4>;

TEST(PersistentArray, WhatWasNeverWrittenIsAbsent) {
  Edit edit = begin_edit();
  Array array;
  EXPECT_EQ(array.find(0), nullptr);

  array.edit(5, edit) = 7;

  EXPECT_EQ(*array.find(5), 7u);
  EXPECT_EQ(*array.find(6), 0u);  // Of the same leaf.
  EXPECT_EQ(array.find(1'000'000), nullptr);
}

TEST(PersistentArray, ReachesTheLastSlot) {
  constexpr std::uint32_t kLast = std::numeric_limits<std::uint32_t>::max();
  Edit edit = begin_edit();
  Array array;
  array.edit(0, edit) = 1;
  array.edit(kLast, edit) = 2;

  EXPECT_EQ(*array.find(0), 1u);
  EXPECT_EQ(*array.find(kLast), 2u);
  EXPECT_EQ(array.find(kLast / 2), nullptr);
}

TEST(PersistentArray, AnEditChangesItsOwnChunksInPlace) {
  Edit edit = begin_edit();
  Array array;
  array.edit(100, edit) = 1;
  const std::uint64_t once = edit.bytes_copied;
  array.edit(100, edit) = 2;
  array.edit(101, edit) = 3;

  EXPECT_EQ(edit.bytes_copied, once);
}

TEST(PersistentArray, FreesWhatOnlyADroppedCopyHeld) {
  PersistentArray<std::shared_ptr<int>, 4> array;
  Edit edit = begin_edit();
  const auto kept = std::make_shared<int>(1);
  const auto replaced = std::make_shared<int>(2);
  array.edit(0, edit) = kept;
  array.edit(1000, edit) = replaced;
  {
    const PersistentArray<std::shared_ptr<int>, 4> pinned = array;
    Edit next = begin_edit();
    array.edit(1000, next) = nullptr;
    EXPECT_EQ(replaced.use_count(), 2);
  }
  EXPECT_EQ(replaced.use_count(), 1);
  EXPECT_EQ(kept.use_count(), 2);
}

RC_GTEST_PROP(PersistentArrayProperty, CopiesStayAsTheyWere,
              (const std::vector<std::vector<std::uint16_t>>& rounds)) {
  Array array;
  std::map<std::uint32_t, std::uint64_t> model;
  std::vector<std::pair<Array, std::map<std::uint32_t, std::uint64_t>>> pinned;
  std::uint64_t value = 0;
  for (const std::vector<std::uint16_t>& slots : rounds) {
    Edit edit = begin_edit();
    for (const std::uint16_t slot : slots) {
      array.edit(slot, edit) = ++value;
      model[slot] = value;
    }
    pinned.emplace_back(array, model);
  }
  for (const auto& [copy, expected] : pinned) {
    for (const auto& [slot, written] : expected) RC_ASSERT(*copy.find(slot) == written);
  }
}

}  // namespace
}  // namespace muster::internal
