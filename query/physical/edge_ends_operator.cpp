// Patterns over what is bound already: an edge gives its ends, a list of edges is walked.
#include <algorithm>

#include "query/functions/element_access.h"
#include "query/physical/edge_walk.h"
#include "query/physical/operators.h"

namespace muster::query {
namespace {

bool excluded_by(const Batch& input, std::size_t row, const SlotList& distinct_from, EdgeId edge) {
  return std::any_of(distinct_from.begin(), distinct_from.end(), [&](SlotId slot) {
    return input.has(slot) && is_or_holds(input.column(slot)[row], edge);
  });
}

class EdgeEndsOperator final : public StreamOperator {
 public:
  EdgeEndsOperator(EdgeEndsNode node, SlotList carried)
      : node_(std::move(node)), carried_(std::move(carried)) {}

  Result<Flow> process(const ExecutionContext& context, Batch input,
                       BatchSink& next) const override {
    const TypeFilter types(node_.types, context.graph.catalog());
    RowWriter writer(context, carried_, next);
    for (std::size_t row = 0; row < input.rows; ++row) {
      const Value& value = input.column(node_.edge)[row];
      if (!value.is_edge() || !context.graph.contains(value.as_edge())) continue;
      const EdgeEnds ends = context.graph.ends(value.as_edge());
      if (!types.accepts(ends.type) ||
          excluded_by(input, row, node_.distinct_from, value.as_edge()))
        continue;
      MUSTER_TRY(const Flow flow, orient(input, row, ends, writer));
      if (flow == Flow::kStop) return flow;
    }
    return writer.flush();
  }

 private:
  Result<Flow> orient(const Batch& input, std::size_t row, const EdgeEnds& ends,
                      RowWriter& writer) const {
    if (node_.direction != ast::Direction::kIncoming) {
      MUSTER_TRY(const Flow flow, emit(input, row, ends.source, ends.target, writer));
      if (flow == Flow::kStop) return flow;
    }
    const bool loop = ends.source == ends.target;
    if (node_.direction == ast::Direction::kOutgoing ||
        (loop && node_.direction == ast::Direction::kBoth))
      return Flow::kMore;
    return emit(input, row, ends.target, ends.source, writer);
  }

  Result<Flow> emit(const Batch& input, std::size_t row, NodeId left, NodeId right,
                    RowWriter& writer) const {
    const auto differs = [&](bool bound, SlotId slot, NodeId node) {
      if (!bound) return false;
      const Value& value = input.column(slot)[row];
      return !value.is_node() || value.as_node() != node;
    };
    if (differs(node_.left_bound, node_.left, left) ||
        differs(node_.right_bound, node_.right, right))
      return Flow::kMore;
    if (!node_.left_bound && node_.left == node_.right && left != right) return Flow::kMore;
    if (!node_.left_bound) writer.put(node_.left, Value(left));
    if (!node_.right_bound && node_.left != node_.right) writer.put(node_.right, Value(right));
    return writer.finish_row(input, row);
  }

  EdgeEndsNode node_;
  SlotList carried_;
};

class SequenceOperator final : public StreamOperator {
 public:
  SequenceOperator(const SequenceNode& node, SlotList carried)
      : step_(node.step), hops_(node.hops), reversed_(node.reversed), carried_(std::move(carried)) {
    for (const BoundProperty& property : node.properties)
      tests_.emplace_back(property.key, compile_expression(*property.value));
  }

  Result<Flow> process(const ExecutionContext& context, Batch input,
                       BatchSink& next) const override {
    const TypeFilter types(step_.types, context.graph.catalog());
    const LabelFilter labels(step_.to_labels, context.graph.catalog());
    std::vector<Column> wanted;
    for (const auto& [_, evaluator] : tests_) {
      MUSTER_TRY(Column column, evaluate_column(*evaluator, context, input));
      wanted.push_back(std::move(column));
    }
    RowWriter writer(context, carried_, next);
    for (std::size_t row = 0; row < input.rows; ++row) {
      MUSTER_TRY(const auto end, walk(context.graph, input, row, types, wanted));
      if (!end || !labels.accepts(context.graph, *end)) continue;
      if (step_.into) {
        const Value& value = input.column(step_.to)[row];
        if (!value.is_node() || value.as_node() != *end) continue;
      } else {
        writer.put(step_.to, Value(*end));
      }
      MUSTER_TRY(const Flow flow, writer.finish_row(input, row));
      if (flow == Flow::kStop) return flow;
    }
    return writer.flush();
  }

 private:
  // Where the list ends when it is walked from the row's node; nullopt: it cannot be.
  Result<std::optional<NodeId>> walk(const GraphSnapshot& graph, const Batch& input,
                                     std::size_t row, const TypeFilter& types,
                                     const std::vector<Column>& wanted) const {
    const Value& from = input.column(step_.from)[row];
    const Value& list = input.column(step_.edge)[row];
    const std::optional<NodeId> nowhere;
    if (!from.is_node() || !list.is_list() || !graph.contains(from.as_node())) return nowhere;
    const auto length = static_cast<std::int64_t>(list.as_list().size());
    if (length < hops_.hops_min || (hops_.hops_max && length > *hops_.hops_max)) return nowhere;
    ValueList edges = list.as_list();
    if (reversed_) std::reverse(edges.begin(), edges.end());
    NodeId at = from.as_node();
    for (const Value& edge : edges) {
      if (!edge.is_edge() || !graph.contains(edge.as_edge())) return nowhere;
      const auto to = walk_from(graph, edge.as_edge(), at, step_.direction);
      if (!to || !types.accepts(graph.ends(edge.as_edge()).type) ||
          excluded_by(input, row, step_.distinct_from, edge.as_edge()))
        return nowhere;
      for (std::size_t i = 0; i < tests_.size(); ++i) {
        MUSTER_TRY(const Value stored, property_of(graph, edge, tests_[i].first));
        if (cypher_equals(stored, wanted[i][row]) != true) return nowhere;
      }
      at = *to;
    }
    return std::optional(at);
  }

  ExpandNode step_;
  BoundHops hops_;
  bool reversed_;
  std::vector<std::pair<std::string, EvaluatorPtr>> tests_;
  SlotList carried_;
};

}  // namespace

StreamPtr make_edge_ends_operator(const EdgeEndsNode& node, SlotList carried) {
  return std::make_unique<EdgeEndsOperator>(node, std::move(carried));
}
StreamPtr make_sequence_operator(const SequenceNode& node, SlotList carried) {
  return std::make_unique<SequenceOperator>(node, std::move(carried));
}

}  // namespace muster::query
