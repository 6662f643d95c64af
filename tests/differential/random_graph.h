// Small graphs drawn by chance: few labels, types and values, so that queries meet them often;
// loops, parallel relationships, properties that are missing or of another type than usual.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/generate/random.h"

namespace muster::differential {

// Labels, types and property keys of the graphs, for the queries over them. `k` is a node's own
// number, `n` an integer, `f` a float, `s` text, `b` a truth value, `x` anything, `l` integers;
// relationships have `w`, an integer.
inline const std::vector<std::string> kLabels{"A", "B", "C"};
inline const std::vector<std::string> kTypes{"T", "U", "V"};

struct RandomGraph {
  struct Node {
    std::string text;      // ":A {n: 1}"
    bool removed = false;  // Made and deleted again: its slot is free.
  };
  struct Edge {
    std::size_t from;
    std::size_t to;
    std::string text;  // ":T {w: 1}"
  };
  std::vector<Node> nodes;
  std::vector<Edge> edges;
  std::vector<std::string> schema;  // Indexes and constraints, a statement each.

  // The statements that make it, in order.
  std::vector<std::string> statements() const;
};

RandomGraph random_graph(generate::Random& random);

}  // namespace muster::differential
