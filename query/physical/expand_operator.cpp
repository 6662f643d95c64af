#include <algorithm>

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
      if (!from[row].is_node() || !graph.contains(from[row].as_node())) continue;
      Result<Flow> flow = Flow::kMore;
      for_each_edge(graph, from[row].as_node(), node_.direction, types,
                    [&](EdgeId edge, NodeId to) {
                      // Most edges of a hub may be refused: rows alone do not ask the budget.
                      if (++walked % kEdgesBetweenChecks == 0) {
                        if (auto checked = context.budget.check(); !checked) {
                          flow = std::move(checked).error();
                          return false;
                        }
                      }
                      if (!accepts(graph, input, row, labels, edge, to)) return true;
                      if (output_.edge) writer.put(node_.edge, Value(edge));
                      if (output_.to) writer.put(node_.to, Value(to));
                      flow = writer.finish_row(input, row);
                      return flow && *flow == Flow::kMore;
                    });
      if (!flow || *flow == Flow::kStop) return flow;
    }
    return writer.flush();
  }

 private:
  bool accepts(const GraphSnapshot& graph, const Batch& input, std::size_t row,
               const LabelFilter& labels, EdgeId edge, NodeId to) const {
    if (node_.into) {
      const Value& wanted = input.column(node_.to)[row];
      if (!wanted.is_node() || wanted.as_node() != to) return false;
    }
    if (!labels.accepts(graph, to)) return false;
    return std::none_of(node_.distinct_from.begin(), node_.distinct_from.end(), [&](SlotId slot) {
      return input.has(slot) && is_or_holds(input.column(slot)[row], edge);
    });
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
