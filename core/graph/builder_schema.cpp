// SnapshotBuilder: indexes and constraints come and go, and follow the labels.
#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/base/assert.h"
#include "core/graph/builder_tracking.h"
#include "core/graph/constraint_check.h"
#include "core/graph/graph_state.h"
#include "core/graph/snapshot_builder.h"

namespace muster {
namespace {

// Between two questions to the budget.
constexpr std::uint32_t kStride = 4096;

const internal::PropertyColumns& columns_of(const GraphState& state, ElementKind element) {
  return element == ElementKind::kNode ? state.node_columns : state.edge_columns;
}

// Takes the element in `slot` out of the ordered indexes of `token`, or puts it in.
void index_element(GraphState& state, ElementKind element, std::uint32_t token, std::uint32_t slot,
                   bool on, internal::Edit& edit) {
  if (state.schema.index_count == 0) return;
  std::string key;
  for (const std::uint32_t number :
       state.schema.of_token(internal::RuleFamily::kIndex, element, token)) {
    const IndexDefinition& index = *state.schema.index(number);
    if (!Schema::is_ordered(index)) continue;
    if (!internal::index_key_of(index, columns_of(state, element), slot, key)) continue;
    internal::IndexTree& tree = state.schema.contents.edit(number, edit);
    if (on) {
      tree.insert(key, slot, edit);
    } else {
      tree.erase(key, slot, edit);
    }
  }
}

// Calls visit(slot) for each living element of the label or type, ascending.
template <typename Visit>
Result<void> each_element(const GraphSnapshot& graph, const GraphState& state, ElementKind element,
                          std::uint32_t token, const WorkBudget& budget, const Visit& visit) {
  const bool nodes = element == ElementKind::kNode;
  const std::uint32_t bound = nodes ? graph.node_slot_bound() : graph.edge_slot_bound();
  // Nothing of the kind: most indexes of an inventory tool are made before their first element.
  const std::uint64_t count = nodes ? graph.label_count(static_cast<LabelId>(token))
                                    : graph.edge_type_count(static_cast<EdgeTypeId>(token));
  if (count == 0) return ok();
  std::vector<std::uint32_t> slots;
  for (std::uint32_t begin = 0; begin < bound; begin += kStride) {
    MUSTER_CHECK(budget.check());
    const std::uint32_t end = std::min(bound, begin + kStride);
    slots.clear();
    if (nodes) {
      graph.label_slots(static_cast<LabelId>(token), begin, end, slots);
    } else {
      for (std::uint32_t slot = begin; slot < end; ++slot) {
        const internal::EdgeRow* const row = state.edges.find(slot);
        if (row != nullptr && row->alive && row->type == token) slots.push_back(slot);
      }
    }
    for (const std::uint32_t slot : slots) MUSTER_CHECK(visit(slot));
  }
  return ok();
}

// The contents of a new index. Sorted first: ascending entries leave full leaves behind them.
Result<internal::IndexTree> contents_of(const IndexDefinition& index, const GraphSnapshot& graph,
                                        const GraphState& state, const WorkBudget& budget,
                                        internal::Edit& edit) {
  std::vector<std::pair<std::string, std::uint32_t>> entries;
  std::string key;
  MUSTER_CHECK(
      each_element(graph, state, index.element, index.tokens.at(0), budget,
                   [&](std::uint32_t slot) -> Result<void> {
                     if (internal::index_key_of(index, columns_of(state, index.element), slot, key))
                       entries.emplace_back(key, slot);
                     return ok();
                   }));
  std::sort(entries.begin(), entries.end());
  internal::IndexTree tree;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (i % kStride == 0) MUSTER_CHECK(budget.check());
    tree.insert(entries[i].first, entries[i].second, edit);
  }
  return tree;
}

Error no_rule(std::string_view what, std::uint32_t number) {
  return Error{.code = ErrorCode::kNotFound,
               .message = fmt::format("There is no {} number {}.", what, number)};
}

}  // namespace

Result<const IndexDefinition*> SnapshotBuilder::create_index(IndexDefinition definition,
                                                             const WorkBudget& budget) {
  MUSTER_ASSERT(!tracking_->sealed);
  GraphState& graph = state();
  internal::Edit& edit = tracking_->edit;
  if (definition.number == 0) definition.number = graph.schema.number_last + 1;
  const std::uint32_t number = definition.number;
  internal::IndexTree tree;
  if (Schema::is_ordered(definition)) {
    MUSTER_ASSERT(definition.tokens.size() == 1 && !definition.keys.empty());
    MUSTER_TRY(tree, contents_of(definition, view(), graph, budget, edit));
  }
  graph.schema.add(std::move(definition), edit);
  if (tree.entries() != 0) graph.schema.contents.edit(number, edit) = std::move(tree);
  return graph.schema.index(number);
}

Result<void> SnapshotBuilder::drop_index(std::uint32_t number) {
  MUSTER_ASSERT(!tracking_->sealed);
  const IndexDefinition* const index = state().schema.index(number);
  if (index == nullptr) return no_rule("index", number);
  if (index->constraint != 0) {
    return Error{.code = ErrorCode::kFailedPrecondition,
                 .message = fmt::format("The index '{}' belongs to a constraint.", index->name),
                 .hint = fmt::format("Drop the constraint: DROP CONSTRAINT `{}`.", index->name),
                 .detail = "ForbiddenOnConstraintIndex"};
  }
  state().schema.remove_index(number, tracking_->edit);
  return ok();
}

Result<const ConstraintDefinition*> SnapshotBuilder::create_constraint(
    ConstraintDefinition definition, const WorkBudget& budget) {
  MUSTER_ASSERT(!tracking_->sealed);
  internal::SchemaTable& schema = state().schema;
  definition.number = schema.number_last + 1;
  const std::uint32_t number = definition.number;
  const bool needs_index =
      definition.kind == ConstraintKind::kUnique || definition.kind == ConstraintKind::kKey;
  if (needs_index) {
    IndexDefinition index{.number = number + 1, .name = definition.name};
    index.element = definition.element;
    index.tokens = {definition.token};
    index.keys = definition.keys;
    index.constraint = number;
    definition.index = index.number;
    MUSTER_CHECK(create_index(std::move(index), budget));
  }
  const Result<void> checked =
      each_element(view(), state(), definition.element, definition.token, budget,
                   [&](std::uint32_t slot) -> Result<void> {
                     return internal::check_element(view(), definition, slot);
                   });
  if (!checked.has_value()) {
    if (needs_index) schema.remove_index(definition.index, tracking_->edit);
    return checked.error();
  }
  schema.add(std::move(definition), tracking_->edit);
  return schema.constraint(number);
}

Result<void> SnapshotBuilder::drop_constraint(std::uint32_t number) {
  MUSTER_ASSERT(!tracking_->sealed);
  internal::SchemaTable& schema = state().schema;
  const ConstraintDefinition* const constraint = schema.constraint(number);
  if (constraint == nullptr) return no_rule("constraint", number);
  if (constraint->index != 0) schema.remove_index(constraint->index, tracking_->edit);
  schema.remove_constraint(number, tracking_->edit);
  return ok();
}

void SnapshotBuilder::restore_constraint(ConstraintDefinition definition) {
  state().schema.add(std::move(definition), tracking_->edit);
}

void SnapshotBuilder::restore_schema_numbers(std::uint32_t number_last) {
  MUSTER_ASSERT(number_last >= state().schema.number_last);
  state().schema.number_last = number_last;
}

void SnapshotBuilder::index_label(NodeId node, LabelId label, bool on) {
  index_element(state(), ElementKind::kNode, static_cast<std::uint32_t>(label), slot_of(node), on,
                tracking_->edit);
}

void SnapshotBuilder::unindex(NodeId node) {
  for (const LabelId label : view().labels(node)) index_label(node, label, false);
}

void SnapshotBuilder::unindex(EdgeId edge) {
  const std::uint32_t slot = slot_of(edge);
  index_element(state(), ElementKind::kEdge, state().edges.find(slot)->type, slot, false,
                tracking_->edit);
}

Result<void> SnapshotBuilder::check_constraints() {
  Tracking& tracking = *tracking_;
  if (state().schema.constraint_count != 0) {
    for (std::size_t i = tracking.nodes_checked; i < tracking.nodes.size(); ++i)
      MUSTER_CHECK(internal::check_node(view(), tracking.nodes[i]));
    for (std::size_t i = tracking.edges_checked; i < tracking.edges.size(); ++i)
      MUSTER_CHECK(internal::check_edge(view(), tracking.edges[i]));
  }
  tracking.nodes_checked = tracking.nodes.size();
  tracking.edges_checked = tracking.edges.size();
  return ok();
}

}  // namespace muster
