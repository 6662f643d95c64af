// Rounding of floats as people read them: 1.005 to two decimals is 1.01, although the nearest
// double lies a little below 1.005.
//
// The law: the digits rounded are the shortest that read back as the same double.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace muster::query {

enum class RoundingMode : std::uint8_t {
  kUp,        // Away from zero.
  kDown,      // Towards zero.
  kCeiling,   // Towards positive infinity.
  kFloor,     // Towards negative infinity.
  kHalfUp,    // To the nearest; of two alike, away from zero.
  kHalfDown,  // To the nearest; of two alike, towards zero.
  kHalfEven,  // To the nearest; of two alike, the one whose last digit is even.
};

// "UP", "HALF_EVEN" in any letter case; nullopt: another text.
std::optional<RoundingMode> rounding_mode(std::string_view name);

// To the nearest whole number; of two alike, the larger one. NaN and the infinities stay.
double round_whole(double number);

// To `decimals` digits behind the point. NaN and the infinities stay. REQUIRES: decimals >= 0.
double round_decimal(double number, double decimals, RoundingMode mode);

}  // namespace muster::query
