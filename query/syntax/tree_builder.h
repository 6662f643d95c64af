// TreeBuilder: from ANTLR's parse tree to our syntax tree. Internal to query/syntax;
// tree_builder.cpp has queries and clauses, command_builder.cpp the commands, pattern_builder.cpp
// the patterns, expression_builder.cpp the expressions and test_builder.cpp IS, types and CASE.
//
// The law: the first problem wins. A builder that met one goes on with harmless values, so that it
// needs no exception, and reports it at the end.
#pragma once

#include <optional>
#include <string>

#include "CypherParser.h"
#include "query/syntax/ast.h"
#include "query/syntax/literal_text.h"
#include "query/syntax/token_stream.h"

namespace muster::query {

class TreeBuilder {
 public:
  using Grammar = generated::CypherParser;

  explicit TreeBuilder(const TokenStream& tokens) : tokens_(tokens) {}

  Result<ast::Statement> build(Grammar::StatementContext* context);

 private:
  // Commands.
  ast::StatementBody command(Grammar::CommandContext* context);
  ast::CreateIndex create_index(Grammar::CreateIndexContext* context);
  void index_target(Grammar::IndexTargetContext* context, ast::CreateIndex& out);
  ast::CreateConstraint create_constraint(Grammar::CreateConstraintContext* context);
  void requirement(Grammar::RequirementContext* context, ast::CreateConstraint& out);
  ast::DropIndex drop_index(Grammar::DropIndexContext* context);
  ast::DropConstraint drop_constraint(Grammar::DropConstraintContext* context);
  ast::Show show(Grammar::ShowContext* context);
  ast::ShowConstraints shown_constraints(Grammar::ConstraintFilterContext* context);
  std::optional<ast::Executable> executable(Grammar::ExecutableContext* context);
  std::vector<ast::ExpressionPtr> transaction_ids(Grammar::TransactionIdsContext* context);
  ast::CommandRows command_rows(Grammar::CommandRowsContext* context);
  ast::SchemaName schema_name(Grammar::SchemaReferenceContext* context);
  ast::PropertyReference property_reference(Grammar::PropertyReferenceContext* context);
  std::vector<ast::PropertyReference> property_references(
      Grammar::PropertyReferencesContext* context);
  ast::ExpressionPtr options(Grammar::OptionMapContext* context);

  // Clauses.
  ast::Query query(Grammar::QueryContext* context);
  ast::Clause clause(Grammar::ClauseContext* context);
  ast::ClauseNode clause_node(Grammar::ClauseContext* context);
  ast::MatchClause match(Grammar::MatchClauseContext* context);
  ast::PlannerHint hint(Grammar::HintContext* context);
  ast::Projection projection(Grammar::ProjectionContext* context);
  void order(Grammar::OrderByContext* context, ast::Projection& out);
  ast::MergeClause merge(Grammar::MergeClauseContext* context);
  std::vector<ast::SetItem> set_items(Grammar::SetClauseContext* context);
  ast::SetItem set_item(Grammar::SetItemContext* context);
  ast::UseClause use(Grammar::UseClauseContext* context);
  ast::Name dotted_name(Grammar::ProcedureNameContext* context);
  ast::ChangeLabels change_labels(Grammar::VariableContext* variable,
                                  Grammar::LabelListContext* labels);
  ast::ExpressionPtr property_target(Grammar::PropertyTargetContext* context);
  ast::RemoveClause remove(Grammar::RemoveClauseContext* context);
  ast::CallClause call(Grammar::CallClauseContext* context);
  ast::SubqueryClause subquery(Grammar::SubqueryClauseContext* context);
  ast::InTransactions in_transactions(Grammar::InTransactionsContext* context);
  ast::ForeachClause foreach_clause(Grammar::ForeachClauseContext* context);
  ast::LoadCsvClause load_csv(Grammar::LoadCsvClauseContext* context);
  ast::ExpressionPtr where(Grammar::WhereContext* context);

  // Patterns.
  std::vector<ast::PathPattern> patterns(Grammar::PatternListContext* context);
  ast::PathPattern pattern(Grammar::PatternContext* context);
  void append_element(Grammar::PatternElementContext* context, ast::PathPattern& path);
  void append_group(Grammar::PathPartContext* context, ast::PathPattern& path);
  void check_group(const ast::QuantifiedPath& group, SourcePosition position);
  void selector(Grammar::SelectorContext* context, ast::PathPattern& path);
  ast::HopRange quantifier(Grammar::QuantifierContext* context);
  ast::PathPattern shortest_path(Grammar::ShortestPathContext* context);
  ast::PathPattern relationships_pattern(Grammar::RelationshipsPatternContext* context);
  ast::NodePattern node_pattern(Grammar::NodePatternContext* context);
  ast::RelationshipPattern relationship_pattern(Grammar::RelationshipPatternContext* context);
  ast::HopRange hops(Grammar::HopsContext* context);
  std::int64_t hop_bound(Grammar::HopBoundContext* context);
  ast::ExpressionPtr properties(Grammar::PropertiesContext* context);
  ast::LabelExpression labels(Grammar::LabelOrContext* context);
  ast::DynamicLabel dynamic_label(Grammar::DynamicLabelContext* context);
  ast::LabelExpression label_or(Grammar::LabelOrContext* context);
  ast::LabelExpression label_and(Grammar::LabelAndContext* context);
  ast::LabelExpression label_not(Grammar::LabelNotContext* context);

  // Expressions.
  ast::ExpressionPtr expression(Grammar::ExpressionContext* context);
  ast::ExpressionNode expression_node(Grammar::ExpressionContext* context);
  ast::ExpressionNode sign(Grammar::SignExpressionContext* context);
  ast::ExpressionNode comparison(Grammar::ComparisonExpressionContext* context);
  ast::ExpressionNode predicate(Grammar::PredicateExpressionContext* context);
  ast::ExpressionNode logical(Grammar::ExpressionContext* context, ast::BinaryOperator op);
  ast::ExpressionNode binary(ast::BinaryOperator op, antlr4::tree::ParseTree* op_token,
                             Grammar::ExpressionContext* left, Grammar::ExpressionContext* right);
  ast::ExpressionPtr atom(Grammar::AtomContext* context);
  ast::ExpressionNode atom_node(Grammar::AtomContext* context);
  ast::ExpressionNode literal(Grammar::LiteralContext* context, bool negative);
  ast::ExpressionNode string_literal(antlr4::tree::TerminalNode* terminal);
  ast::ExpressionNode is_test(ast::ExpressionPtr object, Grammar::IsTestContext* context);
  ast::TypeName type_name(Grammar::TypeNameContext* context);
  ast::TypeName type_part(Grammar::TypePartContext* context);
  ast::ExpressionPtr case_test(Grammar::CaseTestContext* context);
  ast::ExpressionNode case_expression(Grammar::CaseExpressionContext* context);
  ast::ExpressionNode subquery_expression(Grammar::SubqueryExpressionContext* context);
  ast::ExpressionNode quantified_predicate(Grammar::QuantifiedPredicateContext* context);
  ast::ExpressionNode reduce(Grammar::ReduceExpressionContext* context);
  ast::ExpressionNode list_comprehension(Grammar::ListComprehensionContext* context);
  ast::ExpressionNode pattern_comprehension(Grammar::PatternComprehensionContext* context);
  ast::ExpressionNode map_projection(Grammar::MapProjectionContext* context);
  ast::ExpressionNode map_literal(Grammar::MapLiteralContext* context);
  ast::ExpressionNode function_call(Grammar::FunctionCallContext* context);
  ast::ExpressionNode trim_call(generated::CypherParser::FunctionCallContext* context,
                                const std::string& function);
  std::string parameter_name(Grammar::ParameterContext* context);

  // Names and places.
  ast::Name name(antlr4::ParserRuleContext* context);
  std::string_view text(antlr4::ParserRuleContext* context) const;
  SourcePosition position(antlr4::ParserRuleContext* context) const;
  SourcePosition position(antlr4::tree::ParseTree* tree) const;
  ast::ExpressionPtr make(SourcePosition position, ast::ExpressionNode node) const;
  void fail(SourcePosition position, std::string message, std::string hint, std::string detail);
  // Counts `steps` more of the statement. Fails beyond kStepsMax.
  void take_steps(std::size_t steps, SourcePosition position);
  // The same for what has to be found for `path`.
  void take_steps(const ast::PathPattern& path) {
    take_steps(path.nodes.size() + path.relationships.size(), path.position);
  }

  const TokenStream& tokens_;
  std::optional<Error> error_;
  std::size_t depth_ = 0;
  std::size_t steps_ = 0;
  // Of the label expression being read: whether `:A:B` and whether | & ! % were met.
  bool label_colons_ = false;
  bool label_symbols_ = false;
};

// `a AND b AND c` as a balanced tree: the order of evaluation stays, the depth is logarithmic.
// ops[i] is where the operator between operands i and i + 1 stands.
// REQUIRES: begin < end.
ast::ExpressionPtr balanced_chain(ast::BinaryOperator op,
                                  const std::vector<ast::ExpressionPtr>& operands,
                                  const std::vector<SourcePosition>& ops, std::size_t begin,
                                  std::size_t end);
// The operator that a comparison's token stands for.
ast::BinaryOperator comparison_operator(std::size_t token);

}  // namespace muster::query
