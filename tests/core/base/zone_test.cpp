#include "core/base/zone.h"

#include <array>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>

#include "core/base/temporal_text.h"
#include "core/base/tzif.h"
#include "core/base/zone_data.h"
#include "tests/support/shared_folder.h"

namespace muster {
namespace {

std::int32_t offset(const char* zone, const char* instant) {
  return offset_at(*find_zone(zone), parse_local_datetime(instant)->seconds);
}

// What clocks of the zone show when they are asked to show `local`, with the offset.
std::string shown(const char* zone, const char* local) {
  return to_text(*in_zone(*parse_local_datetime(local), *find_zone(zone)));
}

TEST(Zone, KnowsItsHistory) {
  EXPECT_EQ(offset("Europe/Stockholm", "1818-07-21T00:00"), 53 * 60 + 28);
  EXPECT_EQ(offset("Europe/Stockholm", "1984-07-21T00:00"), 7200);
  EXPECT_EQ(offset("Europe/Stockholm", "1984-12-21T00:00"), 3600);
  EXPECT_EQ(offset("Australia/Eucla", "2015-01-01T00:00"), 31'500);
}

TEST(Zone, KnowsChangesThatItsYearlyRuleContradicts) {
  EXPECT_EQ(offset("America/Ojinaga", "2022-10-30T07:59:59"), -21'600);
  EXPECT_EQ(offset("America/Ojinaga", "2022-11-01T00:00"), -21'600);
  EXPECT_EQ(offset("America/Ojinaga", "2023-07-01T00:00"), -18'000);
  EXPECT_EQ(offset("Asia/Gaza", "2073-09-15T00:00"), 7'200);
}

TEST(Zone, FollowsItsYearlyRuleForEver) {
  EXPECT_EQ(offset("Europe/Stockholm", "+999999-07-01T00:00"), 7200);
  EXPECT_EQ(offset("Europe/Stockholm", "+999999-01-01T00:00"), 3600);
  EXPECT_EQ(offset("Australia/Sydney", "2200-01-01T00:00"), 39'600);
  EXPECT_EQ(offset("Australia/Sydney", "2200-07-01T00:00"), 36'000);
  EXPECT_EQ(offset("America/New_York", "2100-03-14T06:59:59"), -18'000);
  EXPECT_EQ(offset("America/New_York", "2100-03-14T07:00:00"), -14'400);
}

TEST(Zone, MovesASkippedTimeOnAndTakesTheFirstOfTwo) {
  EXPECT_EQ(shown("Europe/Stockholm", "2017-03-26T02:30"),
            "2017-03-26T03:30+02:00[Europe/Stockholm]");
  EXPECT_EQ(shown("Europe/Stockholm", "2017-10-29T02:30"),
            "2017-10-29T02:30+02:00[Europe/Stockholm]");
  EXPECT_EQ(shown("Pacific/Apia", "2011-12-30T12:00"), "2011-12-31T12:00+14:00[Pacific/Apia]");
}

TEST(Zone, TakesTheSecondOfTwoWhereTheOffsetSaysSo) {
  EXPECT_EQ(to_text(*parse_zoned_datetime("2017-10-29T02:30+01:00[Europe/Stockholm]")),
            "2017-10-29T02:30+01:00[Europe/Stockholm]");
}

TEST(Zone, HasANameForEveryOffset) {
  EXPECT_EQ(zone_name(utc_zone()), "Z");
  EXPECT_EQ(zone_name(fixed_zone(-1)), "-00:00:01");
  EXPECT_EQ(zone_name(fixed_zone(18 * 3600)), "+18:00");
  EXPECT_FALSE(find_zone("europe/stockholm").has_value());
  EXPECT_EQ(zone_name(*find_zone("Asia/Calcutta")), "Asia/Calcutta");
}

TEST(ZoneData, IsWhatItsNoteSays) {
  const std::string note =
      muster::testing::read_file(muster::testing::repository_root() / "core/base/zone_data.txt");
  std::array<unsigned char, 32> digest{};
  const std::string_view data = bundled_zone_data();
  ASSERT_EQ(EVP_Digest(data.data(), data.size(), digest.data(), nullptr, EVP_sha256(), nullptr), 1);
  std::string text;
  for (const unsigned char byte : digest) text += fmt::format("{:02x}", byte);
  EXPECT_THAT(note, ::testing::HasSubstr("sha256 " + text));
  EXPECT_THAT(note, ::testing::HasSubstr("version " + std::string(zone_data_version())));
  EXPECT_GT(zone_names().size(), 500U);
}

TEST(Tzif, RefusesBytesThatAreNoZone) {
  EXPECT_FALSE(read_tzif("").has_value());
  EXPECT_FALSE(read_tzif("TZif").has_value());
  EXPECT_FALSE(read_tzif(std::string("TZif2") + std::string(39, '\0')).has_value());
  EXPECT_FALSE(read_tzif(std::string("TZif2") + std::string(39, '\xff')).has_value());
}

TEST(Tzif, ReadsEveryFormOfAYearlyRule) {
  EXPECT_EQ(read_yearly_rule("UTC0")->standard_offset, 0);
  EXPECT_EQ(read_yearly_rule("<+0330>-3:30")->standard_offset, 12'600);
  const auto rule = read_yearly_rule("IST-1GMT0,M10.5.0,M3.5.0/1");
  ASSERT_TRUE(rule.has_value());
  EXPECT_EQ(rule->daylight->offset, 0);
  EXPECT_EQ(rule->daylight->ends.time, 3600);
  EXPECT_TRUE(read_yearly_rule("XXX3YYY,J60,300/-1").has_value());
  for (const char* text : {"", "UTC", "UT0", "XXX3YYY", "XXX3YYY,M13.1.0,M1.1.0", "<XXX3"})
    EXPECT_FALSE(read_yearly_rule(text).has_value()) << text;
}

}  // namespace
}  // namespace muster
