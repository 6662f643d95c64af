// What exists: elements by kind, and on which plane each was asserted.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/graph/graph_snapshot.h"

namespace muster::api {

struct InventoryRow {
  std::string kind;
  bool machine_identity = false;  // A non-human identity.
  bool human = false;             // A person; accounts of people are counted as accounts.
  std::uint64_t total = 0;
  std::uint64_t recorded_only = 0;
  std::uint64_t observed_only = 0;
  std::uint64_t both = 0;
  std::uint64_t named_only = 0;  // Stubs: something names them, no source has them.
};

struct Inventory {
  std::vector<InventoryRow> nodes;  // By kind: Muster's kinds by name, then labels of no kind.
  std::vector<InventoryRow> edges;  // By type.
  std::uint64_t people = 0;
  std::uint64_t machine_identities = 0;
};

// A node counts once, under the first of its labels that is a kind of Muster (by the table's
// order), else under its first label. Cost: O(graph), one scan.
Inventory take_inventory(const GraphSnapshot& graph);

// Two aligned tables and a sentence on machine identities a human.
std::string inventory_text(const Inventory& inventory);
Value inventory_value(const Inventory& inventory);

}  // namespace muster::api
