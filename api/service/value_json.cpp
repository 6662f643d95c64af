#include "api/service/value_json.h"

#include <cmath>
#include <iterator>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "api/service/base64.h"

namespace muster::api {
namespace {

void append_properties(std::string& out, const GraphSnapshot& graph,
                       const std::vector<Property>& properties) {
  // By name, not by key id: ids depend on the order in which names were first written.
  std::map<std::string_view, const Value*> by_name;
  for (const Property& property : properties)
    by_name.emplace(graph.catalog().keys.name(property.key), &property.value);
  out += '{';
  const char* separator = "";
  for (const auto& [name, value] : by_name) {
    out += separator;
    append_json_string(out, name);
    out += ':';
    append_json(out, graph, *value);
    separator = ",";
  }
  out += '}';
}

void append_node(std::string& out, const GraphSnapshot& graph, NodeId node) {
  out += fmt::format("{{\"id\":\"{}\"", raw(node));
  if (graph.contains(node)) {
    out += ",\"labels\":[";
    const char* separator = "";
    for (const LabelId label : graph.labels(node)) {
      out += separator;
      append_json_string(out, graph.catalog().labels.name(label));
      separator = ",";
    }
    out += "],\"properties\":";
    append_properties(out, graph, graph.properties(node));
  }
  out += '}';
}

void append_edge(std::string& out, const GraphSnapshot& graph, EdgeId edge) {
  out += fmt::format("{{\"id\":\"{}\"", raw(edge));
  if (graph.contains(edge)) {
    const EdgeEnds ends = graph.ends(edge);
    out += ",\"type\":";
    append_json_string(out, graph.catalog().edge_types.name(ends.type));
    out += fmt::format(",\"source\":\"{}\",\"target\":\"{}\",\"properties\":", raw(ends.source),
                       raw(ends.target));
    append_properties(out, graph, graph.properties(edge));
  }
  out += '}';
}

void append_float(std::string& out, double real) {
  if (std::isnan(real)) {
    out += "\"NaN\"";
  } else if (std::isinf(real)) {
    out += real > 0 ? "\"Infinity\"" : "\"-Infinity\"";
  } else {
    const std::string digits = fmt::format("{}", real);
    out += digits;
    if (digits.find_first_of(".eE") == std::string::npos) out += ".0";
  }
}

void append_point(std::string& out, const Point& point) {
  fmt::format_to(std::back_inserter(out),
                 "{{\"crs\":\"{}\",\"srid\":{},\"x\":", coordinate_system_name(point.system),
                 static_cast<unsigned>(point.system));
  append_float(out, point.x);
  out += ",\"y\":";
  append_float(out, point.y);
  if (has_three_dimensions(point.system)) {
    out += ",\"z\":";
    append_float(out, point.z);
  }
  out += '}';
}

template <typename Items, typename Append>
void append_array(std::string& out, const Items& items, const Append& append) {
  out += '[';
  const char* separator = "";
  for (const auto& item : items) {
    out += separator;
    append(item);
    separator = ",";
  }
  out += ']';
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void append_json(std::string& out, const GraphSnapshot& graph, const Value& value) {
  switch (value.type()) {
    case ValueType::kNull:
      out += "null";
      return;
    case ValueType::kBoolean:
      out += value.as_boolean() ? "true" : "false";
      return;
    case ValueType::kInteger:
      fmt::format_to(std::back_inserter(out), "{}", value.as_integer());
      return;
    case ValueType::kFloat:
      append_float(out, value.as_float());
      return;
    case ValueType::kString:
      append_json_string(out, value.as_string());
      return;
    case ValueType::kInstant:
      append_json_string(out, format_instant(value.as_instant()));
      return;
    case ValueType::kDate:
    case ValueType::kLocalTime:
    case ValueType::kTime:
    case ValueType::kLocalDateTime:
    case ValueType::kZonedDateTime:
    case ValueType::kDuration:
      append_json_string(out, temporal_text(value));
      return;
    case ValueType::kPoint:
      append_point(out, value.as_point());
      return;
    case ValueType::kBytes:
      append_json_string(out, to_base64(value.as_bytes().octets));
      return;
    case ValueType::kNode:
      append_node(out, graph, value.as_node());
      return;
    case ValueType::kEdge:
      append_edge(out, graph, value.as_edge());
      return;
    case ValueType::kList:
      append_array(out, value.as_list(), [&](const Value& item) { append_json(out, graph, item); });
      return;
    case ValueType::kMap: {
      out += '{';
      const char* separator = "";
      for (const auto& [key, item] : value.as_map()) {
        out += separator;
        append_json_string(out, key);
        out += ':';
        append_json(out, graph, item);
        separator = ",";
      }
      out += '}';
      return;
    }
    case ValueType::kPath:
      out += "{\"nodes\":";
      append_array(out, value.as_path().nodes, [&](NodeId node) { append_node(out, graph, node); });
      out += ",\"relationships\":";
      append_array(out, value.as_path().edges, [&](EdgeId edge) { append_edge(out, graph, edge); });
      out += '}';
      return;
  }
  MUSTER_UNREACHABLE();
}

}  // namespace muster::api
