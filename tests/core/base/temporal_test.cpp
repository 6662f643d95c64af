#include "core/base/temporal.h"

#include <limits>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/base/temporal_arithmetic.h"
#include "core/base/temporal_text.h"
#include "tests/support/matchers.h"

namespace muster {
namespace {

using muster::testing::IsOk;
using ::testing::HasSubstr;

// Texts through the type's own reader and writer: "1984-10-11", or the error's message.
template <typename T>
std::string text_or_error(const Result<T>& value) {
  return value ? to_text(*value) : "error: " + value.error().message;
}

Date date(const char* text) { return *parse_date(text); }
LocalDateTime local(const char* text) { return *parse_local_datetime(text); }
ZonedDateTime zoned(const char* text) { return *parse_zoned_datetime(text); }
Duration duration(const char* text) { return *parse_duration(text); }

// --- The calendar

TEST(Date, CountsDaysAsAPlainCalendarDoes) {
  Date day = date("1599-12-31");
  std::int64_t year = 1600;
  int month = 1;
  int of_month = 1;
  for (int i = 0; i < 4 * 146'097; ++i) {
    ++day.days;
    const YearMonthDay fields = year_month_day(day);
    ASSERT_EQ(fields.year, year);
    ASSERT_EQ(fields.month, month);
    ASSERT_EQ(fields.day, of_month);
    ASSERT_EQ(make_date(year, month, of_month)->days, day.days);
    if (++of_month > days_in_month(year, month)) {
      of_month = 1;
      if (++month > 12) {
        month = 1;
        ++year;
      }
    }
  }
}

TEST(Date, HasIsoWeeks) {
  const WeekDate last = week_date(date("2010-01-03"));
  EXPECT_EQ(last.week_year, 2009);
  EXPECT_EQ(last.week, 53);
  EXPECT_EQ(last.day_of_week, 7);
  EXPECT_EQ(weeks_in_year(2009), 53);
  EXPECT_EQ(weeks_in_year(2010), 52);
}

RC_GTEST_PROP(Date, IsTheSameInEveryForm, ()) {
  const std::int64_t days = *rc::gen::inRange<std::int64_t>(-365'000'000'000, 365'000'000'000);
  const Date day{days};
  const YearMonthDay civil = year_month_day(day);
  const WeekDate week = week_date(day);
  RC_ASSERT(make_date(civil.year, civil.month, civil.day)->days == days);
  RC_ASSERT(make_week_date(week.week_year, week.week, week.day_of_week)->days == days);
  RC_ASSERT(make_ordinal_date(civil.year, ordinal_day(day))->days == days);
  RC_ASSERT(make_quarter_date(civil.year, quarter_of(day), day_of_quarter(day))->days == days);
  RC_ASSERT(parse_date(to_text(day))->days == days);
}

TEST(Date, RefusesFieldsThatAreOutOfRange) {
  EXPECT_THAT(text_or_error(make_date(2023, 2, 29)), HasSubstr("day 29 is out of range"));
  EXPECT_THAT(text_or_error(make_date(2023, 13, 1)), HasSubstr("month 13"));
  EXPECT_THAT(text_or_error(make_date(1'000'000'000, 1, 1)), HasSubstr("year"));
  EXPECT_THAT(text_or_error(make_week_date(2010, 53, 1)), HasSubstr("week 53"));
  EXPECT_THAT(text_or_error(make_ordinal_date(2023, 366)), HasSubstr("ordinalDay 366"));
  EXPECT_THAT(text_or_error(make_quarter_date(2023, 1, 91)), HasSubstr("dayOfQuarter 91"));
  EXPECT_THAT(make_date(-kYearMax, 1, 1), IsOk());
}

// --- Text

TEST(TemporalText, ReadsEveryFormOfADate) {
  const std::pair<const char*, const char*> forms[] = {
      {"2015-07-21", "2015-07-21"},     {"20150721", "2015-07-21"},
      {"2015-07", "2015-07-01"},        {"201507", "2015-07-01"},
      {"2015-W30-2", "2015-07-21"},     {"2015W302", "2015-07-21"},
      {"2015-W30", "2015-07-20"},       {"2015W30", "2015-07-20"},
      {"2015-Q2-60", "2015-05-30"},     {"2015Q260", "2015-05-30"},
      {"2015-Q2", "2015-04-01"},        {"2015Q2", "2015-04-01"},
      {"2015-202", "2015-07-21"},       {"2015202", "2015-07-21"},
      {"2015", "2015-01-01"},           {"-0001-12-31", "-0001-12-31"},
      {"+10000-01-01", "+10000-01-01"}, {"+999999999-12-31", "+999999999-12-31"}};
  for (const auto& [form, text] : forms) EXPECT_EQ(text_or_error(parse_date(form)), text) << form;
}

TEST(TemporalText, ReadsEveryFormOfATime) {
  const std::pair<const char*, const char*> forms[] = {{"21", "21:00"},
                                                       {"2140", "21:40"},
                                                       {"21:40", "21:40"},
                                                       {"214032", "21:40:32"},
                                                       {"21:40:32", "21:40:32"},
                                                       {"21:40:32.1", "21:40:32.100"},
                                                       {"T21:40", "21:40"},
                                                       {"21:40:32.000001", "21:40:32.000001"},
                                                       {"214032.142857003", "21:40:32.142857003"}};
  for (const auto& [form, text] : forms)
    EXPECT_EQ(text_or_error(parse_local_time(form)), text) << form;
}

TEST(TemporalText, ReadsOffsetsAndZones) {
  const std::pair<const char*, const char*> forms[] = {
      {"2015-07-21T21:40:32.142+0100", "2015-07-21T21:40:32.142+01:00"},
      {"2015-07-21T21:40-18", "2015-07-21T21:40-18:00"},
      {"2015-07-21T21:40+01:02:03", "2015-07-21T21:40+01:02:03"},
      {"20150721T21Z", "2015-07-21T21:00Z"},
      {"2015-07-21T21:40[Europe/London]", "2015-07-21T21:40+01:00[Europe/London]"},
      {"2015-07-21T21:40+01:00[Europe/London]", "2015-07-21T21:40+01:00[Europe/London]"},
      {"1818-07-21T21:40[Europe/Stockholm]", "1818-07-21T21:40+00:53:28[Europe/Stockholm]"},
      {"2015-07-21", "2015-07-21T00:00Z"}};
  for (const auto& [form, text] : forms)
    EXPECT_EQ(text_or_error(parse_zoned_datetime(form)), text) << form;
}

TEST(TemporalText, RefusesWhatIsNoTime) {
  for (const char* text : {"", "2015-", "2015-7-21", "12345", "2015-W54", "10000-01-01", "20x5",
                           "2015-07-21x", "+20150721", "2015-Q5"})
    EXPECT_FALSE(parse_date(text).has_value()) << text;
  for (const char* text : {"", "2", "24", "21:60", "21:4", "21:40:61", "21:40:32.", "21:40Z"})
    EXPECT_FALSE(parse_local_time(text).has_value()) << text;
  EXPECT_THAT(text_or_error(parse_zoned_datetime("2015-07-21T21:40[Europe/Nowhere]")),
              HasSubstr("there is no time zone 'Europe/Nowhere'"));
  EXPECT_THAT(text_or_error(parse_zoned_datetime("2015-07-21T21:40+05:00[Europe/London]")),
              HasSubstr("Europe/London is not at +05:00 then"));
  EXPECT_THAT(text_or_error(parse_zoned_datetime("2015-07-21T21:40+19:00")),
              HasSubstr("between -18:00 and +18:00"));
}

TEST(TemporalText, ReadsAndWritesDurations) {
  const std::pair<const char*, const char*> forms[] = {
      {"P14DT16H12M", "P14DT16H12M"},
      {"P5M1.5D", "P5M1DT12H"},
      {"P0.75M", "P22DT19H51M49.5S"},
      {"PT0.75M", "PT45S"},
      {"P2.5W", "P17DT12H"},
      {"P12Y5M14DT16H12M70S", "P12Y5M14DT16H13M10S"},
      {"P2012-02-02T14:37:21.545", "P2012Y2M2DT14H37M21.545S"},
      {"PT0S", "PT0S"},
      {"PT-1.999S", "PT-1.999S"},
      {"PT-60.001S", "PT-1M-0.001S"},
      {"P1DT-0.001S", "P1DT-0.001S"},
      {"P-1Y2M", "P-10M"},
      {"-P1DT2H", "P-1DT-2H"},
      {"P1Y-13M", "P-1M"},
      {"PT100000000000S", "PT27777777H46M40S"},
      {"P9223372036854775807D", "P9223372036854775807D"},
      {"P-9223372036854775808D", "P-9223372036854775808D"}};
  for (const auto& [form, text] : forms)
    EXPECT_EQ(text_or_error(parse_duration(form)), text) << form;
  for (const char* text : {"", "P", "PT", "1D", "P1", "P1DT", "P1D1Y", "P1H", "PT1Y", "P1.D",
                           "P9223372036854775808D", "PT999999999999999999H"})
    EXPECT_FALSE(parse_duration(text).has_value()) << text;
}

RC_GTEST_PROP(TemporalText, WritesWhatItReads, ()) {
  const Duration value{*rc::gen::inRange<std::int64_t>(-100'000, 100'000),
                       *rc::gen::inRange<std::int64_t>(-100'000, 100'000),
                       *rc::gen::inRange<std::int64_t>(-1'000'000'000'000, 1'000'000'000'000),
                       *rc::gen::inRange<std::int32_t>(0, 1'000'000'000)};
  RC_ASSERT(*parse_duration(to_text(value)) == value);
  const LocalDateTime time{
      *rc::gen::inRange<std::int64_t>(-30'000'000'000'000'000, 30'000'000'000'000'000),
      *rc::gen::inRange<std::uint32_t>(0, 1'000'000'000)};
  RC_ASSERT(*parse_local_datetime(to_text(time)) == time);
}

// --- Arithmetic

TEST(TemporalArithmetic, ClampsADayToItsMonth) {
  EXPECT_EQ(text_or_error(add(date("2011-01-31"), duration("P1M"))), "2011-02-28");
  EXPECT_EQ(text_or_error(add(date("2012-02-29"), duration("P1Y"))), "2013-02-28");
  EXPECT_EQ(text_or_error(add(date("2011-01-31"), duration("P1M1D"))), "2011-03-01");
  EXPECT_EQ(text_or_error(add(date("2011-01-31"), duration("P-2M"))), "2010-11-30");
}

TEST(TemporalArithmetic, CountsWholeDaysOfTheRestForADate) {
  EXPECT_EQ(text_or_error(add(date("1984-10-11"), duration("PT33H"))), "1984-10-12");
  EXPECT_EQ(text_or_error(add(date("1984-10-11"), duration("PT-23.5H"))), "1984-10-11");
}

TEST(TemporalArithmetic, WrapsATimeAtMidnight) {
  EXPECT_EQ(to_text(add(*parse_local_time("12:31:14"), duration("P5DT36H"))), "00:31:14");
  EXPECT_EQ(to_text(add(*parse_local_time("00:00"), duration("PT-0.000000001S"))),
            "23:59:59.999999999");
}

TEST(TemporalArithmetic, CountsDaysOnTheLocalClockAndHoursAsElapsed) {
  const ZonedDateTime before = zoned("2017-10-28T12:00[Europe/Stockholm]");
  EXPECT_EQ(text_or_error(add(before, duration("P1D"))),
            "2017-10-29T12:00+01:00[Europe/Stockholm]");
  EXPECT_EQ(text_or_error(add(before, duration("PT24H"))),
            "2017-10-29T11:00+01:00[Europe/Stockholm]");
}

TEST(TemporalArithmetic, ScalesEachGroupByItself) {
  EXPECT_EQ(text_or_error(multiply(duration("P1DT1H"), std::int64_t{2})), "P2DT2H");
  EXPECT_EQ(text_or_error(divide(duration("P1M1D"), std::int64_t{2})), "P15DT17H14M33S");
  EXPECT_EQ(text_or_error(multiply(duration("P1D"), 0.1)), "PT2H24M");
  EXPECT_FALSE(divide(duration("P1D"), std::int64_t{0}).has_value());
}

TEST(TemporalArithmetic, TruncatesSecondsAndTheirFractionAsOneNumber) {
  EXPECT_EQ(text_or_error(divide(duration("PT-1.000000001S"), std::int64_t{2})), "PT-0.5S");
  EXPECT_EQ(text_or_error(divide(duration("PT1.000000002S"), std::int64_t{3})), "PT0.333333334S");
  EXPECT_EQ(text_or_error(subtract(duration("PT1S"), duration("PT0.000000001S"))),
            "PT0.999999999S");
}

RC_GTEST_PROP(TemporalArithmetic, ScalesTheRestAsTheNumberOfItsNanoseconds, ()) {
  const std::int64_t total = *rc::gen::inRange<std::int64_t>(-4'000'000'000, 4'000'000'000);
  const std::int64_t divisor = *rc::gen::nonZero<std::int32_t>();
  const Duration whole = *add(Duration{}, *make_duration({.nanoseconds = {.whole = total}}));
  const Duration divided = *divide(whole, divisor);
  RC_ASSERT(divided.seconds * kNanosecondsPerSecond + divided.nanoseconds == total / divisor);
}

TEST(TemporalArithmetic, TakesPartsOfAllSixtyFourBits) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(text_or_error(make_duration({.seconds = {.whole = kMost}})),
            "PT2562047788015215H30M7S");
  EXPECT_EQ(text_or_error(make_duration({.nanoseconds = {.whole = kMost}})),
            "PT2562047H47M16.854775807S");
  EXPECT_FALSE(make_duration({.years = {.whole = kMost}}).has_value());
  EXPECT_FALSE(make_duration({.weeks = {.whole = kMost}}).has_value());
  EXPECT_FALSE(make_duration({.hours = {.whole = kMost}}).has_value());
  EXPECT_FALSE(negated(Duration{.days = std::numeric_limits<std::int64_t>::min()}).has_value());
}

TEST(TemporalArithmetic, SaysWhereNumbersEnd) {
  EXPECT_FALSE(make_week_date(kYearMax, 52, 7).has_value());
  EXPECT_FALSE(add(date("+999999999-12-31"), duration("P1D")).has_value());
  EXPECT_FALSE(add(local("2000-01-01"), duration("P999999999999Y")).has_value());
  EXPECT_FALSE(multiply(duration("P1D"), 1e300).has_value());
  EXPECT_FALSE(multiply(duration("P900000000000000000D"), std::int64_t{1000}).has_value());
}

// Of two texts of datetimes in a zone or local ones.
std::string between(const char* from, const char* to, DurationSpan span = DurationSpan::kAll) {
  return text_or_error(duration_between(moment_of(zoned(from)), moment_of(zoned(to)), span));
}

TEST(DurationBetween, CountsMonthsThenDaysThenTheRest) {
  EXPECT_EQ(between("1984-10-11", "2015-06-24"), "P30Y8M13D");
  EXPECT_EQ(between("2015-06-24", "1984-10-11"), "P-30Y-8M-13D");
  EXPECT_EQ(between("2014-07-21T21:40:36.143", "2015-07-21T21:40:32.142"), "P11M29DT23H59M55.999S");
  EXPECT_EQ(between("2015-07-21T21:40:32.142", "2014-07-21T21:40:36.143"),
            "P-11M-30DT-23H-59M-55.999S");
  EXPECT_EQ(between("2018-01-31", "2018-03-01"), "P1M1D");
}

TEST(DurationBetween, TellsTheTwoTimesOfAnOverlapApart) {
  const char* first = "2017-10-29T02:30+02:00[Europe/Stockholm]";
  const char* second = "2017-10-29T02:30+01:00[Europe/Stockholm]";
  EXPECT_EQ(between(first, second), "PT1H");
  EXPECT_EQ(between(second, first), "PT-1H");
  EXPECT_EQ(between("2017-10-28T02:30[Europe/Stockholm]", second), "P1DT1H");
}

TEST(DurationBetween, HasPartsOfOneSignAcrossAGap) {
  // A day later is 02:30, which that night becomes 03:30.
  EXPECT_EQ(between("2017-03-25T02:30[Europe/Stockholm]", "2017-03-26T03:15[Europe/Stockholm]"),
            "PT23H45M");
  EXPECT_EQ(between("2017-02-26T02:30[Europe/Stockholm]", "2017-03-26T03:15[Europe/Stockholm]"),
            "P27DT23H45M");
}

// Any time between 1900 and 2100, in a zone with many changes of its clock.
ZonedDateTime any_time() {
  const auto zone = *rc::gen::elementOf(
      std::vector<std::string>{"Europe/Stockholm", "Africa/Casablanca", "Australia/Lord_Howe"});
  return {*rc::gen::inRange<std::int64_t>(-2'208'988'800, 4'102'444'800),
          *rc::gen::inRange<std::uint32_t>(0, 1'000'000'000), *find_zone(zone)};
}

RC_GTEST_PROP(DurationBetween, LeadsFromOneTimeToTheOther, ()) {
  const ZonedDateTime from = any_time();
  const ZonedDateTime to = with_zone(any_time(), from.zone);
  const Duration way = *duration_between(moment_of(from), moment_of(to), DurationSpan::kAll);
  RC_ASSERT(*add(from, way) == to);
  const bool forwards = order_zoned_datetimes(from, to) < 0;
  for (const std::int64_t part : {way.months, way.days, way.seconds})
    RC_ASSERT(part == 0 || (part > 0) == forwards);
}

TEST(DurationBetween, KeepsOneUnitWhereAsked) {
  EXPECT_EQ(between("1984-10-11", "2015-06-24", DurationSpan::kMonths), "P30Y8M");
  EXPECT_EQ(between("1984-10-11", "2015-06-24", DurationSpan::kDays), "P11213D");
  EXPECT_EQ(between("1984-10-11", "1984-10-12T01:00", DurationSpan::kSeconds), "PT25H");
}

TEST(DurationBetween, MeasuresDaysThatAreNotOf24Hours) {
  const Moment midnight = moment_of(*parse_zoned_datetime("2017-10-29T00:00[Europe/Stockholm]"));
  const auto rest =
      duration_between(midnight, moment_of(local("2017-10-29T04:00")), DurationSpan::kAll);
  EXPECT_EQ(text_or_error(rest), "PT5H");
}

TEST(Truncation, TakesTheBeginningOfTheUnit) {
  const std::pair<const char*, const char*> units[] = {
      {"millennium", "1000-01-01"}, {"century", "1900-01-01"},  {"decade", "1980-01-01"},
      {"year", "1984-01-01"},       {"weekYear", "1984-01-02"}, {"quarter", "1984-10-01"},
      {"month", "1984-10-01"},      {"week", "1984-10-08"},     {"day", "1984-10-11"}};
  for (const auto& [name, text] : units)
    EXPECT_EQ(text_or_error(truncate(date("1984-10-11"), *find_temporal_unit(name))), text) << name;
  EXPECT_EQ(text_or_error(truncate(date("1984-01-01"), TemporalUnit::kWeekYear)), "1983-01-03");
  EXPECT_EQ(to_text(truncate(*parse_local_time("12:31:14.645876123"), TemporalUnit::kMillisecond)),
            "12:31:14.645");
}

TEST(Order, ComparesDurationsByTheirAverageLength) {
  EXPECT_TRUE(order_durations(duration("P1M"), duration("P30D")) > 0);
  EXPECT_TRUE(order_durations(duration("P1M"), duration("P31D")) < 0);
  EXPECT_TRUE(order_durations(duration("P1D"), duration("PT24H")) != 0);
}

TEST(Order, ComparesZonedTimesByInstantThenOffset) {
  EXPECT_TRUE(order_zoned_times(*parse_zoned_time("10:00+01:00"), *parse_zoned_time("09:30Z")) < 0);
  EXPECT_TRUE(order_zoned_times(*parse_zoned_time("10:00+01:00"), *parse_zoned_time("09:00Z")) > 0);
}

}  // namespace
}  // namespace muster
