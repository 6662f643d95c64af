// The rows of definitions: index, constraint, and what counts them.
#include "storage/schema_row_codec.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/storage/generators.h"
#include "tests/support/matchers.h"

namespace muster::storage {
namespace {

using ::muster::testing::any_u32;
using ::muster::testing::IsError;
using ::muster::testing::IsOkAndHolds;
using ::muster::testing::tricky_bytes;

TEST(IndexRowCodec, HasTheBytesOfTheFormat) {
  IndexDefinition index{.name = "i"};
  index.tokens = {2};
  index.keys = {KeyId{3}};
  const std::string bytes("\x01\x00\x00\x01i\x01\x02\x01\x03\x00", 10);
  EXPECT_EQ(encode_index_row(index), bytes);
  EXPECT_THAT(decode_index_row(bytes), IsOkAndHolds(index));
}

TEST(IndexRowCodec, RefusesAnUnknownKindAndBytesLeftOver) {
  const std::string unknown("\x01\x05\x00\x01i\x01\x02\x01\x03\x00", 10);
  EXPECT_THAT(decode_index_row(unknown), IsError(ErrorCode::kCorruption));
  const std::string longer("\x01\x00\x00\x01i\x01\x02\x01\x03\x00\x00", 11);
  EXPECT_THAT(decode_index_row(longer), IsError(ErrorCode::kCorruption));
}

RC_GTEST_PROP(ConstraintRowCodec, GivesBackWhatItWasGiven, ()) {
  ConstraintDefinition constraint{.name = *tricky_bytes()};
  constraint.kind = static_cast<ConstraintKind>(*rc::gen::inRange(0, 4));
  constraint.element = static_cast<ElementKind>(*rc::gen::inRange(0, 2));
  constraint.token = *any_u32();
  constraint.keys = {static_cast<KeyId>(*any_u32()), static_cast<KeyId>(*any_u32())};
  constraint.index = *any_u32();
  constraint.types = {.scalars = *any_u32(), .list_elements = *any_u32()};
  constraint.types_text = *tricky_bytes();
  RC_ASSERT(*decode_constraint_row(encode_constraint_row(constraint)) == constraint);
}

RC_GTEST_PROP(SchemaRowCodec, GivesBackWhatItWasGiven, ()) {
  const SchemaRow row{.number_last = *any_u32(), .indexes = *any_u32(), .constraints = *any_u32()};
  RC_ASSERT(*decode_schema_row(encode_schema_row(row)) == row);
}

}  // namespace
}  // namespace muster::storage
