// The values that tables of scenarios hold, and the same view of what a query answered.
//
// The law: two values are the same exactly if their canonical texts are. Nodes count by labels and
// properties, relationships by type and properties, temporal values as the text toString() gives.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/base/value.h"
#include "core/graph/graph_snapshot.h"

namespace muster::tck {

struct CellValue {
  enum class Kind { kScalar, kList, kMap, kNode, kRelationship, kPath };
  Kind kind = Kind::kScalar;
  Value scalar;                    // kScalar: null, boolean, integer, float or string.
  std::vector<CellValue> items;    // kList; kPath: node, relationship, node, … in path order.
  std::vector<std::string> names;  // kNode: labels; kRelationship: its type.
  std::vector<std::pair<std::string, CellValue>> entries;  // kMap; properties of an element.
  bool forward = true;  // kRelationship in a path: walked from its start to its end.
};

// Errors: kInvalidInput: the text is none of the notation's values.
Result<CellValue> read_cell(std::string_view text);

// What a query answered. An element that the graph does not hold any more has no labels, type or
// properties.
CellValue describe(const Value& value, const GraphSnapshot& graph);

// `lists_as_bags`: the order within lists does not count, at any depth.
std::string canonical_text(const CellValue& value, bool lists_as_bags = false);

// A parameter's or a table's value. Errors: kInvalidInput: it holds a graph element.
Result<Value> plain_value(const CellValue& value);

}  // namespace muster::tck
