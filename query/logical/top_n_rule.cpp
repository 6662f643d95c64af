// Limit{Sort} and Limit{Skip{Sort}}: the sort keeps only the rows that can be among the first.
// Limit and skip stay where they are; they then count few rows.
#include "query/logical/rules.h"

namespace muster::query {
namespace {

class TopNRule final : public OptimizerRule {
 public:
  std::string_view name() const override { return "TopN"; }

  void apply(PlanNodePtr& root, const GraphSnapshot&) const override {
    for_each_node(root, [](PlanNodePtr& node) {
      const auto* limit = node->get<LimitNode>();
      if (limit == nullptr) return;
      PlanNode* below = node->inputs[0].get();
      const auto* skip = below->get<SkipNode>();
      if (skip != nullptr) below = below->inputs[0].get();
      auto* sort = below->get<SortNode>();
      if (sort == nullptr) return;
      sort->limit = limit->count;
      if (skip != nullptr) sort->skip = skip->count;
    });
  }
};

}  // namespace

std::unique_ptr<OptimizerRule> make_top_n_rule() { return std::make_unique<TopNRule>(); }

}  // namespace muster::query
