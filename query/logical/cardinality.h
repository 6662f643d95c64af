// How many rows: estimates from the statistics a snapshot keeps.
//
// The law: an estimate is a product of averages over the kept counts. Labels of one node are taken
// to stand for one another, so that of several the rarest decides; all else is taken to be
// independent.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/graph/graph_snapshot.h"
#include "query/logical/plan_node.h"
#include "query/logical/planned_with.h"
#include "query/semantics/bound_query.h"

namespace muster::query {

inline constexpr double kEqualitySelectivity = 0.1;   // Of `n.key = value`.
inline constexpr double kPredicateSelectivity = 0.3;  // Of any other condition.

using Names = std::vector<std::string>;
// The labels that the node in a slot is known to carry.
using SlotLabels = std::map<SlotId, Names>;

// Adds those of `more` that are not among `names`.
void add_names(Names& names, const Names& more);

// The share of rows that a condition keeps, but for the labels it asks for.
double condition_selectivity(const BoundExpression& condition);

// Entries of an index that a seek of it finds.
double seek_rows(const IndexStatistics& index, const IndexSeekNode& seek);

// A step over edges, for each node it begins at: the edges it looks at, and those of them whose far
// end carries the labels wanted.
struct FanOut {
  double walked = 0;
  double kept = 0;
};

// Remembers each count it was asked for. Threads: one.
class Cardinality {
 public:
  explicit Cardinality(const GraphSnapshot& graph) : graph_(graph), planned_with_(graph) {}

  const PlannedWith& planned_with() const { return planned_with_; }

  // Nodes that carry all labels: those of the rarest one.
  double nodes_with(const Names& labels) const;
  // Nodes that carry any of the labels, as if no node carried two of them.
  double nodes_with_any(const Names& labels) const;
  // Edges of any of the types; empty: all.
  double edges_of(const Names& types) const;
  // From a node with all `from_labels` over edges of `types` to nodes with all `to_labels`.
  FanOut fan_out(const Names& from_labels, const Names& types, ast::Direction direction,
                 const Names& to_labels) const;
  // The same over trails of that many edges, each walked as a part of the longer ones.
  FanOut trails(const Names& from_labels, const Names& types, ast::Direction direction,
                const BoundHops& hops, const Names& to_labels) const;

  // Nodes that an index finds for one value of each of `keys`, or of some of them; none: no index
  // of any of the labels helps.
  std::optional<double> nodes_by_index(const Names& labels, const Names& keys) const;
  // Nodes that the seek finds for one row.
  double nodes_by_seek(const IndexSeekNode& seek) const;

 private:
  std::uint64_t label_count(const std::string& name) const;
  std::uint64_t edge_type_count(const std::string& name) const;
  // Edges of `types` that stand at nodes with the label, or with the rarest of the labels.
  double edges_at(const std::string& label, const Names& types, Direction direction) const;
  double edges_at(const Names& labels, const Names& types, ast::Direction direction) const;
  double degree(const Names& labels, const Names& types, ast::Direction direction) const;
  double later_degree(const Names& types, ast::Direction direction) const;
  double end_share(const Names& labels, const Names& types, ast::Direction direction) const;

  const GraphSnapshot& graph_;
  mutable PlannedWith planned_with_;  // Asking is const to the planner.
};

}  // namespace muster::query
