#include "core/base/value.h"

#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace muster {
namespace {

using ::testing::Eq;
using ::testing::Optional;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

TEST(Value, IsSixteenBytes) { EXPECT_EQ(sizeof(Value), 16U); }

TEST(Value, ACopySharesItsText) {
  const Value text("a text that is too long for a small buffer");
  const Value copy = text;  // NOLINT(performance-unnecessary-copy-initialization)
  EXPECT_EQ(copy.as_string().data(), text.as_string().data());
}

TEST(Value, StructuralIdentityTellsOneFromOnePointZero) {
  EXPECT_FALSE(Value(1) == Value(1.0));
  EXPECT_TRUE(Value(kNan) == Value(kNan));
  EXPECT_TRUE(Value(ValueList{1, Value()}) == Value(ValueList{1, Value()}));
}

TEST(Value, EqualValuesHashAlike) {
  EXPECT_EQ(Value(0.0).hash(), Value(-0.0).hash());
  EXPECT_EQ(Value(ValueMap{{"a", 1}, {"b", 2}}).hash(), Value(ValueMap{{"b", 2}, {"a", 1}}).hash());
}

TEST(CypherEquals, ComparesNumbersByValueAcrossTypes) {
  EXPECT_THAT(cypher_equals(1, 1.0), Optional(true));
  EXPECT_THAT(cypher_equals(std::int64_t{9007199254740993}, 9007199254740992.0), Optional(false));
}

TEST(CypherEquals, IsUnknownWhereNullDecides) {
  EXPECT_EQ(cypher_equals(Value(), 1), std::nullopt);
  EXPECT_EQ(cypher_equals(ValueList{1, Value()}, ValueList{1, 2}), std::nullopt);
  EXPECT_THAT(cypher_equals(ValueList{1, Value()}, ValueList{2, 2}), Optional(false));
  EXPECT_THAT(cypher_equals(ValueList{Value()}, ValueList{Value(), Value()}), Optional(false));
  EXPECT_EQ(cypher_equals(ValueMap{{"a", Value()}}, ValueMap{{"a", 1}}), std::nullopt);
}

TEST(CypherEquals, NanEqualsNothing) { EXPECT_THAT(cypher_equals(kNan, kNan), Optional(false)); }

TEST(CypherCompare, DoesNotCompareDifferentTypes) {
  EXPECT_EQ(cypher_compare(1, "1"), std::nullopt);
  EXPECT_EQ(cypher_compare(Value(), 1), std::nullopt);
  EXPECT_EQ(cypher_compare(kNan, 1.0), std::nullopt);
}

TEST(CypherCompare, IsExactWhereDoublesRunOutOfBits) {
  EXPECT_THAT(cypher_compare(std::int64_t{9007199254740993}, 9007199254740992.0),
              Optional(Eq(std::strong_ordering::greater)));
  EXPECT_THAT(cypher_compare(std::numeric_limits<std::int64_t>::max(), 9223372036854775808.0),
              Optional(Eq(std::strong_ordering::less)));
  EXPECT_THAT(cypher_compare(-1, -1.5), Optional(Eq(std::strong_ordering::greater)));
}

TEST(CypherOrder, PutsTypesInTheirFixedOrderAndNullLast) {
  const std::vector<Value> ascending = {
      ValueMap{}, NodeId{3}, EdgeId{1}, ValueList{}, PathValue{{NodeId{1}}, {}},
      Instant{0}, "text",    false,     true,        -1,
      0.5,        1,         kNan,      Value()};
  for (std::size_t i = 0; i < ascending.size(); ++i) {
    for (std::size_t j = 0; j < ascending.size(); ++j) {
      EXPECT_EQ(cypher_order(ascending[i], ascending[j]) < 0, i < j) << i << " against " << j;
    }
  }
}

TEST(CypherEquivalence, GroupsNullWithNullAndOneWithOnePointZero) {
  EXPECT_TRUE(cypher_equivalent(Value(), Value()));
  EXPECT_TRUE(cypher_equivalent(kNan, kNan));
  EXPECT_TRUE(cypher_equivalent(1, 1.0));
  EXPECT_EQ(cypher_equivalence_hash(1), cypher_equivalence_hash(1.0));
  EXPECT_EQ(cypher_equivalence_hash(ValueList{1}), cypher_equivalence_hash(ValueList{1.0}));
  EXPECT_FALSE(cypher_equivalent(1, "1"));
}

TEST(ToLiteral, WritesWhatCypherReads) {
  EXPECT_EQ(to_literal("it's"), "'it\\'s'");
  EXPECT_EQ(to_literal(1.0), "1.0");
  EXPECT_EQ(to_literal(ValueMap{{"odd key", ValueList{1, Value(), true}}}),
            "{`odd key`: [1, null, true]}");
}

Value arbitrary_number(std::int64_t integer, bool as_float) {
  return as_float ? Value(static_cast<double>(integer) / 4) : Value(integer);
}

RC_GTEST_PROP(CypherOrder, IsATotalOrderOfNumbers,
              (std::int64_t a, bool fa, std::int64_t b, bool fb, std::int64_t c, bool fc)) {
  const Value x = arbitrary_number(a, fa);
  const Value y = arbitrary_number(b, fb);
  const Value z = arbitrary_number(c, fc);
  RC_ASSERT(bool{(cypher_order(x, y) < 0) == (cypher_order(y, x) > 0)});
  if (cypher_order(x, y) <= 0 && cypher_order(y, z) <= 0) RC_ASSERT(bool{cypher_order(x, z) <= 0});
  if (cypher_equivalent(x, y)) RC_ASSERT(cypher_equivalence_hash(x) == cypher_equivalence_hash(y));
}

}  // namespace
}  // namespace muster
