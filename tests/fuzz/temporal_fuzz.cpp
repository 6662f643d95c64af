// Any text is refused by each reader of civil time, or gives a value whose own text reads back as
// that value.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/base/temporal_text.h"

namespace {

template <typename Read>
void check(std::string_view text, Read read) {
  const auto value = read(text);
  if (!value) return;
  const auto again = read(to_text(*value));
  if (!again || !(*again == *value)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check(text, muster::parse_date);
  check(text, muster::parse_local_time);
  check(text, [](std::string_view part) { return muster::parse_zoned_time(part); });
  check(text, muster::parse_local_datetime);
  check(text, [](std::string_view part) { return muster::parse_zoned_datetime(part); });
  check(text, muster::parse_duration);
  return 0;
}
