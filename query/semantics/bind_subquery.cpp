// The part of Binder that binds queries within others: EXISTS, COUNT, COLLECT, CALL { … }, FOREACH.
//
// Variables from around a subquery keep their slots in it; whatever it binds itself has slots from
// `first_own` on. Inside an expression, and behind CALL (x), those from around are constants: no
// WITH takes them away, and nothing may be bound to their names. CALL { WITH x … } imports what its
// leading WITH names, and from there on they are variables like any other.
#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "query/semantics/binder.h"
#include "query/syntax/ast_text.h"

namespace muster::query {
namespace {

Error bad_import(SourcePosition position, std::string hint) {
  return semantic_error(position, "the leading WITH of a subquery only names outer variables",
                        std::move(hint), "InvalidClauseComposition");
}

}  // namespace

Result<BoundQueryBody> Binder::inner_body(const ast::Query& query, QueryFrame frame) {
  const Scope outer = scope_;
  const auto csv = csv_;
  auto aggregate_slots = std::exchange(aggregate_slots_, {});
  QueryFrame outer_frame = std::exchange(frame_, std::move(frame));
  BoundQueryBody body;
  MUSTER_CHECK(query_body(query, body));
  frame_ = std::move(outer_frame);
  frame_.writes = frame_.writes || body.writes;
  aggregate_slots_ = std::move(aggregate_slots);
  scope_ = outer;
  csv_ = csv;
  return body;
}

// True: the query begins with a WITH that did nothing but name outer variables.
Result<bool> Binder::import_leading_with(const ast::SingleQuery& query) {
  const auto* with = std::get_if<ast::WithClause>(&query.clauses.front().node);
  if (frame_.importable.entries().empty() || with == nullptr) return false;
  const ast::Projection& projection = with->projection;
  std::set<std::string> mentioned;
  bool plain = true;
  for (const auto& item : projection.items) {
    collect_variables(*item.expression, mentioned);
    const auto* variable = std::get_if<ast::Variable>(&item.expression->node);
    plain = plain && variable != nullptr && (!item.alias || item.alias->text == variable->name);
  }
  if (with->where) collect_variables(*with->where, mentioned);
  for (const auto& key : projection.order_by) collect_variables(*key.expression, mentioned);
  const bool outer = projection.all_variables ||
                     std::any_of(mentioned.begin(), mentioned.end(), [&](const std::string& name) {
                       return frame_.importable.find(name).has_value();
                     });
  if (!outer) return false;
  const SourcePosition position = query.clauses.front().position;
  if (!plain)
    return bad_import(position,
                      "name them here, and write a second WITH for expressions and names.");
  if (projection.distinct || !projection.order_by.empty() || projection.skip || projection.limit ||
      with->where)
    return bad_import(position,
                      "put DISTINCT, ORDER BY, SKIP, LIMIT and WHERE into a second WITH.");
  if (projection.all_variables) {
    for (const auto& entry : frame_.importable.entries()) scope_.add(entry.name, entry.slot);
  }
  for (const auto& item : projection.items) {
    const std::string& name = std::get<ast::Variable>(item.expression->node).name;
    const auto slot = frame_.importable.find(name);
    if (!slot) return undefined_variable(name, item.position);
    if (!scope_.find(name)) scope_.add(name, *slot);
  }
  return true;
}

Result<Scope> Binder::visible_to_subquery(const Rules& rules, SourcePosition position) const {
  if (rules.constant && !scope_.entries().empty()) {
    return semantic_error(position, fmt::format("{} cannot depend on a pattern", rules.place),
                          "write a number or a parameter.", "NonConstantExpression");
  }
  if (rules.simple_keys == nullptr) return scope_;
  // Beside an aggregate: grouping keys, and what the expression itself binds.
  Scope visible;
  for (std::size_t i = 0; i < scope_.size(); ++i) {
    const Scope::Entry& entry = scope_.entries()[i];
    const auto key = rules.simple_keys->find(ast::name_text(entry.name));
    if (key != rules.simple_keys->end()) {
      visible.add(entry.name, key->second);
    } else if (i >= rules.locals_from) {
      visible.add(entry.name, entry.slot);
    }
  }
  return visible;
}

BoundExpressionPtr Binder::make_subquery(ast::SubqueryKind kind, Type type, BoundQueryBody body,
                                         SourcePosition position) {
  const auto id = static_cast<SubqueryId>(query_.subqueries.size());
  body.exists_only = kind == ast::SubqueryKind::kExists;
  query_.subqueries.push_back(std::make_shared<const BoundQueryBody>(std::move(body)));
  return bound(position, std::move(type),
               BoundSubquery{.kind = kind, .id = id, .body = query_.subqueries.back()});
}

Result<BoundExpressionPtr> Binder::subquery(const ast::SubqueryExpression& node,
                                            SourcePosition position, const Rules& rules) {
  if (!node.query) {
    return pattern_query(node.kind, node.patterns, node.where, nullptr, PatternUse::kComprehension,
                         position, rules);
  }
  MUSTER_TRY(Scope visible, visible_to_subquery(rules, position));
  QueryFrame frame{
      .place = QueryPlace::kExpression, .constants = std::move(visible), .read_only = true};
  MUSTER_TRY(BoundQueryBody body, inner_body(*node.query, std::move(frame)));
  switch (node.kind) {
    case ast::SubqueryKind::kExists:
      return make_subquery(node.kind, TypeKind::kBoolean, std::move(body), position);
    case ast::SubqueryKind::kCount:
      return make_subquery(node.kind, TypeKind::kInteger, std::move(body), position);
    case ast::SubqueryKind::kCollect:
      break;
  }
  if (body.columns.size() != 1) {
    return semantic_error(
        position, fmt::format("COLLECT needs one column, found {}", body.columns.size()),
        "end its query with RETURN and one expression.", "InvalidClauseComposition");
  }
  Type type = Type::list_of(body.columns.front().type);
  return make_subquery(node.kind, std::move(type), std::move(body), position);
}

Result<BoundClause> Binder::call_subquery(const ast::SubqueryClause& clause,
                                          SourcePosition position) {
  QueryFrame frame{.place = QueryPlace::kCall, .read_only = frame_.read_only};
  std::optional<BoundTransactions> in_transactions;
  if (clause.transactions) {
    MUSTER_TRY(in_transactions, transactions(*clause.transactions));
  }
  if (clause.import_all) {
    frame.constants = scope_;
  } else if (clause.imports) {
    for (const auto& name : *clause.imports) {
      const auto slot = scope_.find(name.text);
      if (!slot) return undefined_variable(name.text, name.position);
      if (frame.constants.find(name.text)) {
        return semantic_error(name.position, fmt::format("'{}' is imported twice", name.text),
                              "name each variable once.", "VariableAlreadyBound");
      }
      frame.constants.add(name.text, *slot);
    }
  } else {
    frame.importable = scope_;
  }
  MUSTER_TRY(BoundQueryBody body, inner_body(*clause.query, std::move(frame)));
  for (std::size_t i = 0; i < body.columns.size(); ++i) {
    const BoundColumn& column = body.columns[i];
    if (scope_.find(column.name)) {
      return semantic_error(
          position, fmt::format("variable '{}' already has a value here", column.name),
          "return it from the subquery under another name with AS.", "VariableAlreadyBound");
    }
  }
  for (const BoundColumn& column : body.columns) scope_.add(column.name, column.slot);
  if (in_transactions) {
    frame_.writes = true;
    if (clause.transactions->status) {
      const ast::Name& status = *clause.transactions->status;
      if (scope_.find(status.text)) {
        return semantic_error(status.position,
                              fmt::format("variable '{}' already has a value here", status.text),
                              "use another name behind REPORT STATUS AS.", "VariableAlreadyBound");
      }
      in_transactions->status = new_slot(status.text, TypeKind::kMap);
      scope_.add(status.text, *in_transactions->status);
    }
  }
  return BoundClause(
      BoundSubqueryCall{.body = std::make_shared<const BoundQueryBody>(std::move(body)),
                        .optional = clause.optional,
                        .transactions = std::move(in_transactions)});
}

Result<BoundTransactions> Binder::transactions(const ast::InTransactions& in) {
  const auto refused = [&](std::string message, std::string hint) {
    return semantic_error(in.position, std::move(message), std::move(hint),
                          "InvalidClauseComposition");
  };
  if (frame_.place != QueryPlace::kStatement || frame_.is_union)
    return refused("CALL { … } IN TRANSACTIONS stands neither in another query nor in a UNION",
                   "write it as a clause of the statement itself.");
  if (frame_.writes)
    return refused("CALL { … } IN TRANSACTIONS cannot follow a clause that changes the graph",
                   "make that change in a statement before, or within the subquery.");
  if (in.status && in.on_error == ast::OnTransactionError::kFail)
    return refused("REPORT STATUS needs ON ERROR CONTINUE or ON ERROR BREAK",
                   "with ON ERROR FAIL the statement gives no rows once something failed.");
  BoundTransactions made{.on_error = in.on_error};
  if (in.concurrency) {
    MUSTER_TRY([[maybe_unused]] const auto threads, row_count(in.concurrency, "CONCURRENT"));
  }
  MUSTER_TRY(made.batch_rows, row_count(in.batch_rows, "OF … ROWS"));
  return made;
}

Result<BoundClause> Binder::foreach_item(const ast::ForeachClause& clause) {
  Rules rules;
  rules.place = "FOREACH";
  MUSTER_TRY(auto list, expression(clause.list, rules));
  if (!TypeSet{TypeKind::kList}.accepts(list->type.kind)) {
    return semantic_error(
        clause.list->position,
        fmt::format("FOREACH takes a list, found {}", type_phrase(list->type.kind)),
        "put it into brackets, as in FOREACH (x IN [1, 2] | …).", "InvalidArgumentType");
  }
  if (scope_.find(clause.variable.text)) {
    return semantic_error(
        clause.variable.position,
        fmt::format("variable '{}' already has a value here", clause.variable.text),
        "use another name before IN.", "VariableAlreadyBound");
  }
  const Scope outer = scope_;
  const SlotId slot = new_slot(clause.variable.text, list->type.element_type());
  scope_.add(clause.variable.text, slot);
  auto updates = std::make_shared<BoundSingleQuery>();
  for (const auto& update : clause.updates) {
    if (!is_update(update.node)) {
      return semantic_error(update.position, "FOREACH takes only clauses that change the graph",
                            "write UNWIND and WITH to read as well, or CALL { … }.",
                            "InvalidClauseComposition");
    }
    MUSTER_CHECK(this->clause(update, false, *updates));
  }
  scope_ = outer;
  return BoundClause(
      BoundForeach{.variable = slot, .list = std::move(list), .updates = std::move(updates)});
}

}  // namespace muster::query
