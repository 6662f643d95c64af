#include "core/base/escape.h"

#include <gtest/gtest.h>

namespace muster {
namespace {

TEST(EscapeTerminal, ShowsControlsAndBrokenBytesInsteadOfSendingThem) {
  EXPECT_EQ(escape_terminal("a\x1b[31mred"), "a\\x1B[31mred");
  EXPECT_EQ(escape_terminal("line\nbreak"), "line\\x0Abreak");
  EXPECT_EQ(escape_terminal("\xC3("), "\\xC3(");
  EXPECT_EQ(escape_terminal("\xE2\x80\xAE"
                            "txt.exe"),
            "\\xE2\\x80\\xAEtxt.exe");
}

TEST(EscapeTerminal, LeavesReadableTextAlone) {
  EXPECT_EQ(escape_terminal("Zoë 漢字 🔑"), "Zoë 漢字 🔑");
}

TEST(EscapeCsvCell, QuotesWhatWouldBreakTheRow) {
  EXPECT_EQ(escape_csv_cell("plain"), "plain");
  EXPECT_EQ(escape_csv_cell("a,b"), "\"a,b\"");
  EXPECT_EQ(escape_csv_cell("say \"hi\""), "\"say \"\"hi\"\"\"");
}

TEST(EscapeCsvCell, LetsNoSpreadsheetRunACell) {
  EXPECT_EQ(escape_csv_cell("=1+1"), "\"'=1+1\"");
  EXPECT_EQ(escape_csv_cell("@SUM(A1)"), "\"'@SUM(A1)\"");
}

TEST(IsValidUtf8, KnowsOverlongFormsAndSurrogates) {
  EXPECT_TRUE(is_valid_utf8("Zoë 漢字 🔑"));
  EXPECT_FALSE(is_valid_utf8("\xC0\xAF"));
  EXPECT_FALSE(is_valid_utf8("\xED\xA0\x80"));
  EXPECT_FALSE(is_valid_utf8("\xF4\x90\x80\x80"));
  EXPECT_FALSE(is_valid_utf8("\xE2\x82"));
}

}  // namespace
}  // namespace muster
