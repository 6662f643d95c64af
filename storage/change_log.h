// Change log: what each commit did to each element, before and after. What a change feed, time
// travel and a replica read.
//
// The law: a change is written in the commit it describes, so the log and the graph never disagree;
// replaying the `after` side of every change in order gives the newest graph.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/ids.h"
#include "core/base/instant.h"
#include "core/graph/element.h"
#include "storage/edge_row_codec.h"
#include "storage/node_row_codec.h"

namespace muster::storage {

// Where a change comes from.
enum class ChangeOrigin : std::uint8_t {
  kAsserted = 0,  // One source says so, or a writer without a source.
  kResolved = 1,  // Several sources assert the element: it is what precedence made of them.
  kDerived = 2,   // core/derivation made it.
};

struct NodeImage {
  NodeRow row;
  std::vector<std::string> aliases;  // Ascending.

  bool operator==(const NodeImage&) const = default;
};

struct NodeChange {
  NodeId node{};
  ChangeOrigin origin{};
  std::optional<NodeImage> before;  // None: the node was created.
  std::optional<NodeImage> after;   // None: it was deleted.

  bool operator==(const NodeChange&) const = default;
};

struct EdgeChange {
  EdgeId edge{};
  EdgeEnds ends;
  ChangeOrigin origin{};
  std::optional<EdgeRow> before;
  std::optional<EdgeRow> after;

  bool operator==(const EdgeChange&) const = default;
};

using ElementChange = std::variant<NodeChange, EdgeChange>;

// The commit a change belongs to.
struct ChangeCommit {
  std::uint64_t sequence = 0;
  std::uint64_t version = 0;
  Instant committed_at;

  bool operator==(const ChangeCommit&) const = default;
};

// Gives changes in commit order, within a commit deleted edges and nodes, then the others, nodes
// before edges; return false to stop.
using ChangeVisitor = std::function<bool(const ChangeCommit& commit, const ElementChange& change)>;

}  // namespace muster::storage
