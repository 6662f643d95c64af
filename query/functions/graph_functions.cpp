// Functions that look at nodes, relationships and paths.
#include <algorithm>

#include <fmt/format.h>

#include "query/functions/element_access.h"
#include "query/functions/families.h"

namespace muster::query {
namespace {

using Arguments = std::span<const Value>;

Error argument_error(std::string_view function, std::string_view expected, const Value& found) {
  return runtime_error(
      "InvalidArgumentValue",
      fmt::format("{}() needs a {}, not a {}", function, expected, value_type_name(found.type())));
}

Result<Value> id_of(const FunctionEnvironment&, Arguments arguments) {
  const Value& element = arguments[0];
  if (element.is_node()) return Value(static_cast<std::int64_t>(raw(element.as_node())));
  if (element.is_edge()) return Value(static_cast<std::int64_t>(raw(element.as_edge())));
  return argument_error("id", "node or relationship", element);
}

Result<Value> element_id(const FunctionEnvironment&, Arguments arguments) {
  const Value& element = arguments[0];
  if (element.is_node()) return Value(element_id_text(element.as_node()));
  if (element.is_edge()) return Value(element_id_text(element.as_edge()));
  return argument_error("elementId", "node or relationship", element);
}

Result<Value> labels_of(const FunctionEnvironment& environment, Arguments arguments) {
  if (!arguments[0].is_node()) return argument_error("labels", "node", arguments[0]);
  const NodeId node = arguments[0].as_node();
  if (!environment.graph.contains(node)) return deleted_entity_error("node");
  ValueList labels;
  for (const LabelId label : environment.graph.labels(node))
    labels.emplace_back(environment.graph.catalog().labels.name(label));
  return Value(std::move(labels));
}

Result<Value> type_of(const FunctionEnvironment& environment, Arguments arguments) {
  if (!arguments[0].is_edge()) return argument_error("type", "relationship", arguments[0]);
  const EdgeId edge = arguments[0].as_edge();
  if (!environment.graph.contains(edge)) {
    // A deleted relationship still has its type: it is part of what the row already knows.
    if (environment.deleted_edge_types != nullptr) {
      const auto found = environment.deleted_edge_types->find(raw(edge));
      if (found != environment.deleted_edge_types->end()) return Value(found->second);
    }
    return deleted_entity_error("relationship");
  }
  return Value(environment.graph.catalog().edge_types.name(environment.graph.ends(edge).type));
}

Result<Value> properties_function(const FunctionEnvironment& environment, Arguments arguments) {
  if (arguments[0].is_map()) return arguments[0];
  if (!arguments[0].is_node() && !arguments[0].is_edge())
    return argument_error("properties", "node, relationship or map", arguments[0]);
  MUSTER_TRY(ValueMap map, properties_of(environment.graph, arguments[0]));
  return Value(std::move(map));
}

Result<Value> keys_of(const FunctionEnvironment& environment, Arguments arguments) {
  ValueList keys;
  if (arguments[0].is_map()) {
    for (const auto& [key, _] : arguments[0].as_map()) keys.emplace_back(key);
    return Value(std::move(keys));
  }
  if (!arguments[0].is_node() && !arguments[0].is_edge())
    return argument_error("keys", "node, relationship or map", arguments[0]);
  MUSTER_TRY(const ValueMap map, properties_of(environment.graph, arguments[0]));
  for (const auto& [key, _] : map) keys.emplace_back(key);
  return Value(std::move(keys));
}

Result<Value> start_node(const FunctionEnvironment& environment, Arguments arguments) {
  if (!arguments[0].is_edge()) return argument_error("startNode", "relationship", arguments[0]);
  if (!environment.graph.contains(arguments[0].as_edge()))
    return deleted_entity_error("relationship");
  return Value(environment.graph.ends(arguments[0].as_edge()).source);
}

Result<Value> end_node(const FunctionEnvironment& environment, Arguments arguments) {
  if (!arguments[0].is_edge()) return argument_error("endNode", "relationship", arguments[0]);
  if (!environment.graph.contains(arguments[0].as_edge()))
    return deleted_entity_error("relationship");
  return Value(environment.graph.ends(arguments[0].as_edge()).target);
}

Result<Value> nodes_of(const FunctionEnvironment&, Arguments arguments) {
  if (!arguments[0].is_path()) return argument_error("nodes", "path", arguments[0]);
  const auto& nodes = arguments[0].as_path().nodes;
  return Value(ValueList(nodes.begin(), nodes.end()));
}

Result<Value> relationships_of(const FunctionEnvironment&, Arguments arguments) {
  if (!arguments[0].is_path()) return argument_error("relationships", "path", arguments[0]);
  const auto& edges = arguments[0].as_path().edges;
  return Value(ValueList(edges.begin(), edges.end()));
}

Result<Value> length_of(const FunctionEnvironment&, Arguments arguments) {
  if (!arguments[0].is_path()) return argument_error("length", "path", arguments[0]);
  return Value(static_cast<std::int64_t>(arguments[0].as_path().edges.size()));
}

std::uint8_t flags_of(const GraphSnapshot& graph, const Value& element) {
  return element.is_node() ? graph.flags(element.as_node()) : graph.flags(element.as_edge());
}

Result<void> check_element(const FunctionEnvironment& environment, std::string_view function,
                           const Value& element) {
  if (element.is_node()) {
    if (!environment.graph.contains(element.as_node())) return deleted_entity_error("node");
    return ok();
  }
  if (element.is_edge()) {
    if (!environment.graph.contains(element.as_edge())) return deleted_entity_error("relationship");
    return ok();
  }
  return argument_error(function, "node or relationship", element);
}

Result<Value> planes_of(const FunctionEnvironment& environment, Arguments arguments) {
  MUSTER_CHECK(check_element(environment, "muster.planes", arguments[0]));
  const std::uint8_t flags = flags_of(environment.graph, arguments[0]);
  ValueList planes;
  if ((flags & kFlagRecorded) != 0) planes.emplace_back(plane_name(Plane::kRecorded));
  if ((flags & kFlagObserved) != 0) planes.emplace_back(plane_name(Plane::kObserved));
  return Value(std::move(planes));
}

Result<Value> sources_of(const FunctionEnvironment& environment, Arguments arguments) {
  MUSTER_CHECK(check_element(environment, "muster.sources", arguments[0]));
  ValueList names;
  const auto& sources = arguments[0].is_node() ? environment.graph.sources(arguments[0].as_node())
                                               : environment.graph.sources(arguments[0].as_edge());
  for (const std::string& source : sources) names.emplace_back(source);
  return Value(std::move(names));
}

Result<Value> aliases_of(const FunctionEnvironment& environment, Arguments arguments) {
  if (!arguments[0].is_node()) return argument_error("muster.aliases", "node", arguments[0]);
  MUSTER_CHECK(check_element(environment, "muster.aliases", arguments[0]));
  ValueList names;
  for (std::string& alias : environment.graph.aliases(arguments[0].as_node()))
    names.emplace_back(std::move(alias));
  return Value(std::move(names));
}

Function one(std::string name, TypeSet accepts, Type result, std::string documentation,
             ScalarCode code) {
  Function function;
  function.name = std::move(name);
  function.arguments_min = function.arguments_max = 1;
  function.arguments = {accepts};
  function.result = std::move(result);
  function.documentation = std::move(documentation);
  function.scalar = code;
  return function;
}

}  // namespace

void add_graph_functions(FunctionList& functions) {
  const TypeSet element = {TypeKind::kNode, TypeKind::kEdge};
  const TypeSet keyed = {TypeKind::kNode, TypeKind::kEdge, TypeKind::kMap};
  const Type texts = Type::list_of(TypeKind::kString);
  functions.push_back(one("id", element, TypeKind::kInteger,
                          "The id of a node or relationship as a number.", id_of));
  functions.push_back(one("elementId", element, TypeKind::kString,
                          "The id of a node or relationship as text.", element_id));
  functions.push_back(one("labels", TypeKind::kNode, texts, "The labels of a node.", labels_of));
  functions.push_back(
      one("type", TypeKind::kEdge, TypeKind::kString, "The type of a relationship.", type_of));
  functions.push_back(one("properties", keyed, TypeKind::kMap,
                          "All properties of a node or relationship as a map.",
                          properties_function));
  functions.push_back(one("keys", keyed, texts,
                          "The property names of an element, or the keys of a map.", keys_of));
  functions.push_back(one("startNode", TypeKind::kEdge, TypeKind::kNode,
                          "The node a relationship leaves.", start_node));
  functions.push_back(one("endNode", TypeKind::kEdge, TypeKind::kNode,
                          "The node a relationship enters.", end_node));
  functions.push_back(one("nodes", TypeKind::kPath, Type::list_of(TypeKind::kNode),
                          "The nodes of a path in order.", nodes_of));
  functions.push_back(one("relationships", TypeKind::kPath, Type::list_of(TypeKind::kEdge),
                          "The relationships of a path in order.", relationships_of));
  functions.push_back(one("length", TypeKind::kPath, TypeKind::kInteger,
                          "The number of relationships of a path.", length_of));
  functions.push_back(one("muster.planes", element, texts,
                          "The planes that assert an element: recorded, observed.", planes_of));
  functions.push_back(one("muster.sources", element, texts,
                          "The names of the sources that assert an element.", sources_of));
  functions.push_back(one("muster.aliases", TypeKind::kNode, texts,
                          "The names a node is known by in the outside world.", aliases_of));
}

}  // namespace muster::query
