// point() and the functions over points.
#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "query/functions/element_access.h"
#include "query/functions/families.h"
#include "query/functions/letter_case.h"

namespace muster::query {
namespace {

using Arguments = std::span<const Value>;

constexpr std::array<std::string_view, 8> kKeys = {"x",        "y",      "z",   "longitude",
                                                   "latitude", "height", "crs", "srid"};

Error invalid_point(std::string message, std::string hint = {}) {
  return argument_error("InvalidArgumentValue", std::move(message), std::move(hint));
}

// The three coordinates by either set of names; `z` may be missing.
struct Coordinates {
  const Value* x = nullptr;
  const Value* y = nullptr;
  const Value* z = nullptr;
  bool geographic_names = false;
};

// In any letter case. `key` is in lower case.
const Value* member(const ValueMap& map, std::string_view key) {
  const auto found =
      std::ranges::find(map, key, [](const auto& entry) { return ascii_lower(entry.first); });
  return found == map.end() ? nullptr : &found->second;
}

Result<Coordinates> coordinates_of(const ValueMap& map) {
  Coordinates plain{.x = member(map, "x"), .y = member(map, "y"), .z = member(map, "z")};
  const Coordinates globe{.x = member(map, "longitude"),
                          .y = member(map, "latitude"),
                          .z = member(map, "height"),
                          .geographic_names = true};
  const bool any_plain = plain.x != nullptr || plain.y != nullptr || plain.z != nullptr;
  const bool any_globe = globe.x != nullptr || globe.y != nullptr;
  if (any_plain && (any_globe || globe.z != nullptr))
    return invalid_point("A point is given by x, y and z or by longitude, latitude and height",
                         "keep one set of names");
  const Coordinates& chosen = any_globe ? globe : plain;
  if (chosen.x == nullptr || chosen.y == nullptr)
    return invalid_point("A point needs two coordinates at least",
                         "write point({x: 1, y: 2}) or point({longitude: 18.1, latitude: 59.3})");
  return chosen;
}

Result<std::optional<CoordinateSystem>> system_of(const ValueMap& map) {
  const Value* name = member(map, "crs");
  const Value* srid = member(map, "srid");
  if (name != nullptr && srid != nullptr)
    return invalid_point("A point has either a crs or an srid, not both");
  if (name != nullptr) {
    if (!name->is_string())
      return invalid_point(
          fmt::format("The crs of a point is a String, not a {}", value_type_name(name->type())));
    const auto system = coordinate_system_named(name->as_string());
    if (system) return system;
    return invalid_point(
        fmt::format("There is no coordinate reference system '{}'", name->as_string()),
        "there are cartesian, cartesian-3D, WGS-84 and WGS-84-3D");
  }
  if (srid != nullptr) {
    if (!srid->is_integer())
      return invalid_point(fmt::format("The srid of a point is an Integer, not a {}",
                                       value_type_name(srid->type())));
    const auto system = coordinate_system_of_srid(srid->as_integer());
    if (system) return system;
    return invalid_point(
        fmt::format("There is no coordinate reference system {}", srid->as_integer()),
        "there are 7203 and 9157 (cartesian), 4326 and 4979 (WGS-84)");
  }
  return std::optional<CoordinateSystem>();
}

CoordinateSystem implied_system(const Coordinates& coordinates) {
  if (coordinates.geographic_names)
    return coordinates.z == nullptr ? CoordinateSystem::kWgs84 : CoordinateSystem::kWgs84In3d;
  return coordinates.z == nullptr ? CoordinateSystem::kCartesian : CoordinateSystem::kCartesianIn3d;
}

Result<double> coordinate(const Value& value, std::string_view name) {
  if (!value.is_number())
    return invalid_point(fmt::format("The coordinate {} of a point is a number, not a {}", name,
                                     value_type_name(value.type())));
  if (!std::isfinite(value.as_number()))
    return invalid_point(fmt::format("The coordinate {} of a point is not finite", name));
  return value.as_number();
}

// Around the globe a longitude repeats every 360 degrees; a latitude has an end.
Result<void> settle_on_globe(Point& point) {
  if (point.y < -90 || point.y > 90)
    return invalid_point(
        fmt::format("A latitude lies between -90 and 90 degrees, and {} does not", point.y));
  if (point.x < -180 || point.x > 180) {
    point.x = std::fmod(point.x, 360);
    if (point.x > 180) point.x -= 360;
    if (point.x < -180) point.x += 360;
  }
  return ok();
}

Result<Value> point_from(const ValueMap& map) {
  for (const std::string_view key : kKeys) {
    const Value* value = member(map, key);
    if (value != nullptr && value->is_null()) return Value();
  }
  MUSTER_TRY(const Coordinates coordinates, coordinates_of(map));
  MUSTER_TRY(const auto named, system_of(map));
  Point made{.system = named.value_or(implied_system(coordinates))};
  if (coordinates.geographic_names && !is_geographic(made.system))
    return invalid_point(fmt::format("Longitude and latitude do not fit the system {}",
                                     coordinate_system_name(made.system)),
                         "use x and y, or leave the crs out");
  if (has_three_dimensions(made.system) != (coordinates.z != nullptr))
    return invalid_point(fmt::format(
        "The system {} has {} coordinates, and {} are given", coordinate_system_name(made.system),
        has_three_dimensions(made.system) ? 3 : 2, coordinates.z != nullptr ? 3 : 2));
  MUSTER_TRY(made.x, coordinate(*coordinates.x, coordinates.geographic_names ? "longitude" : "x"));
  MUSTER_TRY(made.y, coordinate(*coordinates.y, coordinates.geographic_names ? "latitude" : "y"));
  if (coordinates.z != nullptr) {
    MUSTER_TRY(made.z, coordinate(*coordinates.z, coordinates.geographic_names ? "height" : "z"));
  }
  if (is_geographic(made.system)) MUSTER_CHECK(settle_on_globe(made));
  return Value(made);
}

Result<Value> point(const FunctionEnvironment& environment, Arguments arguments) {
  const Value& source = arguments[0];
  if (source.is_node() || source.is_edge()) {
    MUSTER_TRY(const ValueMap properties, properties_of(environment.graph, source));
    return point_from(properties);
  }
  if (source.is_map()) return point_from(source.as_map());
  return runtime_error("InvalidArgumentType",
                       fmt::format("point() takes a map, not a {}", value_type_name(source.type())),
                       "write point({x: 1, y: 2})");
}

Result<Value> point_distance(const FunctionEnvironment&, Arguments arguments) {
  if (!arguments[0].is_point() || !arguments[1].is_point()) return Value();
  const auto metres = distance(arguments[0].as_point(), arguments[1].as_point());
  return metres ? Value(*metres) : Value();
}

Result<Value> point_within_box(const FunctionEnvironment&, Arguments arguments) {
  for (const Value& argument : arguments) {
    if (!argument.is_point()) return Value();
  }
  const auto within =
      within_box(arguments[0].as_point(), arguments[1].as_point(), arguments[2].as_point());
  return within ? Value(*within) : Value();
}

}  // namespace

void add_spatial_functions(FunctionList& functions) {
  Function function;
  function.name = "point";
  function.arguments_min = function.arguments_max = 1;
  function.arguments = {{TypeKind::kMap, TypeKind::kNode, TypeKind::kEdge}};
  function.result = TypeKind::kPoint;
  function.documentation = "The point of a map of coordinates.";
  function.scalar = point;
  functions.push_back(function);

  function = Function();
  function.name = "point.distance";
  function.arguments_min = function.arguments_max = 2;
  function.result = TypeKind::kFloat;
  function.documentation = "How far two points of one system lie apart; on the globe in metres.";
  function.scalar = point_distance;
  functions.push_back(function);

  function.name = "point.withinBBox";
  function.arguments_min = function.arguments_max = 3;
  function.result = TypeKind::kBoolean;
  function.documentation = "Whether a point lies in the box between two corners.";
  function.scalar = point_within_box;
  functions.push_back(function);
}

}  // namespace muster::query
