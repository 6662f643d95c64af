// What the two label rules share.
#pragma once

#include <algorithm>

#include "query/logical/rules.h"

namespace muster::query {

// Moves the labels that the filter `node` asks of `slot` alone to `labels`. Whether there were any.
// REQUIRES: `node` is a FilterNode; it may be replaced by its input.
inline bool take_label_terms(PlanNodePtr& node, SlotId slot, std::vector<std::string>& labels) {
  const std::size_t before = labels.size();
  take_terms(node, [&](const BoundExpressionPtr& term) {
    const auto* test = std::get_if<BoundLabelTest>(&term->node);
    if (test == nullptr || !test->object->type.is(TypeKind::kNode)) return false;
    const auto* variable = std::get_if<BoundVariable>(&test->object->node);
    if (variable == nullptr || variable->slot != slot) return false;
    for (const std::string& label : test->labels) {
      if (std::find(labels.begin(), labels.end(), label) == labels.end()) labels.push_back(label);
    }
    return true;
  });
  return labels.size() > before;
}

}  // namespace muster::query
