#include <algorithm>
#include <optional>

#include "query/physical/edge_walk.h"
#include "query/physical/operators.h"

namespace muster::query {
namespace {

constexpr std::size_t kEdgesBetweenChecks = 4096;

class ExpandOperator final : public StreamOperator {
 public:
  ExpandOperator(ExpandNode node, const ExpandOutput& output, SlotList carried)
      : node_(std::move(node)), output_(output), carried_(std::move(carried)) {}

  Result<Flow> process(const ExecutionContext& context, Batch input,
                       BatchSink& next) const override {
    const GraphSnapshot& graph = context.graph;
    const TypeFilter types(node_.types, graph.catalog());
    const LabelFilter labels(node_.to_labels, graph.catalog());
    if (labels.impossible) return Flow::kMore;
    RowWriter writer(context, carried_, next);
    const Column& from = input.column(node_.from);
    std::size_t walked = 0;
    for (std::size_t row = 0; row < input.rows; ++row) {
      // Null never matches, and what was deleted has no edges.
      if (from.is_null(row)) continue;
      const Value start = from[row];
      if (!start.is_node() || !graph.contains(start.as_node())) continue;
      Result<Flow> flow = Flow::kMore;
      for_each_entry(graph, start.as_node(), node_.direction, types,
                     [&](const AdjacencyEntry& entry) {
                       // Most edges of a hub may be refused: rows alone do not ask the budget.
                       if (++walked % kEdgesBetweenChecks == 0) {
                         if (auto checked = context.budget.check(); !checked) {
                           flow = std::move(checked).error();
                           return false;
                         }
                       }
                       if (!take(graph, input, row, labels, entry, writer)) return true;
                       flow = writer.finish_row(input, row);
                       return flow && *flow == Flow::kMore;
                     });
      if (!flow || *flow == Flow::kStop) return flow;
    }
    return writer.flush();
  }

 private:
  // Whether the edge makes a row; then its values have been put. An id that nobody asks for is not
  // looked up: that is a read of memory far from the entry.
  bool take(const GraphSnapshot& graph, const Batch& input, std::size_t row,
            const LabelFilter& labels, const AdjacencyEntry& entry, RowWriter& writer) const {
    std::optional<NodeId> to;
    if (node_.into || output_.to || !labels.labels.empty())
      to = graph.node_at(entry.neighbour_slot);
    if (node_.into) {
      const Value wanted = input.column(node_.to)[row];
      if (!wanted.is_node() || wanted.as_node() != *to) return false;
    }
    if (to && !labels.accepts(graph, *to)) return false;
    std::optional<EdgeId> edge;
    if (output_.edge || !node_.distinct_from.empty()) edge = graph.edge_at(entry.edge_slot);
    const bool repeats = std::ranges::any_of(node_.distinct_from, [&](SlotId slot) {
      return input.has(slot) && is_or_holds(input.column(slot)[row], *edge);
    });
    if (repeats) return false;
    if (output_.edge) writer.put(node_.edge, *edge);
    if (output_.to) writer.put(node_.to, *to);
    return true;
  }

  ExpandNode node_;
  ExpandOutput output_;
  SlotList carried_;
};

}  // namespace

StreamPtr make_expand_operator(const ExpandNode& node, const ExpandOutput& output,
                               SlotList carried) {
  return std::make_unique<ExpandOperator>(node, output, std::move(carried));
}

}  // namespace muster::query
