#include "core/identity/record_codec.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/support/matchers.h"
#include "tests/support/value_generators.h"

namespace muster {
namespace {

using ::muster::testing::IsError;
using ::muster::testing::typed_scalar;

std::string record_of(const Value& value) {
  RecordWriter writer(1);
  writer.value(value);
  return std::move(writer).take();
}

RC_GTEST_PROP(RecordCodec, GivesBackTemporalValuesPointsAndBytes, ()) {
  const Value value(ValueMap{{"one", *typed_scalar()}, {"many", ValueList{*typed_scalar()}}});
  const std::string bytes = record_of(value);
  RecordFields fields(bytes, "test", 1);
  const Value back = fields.value();
  RC_ASSERT(fields.finish().has_value());
  RC_ASSERT(back == value);
}

TEST(RecordCodec, ATypeKeepsTheNumberItIsStoredUnder) {
  EXPECT_EQ(record_of(Instant{0})[1], 7);
  EXPECT_EQ(record_of(Date{0})[1], 11);
  EXPECT_EQ(record_of(Bytes{"a"})[1], 18);
}

TEST(RecordCodec, WhatIsOutOfRangeIsCorruption) {
  const std::vector<std::string> damaged = {
      std::string("\x01\x0F\x00\x00\x04Mars", 9),  // No such zone.
      std::string("\x01\x11\x01", 3),              // No such system.
      std::string("\x01\x0C\x01", 3),              // A nanosecond before midnight.
  };
  for (const std::string& bytes : damaged) {
    RecordFields fields(bytes, "test", 1);
    fields.value();
    EXPECT_THAT(fields.finish(), IsError(ErrorCode::kCorruption));
  }
}

}  // namespace
}  // namespace muster
