// Constraint check: whether an element keeps the constraints on it.
//
// The law: the error names the element, and for a value taken twice the one that has it; it is the
// same whichever of two elements was written last.
#pragma once

#include <cstdint>

#include "core/base/result.h"
#include "core/graph/graph_snapshot.h"

namespace muster::internal {

// REQUIRES: the slot's element lives and carries the constraint's label or type. Cost: O(log n).
// Errors: kConstraint, detail ConstraintValidationFailed.
Result<void> check_element(const GraphSnapshot& graph, const ConstraintDefinition& constraint,
                           std::uint32_t slot);

// All constraints on it; one that is gone breaks none.
Result<void> check_node(const GraphSnapshot& graph, NodeId node);
Result<void> check_edge(const GraphSnapshot& graph, EdgeId edge);

}  // namespace muster::internal
