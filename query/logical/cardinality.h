// How many rows: estimates from the statistics a snapshot keeps.
#pragma once

#include <string>
#include <vector>

#include "core/graph/graph_snapshot.h"
#include "query/semantics/bound_query.h"

namespace muster::query {

inline constexpr double kEqualitySelectivity = 0.1;   // Of `n.key = constant`.
inline constexpr double kPredicateSelectivity = 0.3;  // Of any other condition.

class Cardinality {
 public:
  explicit Cardinality(const GraphSnapshot& graph) : graph_(graph) {}

  // Nodes that carry all labels: those of the rarest one.
  double nodes_with(const std::vector<std::string>& labels) const;
  // Edges of any of the types; empty: all.
  double edges_of(const std::vector<std::string>& types) const;
  // Neighbours of one node over edges of `types` in `direction`, of those that carry `to_labels`.
  double fan_out(const std::vector<std::string>& types, ast::Direction direction,
                 const std::vector<std::string>& to_labels) const;

 private:
  const GraphSnapshot& graph_;
};

}  // namespace muster::query
