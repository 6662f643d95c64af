// Names of functions and parts in any letter case.
#pragma once

#include <string>
#include <string_view>

namespace muster::query {

// Letters beyond ASCII stay: no name of the language has any.
inline std::string ascii_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

}  // namespace muster::query
