// What a statement did to a graph, as scenarios count it: differences between two states, never
// operations. A value overwritten by another counts once on each side; what is made and taken away
// again does not count.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "core/graph/graph_snapshot.h"

namespace muster::tck {

struct GraphState {
  std::set<std::uint64_t> nodes;
  std::set<std::uint64_t> relationships;
  std::set<std::string> labels;      // Names that some node carries.
  std::set<std::string> properties;  // "n7 key: value", one an element and key.
};

// Cost: O(graph).
GraphState state_of(const GraphSnapshot& graph);

// "+nodes" and its seven siblings; those that are 0 are left out.
std::map<std::string, std::int64_t> side_effects(const GraphState& before, const GraphState& after);

}  // namespace muster::tck
