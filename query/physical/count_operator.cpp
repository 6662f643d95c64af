#include "query/physical/count_operator.h"

#include <algorithm>
#include <optional>

#include "query/physical/edge_walk.h"

namespace muster::query {
namespace {

// What is counted: nodes of a label (none: all), or edges of any of the types (none: all).
struct Counted {
  bool edges = false;
  std::vector<std::string> names;
  std::vector<SlotId> always_there;    // Slots that hold a value in every row,
  std::optional<SlotId> no_two_alike;  // and the one that differs in each.
};

// A structured binding names every member: one that is added is not overlooked here.
std::optional<Counted> counted_scan(const ScanNode& scan) {
  const auto& [slot, labels] = scan;
  if (labels.size() > 1) return std::nullopt;
  return Counted{.edges = false, .names = labels, .always_there = {slot}, .no_two_alike = slot};
}

std::optional<Counted> counted_expand(const ExpandNode& expand, const PlanNode& input) {
  const auto& [from, edge, to, types, direction, into, to_labels, distinct_from] = expand;
  const auto* scan = input.get<ScanNode>();
  if (scan == nullptr || input.inputs[0]->get<UnitNode>() == nullptr) return std::nullopt;
  const auto& [start, labels] = *scan;
  if (start != from || !labels.empty() || into || !to_labels.empty() || !distinct_from.empty() ||
      direction == ast::Direction::kBoth)
    return std::nullopt;
  return Counted{
      .edges = true, .names = types, .always_there = {from, edge, to}, .no_two_alike = edge};
}

std::optional<Counted> counted_by(const PlanNode& input) {
  if (const auto* scan = input.get<ScanNode>(); scan && input.inputs[0]->get<UnitNode>() != nullptr)
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

std::uint64_t kept_count(const Counted& counted, const GraphSnapshot& graph) {
  if (!counted.edges) {
    if (counted.names.empty()) return graph.node_count();
    const auto label = graph.catalog().labels.find(counted.names[0]);
    return label ? graph.label_count(*label) : 0;
  }
  const TypeFilter filter(counted.names, graph.catalog());
  if (filter.every) return graph.edge_count();
  std::uint64_t count = 0;
  for (const EdgeTypeId type : filter.types) count += graph.edge_type_count(type);
  return count;
}

class KeptCountOperator final : public SourceOperator {
 public:
  KeptCountOperator(Counted counted, std::vector<SlotId> results)
      : counted_(std::move(counted)), results_(std::move(results)) {}
  Result<std::unique_ptr<OpenSource>> open(ExecutionContext& context) const override {
    const auto count = static_cast<std::int64_t>(kept_count(counted_, context.graph));
    std::vector<Batch> batches;
    batches.emplace_back(context.slots);
    batches[0].rows = 1;
    for (const SlotId slot : results_) batches[0].column(slot).push_back(count);
    return make_batches_source(std::move(batches));
  }

 private:
  Counted counted_;
  std::vector<SlotId> results_;
};

}  // namespace

std::unique_ptr<SourceOperator> make_kept_count_operator(const AggregateNode& aggregate,
                                                         const PlanNode& input) {
  auto counted = counted_by(input);
  if (!counted || !aggregate.keys.empty()) return nullptr;
  std::vector<SlotId> results;
  for (const BoundAggregate& one : aggregate.aggregates) {
    if (!counts_every_row(one, *counted)) return nullptr;
    results.push_back(one.slot);
  }
  return std::make_unique<KeptCountOperator>(std::move(*counted), std::move(results));
}

}  // namespace muster::query
