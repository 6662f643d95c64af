// Filter(id(n) = e){Scan(n)} becomes Seek(id(n) = e), where e reads nothing that the scan binds.
#include "query/logical/expression_tools.h"
#include "query/logical/rules.h"

namespace muster::query {
namespace {

class IdSeekRule final : public OptimizerRule {
 public:
  std::string_view name() const override { return "IdSeek"; }

  void apply(PlanNodePtr& root, const GraphSnapshot&) const override {
    for_each_node(root, [](PlanNodePtr& node) {
      if (node->get<FilterNode>() == nullptr) return;
      PlanNode& input = *node->inputs[0];
      const auto* scan = input.get<ScanNode>();
      if (scan == nullptr) return;
      const SlotId slot = scan->slot;
      for (const BoundExpressionPtr& term : node->get<FilterNode>()->predicates) {
        const auto equality = id_equality(*term, slot);
        if (!equality) continue;
        const BoundExpressionPtr taken = term;
        input.operation = SeekNode{slot, equality->id, equality->by_element_id};
        take_terms(node, [&](const BoundExpressionPtr& other) { return other == taken; });
        return;
      }
    });
  }
};

}  // namespace

std::unique_ptr<OptimizerRule> make_id_seek_rule() { return std::make_unique<IdSeekRule>(); }

}  // namespace muster::query
