#include "api/service/row_encoder.h"

#include <gtest/gtest.h>

namespace muster::api {
namespace {

std::string encoded(RowFormat format, const std::vector<std::string>& columns,
                    const std::vector<ValueList>& rows) {
  std::string out;
  const auto encoder = make_row_encoder(format, [&](std::string_view bytes) { out += bytes; });
  encoder->start(columns);
  for (const ValueList& row : rows) encoder->row(*GraphSnapshot::empty(), row);
  encoder->finish({});
  return out;
}

TEST(RowEncoder, CsvIsOneHeaderLineAndTheRows) {
  EXPECT_EQ(encoded(RowFormat::kCsv, {"name", "n"}, {{"a,b", 1}, {Value(), -2.5}}),
            "name,n\n\"a,b\",1\n,-2.5\n");
}

TEST(RowEncoder, CsvRunsNoFormula) {
  EXPECT_EQ(encoded(RowFormat::kCsv, {"x"}, {{"=HYPERLINK(1)"}}), "x\n\"'=HYPERLINK(1)\"\n");
}

TEST(RowEncoder, JsonIsOneObject) {
  EXPECT_EQ(encoded(RowFormat::kJson, {"x"}, {{1}, {"two"}}),
            "{\"columns\":[\"x\"],\"rows\":[\n[1],\n[\"two\"]\n]}\n");
  EXPECT_EQ(encoded(RowFormat::kJson, {"x"}, {}), "{\"columns\":[\"x\"],\"rows\":[]}\n");
}

TEST(RowEncoder, NdjsonIsOneObjectARow) {
  EXPECT_EQ(encoded(RowFormat::kNdjson, {"x", "y"}, {{1, true}, {2, Value()}}),
            "{\"x\":1,\"y\":true}\n{\"x\":2,\"y\":null}\n");
}

TEST(RowEncoder, TableAlignsAndEscapes) {
  EXPECT_EQ(encoded(RowFormat::kTable, {"who", "n"}, {{"a\x1b[2J", 1}, {"b", 10}}),
            "who       n\n"
            "--------  --\n"
            "a\\x1B[2J  1\n"
            "b         10\n"
            "(2 rows)\n");
}

TEST(RowEncoder, AnAnswerWithoutRowsIsAnAnswer) {
  EXPECT_EQ(encoded(RowFormat::kTable, {"x"}, {}), "x\n-\n(0 rows)\n");
  EXPECT_EQ(encoded(RowFormat::kCsv, {"x"}, {}), "x\n");
}

}  // namespace
}  // namespace muster::api
