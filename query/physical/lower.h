// lower(): from a logical plan to pipelines. Decides which columns each operator carries on: those
// that something above still reads.
#pragma once

#include "query/logical/plan_node.h"
#include "query/physical/operator.h"

namespace muster::query {

struct LoweredPlan {
  Pipeline root;
  std::vector<Pipeline> subplans;  // By SubqueryId; ExecutionContext::subplans.
};

// The result holds no reference to `plan`; it is immutable and may run many times, on any snapshot.
LoweredPlan lower(const LogicalPlan& plan);

}  // namespace muster::query
