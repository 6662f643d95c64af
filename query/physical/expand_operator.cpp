#include <algorithm>

#include "query/physical/edge_walk.h"
#include "query/physical/operators.h"

namespace muster::query {
namespace {

class ExpandOperator final : public StreamOperator {
 public:
  ExpandOperator(ExpandNode node, SlotList carried)
      : node_(std::move(node)), carried_(std::move(carried)) {}

  Result<Flow> process(const ExecutionContext& context, Batch input,
                       BatchSink& next) const override {
    const GraphSnapshot& graph = context.graph;
    const TypeFilter types(node_.types, graph.catalog());
    const LabelFilter labels(node_.to_labels, graph.catalog());
    if (labels.impossible) return Flow::kMore;
    RowWriter writer(context, carried_, next);
    const Column& from = input.column(node_.from);
    for (std::size_t row = 0; row < input.rows; ++row) {
      // Null never matches, and what was deleted has no edges.
      if (!from[row].is_node() || !graph.contains(from[row].as_node())) continue;
      Result<Flow> flow = Flow::kMore;
      for_each_edge(graph, from[row].as_node(), node_.direction, types,
                    [&](EdgeId edge, NodeId to) {
                      if (!accepts(graph, input, row, labels, edge, to)) return true;
                      writer.put(node_.edge, Value(edge));
                      if (!node_.into) writer.put(node_.to, Value(to));
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
  SlotList carried_;
};

}  // namespace

StreamPtr make_expand_operator(const ExpandNode& node, SlotList carried) {
  return std::make_unique<ExpandOperator>(node, std::move(carried));
}

}  // namespace muster::query
