// Plans as people read them: one line for tests, a tree for EXPLAIN.
#pragma once

#include <string>
#include <vector>

#include "query/logical/plan_node.h"

namespace muster::query {

// "u.privileged AND NOT r.enabled", with the names of `slots`; unnamed slots as @7.
std::string expression_text(const BoundExpression& expression, const std::vector<SlotInfo>& slots);

// "Project(r){Filter(r.privileged){Expand(u-CAN_ASSUME->r){Scan(u:User)}}}"
std::string plan_line(const LogicalPlan& plan);

// One row an operator, the last one first, inputs indented below.
struct ExplainRow {
  std::string operation;  // "+ Filter", indented by two spaces a level.
  std::string details;
  double rows = 0;  // Estimated.
  const PlanNode* node = nullptr;
};
std::vector<ExplainRow> explain_rows(const LogicalPlan& plan);

}  // namespace muster::query
