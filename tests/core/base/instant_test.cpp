#include "core/base/instant.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace muster {
namespace {

std::string rewritten(std::string_view text) {
  const auto instant = parse_instant(text);
  return instant.has_value() ? format_instant(*instant) : instant.error().message;
}

TEST(Instant, IsWrittenInUtcWithASecond) {
  EXPECT_EQ(rewritten("2026-06-15"), "2026-06-15T00:00:00Z");
  EXPECT_EQ(rewritten("2026-06-15T08:50Z"), "2026-06-15T08:50:00Z");
  EXPECT_EQ(rewritten("2026-06-15 08:50:00"), "2026-06-15T08:50:00Z");
}

TEST(Instant, AnOffsetIsTakenOff) {
  EXPECT_EQ(rewritten("2026-06-15T01:00:00+02:00"), "2026-06-14T23:00:00Z");
  EXPECT_EQ(rewritten("2026-06-15T23:30:00-0130"), "2026-06-16T01:00:00Z");
}

TEST(Instant, AFractionKeepsItsNanosecondsAndLosesItsZeros) {
  EXPECT_EQ(rewritten("2026-06-15T08:50:00.000000001Z"), "2026-06-15T08:50:00.000000001Z");
  EXPECT_EQ(rewritten("2026-06-15T08:50:00.500Z"), "2026-06-15T08:50:00.5Z");
}

TEST(Instant, TheFirstAndTheLastAreReadAndWritten) {
  EXPECT_EQ(format_instant(Instant::min()), "1677-09-21T00:12:43.145224192Z");
  EXPECT_EQ(format_instant(Instant::max()), "2262-04-11T23:47:16.854775807Z");
  ASSERT_TRUE(parse_instant("1677-09-21T00:12:43.145224192Z").has_value());
  EXPECT_EQ(parse_instant("1677-09-21T00:12:43.145224192Z").value(), Instant::min());
  EXPECT_EQ(parse_instant("2262-04-11T23:47:16.854775807Z").value(), Instant::max());
}

TEST(Instant, ATimeOutsideTheRangeIsRefused) {
  EXPECT_FALSE(parse_instant("1677-09-21T00:12:43.145224191Z").has_value());
  EXPECT_FALSE(parse_instant("2262-04-11T23:47:16.854775808Z").has_value());
}

TEST(Instant, ADayThatDoesNotExistIsRefused) {
  EXPECT_FALSE(parse_instant("2026-02-29").has_value());
  EXPECT_FALSE(parse_instant("2026-06-15T24:00:00Z").has_value());
  EXPECT_FALSE(parse_instant("2026-06-15T08:50:00Zulu").has_value());
}

TEST(Instant, WhatWasExpectedIsSaid) {
  const auto result = parse_instant("yesterday");
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().message, "'yesterday' is not a time between 1677 and 2262");
  EXPECT_THAT(result.error().hint, testing::HasSubstr("2026-06-15T08:50:00Z"));
}

RC_GTEST_PROP(Instant, WhatIsWrittenIsReadBack, (std::int64_t nanoseconds)) {
  const Instant instant{nanoseconds};
  const auto again = parse_instant(format_instant(instant));
  RC_ASSERT(again.has_value());
  RC_ASSERT(*again == instant);
}

}  // namespace
}  // namespace muster
