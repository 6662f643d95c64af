#include "query/functions/element_access.h"

#include <charconv>

#include <fmt/format.h>

#include "query/functions/function.h"
#include "query/functions/operators.h"
#include "query/functions/temporal_parts.h"

namespace muster::query {
namespace {

// The plane a name stands for when no stored property has it.
Value plane_property(std::uint8_t flags, std::string_view key) {
  if (key == "observed") return Value((flags & kFlagObserved) != 0);
  if (key == "recorded") return Value((flags & kFlagRecorded) != 0);
  return {};
}

std::optional<std::uint64_t> parse_prefixed(std::string_view text, char prefix) {
  if (text.size() < 3 || text[0] != prefix || text[1] != ':') return std::nullopt;
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data() + 2, text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

template <typename Id>
Result<Value> element_property(const GraphSnapshot& graph, Id id, std::string_view what,
                               std::string_view key, std::optional<KeyId> key_id) {
  if (!graph.contains(id)) return deleted_entity_error(what);
  if (key_id) {
    Value stored = graph.property(id, *key_id);
    if (!stored.is_null()) return stored;
  }
  return plane_property(graph.flags(id), key);
}

template <typename Id>
ValueMap stored_properties(const GraphSnapshot& graph, Id id) {
  ValueMap map;
  for (Property& property : graph.properties(id))
    map.emplace(graph.catalog().keys.name(property.key), std::move(property.value));
  return map;
}

}  // namespace

std::string element_id_text(NodeId node) { return fmt::format("n:{}", raw(node)); }
std::string element_id_text(EdgeId edge) { return fmt::format("r:{}", raw(edge)); }

std::optional<NodeId> parse_node_element_id(std::string_view text) {
  const auto number = parse_prefixed(text, 'n');
  return number ? std::optional(static_cast<NodeId>(*number)) : std::nullopt;
}
std::optional<EdgeId> parse_edge_element_id(std::string_view text) {
  const auto number = parse_prefixed(text, 'r');
  return number ? std::optional(static_cast<EdgeId>(*number)) : std::nullopt;
}

Result<ValueMap> properties_of(const GraphSnapshot& graph, const Value& element) {
  if (element.is_node()) {
    if (!graph.contains(element.as_node())) return deleted_entity_error("node");
    return stored_properties(graph, element.as_node());
  }
  if (!graph.contains(element.as_edge())) return deleted_entity_error("relationship");
  return stored_properties(graph, element.as_edge());
}

Result<Value> property_of(const GraphSnapshot& graph, const Value& object, std::string_view key) {
  return property_of(graph, object, key, graph.catalog().keys.find(key));
}

Result<Value> property_of(const GraphSnapshot& graph, const Value& object, std::string_view key,
                          std::optional<KeyId> key_id) {
  switch (object.type()) {
    case ValueType::kNull:
      return Value();
    case ValueType::kNode:
      return element_property(graph, object.as_node(), "node", key, key_id);
    case ValueType::kEdge:
      return element_property(graph, object.as_edge(), "relationship", key, key_id);
    case ValueType::kMap: {
      const auto found = object.as_map().find(key);
      return found == object.as_map().end() ? Value() : found->second;
    }
    case ValueType::kInstant:
    case ValueType::kDate:
    case ValueType::kLocalTime:
    case ValueType::kTime:
    case ValueType::kLocalDateTime:
    case ValueType::kZonedDateTime:
    case ValueType::kDuration:
    case ValueType::kPoint:
      return part_of(object, key);
    default:
      return runtime_error(
          "InvalidArgumentType",
          fmt::format("A {} has no property '{}'", value_type_name(object.type()), key),
          "nodes, relationships, maps, temporal values and points have properties");
  }
}

Result<Value> index_of(const GraphSnapshot& graph, const Value& object, const Value& index) {
  if (!object.is_node() && !object.is_edge()) return element_at(object, index);
  if (index.is_null()) return Value();
  if (!index.is_string())
    return runtime_error(
        "InvalidArgumentType",
        fmt::format("A property is named by a String, not by a {}", value_type_name(index.type())));
  return property_of(graph, object, index.as_string());
}

}  // namespace muster::query
