// lower(): from a logical plan to pipelines. Decides which columns each operator carries on: those
// that something above still reads.
#pragma once

#include "query/logical/plan_node.h"
#include "query/physical/operator.h"
#include "query/physical/profile.h"

namespace muster::query {

struct LoweredPlan {
  Pipeline root;
  std::vector<Pipeline> subplans;  // By SubqueryId; ExecutionContext::subplans.
};

// The result holds no reference to `plan`; it is immutable and may run many times, on any snapshot.
//
// With `profile`, each operator reports to it: the result then holds references to `plan` and to
// `profile`, and runs once, on one thread.
LoweredPlan lower(const LogicalPlan& plan, PlanProfile* profile = nullptr);

}  // namespace muster::query
