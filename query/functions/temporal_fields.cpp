#include "query/functions/temporal_fields.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/base/temporal_text.h"
#include "query/functions/function.h"
#include "query/functions/letter_case.h"

namespace muster::query {
namespace {

enum class Group : std::uint8_t { kDate, kTime, kZone, kSelector, kEpoch };

struct Key {
  std::string_view name;
  Group group;
  TemporalUnit unit;  // Of kDate and kTime: what truncation compares.
};

constexpr std::array<Key, 20> kKeys = {{
    {"year", Group::kDate, TemporalUnit::kYear},
    {"quarter", Group::kDate, TemporalUnit::kQuarter},
    {"month", Group::kDate, TemporalUnit::kMonth},
    {"week", Group::kDate, TemporalUnit::kWeek},
    {"day", Group::kDate, TemporalUnit::kDay},
    {"ordinalDay", Group::kDate, TemporalUnit::kDay},
    {"dayOfWeek", Group::kDate, TemporalUnit::kDay},
    {"dayOfQuarter", Group::kDate, TemporalUnit::kDay},
    {"hour", Group::kTime, TemporalUnit::kHour},
    {"minute", Group::kTime, TemporalUnit::kMinute},
    {"second", Group::kTime, TemporalUnit::kSecond},
    {"millisecond", Group::kTime, TemporalUnit::kMillisecond},
    {"microsecond", Group::kTime, TemporalUnit::kMicrosecond},
    {"nanosecond", Group::kTime, TemporalUnit::kMicrosecond},
    {"timezone", Group::kZone, TemporalUnit::kDay},
    {"date", Group::kSelector, TemporalUnit::kDay},
    {"time", Group::kSelector, TemporalUnit::kDay},
    {"datetime", Group::kSelector, TemporalUnit::kDay},
    {"epochSeconds", Group::kEpoch, TemporalUnit::kDay},
    {"epochMillis", Group::kEpoch, TemporalUnit::kDay},
}};

Error invalid(std::string message, std::string hint = {}) {
  return argument_error("InvalidArgumentValue", std::move(message), std::move(hint));
}

const Key* find_key(std::string_view name) {
  const auto found = std::ranges::find(kKeys, ascii_lower(name),
                                       [](const Key& key) { return ascii_lower(key.name); });
  return found == kKeys.end() ? nullptr : &*found;
}

// What a caller gave in any letter case, looked up by name.
class Parts {
 public:
  explicit Parts(const ValueMap& map) {
    for (const auto& [name, value] : map) {
      const Key* key = find_key(name);
      map_.insert_or_assign(key == nullptr ? name : std::string(key->name), value);
    }
  }

  const Value* find(std::string_view name) const {
    const auto found = map_.find(name);
    return found == map_.end() ? nullptr : &found->second;
  }
  bool has(std::string_view name) const { return map_.contains(name); }
  bool has_group(Group group) const {
    return std::ranges::any_of(map_, [&](const auto& entry) {
      const Key* key = find_key(entry.first);
      return key != nullptr && key->group == group;
    });
  }
  bool has_only(std::string_view name) const { return map_.size() == 1 && has(name); }
  bool any_null() const {
    return std::ranges::any_of(map_, [](const auto& entry) { return entry.second.is_null(); });
  }
  Result<std::optional<std::int64_t>> integer(std::string_view name) const {
    const Value* value = find(name);
    if (value == nullptr) return std::optional<std::int64_t>();
    if (value->is_integer()) return std::optional(value->as_integer());
    return runtime_error("InvalidArgumentType", fmt::format("'{}' must be an Integer, not a {}",
                                                            name, value_type_name(value->type())));
  }
  const ValueMap& map() const { return map_; }

 private:
  ValueMap map_;
};

Result<void> check_keys(TemporalShape shape, const Parts& parts) {
  for (const auto& [name, value] : parts.map()) {
    const Key* key = find_key(name);
    const bool fits = key != nullptr &&
                      (key->group == Group::kDate    ? has_date(shape)
                       : key->group == Group::kTime  ? has_time(shape)
                       : key->group == Group::kZone  ? has_zone(shape) || parts.has_only("timezone")
                       : key->group == Group::kEpoch ? has_date(shape) && has_time(shape)
                                                     : (name == "date"   ? has_date(shape)
                                                        : name == "time" ? has_time(shape)
                                                                         : true));
    if (!fits)
      return invalid(fmt::format("{}() has no part '{}'", shape_name(shape), name.substr(0, 64)));
  }
  return ok();
}

// --- The date

// Which calendar the parts speak of; `other` is a part of another one, if there is one.
Result<void> check_one_calendar(const Parts& parts) {
  constexpr std::array<std::array<std::string_view, 2>, 4> kCalendars = {
      {{"month", "day"}, {"week", "dayOfWeek"}, {"quarter", "dayOfQuarter"}, {"ordinalDay", ""}}};
  std::string_view first;
  for (const auto& calendar : kCalendars) {
    for (const std::string_view name : calendar) {
      if (!parts.has(name)) continue;
      if (!first.empty() && std::ranges::find(calendar, first) == calendar.end())
        return invalid(fmt::format("'{}' and '{}' are of different calendars", first, name),
                       "give month and day, week and dayOfWeek, quarter and dayOfQuarter, or "
                       "ordinalDay");
      if (first.empty()) first = name;
    }
  }
  return ok();
}

// A part that is missing: what the chosen value has, or the least if the part below is missing too.
Result<std::int64_t> greater_part(std::string_view name, std::optional<std::int64_t> given,
                                  std::optional<std::int64_t> chosen, bool lower_given) {
  if (given) return *given;
  if (chosen) return *chosen;
  if (lower_given) return invalid(fmt::format("'{}' is missing", name));
  return std::int64_t{1};
}

template <typename Number>
std::optional<std::int64_t> maybe(const std::optional<Date>& base, Number (*part)(Date)) {
  if (!base) return std::nullopt;
  return std::int64_t{part(*base)};
}
std::optional<std::int64_t> maybe(bool has, std::int64_t number) {
  return has ? std::optional(number) : std::nullopt;
}

Result<Date> date_of_parts(const Parts& parts, const std::optional<Date>& base) {
  MUSTER_CHECK(check_one_calendar(parts));
  MUSTER_TRY(const auto given_year, parts.integer("year"));
  if (!given_year && !base) return invalid("'year' is missing");
  const YearMonthDay base_date = base ? year_month_day(*base) : YearMonthDay{0, 1, 1};
  const bool has_base = base.has_value();
  if (parts.has("week") || parts.has("dayOfWeek")) {
    const WeekDate base_week = base ? week_date(*base) : WeekDate{0, 1, 1};
    MUSTER_TRY(const auto given_week, parts.integer("week"));
    MUSTER_TRY(const auto given_day, parts.integer("dayOfWeek"));
    MUSTER_TRY(const std::int64_t week,
               greater_part("week", given_week, maybe(has_base, base_week.week), true));
    return make_week_date(given_year.value_or(base_week.week_year), week,
                          given_day.value_or(base_week.day_of_week));
  }
  const std::int64_t year = given_year.value_or(base_date.year);
  if (parts.has("ordinalDay")) {
    MUSTER_TRY(const auto day, parts.integer("ordinalDay"));
    return make_ordinal_date(year, *day);
  }
  if (parts.has("quarter") || parts.has("dayOfQuarter")) {
    MUSTER_TRY(const auto given_quarter, parts.integer("quarter"));
    MUSTER_TRY(const auto given_day, parts.integer("dayOfQuarter"));
    MUSTER_TRY(const std::int64_t quarter,
               greater_part("quarter", given_quarter, maybe(base, quarter_of), true));
    return make_quarter_date(year, quarter,
                             given_day.value_or(maybe(base, day_of_quarter).value_or(1)));
  }
  MUSTER_TRY(const auto given_month, parts.integer("month"));
  MUSTER_TRY(const auto given_day, parts.integer("day"));
  MUSTER_TRY(
      const std::int64_t month,
      greater_part("month", given_month, maybe(has_base, base_date.month), given_day.has_value()));
  return make_date(year, month, given_day.value_or(base_date.day));
}

// --- The time of day

// The part of a second, and what of it stays when only smaller units are given.
Result<std::int64_t> subsecond(const Parts& parts, std::int64_t base_nanosecond,
                               std::optional<TemporalUnit> kept) {
  MUSTER_TRY(const auto millis, parts.integer("millisecond"));
  MUSTER_TRY(const auto micros, parts.integer("microsecond"));
  MUSTER_TRY(const auto nanos, parts.integer("nanosecond"));
  if (!millis && !micros && !nanos) return base_nanosecond;
  const bool keeps_millis = kept == TemporalUnit::kMillisecond;
  const bool keeps_micros = kept == TemporalUnit::kMicrosecond;
  const bool below_millis = millis.has_value() || keeps_millis;
  const bool below_micros = micros.has_value() || keeps_micros;
  const auto check = [](std::string_view name, const std::optional<std::int64_t>& value,
                        std::int64_t bound) -> Result<std::int64_t> {
    if (!value) return std::int64_t{0};
    if (*value >= 0 && *value < bound) return *value;
    return invalid(fmt::format("'{}' lies between 0 and {} here, not {}", name, bound - 1, *value));
  };
  MUSTER_TRY(const std::int64_t milli, check("millisecond", millis, 1'000));
  MUSTER_TRY(const std::int64_t micro,
             check("microsecond", micros, below_millis ? 1'000 : 1'000'000));
  MUSTER_TRY(const std::int64_t nano, check("nanosecond", nanos,
                                            below_micros   ? 1'000
                                            : below_millis ? 1'000'000
                                                           : kNanosecondsPerSecond));
  const std::int64_t stays = keeps_millis || keeps_micros ? base_nanosecond : 0;
  return stays + milli * 1'000'000 + micro * 1'000 + nano;
}

Result<LocalTime> time_of_parts(const Parts& parts, const std::optional<LocalTime>& base,
                                bool midnight_without, std::optional<TemporalUnit> kept = {}) {
  const ClockTime base_clock = base ? clock_time(*base) : ClockTime{0, 0, 0, 0};
  if (!base) {
    if (!parts.has_group(Group::kTime) && midnight_without) return LocalTime{};
    // Each part needs the one above it.
    constexpr std::array<std::string_view, 3> kDescending = {"hour", "minute", "second"};
    const bool fraction =
        parts.has("millisecond") || parts.has("microsecond") || parts.has("nanosecond");
    bool lower = fraction;
    for (std::size_t index = kDescending.size(); index-- > 0;) {
      if (!parts.has(kDescending[index]) && (lower || index == 0))
        return invalid(fmt::format("'{}' is missing", kDescending[index]));
      lower |= parts.has(kDescending[index]);
    }
  }
  MUSTER_TRY(const auto hour, parts.integer("hour"));
  MUSTER_TRY(const auto minute, parts.integer("minute"));
  MUSTER_TRY(const auto second, parts.integer("second"));
  MUSTER_TRY(const std::int64_t nanosecond, subsecond(parts, base_clock.nanosecond, kept));
  return make_time(hour.value_or(base_clock.hour), minute.value_or(base_clock.minute),
                   second.value_or(base_clock.second), nanosecond);
}

// --- What another value gives

// The values that date:, time: and datetime: chose.
struct Chosen {
  const Value* date = nullptr;
  const Value* time = nullptr;  // Its zone comes along.
};

Result<const Value*> chosen_value(const Parts& parts, std::string_view name) {
  const Value* value = parts.find(name);
  if (value == nullptr || value->is_temporal_instant()) return value;
  return runtime_error("InvalidArgumentType", fmt::format("'{}' must be a temporal value, not a {}",
                                                          name, value_type_name(value->type())));
}

Result<Chosen> chosen_values(TemporalShape shape, const Parts& parts) {
  MUSTER_TRY(const Value* date, chosen_value(parts, "date"));
  MUSTER_TRY(const Value* time, chosen_value(parts, "time"));
  MUSTER_TRY(const Value* both, chosen_value(parts, "datetime"));
  if (both != nullptr && (date != nullptr || time != nullptr))
    return invalid("'datetime' cannot be given together with 'date' or 'time'");
  Chosen chosen{.date = both != nullptr ? both : date, .time = both != nullptr ? both : time};
  if (!has_date(shape)) chosen.date = nullptr;
  if (!has_time(shape)) chosen.time = nullptr;
  if (chosen.date != nullptr && !moment_of_value(*chosen.date).date)
    return has_none_error(*chosen.date, "date");
  if (chosen.time != nullptr && !moment_of_value(*chosen.time).time)
    return has_none_error(*chosen.time, "time");
  return chosen;
}

// --- Putting it together

Result<Value> value_of_epoch(TemporalShape shape, const Parts& parts, std::optional<ZoneId> zone) {
  for (const auto& [name, value] : parts.map()) {
    const Key* key = find_key(name);
    const bool fraction = key->group == Group::kTime && key->unit >= TemporalUnit::kMillisecond;
    if (!fraction && key->group != Group::kEpoch && key->group != Group::kZone)
      return invalid(fmt::format("'{}' cannot be given together with an epoch", name));
  }
  MUSTER_TRY(const auto seconds, parts.integer("epochSeconds"));
  MUSTER_TRY(const auto millis, parts.integer("epochMillis"));
  if (seconds && millis) return invalid("'epochSeconds' and 'epochMillis' are given together");
  const bool of_millis = millis.has_value();
  MUSTER_TRY(const std::int64_t fraction,
             subsecond(parts, 0,
                       of_millis ? std::optional(TemporalUnit::kMillisecond)
                                 : std::optional<TemporalUnit>()));
  const std::int64_t whole = of_millis ? *millis / 1000 - (*millis % 1000 < 0 ? 1 : 0) : *seconds;
  const std::int64_t rest = of_millis ? (*millis - whole * 1000) * 1'000'000 : 0;
  const LocalDateTime utc{.seconds = whole,
                          .nanoseconds = static_cast<std::uint32_t>(rest + fraction)};
  if (date_of(utc) < kDateMin || date_of(utc) > kDateMax)
    return invalid(fmt::format("{} seconds since 1970 are beyond the calendar", whole));
  MUSTER_TRY(const ZonedDateTime made, in_zone(utc, utc_zone()));
  return temporal_of_instant(shape, with_zone(made, zone.value_or(utc_zone())));
}

Result<void> check_below(TemporalUnit unit, const Parts& parts) {
  for (const auto& [name, value] : parts.map()) {
    const Key* key = find_key(name);
    const bool part = key != nullptr && (key->group == Group::kDate || key->group == Group::kTime);
    const bool below = part && (key->unit > unit || name == "nanosecond");
    if (!below && (key == nullptr || key->group != Group::kZone))
      return invalid(fmt::format("'{}' is no part below the unit that is cut at", name));
  }
  return ok();
}

}  // namespace

Result<Value> temporal_of_map(TemporalShape shape, const ValueMap& map, Instant now) {
  const Parts parts(map);
  MUSTER_CHECK(check_keys(shape, parts));
  if (parts.any_null()) return Value();
  std::optional<ZoneId> zone;
  if (const Value* given = parts.find("timezone")) {
    MUSTER_TRY(zone, zone_of_value(*given));
  }
  if (parts.has_only("timezone"))
    return temporal_of_instant(shape, with_zone(Value(now).as_zoned_datetime(), *zone));
  if (parts.has_group(Group::kEpoch)) return value_of_epoch(shape, parts, zone);

  MUSTER_TRY(const Chosen chosen, chosen_values(shape, parts));
  Date date;
  LocalTime time;
  if (has_date(shape)) {
    std::optional<Date> base;
    if (chosen.date != nullptr) base = moment_of_value(*chosen.date).date;
    MUSTER_TRY(date, date_of_parts(parts, base));
  }
  if (has_time(shape)) {
    std::optional<LocalTime> base;
    if (chosen.time != nullptr) base = moment_of_value(*chosen.time).time;
    MUSTER_TRY(time, time_of_parts(parts, base, has_date(shape)));
  }
  if (shape == TemporalShape::kTime) return zoned_time_value(time, chosen.time, zone, now);
  if (shape == TemporalShape::kDateTime) return zoned_value(at(date, time), chosen.time, zone);
  return local_value(shape, date, time);
}

Result<Value> truncated(TemporalShape shape, TemporalUnit unit, const Value& value,
                        const ValueMap& map, Instant now) {
  const bool of_days = unit <= TemporalUnit::kDay;
  if (has_date(shape) ? !has_time(shape) && !of_days : unit < TemporalUnit::kDay)
    return invalid(fmt::format("{}.truncate() does not cut at that unit", shape_name(shape)));
  const Moment moment = moment_of_value(value);
  if (has_date(shape) && !moment.date) return has_none_error(value, "date");
  if (!has_date(shape) && !moment.time) return has_none_error(value, "time");
  const Parts parts(map);
  MUSTER_CHECK(check_keys(shape, parts));
  MUSTER_CHECK(check_below(unit, parts));
  if (parts.has("timezone") && !has_zone(shape))
    return invalid(fmt::format("A {}() has no time zone", shape_name(shape)));
  if (parts.any_null()) return Value();

  Date date = moment.date.value_or(Date{});
  LocalTime time;
  if (!of_days || !has_date(shape))
    time = truncate(moment.time.value_or(LocalTime{}), of_days ? TemporalUnit::kDay : unit);
  if (has_date(shape) && of_days) {
    MUSTER_TRY(date, truncate(date, unit));
  }
  if (has_date(shape) && parts.has_group(Group::kDate)) {
    MUSTER_TRY(date, date_of_parts(parts, date));
  }
  if (parts.has_group(Group::kTime)) {
    MUSTER_TRY(time, time_of_parts(parts, time, true, unit));
  }
  // A zone that is given replaces the value's, without converting.
  std::optional<ZoneId> zone = moment.zone;
  if (const Value* given = parts.find("timezone")) {
    MUSTER_TRY(zone, zone_of_value(*given));
  }
  if (shape == TemporalShape::kDateTime) return zoned_value(at(date, time), nullptr, zone);
  if (shape != TemporalShape::kTime) return local_value(shape, date, time);
  const auto own = parts.has("timezone") ? std::nullopt : offset_of_value(value);
  return ZonedTime{.local = time,
                   .offset_seconds = own    ? *own
                                     : zone ? offset_now(*zone, now)
                                            : std::int32_t{0}};
}

}  // namespace muster::query
