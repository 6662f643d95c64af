#include "api/service/typed_value.h"

#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "api/service/base64.h"
#include "api/service/json_value.h"
#include "api/service/value_json.h"
#include "core/base/temporal_text.h"
#include "tests/support/matchers.h"

namespace muster::api {
namespace {

using ::muster::testing::IsErrorSaying;
using ::muster::testing::IsOk;
using ::testing::HasSubstr;

Result<Value> resolved(std::string_view json) {
  MUSTER_TRY(const Value value, parse_json_value(json));
  return resolve_typed_values(value);
}

std::string answered(const Value& value) {
  std::string json;
  append_json(json, *GraphSnapshot::empty(), value);
  return json;
}

TEST(TypedValue, IsWhatItsTypeSays) {
  const auto expect = [](std::string_view json, const Value& expected) {
    const Result<Value> value = resolved(json);
    ASSERT_THAT(value, IsOk()) << json;
    EXPECT_TRUE(*value == expected) << json << " gave " << to_literal(*value);
  };
  expect(R"({"$type": "Date", "_value": "2026-06-15"})", *make_date(2026, 6, 15));
  expect(R"({"$type": "LocalTime", "_value": "08:50"})", *parse_local_time("08:50"));
  expect(R"({"$type": "Time", "_value": "08:50+02:00"})", *parse_zoned_time("08:50+02:00"));
  expect(R"({"$type": "LocalDateTime", "_value": "2026-06-15T08:50"})",
         *parse_local_datetime("2026-06-15T08:50"));
  expect(R"({"$type": "OffsetDateTime", "_value": "1970-01-01T00:00:01Z"})",
         Instant{kNanosecondsPerSecond});
  expect(R"({"$type": "ZonedDateTime", "_value": "2026-06-15T08:50+02:00[Europe/Stockholm]"})",
         *parse_zoned_datetime("2026-06-15T08:50[Europe/Stockholm]"));
  expect(R"({"$type": "Duration", "_value": "P1DT12H"})", *parse_duration("P1DT12H"));
  expect(R"json({"$type": "Point", "_value": "SRID=4326;POINT (18.07 59.33)"})json",
         Point{.system = CoordinateSystem::kWgs84, .x = 18.07, .y = 59.33});
  expect(R"json({"$type": "Point", "_value": "SRID=9157;POINT Z (1 2 -3)"})json",
         Point{.system = CoordinateSystem::kCartesianIn3d, .x = 1, .y = 2, .z = -3});
  expect(R"({"$type": "Base64", "_value": "Cv8="})", Bytes{"\n\xFF"});
  expect(R"({"$type": "Integer", "_value": "9007199254740993"})", std::int64_t{9007199254740993});
  expect(R"({"$type": "Float", "_value": "Infinity"})", std::numeric_limits<double>::infinity());
  expect(R"({"$type": "Null", "_value": null})", Value());
}

TEST(TypedValue, StandsAtAnyDepth) {
  const Result<Value> value =
      resolved(R"({"when": [{"$type": "Date", "_value": "1970-01-01"}], "n": 1})");
  ASSERT_THAT(value, IsOk());
  EXPECT_TRUE(*value == Value(ValueMap{{"when", ValueList{Date{0}}}, {"n", 1}}));
}

TEST(TypedValue, IsAMapUnlessItHasJustTheTwoMembers) {
  for (const std::string_view json :
       {R"({"$type":"Date"})", R"({"$type":"Date","_value":"x","z":1})"}) {
    const Result<Value> value = resolved(json);
    ASSERT_THAT(value, IsOk());
    EXPECT_TRUE(value->is_map());
  }
  const Result<Value> wrapped =
      resolved(R"({"$type": "Map", "_value": {"$type": "Date", "_value": "x"}})");
  ASSERT_THAT(wrapped, IsOk());
  EXPECT_EQ(answered(*wrapped), R"({"$type":"Date","_value":"x"})");
}

TEST(TypedValue, RefusesWhatIsNoneOfItsType) {
  EXPECT_THAT(resolved(R"({"$type": "Date", "_value": "today"})"),
              IsErrorSaying(ErrorCode::kInvalidArgument, HasSubstr("'today' is not a Date")));
  EXPECT_THAT(resolved(R"({"$type": "Colour", "_value": "red"})"),
              IsErrorSaying(ErrorCode::kInvalidArgument, HasSubstr("no type 'Colour'")));
  for (const std::string_view json :
       {R"json({"$type": "Point", "_value": "POINT (1 2)"})json",
        R"json({"$type": "Point", "_value": "SRID=1;POINT (1 2)"})json",
        R"json({"$type": "Point", "_value": "SRID=7203;POINT (1 2 3)"})json",
        R"({"$type": "Base64", "_value": "C"})", R"({"$type": "Integer", "_value": "1.5"})",
        R"({"$type": "Boolean", "_value": "true"})"}) {
    EXPECT_THAT(resolved(json), IsErrorSaying(ErrorCode::kInvalidArgument, HasSubstr("is not a")))
        << json;
  }
}

TEST(TypedValue, NamesTheParameterThatIsWrong) {
  EXPECT_THAT(
      resolve_typed_parameters({{"since", ValueMap{{"$type", "Date"}, {"_value", "today"}}}}),
      IsErrorSaying(ErrorCode::kInvalidArgument, HasSubstr("The parameter 'since'")));
}

TEST(ValueJson, WritesTemporalValuesPointsAndBytesPlainly) {
  EXPECT_EQ(answered(Date{0}), R"("1970-01-01")");
  EXPECT_EQ(answered(Instant{0}), R"("1970-01-01T00:00:00Z")");
  EXPECT_EQ(answered(*parse_zoned_datetime("2026-06-15T08:50[Europe/Stockholm]")),
            R"("2026-06-15T08:50+02:00[Europe/Stockholm]")");
  EXPECT_EQ(answered(*parse_duration("PT90S")), R"("PT1M30S")");
  EXPECT_EQ(answered(Point{.system = CoordinateSystem::kCartesian, .x = 1, .y = 2}),
            R"({"crs":"cartesian","srid":7203,"x":1.0,"y":2.0})");
  EXPECT_EQ(answered(Bytes{"\n\xFF"}), R"("Cv8=")");
}

RC_GTEST_PROP(Base64, GivesBackWhatItWasGiven, (const std::vector<std::uint8_t>& bytes)) {
  const std::string octets(bytes.begin(), bytes.end());
  RC_ASSERT(from_base64(to_base64(octets)) == octets);
}

TEST(Base64, HasOneSpellingOfEachText) {
  EXPECT_EQ(to_base64("any carnal pleas"), "YW55IGNhcm5hbCBwbGVhcw==");
  for (const std::string_view text : {"YQ=", "YQ", "YR==", "Y===", "YQ==YQ==", "Y Q="})
    EXPECT_EQ(from_base64(text), std::nullopt) << text;
}

}  // namespace
}  // namespace muster::api
