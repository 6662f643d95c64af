// Names come from attackers: every text is escaped for where it is shown.
#pragma once

#include <string>
#include <string_view>

namespace muster {

// Control characters (C0, C1, DEL), invalid UTF-8 and bidirectional overrides as \xNN (bytes);
// everything else as it is.
std::string escape_terminal(std::string_view text);

// RFC 4180, and a cell that begins with = + - @ tab or CR gets a leading ' so that no spreadsheet
// runs it.
std::string escape_csv_cell(std::string_view text);

// Whether `text` is well-formed UTF-8 (no surrogates, no overlong forms).
bool is_valid_utf8(std::string_view text);

// Code points of a valid UTF-8 text.
std::size_t utf8_length(std::string_view text);

}  // namespace muster
