// Filter(m:L){Expand(n-->m)} becomes Expand(n-->m:L): a neighbour without the label never becomes a
// row. An end that is bound already keeps its filter, which pushdown has put below the expand.
#include "query/logical/label_terms.h"
#include "query/logical/rules.h"

namespace muster::query {
namespace {

class LabelIntoExpandRule final : public OptimizerRule {
 public:
  std::string_view name() const override { return "LabelIntoExpand"; }

  void apply(PlanNodePtr& root, const GraphSnapshot&) const override {
    for_each_node(root, [](PlanNodePtr& node) {
      if (node->get<FilterNode>() == nullptr) return;
      PlanNode& input = *node->inputs[0];
      ExpandNode* step = input.get<ExpandNode>();
      if (auto* variable = input.get<VariableExpandNode>()) step = &variable->step;
      if (auto* search = input.get<ShortestPathNode>()) step = &search->step;
      if (step == nullptr || step->into) return;
      take_label_terms(node, step->to, step->to_labels);
    });
  }
};

}  // namespace

std::unique_ptr<OptimizerRule> make_label_into_expand_rule() {
  return std::make_unique<LabelIntoExpandRule>();
}

}  // namespace muster::query
