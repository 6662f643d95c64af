// Base64 (RFC 4648, with padding): bytes in JSON.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace muster::api {

std::string to_base64(std::string_view octets);
// nullopt: not Base64, or not the one spelling of its octets.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace muster::api
