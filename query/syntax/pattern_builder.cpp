// The part of TreeBuilder that reads patterns.
#include <fmt/format.h>

#include "query/syntax/tree_builder.h"

namespace muster::query {

std::vector<ast::PathPattern> TreeBuilder::patterns(Grammar::PatternListContext* context) {
  std::vector<ast::PathPattern> out;
  for (auto* item : context->pattern()) out.push_back(pattern(item));
  return out;
}

ast::PathPattern TreeBuilder::pattern(Grammar::PatternContext* context) {
  ast::PathPattern path;
  if (context->shortestPath() != nullptr) {
    path = shortest_path(context->shortestPath());
  } else {
    append_element(context->patternElement(), path);
  }
  path.position = position(context);
  if (context->variable() != nullptr) path.variable = name(context->variable());
  return path;
}

void TreeBuilder::append_element(Grammar::PatternElementContext* context, ast::PathPattern& path) {
  while (context->patternElement() != nullptr) context = context->patternElement();
  for (auto* node : context->nodePattern()) path.nodes.push_back(node_pattern(node));
  for (auto* relationship : context->relationshipPattern())
    path.relationships.push_back(relationship_pattern(relationship));
}

ast::PathPattern TreeBuilder::shortest_path(Grammar::ShortestPathContext* context) {
  ast::PathPattern path;
  path.position = position(context);
  path.selector = context->SHORTESTPATH() != nullptr ? ast::PathSelector::kShortest
                                                     : ast::PathSelector::kAllShortest;
  path.function_form = true;
  append_element(context->patternElement(), path);
  return path;
}

ast::PathPattern TreeBuilder::relationships_pattern(Grammar::RelationshipsPatternContext* context) {
  ast::PathPattern path;
  path.position = position(context);
  for (auto* node : context->nodePattern()) path.nodes.push_back(node_pattern(node));
  for (auto* relationship : context->relationshipPattern())
    path.relationships.push_back(relationship_pattern(relationship));
  return path;
}

ast::NodePattern TreeBuilder::node_pattern(Grammar::NodePatternContext* context) {
  ast::NodePattern node;
  node.position = position(context);
  if (context->variable() != nullptr) node.variable = name(context->variable());
  if (context->labelExpression() != nullptr)
    node.labels = label_or(context->labelExpression()->labelOr());
  node.properties = properties(context->properties());
  node.where = where(context->where());
  return node;
}

ast::RelationshipPattern TreeBuilder::relationship_pattern(
    Grammar::RelationshipPatternContext* context) {
  ast::RelationshipPattern out;
  out.position = position(context);
  const bool incoming = context->LT() != nullptr;
  const bool outgoing = context->GT() != nullptr;
  // `<-->` means either way, as `--` does.
  if (incoming != outgoing)
    out.direction = incoming ? ast::Direction::kIncoming : ast::Direction::kOutgoing;
  auto* detail = context->relationshipDetail();
  if (detail == nullptr) return out;
  if (detail->variable() != nullptr) out.variable = name(detail->variable());
  if (detail->labelExpression() != nullptr)
    out.types = label_or(detail->labelExpression()->labelOr());
  if (detail->hops() != nullptr) out.hops = hops(detail->hops());
  out.properties = properties(detail->properties());
  out.where = where(detail->where());
  return out;
}

ast::HopRange TreeBuilder::hops(Grammar::HopsContext* context) {
  if (context->STAR() == nullptr) {
    fail(position(context), "a number of hops must begin with '*'",
         "write [:TYPE*1..3] for one to three hops, or [:TYPE*] for any number.",
         "InvalidRelationshipPattern");
    return {};
  }
  // A bound belongs before or behind the two dots by where it stands.
  const std::size_t range_at = context->RANGE() == nullptr
                                   ? TokenStream::npos
                                   : context->RANGE()->getSymbol()->getTokenIndex();
  ast::HopRange range;
  for (auto* bound : context->hopBound()) {
    const std::int64_t hops = hop_bound(bound);
    if (range_at == TokenStream::npos) {
      range.hops_min = hops;
      range.hops_max = hops;
    } else if (bound->getStart()->getTokenIndex() < range_at) {
      range.hops_min = hops;
    } else {
      range.hops_max = hops;
    }
  }
  return range;
}

std::int64_t TreeBuilder::hop_bound(Grammar::HopBoundContext* context) {
  if (context->MINUS() != nullptr) {
    fail(position(context), "a number of hops cannot be negative",
         "write a bound of 0 or more, as in [*0..3].", "InvalidRelationshipPattern");
    return 0;
  }
  const auto value =
      read_integer(tokens_.text_between(*context->getStart(), *context->getStop()), false);
  if (const auto* problem = std::get_if<LiteralProblem>(&value)) {
    fail(position(context), problem->message, problem->hint, problem->detail);
    return 0;
  }
  return std::get<Value>(value).as_integer();
}

ast::ExpressionPtr TreeBuilder::properties(Grammar::PropertiesContext* context) {
  if (context == nullptr) return nullptr;
  if (context->parameter() != nullptr)
    return make(position(context), ast::Parameter{parameter_name(context->parameter())});
  return make(position(context), map_literal(context->mapLiteral()));
}

// --- Labels ---

ast::LabelExpression TreeBuilder::label_or(Grammar::LabelOrContext* context) {
  if (context->labelAnd().size() == 1) return label_and(context->labelAnd(0));
  ast::LabelExpression out{.kind = ast::LabelExpression::Kind::kOr, .name = {}, .operands = {}};
  for (auto* operand : context->labelAnd()) out.operands.push_back(label_and(operand));
  return out;
}

ast::LabelExpression TreeBuilder::label_and(Grammar::LabelAndContext* context) {
  if (context->labelNot().size() == 1) return label_not(context->labelNot(0));
  ast::LabelExpression out{.kind = ast::LabelExpression::Kind::kAnd, .name = {}, .operands = {}};
  for (auto* operand : context->labelNot()) out.operands.push_back(label_not(operand));
  return out;
}

ast::LabelExpression TreeBuilder::label_not(Grammar::LabelNotContext* context) {
  if (context->BANG() != nullptr) {
    return {.kind = ast::LabelExpression::Kind::kNot,
            .name = {},
            .operands = {label_not(context->labelNot())}};
  }
  auto* atom = context->labelAtom();
  if (atom->labelOr() != nullptr) return label_or(atom->labelOr());
  if (atom->PERCENT() != nullptr)
    return {.kind = ast::LabelExpression::Kind::kAnyLabel, .name = {}, .operands = {}};
  return {
      .kind = ast::LabelExpression::Kind::kName, .name = name(atom->schemaName()), .operands = {}};
}

}  // namespace muster::query
