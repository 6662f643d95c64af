#include "api/service/json_value.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/service/value_json.h"

namespace muster::api {
namespace {

using ::testing::HasSubstr;

std::string message_of(std::string_view text) {
  const Result<Value> value = parse_json_value(text);
  return value ? "it parsed" : value.error().message;
}

std::string round_trip(std::string_view text) {
  const Result<Value> value = parse_json_value(text);
  if (!value) return value.error().message;
  std::string out;
  append_json(out, *GraphSnapshot::empty(), *value);
  return out;
}

TEST(ParseJsonValue, KeepsIntegersExactAndFloatsFloats) {
  EXPECT_EQ(round_trip(R"({"b":[1,1.0,null,true],"a":9223372036854775807})"),
            R"({"a":9223372036854775807,"b":[1,1.0,null,true]})");
}

TEST(ParseJsonValue, SaysWhereTheTextIsNotJson) {
  EXPECT_THAT(message_of("{\"a\":}"), HasSubstr("byte 6"));
  EXPECT_THAT(message_of("{\"a\": 1"), HasSubstr("The text is not JSON"));
  EXPECT_THAT(message_of(""), HasSubstr("The text is not JSON"));
}

TEST(ParseJsonValue, RefusesDeepNestingBeforeAnyStackGrows) {
  EXPECT_THAT(message_of(std::string(1'000'000, '[')), HasSubstr("deeper than 64 levels"));
}

TEST(ParseJsonValue, RefusesWhatIsNotUtf8) {
  EXPECT_EQ(message_of("\"\xFF\""), "The text is not UTF-8");
}

TEST(ParseJsonValue, NeverRepeatsTheTextItCannotRead) {
  EXPECT_THAT(message_of("{\"token\": marker-of-a-secret}"), ::testing::Not(HasSubstr("marker")));
}

TEST(ObjectReader, NamesTheMemberThatIsMissingOrUnknown) {
  const ValueMap members{{"query", 5}, {"qurey", "RETURN 1"}};
  ObjectReader reader(members, "The request body");
  EXPECT_EQ(reader.required_string("query").error().message,
            "The request body: 'query' must be a string, not a Integer");
  EXPECT_EQ(reader.required_string("alias").error().message,
            "The request body: 'alias' is missing");
  EXPECT_EQ(reader.finish().error().message, "The request body: there is no member 'qurey'");
}

TEST(ObjectReader, BoundsIntegers) {
  const ValueMap members{{"hops_max", 1000}};
  ObjectReader reader(members, "The request body");
  EXPECT_EQ(reader.optional_integer("hops_max", 8, 0, 64).error().message,
            "The request body: 'hops_max' must lie between 0 and 64");
}

}  // namespace
}  // namespace muster::api
