// Binder: one statement's way from syntax tree to bound query. Internal to query/semantics;
// bind_query.cpp has the queries, bind_subquery.cpp those within others, bind_clauses.cpp the
// clauses, bind_projection.cpp WITH and RETURN, bind_pattern.cpp the patterns, bind_expression.cpp
// the expressions.
//
// The law: clauses are bound in the order in which they run, and the first error ends it.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "query/semantics/bind.h"
#include "query/semantics/scope.h"

namespace muster::query {

class Binder {
 public:
  explicit Binder(const BindEnvironment& environment) : environment_(environment) {}

  Result<BoundQuery> bind(const ast::Statement& statement);

 private:
  // What expressions are allowed to hold where they stand.
  struct Rules {
    // Aggregates: where they go, or null where they are forbidden.
    std::vector<BoundAggregate>* aggregates = nullptr;
    // With `aggregates`: the simple grouping keys ("a", "a.k") that may stand beside an aggregate.
    const std::unordered_map<std::string, SlotId>* simple_keys = nullptr;
    // Expressions that the projection made, by their text, for ORDER BY and WHERE behind DISTINCT
    // or aggregation.
    const std::unordered_map<std::string, SlotId>* projected = nullptr;
    // The rows before the projection: a name that is known there alone is ambiguous, not undefined.
    const Scope* hidden = nullptr;
    // Variables of grouping items: beside an aggregate they are ambiguous where they are not simple
    // keys.
    const std::set<std::string>* grouped = nullptr;
    bool inside_aggregate = false;
    bool constant = false;        // SKIP and LIMIT: no variables.
    bool condition = false;       // A boolean is due: patterns may stand as predicates.
    std::size_t locals_from = 0;  // Scope entries from here on belong to the expression itself.
    std::string_view place;       // For messages: "WHERE", "ORDER BY".
  };

  // --- Queries (bind_query.cpp, bind_subquery.cpp) ---
  enum class QueryPlace : std::uint8_t { kStatement, kExpression, kCall };
  // What the clauses of one query share.
  struct QueryFrame {
    QueryPlace place = QueryPlace::kStatement;
    Scope constants;         // Variables from around it that no WITH takes away.
    Scope importable;        // CALL { … }: what its leading WITH may name.
    bool read_only = false;  // In an expression: no clause may change the graph.
    bool writes = false;     // Found so far.
    bool is_union = false;   // One of several branches.
  };
  // A SHOW or TERMINATE command as a query (bind_command.cpp).
  Result<ast::Query> command_query(const ast::Statement& statement) const;
  Result<void> query_body(const ast::Query& query, BoundQueryBody& out);
  // A query within the statement. Leaves the scope as it was.
  Result<BoundQueryBody> inner_body(const ast::Query& query, QueryFrame frame);
  Result<BoundSingleQuery> single_query(const ast::SingleQuery& query);
  Result<bool> import_leading_with(const ast::SingleQuery& query);
  Result<void> check_composition(const ast::SingleQuery& query, const BoundSingleQuery& made) const;
  Result<void> union_columns(const ast::Query& query, BoundQueryBody& body) const;
  Result<BoundExpressionPtr> subquery(const ast::SubqueryExpression& node, SourcePosition position,
                                      const Rules& rules);
  // The variables that a subquery in an expression may read.
  Result<Scope> visible_to_subquery(const Rules& rules, SourcePosition position) const;
  BoundExpressionPtr make_subquery(ast::SubqueryKind kind, Type type, BoundQueryBody body,
                                   SourcePosition position);
  Result<BoundClause> call_subquery(const ast::SubqueryClause& clause, SourcePosition position);
  Result<BoundTransactions> transactions(const ast::InTransactions& in);
  Result<BoundClause> foreach_item(const ast::ForeachClause& clause);

  // --- Clauses ---
  Result<void> clause(const ast::Clause& clause, bool stand_alone, BoundSingleQuery& out);
  Result<BoundClause> match(const ast::MatchClause& clause);
  Result<BoundClause> unwind(const ast::UnwindClause& clause);
  Result<BoundClause> load_csv(const ast::LoadCsvClause& clause);
  Result<BoundClause> let(const ast::LetClause& clause);
  Result<void> use(const ast::UseClause& clause, bool first, SourcePosition position) const;
  Result<void> check_hints(const ast::MatchClause& clause) const;
  Result<BoundClause> create(const ast::CreateClause& clause);
  Result<BoundClause> merge(const ast::MergeClause& clause, SourcePosition position);
  Result<BoundClause> set(const ast::SetClause& clause);
  Result<std::vector<BoundSetItem>> set_items(const std::vector<ast::SetItem>& items);
  Result<BoundClause> remove(const ast::RemoveClause& clause);
  Result<BoundClause> delete_elements(const ast::DeleteClause& clause);
  Result<void> call(const ast::CallClause& clause, SourcePosition position, bool stand_alone,
                    BoundSingleQuery& out);
  Result<void> optional_call(const ast::CallClause& clause, const ProcedureSignature& procedure,
                             SourcePosition position, bool stand_alone, BoundSingleQuery& out);
  Result<std::vector<BoundExpressionPtr>> call_arguments(const ast::CallClause& clause,
                                                         const ProcedureSignature& procedure,
                                                         bool stand_alone);
  Result<SlotId> element_variable(const ast::Name& name, TypeSet types, std::string_view what);
  Result<std::pair<BoundExpressionPtr, BoundExpressionPtr>> property_target(
      const ast::ExpressionPtr& target);

  // --- Projections ---
  Result<BoundProjection> projection(const ast::Projection& projection,
                                     const ast::ExpressionPtr& where, bool is_return,
                                     SourcePosition position);
  Result<void> projection_items(const ast::Projection& projection, bool is_return,
                                SourcePosition position, BoundProjection& out, Scope& scope_after);
  Result<void> behind_projection(const ast::Projection& projection, const ast::ExpressionPtr& where,
                                 const Scope& scope_after, BoundProjection& out);
  Result<BoundExpressionPtr> row_count(const ast::ExpressionPtr& expression,
                                       std::string_view place);

  // --- Patterns ---
  enum class PatternUse : std::uint8_t { kMatch, kCreate, kMerge, kPredicate, kComprehension };
  struct PatternState {
    PatternUse use;
    Scope before;                                // What was bound before the clause.
    std::set<SlotId> edges;                      // Relationships used in this clause already.
    std::vector<BoundExpressionPtr> conditions;  // Label expressions and inline WHERE; some null.
    Rules rules;                                 // For expressions inside the pattern.
  };
  Result<std::vector<BoundPath>> patterns(const std::vector<ast::PathPattern>& patterns,
                                          PatternState& state);
  Result<BoundPath> path_variables(const ast::PathPattern& pattern, PatternState& state);
  Result<BoundNode> node_variable(const ast::PathPattern& path, const ast::NodePattern& node,
                                  PatternState& state);
  Result<BoundEdge> edge_variable(const ast::RelationshipPattern& edge, PatternState& state);
  Result<void> check_made_edge(const ast::RelationshipPattern& edge, PatternUse use) const;
  Result<void> path_details(const ast::PathPattern& pattern, PatternState& state, BoundPath& path);
  Result<void> selector_details(const ast::PathPattern& pattern, PatternState& state,
                                BoundPath& path);
  Result<void> edge_details(const ast::RelationshipPattern& edge, PatternState& state,
                            BoundEdge& made);
  Result<BoundExpressionPtr> computed_type(const ast::LabelExpression& type, const Rules& rules);
  Result<void> hop_condition(const ast::RelationshipPattern& edge, PatternState& state,
                             BoundEdge& made);
  Result<BoundEdge> group_variable(const ast::RelationshipPattern& edge, PatternState& state);
  Result<void> check_chosen_paths(const std::vector<ast::PathPattern>& patterns) const;
  Result<BoundExpressionPtr> path_expression(const ast::PathPattern& pattern,
                                             SourcePosition position, const Rules& rules);
  // Adds the variables of a path to the scope.
  void reveal(const ast::PathPattern& pattern, const BoundPath& path);
  Result<void> pattern_properties(const ast::ExpressionPtr& properties, PatternState& state,
                                  std::vector<BoundProperty>& entries, BoundExpressionPtr& map);
  Result<BoundExpressionPtr> computed_label(const ast::DynamicLabel& label, SourcePosition position,
                                            const Rules& rules);
  Result<std::vector<BoundExpressionPtr>> computed_labels(const ast::ChangeLabels& labels,
                                                          const Rules& rules);
  Result<void> created_labels(const ast::NodePattern& node, PatternState& state, BoundNode& made);
  Result<void> node_labels(const ast::NodePattern& node, PatternState& state, BoundNode& bound);
  Result<BoundExpressionPtr> pattern_query(ast::SubqueryKind kind,
                                           const std::vector<ast::PathPattern>& patterns,
                                           const ast::ExpressionPtr& where,
                                           const ast::ExpressionPtr& result, PatternUse use,
                                           SourcePosition position, const Rules& rules);

  // --- Expressions: bound in scope_ ---
  Result<BoundExpressionPtr> expression(const ast::ExpressionPtr& expression, const Rules& rules);
  Result<BoundExpressionPtr> condition(const ast::ExpressionPtr& expression,
                                       Rules rules);  // A null pointer for a null one.
  Result<std::vector<BoundExpressionPtr>> expressions(const std::vector<ast::ExpressionPtr>& list,
                                                      const Rules& rules);
  Result<BoundExpressionPtr> variable(const std::string& name, SourcePosition position,
                                      const Rules& rules);
  Result<BoundExpressionPtr> property(const ast::PropertyAccess& node, SourcePosition position,
                                      const Rules& rules);
  Result<BoundExpressionPtr> access(const ast::IndexAccess& node, SourcePosition position,
                                    const Rules& rules);
  Result<BoundExpressionPtr> unary(const ast::Unary& node, SourcePosition position,
                                   const Rules& rules);
  Result<BoundExpressionPtr> binary(const ast::Binary& node, SourcePosition position,
                                    const Rules& rules);
  Result<BoundExpressionPtr> make_binary(ast::BinaryOperator op, BoundExpressionPtr left,
                                         BoundExpressionPtr right, SourcePosition position) const;
  Result<BoundExpressionPtr> chain(const ast::ComparisonChain& node, SourcePosition position,
                                   const Rules& rules);
  Result<BoundExpressionPtr> function(const ast::FunctionCall& node, SourcePosition position,
                                      const Rules& rules);
  Result<BoundExpressionPtr> aggregate(const FunctionSignature* signature,
                                       const ast::FunctionCall* node, SourcePosition position,
                                       const Rules& rules);
  Result<BoundExpressionPtr> case_expression(const ast::Case& node, SourcePosition position,
                                             const Rules& rules);
  Result<BoundExpressionPtr> extended_case(const ast::Case& node, SourcePosition position,
                                           const Rules& rules);
  Result<BoundExpressionPtr> comprehension(const ast::ListComprehension& node,
                                           SourcePosition position, const Rules& rules);
  Result<BoundExpressionPtr> quantifier(const ast::Quantifier& node, SourcePosition position,
                                        const Rules& rules);
  Result<BoundExpressionPtr> reduce(const ast::Reduce& node, SourcePosition position,
                                    const Rules& rules);
  Result<BoundExpressionPtr> map_projection(const ast::MapProjection& node, SourcePosition position,
                                            const Rules& rules);
  Result<BoundExpressionPtr> label_test(const BoundExpressionPtr& object,
                                        const ast::LabelExpression& labels, SourcePosition position,
                                        const Rules& rules);
  Result<void> check_arguments(const FunctionSignature& signature,
                               const std::vector<BoundExpressionPtr>& arguments) const;

  // --- Slots ---
  SlotId new_slot(std::string name, Type type);
  const Type& type_of(SlotId slot) const {
    return query_.slots[static_cast<std::size_t>(slot)].type;
  }
  BoundExpressionPtr slot_expression(SlotId slot, SourcePosition position) const;
  Error undefined_variable(const std::string& name, SourcePosition position) const;

  const BindEnvironment& environment_;
  BoundQuery query_;
  QueryFrame frame_;  // Of the query being bound.
  Scope scope_;
  // What linenumber() and file() read; absent: no LOAD CSV before, or an aggregation since.
  struct CsvSlots {
    SlotId line;
    SlotId file;
  };
  std::optional<CsvSlots> csv_;
  std::unordered_map<std::string, SlotId>
      aggregate_slots_;     // Of the projection being bound, by their text.
  SlotId case_subject_{0};  // Of the innermost extended CASE being bound.
};

// Builders of errors and nodes that all parts share.
Error semantic_error(SourcePosition position, std::string message, std::string hint,
                     std::string detail);
Error unimplemented_error(SourcePosition position, std::string what);
BoundExpressionPtr bound(SourcePosition position, Type type, BoundExpressionNode node);
// Whether an aggregate stands anywhere in `expression`.
bool has_aggregate(const ast::Expression& expression, const FunctionCatalog& functions);
// Adds the names of all variables that `expression` mentions.
void collect_variables(const ast::Expression& expression, std::set<std::string>& names);
bool has_nondeterminism(const BoundExpression& expression);
// All that are not null, joined by AND in their order; null: there is none. Its depth is the
// logarithm of their number, so that no query makes one too deep to walk.
BoundExpressionPtr conjunction(const std::vector<BoundExpressionPtr>& terms);
// Whether the clause changes the graph by itself.
bool is_update(const ast::ClauseNode& node);

}  // namespace muster::query
