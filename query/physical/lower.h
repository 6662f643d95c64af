// lower(): from a logical plan to pipelines. Decides which columns each operator carries on: those
// that something above still reads.
#pragma once

#include "query/logical/plan_node.h"
#include "query/physical/evaluator.h"
#include "query/physical/operator.h"
#include "query/physical/profile.h"

namespace muster::query {

// As what a stage reports to whom.
struct StageProbe {
  PlanProfile& profile;
  const PlanNode& node;
};

// CALL { … } IN TRANSACTIONS: see TransactionStage.
struct LoweredStage {
  Pipeline rows;
  Pipeline body;  // Begins with its argument.
  std::vector<SlotId> columns;
  std::vector<SlotId> outer;
  bool optional = false;
  EvaluatorPtr batch_rows;  // Null: the default.
  ast::OnTransactionError on_error = ast::OnTransactionError::kFail;
  std::optional<SlotId> status;
  std::optional<StageProbe> probe;
};

struct LoweredPlan {
  std::vector<LoweredStage> stages;
  Pipeline root;
  std::vector<Pipeline> subplans;  // By SubqueryId; ExecutionContext::subplans.
};

// The result holds no reference to `plan`; it is immutable and may run many times, on any snapshot.
//
// With `profile`, each operator reports to it: the result then holds references to `plan` and to
// `profile`, and runs once, on one thread.
LoweredPlan lower(const LogicalPlan& plan, PlanProfile* profile = nullptr);

}  // namespace muster::query
