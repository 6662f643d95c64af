#include "query/engine/plan_cache.h"

namespace muster::query {

// Column names and error positions are the user's own spelling, so only what cannot show in either
// is taken away: white space at the ends and the semicolon.
std::string_view normalised_text(std::string_view text) {
  const auto blank = [](char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ';';
  };
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace muster::query
