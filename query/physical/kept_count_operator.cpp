// KeptCount: counting without looking.
#include <vector>

#include "query/physical/edge_walk.h"
#include "query/physical/operators.h"

namespace muster::query {
namespace {

std::uint64_t kept_edges(const KeptCountNode& node, const GraphSnapshot& graph) {
  const TypeFilter filter(node.names, graph.catalog());
  std::uint64_t count = 0;
  if (!node.end_label) {
    if (filter.every) return graph.edge_count();
    for (const EdgeTypeId type : filter.types) count += graph.edge_type_count(type);
    return count;
  }
  const auto label = graph.catalog().labels.find(*node.end_label);
  if (!label) return 0;
  if (filter.every) return graph.label_edge_count(*label, node.end);
  for (const EdgeTypeId type : filter.types)
    count += graph.label_edge_count(*label, type, node.end);
  return count;
}

std::uint64_t kept_count(const KeptCountNode& node, const GraphSnapshot& graph) {
  if (node.edges) return kept_edges(node, graph);
  if (node.names.empty()) return graph.node_count();
  const auto label = graph.catalog().labels.find(node.names[0]);
  return label ? graph.label_count(*label) : 0;
}

class KeptCountOperator final : public SourceOperator {
 public:
  explicit KeptCountOperator(KeptCountNode node) : node_(std::move(node)) {}
  Result<std::unique_ptr<OpenSource>> open(ExecutionContext& context) const override {
    const auto count = static_cast<std::int64_t>(kept_count(node_, context.graph));
    std::vector<Batch> batches;
    batches.emplace_back(context.slots);
    batches[0].rows = 1;
    for (const SlotId slot : node_.results) batches[0].column(slot).push_back(count);
    return make_batches_source(std::move(batches));
  }

 private:
  KeptCountNode node_;
};

}  // namespace

SourcePtr make_kept_count_operator(const KeptCountNode& node) {
  return std::make_unique<KeptCountOperator>(node);
}

}  // namespace muster::query
