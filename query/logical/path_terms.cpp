#include "query/logical/path_terms.h"

#include <algorithm>

namespace muster::query {
namespace {

bool is_variable(const BoundExpressionPtr& expression, SlotId slot) {
  const auto* variable = std::get_if<BoundVariable>(&expression->node);
  return variable != nullptr && variable->slot == slot;
}

// The relationships of the path: their own variable, or relationships(p).
bool is_relationships(const BoundExpressionPtr& list, const BoundPath& path) {
  if (is_variable(list, path.edges[0].slot)) return true;
  const auto* call = std::get_if<BoundFunctionCall>(&list->node);
  return call != nullptr && call->function->name == "relationships" && path.path_slot &&
         is_variable(call->arguments[0], *path.path_slot);
}

std::optional<HopCondition> hop_term(const BoundExpressionPtr& term, const BoundPath& path,
                                     const SlotSet& known) {
  const auto* quantifier = std::get_if<BoundQuantifier>(&term->node);
  if (quantifier == nullptr || !is_relationships(quantifier->list, path)) return std::nullopt;
  const bool negated = quantifier->kind == ast::QuantifierKind::kNone;
  if (!negated && quantifier->kind != ast::QuantifierKind::kAll) return std::nullopt;
  SlotSet read;
  collect_slots(quantifier->where, read);
  read.erase(quantifier->variable);
  if (!std::includes(known.begin(), known.end(), read.begin(), read.end())) return std::nullopt;
  if (!negated) return HopCondition{quantifier->variable, quantifier->where};
  return HopCondition{quantifier->variable,
                      std::make_shared<const BoundExpression>(BoundExpression{
                          term->position, TypeKind::kBoolean,
                          BoundUnary{ast::UnaryOperator::kNot, quantifier->where}})};
}

}  // namespace

void take_path_terms(const BoundPath& path, std::vector<BoundExpressionPtr>& terms,
                     std::vector<BoundExpressionPtr>& path_terms) {
  std::erase_if(terms, [&](const BoundExpressionPtr& term) {
    SlotSet read;
    collect_slots(*term, read);
    const bool of_path =
        read.contains(path.edges[0].slot) || (path.path_slot && read.contains(*path.path_slot));
    if (of_path) path_terms.push_back(term);
    return of_path;
  });
}

void take_hop_terms(const BoundPath& path, const SlotSet& known,
                    std::vector<BoundExpressionPtr>& path_terms, std::vector<HopCondition>& hops) {
  std::erase_if(path_terms, [&](const BoundExpressionPtr& term) {
    const auto hop = hop_term(term, path, known);
    if (hop) hops.push_back(*hop);
    return hop.has_value();
  });
}

}  // namespace muster::query
