// TreeBuilder: from ANTLR's parse tree to our syntax tree. Internal to query/syntax;
// tree_builder.cpp has clauses and patterns, expression_builder.cpp the expressions.
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
  // Clauses.
  ast::Query query(Grammar::QueryContext* context);
  ast::Clause clause(Grammar::ClauseContext* context);
  ast::ClauseNode clause_node(Grammar::ClauseContext* context);
  ast::MatchClause match(Grammar::MatchClauseContext* context);
  ast::Projection projection(Grammar::ProjectionContext* context);
  ast::MergeClause merge(Grammar::MergeClauseContext* context);
  std::vector<ast::SetItem> set_items(Grammar::SetClauseContext* context);
  ast::SetItem set_item(Grammar::SetItemContext* context);
  ast::ChangeLabels change_labels(Grammar::VariableContext* variable,
                                  Grammar::LabelListContext* labels);
  ast::ExpressionPtr property_target(Grammar::PropertyTargetContext* context);
  ast::RemoveClause remove(Grammar::RemoveClauseContext* context);
  ast::CallClause call(Grammar::CallClauseContext* context);
  ast::SubqueryClause subquery(Grammar::SubqueryClauseContext* context);
  ast::ForeachClause foreach_clause(Grammar::ForeachClauseContext* context);
  ast::LoadCsvClause load_csv(Grammar::LoadCsvClauseContext* context);
  ast::ExpressionPtr where(Grammar::WhereContext* context);

  // Patterns.
  std::vector<ast::PathPattern> patterns(Grammar::PatternListContext* context);
  ast::PathPattern pattern(Grammar::PatternContext* context);
  void append_element(Grammar::PatternElementContext* context, ast::PathPattern& path);
  ast::PathPattern shortest_path(Grammar::ShortestPathContext* context);
  ast::PathPattern relationships_pattern(Grammar::RelationshipsPatternContext* context);
  ast::NodePattern node_pattern(Grammar::NodePatternContext* context);
  ast::RelationshipPattern relationship_pattern(Grammar::RelationshipPatternContext* context);
  ast::HopRange hops(Grammar::HopsContext* context);
  std::int64_t hop_bound(Grammar::HopBoundContext* context);
  ast::ExpressionPtr properties(Grammar::PropertiesContext* context);
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
  ast::ExpressionNode case_expression(Grammar::CaseExpressionContext* context);
  ast::ExpressionNode subquery_expression(Grammar::SubqueryExpressionContext* context);
  ast::ExpressionNode quantifier(Grammar::QuantifierContext* context);
  ast::ExpressionNode reduce(Grammar::ReduceExpressionContext* context);
  ast::ExpressionNode list_comprehension(Grammar::ListComprehensionContext* context);
  ast::ExpressionNode pattern_comprehension(Grammar::PatternComprehensionContext* context);
  ast::ExpressionNode map_projection(Grammar::MapProjectionContext* context);
  ast::ExpressionNode map_literal(Grammar::MapLiteralContext* context);
  ast::ExpressionNode function_call(Grammar::FunctionCallContext* context);
  std::string parameter_name(Grammar::ParameterContext* context);

  // Names and places.
  ast::Name name(antlr4::ParserRuleContext* context);
  std::string_view text(antlr4::ParserRuleContext* context) const;
  SourcePosition position(antlr4::ParserRuleContext* context) const;
  SourcePosition position(antlr4::tree::ParseTree* tree) const;
  ast::ExpressionPtr make(SourcePosition position, ast::ExpressionNode node) const;
  void fail(SourcePosition position, std::string message, std::string hint, std::string detail);

  const TokenStream& tokens_;
  std::optional<Error> error_;
  std::size_t depth_ = 0;
};

}  // namespace muster::query
