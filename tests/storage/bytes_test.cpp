#include "storage/bytes.h"

#include <limits>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/storage/generators.h"
#include "tests/support/matchers.h"

namespace muster::storage {
namespace {

using ::muster::testing::any_u64;
using ::muster::testing::IsErrorSaying;
using ::testing::HasSubstr;

std::string varint(std::uint64_t number) {
  std::string bytes;
  ByteWriter(bytes).put_varint(number);
  return bytes;
}

std::string big_endian(std::uint64_t number) {
  std::string bytes;
  ByteWriter(bytes).put_u64(number);
  return bytes;
}

RC_GTEST_PROP(Bytes, AVarintGivesBackItsNumber, ()) {
  const std::uint64_t number = *any_u64();
  const std::string bytes = varint(number);
  ByteReader reader(bytes);
  RC_ASSERT(reader.get_varint() == number);
  RC_ASSERT(reader.finish("it").has_value());
}

RC_GTEST_PROP(Bytes, AZigzagGivesBackItsNumber, ()) {
  const auto number = static_cast<std::int64_t>(*any_u64());
  std::string bytes;
  ByteWriter(bytes).put_zigzag(number);
  ByteReader reader(bytes);
  RC_ASSERT(reader.get_zigzag() == number);
  RC_ASSERT(reader.finish("it").has_value());
}

RC_GTEST_PROP(Bytes, BigEndianBytesSortAsTheirNumbers, ()) {
  const std::uint64_t left = *any_u64();
  const std::uint64_t right = *any_u64();
  RC_ASSERT((big_endian(left) < big_endian(right)) == (left < right));
}

TEST(Bytes, AVarintIsSevenBitsAByteLowestFirst) {
  EXPECT_EQ(varint(0), std::string("\x00", 1));
  EXPECT_EQ(varint(127), "\x7F");
  EXPECT_EQ(varint(300), "\xAC\x02");
  EXPECT_EQ(varint(std::numeric_limits<std::uint64_t>::max()),
            "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01");
}

TEST(Bytes, AVarintWithANeedlessByteIsRefused) {
  ByteReader reader(std::string_view("\x80\x00", 2));
  reader.get_varint();
  EXPECT_THAT(reader.finish("the row"),
              IsErrorSaying(ErrorCode::kCorruption, HasSubstr("spelled")));
}

TEST(Bytes, AVarintBeyond64BitsIsRefused) {
  ByteReader reader("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x02");
  reader.get_varint();
  EXPECT_THAT(reader.finish("the row"),
              IsErrorSaying(ErrorCode::kCorruption, HasSubstr("spelled")));
}

TEST(Bytes, WhatEndsTooEarlySaysSo) {
  ByteReader reader("\x01\x02\x03");
  reader.get_u32();
  EXPECT_THAT(reader.finish("the row"),
              IsErrorSaying(ErrorCode::kCorruption, "the row ends too early"));
}

TEST(Bytes, WhatIsLeftOverSaysSo) {
  ByteReader reader("\x01\x02");
  reader.get_u8();
  EXPECT_THAT(reader.finish("the row"),
              IsErrorSaying(ErrorCode::kCorruption, "the row goes on after its end"));
}

TEST(Bytes, OnlyTheFirstThingWrongIsReported) {
  ByteReader reader("");
  reader.get_u8();
  reader.fail("has unknown parts");
  EXPECT_THAT(reader.finish("the row"),
              IsErrorSaying(ErrorCode::kCorruption, "the row ends too early"));
}

}  // namespace
}  // namespace muster::storage
