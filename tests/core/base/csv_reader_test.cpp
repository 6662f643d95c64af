#include "core/base/csv_reader.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace muster {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr auto kNone = std::nullopt;

ByteSource source_of(std::string text, std::size_t piece) {
  return [text = std::move(text), piece](std::span<char> buffer) mutable -> Result<std::size_t> {
    const std::size_t count = std::min({piece, buffer.size(), text.size()});
    std::copy_n(text.begin(), count, buffer.begin());
    text.erase(0, count);
    return count;
  };
}

using Records = std::vector<std::vector<CsvField>>;

Result<Records> read_all(std::string text, CsvDialect dialect = {}, std::size_t piece = 3) {
  CsvReader reader(source_of(std::move(text), piece), "a.csv", std::move(dialect));
  Records records;
  std::vector<CsvField> fields;
  while (true) {
    MUSTER_TRY(const bool more, reader.next(fields));
    if (!more) return records;
    records.push_back(fields);
  }
}

Records records_of(std::string text, CsvDialect dialect = {}) {
  auto records = read_all(std::move(text), std::move(dialect));
  EXPECT_TRUE(records.has_value()) << records.error().message;
  return records ? *records : Records{};
}

std::string error_of(std::string text, CsvDialect dialect = {}) {
  const auto records = read_all(std::move(text), std::move(dialect));
  return records ? "no error" : records.error().message;
}

TEST(CsvReader, SplitsRecordsAndFields) {
  EXPECT_THAT(records_of("a,b\nc,d"), ElementsAre(ElementsAre("a", "b"), ElementsAre("c", "d")));
}

TEST(CsvReader, EndsRecordsWithEveryLineBreak) {
  EXPECT_THAT(records_of("a\r\nb\rc\nd\n"),
              ElementsAre(ElementsAre("a"), ElementsAre("b"), ElementsAre("c"), ElementsAre("d")));
}

TEST(CsvReader, TellsNoValueFromAnEmptyText) {
  EXPECT_THAT(records_of("a,,\"\",\n"), ElementsAre(ElementsAre("a", kNone, "", kNone)));
}

TEST(CsvReader, GivesAnEmptyLineAsARecordWithoutAValue) {
  EXPECT_THAT(records_of("a\n\nb\n"),
              ElementsAre(ElementsAre("a"), ElementsAre(kNone), ElementsAre("b")));
}

TEST(CsvReader, KeepsSeparatorsAndLineBreaksInQuotes) {
  EXPECT_THAT(records_of("\"a,b\",\"c\r\nd\"\n"), ElementsAre(ElementsAre("a,b", "c\r\nd")));
}

TEST(CsvReader, ReadsAQuoteWrittenTwiceOrBehindABackslash) {
  EXPECT_THAT(records_of(R"("a""b","c\"d","e\\f","g\h")"),
              ElementsAre(ElementsAre("a\"b", "c\"d", "e\\f", "g\\h")));
}

TEST(CsvReader, TakesQuotesAndBackslashesOutsideOfQuotesAsTheyAre) {
  EXPECT_THAT(records_of("a\"b, \"c\",d\\e"), ElementsAre(ElementsAre("a\"b", " \"c\"", "d\\e")));
}

TEST(CsvReader, PassesOverAByteOrderMark) {
  EXPECT_THAT(records_of("\xEF\xBB\xBF\"a\",b"), ElementsAre(ElementsAre("a", "b")));
}

TEST(CsvReader, SplitsAtAnyCharacter) {
  EXPECT_THAT(records_of("a\xE2\x86\x92"
                         "b,c",
                         {.field_terminator = "\xE2\x86\x92"}),
              ElementsAre(ElementsAre("a", "b,c")));
}

TEST(CsvReader, HasNoRecordsInAnEmptyFile) { EXPECT_THAT(records_of(""), ElementsAre()); }

TEST(CsvReader, SaysWhereARecordBegan) {
  CsvReader reader(source_of("a\n\"b\nc\"\nd", 2), "a.csv", {});
  std::vector<CsvField> fields;
  std::vector<std::uint64_t> lines;
  while (*reader.next(fields)) lines.push_back(reader.line());
  EXPECT_THAT(lines, ElementsAre(1, 2, 4));
}

TEST(CsvReader, NamesTheLineOfAQuoteThatDoesNotEnd) {
  EXPECT_EQ(error_of("a\n\"b\nc"), "'a.csv', line 2: a quoted field has no closing quote");
}

TEST(CsvReader, RefusesCharactersBehindAClosingQuote) {
  EXPECT_THAT(error_of("\"a\"b\n"), HasSubstr("line 1: characters stand behind the closing quote"));
}

TEST(CsvReader, RefusesBytesThatAreNotUtf8) {
  EXPECT_THAT(error_of("a,\xFF\n"), HasSubstr("line 1: a field is not UTF-8"));
}

TEST(CsvReader, RefusesARecordThatIsTooLong) {
  EXPECT_THAT(error_of("abcdefghij", {.record_bytes_max = 8}), HasSubstr("longer than 8 bytes"));
  EXPECT_THAT(error_of(",,,,,,,,,,", {.record_bytes_max = 8}), HasSubstr("longer than 8 bytes"));
  EXPECT_THAT(records_of("abc\nabc\nabc\n", {.record_bytes_max = 8}).size(), 3U);
}

}  // namespace
}  // namespace muster
