// Moves each condition down to the first place where all it reads is bound.
//
// A condition that can fail (division, conversion) is never moved below an earlier condition that
// stays higher: that one may be there to keep it from failing.
#include <algorithm>
#include <unordered_map>

#include "query/logical/expression_tools.h"
#include "query/logical/match_planner.h"
#include "query/logical/rules.h"

namespace muster::query {
namespace {

// The edge, and its end where that is not known below already.
SlotSet bound_by_step(const ExpandNode& step) {
  return step.into ? SlotSet{step.edge} : SlotSet{step.edge, step.to};
}

// The slots a node of a MATCH chain binds, or nullopt: a filter must not move below this node.
std::optional<SlotSet> bound_by(const PlanNode& node) {
  if (const auto* scan = node.get<ScanNode>()) return SlotSet{scan->slot};
  if (const auto* seek = node.get<SeekNode>()) return SlotSet{seek->slot};
  if (const auto* seek = node.get<IndexSeekNode>()) return SlotSet{seek->slot};
  if (const auto* expand = node.get<ExpandNode>()) return bound_by_step(*expand);
  if (const auto* expand = node.get<VariableExpandNode>()) return bound_by_step(expand->step);
  if (const auto* search = node.get<ShortestPathNode>()) return bound_by_step(search->step);
  if (const auto* expand = node.get<GroupExpandNode>()) {
    SlotSet bound{expand->edges};
    if (!expand->into) bound.insert(expand->to);
    for (const BoundGroup::List& list : expand->group->lists) bound.insert(list.list);
    return bound;
  }
  if (const auto* ends = node.get<EdgeEndsNode>()) {
    SlotSet bound;
    if (!ends->left_bound) bound.insert(ends->left);
    if (!ends->right_bound) bound.insert(ends->right);
    return bound;
  }
  if (const auto* sequence = node.get<SequenceNode>()) return SlotSet{sequence->step.to};
  if (const auto* path = node.get<PathNode>()) return SlotSet{path->path};
  if (const auto* unwind = node.get<UnwindNode>()) return SlotSet{unwind->slot};
  if (node.get<FilterNode>() != nullptr || node.get<SemiApplyNode>() != nullptr) return SlotSet{};
  return std::nullopt;
}

class PredicatePushdownRule final : public OptimizerRule {
 public:
  std::string_view name() const override { return "PredicatePushdown"; }

  void apply(PlanNodePtr& root, const GraphSnapshot&) const override {
    for_each_node(root, [](PlanNodePtr& node) {
      if (node->get<FilterNode>() != nullptr) push(node);
    });
  }

 private:
  static void push(PlanNodePtr& filter) {
    // How many nodes lie above the uppermost one that binds a slot.
    std::unordered_map<SlotId, std::size_t> depths;
    std::size_t passed = 0;
    const PlanNode* node = filter->inputs[0].get();
    for (auto bound = bound_by(*node); bound; bound = bound_by(*node)) {
      for (const SlotId slot : *bound) depths.emplace(slot, passed);
      node = node->inputs[0].get();
      ++passed;
    }
    auto terms = std::move(filter->get<FilterNode>()->predicates);
    std::vector<std::vector<BoundExpressionPtr>> at(passed + 1);
    std::size_t shallowest = passed;
    for (BoundExpressionPtr& term : terms) {
      SlotSet read;
      collect_slots(*term, read);
      std::size_t depth = passed;
      for (const SlotId slot : read) {
        if (const auto found = depths.find(slot); found != depths.end())
          depth = std::min(depth, found->second);
      }
      if (!is_infallible(*term)) depth = std::min(depth, shallowest);
      shallowest = std::min(shallowest, depth);
      at[depth].push_back(std::move(term));
    }
    rebuild(filter, at);
  }

  // at[d]: what is asked below the first d nodes of the chain.
  static void rebuild(PlanNodePtr& filter, std::vector<std::vector<BoundExpressionPtr>>& at) {
    PlanNodePtr rest = std::move(filter->inputs[0]);
    PlanNodePtr* place = &filter;
    for (std::size_t depth = 0; depth < at.size(); ++depth) {
      std::vector<BoundExpressionPtr>& terms = at[depth];
      if (!terms.empty()) {
        *place = plan_over(std::move(rest), FilterNode{std::move(terms)});
        place = &(*place)->inputs[0];
      } else {
        *place = std::move(rest);
      }
      // *place is now the next node of the chain, or what lies below it.
      if (depth + 1 == at.size()) return;
      rest = std::move((*place)->inputs[0]);
      place = &(*place)->inputs[0];
    }
  }
};

}  // namespace

std::unique_ptr<OptimizerRule> make_predicate_pushdown_rule() {
  return std::make_unique<PredicatePushdownRule>();
}

}  // namespace muster::query
