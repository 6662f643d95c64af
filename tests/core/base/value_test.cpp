#include "core/base/value.h"

#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/support/value_generators.h"

namespace muster {
namespace {

using ::muster::testing::typed_scalar;
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
  const ZoneId stockholm = *find_zone("Europe/Stockholm");
  const std::vector<Value> ascending = {
      ValueMap{},
      NodeId{3},
      EdgeId{1},
      ValueList{},
      PathValue{{NodeId{1}}, {}},
      Point{.system = CoordinateSystem::kWgs84, .x = 9, .y = 9},
      Point{.system = CoordinateSystem::kCartesian, .x = 1, .y = 2},
      Point{.system = CoordinateSystem::kCartesian, .x = 2, .y = 1},
      ZonedDateTime{.seconds = -1, .nanoseconds = 0, .zone = fixed_zone(3600)},
      ZonedDateTime{.seconds = 0, .nanoseconds = 0, .zone = fixed_zone(-3600)},
      Instant{0},
      ZonedDateTime{.seconds = 0, .nanoseconds = 0, .zone = *find_zone("Etc/UTC")},
      ZonedDateTime{.seconds = 0, .nanoseconds = 0, .zone = fixed_zone(3600)},
      ZonedDateTime{.seconds = 0, .nanoseconds = 0, .zone = stockholm},
      Instant{1},
      LocalDateTime{.seconds = 0, .nanoseconds = 0},
      LocalDateTime{.seconds = 0, .nanoseconds = 1},
      Date{-1},
      Date{0},
      ZonedTime{.local = {kNanosecondsPerSecond}, .offset_seconds = 3600},
      ZonedTime{.local = {0}, .offset_seconds = 0},
      LocalTime{0},
      LocalTime{1},
      Duration{.months = 0, .days = 30, .seconds = 0, .nanoseconds = 0},
      Duration{.months = 1, .days = 0, .seconds = 0, .nanoseconds = 0},
      Bytes{""},
      Bytes{"\xFF"},
      "text",
      false,
      true,
      -1,
      0.5,
      1,
      kNan,
      Value()};
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

TEST(Value, AZonedDateTimeAtUtcIsAnInstantWhileItFits) {
  const Value instant(ZonedDateTime{.seconds = -1, .nanoseconds = 999'999'999, .zone = utc_zone()});
  EXPECT_EQ(instant.type(), ValueType::kInstant);
  EXPECT_EQ(instant.as_instant(), Instant{-1});
  EXPECT_EQ(instant.as_zoned_datetime().nanoseconds, 999'999'999U);

  const Value far(ZonedDateTime{.seconds = 1LL << 40, .nanoseconds = 0, .zone = utc_zone()});
  EXPECT_EQ(far.type(), ValueType::kZonedDateTime);
  EXPECT_TRUE(far.is_zoned_datetime());
  EXPECT_EQ(value_type_name(far.type()), value_type_name(instant.type()));

  for (const Instant bound : {Instant::min(), Instant::max()})
    EXPECT_EQ(Value(Value(bound).as_zoned_datetime()).as_instant(), bound);
}

TEST(Value, AZoneIsPartOfTheValue) {
  const ZonedDateTime berlin{.seconds = 0, .nanoseconds = 0, .zone = *find_zone("Europe/Berlin")};
  ZonedDateTime stockholm = berlin;
  stockholm.zone = *find_zone("Europe/Stockholm");
  EXPECT_FALSE(Value(berlin) == Value(stockholm));
  EXPECT_THAT(cypher_equals(berlin, stockholm), Optional(false));
  EXPECT_EQ(Value(berlin).as_zoned_datetime(), berlin);
}

TEST(Value, OneOfEachTypeHashesTheSameInEveryProcess) {
  // Checksums of stored records hold these.
  EXPECT_EQ(Value(Date{0}).hash(), Value(Date{0}).hash());
  EXPECT_NE(Value(Date{1}).hash(), Value(LocalTime{1}).hash());
  EXPECT_NE(Value(Bytes{"a"}).hash(), Value("a").hash());
}

TEST(CypherCompare, DurationsAndPointsAreEqualOrNotAndNeverLess) {
  const Duration day{.months = 0, .days = 1, .seconds = 0, .nanoseconds = 0};
  EXPECT_EQ(cypher_compare(day, day), std::nullopt);
  EXPECT_THAT(cypher_equals(day, day), Optional(true));
  const Point here{.system = CoordinateSystem::kCartesian, .x = 1, .y = 2};
  EXPECT_EQ(cypher_compare(here, here), std::nullopt);
  EXPECT_THAT(cypher_equals(here, here), Optional(true));
}

TEST(ToLiteral, ShowsTemporalValuesPointsAndBytes) {
  EXPECT_EQ(to_literal(Date{0}), "'1970-01-01'");
  EXPECT_EQ(to_literal(Instant{0}), "'1970-01-01T00:00:00Z'");
  EXPECT_EQ(to_literal(Point{.system = CoordinateSystem::kCartesian, .x = 1, .y = 2.5}),
            "point({x: 1.0, y: 2.5, crs: 'cartesian'})");
  EXPECT_EQ(to_literal(Bytes{"\n\xFF"}), "bytes('0aff')");
}

rc::Gen<Value> any_scalar() {
  return rc::gen::oneOf(
      typed_scalar(), typed_scalar(), rc::gen::just(Value()),
      rc::gen::map(rc::gen::arbitrary<bool>(), [](bool value) { return Value(value); }),
      rc::gen::map(rc::gen::arbitrary<double>(), [](double value) { return Value(value); }),
      rc::gen::map(rc::gen::arbitrary<std::string>(),
                   [](std::string text) { return Value(std::move(text)); }));
}

RC_GTEST_PROP(CypherOrder, IsATotalOrderOfAllScalars, ()) {
  const Value x = *any_scalar();
  const Value y = *any_scalar();
  const Value z = *any_scalar();
  RC_ASSERT(bool{cypher_order(x, x) == 0});
  RC_ASSERT(bool{(cypher_order(x, y) < 0) == (cypher_order(y, x) > 0)});
  if (cypher_order(x, y) <= 0 && cypher_order(y, z) <= 0) RC_ASSERT(bool{cypher_order(x, z) <= 0});
}

RC_GTEST_PROP(CypherOrder, AgreesWithIdentityEquivalenceAndHashes, ()) {
  const Value x = *typed_scalar();
  const Value y = *typed_scalar();
  RC_ASSERT((x == y) == bool{cypher_order(x, y) == 0});
  RC_ASSERT((x == y) == cypher_equivalent(x, y));
  RC_ASSERT(cypher_equals(x, y) == std::optional(x == y));
  if (x == y) RC_ASSERT(x.hash() == y.hash());
  const auto compared = cypher_compare(x, y);
  if (compared) RC_ASSERT(bool{*compared == cypher_order(x, y)});
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
