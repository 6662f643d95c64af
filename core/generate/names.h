// Invented names: plausible, varied, and a few as an attacker would choose them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/generate/random.h"

namespace muster::generate {

struct PersonName {
  std::string given;
  std::string family;
};
PersonName person_name(Random& random);
std::string_view team_name(std::size_t index);  // Repeats after a while.
std::string service_name(Random& random);       // "ledger-export".
std::string distinct_name(Random& random);      // "ledger-export-k3vqa": hardly ever twice.
std::string_view purpose(Random& random);
std::string lower_ascii(std::string_view text);
std::string token_text(Random& random, std::size_t length);  // Letters and digits, as ids have.

// Names that try to become a formula, a control sequence or markup where they are shown.
std::span<const std::string_view> hostile_names();

}  // namespace muster::generate
