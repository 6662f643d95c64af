// Any bytes are refused as a zone, or give rules that answer every instant with an offset in range.
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <string_view>

#include "core/base/tzif.h"
#include "core/base/zone.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto rules = muster::read_tzif({reinterpret_cast<const char*>(data), size});
  if (!rules) return 0;
  constexpr std::int64_t kEnd = 31'600'000'000'000'000;  // Beyond the last year there is.
  for (const std::int64_t at : {-kEnd, std::int64_t{-1}, std::int64_t{0},
                                std::int64_t{1'500'000'000}, std::int64_t{4'200'000'000}, kEnd}) {
    if (std::abs(rules->offset_at(at)) > muster::kOffsetSecondsMax) std::abort();
  }
  return 0;
}
