// Point: a place in one of the four coordinate systems of the language.
//
// The law: coordinates are those of the system (x, y, z; on the globe longitude, latitude in
// degrees and height in metres); places of different systems are never equal and have no distance.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace muster {

// The numbers are the SRIDs by which other programs know these systems.
enum class CoordinateSystem : std::uint16_t {
  kCartesian = 7203,
  kCartesianIn3d = 9157,
  kWgs84 = 4326,
  kWgs84In3d = 4979,
};

// "cartesian", "cartesian-3d", "wgs-84", "wgs-84-3d".
std::string_view coordinate_system_name(CoordinateSystem system);
// The system of such a name, in any letter case; nullopt: there is none.
std::optional<CoordinateSystem> coordinate_system_named(std::string_view name);
// The system of an SRID; nullopt: there is none.
std::optional<CoordinateSystem> coordinate_system_of_srid(std::int64_t srid);

constexpr bool is_geographic(CoordinateSystem system) {
  return system == CoordinateSystem::kWgs84 || system == CoordinateSystem::kWgs84In3d;
}
constexpr bool has_three_dimensions(CoordinateSystem system) {
  return system == CoordinateSystem::kCartesianIn3d || system == CoordinateSystem::kWgs84In3d;
}

struct Point {
  CoordinateSystem system = CoordinateSystem::kCartesian;
  double x = 0;
  double y = 0;
  double z = 0;  // 0 in two dimensions.

  bool operator==(const Point&) const = default;
};

// Straight through space; on the globe along the surface (haversine on a sphere of 6,378,140 m, at
// the mean of both heights, then the difference of heights as the other leg), in metres. nullopt:
// different systems.
std::optional<double> distance(const Point& from, const Point& to);

// Whether `point` lies in the box, its rim included. On the globe a box whose west is east of its
// east goes across the 180th meridian. nullopt: different systems.
std::optional<bool> within_box(const Point& point, const Point& lower_left,
                               const Point& upper_right);

// "point({x: 1.0, y: 2.0, crs: 'cartesian'})": what point() reads back.
std::string to_text(const Point& point);

}  // namespace muster
