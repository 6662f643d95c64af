// Aggregate(count(*)){Scan(n:L)} becomes KeptCount((:L)): the number of nodes of a label, of edges
// of a type, and of those that leave or enter the nodes of a label, is kept with the snapshot.
//
// Not where the kept counts say something else: with keys, with several labels on a node, over
// edges seen both ways (a loop counts once there) or filtered.
#include <algorithm>
#include <optional>

#include "query/logical/rules.h"

namespace muster::query {
namespace {

// What is counted, and what an aggregate may name and still count every row.
struct Counted {
  KeptCountNode node;
  std::vector<SlotId> always_there;    // Slots that hold a value in every row,
  std::optional<SlotId> no_two_alike;  // and the one that differs in each.
};

bool begins_alone(const PlanNode& node) {
  return node.inputs.size() == 1 && node.inputs[0]->get<UnitNode>() != nullptr;
}

// A structured binding names every member: one that is added is not overlooked here.
std::optional<Counted> counted_scan(const ScanNode& scan) {
  const auto& [slot, labels, any] = scan;
  if (labels.size() > 1 || any) return std::nullopt;
  Counted counted{.node = {}, .always_there = {slot}, .no_two_alike = slot};
  counted.node.names = labels;
  return counted;
}

std::optional<Counted> counted_expand(const ExpandNode& expand, const PlanNode& input) {
  const auto& [from, edge, to, types, direction, into, to_labels, distinct_from] = expand;
  const auto* scan = input.get<ScanNode>();
  if (scan == nullptr || !begins_alone(input)) return std::nullopt;
  const auto& [start, labels, any] = *scan;
  if (start != from || any || labels.size() + to_labels.size() > 1 || into ||
      !distinct_from.empty() || direction == ast::Direction::kBoth)
    return std::nullopt;
  Counted counted{.node = {}, .always_there = {from, edge, to}, .no_two_alike = edge};
  counted.node.edges = true;
  counted.node.names = types;
  if (!labels.empty()) counted.node.end_label = labels[0];
  if (!to_labels.empty()) counted.node.end_label = to_labels[0];
  const bool walks_out = direction == ast::Direction::kOutgoing;
  counted.node.end = walks_out == to_labels.empty() ? Direction::kOutgoing : Direction::kIncoming;
  return counted;
}

std::optional<Counted> counted_by(const PlanNode& input) {
  if (const auto* scan = input.get<ScanNode>(); scan != nullptr && begins_alone(input))
    return counted_scan(*scan);
  if (const auto* expand = input.get<ExpandNode>())
    return counted_expand(*expand, *input.inputs[0]);
  return std::nullopt;
}

bool counts_every_row(const BoundAggregate& aggregate, const Counted& counted) {
  if (aggregate.function == nullptr) return true;
  if (aggregate.function->name != "count" || aggregate.arguments.size() != 1) return false;
  const auto* variable = std::get_if<BoundVariable>(&aggregate.arguments[0]->node);
  if (variable == nullptr) return false;
  if (aggregate.distinct) return counted.no_two_alike == variable->slot;
  return std::find(counted.always_there.begin(), counted.always_there.end(), variable->slot) !=
         counted.always_there.end();
}

class KeptCountRule final : public OptimizerRule {
 public:
  std::string_view name() const override { return "KeptCount"; }

  void apply(PlanNodePtr& root, const GraphSnapshot&) const override {
    for_each_node(root, [](PlanNodePtr& node) { improve(*node); });
  }

 private:
  static void improve(PlanNode& node) {
    const auto* aggregate = node.get<AggregateNode>();
    if (aggregate == nullptr || !aggregate->keys.empty()) return;
    auto counted = counted_by(*node.inputs[0]);
    if (!counted) return;
    for (const BoundAggregate& one : aggregate->aggregates) {
      if (!counts_every_row(one, *counted)) return;
      counted->node.results.push_back(one.slot);
    }
    PlanNodePtr begin = std::move(node.inputs[0]);
    while (begin->get<UnitNode>() == nullptr) {
      PlanNodePtr below = std::move(begin->inputs[0]);
      begin = std::move(below);
    }
    node.operation = std::move(counted->node);
    node.inputs[0] = std::move(begin);
  }
};

}  // namespace

std::unique_ptr<OptimizerRule> make_kept_count_rule() { return std::make_unique<KeptCountRule>(); }

}  // namespace muster::query
