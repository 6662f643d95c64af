#include "storage/value_codec.h"

#include <limits>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/storage/generators.h"
#include "tests/support/matchers.h"

namespace muster::storage {
namespace {

using ::muster::testing::any_bytes;
using ::muster::testing::IsErrorSaying;
using ::muster::testing::IsOk;
using ::muster::testing::storable_value;
using ::testing::HasSubstr;

std::string encoded(const Value& value) {
  std::string bytes;
  ByteWriter writer(bytes);
  EXPECT_THAT(encode_value(value, writer), IsOk());
  return bytes;
}

Result<Value> decoded(std::string_view bytes) {
  ByteReader reader(bytes);
  Value value = decode_value(reader);
  MUSTER_CHECK(reader.finish("the value"));
  return value;
}

Value list_nested(int levels) {
  Value value(1);
  for (int level = 0; level < levels; ++level) value = Value(ValueList{value});
  return value;
}

RC_GTEST_PROP(ValueCodec, GivesBackWhatItWasGiven, ()) {
  const Value value = *storable_value(3);
  const Result<Value> back = decoded(encoded(value));
  RC_ASSERT(back.has_value());
  RC_ASSERT(*back == value);
}

RC_GTEST_PROP(ValueCodec, SpellsEachValueInOneWayOnly, ()) {
  const std::string bytes = *any_bytes();
  const Result<Value> value = decoded(bytes);
  if (value.has_value()) RC_ASSERT(encoded(*value) == bytes);
}

TEST(ValueCodec, HasTheBytesOfTheFormat) {
  EXPECT_EQ(encoded(nullptr), std::string("\x00", 1));
  EXPECT_EQ(encoded(false), "\x01");
  EXPECT_EQ(encoded(true), "\x02");
  EXPECT_EQ(encoded(-1), "\x03\x01");
  EXPECT_EQ(encoded(300), "\x03\xD8\x04");
  EXPECT_EQ(encoded(1.0), std::string("\x04\x3F\xF0\x00\x00\x00\x00\x00\x00", 9));
  EXPECT_EQ(encoded("role"), "\x05\x04role");
  EXPECT_EQ(encoded(ValueList{1, "a"}),
            "\x06\x02\x03\x02\x05\x01"
            "a");
  EXPECT_EQ(encoded(Instant{1}), std::string("\x07\x00\x00\x00\x00\x00\x00\x00\x01", 9));
}

TEST(ValueCodec, HasTheBytesOfTheFormatForTemporalValuesPointsAndBytes) {
  EXPECT_EQ(encoded(*make_date(2026, 6, 15)), "\x08\x96\xC2\x02");
  EXPECT_EQ(encoded(LocalTime{300}), "\x09\xAC\x02");
  EXPECT_EQ(encoded(ZonedTime{.local = {}, .offset_seconds = 7200}),
            std::string("\x0A\x00\xC0\x70", 4));
  EXPECT_EQ(encoded(LocalDateTime{.seconds = 1, .nanoseconds = 2}), "\x0B\x02\x02");
  EXPECT_EQ(encoded(ZonedDateTime{.seconds = 1, .nanoseconds = 0, .zone = fixed_zone(7200)}),
            std::string("\x0C\x02\x00\xC0\x70", 5));
  EXPECT_EQ(
      encoded(ZonedDateTime{.seconds = 1, .nanoseconds = 0, .zone = *find_zone("Asia/Kolkata")}),
      std::string("\x0D\x02\x00\x0C"
                  "Asia/Kolkata",
                  16));
  EXPECT_EQ(encoded(Duration{.months = 1, .days = -1, .seconds = 2, .nanoseconds = 0}),
            std::string("\x0E\x02\x01\x04\x00", 5));
  EXPECT_EQ(encoded(Point{.system = CoordinateSystem::kCartesian, .x = 1, .y = -0.0}),
            "\x0F\xA3\x38\x3F\xF0" + std::string(14, '\0'));
  EXPECT_EQ(encoded(Bytes{"\n\xFF"}), "\x10\x02\n\xFF");
}

TEST(ValueCodec, SpellsAnInstantAsOneWhateverItWasMadeOf) {
  EXPECT_EQ(encoded(ZonedDateTime{.seconds = 0, .nanoseconds = 1, .zone = utc_zone()}),
            encoded(Instant{1}));
  // The same in the other spelling is refused.
  EXPECT_THAT(decoded(std::string("\x0C\x00\x01\x00", 4)),
              IsErrorSaying(ErrorCode::kCorruption, HasSubstr("an instant in a second way")));
}

TEST(ValueCodec, RefusesWhatIsOutOfRange) {
  const std::vector<std::string> damaged = {
      "\x09\x80\x80\xBC\x8A\xC9\xD2\x13",              // The nanosecond after the day.
      std::string("\x0A\x00\xC2\xF4\x07", 5),          // +18:00:01.
      std::string("\x0B\x00\x80\x94\xEB\xDC\x03", 7),  // A whole second of nanoseconds.
      std::string("\x0F\x01", 2),                      // No such system.
  };
  for (const std::string& bytes : damaged)
    EXPECT_THAT(decoded(bytes), IsErrorSaying(ErrorCode::kCorruption, HasSubstr("holds a")));
  EXPECT_THAT(decoded("\x0D\x02\x01\x04Mars"),
              IsErrorSaying(ErrorCode::kCorruption, HasSubstr("time zone")));
}

TEST(ValueCodec, TellsAFloatFromAnEqualInteger) { EXPECT_NE(encoded(1.0), encoded(1)); }

TEST(ValueCodec, KeepsTheDeepestListAllowed) {
  const Value deepest = list_nested(kListDepthMax);
  const Result<Value> back = decoded(encoded(deepest));
  ASSERT_THAT(back, IsOk());
  EXPECT_TRUE(*back == deepest);
}

TEST(ValueCodec, RefusesADeeperList) {
  std::string bytes;
  ByteWriter writer(bytes);
  EXPECT_THAT(
      encode_value(list_nested(kListDepthMax + 1), writer),
      IsErrorSaying(ErrorCode::kInvalidArgument, HasSubstr("nested deeper than 64 levels")));
}

TEST(ValueCodec, RefusesBytesThatNestListsWithoutEnd) {
  std::string bytes;
  for (int level = 0; level < 100'000; ++level) bytes += "\x06\x01";
  EXPECT_THAT(decoded(bytes),
              IsErrorSaying(ErrorCode::kCorruption, HasSubstr("nests lists too deeply")));
}

TEST(ValueCodec, RefusesWhatASnapshotCannotHold) {
  std::string bytes;
  ByteWriter writer(bytes);
  EXPECT_THAT(encode_value(ValueMap{{"a", 1}}, writer),
              IsErrorSaying(ErrorCode::kInvalidArgument, HasSubstr("type Map cannot be stored")));
  EXPECT_THAT(encode_value(NodeId{1}, writer),
              IsErrorSaying(ErrorCode::kInvalidArgument, HasSubstr("type Node cannot be stored")));
}

TEST(ValueCodec, RefusesAStringThatClaimsMoreThanThereIs) {
  EXPECT_THAT(decoded("\x05\x7Fshort"),
              IsErrorSaying(ErrorCode::kCorruption, HasSubstr("ends too early")));
}

TEST(ValueCodec, RefusesAnUnknownTag) {
  EXPECT_THAT(decoded("\x42"), IsErrorSaying(ErrorCode::kCorruption, HasSubstr("unknown type")));
}

}  // namespace
}  // namespace muster::storage
