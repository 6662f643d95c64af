// Graphs drawn in the test that needs them.
//
//   const auto graph = graph_of(R"(
//       (dev:User {name: 'Ann', n: 3})-[:CAN_ASSUME {level: 'read'}]->(deploy:Role)
//       (deploy)<-[held:OWNS]-(ann:Human)        // held names the edge
//   )");
//   blast_radius(graph, graph.id("dev"), …);
//
// The laws: a line is a chain of node and edge patterns; a variable names one node or edge
// throughout; a node's variable is also its alias. Elements get their slots in the order in which
// they are first written. Labels and properties of a node stand where it is first named, or later:
// they add up.
//
// Values: 1, -2.5, 'text' or "text" (\' \" \\ \n), true, false, [lists],
// datetime('2026-06-15T08:50:00Z'). Names that begin with _ are not properties but what the graph
// knows besides:
//   _planes: 'recorded' | 'observed' | 'recorded,observed' | ''    who asserts it; left out: both
//   _absent: 'recorded' | 'observed'                               the plane denies it
//   _conditional: true, _derived: true                             flags
//   _valid_from: '2026-01-01', _valid_until: '…'                   validity of an edge
//   _sources: ['aws', 'hr'], _first_seen: '…'
//   _aliases: ['arn:aws:iam::1:user/ann']                          further aliases of a node
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "core/graph/graph_snapshot.h"
#include "core/graph/snapshot_builder.h"

namespace muster::testing {

// The names a literal gave.
struct LiteralNames {
  std::map<std::string, NodeId, std::less<>> nodes;
  std::map<std::string, EdgeId, std::less<>> edges;
};

// Writes a literal into a builder; `names` may hold nodes of earlier literals. A literal that
// cannot be read fails the test with its line and what was expected there.
void write_literal(SnapshotBuilder& builder, std::string_view text, LiteralNames& names);

class LiteralGraph {
 public:
  LiteralGraph(std::shared_ptr<const GraphSnapshot> snapshot, LiteralNames names)
      : snapshot_(std::move(snapshot)), names_(std::move(names)) {}

  // NOLINTNEXTLINE(google-explicit-constructor): stands wherever a snapshot does.
  operator const GraphSnapshot&() const { return *snapshot_; }
  const GraphSnapshot& operator*() const { return *snapshot_; }
  const GraphSnapshot* operator->() const { return snapshot_.get(); }
  const std::shared_ptr<const GraphSnapshot>& snapshot() const { return snapshot_; }

  // A name the literal does not have fails the test.
  NodeId id(std::string_view variable) const;
  EdgeId edge(std::string_view variable) const;
  std::uint32_t slot(std::string_view variable) const { return slot_of(id(variable)); }
  // The variable of a node; "#slot" if it has none.
  std::string name(NodeId node) const;

 private:
  std::shared_ptr<const GraphSnapshot> snapshot_;
  LiteralNames names_;
};

// The graph at version 1.
LiteralGraph graph_of(std::string_view text);

}  // namespace muster::testing
