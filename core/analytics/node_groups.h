// What a reached node is counted as.
//
// The law: one node, one group, decided by its kind: an identity can act, a secret opens, a
// resource, place or component is what is lost; groups, roles and policies only lead on.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/graph/graph_snapshot.h"
#include "core/identity/kinds.h"

namespace muster::analytics {

enum class ReachGroup : std::uint8_t { kIdentity, kSecret, kResource, kOther };

// Threads: immutable, safe. Outlived by its graph.
class NodeGroups {
 public:
  // Cost: O(labels of the catalog).
  explicit NodeGroups(const GraphSnapshot& graph);

  // Muster's kind of the node, by name the first where it has several; nullptr: none.
  const NodeKind* node_kind(NodeId node) const;
  // The kind's name; "Unknown" where the node has none. Cost: O(labels of the node).
  const std::string& kind(NodeId node) const;
  ReachGroup group(NodeId node) const;
  bool identity(NodeId node) const;

 private:
  std::size_t best_label(NodeId node) const;

  const GraphSnapshot& graph_;
  std::vector<const NodeKind*> kinds_;  // By label.
};

}  // namespace muster::analytics
