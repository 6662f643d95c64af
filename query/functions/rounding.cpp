#include "query/functions/rounding.h"

#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <string>
#include <utility>

namespace muster::query {
namespace {

// number = ± 0.digits · 10^point, without zeros at either end; zero has no digits.
struct Decimal {
  std::string digits;
  int point = 0;
};

// REQUIRES: finite and not negative.
Decimal shortest_decimal(double number) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number,
                                 std::chars_format::scientific)
                       .ptr;
  const std::string_view text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
  const std::size_t e = text.find('e');
  Decimal decimal;
  for (const char c : text.substr(0, e)) {
    if (c != '.') decimal.digits += c;
  }
  while (!decimal.digits.empty() && decimal.digits.back() == '0') decimal.digits.pop_back();
  decimal.point = std::atoi(text.data() + e + 1) + 1;
  return decimal;
}

// Whether the kept digits grow by one in their last place.
bool rounds_away(const Decimal& decimal, int kept, bool negative, RoundingMode mode) {
  const auto digit = [&](int at) {
    const bool there = at >= 0 && at < static_cast<int>(decimal.digits.size());
    return there ? decimal.digits[static_cast<std::size_t>(at)] - '0' : 0;
  };
  switch (mode) {
    case RoundingMode::kUp:
      return true;
    case RoundingMode::kDown:
      return false;
    case RoundingMode::kCeiling:
      return !negative;
    case RoundingMode::kFloor:
      return negative;
    case RoundingMode::kHalfUp:
    case RoundingMode::kHalfDown:
    case RoundingMode::kHalfEven:
      break;
  }
  if (kept < 0 || digit(kept) < 5) return false;
  const bool tie = digit(kept) == 5 && kept + 1 == static_cast<int>(decimal.digits.size());
  if (!tie || mode == RoundingMode::kHalfUp) return true;
  return mode == RoundingMode::kHalfEven && digit(kept - 1) % 2 == 1;
}

}  // namespace

std::optional<RoundingMode> rounding_mode(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, RoundingMode>, 7> kModes{{
      {"UP", RoundingMode::kUp},
      {"DOWN", RoundingMode::kDown},
      {"CEILING", RoundingMode::kCeiling},
      {"FLOOR", RoundingMode::kFloor},
      {"HALF_UP", RoundingMode::kHalfUp},
      {"HALF_DOWN", RoundingMode::kHalfDown},
      {"HALF_EVEN", RoundingMode::kHalfEven},
  }};
  std::string upper(name);
  for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  for (const auto& [known, mode] : kModes) {
    if (known == upper) return mode;
  }
  return std::nullopt;
}

double round_whole(double number) {
  // Adding a half would carry 0.49999999999999994 up, and the odd numbers beyond 2^52.
  const double below = std::floor(number);
  return number - below >= 0.5 ? below + 1 : below;
}

double round_decimal(double number, double decimals, RoundingMode mode) {
  if (!std::isfinite(number) || number == 0) return number;
  const bool negative = number < 0;
  Decimal decimal = shortest_decimal(std::fabs(number));
  // No double has more than 324 + 17 digits behind its point.
  if (decimals >= 400) return number;
  const int kept = decimal.point + static_cast<int>(decimals);
  if (kept >= static_cast<int>(decimal.digits.size())) return number;
  const bool away = rounds_away(decimal, kept, negative, mode);
  std::string digits = decimal.digits.substr(0, static_cast<std::size_t>(std::max(kept, 0)));
  // `digits` is the whole number of units in the last place kept.
  std::string carried = "0" + digits;
  if (away) {
    std::size_t at = carried.size() - 1;
    while (carried[at] == '9') carried[at--] = '0';
    ++carried[at];
  }
  const std::string text = carried + "e" + std::to_string(-static_cast<int>(decimals));
  double rounded = 0;
  std::from_chars(text.data(), text.data() + text.size(), rounded);
  return negative && rounded != 0 ? -rounded : rounded;
}

}  // namespace muster::query
