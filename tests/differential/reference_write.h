// The updating clauses of the reference evaluator: each row by itself, in order, straight into a
// builder.
#pragma once

#include <set>

#include "core/graph/snapshot_builder.h"
#include "tests/differential/reference.h"

namespace muster::differential {

class ReferenceWriter {
 public:
  // Both outlive it. REQUIRES: `reference` reads `builder`.
  ReferenceWriter(Reference& reference, SnapshotBuilder& builder)
      : reference_(reference), builder_(builder) {}

  // Each does its clause for one row; CREATE and MERGE give the rows that come of it.
  Result<void> create(const query::BoundCreate& create, Row& row);
  Result<Table> merge(const query::BoundMerge& merge, const Row& row);
  Result<void> set(const std::vector<query::BoundSetItem>& items, Row& row);
  Result<void> remove(const query::BoundRemove& remove, Row& row);
  // Of all rows at once.
  Result<void> erase(const query::BoundDelete& erase, Table& rows);

  // At the end of the statement. Errors: kConstraint.
  Result<void> finish();

 private:
  Result<void> check_values(const query::BoundPath& path, Row row);
  Result<void> make_path(const query::BoundPath& path, Row& row);
  Result<NodeId> make_node(const query::BoundNode& node, Row& row);
  Result<void> set_item(const query::BoundSetItem& item, Row& row);
  Result<void> set_all(const Value& element, const Value& value, bool add);
  Result<void> set_property(const Value& element, std::string_view key, const Value& value);
  Result<void> set_properties(const Value& element,
                              const std::vector<query::BoundProperty>& properties, Row& row);
  Result<void> set_labels(const Value& node, const std::vector<std::string>& labels, bool on);
  bool is_alone(NodeId node) const;

  Reference& reference_;
  SnapshotBuilder& builder_;
  std::set<NodeId> leaving_;  // Deleted without DETACH: their relationships must go as well.
};

}  // namespace muster::differential
