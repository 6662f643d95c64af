#include "query/functions/key_table.h"

#include <cmath>

#include <gtest/gtest.h>

namespace muster::query {
namespace {

std::size_t number_of(KeyTable& table, ValueList row) { return table.add(row).first; }

TEST(KeyTable, NumbersRowsInTheOrderTheyCame) {
  KeyTable table(2);
  EXPECT_EQ(number_of(table, {Value("b"), Value(1)}), 0U);
  EXPECT_EQ(number_of(table, {Value("a"), Value(1)}), 1U);
  EXPECT_EQ(number_of(table, {Value("b"), Value(1)}), 0U);
  ASSERT_EQ(table.size(), 2U);
  EXPECT_EQ(table.row(1)[0], Value("a"));
}

TEST(KeyTable, RowsAreTheSameByEquivalence) {
  KeyTable table(1);
  EXPECT_EQ(number_of(table, {Value(1)}), number_of(table, {Value(1.0)}));
  EXPECT_EQ(number_of(table, {Value()}), number_of(table, {Value()}));
  EXPECT_EQ(number_of(table, {Value(std::nan(""))}), number_of(table, {Value(std::nan(""))}));
  EXPECT_EQ(number_of(table, {Value(0.0)}), number_of(table, {Value(-0.0)}));
  EXPECT_EQ(number_of(table, {Value(ValueList{Value(1)})}),
            number_of(table, {Value(ValueList{Value(1.0)})}));
  EXPECT_NE(number_of(table, {Value(static_cast<NodeId>(1))}),
            number_of(table, {Value(static_cast<EdgeId>(1))}));
  EXPECT_NE(number_of(table, {Value(1)}), number_of(table, {Value("1")}));
}

TEST(KeyTable, FindsEachOfManyAgain) {
  KeyTable table(1);
  for (std::int64_t i = 0; i < 10'000; ++i)
    ASSERT_EQ(number_of(table, {Value(i * 7919)}), static_cast<std::size_t>(i));
  for (std::int64_t i = 0; i < 10'000; ++i)
    ASSERT_EQ(number_of(table, {Value(i * 7919)}), static_cast<std::size_t>(i));
  EXPECT_GE(table.held_bytes(), 10'000 * sizeof(Value));
}

TEST(KeyTable, WithoutColumnsHasOneRow) {
  KeyTable table(0);
  EXPECT_TRUE(table.add({}).second);
  EXPECT_FALSE(table.add({}).second);
}

}  // namespace
}  // namespace muster::query
