// Following edges from a node: what Expand, variable-length expand and pattern matching share.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/graph/graph_snapshot.h"
#include "query/semantics/bound_query.h"

namespace muster::query {

// Names looked up once: queries never intern, so a name nobody wrote matches nothing.
struct TypeFilter {
  bool every = false;
  std::vector<EdgeTypeId> types;  // Sorted, unless `every`.

  TypeFilter(const std::vector<std::string>& names, const Catalog& catalog);
  bool accepts(EdgeTypeId type) const;
};

struct LabelFilter {
  bool impossible = false;
  std::vector<LabelId> labels;

  LabelFilter(const std::vector<std::string>& names, const Catalog& catalog);
  bool accepts(const GraphSnapshot& graph, NodeId node) const;
};

// Calls visit(entry) for each edge of `node`, in the snapshot's order, outgoing before incoming; a
// self-loop once. `visit` returns false to stop; then so does this.
template <typename Visit>
bool for_each_entry(const GraphSnapshot& graph, NodeId node, ast::Direction direction,
                    const TypeFilter& filter, const Visit& visit) {
  const std::uint32_t slot = slot_of(node);
  const auto walk = [&](AdjacencyCursor cursor, bool skip_loops) {
    for (; !cursor.done(); cursor.next()) {
      for (const AdjacencyEntry& entry : cursor.run()) {
        if (skip_loops && entry.neighbour_slot == slot) continue;
        if (!visit(entry)) return false;
      }
    }
    return true;
  };
  const auto side = [&](Direction way, bool skip_loops) {
    if (filter.every) return walk(graph.adjacency(slot, way), skip_loops);
    for (const EdgeTypeId type : filter.types) {
      if (!walk(graph.adjacency(slot, way, type), skip_loops)) return false;
    }
    return true;
  };
  if (direction != ast::Direction::kIncoming && !side(Direction::kOutgoing, false)) return false;
  const bool both = direction == ast::Direction::kBoth;
  return direction == ast::Direction::kOutgoing || side(Direction::kIncoming, both);
}

// The same with visit(edge, neighbour). Cost: each of the two ids is a read of memory far from the
// entry.
template <typename Visit>
bool for_each_edge(const GraphSnapshot& graph, NodeId node, ast::Direction direction,
                   const TypeFilter& filter, const Visit& visit) {
  return for_each_entry(graph, node, direction, filter, [&](const AdjacencyEntry& entry) {
    return visit(*graph.edge_at(entry.edge_slot), *graph.node_at(entry.neighbour_slot));
  });
}

// The end of `edge` that is not `node`; `node` itself for a self-loop. REQUIRES: it is one end.
NodeId other_end(const GraphSnapshot& graph, EdgeId edge, NodeId node);

// Whether `edge` can be walked from `from` in `direction`, and to where.
std::optional<NodeId> walk_from(const GraphSnapshot& graph, EdgeId edge, NodeId from,
                                ast::Direction direction);

// Whether `edge` is `value`, or in it when it is a list.
bool is_or_holds(const Value& value, EdgeId edge);

// A path from node and edge values (an edge, or a list of edges, between two nodes); null if any is
// null.
Value build_path(const GraphSnapshot& graph, const std::vector<Value>& nodes,
                 const std::vector<Value>& edges);

}  // namespace muster::query
