#include "query/physical/order_prefix.h"

#include <bit>
#include <cmath>
#include <limits>
#include <string_view>

namespace muster::query {
namespace {

// By type, from below: all others, texts, booleans, numbers, NaN, null.
constexpr std::uint64_t kTexts = std::uint64_t{1} << 62;
constexpr std::uint64_t kBooleans = std::uint64_t{3} << 61;
constexpr std::uint64_t kNumbers = std::uint64_t{1} << 63;
constexpr std::uint64_t kNan = std::numeric_limits<std::uint64_t>::max() - 1;
constexpr std::uint64_t kNull = std::numeric_limits<std::uint64_t>::max();

// UTF-8 sorts by bytes as by code points.
std::uint64_t first_bytes(std::string_view text) {
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < sizeof bytes; ++i)
    bytes = (bytes << 8) | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
  return bytes;
}

// Rising with the number; the lowest bit gives way to the type.
std::uint64_t rising_bits(double number) {
  // The two zeros are equal.
  const auto bits = std::bit_cast<std::uint64_t>(number == 0 ? 0.0 : number);
  const bool negative = (bits >> 63) != 0;
  return (negative ? ~bits : bits | kNumbers) >> 1;
}

}  // namespace

std::uint64_t order_prefix(const Value& value) {
  if (value.is_null()) return kNull;
  if (value.is_number()) {
    const double number = value.as_number();
    return std::isnan(number) ? kNan : kNumbers | rising_bits(number);
  }
  if (value.is_boolean()) return kBooleans;
  if (value.is_string()) return kTexts | (first_bytes(value.as_string()) >> 3);
  return 0;
}

}  // namespace muster::query
