#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "query/functions/function_registry.h"
#include "query/functions/operators.h"
#include "query/functions/value_text.h"
#include "tests/support/matchers.h"

namespace muster::query {
namespace {

constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();

// The result as a literal, or the error's reason.
std::string shown(const Result<Value>& result) {
  return result ? to_literal(*result) : result.error().detail;
}

std::string call(std::string_view name, std::vector<Value> arguments) {
  const auto* signature = builtin_functions().find(name);
  if (signature == nullptr) return "no such function";
  const auto graph = GraphSnapshot::empty();
  return shown(
      function_of(*signature)
          .scalar({.graph = *graph, .now = Instant{1'500'000'000'000'000'000}}, arguments));
}

std::string aggregate(std::string_view name, const std::vector<Value>& first,
                      const std::vector<Value>& second) {
  const Function& function = function_of(*builtin_functions().find(name));
  const auto early = function.make_state();
  const auto late = function.make_state();
  const WorkBudget unbounded;
  for (const Value& value : first) EXPECT_TRUE(early->add({&value, 1}, unbounded).has_value());
  for (const Value& value : second) EXPECT_TRUE(late->add({&value, 1}, unbounded).has_value());
  EXPECT_TRUE(early->merge(*late, unbounded).has_value());
  return shown(early->finish(unbounded));
}

TEST(Functions, AreFoundInAnyLetterCase) {
  ASSERT_NE(builtin_functions().find("TOLOWER"), nullptr);
  EXPECT_EQ(builtin_functions().find("TOLOWER")->name, "toLower");
  EXPECT_EQ(builtin_functions().find("toLow"), nullptr);
}

TEST(Functions, EachHasOneLineOfDocumentation) {
  for (const auto& function : builtin_functions().functions())
    EXPECT_FALSE(function->documentation.empty()) << function->name;
}

TEST(Operators, IntegerArithmeticNeverWraps) {
  EXPECT_EQ(shown(add_values(Value(kLargest), Value(1))), "IntegerOverflow");
  EXPECT_EQ(shown(multiply_values(Value(kLargest), Value(2))), "IntegerOverflow");
  EXPECT_EQ(shown(divide_values(Value(1), Value(0))), "DivisionByZero");
  EXPECT_EQ(shown(divide_values(Value(-7), Value(2))), "-3");
  EXPECT_EQ(shown(modulo_values(Value(-7), Value(2))), "-1");
}

TEST(Operators, PlusJoinsTextsAndLists) {
  EXPECT_EQ(shown(add_values(Value("a"), Value(1))), "'a1'");
  EXPECT_EQ(shown(add_values(Value(ValueList{1}), Value(2))), "[1, 2]");
  EXPECT_EQ(shown(add_values(Value(), Value("a"))), "null");
}

TEST(Operators, InIsUnknownWhereANullMightBeTheOne) {
  EXPECT_EQ(shown(in_list(Value(1), Value(ValueList{2, Value()}))), "null");
  EXPECT_EQ(shown(in_list(Value(2), Value(ValueList{2, Value()}))), "true");
  EXPECT_EQ(shown(in_list(Value(), Value(ValueList{}))), "false");
}

TEST(Operators, NanIsLessThanNoNumber) {
  EXPECT_EQ(to_literal(compare_values(Comparison::kLess, Value(std::nan("")), Value(1))), "false");
  EXPECT_EQ(to_literal(compare_values(Comparison::kLess, Value("a"), Value(1))), "null");
}

TEST(Operators, RegularExpressionsMatchTheWholeText) {
  EXPECT_EQ(shown(matches_regex(Value("Admin"), Value("(?i)admin"))), "true");
  EXPECT_EQ(shown(matches_regex(Value("Admins"), Value("Admin"))), "false");
  EXPECT_EQ(shown(matches_regex(Value("x"), Value("("))), "InvalidArgumentValue");
}

TEST(Operators, SlicesAreClampedAndCountFromTheEnd) {
  const Value list(ValueList{1, 2, 3});
  const Value from(-2);
  const Value to(9);
  const auto graph = GraphSnapshot::empty();
  const FunctionEnvironment unbounded{.graph = *graph, .now = {}};
  EXPECT_EQ(shown(slice_of(unbounded, list, &from, &to)), "[2, 3]");
}

TEST(StringFunctions, CountCodePoints) {
  EXPECT_EQ(call("size", {"h\u00e9"}), "2");
  EXPECT_EQ(call("substring", {"h\u00e9llo", 1, 2}), "'\u00e9l'");
  EXPECT_EQ(call("toUpper", {"stra\u00dfe \u00e9"}), "'STRASSE \u00c9'");
  EXPECT_EQ(call("split", {"a,b,,c", ","}), "['a', 'b', '', 'c']");
}

TEST(ConversionFunctions, TurnTextThatIsNoNumberIntoNull) {
  EXPECT_EQ(call("toInteger", {"1.7"}), "1");
  EXPECT_EQ(call("toInteger", {"x"}), "null");
  EXPECT_EQ(call("toFloat", {"nan"}), "null");
  EXPECT_EQ(call("toInteger", {ValueList{}}), "InvalidArgumentValue");
  EXPECT_EQ(call("toIntegerOrNull", {ValueList{}}), "null");
}

TEST(ConversionFunctions, WriteFloatsAsJavaDoes) {
  EXPECT_EQ(float_text(1.0), "1.0");
  EXPECT_EQ(float_text(1e-5), "1.0E-5");
  EXPECT_EQ(float_text(12345678.9), "1.23456789E7");
}

TEST(ListFunctions, RangeIncludesBothEnds) {
  EXPECT_EQ(call("range", {0, 6, 3}), "[0, 3, 6]");
  EXPECT_EQ(call("range", {3, 1, -1}), "[3, 2, 1]");
  EXPECT_EQ(call("range", {1, 2, 0}), "NumberOutOfRange");
  EXPECT_EQ(call("range", {0, kLargest}), "NumberOutOfRange");
}

TEST(TemporalFunctions, ReadTextsMapsAndEpochs) {
  EXPECT_EQ(call("datetime", {"2026-06-15T10:00Z"}),
            call("datetime", {ValueMap{{"year", 2026}, {"month", 6}, {"day", 15}, {"hour", 10}}}));
  EXPECT_EQ(call("timestamp", {}), "1500000000000");
  EXPECT_EQ(call("datetime", {ValueMap{{"year", 2026}, {"month", 2}, {"day", 30}}}),
            "InvalidArgumentValue");
}

TEST(Aggregates, MergeInMorselOrder) {
  EXPECT_EQ(aggregate("collect", {1, 2}, {3}), "[1, 2, 3]");
  EXPECT_EQ(aggregate("sum", {kLargest}, {-1, 1}), std::to_string(kLargest));
  EXPECT_EQ(aggregate("sum", {kLargest}, {1}), "IntegerOverflow");
  EXPECT_EQ(aggregate("avg", {1, 2}, {6}), "3.0");
  EXPECT_EQ(aggregate("max", {"a", 1}, {ValueList{1}}), "1");
  EXPECT_EQ(aggregate("stDev", {2, 4}, {6}), "2.0");
}

TEST(Aggregates, DistinctCountsAValueOfTwoMorselsOnce) {
  const Function& count = function_of(*builtin_functions().find("count"));
  const auto early = make_distinct_state(count.make_state);
  const auto late = make_distinct_state(count.make_state);
  const Value one(1);
  const Value also_one(1.0);
  const WorkBudget unbounded;
  ASSERT_THAT(early->add({&one, 1}, unbounded), muster::testing::IsOk());
  ASSERT_THAT(late->add({&also_one, 1}, unbounded), muster::testing::IsOk());
  ASSERT_THAT(early->merge(*late, unbounded), muster::testing::IsOk());
  EXPECT_EQ(shown(early->finish(unbounded)), "1");
}

}  // namespace
}  // namespace muster::query
