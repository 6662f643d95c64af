// parse_instant takes any bytes: it answers or says what it expected, and what it read is read
// again from its own text.
#include <cstdint>
#include <string_view>

#include "core/base/instant.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto instant = muster::parse_instant(text);
  if (!instant.has_value()) return 0;
  const auto again = muster::parse_instant(muster::format_instant(*instant));
  if (!again.has_value() || *again != *instant) __builtin_trap();
  return 0;
}
