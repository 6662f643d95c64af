// Operators that look at one row at a time: filter, project, path, unwind.
#include <algorithm>

#include "query/functions/operators.h"
#include "query/physical/edge_walk.h"
#include "query/physical/operators.h"

namespace muster::query {
namespace {

class FilterOperator final : public StreamOperator {
 public:
  explicit FilterOperator(const FilterNode& node) {
    for (const auto& predicate : node.predicates) {
      predicates_.push_back(compile_expression(*predicate));
      positions_.push_back(predicate->position);
    }
  }

  // Condition by condition, each for the rows that the ones before let through.
  Result<Flow> process(const ExecutionContext& context, Batch input,
                       BatchSink& next) const override {
    for (std::size_t i = 0; i < predicates_.size(); ++i) {
      MUSTER_TRY(const Column truths, evaluate_column(*predicates_[i], context, input));
      MUSTER_TRY(const std::vector<char> keep, rows_that_hold(truths, positions_[i]));
      keep_rows(input, keep);
      if (input.rows == 0) return Flow::kMore;
    }
    return next.push(std::move(input));
  }

 private:
  static Result<std::vector<char>> rows_that_hold(const Column& truths, SourcePosition position) {
    std::vector<char> keep(truths.size(), 0);
    if (truths.packed_type() == ValueType::kBoolean) {
      std::ranges::transform(truths.words(), keep.begin(),
                             [](std::uint64_t word) { return static_cast<char>(word); });
      return keep;
    }
    for (std::size_t row = 0; row < truths.size(); ++row) {
      auto truth = truth_of(truths[row]);
      if (!truth) {
        Error error = std::move(truth).error();
        if (!error.position) error.position = position;
        return error;
      }
      keep[row] = *truth == true ? 1 : 0;
    }
    return keep;
  }

  std::vector<EvaluatorPtr> predicates_;
  std::vector<SourcePosition> positions_;
};

class ProjectOperator final : public StreamOperator {
 public:
  ProjectOperator(const ProjectNode& node, SlotList carried) : carried_(std::move(carried)) {
    for (const BoundProjectionItem& item : node.items) {
      const auto* variable = std::get_if<BoundVariable>(&item.expression->node);
      if (variable != nullptr && variable->slot == item.slot) continue;  // Carried as it is.
      items_.emplace_back(item.slot, compile_expression(*item.expression));
    }
  }

  Result<Flow> process(const ExecutionContext& context, Batch input,
                       BatchSink& next) const override {
    std::vector<Column> computed;
    computed.reserve(items_.size());
    for (const auto& [_, evaluator] : items_) {
      MUSTER_TRY(Column column, evaluate_column(*evaluator, context, input));
      computed.push_back(std::move(column));
    }
    Batch output(context.slots);
    output.rows = input.rows;
    for (const SlotId slot : carried_) output.column(slot) = std::move(input.column(slot));
    for (std::size_t i = 0; i < items_.size(); ++i)
      output.column(items_[i].first) = std::move(computed[i]);
    return next.push(std::move(output));
  }

 private:
  std::vector<std::pair<SlotId, EvaluatorPtr>> items_;
  SlotList carried_;
};

class PathOperator final : public StreamOperator {
 public:
  explicit PathOperator(PathNode node) : node_(std::move(node)) {}
  Result<Flow> process(const ExecutionContext& context, Batch input,
                       BatchSink& next) const override {
    Column paths;
    paths.reserve(input.rows);
    std::vector<Value> nodes(node_.nodes.size());
    std::vector<Value> edges(node_.edges.size());
    for (std::size_t row = 0; row < input.rows; ++row) {
      MUSTER_CHECK(context.budget.check());
      for (std::size_t i = 0; i < nodes.size(); ++i) nodes[i] = input.column(node_.nodes[i])[row];
      for (std::size_t i = 0; i < edges.size(); ++i) edges[i] = input.column(node_.edges[i])[row];
      paths.push_back(build_path(context.graph, nodes, edges));
    }
    input.column(node_.path) = std::move(paths);
    return next.push(std::move(input));
  }

 private:
  PathNode node_;
};

class UnwindOperator final : public StreamOperator {
 public:
  UnwindOperator(const UnwindNode& node, SlotList carried)
      : slot_(node.slot), list_(compile_expression(*node.list)), carried_(std::move(carried)) {}
  Result<Flow> process(const ExecutionContext& context, Batch input,
                       BatchSink& next) const override {
    RowWriter writer(context, carried_, next);
    Frame frame(context);
    frame.batch = &input;
    // One list at a time: those of all rows may be far more than fits.
    for (frame.row = 0; frame.row < input.rows; ++frame.row) {
      const Value list = list_->evaluate(frame);
      if (frame.failed() || !frame.may_go_on()) return frame.take_error();
      if (list.is_null()) continue;
      // A value that is not a list is one row of itself, as in Neo4j 5.
      const ValueList single = list.is_list() ? ValueList{} : ValueList{list};
      for (const Value& item : list.is_list() ? list.as_list() : single) {
        writer.put(slot_, item);
        MUSTER_TRY(const Flow flow, writer.finish_row(input, frame.row));
        if (flow == Flow::kStop) return flow;
      }
    }
    return writer.flush();
  }

 private:
  SlotId slot_;
  EvaluatorPtr list_;
  SlotList carried_;
};

}  // namespace

StreamPtr make_filter_operator(const FilterNode& node) {
  return std::make_unique<FilterOperator>(node);
}
StreamPtr make_path_operator(const PathNode& node) { return std::make_unique<PathOperator>(node); }
StreamPtr make_project_operator(const ProjectNode& node, SlotList carried) {
  return std::make_unique<ProjectOperator>(node, std::move(carried));
}
StreamPtr make_unwind_operator(const UnwindNode& node, SlotList carried) {
  return std::make_unique<UnwindOperator>(node, std::move(carried));
}

}  // namespace muster::query
