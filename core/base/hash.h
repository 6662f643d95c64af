// Hashes whose values are stored and compared across processes: xxHash64 and a running,
// order-sensitive combination of it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace muster {

std::uint64_t hash_bytes(std::string_view bytes, std::uint64_t seed = 0);
std::uint64_t hash_combine(std::uint64_t seed, std::uint64_t value);

// 16 lower-case hexadecimal digits.
std::string hash_text(std::uint64_t hash);

}  // namespace muster
