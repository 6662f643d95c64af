#include "api/service/typed_value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <sstream>

#include <fmt/format.h>

#include "api/service/base64.h"
#include "core/base/temporal_text.h"

namespace muster::api {
namespace {

constexpr std::string_view kTypeKey = "$type";
constexpr std::string_view kValueKey = "_value";

Error invalid(std::string message, std::string hint = {}) {
  return Error{.code = ErrorCode::kInvalidArgument,
               .message = std::move(message),
               .hint = std::move(hint),
               .detail = "InvalidTypedValue"};
}

bool is_typed(const ValueMap& map) {
  return map.size() == 2 && map.contains(kTypeKey) && map.contains(kValueKey);
}

template <typename Number>
std::optional<Number> number_of(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<Value> integer_of(const Value& value) {
  if (value.is_integer()) return value;
  if (!value.is_string()) return std::nullopt;
  const auto number = number_of<std::int64_t>(value.as_string());
  return number ? std::optional<Value>(*number) : std::nullopt;
}

std::optional<Value> float_of(const Value& value) {
  if (value.is_number()) return Value(value.as_number());
  if (!value.is_string()) return std::nullopt;
  const std::string& text = value.as_string();
  if (text == "NaN") return Value(std::nan(""));
  if (text == "Infinity") return Value(HUGE_VAL);
  if (text == "-Infinity") return Value(-HUGE_VAL);
  const auto number = number_of<double>(text);
  if (!number || !std::isfinite(*number)) return std::nullopt;
  return Value(*number);
}

// "SRID=7203;POINT (1.2 3.4)", "SRID=9157;POINT Z (1 2 3)".
std::optional<Point> point_of(std::string_view text) {
  constexpr std::string_view kSrid = "SRID=";
  if (!text.starts_with(kSrid)) return std::nullopt;
  text.remove_prefix(kSrid.size());
  const std::size_t semicolon = text.find(';');
  if (semicolon == std::string_view::npos) return std::nullopt;
  const auto srid = number_of<std::int64_t>(text.substr(0, semicolon));
  const auto system = srid ? coordinate_system_of_srid(*srid) : std::nullopt;
  if (!system) return std::nullopt;
  text.remove_prefix(semicolon + 1);
  const std::string_view opening = has_three_dimensions(*system) ? "POINT Z (" : "POINT (";
  if (!text.starts_with(opening) || !text.ends_with(')')) return std::nullopt;
  text = text.substr(opening.size(), text.size() - opening.size() - 1);
  std::array<double, 3> coordinates{};
  const std::size_t count = has_three_dimensions(*system) ? 3 : 2;
  for (std::size_t index = 0; index < count; ++index) {
    const std::size_t end = index + 1 < count ? text.find(' ') : text.size();
    if (end == std::string_view::npos) return std::nullopt;
    const auto number = number_of<double>(text.substr(0, end));
    if (!number || !std::isfinite(*number)) return std::nullopt;
    coordinates[index] = *number;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return Point{.system = *system, .x = coordinates[0], .y = coordinates[1], .z = coordinates[2]};
}

// The value of a type whose notation is a text; nullopt: the text is none.
std::optional<Value> value_of_text(std::string_view type, const std::string& text) {
  const auto of = [](auto result) -> std::optional<Value> {
    if (result) return Value(*result);
    return std::nullopt;
  };
  if (type == "Date") return of(parse_date(text));
  if (type == "LocalTime") return of(parse_local_time(text));
  if (type == "Time") return of(parse_zoned_time(text));
  if (type == "LocalDateTime") return of(parse_local_datetime(text));
  if (type == "OffsetDateTime" || type == "ZonedDateTime") return of(parse_zoned_datetime(text));
  if (type == "Duration") return of(parse_duration(text));
  if (type == "Point") return of(point_of(text));
  if (type == "Base64") {
    auto octets = from_base64(text);
    if (octets) return Value(Bytes{*std::move(octets)});
  }
  return std::nullopt;
}

constexpr std::array<std::string_view, 9> kTextTypes = {
    "Date",          "LocalTime", "Time",  "LocalDateTime", "OffsetDateTime",
    "ZonedDateTime", "Duration",  "Point", "Base64"};

Result<Value> resolve_entries(const ValueMap& map) {
  ValueMap resolved;
  for (const auto& [key, item] : map) {
    MUSTER_TRY(Value made, resolve_typed_values(item));
    resolved.emplace(key, std::move(made));
  }
  return Value(std::move(resolved));
}

Result<Value> resolve_typed(const std::string& type, const Value& value) {
  const auto wrong = [&] {
    return invalid(fmt::format("{} is not a {}", to_literal(value).substr(0, 80), type));
  };
  const auto or_wrong = [&](const std::optional<Value>& resolved) -> Result<Value> {
    if (resolved) return *resolved;
    return wrong();
  };
  if (std::ranges::find(kTextTypes, type) != kTextTypes.end())
    return value.is_string() ? or_wrong(value_of_text(type, value.as_string())) : wrong();
  if (type == "Integer") return or_wrong(integer_of(value));
  if (type == "Float") return or_wrong(float_of(value));
  const bool as_json_has_it = (type == "Null" && value.is_null()) ||
                              (type == "Boolean" && value.is_boolean()) ||
                              (type == "String" && value.is_string());
  if (as_json_has_it) return value;
  if (type == "List" && value.is_list()) return resolve_typed_values(value);
  // Not asked whether it is typed itself: this is how a map with these two members is given.
  if (type == "Map" && value.is_map()) return resolve_entries(value.as_map());
  constexpr std::array<std::string_view, 5> kPlain = {"Null", "Boolean", "String", "List", "Map"};
  if (std::ranges::find(kPlain, type) != kPlain.end()) return wrong();
  return invalid(fmt::format("There is no type '{}'", type.substr(0, 32)),
                 "docs/api.md lists the types that \"$type\" may name");
}

}  // namespace

Result<Value> resolve_typed_values(const Value& value) {
  if (value.is_list()) {
    ValueList resolved;
    resolved.reserve(value.as_list().size());
    for (const Value& item : value.as_list()) {
      MUSTER_TRY(Value made, resolve_typed_values(item));
      resolved.push_back(std::move(made));
    }
    return Value(std::move(resolved));
  }
  if (!value.is_map()) return value;
  const ValueMap& map = value.as_map();
  if (is_typed(map)) {
    const Value& type = map.find(kTypeKey)->second;
    if (!type.is_string()) return invalid("\"$type\" must be the name of a type");
    return resolve_typed(type.as_string(), map.find(kValueKey)->second);
  }
  return resolve_entries(map);
}

Result<ValueMap> resolve_typed_parameters(const ValueMap& parameters) {
  ValueMap resolved;
  for (const auto& [name, value] : parameters) {
    Result<Value> made = resolve_typed_values(value);
    if (!made) {
      Error error = std::move(made).error();
      error.message = fmt::format("The parameter '{}': {}", name.substr(0, 64), error.message);
      return error;
    }
    resolved.emplace(name, *std::move(made));
  }
  return resolved;
}

}  // namespace muster::api
