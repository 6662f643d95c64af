#include "query/physical/lower.h"

#include <algorithm>
#include <iterator>

#include "query/logical/expression_tools.h"
#include "query/physical/operators.h"

namespace muster::query {
namespace {

SlotList as_list(const SlotSet& slots) { return {slots.begin(), slots.end()}; }

struct Lowering;

// Who takes a node's rows, and who is told of them.
struct Above {
  const PlanNode* node = nullptr;  // Null: the result.
  PlanProfile* profile = nullptr;  // Null: nobody wants to know.
};

Pipeline lower_node(const PlanNode& node, const SlotSet& needed, const SlotSet& outer,
                    const Above& above);

// Lowers one node; `needed` are the slots read above it.
struct Lowering {
  const PlanNode& node;
  SlotSet needed;
  const SlotSet& outer;  // Of a subplan: what it reads of its argument.
  PlanProfile* profile;

  const PlanNode& input() const { return *node.inputs[0]; }

  Pipeline lower_child(const PlanNode& child, const SlotSet& below, const SlotSet& read) const {
    return lower_node(child, below, read, {.node = &node, .profile = profile});
  }
  Pipeline lower_input(const SlotSet& below) const { return lower_child(input(), below, outer); }
  Pipeline stream(StreamPtr op, const SlotSet& below) const {
    Pipeline pipeline = lower_input(below);
    pipeline.streams.push_back(std::move(op));
    return pipeline;
  }
  static Pipeline from(SourcePtr source) {
    Pipeline pipeline;
    pipeline.source = std::move(source);
    return pipeline;
  }
  // From a source that drops the columns it does not make: those of the argument come back.
  Pipeline from_dropping(SourcePtr source) const {
    Pipeline pipeline = from(std::move(source));
    SlotList lost;
    std::set_intersection(needed.begin(), needed.end(), outer.begin(), outer.end(),
                          std::back_inserter(lost));
    if (!lost.empty()) pipeline.streams.push_back(make_recall_operator(std::move(lost)));
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
    return stream(make_scan_stream(scan, carried_without({scan.slot})), below);
  }
  Pipeline operator()(const SeekNode& seek) const {
    return stream(make_seek_operator(seek, carried_without({seek.slot})), with({seek.id}));
  }

  Pipeline operator()(const IndexSeekNode& seek) const {
    SlotSet below = needed;
    below.erase(seek.slot);
    for (const BoundExpressionPtr& value : seek.values) collect_slots(value, below);
    return stream(make_index_seek_operator(seek, carried_without({seek.slot})), below);
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
    const ExpandOutput output{.edge = needed.contains(step.edge),
                              .to = !step.into && needed.contains(step.to)};
    return stream(make_expand_operator(step, output, expand_carried(step)), expand_reads(step));
  }
  static void add_hop_reads(const VariableExpandNode& expand, SlotSet& below) {
    for (const BoundProperty& property : expand.properties) collect_slots(property.value, below);
    for (const HopCondition& hop : expand.hop_where) collect_slots(hop.condition, below);
  }
  Pipeline operator()(const EndpointSetNode& ends) const {
    SlotSet below{ends.expand.step.from};
    add(below, ends.expand.step.distinct_from);
    add_hop_reads(ends.expand, below);
    return from(make_endpoint_set_operator(ends, lower_input(below)));
  }
  Pipeline operator()(const VariableExpandNode& expand) const {
    SlotSet below = expand_reads(expand.step);
    add_hop_reads(expand, below);
    if (expand.ends_only) {
      return stream(make_endpoint_expand_operator(expand, expand_carried(expand.step)), below);
    }
    return stream(make_variable_expand_operator(expand, expand_carried(expand.step)), below);
  }
  Pipeline operator()(const ShortestPathNode& search) const {
    SlotSet below = expand_reads(search.step);
    SlotSet inside;
    for (const BoundProperty& property : search.properties) collect_slots(property.value, inside);
    for (const HopCondition& hop : search.hop_where) {
      collect_slots(hop.condition, inside);
      inside.erase(hop.hop);
    }
    for (const auto& condition : search.path_where) collect_slots(condition, inside);
    inside.erase(search.step.edge);
    if (!search.step.into) inside.erase(search.step.to);
    if (search.path) inside.erase(*search.path);
    below.merge(inside);
    return stream(make_shortest_path_operator(search, expand_carried(search.step)), below);
  }
  Pipeline operator()(const GroupExpandNode& expand) const {
    SlotSet own{expand.edges};
    if (!expand.into) own.insert(expand.to);
    for (const BoundGroup::List& list : expand.group->lists) own.insert(list.list);
    SlotSet carried = needed;
    for (const SlotId slot : own) carried.erase(slot);
    SlotSet below = carried;
    SlotSet inside;
    collect_slots(expand.group->path, inside);
    collect_slots(expand.group->where, inside);
    erase_new(expand.group->path, inside);
    below.merge(inside);
    below.insert(expand.from);
    if (expand.into) below.insert(expand.to);
    add(below, expand.distinct_from);
    return stream(make_group_expand_operator(expand, as_list(carried)), below);
  }
  Pipeline operator()(const SelectPathsNode& select) const {
    SlotSet below = with({select.first, select.last});
    add(below, select.edges);
    return from(make_select_paths_operator(select, lower_input(below)));
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
    return stream(make_edge_ends_operator(ends, as_list(carried)), below);
  }
  Pipeline operator()(const SequenceNode& sequence) const {
    SlotSet below = expand_reads(sequence.step);
    below.insert(sequence.step.edge);
    for (const BoundProperty& property : sequence.properties) collect_slots(property.value, below);
    SlotList carried = sequence.step.into ? as_list(needed) : carried_without({sequence.step.to});
    return stream(make_sequence_operator(sequence, std::move(carried)), below);
  }

  Pipeline operator()(const FilterNode& filter) const {
    return stream(make_filter_operator(filter), with(filter.predicates));
  }
  Pipeline operator()(const PathNode& path) const {
    SlotSet below = needed;
    below.erase(path.path);
    add(below, path.nodes);
    add(below, path.edges);
    return stream(make_path_operator(path), below);
  }
  Pipeline operator()(const UnwindNode& unwind) const {
    return stream(make_unwind_operator(unwind, carried_without({unwind.slot})),
                  with({unwind.list}));
  }
  Pipeline operator()(const OptionalNode& optional) const {
    SlotSet inner_needed = with({optional.ordinal});
    Pipeline inner = lower_child(*optional.inner, inner_needed, outer);
    SlotSet below = needed;
    for (const SlotId slot : optional.slots) below.erase(slot);
    add(below, optional.reads);
    return stream(make_optional_operator(optional, std::move(inner.streams), as_list(needed)),
                  below);
  }
  Pipeline operator()(const ApplyNode& apply) const {
    SlotSet below = needed;
    for (const SlotId slot : apply.columns) below.erase(slot);
    SlotList carried = as_list(below);
    add(below, apply.outer);
    SlotSet inner_needed(apply.columns.begin(), apply.columns.end());
    inner_needed.insert(apply.ordinal);
    const SlotSet inner_outer(apply.outer.begin(), apply.outer.end());
    Pipeline inner = lower_child(*apply.inner, inner_needed, inner_outer);
    if (apply.writes)
      return from(make_writing_apply_operator(apply, std::move(inner), lower_input(below)));
    return stream(make_apply_operator(apply, std::move(inner), std::move(carried)), below);
  }
  Pipeline operator()(const LoadCsvNode& csv) const {
    const BoundLoadCsv& load = csv.load;
    SlotSet below = needed;
    for (const SlotId slot : {load.row, load.line, load.file}) below.erase(slot);
    collect_slots(load.url, below);
    collect_slots(load.field_terminator, below);
    return stream(make_load_csv_operator(csv, carried_without({load.row, load.line, load.file})),
                  below);
  }
  Pipeline operator()(const SemiApplyNode& semi) const {
    return stream(make_semi_apply_operator(semi), with({semi.subquery}));
  }
  Pipeline operator()(const ForeachNode& each) const {
    SlotSet below = with({each.list});
    add(below, each.outer);
    SlotSet inner_outer(each.outer.begin(), each.outer.end());
    inner_outer.insert(each.variable);
    return from(
        make_foreach_operator(each, lower_child(*each.inner, {}, inner_outer), lower_input(below)));
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
    return stream(make_project_operator(project, as_list(carried)), below);
  }
  Pipeline operator()(const AggregateNode& aggregate) const {
    SlotSet below;
    for (const auto& key : aggregate.keys) collect_slots(key.expression, below);
    for (const auto& one : aggregate.aggregates) {
      for (const auto& argument : one.arguments) collect_slots(argument, below);
    }
    return from_dropping(make_aggregate_operator(aggregate, lower_input(below)));
  }
  Pipeline operator()(const KeptCountNode& count) const {
    return from_dropping(make_kept_count_operator(count));
  }
  Pipeline operator()(const DistinctNode& distinct) const {
    SlotSet below(distinct.slots.begin(), distinct.slots.end());
    return from_dropping(make_distinct_operator(distinct, lower_input(below)));
  }
  Pipeline operator()(const SortNode& sort) const {
    SlotSet below = needed;
    for (const BoundSortKey& key : sort.keys) collect_slots(key.expression, below);
    return from(make_sort_operator(sort, lower_input(below), as_list(needed)));
  }
  Pipeline operator()(const SkipNode& skip) const {
    return from(make_slice_operator(skip.count, nullptr, lower_input(needed)));
  }
  Pipeline operator()(const LimitNode& limit) const {
    // SKIP directly below joins in, so that no more than skip + limit rows are ever made.
    if (const auto* skip = input().get<SkipNode>())
      return from(make_slice_operator(skip->count, limit.count,
                                      lower_child(*input().inputs[0], needed, outer)));
    return from(make_slice_operator(nullptr, limit.count, lower_input(needed)));
  }
  Pipeline operator()(const UnionNode& all) const {
    std::vector<Pipeline> inputs;
    for (std::size_t i = 0; i < node.inputs.size(); ++i)
      inputs.push_back(
          lower_child(*node.inputs[i], SlotSet(all.slots[i].begin(), all.slots[i].end()), outer));
    return from_dropping(make_union_operator(all, std::move(inputs)));
  }

  Pipeline operator()(const CreateNode& create) const {
    SlotSet below = needed;
    for (const BoundPath& path : create.paths) collect_slots(path, below);
    for (const BoundPath& path : create.paths) erase_new(path, below);
    return from(make_create_operator(create, lower_input(below)));
  }
  Pipeline operator()(const MergeNode& merge) const {
    SlotSet below = needed;
    collect_slots(merge.merge.path, below);
    collect_set_slots(merge.merge.on_create, below);
    collect_set_slots(merge.merge.on_match, below);
    erase_new(merge.merge.path, below);
    return from(make_merge_operator(merge, lower_input(below)));
  }
  Pipeline operator()(const SetNode& set) const {
    SlotSet below = needed;
    collect_set_slots(set.items, below);
    return from(make_set_operator(set, lower_input(below)));
  }
  Pipeline operator()(const RemoveNode& remove) const {
    SlotSet below = needed;
    for (const auto& item : remove.items) {
      if (const auto* property = std::get_if<BoundRemoveProperty>(&item)) {
        collect_slots(property->target, below);
        collect_slots(property->key, below);
      } else {
        below.insert(std::get<BoundRemoveLabels>(item).target);
        for (const auto& names : std::get<BoundRemoveLabels>(item).computed)
          collect_slots(names, below);
      }
    }
    return from(make_remove_operator(remove, lower_input(below)));
  }
  Pipeline operator()(const DeleteNode& removal) const {
    return from(make_delete_operator(removal, lower_input(with(removal.expressions))));
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
        for (const auto& names : std::get<BoundSetLabels>(item).computed)
          collect_slots(names, slots);
      }
    }
  }
};

Pipeline lower_node(const PlanNode& node, const SlotSet& needed, const SlotSet& outer,
                    const Above& above) {
  Pipeline pipeline = std::visit(Lowering{node, needed, outer, above.profile}, node.operation);
  if (above.profile != nullptr) add_profile(pipeline, node, above.node, *above.profile);
  return pipeline;
}

// A subquery of an expression gives its first column's values, or only the number of its rows.
Pipeline lower_subplan(const BoundQueryBody& body, const PlanNode& root, PlanProfile* profile) {
  SlotSet columns;
  for (const BoundColumn& column : body.columns) columns.insert(column.slot);
  return lower_node(root, columns, outer_slots(body), {.profile = profile});
}

LoweredStage lower_stage(const TransactionStage& stage, PlanProfile* profile) {
  const ApplyNode& body = *stage.apply->get<ApplyNode>();
  const Above above{.node = stage.apply.get(), .profile = profile};
  SlotSet needed(stage.slots.begin(), stage.slots.end());
  const SlotSet columns(body.columns.begin(), body.columns.end());
  const SlotSet outer(body.outer.begin(), body.outer.end());
  return {.rows = lower_node(*stage.rows, needed, {}, above),
          .body = lower_node(*body.inner, columns, outer, above),
          .columns = body.columns,
          .outer = body.outer,
          .optional = body.optional,
          .batch_rows = compile_optional(stage.transactions.batch_rows),
          .on_error = stage.transactions.on_error,
          .status = stage.transactions.status,
          .probe = profile != nullptr
                       ? std::optional(StageProbe{.profile = *profile, .node = *stage.apply})
                       : std::nullopt};
}

}  // namespace

LoweredPlan lower(const LogicalPlan& plan, PlanProfile* profile) {
  SlotSet columns;
  for (const BoundColumn& column : plan.columns) columns.insert(column.slot);
  LoweredPlan lowered;
  lowered.root = lower_node(*plan.root, columns, {}, {.profile = profile});
  for (const TransactionStage& stage : plan.stages)
    lowered.stages.push_back(lower_stage(stage, profile));
  for (const Subplan& subplan : plan.subplans)
    lowered.subplans.push_back(lower_subplan(*subplan.body, *subplan.root, profile));
  return lowered;
}

}  // namespace muster::query
