// Random temporal values, points and bytes, within the ranges that values promise. Numbers come
// from few or from all: few give ties.
#pragma once

#include <cmath>
#include <cstdint>
#include <rapidcheck.h>
#include <string>
#include <vector>

#include "core/base/value.h"

namespace muster::testing {

inline rc::Gen<std::int64_t> number_within(std::int64_t least, std::int64_t most) {
  return rc::gen::oneOf(
      rc::gen::element(least, most, least / 2, std::int64_t{0}, most / 2 + 1),
      rc::gen::map(rc::gen::arbitrary<std::uint64_t>(), [least, most](std::uint64_t bits) {
        const auto span = static_cast<std::uint64_t>(most) - static_cast<std::uint64_t>(least) + 1;
        return static_cast<std::int64_t>(static_cast<std::uint64_t>(least) + bits % span);
      }));
}

inline rc::Gen<std::uint32_t> any_nanosecond() {
  return rc::gen::map(number_within(0, kNanosecondsPerSecond - 1), [](std::int64_t nanoseconds) {
    return static_cast<std::uint32_t>(nanoseconds);
  });
}

inline rc::Gen<LocalTime> any_local_time() {
  return rc::gen::map(number_within(0, kNanosecondsPerDay - 1),
                      [](std::int64_t nanoseconds) { return LocalTime{nanoseconds}; });
}

inline rc::Gen<std::int32_t> any_offset() {
  return rc::gen::map(rc::gen::oneOf(rc::gen::element<std::int64_t>(0, 3600, -18000),
                                     number_within(-kOffsetSecondsMax, kOffsetSecondsMax)),
                      [](std::int64_t seconds) { return static_cast<std::int32_t>(seconds); });
}

inline rc::Gen<ZoneId> any_zone() {
  return rc::gen::oneOf(
      rc::gen::map(any_offset(), [](std::int32_t offset) { return fixed_zone(offset); }),
      rc::gen::map(rc::gen::element<std::string>("Europe/Stockholm", "Europe/Berlin", "Etc/UTC",
                                                 "America/New_York", "Asia/Kolkata"),
                   [](const std::string& name) { return *find_zone(name); }));
}

inline rc::Gen<ZonedDateTime> any_zoned_datetime() {
  // Few seconds, so that one instant is met in several zones; a day within the calendar's ends.
  const auto seconds = rc::gen::oneOf(
      rc::gen::element<std::int64_t>(0, -1, 1'781'506'200),
      number_within((kDateMin.days + 1) * kSecondsPerDay, kDateMax.days * kSecondsPerDay - 1));
  return rc::gen::apply(
      [](std::int64_t at, std::uint32_t nanoseconds, ZoneId zone) {
        return ZonedDateTime{.seconds = at, .nanoseconds = nanoseconds, .zone = zone};
      },
      seconds, any_nanosecond(), any_zone());
}

inline rc::Gen<Duration> any_duration() {
  const auto part = rc::gen::oneOf(rc::gen::element<std::int64_t>(0, 1, -1, 30, 86'400),
                                   rc::gen::arbitrary<std::int64_t>());
  return rc::gen::apply(
      [](std::int64_t months, std::int64_t days, std::int64_t seconds, std::uint32_t nanoseconds) {
        return Duration{.months = months,
                        .days = days,
                        .seconds = seconds,
                        .nanoseconds = static_cast<std::int32_t>(nanoseconds)};
      },
      part, part, part, any_nanosecond());
}

inline rc::Gen<Point> any_point() {
  const auto coordinate =
      rc::gen::oneOf(rc::gen::element(0.0, -0.0, 1.0, -180.0),
                     rc::gen::map(rc::gen::arbitrary<double>(),
                                  [](double value) { return std::isfinite(value) ? value : 0.5; }));
  return rc::gen::apply(
      [](CoordinateSystem system, double x, double y, double z) {
        return Point{.system = system, .x = x, .y = y, .z = has_three_dimensions(system) ? z : 0.0};
      },
      rc::gen::element(CoordinateSystem::kCartesian, CoordinateSystem::kCartesianIn3d,
                       CoordinateSystem::kWgs84, CoordinateSystem::kWgs84In3d),
      coordinate, coordinate, coordinate);
}

// A value of one of the types that came after numbers and text.
inline rc::Gen<Value> typed_scalar() {
  return rc::gen::oneOf(
      rc::gen::map(number_within(kDateMin.days, kDateMax.days),
                   [](std::int64_t days) { return Value(Date{days}); }),
      rc::gen::map(any_local_time(), [](LocalTime time) { return Value(time); }),
      rc::gen::apply(
          [](LocalTime time, std::int32_t offset) {
            return Value(ZonedTime{.local = time, .offset_seconds = offset});
          },
          any_local_time(), any_offset()),
      rc::gen::apply(
          [](std::int64_t seconds, std::uint32_t nanoseconds) {
            return Value(LocalDateTime{.seconds = seconds, .nanoseconds = nanoseconds});
          },
          number_within(kDateMin.days * kSecondsPerDay, (kDateMax.days + 1) * kSecondsPerDay - 1),
          any_nanosecond()),
      rc::gen::map(any_zoned_datetime(), [](const ZonedDateTime& time) { return Value(time); }),
      rc::gen::map(any_duration(), [](const Duration& duration) { return Value(duration); }),
      rc::gen::map(any_point(), [](const Point& point) { return Value(point); }),
      rc::gen::map(rc::gen::arbitrary<std::vector<std::uint8_t>>(),
                   [](const std::vector<std::uint8_t>& octets) {
                     return Value(Bytes{std::string(octets.begin(), octets.end())});
                   }));
}

}  // namespace muster::testing
