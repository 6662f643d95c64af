// The part of Binder that binds queries: branches, their clauses in order, and UNION.
#include <algorithm>

#include "query/semantics/binder.h"

namespace muster::query {

namespace {

// A subquery with columns would give them to nobody.
bool is_unit_subquery(const BoundSingleQuery& query) {
  if (query.clauses.empty()) return false;
  const auto* call = std::get_if<BoundSubqueryCall>(&query.clauses.back());
  return call != nullptr && call->body->columns.empty();
}

}  // namespace

bool is_update(const ast::ClauseNode& node) {
  return std::holds_alternative<ast::CreateClause>(node) ||
         std::holds_alternative<ast::SetClause>(node) ||
         std::holds_alternative<ast::RemoveClause>(node) ||
         std::holds_alternative<ast::DeleteClause>(node) ||
         std::holds_alternative<ast::MergeClause>(node) ||
         std::holds_alternative<ast::ForeachClause>(node);
}

Result<BoundQuery> bind(const ast::Statement& statement, const BindEnvironment& environment) {
  return Binder(environment).bind(statement);
}

Result<BoundQuery> Binder::bind(const ast::Statement& statement) {
  query_.mode = statement.mode;
  if (const ast::Query* query = statement.query(); query != nullptr) {
    MUSTER_CHECK(query_body(*query, query_));
  } else {
    MUSTER_TRY(const ast::Query command, command_query(statement));
    MUSTER_CHECK(query_body(command, query_));
  }
  std::sort(query_.parameters.begin(), query_.parameters.end());
  query_.parameters.erase(std::unique(query_.parameters.begin(), query_.parameters.end()),
                          query_.parameters.end());
  return std::move(query_);
}

Result<void> Binder::query_body(const ast::Query& query, BoundQueryBody& out) {
  out.first_own = static_cast<SlotId>(query_.slots.size());
  frame_.is_union = query.branches.size() > 1;
  for (const auto& branch : query.branches) {
    MUSTER_TRY(auto made, single_query(branch));
    out.branches.push_back(std::move(made));
  }
  out.writes = frame_.writes;
  return union_columns(query, out);
}

Result<void> Binder::union_columns(const ast::Query& query, BoundQueryBody& body) const {
  for (std::size_t i = 1; i < query.unions.size(); ++i) {
    if (query.unions[i].all == query.unions[0].all) continue;
    return semantic_error(query.unions[i].position, "UNION and UNION ALL cannot be mixed",
                          "use the same one throughout.", "InvalidClauseComposition");
  }
  body.union_all = !query.unions.empty() && query.unions[0].all;
  for (std::size_t i = 0; i < body.branches.size(); ++i) {
    std::vector<BoundColumn> columns;
    const auto& clauses = body.branches[i].clauses;
    const auto* last = clauses.empty() ? nullptr : std::get_if<BoundProjection>(&clauses.back());
    if (last != nullptr && last->is_return) {
      for (const auto& item : last->items)
        columns.push_back({.name = item.name, .slot = item.slot, .type = type_of(item.slot)});
    }
    if (i == 0) {
      body.columns = std::move(columns);
      continue;
    }
    const bool same = std::equal(
        columns.begin(), columns.end(), body.columns.begin(), body.columns.end(),
        [](const BoundColumn& left, const BoundColumn& right) { return left.name == right.name; });
    if (!same) {
      return semantic_error(
          query.unions[i - 1].position, "both sides of UNION must return the same columns",
          "name them alike with AS, in the same order.", "DifferentColumnsInUnion");
    }
    for (std::size_t c = 0; c < columns.size(); ++c)
      body.columns[c].type = common_type(body.columns[c].type, columns[c].type);
  }
  return ok();
}

Result<BoundSingleQuery> Binder::single_query(const ast::SingleQuery& query) {
  scope_ = frame_.constants;
  if (frame_.place == QueryPlace::kStatement) csv_.reset();
  BoundSingleQuery out;
  MUSTER_TRY(const bool imports, import_leading_with(query));
  // USE says where a procedure is called and takes nothing from its standing alone.
  const bool used = std::holds_alternative<ast::UseClause>(query.clauses.front().node);
  const bool stand_alone =
      query.clauses.size() == (used ? 2 : 1) && frame_.place == QueryPlace::kStatement;
  for (std::size_t i = imports ? 1 : 0; i < query.clauses.size(); ++i) {
    const bool is_return = std::holds_alternative<ast::ReturnClause>(query.clauses[i].node);
    const bool is_finish = std::holds_alternative<ast::FinishClause>(query.clauses[i].node);
    if ((is_return || is_finish) && i + 1 < query.clauses.size()) {
      return semantic_error(query.clauses[i + 1].position,
                            is_return ? "RETURN must be the last clause of a query"
                                      : "FINISH must be the last clause of a query",
                            "write WITH to go on from here.", "InvalidClauseComposition");
    }
    MUSTER_CHECK(environment_.budget.check());
    MUSTER_CHECK(clause(query.clauses[i], stand_alone, out));
  }
  MUSTER_CHECK(check_composition(query, out));
  return out;
}

Result<void> Binder::check_composition(const ast::SingleQuery& query,
                                       const BoundSingleQuery& made) const {
  if (frame_.place == QueryPlace::kExpression) return ok();  // Its rows are asked for, not columns.
  const ast::Clause& last = query.clauses.back();
  const bool ends = std::holds_alternative<ast::ReturnClause>(last.node) ||
                    std::holds_alternative<ast::FinishClause>(last.node) ||
                    std::holds_alternative<ast::CallClause>(last.node) || is_unit_subquery(made) ||
                    is_update(last.node);
  if (ends) return ok();
  return semantic_error(last.position, "a query cannot end with this clause: it has no result",
                        "add RETURN, or a clause that changes the graph.",
                        "InvalidClauseComposition");
}

}  // namespace muster::query
