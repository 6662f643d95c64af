// A variable-length expand whose rows count once, and whose relationships nobody reads, looks for
// its ends instead of enumerating the ways to them.
//
// Rows count once below DISTINCT, below aggregates that do not see how often a row comes (DISTINCT,
// min, max), and in EXISTS. Only a least length of 0 or 1 is searched: then an end is reached by a
// trail exactly if it is reached by a walk (endpoint_search.h); from 2 on it is not so.
#include <algorithm>

#include "query/logical/expression_tools.h"
#include "query/logical/rules.h"

namespace muster::query {
namespace {

// What stands above a node asks of its rows.
struct Asked {
  bool each_row = true;  // How often a row comes matters.
  SlotSet read;

  void add(const BoundExpressionPtr& expression) { collect_slots(expression, read); }
  void add(const std::vector<SlotId>& slots) { read.insert(slots.begin(), slots.end()); }
  void add(const ExpandNode& step) {
    read.insert(step.from);
    if (step.into) read.insert(step.to);
    add(step.distinct_from);
  }
};

bool differs_each_time(const BoundExpression& expression) {
  const auto* call = std::get_if<BoundFunctionCall>(&expression.node);
  bool differs = call != nullptr && !call->function->deterministic;
  for_each_part(expression,
                [&](const BoundExpression& part) { differs = differs || differs_each_time(part); });
  return differs;
}

bool sees_each_row(const BoundAggregate& aggregate) {
  if (aggregate.function == nullptr) return true;
  for (const auto& argument : aggregate.arguments) {
    if (differs_each_time(*argument)) return true;
  }
  const std::string& name = aggregate.function->name;
  return !aggregate.distinct && name != "min" && name != "max";
}

// Whether the plan below begins with a single empty row, so that only the ends are left to tell
// rows apart.
bool begins_alone(const PlanNode& node) {
  const PlanNode* below = &node;
  while (below->inputs.size() == 1) below = below->inputs[0].get();
  return below->get<UnitNode>() != nullptr;
}

void descend(PlanNodePtr& node, Asked asked);

void descend_below(PlanNode& node, const Asked& asked) {
  for (PlanNodePtr& input : node.inputs) descend(input, asked);
}

bool can_search(const VariableExpandNode& expand, const Asked& asked) {
  return !asked.each_row && !asked.read.contains(expand.step.edge) && expand.hops.hops_min <= 1 &&
         !expand.properties_map;
}

// `to <> from`, either way round.
bool keeps_off_start(const BoundExpression& term, const ExpandNode& step) {
  const auto* binary = std::get_if<BoundBinary>(&term.node);
  if (binary == nullptr || binary->op != ast::BinaryOperator::kNotEqual) return false;
  const auto* left = std::get_if<BoundVariable>(&binary->left->node);
  const auto* right = std::get_if<BoundVariable>(&binary->right->node);
  return left != nullptr && right != nullptr &&
         std::pair(std::min(left->slot, right->slot), std::max(left->slot, right->slot)) ==
             std::pair(std::min(step.from, step.to), std::max(step.from, step.to));
}

// A search leaves its start out at no cost: the terms that ask for it are done with.
void take_start_terms(FilterNode& filter, VariableExpandNode& expand, Asked asked) {
  if (expand.step.into || expand.step.from == expand.step.to) return;
  std::vector<BoundExpressionPtr> others;
  for (const auto& term : filter.predicates) {
    if (keeps_off_start(*term, expand.step)) continue;
    others.push_back(term);
    asked.add(term);
    asked.each_row = asked.each_row || differs_each_time(*term);
  }
  if (others.size() == filter.predicates.size() || !can_search(expand, asked)) return;
  expand.not_start = true;
  filter.predicates = std::move(others);
}

void improve(PlanNodePtr& node, const Asked& asked) {
  auto& expand = *node->get<VariableExpandNode>();
  if (!can_search(expand, asked)) return;
  expand.ends_only = true;
  const bool only_ends = std::all_of(asked.read.begin(), asked.read.end(),
                                     [&](SlotId slot) { return slot == expand.step.to; });
  if (only_ends && !expand.step.into && begins_alone(*node))
    node->operation = PlanOperation(EndpointSetNode{.expand = expand, .count = std::nullopt});
}

// count(DISTINCT b) of the ends of all rows is how many there are.
void count_ends(PlanNodePtr& node) {
  auto& aggregate = *node->get<AggregateNode>();
  auto* ends = node->inputs[0]->get<EndpointSetNode>();
  if (ends == nullptr || !aggregate.keys.empty() || aggregate.aggregates.size() != 1) return;
  const BoundAggregate& only = aggregate.aggregates[0];
  if (only.function == nullptr || only.function->name != "count" || !only.distinct) return;
  const auto* variable = std::get_if<BoundVariable>(&only.arguments[0]->node);
  if (variable == nullptr || variable->slot != ends->expand.step.to) return;
  ends->count = only.slot;
  PlanNodePtr input = std::move(node->inputs[0]);
  node = std::move(input);
}

struct Descent {
  PlanNodePtr& node;
  Asked asked;

  void operator()(const ScanNode&) { descend_below(*node, asked); }
  void operator()(const SeekNode& seek) {
    asked.add(seek.id);
    descend_below(*node, asked);
  }
  void operator()(const ExpandNode& step) {
    asked.add(step);
    descend_below(*node, asked);
  }
  void operator()(const VariableExpandNode& expand) {
    Asked below = asked;
    below.add(expand.step);
    for (const BoundProperty& property : expand.properties) below.add(property.value);
    below.add(expand.properties_map);
    for (const HopCondition& hop : expand.hop_where) below.add(hop.condition);
    improve(node, asked);  // `expand` is gone.
    descend_below(*node, below);
  }
  void operator()(const EdgeEndsNode& ends) {
    asked.read.insert({ends.edge, ends.left, ends.right});
    asked.add(ends.distinct_from);
    descend_below(*node, asked);
  }
  void operator()(FilterNode& filter) {
    if (auto* expand = node->inputs[0]->get<VariableExpandNode>())
      take_start_terms(filter, *expand, asked);
    if (filter.predicates.empty()) {
      PlanNodePtr input = std::move(node->inputs[0]);
      node = std::move(input);
      descend(node, asked);
      return;
    }
    for (const auto& term : filter.predicates) {
      asked.add(term);
      asked.each_row = asked.each_row || differs_each_time(*term);
    }
    descend_below(*node, asked);
  }
  void operator()(const PathNode& path) {
    asked.add(path.nodes);
    asked.add(path.edges);
    descend_below(*node, asked);
  }
  void operator()(const UnwindNode& unwind) {
    asked.add(unwind.list);
    descend_below(*node, asked);
  }
  void operator()(const SemiApplyNode& semi) {
    asked.add(semi.subquery);
    descend_below(*node, asked);
  }
  void operator()(const ProjectNode& project) {
    for (const BoundProjectionItem& item : project.items) asked.read.erase(item.slot);
    for (const BoundProjectionItem& item : project.items) {
      asked.add(item.expression);
      asked.each_row = asked.each_row || differs_each_time(*item.expression);
    }
    descend_below(*node, asked);
  }
  void operator()(const DistinctNode& distinct) {
    Asked below{.each_row = false, .read = {}};
    below.add(distinct.slots);
    descend_below(*node, below);
  }
  void operator()(const AggregateNode& aggregate) {
    Asked below{.each_row = std::any_of(aggregate.aggregates.begin(), aggregate.aggregates.end(),
                                        sees_each_row),
                .read = {}};
    for (const BoundGroupingKey& key : aggregate.keys) {
      below.add(key.expression);
      below.each_row = below.each_row || differs_each_time(*key.expression);
    }
    for (const BoundAggregate& one : aggregate.aggregates) {
      for (const auto& argument : one.arguments) below.add(argument);
    }
    descend_below(*node, below);
    count_ends(node);
  }
  void operator()(const UnionNode& all) {
    const auto slots = all.slots;
    for (std::size_t i = 0; i < node->inputs.size(); ++i) {
      Asked below{.each_row = asked.each_row, .read = {}};
      below.add(slots[i]);
      descend(node->inputs[i], below);
    }
  }
  // Whatever else there is takes every row as it comes, and reads what it likes.
  template <typename Other>
  void operator()(const Other&) {
    if (PlanNodePtr* inner = node->inner()) descend(*inner, Asked{});
    descend_below(*node, Asked{});
  }
};

void descend(PlanNodePtr& node, Asked asked) {
  std::visit(Descent{node, std::move(asked)}, node->operation);
}

class EndpointExpandRule final : public OptimizerRule {
 public:
  std::string_view name() const override { return "EndpointExpand"; }

  void apply(PlanNodePtr& root, const GraphSnapshot&) const override { descend(root, Asked{}); }
  void apply_to_subplan(Subplan& subplan, const GraphSnapshot&) const override {
    Asked asked{.each_row = !subplan.body->exists_only, .read = {}};
    for (const BoundColumn& column : subplan.body->columns) asked.read.insert(column.slot);
    descend(subplan.root, std::move(asked));
  }
};

}  // namespace

std::unique_ptr<OptimizerRule> make_endpoint_expand_rule() {
  return std::make_unique<EndpointExpandRule>();
}

}  // namespace muster::query
