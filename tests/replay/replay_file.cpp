#include "tests/replay/replay_file.h"

#include <fstream>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace muster::replay {
namespace {

using nlohmann::json;

Error invalid(std::string what) {
  return Error{.code = ErrorCode::kInvalidInput, .message = std::move(what)};
}

Result<Value> value_of(const json& found, const TemporalReader& temporal) {
  switch (found.type()) {
    case json::value_t::null:
      return Value();
    case json::value_t::boolean:
      return Value(found.get<bool>());
    case json::value_t::number_integer:
    case json::value_t::number_unsigned:
      return Value(found.get<std::int64_t>());
    case json::value_t::number_float:
      return Value(found.get<double>());
    case json::value_t::string:
      return Value(found.get<std::string>());
    case json::value_t::array: {
      ValueList list;
      for (const json& item : found) {
        MUSTER_TRY(Value value, value_of(item, temporal));
        list.push_back(std::move(value));
      }
      return Value(std::move(list));
    }
    case json::value_t::object: {
      if (found.contains("$t")) return temporal(found.at("v").get<std::string>());
      ValueMap map;
      for (const auto& [key, item] : found.items()) {
        MUSTER_TRY(map[key], value_of(item, temporal));
      }
      return Value(std::move(map));
    }
    default:
      return invalid("a value of no JSON type");
  }
}

Result<std::vector<ValueList>> rows_of(const json& found, const TemporalReader& temporal) {
  std::vector<ValueList> rows;
  for (const json& row : found) {
    MUSTER_TRY(const Value values, value_of(row, temporal));
    if (!values.is_list()) return invalid("an expected row is a list");
    rows.push_back(values.as_list());
  }
  return rows;
}

Result<Event> event_of(const json& found, const TemporalReader& temporal) {
  if (found.contains("test")) return Event{.what = TestMark{found.at("test").get<std::string>()}};
  if (found.contains("q")) {
    RecordedStatement statement{.query = found.at("q").get<std::size_t>(), .parameters = {}};
    if (found.contains("p")) {
      MUSTER_TRY(const Value parameters, value_of(found.at("p"), temporal));
      if (!parameters.is_map()) return invalid("parameters are a map");
      statement.parameters = parameters.as_map();
    }
    return Event{.what = std::move(statement)};
  }
  if (found.contains("check")) {
    RecordedCheck check{.query = found.at("check").get<std::size_t>(),
                        .expected = {},
                        .verified = found.at("verified").get<bool>(),
                        .stub = found.at("stub").get<bool>()};
    MUSTER_TRY(check.expected, rows_of(found.at("expect"), temporal));
    return Event{.what = std::move(check)};
  }
  return invalid("the line is no test, statement or check");
}

// The library throws for a missing key or a wrong type; a recording is the only thing it reads
// here, so that its sentence is the best there is.
template <typename Read>
auto fenced(const Read& read) -> decltype(read()) {
  try {
    return read();
  } catch (const json::exception& thrown) {
    return invalid(thrown.what());
  }
}

}  // namespace

Result<std::vector<std::string>> read_queries(const std::filesystem::path& path) {
  std::ifstream stream(path);
  if (!stream) return invalid(fmt::format("{} cannot be read", path.string()));
  return fenced([&stream]() -> Result<std::vector<std::string>> {
    return json::parse(stream).get<std::vector<std::string>>();
  });
}

Result<std::vector<Event>> read_events(const std::filesystem::path& path,
                                       const TemporalReader& temporal) {
  std::ifstream stream(path);
  std::vector<Event> events;
  std::string text;
  for (std::size_t line = 1; std::getline(stream, text); ++line) {
    auto event = fenced([&]() -> Result<Event> { return event_of(json::parse(text), temporal); });
    if (!event)
      return invalid(fmt::format("{}, line {}: {}", path.string(), line, event.error().message));
    event->line = line;
    events.push_back(std::move(*event));
  }
  return events;
}

}  // namespace muster::replay
