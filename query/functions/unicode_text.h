// Text beyond ASCII: case, normal forms and white space as Unicode defines them, by ICU.
//
// The law: no locale. Case follows the root locale, so that equal text gives equal text everywhere.
// Bytes that are not UTF-8 become U+FFFD where text has to be taken apart.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace muster::query {

// Full mappings: 'ß' in upper case is 'SS', and a final 'Σ' in lower case is 'ς'.
std::string lower_text(std::string_view text);
std::string upper_text(std::string_view text);

enum class TextForm : std::uint8_t { kNfc, kNfd, kNfkc, kNfkd };
std::string normalized_text(std::string_view text, TextForm form);
bool is_normalized_text(std::string_view text, TextForm form);

// White space at which words part: not the spaces that forbid a break (U+00A0, U+2007, U+202F).
bool is_white_space(char32_t c);

}  // namespace muster::query
