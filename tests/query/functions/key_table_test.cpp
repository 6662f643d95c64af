#include "query/functions/key_table.h"

#include <cmath>

#include <gtest/gtest.h>

namespace muster::query {
namespace {

std::pair<std::size_t, bool> add(KeyTable& table, ValueList row) {
  EXPECT_TRUE(table.make_room(1, WorkBudget()).has_value());
  return table.add(row);
}
std::size_t number_of(KeyTable& table, ValueList row) { return add(table, std::move(row)).first; }

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
}

TEST(KeyTable, WithoutColumnsHasOneRow) {
  KeyTable table(0);
  EXPECT_TRUE(add(table, {}).second);
  EXPECT_FALSE(add(table, {}).second);
}

TEST(KeyTable, AsksTheBudgetBeforeItGrows) {
  KeyTable table(2);
  const WorkBudget budget({.memory_bytes = 1 << 20});
  EXPECT_TRUE(table.make_room(1000, budget).has_value());
  const auto much = table.make_room(1'000'000, budget);
  ASSERT_FALSE(much.has_value());
  EXPECT_EQ(much.error().code, ErrorCode::kResourceExhausted);
}

}  // namespace
}  // namespace muster::query
