// Union rules: what all statements of one thing say together. Pure functions; the precedence they
// follow is written in run_application.h.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/identity/assertion_store.h"
#include "core/identity/coverage.h"

namespace muster {

struct NodeUnion {
  std::vector<std::string> labels;  // Sorted.
  std::map<std::string, Value> properties;
  std::vector<std::string> aliases;  // Keys, aliases and look-up names; sorted.
  std::vector<std::string> sources;  // Sorted; stubs' among them.
  std::uint8_t flags = 0;
  Instant first_seen;
};

struct EdgeUnion {
  std::map<std::string, Value> properties;
  std::vector<std::string> sources;
  std::uint8_t flags = 0;
  Validity validity;
  Instant first_seen;
};

// REQUIRES of both: at least one row. The order of rows does not matter.
NodeUnion unite(const std::vector<const NodeRow*>& rows, const Coverage& coverage);
EdgeUnion unite(const std::vector<const EdgeRow*>& rows, const Coverage& coverage);

// Bring the element in line with the union; true if anything changed. What source `local` wrote
// beside the statements stays.
Result<bool> apply_union(SnapshotBuilder& graph, NodeId node, const NodeUnion& wanted);
Result<bool> apply_union(SnapshotBuilder& graph, EdgeId edge, const EdgeUnion& wanted);

}  // namespace muster
