// How many rows: estimates from the statistics a snapshot keeps.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/graph/graph_snapshot.h"
#include "query/logical/planned_with.h"
#include "query/semantics/bound_query.h"

namespace muster::query {

inline constexpr double kEqualitySelectivity = 0.1;   // Of `n.key = constant`.
inline constexpr double kPredicateSelectivity = 0.3;  // Of any other condition.

// Remembers each count it was asked for. Threads: one.
class Cardinality {
 public:
  explicit Cardinality(const GraphSnapshot& graph) : graph_(graph), planned_with_(graph) {}

  const PlannedWith& planned_with() const { return planned_with_; }

  // Nodes that carry all labels: those of the rarest one.
  double nodes_with(const std::vector<std::string>& labels) const;
  // Edges of any of the types; empty: all.
  double edges_of(const std::vector<std::string>& types) const;
  // Neighbours of one node over edges of `types` in `direction`, of those that carry `to_labels`.
  double fan_out(const std::vector<std::string>& types, ast::Direction direction,
                 const std::vector<std::string>& to_labels) const;

  // Nodes that an index finds for one value of each of `keys`, or of some of them; none: no index
  // of any of the labels helps.
  std::optional<double> nodes_by_index(const std::vector<std::string>& labels,
                                       const std::vector<std::string>& keys) const;

 private:
  std::uint64_t label_count(const std::string& name) const;
  std::uint64_t edge_type_count(const std::string& name) const;

  const GraphSnapshot& graph_;
  mutable PlannedWith planned_with_;  // Asking is const to the planner.
};

}  // namespace muster::query
