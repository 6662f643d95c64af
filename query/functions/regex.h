// Patterns of `=~`: written as Java writes them, matched by RE2, so that no pattern and no text can
// make a match take more than time in proportion to the text.
//
// The law: what RE2 cannot do is refused by name (look-around, back-references, possessive
// quantifiers, intersections of classes), never matched differently. `(?i)` folds the case of all
// scripts.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace muster::query {

// Threads: safe.
class Regex {
 public:
  // Patterns are kept compiled, the last thousand of a process, so that a plan that runs again does
  // not compile again. Threads: safe.
  // Errors: kType (InvalidArgumentValue): the pattern cannot be read; the message names the
  //         character of the pattern.
  static Result<std::shared_ptr<const Regex>> compiled(std::string_view pattern);

  ~Regex();
  // Whether the pattern covers the whole of `text`. Cost: O(text).
  bool matches(std::string_view text) const;

 private:
  struct Program;
  explicit Regex(std::unique_ptr<const Program> program);
  std::unique_ptr<const Program> program_;
};

// The same pattern as RE2 spells it. Errors: as of Regex::compiled, for what RE2 has no word for.
Result<std::string> re2_spelling(std::string_view pattern);

}  // namespace muster::query
