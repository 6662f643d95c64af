// Rule packs: one a platform, each a function from the raw graph to derived edges with their
// proofs.
//
// The law: a pack is pure. It reads the graph, names the raw facts it depends on, and never looks
// at derived edges; so the same facts give the same edges, and a commit that touches none of them
// derives nothing.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/derivation/derivation_stage.h"
#include "core/graph/graph_snapshot.h"

namespace muster::derivation {

struct DerivedEdge {
  NodeId source{};
  std::string type;
  NodeId target{};
  std::string level;  // Of HAS_ACCESS; else empty.
  Proof proof;
};

struct RulePack {
  std::string_view name;
  std::span<const std::string_view> node_kinds;  // Raw facts: nodes with these labels,
  std::span<const std::string_view> edge_types;  // and edges of these types.
  void (*derive)(const GraphSnapshot& graph, std::vector<DerivedEdge>& derived);
};

const RulePack& aws_rules();
const RulePack& kubernetes_rules();
std::span<const RulePack* const> rule_packs();

// --- What packs share.
struct RawEdge {
  EdgeId edge{};
  NodeId other{};
  bool conditional = false;
};
// Raw (not derived) edges of a type at a node, in adjacency order.
std::vector<RawEdge> raw_edges(const GraphSnapshot& graph, NodeId node, Direction direction,
                               std::string_view type);
// Nodes with a label, in slot order.
std::vector<NodeId> nodes_with(const GraphSnapshot& graph, std::string_view label);
bool has_label(const GraphSnapshot& graph, NodeId node, std::string_view label);
// A string property; empty if there is none.
std::string text_of(const GraphSnapshot& graph, NodeId node, std::string_view property);

}  // namespace muster::derivation
