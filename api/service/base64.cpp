#include "api/service/base64.h"

#include <cstdint>

namespace muster::api {
namespace {

constexpr std::string_view kDigits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::uint32_t octet(char c) { return static_cast<unsigned char>(c); }

}  // namespace

std::string to_base64(std::string_view octets) {
  std::string text;
  text.reserve((octets.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < octets.size(); at += 3) {
    const std::size_t count = std::min<std::size_t>(3, octets.size() - at);
    std::uint32_t group = octet(octets[at]) << 16;
    if (count > 1) group |= octet(octets[at + 1]) << 8;
    if (count > 2) group |= octet(octets[at + 2]);
    for (std::size_t digit = 0; digit < 4; ++digit)
      text += digit <= count ? kDigits[(group >> (18 - 6 * digit)) & 0x3F] : '=';
  }
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::string octets;
  octets.reserve(text.size() / 4 * 3);
  for (std::size_t at = 0; at < text.size(); at += 4) {
    std::string_view group = text.substr(at, 4);
    // Padding may only end the last group, and one digit alone is not even an octet.
    if (at + 4 == text.size()) {
      if (group.ends_with('=')) group.remove_suffix(1);
      if (group.ends_with('=')) group.remove_suffix(1);
    }
    if (group.size() < 2) return std::nullopt;
    std::uint32_t bits = 0;
    for (const char c : group) {
      const std::size_t digit = kDigits.find(c);
      if (digit == std::string_view::npos) return std::nullopt;
      bits = bits << 6 | static_cast<std::uint32_t>(digit);
    }
    bits <<= 6 * (4 - group.size());
    for (std::size_t index = 0; index + 1 < group.size(); ++index)
      octets += static_cast<char>((bits >> (16 - 8 * index)) & 0xFF);
    // Bits beyond the last octet would make a second spelling.
    if ((bits & ((1U << (8 * (4 - group.size()))) - 1)) != 0) return std::nullopt;
  }
  return octets;
}

}  // namespace muster::api
