#include "query/logical/row_estimates.h"

#include <algorithm>
#include <cmath>

#include "query/logical/cardinality.h"

namespace muster::query {
namespace {

constexpr double kListItems = 10;  // Of a list that is not written out.
constexpr double kCalledRows = 10;
constexpr double kFileRows = 1000;
constexpr double kLimit = 100;  // That is not written out.

double literal_or(const BoundExpressionPtr& expression, double otherwise) {
  if (!expression) return 0;
  const auto* literal = std::get_if<BoundLiteral>(&expression->node);
  return literal != nullptr && literal->value.is_integer()
             ? static_cast<double>(literal->value.as_integer())
             : otherwise;
}

class RowEstimator {
 public:
  explicit RowEstimator(const GraphSnapshot& graph) : cardinality_(graph) {}

  void estimate(PlanNode& node) {
    for (const PlanNodePtr& input : node.inputs) estimate(*input);
    if (PlanNodePtr* inner = node.inner()) estimate(**inner);
    in_ = node.inputs.empty() ? 1 : node.inputs[0]->rows;
    node.rows =
        std::visit([&](const auto& operation) { return rows(node, operation); }, node.operation);
  }

 private:
  Names& labels(SlotId slot) { return labels_[slot]; }

  double rows(const PlanNode&, const ScanNode& scan) {
    if (scan.any) return in_ * cardinality_.nodes_with_any(scan.labels);
    add_names(labels(scan.slot), scan.labels);
    return in_ * cardinality_.nodes_with(scan.labels);
  }
  double rows(const PlanNode&, const SeekNode&) { return in_; }
  double rows(const PlanNode&, const IndexSeekNode& seek) {
    add_names(labels(seek.slot), {seek.label});
    return in_ * cardinality_.nodes_by_seek(seek);
  }

  // Rows for each row before: of the edges looked at, those that lead where the step wants to.
  double arriving(const FanOut& fan, const ExpandNode& step) {
    const double found =
        step.into ? fan.kept / std::max(1.0, cardinality_.nodes_with(labels(step.to))) : fan.kept;
    if (!step.into) add_names(labels(step.to), step.to_labels);
    return found;
  }
  double rows(const PlanNode&, const ExpandNode& step) {
    const Names& to = step.into ? labels(step.to) : step.to_labels;
    return in_ *
           arriving(cardinality_.fan_out(labels(step.from), step.types, step.direction, to), step);
  }
  double trails(const VariableExpandNode& expand) {
    const ExpandNode& step = expand.step;
    const Names& to = step.into ? labels(step.to) : step.to_labels;
    double found = arriving(
        cardinality_.trails(labels(step.from), step.types, step.direction, expand.hops, to), step);
    for (const HopCondition& hop : expand.hop_where) found *= condition_selectivity(*hop.condition);
    for (std::size_t i = 0; i < expand.properties.size(); ++i) found *= kEqualitySelectivity;
    if (!expand.ends_only) return found;
    return std::min(found, step.into ? 1 : cardinality_.nodes_with(to));
  }
  double rows(const PlanNode&, const VariableExpandNode& expand) { return in_ * trails(expand); }
  double rows(const PlanNode&, const EndpointSetNode& ends) {
    if (ends.count) return 1;
    return std::min(in_ * trails(ends.expand), cardinality_.nodes_with(ends.expand.step.to_labels));
  }
  double rows(const PlanNode&, const ShortestPathNode& search) {
    const ExpandNode& step = search.step;
    const double paths = search.count ? literal_or(search.count, kLimit) : 1;
    if (step.into) return in_ * paths;
    add_names(labels(step.to), step.to_labels);
    return in_ * paths * cardinality_.nodes_with(step.to_labels);
  }
  double rows(const PlanNode&, const GroupExpandNode& group) {
    return group.into ? in_ : in_ * kListItems;
  }

  double rows(const PlanNode&, const FilterNode& filter) {
    double kept = in_;
    for (const BoundExpressionPtr& term : filter.predicates)
      kept *= condition_selectivity(*term) * label_share(*term);
    return kept;
  }
  // Of the nodes with the labels known so far, those that have the ones asked for as well.
  double label_share(const BoundExpression& term) {
    const auto* test = std::get_if<BoundLabelTest>(&term.node);
    if (test == nullptr || !test->object->type.is(TypeKind::kNode)) return 1;
    const auto* variable = std::get_if<BoundVariable>(&test->object->node);
    if (variable == nullptr) return kPredicateSelectivity;
    const double before = cardinality_.nodes_with(labels(variable->slot));
    add_names(labels(variable->slot), test->labels);
    return before == 0 ? 0 : cardinality_.nodes_with(labels(variable->slot)) / before;
  }

  double rows(const PlanNode&, const UnwindNode& unwind) {
    const auto* list = std::get_if<BoundList>(&unwind.list->node);
    return in_ * (list != nullptr ? static_cast<double>(list->items.size()) : kListItems);
  }
  double rows(const PlanNode&, const OptionalNode& optional) {
    return in_ * std::max(1.0, optional.inner->rows);
  }
  double rows(const PlanNode&, const ApplyNode& apply) {
    if (apply.columns.empty()) return in_;
    return in_ * (apply.optional ? std::max(1.0, apply.inner->rows) : apply.inner->rows);
  }
  double rows(const PlanNode&, const SemiApplyNode&) { return in_ * kPredicateSelectivity; }
  double rows(const PlanNode&, const LoadCsvNode&) { return in_ * kFileRows; }
  double rows(const PlanNode&, const CallNode& call) {
    return call.call.yields.empty() ? in_ : in_ * kCalledRows;
  }

  double rows(const PlanNode&, const AggregateNode& aggregate) {
    if (aggregate.keys.empty()) return 1;
    return std::min(in_, std::max(1.0, std::sqrt(in_)));
  }
  double rows(const PlanNode&, const SortNode& sort) {
    if (!sort.limit) return in_;
    return std::min(in_, literal_or(sort.limit, kLimit) + literal_or(sort.skip, 0));
  }
  double rows(const PlanNode&, const SkipNode& skip) {
    return std::max(0.0, in_ - literal_or(skip.count, 0));
  }
  double rows(const PlanNode&, const LimitNode& limit) {
    return std::min(in_, literal_or(limit.count, kLimit));
  }
  double rows(const PlanNode& node, const UnionNode&) {
    double all = 0;
    for (const PlanNodePtr& input : node.inputs) all += input->rows;
    return all;
  }

  // All others give a row for each row, or begin with one.
  template <typename Other>
  double rows(const PlanNode&, const Other&) {
    return in_;
  }

  Cardinality cardinality_;
  SlotLabels labels_;
  double in_ = 1;  // Rows of the first input of the node at hand.
};

}  // namespace

void estimate_rows(LogicalPlan& plan, const GraphSnapshot& graph) {
  RowEstimator estimator(graph);
  for (TransactionStage& stage : plan.stages) {
    estimator.estimate(*stage.rows);
    estimator.estimate(**stage.apply->inner());
  }
  estimator.estimate(*plan.root);
  for (const Subplan& subplan : plan.subplans) estimator.estimate(*subplan.root);
}

}  // namespace muster::query
