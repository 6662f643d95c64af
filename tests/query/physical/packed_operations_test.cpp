// Whatever a whole column is worked out to be, row by row it is the same.
#include "query/physical/packed_operations.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "query/functions/operators.h"

namespace muster::query {
namespace {

using ast::BinaryOperator;

Result<Value> of_row(BinaryOperator op, const Value& left, const Value& right) {
  switch (op) {
    case BinaryOperator::kEqual:
      return equal_values(left, right);
    case BinaryOperator::kNotEqual:
      return not_equal_values(left, right);
    case BinaryOperator::kLess:
      return compare_values(Comparison::kLess, left, right);
    case BinaryOperator::kLessEqual:
      return compare_values(Comparison::kLessEqual, left, right);
    case BinaryOperator::kGreater:
      return compare_values(Comparison::kGreater, left, right);
    case BinaryOperator::kGreaterEqual:
      return compare_values(Comparison::kGreaterEqual, left, right);
    case BinaryOperator::kAdd:
      return add_values(left, right);
    case BinaryOperator::kSubtract:
      return subtract_values(left, right);
    case BinaryOperator::kMultiply:
      return multiply_values(left, right);
    default:
      return Value();
  }
}

constexpr BinaryOperator kAll[] = {
    BinaryOperator::kEqual,     BinaryOperator::kNotEqual, BinaryOperator::kLess,
    BinaryOperator::kLessEqual, BinaryOperator::kGreater,  BinaryOperator::kGreaterEqual,
    BinaryOperator::kAdd,       BinaryOperator::kSubtract, BinaryOperator::kMultiply};

// Every value with every other, as columns and as a column beside a constant.
void expect_same(const ValueList& values) {
  Column left;
  Column right;
  for (const Value& a : values) {
    for (const Value& b : values) {
      left.push_back(a);
      right.push_back(b);
    }
  }
  for (const BinaryOperator op : kAll) {
    const auto packed =
        packed_operation(op, PackedOperand::of(left), PackedOperand::of(right), left.size());
    for (std::size_t row = 0; packed && row < left.size(); ++row) {
      const auto single = of_row(op, left[row], right[row]);
      ASSERT_TRUE(single.has_value());
      EXPECT_EQ((*packed)[row], *single);
    }
    for (const Value& constant : values) {
      const auto beside =
          packed_operation(op, PackedOperand::of(left), PackedOperand::of(constant), left.size());
      for (std::size_t row = 0; beside && row < left.size(); ++row)
        EXPECT_EQ((*beside)[row], *of_row(op, left[row], constant));
    }
  }
}

TEST(PackedOperations, AgreeWithTheOperatorsOfTheLanguage) {
  expect_same({Value(1), Value(-7), Value(), Value(0), Value(1'000'000)});
  expect_same({Value(0.5), Value(-0.0), Value(), Value(0.0),
               Value(std::numeric_limits<double>::infinity())});
  expect_same({Value(true), Value(false), Value()});
  expect_same({Value(static_cast<NodeId>(3)), Value(static_cast<NodeId>(4)), Value()});
}

TEST(PackedOperations, LeaveARowThatWouldFailToTheCaller) {
  Column column;
  column.push_back(Value(std::numeric_limits<std::int64_t>::max()));
  const auto sum = packed_operation(BinaryOperator::kAdd, PackedOperand::of(column),
                                    PackedOperand::of(Value(1)), 1);
  EXPECT_FALSE(sum.has_value());
}

TEST(PackedOperations, LeaveNanToTheCaller) {
  Column column;
  column.push_back(Value(std::nan("")));
  const auto less = packed_operation(BinaryOperator::kLess, PackedOperand::of(column),
                                     PackedOperand::of(column), 1);
  EXPECT_FALSE(less.has_value());
}

TEST(PackedOperations, LeaveMixedTypesToTheCaller) {
  Column column;
  column.push_back(Value(1));
  const auto equal = packed_operation(BinaryOperator::kEqual, PackedOperand::of(column),
                                      PackedOperand::of(Value(1.0)), 1);
  EXPECT_FALSE(equal.has_value());
}

}  // namespace
}  // namespace muster::query
