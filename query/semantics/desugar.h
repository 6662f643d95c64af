// Pieces of syntax tree for statements that are bound as other, plainer ones.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "query/syntax/ast.h"

namespace muster::query {

inline ast::ExpressionPtr make_expression(SourcePosition position, ast::ExpressionNode node) {
  return std::make_shared<const ast::Expression>(ast::Expression{position, std::move(node)});
}

// `name`, as an item of WITH or RETURN.
inline ast::ProjectionItem make_column(SourcePosition position, const std::string& name) {
  return {.position = position,
          .expression = make_expression(position, ast::Variable{name}),
          .alias = std::nullopt,
          .text = name};
}

}  // namespace muster::query
