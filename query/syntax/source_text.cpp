#include "query/syntax/source_text.h"

#include <algorithm>

namespace muster::query {
namespace {

bool begins_code_point(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

}  // namespace

SourceText::SourceText(std::string_view text) : text_(text) {
  const auto is_ascii = [](char byte) { return static_cast<unsigned char>(byte) < 0x80U; };
  if (std::all_of(text.begin(), text.end(), is_ascii)) return;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (begins_code_point(text[i])) bytes_.push_back(i);
  }
}

std::size_t SourceText::byte_of(std::size_t index) const {
  if (bytes_.empty()) return std::min(index, text_.size());
  return index < bytes_.size() ? bytes_[index] : text_.size();
}

std::string_view SourceText::slice(std::size_t begin, std::size_t end) const {
  const std::size_t first = byte_of(begin);
  const std::size_t last = byte_of(end);
  return last <= first ? std::string_view{} : text_.substr(first, last - first);
}

SourcePosition SourceText::position_of_byte(std::size_t byte) const {
  SourcePosition position{.line = 1, .column = 1, .offset = byte};
  for (std::size_t i = 0; i < std::min(byte, text_.size()); ++i) {
    if (text_[i] == '\n') {
      ++position.line;
      position.column = 1;
    } else if (begins_code_point(text_[i])) {
      ++position.column;
    }
  }
  return position;
}

}  // namespace muster::query
