// The slots that clauses mention.
#include "query/logical/expression_tools.h"

namespace muster::query {
namespace {

struct ClauseSlots {
  SlotSet& slots;

  void add(const BoundExpressionPtr& expression) const { collect_slots(expression, slots); }
  void add(const std::vector<BoundExpressionPtr>& expressions) const {
    for (const auto& expression : expressions) add(expression);
  }
  void add(const std::vector<BoundSetItem>& items) const {
    for (const BoundSetItem& item : items) {
      if (const auto* property = std::get_if<BoundSetProperty>(&item)) {
        add(property->target);
        add(property->key);
        add(property->value);
      } else if (const auto* all = std::get_if<BoundSetAllProperties>(&item)) {
        slots.insert(all->target);
        add(all->value);
      } else {
        slots.insert(std::get<BoundSetLabels>(item).target);
        add(std::get<BoundSetLabels>(item).computed);
      }
    }
  }

  void operator()(const BoundMatch& match) const {
    for (const BoundPath& path : match.paths) collect_slots(path, slots);
    add(match.where);
  }
  void operator()(const BoundUnwind& unwind) const {
    add(unwind.list);
    slots.insert(unwind.slot);
  }
  void operator()(const BoundProjection& projection) const {
    for (const auto& key : projection.grouping_keys) add(key.expression);
    for (const auto& aggregate : projection.aggregates) add(aggregate.arguments);
    for (const auto& item : projection.items) {
      add(item.expression);
      slots.insert(item.slot);
    }
    for (const auto& key : projection.order_by) add(key.expression);
    add(projection.where);
  }
  void operator()(const BoundCreate& create) const {
    for (const BoundPath& path : create.paths) collect_slots(path, slots);
  }
  void operator()(const BoundSet& set) const { add(set.items); }
  void operator()(const BoundRemove& remove) const {
    for (const auto& item : remove.items) {
      if (const auto* property = std::get_if<BoundRemoveProperty>(&item)) {
        add(property->target);
        add(property->key);
      } else {
        slots.insert(std::get<BoundRemoveLabels>(item).target);
        add(std::get<BoundRemoveLabels>(item).computed);
      }
    }
  }
  void operator()(const BoundDelete& removal) const { add(removal.expressions); }
  void operator()(const BoundMerge& merge) const {
    collect_slots(merge.path, slots);
    add(merge.on_create);
    add(merge.on_match);
  }
  void operator()(const BoundCall& call) const {
    add(call.arguments);
    for (const BoundYield& yield : call.yields) slots.insert(yield.slot);
    add(call.where);
  }
  void operator()(const BoundSubqueryCall& call) const {
    slots.merge(outer_slots(*call.body));
    for (const BoundColumn& column : call.body->columns) slots.insert(column.slot);
  }
  void operator()(const BoundLet& let) const {
    for (const auto& item : let.items) {
      add(item.expression);
      slots.insert(item.slot);
    }
  }
  void operator()(const BoundLoadCsv& load) const {
    add(load.url);
    add(load.field_terminator);
    slots.insert({load.row, load.line, load.file});
  }
  void operator()(const BoundFilter& filter) const { add(filter.where); }
  void operator()(const BoundForeach& each) const {
    add(each.list);
    slots.insert(each.variable);
    for (const BoundClause& clause : each.updates->clauses) collect_slots(clause, slots);
  }
};

}  // namespace

void collect_slots(const BoundClause& clause, SlotSet& slots) {
  std::visit(ClauseSlots{slots}, clause);
}

SlotSet outer_slots(const BoundQueryBody& body) {
  SlotSet slots;
  for (const BoundSingleQuery& branch : body.branches) {
    for (const BoundClause& clause : branch.clauses) collect_slots(clause, slots);
  }
  slots.erase(slots.lower_bound(body.first_own), slots.end());
  return slots;
}

}  // namespace muster::query
