#include "query/physical/column.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace muster::query {
namespace {

Column column_of(const ValueList& values) {
  Column column;
  for (const Value& value : values) column.push_back(value);
  return column;
}

ValueList values_of(const Column& column) {
  ValueList values;
  for (std::size_t row = 0; row < column.size(); ++row) values.push_back(column[row]);
  return values;
}

TEST(Column, OfOneTypeIsHeldAsWordsNullsAmongThem) {
  const ValueList lists[] = {{Value(1), Value(), Value(-3)},
                             {Value(0.5), Value()},
                             {Value(), Value(true), Value(false)},
                             {Value(static_cast<NodeId>(7)), Value(static_cast<NodeId>(9))},
                             {Value(static_cast<EdgeId>(7)), Value()}};
  for (const ValueList& list : lists) {
    const Column column = column_of(list);
    EXPECT_EQ(column.packed_type(), list[1].is_null() ? list[0].type() : list[1].type());
    EXPECT_EQ(values_of(column), list);
  }
}

TEST(Column, OfSeveralTypesIsHeldAsValues) {
  const ValueList lists[] = {
      {Value(1), Value(1.0)},
      {Value(), Value("text"), Value(1)},
      {Value(static_cast<NodeId>(1)), Value(), Value(static_cast<EdgeId>(1))},
      {Value(ValueList{}), Value(true)}};
  for (const ValueList& list : lists) {
    const Column column = column_of(list);
    EXPECT_EQ(column.packed_type(), ValueType::kNull);
    EXPECT_EQ(values_of(column), list);
  }
}

TEST(Column, OfNullsAloneTakesTheTypeOfItsFirstValue) {
  Column column(2);
  EXPECT_EQ(column.packed_type(), ValueType::kNull);
  column.push_back(Value(5));
  EXPECT_EQ(column.packed_type(), ValueType::kInteger);
  EXPECT_EQ(values_of(column), (ValueList{Value(), Value(), Value(5)}));
}

TEST(Column, KeepsTheRowsItIsTold) {
  for (const Value& last : {Value(4), Value("four")}) {
    Column column = column_of({Value(1), Value(), Value(3), last});
    column.keep({1, 1, 0, 1});
    EXPECT_EQ(values_of(column), (ValueList{Value(1), Value(), last}));
    column.slice(1, 3);
    EXPECT_EQ(values_of(column), (ValueList{Value(), last}));
    column.slice(0, 0);
    EXPECT_TRUE(column.empty());
    column.push_back(Value(2.5));
    EXPECT_EQ(column.packed_type(), ValueType::kFloat);
  }
}

TEST(Column, CopiesARange) {
  for (const Value& last : {Value(4), Value("four")}) {
    const Column column = column_of({Value(1), Value(), Value(3), last});
    EXPECT_EQ(values_of(column.copy(1, 4)), (ValueList{Value(), Value(3), last}));
    Column other = column_of({Value(8)});
    other.append_from(column, 1);
    other.append_from(column, 3);
    EXPECT_EQ(values_of(other), (ValueList{Value(8), Value(), last}));
  }
}

TEST(Column, CountsWhatNeighboursShareOnce) {
  const Value text(std::string(10'000, 'x'));
  const Column shared = column_of({text, text, text});
  EXPECT_LT(shared.bytes(0, 3), 20'000U);
  const Column own = column_of({text, Value(std::string(10'000, 'x'))});
  EXPECT_GT(own.bytes(0, 2), 20'000U);
}

}  // namespace
}  // namespace muster::query
