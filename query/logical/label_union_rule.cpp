// Filter(n:A OR n:B){Scan(n)} becomes Scan(n:A|B): the indexes of the labels together give the
// nodes instead of all of them.
#include "query/logical/expression_tools.h"
#include "query/logical/rules.h"

namespace muster::query {
namespace {

class LabelUnionRule final : public OptimizerRule {
 public:
  std::string_view name() const override { return "LabelUnion"; }

  void apply(PlanNodePtr& root, const GraphSnapshot&) const override {
    for_each_node(root, [](PlanNodePtr& node) {
      if (node->get<FilterNode>() == nullptr) return;
      auto* scan = node->inputs[0]->get<ScanNode>();
      if (scan == nullptr) return;
      take_terms(node, [&](const BoundExpressionPtr& term) {
        // The first union is scanned; a second one stays to be asked.
        if (!scan->labels.empty()) return false;
        scan->labels = label_union(*term, scan->slot);
        scan->any = !scan->labels.empty();
        return scan->any;
      });
    });
  }
};

}  // namespace

std::unique_ptr<OptimizerRule> make_label_union_rule() {
  return std::make_unique<LabelUnionRule>();
}

}  // namespace muster::query
