// Reading what hangs on a value: properties of nodes and relationships, keys of maps, parts of
// temporal values and points.
//
// The law: `recorded` and `observed` read like properties of an element wherever no stored property
// has that name, and are never among its keys.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/base/value.h"
#include "core/graph/graph_snapshot.h"

namespace muster::query {

// "n:17" and "r:17": opaque to users, stable for the life of the element.
std::string element_id_text(NodeId node);
std::string element_id_text(EdgeId edge);
// The raw id behind such a text; nullopt if it is not one for nodes (edges).
std::optional<NodeId> parse_node_element_id(std::string_view text);
std::optional<EdgeId> parse_edge_element_id(std::string_view text);

// All stored properties. REQUIRES: a node or an edge. Errors: kEntityNotFound: it was deleted.
Result<ValueMap> properties_of(const GraphSnapshot& graph, const Value& element);

// `object.key`. Null for null, and for a key that is not there.
// Errors: kEntityNotFound (deleted element), kType/InvalidArgumentType (a value without
// properties).
Result<Value> property_of(const GraphSnapshot& graph, const Value& object, std::string_view key);
// The same with the interned id of `key` at hand (nullopt: nobody ever wrote that name).
Result<Value> property_of(const GraphSnapshot& graph, const Value& object, std::string_view key,
                          std::optional<KeyId> key_id);

// `object[index]`: lists and maps as operators.h says, nodes and edges by property name.
Result<Value> index_of(const GraphSnapshot& graph, const Value& object, const Value& index);

}  // namespace muster::query
