// Filter(n:L){Scan(n)} becomes Scan(n:L): the label's index gives the nodes instead of all of them.
#include "query/logical/label_terms.h"
#include "query/logical/rules.h"

namespace muster::query {
namespace {

class LabelIntoScanRule final : public OptimizerRule {
 public:
  std::string_view name() const override { return "LabelIntoScan"; }

  void apply(PlanNodePtr& root, const GraphSnapshot&) const override {
    for_each_node(root, [](PlanNodePtr& node) {
      if (node->get<FilterNode>() == nullptr) return;
      PlanNode& input = *node->inputs[0];
      auto* scan = input.get<ScanNode>();
      if (scan == nullptr) return;
      take_label_terms(node, scan->slot, scan->labels);
    });
  }
};

}  // namespace

std::unique_ptr<OptimizerRule> make_label_into_scan_rule() {
  return std::make_unique<LabelIntoScanRule>();
}

}  // namespace muster::query
