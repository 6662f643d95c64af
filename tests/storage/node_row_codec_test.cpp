#include "storage/node_row_codec.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/storage/generators.h"
#include "tests/support/matchers.h"

namespace muster::storage {
namespace {

using ::muster::testing::any_bytes;
using ::muster::testing::any_instant;
using ::muster::testing::any_labels;
using ::muster::testing::any_properties;
using ::muster::testing::any_u32;
using ::muster::testing::IsError;
using ::muster::testing::IsErrorSaying;
using ::muster::testing::IsOkAndHolds;
using ::testing::HasSubstr;

// (ann:Human:Employee {name: 'Ann'}), recorded, asserted by source set 2.
NodeRow ann() {
  return {.flags = kFlagRecorded,
          .first_seen = {1},
          .source_set = 2,
          .labels = {LabelId{0}, LabelId{3}},
          .properties = {{KeyId{5}, "Ann"}}};
}

RC_GTEST_PROP(NodeRowCodec, GivesBackWhatItWasGiven, ()) {
  const NodeRow row{.flags = *rc::gen::arbitrary<std::uint8_t>(),
                    .first_seen = *any_instant(),
                    .source_set = *any_u32(),
                    .labels = *any_labels(),
                    .properties = *any_properties()};
  const Result<std::string> bytes = encode_node_row(row);
  RC_ASSERT(bytes.has_value());
  const Result<NodeRow> back = decode_node_row(*bytes);
  RC_ASSERT(back.has_value());
  RC_ASSERT(*back == row);
}

RC_GTEST_PROP(NodeRowCodec, SpellsEachRowInOneWayOnly, ()) {
  // One byte changed: most are refused, the rest must be spelled as they would be written.
  std::string bytes = *encode_node_row(ann());
  bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] = *rc::gen::arbitrary<char>();
  const Result<NodeRow> row = decode_node_row(bytes);
  if (row.has_value()) RC_ASSERT(*encode_node_row(*row) == bytes);
}

RC_GTEST_PROP(NodeRowCodec, SurvivesAnyBytes, ()) {
  const std::string bytes = "\x01" + *any_bytes();
  const Result<NodeRow> row = decode_node_row(bytes);
  if (row.has_value()) RC_ASSERT(*encode_node_row(*row) == bytes);
}

TEST(NodeRowCodec, HasTheBytesOfTheFormat) {
  const std::string bytes(
      "\x01"                              // layout
      "\x01"                              // parts: first seen
      "\x01"                              // flags: recorded
      "\x00\x00\x00\x00\x00\x00\x00\x01"  // first seen: 1 ns
      "\x02"                              // source set 2
      "\x02\x00\x03"                      // two labels: 0, 3
      "\x01\x05\x05\x03"
      "Ann",  // one property: key 5, a string of 3 bytes
      22);
  EXPECT_THAT(encode_node_row(ann()), IsOkAndHolds(bytes));
}

TEST(NodeRowCodec, AnEmptyNodeTakesSixBytes) {
  EXPECT_THAT(encode_node_row({}), IsOkAndHolds(std::string("\x01\x00\x00\x00\x00\x00", 6)));
}

TEST(NodeRowCodec, RefusesEveryShorterRow) {
  const std::string bytes = *encode_node_row(ann());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_THAT(decode_node_row(bytes.substr(0, size)), IsError(ErrorCode::kCorruption))
        << size << " bytes";
  }
}

TEST(NodeRowCodec, RefusesALongerRow) {
  EXPECT_THAT(decode_node_row(*encode_node_row(ann()) + "x"),
              IsErrorSaying(ErrorCode::kCorruption, "the node row goes on after its end"));
}

TEST(NodeRowCodec, RefusesAnotherLayout) {
  std::string bytes = *encode_node_row(ann());
  bytes[0] = '\x02';
  EXPECT_THAT(decode_node_row(bytes),
              IsErrorSaying(ErrorCode::kCorruption, "the node row has an unknown layout"));
}

TEST(NodeRowCodec, RefusesLabelsOutOfOrder) {
  EXPECT_THAT(decode_node_row(std::string_view("\x01\x00\x00\x00\x02\x03\x00\x00", 8)),
              IsErrorSaying(ErrorCode::kCorruption, HasSubstr("labels out of order")));
}

TEST(NodeRowCodec, RefusesAMapAsAProperty) {
  NodeRow row = ann();
  row.properties[0].value = Value(ValueMap{});
  EXPECT_THAT(encode_node_row(row), IsError(ErrorCode::kInvalidArgument));
}

}  // namespace
}  // namespace muster::storage
