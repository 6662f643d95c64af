#include "query/logical/optimizer.h"

#include "query/logical/row_estimates.h"
#include "query/logical/rules.h"

namespace muster::query {

const std::vector<std::unique_ptr<OptimizerRule>>& optimizer_rules() {
  static const auto rules = [] {
    std::vector<std::unique_ptr<OptimizerRule>> list;
    // First: the planner leaves every condition of a clause in one filter on top, and each rule
    // below looks for its condition right above the node that it improves.
    list.push_back(make_predicate_pushdown_rule());
    // Before the labels go into scans: a seek by id needs no label index, and the label that stays
    // in the filter is then asked of one node.
    list.push_back(make_id_seek_rule());
    // After the seek by id, which finds one node without an index; before the labels go into scans,
    // because the label says which indexes there are.
    list.push_back(make_index_seek_rule());
    list.push_back(make_label_into_scan_rule());
    // After the label that every match carries: a scan of that one looks at fewer nodes.
    list.push_back(make_label_union_rule());
    // After the scans, so that a label which starts the pattern is not looked for in an expand.
    list.push_back(make_label_into_expand_rule());
    // After the labels: what is left without a filter then, and only that, the kept counts answer.
    list.push_back(make_kept_count_rule());
    // After all that look for a filter right above the node they improve: it takes terms out of
    // filters, and a semi-apply must not stand between the two.
    list.push_back(make_semi_apply_rule());
    // Independent of the others: it looks at the shaping nodes that no other rule touches.
    list.push_back(make_top_n_rule());
    // After the labels, which it takes along, and after the semi-apply, which leaves the filters as
    // they stay: it goes by all that is read above an expand.
    list.push_back(make_endpoint_expand_rule());
    // Independent as well: no other rule looks at writes.
    list.push_back(make_create_fusion_rule());
    return list;
  }();
  return rules;
}

Result<LogicalPlan> optimize(LogicalPlan plan, const GraphSnapshot& graph,
                             const WorkBudget& budget) {
  for (const auto& rule : optimizer_rules()) {
    MUSTER_CHECK(budget.check());
    rule->apply(plan.root, graph);
    for (TransactionStage& stage : plan.stages) {
      rule->apply(stage.rows, graph);
      rule->apply(*stage.apply->inner(), graph);
    }
    for (Subplan& subplan : plan.subplans) rule->apply_to_subplan(subplan, graph);
  }
  // After the last rule, so that none of them need keep the estimates of what it moves.
  estimate_rows(plan, graph);
  return plan;
}

}  // namespace muster::query
