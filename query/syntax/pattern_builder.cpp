// The part of TreeBuilder that reads patterns.
#include <cctype>
#include <tuple>

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
    if (context->selector() != nullptr) selector(context->selector(), path);
  }
  path.position = position(context);
  if (context->variable() != nullptr) path.variable = name(context->variable());
  return path;
}

void TreeBuilder::append_element(Grammar::PatternElementContext* context, ast::PathPattern& path) {
  const auto& parts = context->pathPart();
  for (auto* part : parts) {
    if (part->patternElement() != nullptr) {
      if (part->quantifier() != nullptr) {
        append_group(part, path);
      } else if (parts.size() == 1 && part->variable() == nullptr) {
        append_element(part->patternElement(), path);
        if (auto condition = where(part->where())) {
          const SourcePosition at = condition->position;
          path.where = path.where == nullptr
                           ? std::move(condition)
                           : make(at, ast::Binary{ast::BinaryOperator::kAnd, at, path.where,
                                                  std::move(condition)});
        }
      } else {
        fail(position(part),
             part->variable() != nullptr ? "a part of a path cannot have a name"
                                         : "a part of a path in brackets must repeat",
             part->variable() != nullptr
                 ? "name the whole path, as in p = ((a)-->(b)){2}."
                 : "write a number of repetitions behind it, as in ((a)-->(b)){1,3}, or leave the "
                   "brackets out.",
             "UnexpectedSyntax");
      }
      continue;
    }
    if (path.nodes.size() > path.relationships.size()) {
      fail(position(part), "two nodes stand side by side",
           "put a relationship between them, as in (a)-->(b), or a comma between two patterns.",
           "UnexpectedSyntax");
      return;
    }
    for (auto* node : part->nodePattern()) path.nodes.push_back(node_pattern(node));
    for (auto* relationship : part->relationshipPattern())
      path.relationships.push_back(relationship_pattern(relationship));
  }
  // A group at the end of the path.
  if (path.nodes.size() == path.relationships.size()) {
    path.nodes.emplace_back();
    path.nodes.back().position = position(context);
  }
}

void TreeBuilder::append_group(Grammar::PathPartContext* context, ast::PathPattern& path) {
  const SourcePosition at = position(context);
  if (path.nodes.size() == path.relationships.size()) {
    path.nodes.emplace_back();
    path.nodes.back().position = at;
  }
  ast::QuantifiedPath group;
  group.inner.position = position(context->patternElement());
  if (context->variable() != nullptr) {
    fail(at, "a part of a path cannot have a name",
         "name the whole path, as in p = ((a)-->(b)){2}.", "UnexpectedSyntax");
  }
  append_element(context->patternElement(), group.inner);
  take_steps(group.inner);
  group.where = where(context->where());
  group.hops = quantifier(context->quantifier());
  check_group(group, at);
  ast::RelationshipPattern repeated;
  repeated.position = at;
  repeated.group = std::make_shared<const ast::QuantifiedPath>(std::move(group));
  path.relationships.push_back(std::move(repeated));
}

void TreeBuilder::check_group(const ast::QuantifiedPath& group, SourcePosition position) {
  if (group.inner.relationships.empty()) {
    fail(position, "a part of a path that repeats needs a relationship",
         "write one, as in ((a)-->(b)){1,3}.", "UnexpectedSyntax");
  }
  for (const auto& relationship : group.inner.relationships) {
    if (relationship.hops || relationship.group) {
      fail(relationship.position, "a part of a path that repeats cannot hold another that does",
           "write the inner one out, or repeat the inner one alone.", "UnexpectedSyntax");
    }
  }
}

ast::HopRange TreeBuilder::quantifier(Grammar::QuantifierContext* context) {
  if (context->PLUS() != nullptr) return {.hops_min = 1, .hops_max = std::nullopt};
  if (context->STAR() != nullptr) return {.hops_min = 0, .hops_max = std::nullopt};
  ast::HopRange range{.hops_min = 0, .hops_max = std::nullopt};
  const std::size_t comma_at = context->COMMA() == nullptr
                                   ? TokenStream::kNone
                                   : context->COMMA()->getSymbol()->getTokenIndex();
  for (auto* bound : context->INTEGER()) {
    const antlr4::Token& token = *bound->getSymbol();
    const auto value = read_integer(tokens_.text_between(token, token), false);
    if (const auto* problem = std::get_if<LiteralProblem>(&value)) {
      fail(tokens_.position(token), problem->message, problem->hint, problem->detail);
      return range;
    }
    const std::int64_t hops = std::get<Value>(value).as_integer();
    if (comma_at == TokenStream::kNone || token.getTokenIndex() < comma_at) range.hops_min = hops;
    if (comma_at == TokenStream::kNone || token.getTokenIndex() > comma_at) range.hops_max = hops;
  }
  if (range.hops_max && (*range.hops_max == 0 || *range.hops_max < *range.hops_min)) {
    fail(position(context),
         *range.hops_max == 0 ? "a part of a path must be allowed to stand at least once"
                              : "the least number of repetitions is above the greatest",
         "write {1,3} for one to three, {2} for exactly two, {,3} for at most three.",
         "UnexpectedSyntax");
  }
  return range;
}

void TreeBuilder::selector(Grammar::SelectorContext* context, ast::PathPattern& path) {
  const bool groups = context->GROUP() != nullptr || context->GROUPS() != nullptr;
  auto* count = context->selectorCount();
  if (context->ALL() != nullptr) {
    if (context->SHORTEST() != nullptr) path.selector = ast::PathSelector::kAllShortest;
    return;
  }
  path.selector = context->SHORTEST() == nullptr ? ast::PathSelector::kAny
                  : groups                       ? ast::PathSelector::kShortestGroups
                                                 : ast::PathSelector::kShortest;
  if (count == nullptr) {
    if (context->ANY() == nullptr && !groups) {
      fail(position(context), "SHORTEST needs the number of paths to keep",
           "write SHORTEST 1, ALL SHORTEST or ANY SHORTEST.", "UnexpectedSyntax");
    }
    return;
  }
  if (auto* parameter = count->parameter()) {
    path.selector_count = make(position(count), ast::Parameter{parameter_name(parameter)});
    return;
  }
  auto value = read_integer(text(count), false);
  if (const auto* problem = std::get_if<LiteralProblem>(&value)) {
    fail(position(count), problem->message, problem->hint, problem->detail);
    return;
  }
  if (std::get<Value>(value).as_integer() < 1) {
    fail(position(count), "the number of paths to keep must be at least 1",
         "write SHORTEST 1 for one shortest path.", "UnexpectedSyntax");
  }
  path.selector_count = make(position(count), ast::Literal{std::get<Value>(std::move(value))});
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
    node.labels = labels(context->labelExpression()->labelOr());
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
  if (context->quantifier() != nullptr) {
    out.hops = quantifier(context->quantifier());
    out.quantified = true;
  }
  if (detail == nullptr) return out;
  if (detail->variable() != nullptr) out.variable = name(detail->variable());
  if (detail->labelExpression() != nullptr)
    out.types = labels(detail->labelExpression()->labelOr());
  if (detail->hops() != nullptr) {
    if (out.quantified) {
      fail(position(detail->hops()), "this relationship has two numbers of hops",
           "write either -[:TYPE*1..3]-> or -[:TYPE]->{1,3}.", "InvalidRelationshipPattern");
    }
    out.hops = hops(detail->hops());
  }
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
  const std::size_t range_at = context->DOTS() == nullptr
                                   ? TokenStream::kNone
                                   : context->DOTS()->getSymbol()->getTokenIndex();
  ast::HopRange range;
  for (auto* bound : context->hopBound()) {
    const std::int64_t hops = hop_bound(bound);
    if (range_at == TokenStream::kNone) {
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

ast::LabelExpression TreeBuilder::labels(Grammar::LabelOrContext* context) {
  label_colons_ = false;
  label_symbols_ = false;
  auto out = label_or(context);
  if (label_colons_ && label_symbols_) {
    fail(position(context), "labels joined by ':' cannot be mixed with '|', '&', '!' and '%'",
         "write '&' for \"and\", as in A&(B|C).", "UnexpectedSyntax");
  }
  return out;
}

ast::DynamicLabel TreeBuilder::dynamic_label(Grammar::DynamicLabelContext* context) {
  ast::DynamicLabel out;
  if (context->PARAMETER() != nullptr) {
    std::string word(text(context).substr(1, 3));
    for (char& c : word) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    const std::string written = context->PARAMETER()->getText();
    out.any = written.size() == 4 && word == "any";
    if (!out.any && !(written.size() == 4 && word == "all")) {
      fail(position(context), fmt::format("'{}(' does not begin a label", written),
           "a label that is computed is written $(…), $all(…) or $any(…).", "UnexpectedSyntax");
    }
  }
  out.name = expression(context->expression());
  return out;
}

ast::LabelExpression TreeBuilder::label_or(Grammar::LabelOrContext* context) {
  if (context->labelAnd().size() == 1) return label_and(context->labelAnd(0));
  // `:A|:B` is how types were written first; its colons join nothing.
  if (context->COLON().empty()) label_symbols_ = true;
  ast::LabelExpression out;
  out.kind = ast::LabelExpression::Kind::kOr;
  out.name.position = position(context);
  for (auto* operand : context->labelAnd()) out.operands.push_back(label_and(operand));
  return out;
}

ast::LabelExpression TreeBuilder::label_and(Grammar::LabelAndContext* context) {
  if (context->labelNot().size() == 1) return label_not(context->labelNot(0));
  if (!context->COLON().empty()) label_colons_ = true;
  if (!context->AMPERSAND().empty()) label_symbols_ = true;
  ast::LabelExpression out;
  out.kind = ast::LabelExpression::Kind::kAnd;
  out.name.position = position(context);
  for (auto* operand : context->labelNot()) out.operands.push_back(label_not(operand));
  return out;
}

ast::LabelExpression TreeBuilder::label_not(Grammar::LabelNotContext* context) {
  ast::LabelExpression out;
  out.name.position = position(context);
  if (context->BANG() != nullptr) {
    label_symbols_ = true;
    out.kind = ast::LabelExpression::Kind::kNot;
    out.operands.push_back(label_not(context->labelNot()));
    return out;
  }
  auto* atom = context->labelAtom();
  if (atom->labelOr() != nullptr) {
    label_symbols_ = true;
    return label_or(atom->labelOr());
  }
  if (atom->PERCENT() != nullptr) {
    label_symbols_ = true;
    out.kind = ast::LabelExpression::Kind::kAnyLabel;
  } else if (atom->dynamicLabel() != nullptr) {
    // Its expression may hold labels of its own.
    const std::pair outer(label_colons_, label_symbols_);
    out.kind = ast::LabelExpression::Kind::kDynamic;
    out.dynamic = dynamic_label(atom->dynamicLabel());
    std::tie(label_colons_, label_symbols_) = outer;
  } else {
    out.name = name(atom->schemaName());
  }
  return out;
}

}  // namespace muster::query
