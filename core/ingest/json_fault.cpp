#include "core/ingest/json_fault.h"

#include <algorithm>
#include <cctype>
#include <simdjson.h>
#include <vector>

namespace muster::ingest {
namespace {

class JsonFaultFinder {
 public:
  explicit JsonFaultFinder(std::string_view bytes) : bytes_(bytes) {}

  // How deep the part before the fault is nested, once it is found.
  std::size_t deepest() const { return deepest_; }

  // The offset of the first byte that cannot be, or the size of the text where it is cut off.
  std::size_t find() {
    std::vector<char>
        open;  // '{' before a key, ':' before a member's value, '[' before an element.
    bool value_due = true;
    while (true) {
      skip_blanks();
      if (at_ >= bytes_.size()) return at_;
      if (value_due) {
        const char c = bytes_[at_];
        if (c == '{' || c == '[') {
          ++at_;
          skip_blanks();
          if (at_ < bytes_.size() && bytes_[at_] == (c == '{' ? '}' : ']')) {
            ++at_;
          } else {
            open.push_back(c);
            deepest_ = std::max(deepest_, open.size());
            if (c == '{' && !key()) return at_;
            continue;
          }
        } else if (!scalar()) {
          return at_;
        }
        value_due = false;
        continue;
      }
      if (open.empty()) return at_;
      const char c = bytes_[at_];
      const char in = open.back();
      if (c == ',') {
        ++at_;
        skip_blanks();
        if (in == '{' && !key()) return at_;
        value_due = true;
      } else if (c == (in == '{' ? '}' : ']')) {
        ++at_;
        open.pop_back();
      } else {
        return at_;
      }
    }
  }

 private:
  void skip_blanks() {
    while (at_ < bytes_.size() &&
           std::string_view(" \t\r\n").find(bytes_[at_]) != std::string_view::npos)
      ++at_;
  }

  bool key() {
    if (!string()) return false;
    skip_blanks();
    if (at_ >= bytes_.size() || bytes_[at_] != ':') return false;
    ++at_;
    return true;
  }

  bool string() {
    if (at_ >= bytes_.size() || bytes_[at_] != '"') return false;
    for (++at_; at_ < bytes_.size(); ++at_) {
      const char c = bytes_[at_];
      if (c == '"') {
        ++at_;
        return true;
      }
      if (static_cast<unsigned char>(c) < 0x20) return false;
      if (c == '\\') ++at_;
    }
    at_ = bytes_.size();
    return false;
  }

  bool scalar() {
    if (bytes_[at_] == '"') return string();
    const std::size_t start = at_;
    std::size_t end = at_;
    while (end < bytes_.size() &&
           (std::isalnum(static_cast<unsigned char>(bytes_[end])) != 0 || bytes_[end] == '+' ||
            bytes_[end] == '-' || bytes_[end] == '.')) {
      ++end;
    }
    const std::string_view word = bytes_.substr(start, end - start);
    if (word.empty()) return false;
    const bool number = word.front() == '-' || (word.front() >= '0' && word.front() <= '9');
    if (!number && word != "true" && word != "false" && word != "null") return false;
    if (number) {
      simdjson::dom::parser parser;
      if (parser.parse(simdjson::padded_string(word)).error() != simdjson::SUCCESS) return false;
    }
    at_ = end;
    return true;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  std::size_t deepest_ = 0;
};

}  // namespace

JsonFault find_json_fault(std::string_view bytes) {
  JsonFaultFinder finder(bytes);
  const std::size_t offset = finder.find();
  return {.offset = offset, .depth = finder.deepest()};
}

}  // namespace muster::ingest
