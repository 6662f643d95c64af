// The rows of column family `meta`: format, state and source sets.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "storage/format_row_codec.h"
#include "storage/source_set_codec.h"
#include "storage/source_set_table.h"
#include "storage/state_row_codec.h"
#include "tests/storage/generators.h"
#include "tests/support/matchers.h"

namespace muster::storage {
namespace {

using ::muster::testing::any_u32;
using ::muster::testing::any_u64;
using ::muster::testing::ascending;
using ::muster::testing::IsError;
using ::muster::testing::IsErrorSaying;
using ::muster::testing::IsOkAndHolds;
using ::muster::testing::tricky_bytes;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(FormatRowCodec, HasTheBytesOfTheFormat) {
  FormatRow row{.format_version = 1};
  for (std::uint8_t i = 0; i < 16; ++i) row.instance[i] = i;
  const std::string bytes(
      "\x00\x00\x00\x01\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0A\x0B\x0C\x0D\x0E\x0F", 20);
  EXPECT_EQ(encode_format_row(row), bytes);
  EXPECT_THAT(decode_format_row(bytes), IsOkAndHolds(row));
  EXPECT_EQ(instance_text(row.instance), "000102030405060708090a0b0c0d0e0f");
}

TEST(FormatRowCodec, RefusesAnotherLength) {
  EXPECT_THAT(decode_format_row(std::string(19, 'x')), IsError(ErrorCode::kCorruption));
}

RC_GTEST_PROP(StateRowCodec, GivesBackWhatItWasGiven, ()) {
  const StateRow row{.sequence = *any_u64(),
                     .version = *any_u64(),
                     .nodes = *any_u64(),
                     .edges = *any_u64(),
                     .aliases = *any_u64(),
                     .node_slot_bound = *any_u32(),
                     .edge_slot_bound = *any_u32(),
                     .labels = *any_u32(),
                     .edge_types = *any_u32(),
                     .property_keys = *any_u32(),
                     .source_sets = *any_u32()};
  RC_ASSERT(*decode_state_row(encode_state_row(row)) == row);
}

TEST(StateRowCodec, HasTheBytesOfTheFormat) {
  const StateRow row{.sequence = 300,
                     .version = 2,
                     .nodes = 3,
                     .edges = 4,
                     .aliases = 5,
                     .node_slot_bound = 6,
                     .edge_slot_bound = 7,
                     .labels = 8,
                     .edge_types = 9,
                     .property_keys = 10,
                     .source_sets = 11};
  EXPECT_EQ(encode_state_row(row), "\x01\xAC\x02\x02\x03\x04\x05\x06\x07\x08\x09\x0A\x0B");
}

RC_GTEST_PROP(SourceSetCodec, GivesBackTheNames, ()) {
  std::vector<std::string> sources = *ascending(tricky_bytes());
  RC_PRE(!sources.empty());
  RC_ASSERT(*decode_source_set(encode_source_set(sources)) == sources);
}

TEST(SourceSetCodec, HasTheBytesOfTheFormat) {
  EXPECT_EQ(encode_source_set({"aws", "hr"}),
            "\x02\x03"
            "aws\x02hr");
}

TEST(SourceSetCodec, RefusesNamesOutOfOrder) {
  EXPECT_THAT(decode_source_set(encode_source_set({"hr", "aws"})),
              IsErrorSaying(ErrorCode::kCorruption, HasSubstr("names out of order")));
}

TEST(SourceSetTable, GivesTheSameSetTheSameNumber) {
  SourceSetTable table;
  EXPECT_EQ(table.number_of({}), 0U);
  EXPECT_EQ(table.number_of({"aws"}), 1U);
  EXPECT_EQ(table.number_of({"aws", "hr"}), 2U);
  EXPECT_EQ(table.number_of({"aws"}), 1U);
  EXPECT_THAT(table.set(2), ElementsAre("aws", "hr"));
}

TEST(SourceSetTable, ForgetsWhatAFailedCommitNumbered) {
  SourceSetTable table;
  table.number_of({"aws"});
  table.number_of({"hr"});
  table.shrink(2);
  EXPECT_EQ(table.number_of({"k8s"}), 2U);
  EXPECT_EQ(table.number_of({"hr"}), 3U);
}

}  // namespace
}  // namespace muster::storage
