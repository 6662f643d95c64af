// A small graph as text that is the same for graphs that differ only in the order in which their
// elements were made.
#pragma once

#include <string>

#include "core/graph/graph_snapshot.h"

namespace muster::differential {

// Lines of nodes and relationships, sorted. Graphs of different text are different; those of equal
// text are alike as far as three steps around every node.
std::string graph_text(const GraphSnapshot& graph);

}  // namespace muster::differential
