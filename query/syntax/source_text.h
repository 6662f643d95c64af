// SourceText: query text with the two ways of counting it: bytes, as we cut it, and code points, as
// ANTLR and people count.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace muster::query {

// Points into the text it was made from, which must be valid UTF-8.
class SourceText {
 public:
  explicit SourceText(std::string_view text);

  std::string_view text() const { return text_; }

  // Byte where code point `index` begins; the end of the text for anything beyond.
  std::size_t byte_of(std::size_t index) const;

  // The bytes of code points [begin, end).
  std::string_view slice(std::size_t begin, std::size_t end) const;

  // Cost: linear in the text before it; used where a position is kept or an error reported.
  SourcePosition position_of_byte(std::size_t byte) const;

 private:
  std::string_view text_;
  std::vector<std::size_t> bytes_;  // By code point; empty where all is ASCII.
};

}  // namespace muster::query
