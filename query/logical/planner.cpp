#include "query/logical/planner.h"

#include <algorithm>
#include <utility>

#include "query/logical/match_planner.h"

namespace muster::query {
namespace {

class QueryPlanner {
 public:
  QueryPlanner(const BoundQuery& query, const GraphSnapshot& graph, const WorkBudget& budget)
      : query_(query), cardinality_(graph), budget_(budget), slots_(query.slots) {}

  Result<LogicalPlan> plan() {
    LogicalPlan plan;
    MUSTER_TRY(plan.root, plan_body(query_, Begin::kUnit));
    for (const auto& body : query_.subqueries) {
      MUSTER_TRY(PlanNodePtr root, plan_subquery(*body));
      plan.subplans.push_back({body, std::move(root)});
    }
    plan.stages = std::move(stages_);
    plan.slots = std::move(slots_);
    plan.columns = query_.columns;
    plan.writes = query_.writes;
    plan.planned_with = cardinality_.planned_with();
    return plan;
  }

 private:
  enum class Begin : std::uint8_t { kUnit, kArgument };
  static PlanNodePtr make_unit() { return plan_over(nullptr, UnitNode{}); }
  static PlanNodePtr make_argument() { return plan_over(nullptr, ArgumentNode{}); }

  // A query that runs for the rows of another one.
  Result<PlanNodePtr> plan_subquery(const BoundQueryBody& body) {
    SlotSet outer = std::exchange(outer_, outer_slots(body));
    auto planned = plan_body(body, Begin::kArgument);
    outer_ = std::move(outer);
    return planned;
  }

  Result<PlanNodePtr> plan_body(const BoundQueryBody& body, Begin begin) {
    if (body.branches.size() == 1) return plan_branch(body.branches[0], begin);
    return plan_union(body, begin);
  }

  Result<PlanNodePtr> plan_union(const BoundQueryBody& body, Begin begin) {
    auto node = std::make_unique<PlanNode>();
    UnionNode all;
    for (const BoundColumn& column : body.columns) all.output.push_back(column.slot);
    for (const BoundSingleQuery& branch : body.branches) {
      MUSTER_TRY(PlanNodePtr input, plan_branch(branch, begin));
      std::vector<SlotId> slots;
      if (!body.columns.empty()) {
        const auto* last = std::get_if<BoundProjection>(&branch.clauses.back());
        MUSTER_ASSERT(last != nullptr);
        for (const BoundProjectionItem& item : last->items) slots.push_back(item.slot);
      }
      all.slots.push_back(std::move(slots));
      node->inputs.push_back(std::move(input));
    }
    const std::vector<SlotId> output = all.output;
    node->operation = std::move(all);
    if (body.union_all || output.empty()) return node;
    return plan_over(std::move(node), DistinctNode{output});
  }

  Result<PlanNodePtr> plan_branch(const BoundSingleQuery& branch, Begin begin) {
    return plan_clauses(branch, begin == Begin::kUnit ? make_unit() : make_argument(), outer_);
  }

  Result<PlanNodePtr> plan_clauses(const BoundSingleQuery& branch, PlanNodePtr chain,
                                   SlotSet bound) {
    for (const BoundClause& clause : branch.clauses) {
      MUSTER_CHECK(budget_.check());
      auto next = std::visit(
          [&](const auto& part) { return plan_clause(part, std::move(chain), bound); }, clause);
      if (!next) return std::move(next).error();
      chain = std::move(next).value();
    }
    return chain;
  }

  Result<PlanNodePtr> plan_clause(const BoundMatch& match, PlanNodePtr input, SlotSet& bound) {
    if (!match.optional)
      return plan_match(match, std::move(input), bound, cardinality_, labels_, slots_);
    const SlotSet before = bound;
    auto argument = make_argument();
    MUSTER_TRY(PlanNodePtr inner,
               plan_match(match, std::move(argument), bound, cardinality_, labels_, slots_));
    OptionalNode node;
    std::set_difference(bound.begin(), bound.end(), before.begin(), before.end(),
                        std::back_inserter(node.slots));
    node.ordinal = new_slot();
    SlotSet reads;
    collect_slots(BoundClause(match), reads);
    node.reads.assign(reads.begin(), reads.end());
    node.inner = std::move(inner);
    return plan_over(std::move(input), std::move(node));
  }

  Result<PlanNodePtr> plan_clause(const BoundUnwind& unwind, PlanNodePtr input, SlotSet& bound) {
    bound.insert(unwind.slot);
    return plan_over(std::move(input), UnwindNode{unwind.list, unwind.slot});
  }

  Result<PlanNodePtr> plan_clause(const BoundProjection& projection, PlanNodePtr input,
                                  SlotSet& bound) {
    PlanNodePtr chain = std::move(input);
    if (projection.aggregating) {
      chain = plan_over(std::move(chain),
                        AggregateNode{projection.grouping_keys, projection.aggregates});
    }
    chain = plan_over(std::move(chain), ProjectNode{projection.items});
    SlotSet items;
    std::vector<SlotId> item_slots;
    for (const BoundProjectionItem& item : projection.items) {
      if (items.insert(item.slot).second) item_slots.push_back(item.slot);
    }
    if (projection.distinct) chain = plan_over(std::move(chain), DistinctNode{item_slots});
    if (!projection.order_by.empty())
      chain = plan_over(std::move(chain), SortNode{.keys = projection.order_by});
    if (projection.skip) chain = plan_over(std::move(chain), SkipNode{projection.skip});
    if (projection.limit) {
      chain = plan_over(std::move(chain), LimitNode{projection.limit});
    }
    if (projection.where) {
      std::vector<BoundExpressionPtr> terms;
      split_conjunction(projection.where, terms);
      chain = plan_over(std::move(chain), FilterNode{std::move(terms)});
    }
    bound = std::move(items);
    bound.insert(outer_.begin(), outer_.end());
    return chain;
  }

  Result<PlanNodePtr> plan_clause(const BoundCall& call, PlanNodePtr input, SlotSet& bound) {
    for (const BoundYield& yield : call.yields) bound.insert(yield.slot);
    auto chain = plan_over(std::move(input), CallNode{call});
    if (!call.where) return chain;
    std::vector<BoundExpressionPtr> terms;
    split_conjunction(call.where, terms);
    return plan_over(std::move(chain), FilterNode{std::move(terms)});
  }

  Result<PlanNodePtr> plan_clause(const BoundSubqueryCall& call, PlanNodePtr input,
                                  SlotSet& bound) {
    const SlotSet before = bound;
    ApplyNode node;
    MUSTER_TRY(node.inner, plan_subquery(*call.body));
    const SlotSet outer = outer_slots(*call.body);
    node.outer.assign(outer.begin(), outer.end());
    for (const BoundColumn& column : call.body->columns) {
      node.columns.push_back(column.slot);
      bound.insert(column.slot);
    }
    node.ordinal = new_slot();
    node.optional = call.optional;
    node.writes = call.body->writes;
    if (call.transactions) {
      stages_.push_back({.rows = std::move(input),
                         .apply = plan_over(nullptr, std::move(node)),
                         .transactions = *call.transactions,
                         .slots = {before.begin(), before.end()}});
      if (call.transactions->status) bound.insert(*call.transactions->status);
      return make_argument();
    }
    return plan_over(std::move(input), std::move(node));
  }

  Result<PlanNodePtr> plan_clause(const BoundLoadCsv& load, PlanNodePtr input, SlotSet& bound) {
    bound.insert({load.row, load.line, load.file});
    return plan_over(std::move(input), LoadCsvNode{load});
  }
  Result<PlanNodePtr> plan_clause(const BoundLet& let, PlanNodePtr input, SlotSet& bound) {
    for (const BoundProjectionItem& item : let.items) bound.insert(item.slot);
    return plan_over(std::move(input), ProjectNode{let.items});
  }
  Result<PlanNodePtr> plan_clause(const BoundFilter& filter, PlanNodePtr input, SlotSet&) {
    std::vector<BoundExpressionPtr> terms;
    split_conjunction(filter.where, terms);
    return plan_over(std::move(input), FilterNode{std::move(terms)});
  }

  Result<PlanNodePtr> plan_clause(const BoundForeach& each, PlanNodePtr input, SlotSet& bound) {
    ForeachNode node{.list = each.list, .variable = each.variable};
    SlotSet inside = bound;
    inside.insert(each.variable);
    MUSTER_TRY(node.inner, plan_clauses(*each.updates, make_argument(), std::move(inside)));
    SlotSet reads;
    for (const BoundClause& update : each.updates->clauses) collect_slots(update, reads);
    for (const SlotId slot : reads) {
      if (bound.contains(slot)) node.outer.push_back(slot);
    }
    return plan_write(std::move(input), std::move(node));
  }

  Result<PlanNodePtr> plan_clause(const BoundCreate& create, PlanNodePtr input, SlotSet& bound) {
    for (const BoundPath& path : create.paths) bind_path(path, bound);
    return plan_write(std::move(input), CreateNode{create.paths});
  }
  Result<PlanNodePtr> plan_clause(const BoundMerge& merge, PlanNodePtr input, SlotSet& bound) {
    bind_path(merge.path, bound);
    return plan_write(std::move(input), MergeNode{merge});
  }
  Result<PlanNodePtr> plan_clause(const BoundSet& set, PlanNodePtr input, SlotSet&) {
    return plan_write(std::move(input), SetNode{set.items});
  }
  Result<PlanNodePtr> plan_clause(const BoundRemove& remove, PlanNodePtr input, SlotSet&) {
    return plan_write(std::move(input), RemoveNode{remove.items});
  }
  Result<PlanNodePtr> plan_clause(const BoundDelete& removal, PlanNodePtr input, SlotSet&) {
    return plan_write(std::move(input), DeleteNode{removal.detach, removal.expressions});
  }

  static Result<PlanNodePtr> plan_write(PlanNodePtr input, PlanOperation operation) {
    return plan_over(std::move(input), std::move(operation));
  }

  static void bind_path(const BoundPath& path, SlotSet& bound) {
    for (const BoundNode& node : path.nodes) bound.insert(node.slot);
    for (const BoundEdge& edge : path.edges) bound.insert(edge.slot);
    if (path.path_slot) bound.insert(*path.path_slot);
  }

  SlotId new_slot() {
    slots_.push_back({"", TypeKind::kInteger});
    return static_cast<SlotId>(slots_.size() - 1);
  }

  const BoundQuery& query_;
  Cardinality cardinality_;
  const WorkBudget& budget_;
  SlotLabels labels_;  // What the clauses so far say of nodes.
  std::vector<SlotInfo> slots_;
  std::vector<TransactionStage> stages_;
  SlotSet outer_;  // Of the subquery being planned: variables that its clauses do not bind.
};

}  // namespace

Result<LogicalPlan> make_plan(const BoundQuery& query, const GraphSnapshot& graph,
                              const WorkBudget& budget) {
  return QueryPlanner(query, graph, budget).plan();
}

}  // namespace muster::query
