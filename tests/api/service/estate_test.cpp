#include "api/service/estate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace muster::api {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string message_of(std::string_view text) {
  const Result<Estate> estate = parse_estate(text, "estate.toml", "base");
  return estate ? "it parsed" : estate.error().message;
}

TEST(Estate, ReadsSourcesWithPathsRelativeToTheFile) {
  const Result<Estate> estate = parse_estate(R"(
clock = "2026-06-15T08:50:00Z"
[[source]]
name = "aws"
plane = "recorded"
complete = true
covers = ["IamRole"]
files = ["a.json", "sub/b.json"]
)",
                                             "estate.toml", "base");
  ASSERT_TRUE(estate.has_value()) << estate.error().message;
  EXPECT_EQ(format_instant(*estate->clock), "2026-06-15T08:50:00Z");
  ASSERT_EQ(estate->sources.size(), 1U);
  EXPECT_EQ(estate->sources[0].plane, Plane::kRecorded);
  EXPECT_TRUE(estate->sources[0].complete);
  EXPECT_THAT(estate->sources[0].covers, ElementsAre("IamRole"));
  EXPECT_THAT(estate->sources[0].files, ElementsAre("base/a.json", "base/sub/b.json"));
}

TEST(Estate, SaysAtWhichLineItIsWrong) {
  EXPECT_THAT(message_of("[[source]]\nname = \"a\"\nplane = \"maybe\"\nfiles = [\"x\"]\n"),
              HasSubstr("'maybe' is not a plane"));
  EXPECT_THAT(message_of("[[source]]\nname = 5\n"), HasSubstr("line 2: 'name' must be a string"));
  EXPECT_THAT(
      message_of(
          "[[source]]\nname = \"a\"\nplane = \"observed\"\nfile = [\"x\"]\nfiles = [\"x\"]\n"),
      HasSubstr("line 4: there is no key 'file' here"));
  EXPECT_THAT(message_of("clock = [\n"), HasSubstr("estate.toml, line"));
  EXPECT_THAT(message_of(""), HasSubstr("there is no [[source]]"));
}

}  // namespace
}  // namespace muster::api
