// The answer to EXPLAIN and PROFILE: a plan as rows, one an operator.
#pragma once

#include <string>
#include <vector>

#include "core/base/value.h"
#include "query/logical/plan_node.h"
#include "query/physical/profile.h"

namespace muster::query {

struct PlanAnswer {
  std::vector<std::string> columns;
  std::vector<ValueList> rows;  // The last operator first; inputs indented below.
};

// operator, details, estimated rows.
PlanAnswer explain_answer(const LogicalPlan& plan);
// The one row of a command, which has no plan.
PlanAnswer command_answer(const std::string& operation);
// The same with rows, time ms (of the operator alone) and memory bytes (the most it held).
PlanAnswer profile_answer(const LogicalPlan& plan, const PlanProfile& profile);

}  // namespace muster::query
