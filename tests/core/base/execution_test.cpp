#include "core/base/execution.h"

#include <gtest/gtest.h>

namespace muster {
namespace {

TEST(WorkBudget, CountsThePartsOfAWorkAsItsOwn) {
  WorkBudget whole({.memory_bytes = 100});
  WorkBudget part(&whole);

  EXPECT_TRUE(part.charge(60).has_value());
  EXPECT_EQ(whole.charged_bytes(), 60U);
  EXPECT_EQ(part.charge(60).error().code, ErrorCode::kResourceExhausted);
  EXPECT_EQ(part.charged_bytes(), 60U);
}

TEST(WorkBudget, GetsBackWhatAPartHeldAtItsEnd) {
  WorkBudget whole({.memory_bytes = 100});
  {
    WorkBudget part(&whole);
    ASSERT_TRUE(part.charge(80).has_value());
    part.release(30);
    EXPECT_EQ(whole.charged_bytes(), 50U);
  }
  EXPECT_EQ(whole.charged_bytes(), 0U);
}

TEST(WorkBudget, EndsItsPartsWithItself) {
  WorkBudget whole;
  WorkBudget part(&whole);
  WorkBudget part_of_part(&part);
  EXPECT_TRUE(part_of_part.check().has_value());

  whole.cancel();

  EXPECT_EQ(part_of_part.check().error().code, ErrorCode::kCancelled);
}

}  // namespace
}  // namespace muster
