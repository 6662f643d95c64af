// Errors as scenarios name them: type, phase, detail.
#pragma once

#include <string>

#include "core/base/result.h"

namespace muster::tck {

struct ErrorTriple {
  std::string type;    // "SyntaxError", "TypeError", …
  std::string phase;   // "compile time", "runtime"; expected ones also "any time".
  std::string detail;  // "UndefinedVariable"; expected ones also "*".

  // Whether this, as a scenario expects it, covers `found`.
  bool covers(const ErrorTriple& found) const {
    return type == found.type && (phase == found.phase || phase == "any time") &&
           (detail == found.detail || detail == "*");
  }
  std::string text() const { return type + " at " + phase + ": " + detail; }
};

// `before_running`: the engine refused the text before it looked at the graph's elements.
ErrorTriple triple_of(const Error& error, bool before_running);

// "a TypeError should be raised at runtime: InvalidArgumentValue". Errors: kInvalidInput: another
// step.
Result<ErrorTriple> expected_triple(const std::string& step);

}  // namespace muster::tck
