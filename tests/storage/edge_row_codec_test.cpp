#include "storage/edge_row_codec.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/storage/generators.h"
#include "tests/support/matchers.h"

namespace muster::storage {
namespace {

using ::muster::testing::any_instant;
using ::muster::testing::any_properties;
using ::muster::testing::any_u32;
using ::muster::testing::IsError;
using ::muster::testing::IsErrorSaying;
using ::muster::testing::IsOkAndHolds;

// Observed, valid in [16, 32) ns, asserted by source set 1, with one property.
EdgeRow grant() {
  return {.flags = kFlagObserved | kFlagHasValidity,
          .validity = {.from = {16}, .until = {32}},
          .source_set = 1,
          .properties = {{KeyId{2}, true}}};
}

RC_GTEST_PROP(EdgeRowCodec, GivesBackWhatItWasGiven, ()) {
  const EdgeRow row{.flags = *rc::gen::arbitrary<std::uint8_t>(),
                    .first_seen = *any_instant(),
                    .validity = {.from = *any_instant(), .until = *any_instant()},
                    .source_set = *any_u32(),
                    .properties = *any_properties()};
  const Result<std::string> bytes = encode_edge_row(row);
  RC_ASSERT(bytes.has_value());
  const Result<EdgeRow> back = decode_edge_row(*bytes);
  RC_ASSERT(back.has_value());
  RC_ASSERT(*back == row);
}

RC_GTEST_PROP(EdgeRowCodec, SpellsEachRowInOneWayOnly, ()) {
  std::string bytes = *encode_edge_row(grant());
  bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] = *rc::gen::arbitrary<char>();
  const Result<EdgeRow> row = decode_edge_row(bytes);
  if (row.has_value()) RC_ASSERT(*encode_edge_row(*row) == bytes);
}

TEST(EdgeRowCodec, HasTheBytesOfTheFormat) {
  const std::string bytes(
      "\x01"                              // layout
      "\x02"                              // parts: validity
      "\x22"                              // flags: observed, has validity
      "\x00\x00\x00\x00\x00\x00\x00\x10"  // valid from: 16 ns
      "\x00\x00\x00\x00\x00\x00\x00\x20"  // valid until: 32 ns
      "\x01"                              // source set 1
      "\x01\x02\x02",                     // one property: key 2, true
      23);
  EXPECT_THAT(encode_edge_row(grant()), IsOkAndHolds(bytes));
}

TEST(EdgeRowCodec, APlainEdgeTakesFiveBytes) {
  EXPECT_THAT(encode_edge_row({}), IsOkAndHolds(std::string("\x01\x00\x00\x00\x00", 5)));
}

TEST(EdgeRowCodec, RefusesEveryShorterRow) {
  const std::string bytes = *encode_edge_row(grant());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_THAT(decode_edge_row(bytes.substr(0, size)), IsError(ErrorCode::kCorruption))
        << size << " bytes";
  }
}

TEST(EdgeRowCodec, RefusesUnknownParts) {
  EXPECT_THAT(decode_edge_row(std::string_view("\x01\x04\x00\x00\x00", 5)),
              IsErrorSaying(ErrorCode::kCorruption, "the edge row has unknown parts"));
}

}  // namespace
}  // namespace muster::storage
