#include "core/base/point.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "core/base/assert.h"

namespace muster {
namespace {

constexpr std::array kSystems = {CoordinateSystem::kCartesian, CoordinateSystem::kCartesianIn3d,
                                 CoordinateSystem::kWgs84, CoordinateSystem::kWgs84In3d};

char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Haversine rather than the law of cosines: it keeps its digits where two places are close.
double surface_distance(const Point& from, const Point& to) {
  constexpr double kRadiusMetres = 6'378'140.0;
  constexpr double kRadians = std::numbers::pi / 180.0;
  const double half_latitude = std::sin((to.y - from.y) * kRadians / 2);
  const double half_longitude = std::sin((to.x - from.x) * kRadians / 2);
  const double chord = half_latitude * half_latitude + std::cos(from.y * kRadians) *
                                                           std::cos(to.y * kRadians) *
                                                           half_longitude * half_longitude;
  const double angle = 2 * std::asin(std::sqrt(std::min(chord, 1.0)));
  return (kRadiusMetres + (from.z + to.z) / 2) * angle;
}

std::string coordinate_text(double value) {
  std::string text = fmt::format("{}", value);
  if (text.find_first_of(".en") == std::string::npos) text += ".0";
  return text;
}

}  // namespace

std::string_view coordinate_system_name(CoordinateSystem system) {
  switch (system) {
    case CoordinateSystem::kCartesian:
      return "cartesian";
    case CoordinateSystem::kCartesianIn3d:
      return "cartesian-3d";
    case CoordinateSystem::kWgs84:
      return "wgs-84";
    case CoordinateSystem::kWgs84In3d:
      return "wgs-84-3d";
  }
  MUSTER_UNREACHABLE();
}

std::optional<CoordinateSystem> coordinate_system_named(std::string_view name) {
  for (const CoordinateSystem system : kSystems) {
    const std::string_view own = coordinate_system_name(system);
    if (std::equal(own.begin(), own.end(), name.begin(), name.end(),
                   [](char left, char right) { return left == ascii_lower(right); }))
      return system;
  }
  return std::nullopt;
}

std::optional<CoordinateSystem> coordinate_system_of_srid(std::int64_t srid) {
  for (const CoordinateSystem system : kSystems) {
    if (static_cast<std::int64_t>(system) == srid) return system;
  }
  return std::nullopt;
}

std::optional<double> distance(const Point& from, const Point& to) {
  if (from.system != to.system) return std::nullopt;
  if (is_geographic(from.system)) return std::hypot(surface_distance(from, to), to.z - from.z);
  return std::hypot(to.x - from.x, to.y - from.y, to.z - from.z);
}

std::optional<bool> within_box(const Point& point, const Point& lower_left,
                               const Point& upper_right) {
  if (point.system != lower_left.system || point.system != upper_right.system) return std::nullopt;
  const auto between = [](double value, double least, double most) {
    return value >= least && value <= most;
  };
  const bool across = is_geographic(point.system) && lower_left.x > upper_right.x;
  const bool x_fits = across ? point.x >= lower_left.x || point.x <= upper_right.x
                             : between(point.x, lower_left.x, upper_right.x);
  return x_fits && between(point.y, lower_left.y, upper_right.y) &&
         between(point.z, lower_left.z, upper_right.z);
}

std::string to_text(const Point& point) {
  std::string text =
      fmt::format("point({{x: {}, y: {}", coordinate_text(point.x), coordinate_text(point.y));
  if (has_three_dimensions(point.system)) text += ", z: " + coordinate_text(point.z);
  return text + fmt::format(", crs: '{}'}})", coordinate_system_name(point.system));
}

}  // namespace muster
