#include "query/physical/lower.h"

#include "query/logical/expression_tools.h"
#include "query/physical/operators.h"

namespace muster::query {
namespace {

SlotList as_list(const SlotSet& slots) { return {slots.begin(), slots.end()}; }

struct Lowering;

Pipeline lower_node(const PlanNode& node, const SlotSet& needed);

// Lowers one node; `needed` are the slots read above it.
struct Lowering {
  const PlanNode& node;
  SlotSet needed;

  const PlanNode& input() const { return *node.inputs[0]; }

  Pipeline stream(StreamPtr op, SlotSet below) const {
    Pipeline pipeline = lower_node(input(), below);
    pipeline.streams.push_back(std::move(op));
    return pipeline;
  }
  static Pipeline from(SourcePtr source) {
    Pipeline pipeline;
    pipeline.source = std::move(source);
    return pipeline;
  }
  SlotSet with(std::initializer_list<SlotId> slots) const {
    SlotSet all = needed;
    all.insert(slots);
    return all;
  }
  SlotSet with(const std::vector<BoundExpressionPtr>& expressions) const {
    SlotSet all = needed;
    for (const auto& expression : expressions) collect_slots(expression, all);
    return all;
  }
  static void add(SlotSet& slots, const SlotList& more) { slots.insert(more.begin(), more.end()); }
  // What an operator copies must not hold what it makes itself.
  SlotList carried_without(std::initializer_list<SlotId> made) const {
    SlotSet rest = needed;
    for (const SlotId slot : made) rest.erase(slot);
    return as_list(rest);
  }

  Pipeline operator()(const UnitNode&) const { return from(make_unit_operator()); }
  Pipeline operator()(const ArgumentNode&) const { return {}; }
  Pipeline operator()(const ScanNode& scan) const {
    if (input().get<UnitNode>() != nullptr) return from(make_scan_source(scan));
    SlotSet below = needed;
    below.erase(scan.slot);
    return stream(make_scan_stream(scan, carried_without({scan.slot})), std::move(below));
  }
  Pipeline operator()(const SeekNode& seek) const {
    return stream(make_seek_operator(seek, carried_without({seek.slot})), with({seek.id}));
  }

  SlotList expand_carried(const ExpandNode& step) const {
    return step.into ? carried_without({step.edge}) : carried_without({step.edge, step.to});
  }
  SlotSet expand_reads(const ExpandNode& step) const {
    SlotSet below = with({step.from});
    if (step.into) below.insert(step.to);
    add(below, step.distinct_from);
    return below;
  }
  Pipeline operator()(const ExpandNode& step) const {
    return stream(make_expand_operator(step, expand_carried(step)), expand_reads(step));
  }
  Pipeline operator()(const VariableExpandNode& expand) const {
    SlotSet below = expand_reads(expand.step);
    for (const BoundProperty& property : expand.properties) collect_slots(property.value, below);
    return stream(make_variable_expand_operator(expand, expand_carried(expand.step)),
                  std::move(below));
  }
  Pipeline operator()(const EdgeEndsNode& ends) const {
    SlotSet below = with({ends.edge});
    SlotSet carried = needed;
    for (const auto& [slot, bound] :
         {std::pair(ends.left, ends.left_bound), std::pair(ends.right, ends.right_bound)}) {
      if (bound) {
        below.insert(slot);
      } else {
        carried.erase(slot);
      }
    }
    add(below, ends.distinct_from);
    return stream(make_edge_ends_operator(ends, as_list(carried)), std::move(below));
  }
  Pipeline operator()(const SequenceNode& sequence) const {
    SlotSet below = expand_reads(sequence.step);
    below.insert(sequence.step.edge);
    for (const BoundProperty& property : sequence.properties) collect_slots(property.value, below);
    SlotList carried = sequence.step.into ? as_list(needed) : carried_without({sequence.step.to});
    return stream(make_sequence_operator(sequence, std::move(carried)), std::move(below));
  }

  Pipeline operator()(const FilterNode& filter) const {
    return stream(make_filter_operator(filter), with(filter.predicates));
  }
  Pipeline operator()(const PathNode& path) const {
    SlotSet below = needed;
    below.erase(path.path);
    add(below, path.nodes);
    add(below, path.edges);
    return stream(make_path_operator(path), std::move(below));
  }
  Pipeline operator()(const UnwindNode& unwind) const {
    return stream(make_unwind_operator(unwind, carried_without({unwind.slot})),
                  with({unwind.list}));
  }
  Pipeline operator()(const OptionalNode& optional) const {
    SlotSet inner_needed = with({optional.ordinal});
    Pipeline inner = lower_node(*optional.inner, inner_needed);
    SlotSet below = needed;
    for (const SlotId slot : optional.slots) below.erase(slot);
    collect_reads(*optional.inner, below);
    return stream(make_optional_operator(optional, std::move(inner.streams), as_list(needed)),
                  std::move(below));
  }
  Pipeline operator()(const CallNode& call) const {
    SlotSet carried = needed;
    for (const BoundYield& yield : call.call.yields) carried.erase(yield.slot);
    return stream(make_call_operator(call, as_list(carried)), with(call.call.arguments));
  }

  Pipeline operator()(const ProjectNode& project) const {
    SlotSet below = needed;
    SlotSet carried = needed;
    for (const BoundProjectionItem& item : project.items) {
      const auto* variable = std::get_if<BoundVariable>(&item.expression->node);
      if (variable == nullptr || variable->slot != item.slot) {
        below.erase(item.slot);
        carried.erase(item.slot);
      }
    }
    for (const BoundProjectionItem& item : project.items) collect_slots(item.expression, below);
    return stream(make_project_operator(project, as_list(carried)), std::move(below));
  }
  Pipeline operator()(const AggregateNode& aggregate) const {
    SlotSet below;
    for (const auto& key : aggregate.keys) collect_slots(key.expression, below);
    for (const auto& one : aggregate.aggregates) {
      for (const auto& argument : one.arguments) collect_slots(argument, below);
    }
    return from(make_aggregate_operator(aggregate, lower_node(input(), below)));
  }
  Pipeline operator()(const DistinctNode& distinct) const {
    SlotSet below(distinct.slots.begin(), distinct.slots.end());
    return from(make_distinct_operator(distinct, lower_node(input(), below)));
  }
  Pipeline operator()(const SortNode& sort) const {
    SlotSet below = needed;
    for (const BoundSortKey& key : sort.keys) collect_slots(key.expression, below);
    return from(make_sort_operator(sort, lower_node(input(), below), as_list(needed)));
  }
  Pipeline operator()(const SkipNode& skip) const {
    return from(make_slice_operator(skip.count, nullptr, lower_node(input(), needed)));
  }
  Pipeline operator()(const LimitNode& limit) const {
    // SKIP directly below joins in, so that no more than skip + limit rows are ever made.
    if (const auto* skip = input().get<SkipNode>())
      return from(
          make_slice_operator(skip->count, limit.count, lower_node(*input().inputs[0], needed)));
    return from(make_slice_operator(nullptr, limit.count, lower_node(input(), needed)));
  }
  Pipeline operator()(const UnionNode& all) const {
    std::vector<Pipeline> inputs;
    for (std::size_t i = 0; i < node.inputs.size(); ++i)
      inputs.push_back(
          lower_node(*node.inputs[i], SlotSet(all.slots[i].begin(), all.slots[i].end())));
    return from(make_union_operator(all, std::move(inputs)));
  }

  Pipeline operator()(const CreateNode& create) const {
    SlotSet below = needed;
    for (const BoundPath& path : create.paths) collect_slots(path, below);
    for (const BoundPath& path : create.paths) erase_new(path, below);
    return from(make_create_operator(create, lower_node(input(), below)));
  }
  Pipeline operator()(const MergeNode& merge) const {
    SlotSet below = needed;
    collect_slots(merge.merge.path, below);
    collect_set_slots(merge.merge.on_create, below);
    collect_set_slots(merge.merge.on_match, below);
    erase_new(merge.merge.path, below);
    return from(make_merge_operator(merge, lower_node(input(), below)));
  }
  Pipeline operator()(const SetNode& set) const {
    SlotSet below = needed;
    collect_set_slots(set.items, below);
    return from(make_set_operator(set, lower_node(input(), below)));
  }
  Pipeline operator()(const RemoveNode& remove) const {
    SlotSet below = needed;
    for (const auto& item : remove.items) {
      if (const auto* property = std::get_if<BoundRemoveProperty>(&item)) {
        collect_slots(property->target, below);
        collect_slots(property->key, below);
      } else {
        below.insert(std::get<BoundRemoveLabels>(item).target);
      }
    }
    return from(make_remove_operator(remove, lower_node(input(), below)));
  }
  Pipeline operator()(const DeleteNode& removal) const {
    return from(make_delete_operator(removal, lower_node(input(), with(removal.expressions))));
  }

  static void erase_new(const BoundPath& path, SlotSet& slots) {
    for (const BoundNode& part : path.nodes) {
      if (!part.already_bound) slots.erase(part.slot);
    }
    for (const BoundEdge& part : path.edges) {
      if (!part.already_bound) slots.erase(part.slot);
    }
    if (path.path_slot) slots.erase(*path.path_slot);
  }
  static void collect_set_slots(const std::vector<BoundSetItem>& items, SlotSet& slots) {
    for (const BoundSetItem& item : items) {
      if (const auto* property = std::get_if<BoundSetProperty>(&item)) {
        collect_slots(property->target, slots);
        collect_slots(property->key, slots);
        collect_slots(property->value, slots);
      } else if (const auto* all = std::get_if<BoundSetAllProperties>(&item)) {
        slots.insert(all->target);
        collect_slots(all->value, slots);
      } else {
        slots.insert(std::get<BoundSetLabels>(item).target);
      }
    }
  }
  // Everything a chain of an optional match reads, its own slots included: what is bound within it
  // has no column in the argument, and that does no harm.
  static void collect_reads(const PlanNode& chain, SlotSet& slots) {
    for (const PlanNode* at = &chain; at->get<ArgumentNode>() == nullptr;
         at = at->inputs[0].get()) {
      const auto step_reads = [&](const ExpandNode& step) {
        slots.insert({step.from, step.to, step.edge});
        add(slots, step.distinct_from);
      };
      if (const auto* step = at->get<ExpandNode>()) step_reads(*step);
      if (const auto* expand = at->get<VariableExpandNode>()) {
        step_reads(expand->step);
        for (const BoundProperty& property : expand->properties)
          collect_slots(property.value, slots);
      }
      if (const auto* sequence = at->get<SequenceNode>()) {
        step_reads(sequence->step);
        for (const BoundProperty& property : sequence->properties)
          collect_slots(property.value, slots);
      }
      if (const auto* ends = at->get<EdgeEndsNode>()) {
        slots.insert({ends->edge, ends->left, ends->right});
        add(slots, ends->distinct_from);
      }
      if (const auto* seek = at->get<SeekNode>()) collect_slots(seek->id, slots);
      if (const auto* filter = at->get<FilterNode>()) {
        for (const auto& predicate : filter->predicates) collect_slots(predicate, slots);
      }
      if (const auto* path = at->get<PathNode>()) {
        add(slots, path->nodes);
        add(slots, path->edges);
      }
    }
  }
};

Pipeline lower_node(const PlanNode& node, const SlotSet& needed) {
  return std::visit(Lowering{node, needed}, node.operation);
}

}  // namespace

Pipeline lower(const LogicalPlan& plan) {
  SlotSet columns;
  for (const BoundColumn& column : plan.columns) columns.insert(column.slot);
  return lower_node(*plan.root, columns);
}

}  // namespace muster::query
