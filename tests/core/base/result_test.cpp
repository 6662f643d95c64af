#include "core/base/result.h"

#include <memory>

#include <gtest/gtest.h>

#include "core/base/execution.h"

namespace muster {
namespace {

Result<int> half(int number) {
  if (number % 2 != 0) return Error{.code = ErrorCode::kInvalidArgument, .message = "odd"};
  return number / 2;
}

Result<int> quarter(int number) {
  MUSTER_TRY(const int halved, half(number));
  return half(halved);
}

TEST(Result, TryHandsTheErrorToTheCaller) {
  EXPECT_EQ(*quarter(8), 2);
  EXPECT_EQ(quarter(6).error().message, "odd");
}

TEST(Result, CarriesWhatCannotBeCopied) {
  Result<std::unique_ptr<int>> result = std::make_unique<int>(5);
  EXPECT_EQ(*std::move(result).value(), 5);
}

TEST(FormatError, PutsTheCaretUnderTheCharacterNotTheByte) {
  const Error error{.code = ErrorCode::kSyntax,
                    .message = "expected a relationship type after ':'",
                    .position = SourcePosition{.line = 2, .column = 13, .offset = 24},
                    .hint = "name a type"};
  EXPECT_EQ(format_error(error, "// prüfen\nMATCH (é)-[:]->(r:Role) RETURN r"),
            "Syntax error at line 2, column 13: expected a relationship type after ':'\n"
            "    MATCH (é)-[:]->(r:Role) RETURN r\n"
            "                ^\n"
            "Hint: name a type\n");
}

TEST(WorkBudget, RefusesWhatGoesOverAndChargesNothingForIt) {
  WorkBudget budget({.memory_bytes = 100});
  EXPECT_TRUE(budget.charge(60).has_value());
  EXPECT_EQ(budget.charge(60).error().code, ErrorCode::kResourceExhausted);
  EXPECT_EQ(budget.charged_bytes(), 60U);
  budget.release(60);
  EXPECT_TRUE(budget.charge(100).has_value());
}

TEST(WorkBudget, SaysWhyWorkStops) {
  WorkBudget budget;
  EXPECT_TRUE(budget.check().has_value());
  budget.cancel();
  EXPECT_EQ(budget.check().error().code, ErrorCode::kCancelled);
}

}  // namespace
}  // namespace muster
