// What all parts of the binder share: errors, nodes, and walks over trees.
#include <algorithm>
#include <functional>
#include <iterator>

#include <fmt/format.h>

#include "query/semantics/binder.h"
#include "query/syntax/spelling.h"

namespace muster::query {
namespace {

using Visit = std::function<void(const ast::ExpressionPtr&)>;

void children(const ast::Literal& /*node*/, const Visit& /*visit*/) {}
void children(const ast::Parameter& /*node*/, const Visit& /*visit*/) {}
void children(const ast::Variable& /*node*/, const Visit& /*visit*/) {}
void children(const ast::CountStar& /*node*/, const Visit& /*visit*/) {}
void children(const ast::CaseSubject& /*node*/, const Visit& /*visit*/) {}
void children(const ast::ListLiteral& node, const Visit& visit) {
  for (const auto& item : node.items) visit(item);
}
void children(const ast::MapLiteral& node, const Visit& visit) {
  for (const auto& entry : node.entries) visit(entry.value);
}
void children(const ast::PropertyAccess& node, const Visit& visit) { visit(node.object); }
void children(const ast::IndexAccess& node, const Visit& visit) {
  visit(node.object);
  visit(node.index);
}
void children(const ast::SliceAccess& node, const Visit& visit) {
  visit(node.object);
  visit(node.from);
  visit(node.to);
}
void children(const ast::LabelTest& node, const Visit& visit) { visit(node.object); }
void children(const ast::TypeTest& node, const Visit& visit) { visit(node.object); }
void children(const ast::NormalizedTest& node, const Visit& visit) { visit(node.object); }
void children(const ast::Unary& node, const Visit& visit) { visit(node.operand); }
void children(const ast::Binary& node, const Visit& visit) {
  visit(node.left);
  visit(node.right);
}
void children(const ast::ComparisonChain& node, const Visit& visit) {
  visit(node.first);
  for (const auto& link : node.links) visit(link.right);
}
void children(const ast::FunctionCall& node, const Visit& visit) {
  for (const auto& argument : node.arguments) visit(argument);
}
void children(const ast::Case& node, const Visit& visit) {
  visit(node.subject);
  for (const auto& branch : node.branches) {
    visit(branch.when);
    visit(branch.then);
  }
  visit(node.otherwise);
}
void children(const ast::ListComprehension& node, const Visit& visit) {
  visit(node.list);
  visit(node.where);
  visit(node.result);
}
void children(const ast::PatternComprehension& node, const Visit& visit) {
  visit(node.where);
  visit(node.result);
}
void children(const ast::Quantifier& node, const Visit& visit) {
  visit(node.list);
  visit(node.where);
}
void children(const ast::Reduce& node, const Visit& visit) {
  visit(node.initial);
  visit(node.list);
  visit(node.step);
}
void children(const ast::MapProjection& node, const Visit& visit) {
  for (const auto& item : node.items) visit(item.value);
}
void children(const ast::PatternPredicate& /*node*/, const Visit& /*visit*/) {}
void children(const ast::SubqueryExpression& /*node*/, const Visit& /*visit*/) {}

}  // namespace

Error semantic_error(SourcePosition position, std::string message, std::string hint,
                     std::string detail) {
  return Error{.code = ErrorCode::kSemantic,
               .message = std::move(message),
               .position = position,
               .hint = std::move(hint),
               .detail = std::move(detail)};
}

Error unimplemented_error(SourcePosition position, std::string what) {
  return Error{.code = ErrorCode::kUnimplemented,
               .message = std::move(what) + " cannot be run by this version yet",
               .position = position,
               .hint = "",
               .detail = "Unimplemented"};
}

BoundExpressionPtr bound(SourcePosition position, Type type, BoundExpressionNode node) {
  return std::make_shared<const BoundExpression>(
      BoundExpression{position, std::move(type), std::move(node)});
}

BoundExpressionPtr conjunction(const std::vector<BoundExpressionPtr>& terms) {
  std::vector<BoundExpressionPtr> level;
  std::ranges::copy_if(terms, std::back_inserter(level), [](const auto& term) { return !!term; });
  // Neighbours are joined until one is left.
  while (level.size() > 1) {
    std::vector<BoundExpressionPtr> joined;
    for (std::size_t i = 0; i + 1 < level.size(); i += 2)
      joined.push_back(bound(level[i]->position, TypeKind::kBoolean,
                             BoundBinary{ast::BinaryOperator::kAnd, level[i], level[i + 1]}));
    if (level.size() % 2 == 1) joined.push_back(level.back());
    level = std::move(joined);
  }
  return level.empty() ? nullptr : level.front();
}

bool has_aggregate(const ast::Expression& expression, const FunctionCatalog& functions) {
  if (std::holds_alternative<ast::CountStar>(expression.node)) return true;
  if (const auto* call = std::get_if<ast::FunctionCall>(&expression.node)) {
    const FunctionSignature* signature = functions.find(call->name);
    if (signature != nullptr && signature->aggregate) return true;
  }
  bool found = false;
  const Visit visit = [&](const ast::ExpressionPtr& child) {
    found = found || (child && has_aggregate(*child, functions));
  };
  std::visit([&](const auto& node) { children(node, visit); }, expression.node);
  return found;
}

void collect_variables(const ast::Expression& expression, std::set<std::string>& names) {
  if (const auto* variable = std::get_if<ast::Variable>(&expression.node))
    names.insert(variable->name);
  const Visit visit = [&](const ast::ExpressionPtr& child) {
    if (child) collect_variables(*child, names);
  };
  std::visit([&](const auto& node) { children(node, visit); }, expression.node);
}

bool has_nondeterminism(const BoundExpression& expression) {
  const auto of = [](const BoundExpressionPtr& child) {
    return child && has_nondeterminism(*child);
  };
  if (const auto* call = std::get_if<BoundFunctionCall>(&expression.node)) {
    if (!call->function->deterministic) return true;
    for (const auto& argument : call->arguments) {
      if (of(argument)) return true;
    }
    return false;
  }
  if (const auto* node = std::get_if<BoundBinary>(&expression.node))
    return of(node->left) || of(node->right);
  if (const auto* node = std::get_if<BoundUnary>(&expression.node)) return of(node->operand);
  if (const auto* node = std::get_if<BoundPropertyAccess>(&expression.node))
    return of(node->object);
  if (const auto* node = std::get_if<BoundIndex>(&expression.node))
    return of(node->object) || of(node->index);
  if (const auto* node = std::get_if<BoundList>(&expression.node)) {
    for (const auto& item : node->items) {
      if (of(item)) return true;
    }
  }
  return false;
}

SlotId Binder::new_slot(std::string name, Type type) {
  query_.slots.push_back({.name = std::move(name), .type = std::move(type)});
  return static_cast<SlotId>(query_.slots.size() - 1);
}

BoundExpressionPtr Binder::slot_expression(SlotId slot, SourcePosition position) const {
  return bound(position, type_of(slot), BoundVariable{slot});
}

Error Binder::undefined_variable(const std::string& name, SourcePosition position) const {
  std::vector<std::string_view> names;
  for (const auto& entry : scope_.entries()) names.push_back(entry.name);
  std::string hint;
  if (const auto meant = closest_name(name, names)) {
    hint = fmt::format("did you mean {}?", *meant);
  } else if (names.empty()) {
    hint = "no variable is known here; a text is written in quotes, a parameter as $name.";
  } else {
    std::string known;
    for (std::size_t i = 0; i < names.size() && i < 8; ++i)
      known += (i == 0 ? "" : ", ") + std::string(names[i]);
    hint = fmt::format("known here: {}{}.", known, names.size() > 8 ? ", …" : "");
  }
  return semantic_error(position, fmt::format("variable '{}' is not defined here", name),
                        std::move(hint), "UndefinedVariable");
}

}  // namespace muster::query
