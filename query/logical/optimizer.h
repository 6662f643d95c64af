// optimize(): rules that make a plan faster and never change what it answers.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "core/base/execution.h"
#include "core/graph/graph_snapshot.h"
#include "query/logical/plan_node.h"

namespace muster::query {

// One rewrite. Pure in the graph: only its statistics are read.
class OptimizerRule {
 public:
  virtual ~OptimizerRule() = default;
  virtual std::string_view name() const = 0;
  // Rewrites the tree under `root` in place; may replace `root`.
  virtual void apply(PlanNodePtr& root, const GraphSnapshot& graph) const = 0;
  // The same for the query of an expression.
  virtual void apply_to_subplan(Subplan& subplan, const GraphSnapshot& graph) const {
    apply(subplan.root, graph);
  }
};

// The rules in the order they run; the reason for each place stands in optimizer.cpp.
const std::vector<std::unique_ptr<OptimizerRule>>& optimizer_rules();

// Runs every rule once, then estimates the rows of every node. Threads: safe.
// Errors: those of the budget, which is asked before each rule.
Result<LogicalPlan> optimize(LogicalPlan plan, const GraphSnapshot& graph,
                             const WorkBudget& budget);

}  // namespace muster::query
