#include "core/base/result.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace muster {
namespace {

Result<int> half_of(int number) {
  if (number % 2 != 0) {
    return Error{.code = ErrorCode::kInvalidArgument,
                 .message = "odd",
                 .position = {},
                 .hint = "",
                 .detail = ""};
  }
  return number / 2;
}

Result<int> quarter_of(int number) {
  MUSTER_TRY(const int half, half_of(number));
  return half_of(half);
}

TEST(Result, HoldsTheValueItWasGiven) {
  ASSERT_TRUE(half_of(8).has_value());
  EXPECT_EQ(half_of(8).value(), 4);
}

TEST(Result, TryHandsTheErrorToTheCaller) {
  const auto result = quarter_of(6);
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().message, "odd");
}

TEST(Result, TryGivesTheValueWhenThereIsOne) { EXPECT_EQ(quarter_of(8).value(), 2); }

}  // namespace
}  // namespace muster
