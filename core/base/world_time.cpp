#include "core/base/world_time.h"

namespace muster {

std::optional<Instant> world_time(const Value& value) {
  if (value.is_instant()) return value.as_instant();
  if (!value.is_zoned_datetime()) return std::nullopt;
  ZonedDateTime time = value.as_zoned_datetime();
  time.zone = utc_zone();
  if (const auto instant = instant_of(time)) return instant;
  return time.seconds < 0 ? Instant::min() : Instant::max();
}

}  // namespace muster
