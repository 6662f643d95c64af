#include "core/base/zone.h"

#include <algorithm>
#include <cstdlib>
#include <span>

#include <fmt/format.h>

#include "core/base/assert.h"
#include "core/base/tzif.h"
#include "core/base/zone_data.h"

namespace muster {
namespace {

// Below: a fixed offset, moved up by the greatest one; from here on: the index of a name.
constexpr std::uint32_t kNamed = 1U << 23U;
constexpr std::int64_t kWindow = 86'400;  // More than any offset: on either side of a change.

// The bundled zones, read once.
//
// The file: the line "muster-zones VERSION NAMES", a line "NAME OFFSET BYTES" for each name,
// sorted, an empty line, then the TZif files that OFFSET counts into. Aliases share a file.
class ZoneTable {
 public:
  static const ZoneTable& instance() {
    static const ZoneTable table;
    return table;
  }

  std::string_view version;
  std::vector<std::string> names;
  std::vector<std::size_t> rules_of;  // By name: index into rules.
  std::vector<ZoneRules> rules;

 private:
  ZoneTable() {
    std::string_view rest = bundled_zone_data();
    const auto line = [&rest] {
      const std::size_t end = rest.find('\n');
      MUSTER_ASSERT(end != std::string_view::npos);
      const std::string_view out = rest.substr(0, end);
      rest.remove_prefix(end + 1);
      return out;
    };
    const std::string_view heading = line();
    const std::size_t space = heading.find(' ');
    version = heading.substr(space + 1, heading.rfind(' ') - space - 1);
    struct Entry {
      std::size_t offset;
      std::size_t bytes;
    };
    std::vector<Entry> entries;
    for (std::string_view entry = line(); !entry.empty(); entry = line()) {
      const std::size_t first = entry.find(' ');
      const std::size_t second = entry.find(' ', first + 1);
      names.emplace_back(entry.substr(0, first));
      entries.push_back(
          {number(entry.substr(first + 1, second - first - 1)), number(entry.substr(second + 1))});
    }
    std::vector<std::size_t> offsets;
    for (const Entry& entry : entries) {
      auto known = std::find(offsets.begin(), offsets.end(), entry.offset);
      if (known == offsets.end()) {
        auto read = read_tzif(rest.substr(entry.offset, entry.bytes));
        MUSTER_ASSERT(read.has_value());  // The file is part of the program, and tests read it all.
        rules.push_back(std::move(read).value());
        known = offsets.insert(offsets.end(), entry.offset);
      }
      rules_of.push_back(static_cast<std::size_t>(known - offsets.begin()));
    }
  }

  static std::size_t number(std::string_view text) {
    std::size_t value = 0;
    for (const char c : text) value = value * 10 + static_cast<std::size_t>(c - '0');
    return value;
  }
};

std::uint32_t raw_zone(ZoneId zone) { return static_cast<std::uint32_t>(zone); }

std::int32_t fixed_offset(ZoneId zone) {
  return static_cast<std::int32_t>(raw_zone(zone)) - kOffsetSecondsMax;
}

const ZoneRules& rules_of(ZoneId zone) {
  const ZoneTable& table = ZoneTable::instance();
  return table.rules[table.rules_of[raw_zone(zone) - kNamed]];
}

}  // namespace

ZoneId fixed_zone(std::int32_t offset_seconds) {
  MUSTER_ASSERT(std::abs(offset_seconds) <= kOffsetSecondsMax);
  return static_cast<ZoneId>(offset_seconds + kOffsetSecondsMax);
}

std::optional<ZoneId> find_zone(std::string_view name) {
  const auto& names = ZoneTable::instance().names;
  const auto found = std::lower_bound(names.begin(), names.end(), name);
  if (found == names.end() || *found != name) return std::nullopt;
  return static_cast<ZoneId>(kNamed + static_cast<std::uint32_t>(found - names.begin()));
}

bool is_named_zone(ZoneId zone) { return raw_zone(zone) >= kNamed; }

std::string zone_name(ZoneId zone) {
  if (!is_named_zone(zone)) return offset_text(fixed_offset(zone));
  return ZoneTable::instance().names[raw_zone(zone) - kNamed];
}

std::string offset_text(std::int32_t offset_seconds) {
  if (offset_seconds == 0) return "Z";
  const int magnitude = std::abs(offset_seconds);
  std::string text = fmt::format("{}{:02}:{:02}", offset_seconds < 0 ? '-' : '+', magnitude / 3600,
                                 magnitude / 60 % 60);
  if (magnitude % 60 != 0) text += fmt::format(":{:02}", magnitude % 60);
  return text;
}

std::int32_t offset_at(ZoneId zone, std::int64_t utc_seconds) {
  return is_named_zone(zone) ? rules_of(zone).offset_at(utc_seconds) : fixed_offset(zone);
}

std::int64_t utc_of_local(ZoneId zone, std::int64_t local_seconds) {
  if (!is_named_zone(zone)) return local_seconds - fixed_offset(zone);
  const ZoneRules& rules = rules_of(zone);
  const std::int32_t before = rules.offset_at(local_seconds - kWindow);
  const std::int32_t after = rules.offset_at(local_seconds + kWindow);
  // The greater offset shows a local time first.
  for (const std::int32_t offset : {std::max(before, after), std::min(before, after)}) {
    if (rules.offset_at(local_seconds - offset) == offset) return local_seconds - offset;
  }
  return local_seconds - before;
}

const std::vector<std::string>& zone_names() { return ZoneTable::instance().names; }

std::string_view zone_data_version() { return ZoneTable::instance().version; }

}  // namespace muster
