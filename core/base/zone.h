// Time zones: fixed offsets, and the named zones of the IANA database as it was compiled into this
// program (without `backzone`; tools/zone_data.py makes core/base/zone_data.bin, the file).
//
// The law: an answer follows from the bundled data alone, never from the machine's. A ZoneId is 24
// bits wide and means the same zone for the life of the process; it is never stored (names are).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

enum class ZoneId : std::uint32_t {};

inline constexpr std::int32_t kOffsetSecondsMax = 18 * 3600;  // Offsets lie within ±18:00.

// REQUIRES: |offset_seconds| <= kOffsetSecondsMax.
ZoneId fixed_zone(std::int32_t offset_seconds);
inline ZoneId utc_zone() { return fixed_zone(0); }

// A name of the IANA database, as it is spelt there ("Europe/Stockholm"). Cost: O(log zones).
std::optional<ZoneId> find_zone(std::string_view name);
bool is_named_zone(ZoneId zone);

// "Z", "+01:00", "-00:44:30", "Europe/Stockholm".
std::string zone_name(ZoneId zone);
// "Z", "+01:00", "+00:53:28".
std::string offset_text(std::int32_t offset_seconds);

// Seconds east of UTC at an instant.
std::int32_t offset_at(ZoneId zone, std::int64_t utc_seconds);

// The instant at which clocks of the zone show `local_seconds` (seconds since 1970-01-01T00:00 on
// that clock). A local time that is skipped is moved on by the length of the gap; of one that
// occurs twice, the earlier offset counts.
std::int64_t utc_of_local(ZoneId zone, std::int64_t local_seconds);

// All names, sorted; and the version of the database ("2025b").
const std::vector<std::string>& zone_names();
std::string_view zone_data_version();

}  // namespace muster
