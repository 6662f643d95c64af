// What the two label rules share.
#pragma once

#include "query/logical/cardinality.h"
#include "query/logical/rules.h"

namespace muster::query {

// Moves the labels that the filter `node` asks of `slot` alone to `labels`.
// REQUIRES: `node` is a FilterNode; it may be replaced by its input.
inline void take_label_terms(PlanNodePtr& node, SlotId slot, Names& labels) {
  take_terms(node, [&](const BoundExpressionPtr& term) {
    const auto* test = std::get_if<BoundLabelTest>(&term->node);
    if (test == nullptr || !test->object->type.is(TypeKind::kNode)) return false;
    const auto* variable = std::get_if<BoundVariable>(&test->object->node);
    if (variable == nullptr || variable->slot != slot) return false;
    add_names(labels, test->labels);
    return true;
  });
}

}  // namespace muster::query
