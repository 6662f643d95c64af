// IndexSeek: for each row the nodes that an index gives for its values.
#include <algorithm>
#include <optional>
#include <vector>

#include "query/physical/evaluator.h"
#include "query/physical/operators.h"

namespace muster::query {
namespace {

using Lookup = IndexSeekNode::Lookup;

constexpr std::uint32_t kStride = 4096;

// What is looked for, for one row.
struct Wanted {
  std::vector<Value> values;  // As in IndexSeekNode; null where there is no bound.
  std::optional<IndexBound> lower;
  std::optional<IndexBound> upper;
};

// The graph's ids of the names in a node, found once a batch: a plan knows names alone.
struct Names {
  std::optional<LabelId> label;
  std::vector<KeyId> keys;

  Names(const IndexSeekNode& node, const Catalog& catalog)
      : label(catalog.labels.find(node.label)) {
    for (const std::string& key : node.keys) {
      const auto id = catalog.keys.find(key);
      if (id) keys.push_back(*id);
    }
  }
};

class IndexSeekOperator final : public StreamOperator {
 public:
  IndexSeekOperator(const IndexSeekNode& node, SlotList carried)
      : node_(node), carried_(std::move(carried)) {
    for (const BoundExpressionPtr& value : node.values) values_.push_back(compile_optional(value));
  }

  Result<Flow> process(const ExecutionContext& context, Batch input,
                       BatchSink& next) const override {
    std::vector<Column> columns;
    for (const EvaluatorPtr& value : values_) {
      if (!value) {
        columns.emplace_back(input.rows);
        continue;
      }
      MUSTER_TRY(Column column, evaluate_column(*value, context, input));
      columns.push_back(std::move(column));
    }
    const GraphSnapshot& graph = context.graph;
    const Names names(node_, graph.catalog());
    RowWriter writer(context, carried_, next);
    std::vector<std::uint32_t> slots;
    for (std::size_t row = 0; row < input.rows; ++row) {
      slots.clear();
      Wanted wanted = wanted_in(columns, row);
      MUSTER_CHECK(context.budget.check());
      // A key or label that nobody ever wrote: no node has it.
      if (names.label && names.keys.size() == node_.keys.size())
        MUSTER_CHECK(find(context, names, wanted, slots));
      for (const std::uint32_t slot : slots) {
        writer.put(node_.slot, Value(*graph.node_at(slot)));
        MUSTER_TRY(const Flow flow, writer.finish_row(input, row));
        if (flow == Flow::kStop) return flow;
      }
    }
    return writer.flush();
  }

 private:
  Wanted wanted_in(std::vector<Column>& columns, std::size_t row) const {
    Wanted wanted;
    for (Column& column : columns) wanted.values.push_back(column.take(row));
    if (node_.lookup != Lookup::kRange) return wanted;
    if (node_.values[0]) wanted.lower = IndexBound{wanted.values[0], node_.lower_inclusive};
    if (node_.values[1]) wanted.upper = IndexBound{wanted.values[1], node_.upper_inclusive};
    return wanted;
  }

  static const IndexDefinition* index_for(const Schema& schema, const Names& names,
                                          const Wanted& wanted) {
    const auto token = static_cast<std::uint32_t>(*names.label);
    const IndexDefinition* const range =
        schema.index_on(IndexKind::kRange, ElementKind::kNode, token, names.keys);
    if (range != nullptr) return range;
    // A text index has strings alone, and answers for them alone.
    const bool text = std::all_of(wanted.values.begin(), wanted.values.end(),
                                  [](const Value& value) { return value.is_string(); });
    return text ? schema.index_on(IndexKind::kText, ElementKind::kNode, token, names.keys)
                : nullptr;
  }

  Result<void> find(const ExecutionContext& context, const Names& names, const Wanted& wanted,
                    std::vector<std::uint32_t>& slots) const {
    const Schema schema = context.graph.schema();
    // What is no list makes the filter above fail, if it comes to a node.
    const bool answerable =
        node_.lookup != Lookup::kIn || wanted.values[0].is_list() || wanted.values[0].is_null();
    const IndexDefinition* const index = answerable ? index_for(schema, names, wanted) : nullptr;
    if (index == nullptr) return scan(context, names, wanted, answerable, slots);
    switch (node_.lookup) {
      case Lookup::kEqual:
        schema.seek_equal(*index, wanted.values, slots);
        return ok();
      case Lookup::kIn:
        if (wanted.values[0].is_null()) return ok();
        for (const Value& value : wanted.values[0].as_list())
          schema.seek_equal(*index, {&value, 1}, slots);
        std::sort(slots.begin(), slots.end());
        slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
        return ok();
      case Lookup::kPrefix:
        if (wanted.values[0].is_string())
          schema.seek_prefix(*index, wanted.values[0].as_string(), slots);
        return ok();
      case Lookup::kRange:
        schema.seek_range(*index, wanted.lower, wanted.upper, slots);
        return ok();
    }
    MUSTER_UNREACHABLE();
  }

  // Without the index: every node with the label is asked.
  Result<void> scan(const ExecutionContext& context, const Names& names, const Wanted& wanted,
                    bool answerable, std::vector<std::uint32_t>& slots) const {
    const GraphSnapshot& graph = context.graph;
    std::vector<std::uint32_t> labelled;
    for (std::uint32_t begin = 0; begin < graph.node_slot_bound(); begin += kStride) {
      MUSTER_CHECK(context.budget.check());
      labelled.clear();
      graph.label_slots(*names.label, begin, begin + kStride, labelled);
      for (const std::uint32_t slot : labelled) {
        if (!answerable || fits(graph, *graph.node_at(slot), names, wanted)) slots.push_back(slot);
      }
    }
    return ok();
  }

  bool fits(const GraphSnapshot& graph, NodeId node, const Names& names,
            const Wanted& wanted) const {
    const Value first = graph.property(node, names.keys[0]);
    switch (node_.lookup) {
      case Lookup::kEqual:
        for (std::size_t i = 0; i < names.keys.size(); ++i) {
          if (cypher_equals(graph.property(node, names.keys[i]), wanted.values[i]) != true)
            return false;
        }
        return true;
      case Lookup::kIn:
        return wanted.values[0].is_list() &&
               std::any_of(wanted.values[0].as_list().begin(), wanted.values[0].as_list().end(),
                           [&](const Value& value) { return cypher_equals(first, value) == true; });
      case Lookup::kPrefix:
        return first.is_string() && wanted.values[0].is_string() &&
               first.as_string().starts_with(wanted.values[0].as_string());
      case Lookup::kRange:
        return lies_in(first, wanted);
    }
    MUSTER_UNREACHABLE();
  }

  static bool lies_in(const Value& value, const Wanted& wanted) {
    const auto low = wanted.lower ? cypher_compare(value, wanted.lower->value) : std::nullopt;
    const auto high = wanted.upper ? cypher_compare(value, wanted.upper->value) : std::nullopt;
    if (wanted.lower && (!low || *low < 0 || (*low == 0 && !wanted.lower->inclusive))) return false;
    return !wanted.upper || (high && (*high < 0 || (*high == 0 && wanted.upper->inclusive)));
  }

  IndexSeekNode node_;
  std::vector<EvaluatorPtr> values_;
  SlotList carried_;
};

}  // namespace

StreamPtr make_index_seek_operator(const IndexSeekNode& node, SlotList carried) {
  return std::make_unique<IndexSeekOperator>(node, std::move(carried));
}

}  // namespace muster::query
