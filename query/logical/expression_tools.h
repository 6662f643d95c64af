// Questions that planning asks of bound expressions.
#pragma once

#include <functional>
#include <vector>

#include <boost/container/flat_set.hpp>

#include "query/semantics/bound_query.h"

namespace muster::query {

// Sorted in one block: planning copies such sets from node to node, and one of the slots of a long
// query is too dear as a tree.
using SlotSet = boost::container::flat_set<SlotId>;

// Calls `visit` for each direct part of `expression`; what stands inside a subquery is none.
void for_each_part(const BoundExpression& expression,
                   const std::function<void(const BoundExpression&)>& visit);

// Adds every slot that `expression` mentions, those of its own inner variables included, but of a
// subquery only those from around it.
void collect_slots(const BoundExpression& expression, SlotSet& slots);
void collect_slots(const BoundExpressionPtr& expression, SlotSet& slots);  // Null: nothing.
void collect_slots(const BoundPath& path, SlotSet& slots);
// Adds what the clause reads and binds.
void collect_slots(const BoundClause& clause, SlotSet& slots);
// The slots of the clauses around it that a subquery reads.
SlotSet outer_slots(const BoundQueryBody& body);
// Slots that only the expressions within the pattern read.
void collect_value_slots(const BoundPath& path, SlotSet& slots);

// The terms of a conjunction, left to right, appended.
void split_conjunction(const BoundExpressionPtr& expression,
                       std::vector<BoundExpressionPtr>& terms);

// Whether no row can make it fail, so that it may be asked of rows that another predicate would
// have removed.
bool is_infallible(const BoundExpression& expression);

// Whether it reads no variable: one value for the whole statement.
bool is_constant(const BoundExpression& expression);

// For `slot.key = constant`: whether it is one.
bool is_property_equality(const BoundExpression& expression, SlotId slot);

// For `slot.key = e`, either way round, where e does not read the slot: the key and e.
struct PropertyEquality {
  std::string key;
  BoundExpressionPtr value;
};
std::optional<PropertyEquality> property_equality(const BoundExpression& expression, SlotId slot);
// For `slot.key`: the key; null for all else.
const std::string* property_of_slot(const BoundExpression& expression, SlotId slot);

// For `id(slot) = e` or `elementId(slot) = e` where e reads none of `unbound`: e and which of the
// two.
struct IdEquality {
  BoundExpressionPtr id;
  bool by_element_id = false;
};
std::optional<IdEquality> id_equality(const BoundExpression& expression, SlotId slot);

// For `slot:A OR slot:B …`, one label in each term: the labels, as written; else none.
std::vector<std::string> label_union(const BoundExpression& expression, SlotId slot);

// Expressions that planning makes.
BoundExpressionPtr make_variable(SlotId slot, Type type, SourcePosition position);
BoundExpressionPtr make_not_null(const BoundNode& node);
BoundExpressionPtr make_label_test(const BoundNode& node);
// `all(hop IN edge WHERE …)`, the condition on each hop. REQUIRES: edge.hop_where.
BoundExpressionPtr make_all_hops(const BoundEdge& edge);
BoundExpressionPtr make_property_equality(SlotId slot, Type type, const BoundProperty& property,
                                          SourcePosition position);

}  // namespace muster::query
