#include "tests/differential/smaller_query.h"

#include <functional>
#include <memory>

#include "query/syntax/ast_text.h"
#include "query/syntax/parse.h"

namespace muster::differential {
namespace {

namespace ast = query::ast;

template <typename T>
using Found = std::function<void(T)>;

// Each of these calls `found` with every copy of its argument that has one thing less.

template <typename T>
void without_each(const std::vector<T>& items, std::size_t left_at_least,
                  const Found<std::vector<T>>& found) {
  if (items.size() <= left_at_least) return;
  for (std::size_t i = 0; i < items.size(); ++i) {
    std::vector<T> fewer = items;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    found(std::move(fewer));
  }
}

template <typename T>
void with_each_smaller(const std::vector<T>& items,
                       void (*smaller)(const T& item, const Found<T>& found),
                       const Found<std::vector<T>>& found) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    smaller(items[i], [&](T item) {
      std::vector<T> changed = items;
      changed[i] = std::move(item);
      found(std::move(changed));
    });
  }
}

// Of a condition: one side of it, the other way round, or none at all.
void smaller_condition(const ast::ExpressionPtr& condition,
                       const Found<ast::ExpressionPtr>& found) {
  if (!condition) return;
  found(nullptr);
  if (const auto* binary = std::get_if<ast::Binary>(&condition->node)) {
    const auto rebuilt = [&](ast::ExpressionPtr left, ast::ExpressionPtr right) {
      ast::Binary changed = *binary;
      changed.left = std::move(left);
      changed.right = std::move(right);
      found(std::make_shared<const ast::Expression>(
          ast::Expression{condition->position, std::move(changed)}));
    };
    const bool logic = binary->op == ast::BinaryOperator::kAnd ||
                       binary->op == ast::BinaryOperator::kOr ||
                       binary->op == ast::BinaryOperator::kXor;
    if (!logic) return;
    found(binary->left);
    found(binary->right);
    smaller_condition(binary->left, [&](ast::ExpressionPtr left) {
      if (left) rebuilt(std::move(left), binary->right);
    });
    smaller_condition(binary->right, [&](ast::ExpressionPtr right) {
      if (right) rebuilt(binary->left, std::move(right));
    });
  } else if (const auto* unary = std::get_if<ast::Unary>(&condition->node)) {
    if (unary->op == ast::UnaryOperator::kNot) found(unary->operand);
  }
}

// Whatever may be left out of a part.
template <typename T, typename Member>
void without(const T& part, Member T::* member, const Found<T>& found) {
  if (!(part.*member)) return;
  T changed = part;
  changed.*member = Member{};
  found(std::move(changed));
}

void smaller_node(const ast::NodePattern& node, const Found<ast::NodePattern>& found) {
  without(node, &ast::NodePattern::labels, found);
  without(node, &ast::NodePattern::properties, found);
  without(node, &ast::NodePattern::where, found);
  without(node, &ast::NodePattern::variable, found);
}

void smaller_edge(const ast::RelationshipPattern& edge,
                  const Found<ast::RelationshipPattern>& found) {
  without(edge, &ast::RelationshipPattern::types, found);
  without(edge, &ast::RelationshipPattern::properties, found);
  without(edge, &ast::RelationshipPattern::where, found);
  without(edge, &ast::RelationshipPattern::variable, found);
  if (!edge.group) without(edge, &ast::RelationshipPattern::hops, found);
}

void smaller_path(const ast::PathPattern& path, const Found<ast::PathPattern>& found) {
  without(path, &ast::PathPattern::variable, found);
  without(path, &ast::PathPattern::where, found);
  if (!path.relationships.empty()) {
    ast::PathPattern shorter = path;
    shorter.relationships.pop_back();
    shorter.nodes.pop_back();
    found(std::move(shorter));
    shorter = path;
    shorter.relationships.erase(shorter.relationships.begin());
    shorter.nodes.erase(shorter.nodes.begin());
    found(std::move(shorter));
  }
  with_each_smaller<ast::NodePattern>(path.nodes, smaller_node, [&](auto nodes) {
    ast::PathPattern changed = path;
    changed.nodes = std::move(nodes);
    found(std::move(changed));
  });
  with_each_smaller<ast::RelationshipPattern>(path.relationships, smaller_edge, [&](auto edges) {
    ast::PathPattern changed = path;
    changed.relationships = std::move(edges);
    found(std::move(changed));
  });
}

void smaller_match(const ast::MatchClause& match, const Found<ast::MatchClause>& found) {
  const Found<std::vector<ast::PathPattern>> with_patterns = [&](auto patterns) {
    ast::MatchClause changed = match;
    changed.patterns = std::move(patterns);
    found(std::move(changed));
  };
  without_each<ast::PathPattern>(match.patterns, 1, with_patterns);
  with_each_smaller<ast::PathPattern>(match.patterns, smaller_path, with_patterns);
  smaller_condition(match.where, [&](ast::ExpressionPtr where) {
    ast::MatchClause changed = match;
    changed.where = std::move(where);
    found(std::move(changed));
  });
  without(match, &ast::MatchClause::optional, found);
}

void smaller_projection(const ast::Projection& projection, const Found<ast::Projection>& found) {
  without_each<ast::ProjectionItem>(projection.items, projection.all_variables ? 0 : 1,
                                    [&](auto items) {
                                      ast::Projection changed = projection;
                                      changed.items = std::move(items);
                                      found(std::move(changed));
                                    });
  without_each<ast::SortItem>(projection.order_by, 0, [&](auto keys) {
    ast::Projection changed = projection;
    changed.order_by = std::move(keys);
    found(std::move(changed));
  });
  without(projection, &ast::Projection::distinct, found);
  without(projection, &ast::Projection::skip, found);
  without(projection, &ast::Projection::limit, found);
}

void smaller_query(const ast::Query& query, const Found<ast::Query>& found);

void smaller_clause(const ast::Clause& clause, const Found<ast::Clause>& found) {
  const auto give = [&](ast::ClauseNode node) { found({clause.position, std::move(node)}); };
  if (const auto* match = std::get_if<ast::MatchClause>(&clause.node)) {
    smaller_match(*match, give);
  } else if (const auto* with = std::get_if<ast::WithClause>(&clause.node)) {
    smaller_projection(with->projection, [&](ast::Projection projection) {
      give(ast::WithClause{std::move(projection), with->where});
    });
    smaller_condition(with->where, [&](ast::ExpressionPtr where) {
      give(ast::WithClause{with->projection, std::move(where)});
    });
  } else if (const auto* last = std::get_if<ast::ReturnClause>(&clause.node)) {
    smaller_projection(last->projection, [&](ast::Projection projection) {
      give(ast::ReturnClause{std::move(projection)});
    });
  } else if (const auto* call = std::get_if<ast::SubqueryClause>(&clause.node)) {
    smaller_query(*call->query, [&](ast::Query inner) {
      ast::SubqueryClause changed = *call;
      changed.query = std::make_shared<const ast::Query>(std::move(inner));
      give(std::move(changed));
    });
  }
}

void smaller_branch(const ast::SingleQuery& branch, const Found<ast::SingleQuery>& found) {
  const Found<std::vector<ast::Clause>> with_clauses = [&](auto clauses) {
    found({branch.position, std::move(clauses)});
  };
  without_each<ast::Clause>(branch.clauses, 1, with_clauses);
  with_each_smaller<ast::Clause>(branch.clauses, smaller_clause, with_clauses);
}

void smaller_query(const ast::Query& query, const Found<ast::Query>& found) {
  without_each<ast::SingleQuery>(query.branches, 1, [&](auto branches) {
    ast::Query changed{std::move(branches), query.unions};
    changed.unions.pop_back();
    found(std::move(changed));
  });
  with_each_smaller<ast::SingleQuery>(query.branches, smaller_branch, [&](auto branches) {
    found({std::move(branches), query.unions});
  });
}

}  // namespace

std::vector<std::string> smaller_queries(const std::string& text) {
  std::vector<std::string> texts;
  const auto statement = query::parse(text);
  if (!statement || statement->query() == nullptr) return texts;
  smaller_query(*statement->query(),
                [&](const ast::Query& query) { texts.push_back(ast::to_text(query)); });
  return texts;
}

}  // namespace muster::differential
