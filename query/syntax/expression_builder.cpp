// The part of TreeBuilder that reads expressions.
#include <algorithm>

#include <fmt/format.h>

#include "query/syntax/parse.h"
#include "query/syntax/tree_builder.h"

namespace muster::query {
namespace {

// Whether `text` is `word`, which is in lower case, in any letter case.
bool is_word(std::string_view text, std::string_view word) {
  return std::ranges::equal(text, word, [](char left, char right) {
    return (left >= 'A' && left <= 'Z' ? left - 'A' + 'a' : left) == right;
  });
}

bool is_normal_form(std::string_view text) {
  return is_word(text, "nfc") || is_word(text, "nfd") || is_word(text, "nfkc") ||
         is_word(text, "nfkd");
}

}  // namespace

using Grammar = generated::CypherParser;
using ast::BinaryOperator;

BinaryOperator comparison_operator(std::size_t token) {
  switch (token) {
    case Grammar::EQ:
      return BinaryOperator::kEqual;
    case Grammar::NEQ:
      return BinaryOperator::kNotEqual;
    case Grammar::LT:
      return BinaryOperator::kLess;
    case Grammar::LE:
      return BinaryOperator::kLessEqual;
    case Grammar::GT:
      return BinaryOperator::kGreater;
    default:
      return BinaryOperator::kGreaterEqual;
  }
}

ast::ExpressionPtr balanced_chain(BinaryOperator op,
                                  const std::vector<ast::ExpressionPtr>& operands,
                                  const std::vector<SourcePosition>& ops, std::size_t begin,
                                  std::size_t end) {
  if (end - begin == 1) return operands[begin];
  const std::size_t middle = begin + (end - begin + 1) / 2;
  auto left = balanced_chain(op, operands, ops, begin, middle);
  auto right = balanced_chain(op, operands, ops, middle, end);
  const SourcePosition at = left->position;
  return std::make_shared<const ast::Expression>(
      ast::Expression{at, ast::Binary{op, ops[middle - 1], std::move(left), std::move(right)}});
}

ast::ExpressionPtr TreeBuilder::make(SourcePosition position, ast::ExpressionNode node) const {
  return std::make_shared<const ast::Expression>(ast::Expression{position, std::move(node)});
}

ast::ExpressionPtr TreeBuilder::expression(Grammar::ExpressionContext* context) {
  const SourcePosition at = position(context);
  if (depth_ >= kTreeDepthMax) {
    fail(at, fmt::format("this expression is more than {} operators deep", kTreeDepthMax),
         "pass long lists and texts as a parameter, or build them step by step with WITH.",
         "UnexpectedSyntax");
    return make(at, ast::Literal{});
  }
  // A parenthesis or a lone operand is the expression inside.
  if (auto* lone = dynamic_cast<Grammar::AtomExpressionContext*>(context))
    return atom(lone->atom());
  ++depth_;
  auto made = make(at, expression_node(context));
  --depth_;
  return made;
}

ast::ExpressionNode TreeBuilder::expression_node(Grammar::ExpressionContext* context) {
  if (auto* c = dynamic_cast<Grammar::PropertyExpressionContext*>(context)) {
    return ast::PropertyAccess{.object = expression(c->expression()), .key = name(c->schemaName())};
  }
  if (auto* c = dynamic_cast<Grammar::IndexExpressionContext*>(context)) {
    return ast::IndexAccess{.object = expression(c->expression(0)),
                            .index = expression(c->expression(1))};
  }
  if (auto* c = dynamic_cast<Grammar::SliceExpressionContext*>(context)) {
    return ast::SliceAccess{.object = expression(c->expression(0)),
                            .from = c->from == nullptr ? nullptr : expression(c->from),
                            .to = c->to == nullptr ? nullptr : expression(c->to)};
  }
  if (auto* c = dynamic_cast<Grammar::LabelExpressionTestContext*>(context)) {
    return ast::LabelTest{.object = expression(c->expression()), .labels = labels(c->labelOr())};
  }
  if (auto* c = dynamic_cast<Grammar::SignExpressionContext*>(context)) return sign(c);
  if (auto* c = dynamic_cast<Grammar::PowerExpressionContext*>(context)) {
    return binary(BinaryOperator::kPower, c->CARET(), c->expression(0), c->expression(1));
  }
  if (auto* c = dynamic_cast<Grammar::MultiplyExpressionContext*>(context)) {
    const std::size_t op = c->op->getType();
    return binary(op == Grammar::STAR    ? BinaryOperator::kMultiply
                  : op == Grammar::SLASH ? BinaryOperator::kDivide
                                         : BinaryOperator::kModulo,
                  c->children[1], c->expression(0), c->expression(1));
  }
  if (auto* c = dynamic_cast<Grammar::AddExpressionContext*>(context)) {
    return binary(c->op->getType() == Grammar::PLUS    ? BinaryOperator::kAdd
                  : c->op->getType() == Grammar::MINUS ? BinaryOperator::kSubtract
                                                       : BinaryOperator::kConcatenate,
                  c->children[1], c->expression(0), c->expression(1));
  }
  if (auto* c = dynamic_cast<Grammar::PredicateExpressionContext*>(context)) return predicate(c);
  if (auto* c = dynamic_cast<Grammar::IsExpressionContext*>(context))
    return is_test(expression(c->expression()), c->isTest());
  if (auto* c = dynamic_cast<Grammar::ComparisonExpressionContext*>(context)) return comparison(c);
  if (auto* c = dynamic_cast<Grammar::NotExpressionContext*>(context)) {
    return ast::Unary{ast::UnaryOperator::kNot, expression(c->expression())};
  }
  if (dynamic_cast<Grammar::AndExpressionContext*>(context) != nullptr)
    return logical(context, BinaryOperator::kAnd);
  if (dynamic_cast<Grammar::XorExpressionContext*>(context) != nullptr)
    return logical(context, BinaryOperator::kXor);
  return logical(context, BinaryOperator::kOr);
}

ast::ExpressionNode TreeBuilder::binary(BinaryOperator op, antlr4::tree::ParseTree* op_token,
                                        Grammar::ExpressionContext* left,
                                        Grammar::ExpressionContext* right) {
  auto left_operand = expression(left);
  auto right_operand = expression(right);
  return ast::Binary{op, position(op_token), std::move(left_operand), std::move(right_operand)};
}

ast::ExpressionNode TreeBuilder::sign(Grammar::SignExpressionContext* context) {
  const bool negative = context->MINUS() != nullptr;
  if (auto* lone = dynamic_cast<Grammar::AtomExpressionContext*>(context->expression());
      lone != nullptr && negative) {
    auto* number = lone->atom()->literal();
    if (number != nullptr && (number->INTEGER() != nullptr || number->FLOAT() != nullptr))
      return literal(number, true);
  }
  return ast::Unary{negative ? ast::UnaryOperator::kMinus : ast::UnaryOperator::kPlus,
                    expression(context->expression())};
}

ast::ExpressionNode TreeBuilder::predicate(Grammar::PredicateExpressionContext* context) {
  BinaryOperator op = BinaryOperator::kRegexMatch;
  if (context->IN() != nullptr) op = BinaryOperator::kIn;
  if (context->STARTS() != nullptr) op = BinaryOperator::kStartsWith;
  if (context->ENDS() != nullptr) op = BinaryOperator::kEndsWith;
  if (context->CONTAINS() != nullptr) op = BinaryOperator::kContains;
  return binary(op, context->children[1], context->expression(0), context->expression(1));
}

ast::ExpressionNode TreeBuilder::comparison(Grammar::ComparisonExpressionContext* context) {
  // The parser leans to the left: walk down the spine, then read the links in order.
  std::vector<Grammar::ComparisonExpressionContext*> spine{context};
  while (auto* left =
             dynamic_cast<Grammar::ComparisonExpressionContext*>(spine.back()->expression(0)))
    spine.push_back(left);
  std::reverse(spine.begin(), spine.end());
  if (spine.size() == 1) {
    return binary(comparison_operator(context->op->getType()), context->children[1],
                  context->expression(0), context->expression(1));
  }
  ast::ComparisonChain chain{.first = expression(spine.front()->expression(0)), .links = {}};
  for (auto* link : spine) {
    chain.links.push_back({.op = comparison_operator(link->op->getType()),
                           .op_position = tokens_.position(*link->op),
                           .right = expression(link->expression(1))});
  }
  return chain;
}

ast::ExpressionNode TreeBuilder::logical(Grammar::ExpressionContext* context, BinaryOperator op) {
  // children are: left, operator, right. The spine on the left holds the chain of the same
  // operator.
  const auto same_kind = [op](antlr4::tree::ParseTree* tree) {
    if (op == BinaryOperator::kAnd)
      return dynamic_cast<Grammar::AndExpressionContext*>(tree) != nullptr;
    if (op == BinaryOperator::kXor)
      return dynamic_cast<Grammar::XorExpressionContext*>(tree) != nullptr;
    return dynamic_cast<Grammar::OrExpressionContext*>(tree) != nullptr;
  };
  std::vector<antlr4::tree::ParseTree*> operands;
  std::vector<SourcePosition> ops;
  antlr4::tree::ParseTree* node = context;
  while (same_kind(node)) {
    operands.push_back(node->children[2]);
    ops.push_back(position(node->children[1]));
    node = node->children[0];
  }
  operands.push_back(node);
  std::reverse(operands.begin(), operands.end());
  std::reverse(ops.begin(), ops.end());
  std::vector<ast::ExpressionPtr> built;
  built.reserve(operands.size());
  for (auto* operand : operands)
    built.push_back(expression(dynamic_cast<Grammar::ExpressionContext*>(operand)));
  return balanced_chain(op, built, ops, 0, built.size())->node;
}

ast::ExpressionPtr TreeBuilder::atom(Grammar::AtomContext* context) {
  if (auto* inner = context->parenthesized()) return expression(inner->expression());
  return make(position(context), atom_node(context));
}

ast::ExpressionNode TreeBuilder::atom_node(Grammar::AtomContext* context) {
  if (auto* c = context->variable()) return ast::Variable{name(c).text};
  if (auto* c = context->literal()) return literal(c, false);
  if (auto* c = context->parameter()) return ast::Parameter{parameter_name(c)};
  if (auto* c = context->functionCall()) return function_call(c);
  if (auto* c = context->listLiteral()) {
    ast::ListLiteral list;
    for (auto* item : c->expression()) list.items.push_back(expression(item));
    return list;
  }
  if (auto* c = context->mapLiteral()) return map_literal(c);
  if (auto* c = context->caseExpression()) return case_expression(c);
  if (context->countStar() != nullptr) return ast::CountStar{};
  if (auto* c = context->subqueryExpression()) return subquery_expression(c);
  if (auto* c = context->quantifiedPredicate()) return quantified_predicate(c);
  if (auto* c = context->reduceExpression()) return reduce(c);
  if (auto* c = context->listComprehension()) return list_comprehension(c);
  if (auto* c = context->patternComprehension()) return pattern_comprehension(c);
  if (auto* c = context->mapProjection()) return map_projection(c);
  auto* const shortest = context->shortestPath();
  ast::PatternPredicate predicate{shortest != nullptr
                                      ? shortest_path(shortest)
                                      : relationships_pattern(context->relationshipsPattern())};
  take_steps(predicate.pattern);
  return predicate;
}

ast::ExpressionNode TreeBuilder::literal(Grammar::LiteralContext* context, bool negative) {
  if (context->TRUE() != nullptr) return ast::Literal{Value(true)};
  if (context->FALSE() != nullptr) return ast::Literal{Value(false)};
  if (context->NULL_() != nullptr) return ast::Literal{};
  if (context->STRING() != nullptr) return string_literal(context->STRING());
  const std::string_view written = text(context);
  const auto report = [&](const LiteralProblem& problem) {
    fail(tokens_.position_in(*context->getStart(), problem.offset_bytes), problem.message,
         problem.hint, problem.detail);
    return ast::Literal{};
  };
  if (context->BAD_NUMBER() != nullptr) {
    return report({fmt::format("'{}' is not a number", written),
                   "numbers are written 42, 0x2a, 0o52, 4.2 or 4.2e1; a name that begins with a "
                   "digit goes into backticks.",
                   "InvalidNumberLiteral", 0});
  }
  auto value = context->INTEGER() != nullptr ? read_integer(written, negative)
                                             : read_float(written, negative);
  if (const auto* problem = std::get_if<LiteralProblem>(&value)) return report(*problem);
  return ast::Literal{std::get<Value>(std::move(value))};
}

ast::ExpressionNode TreeBuilder::string_literal(antlr4::tree::TerminalNode* terminal) {
  const antlr4::Token& token = *terminal->getSymbol();
  auto value = read_string(tokens_.text_between(token, token));
  if (const auto* problem = std::get_if<LiteralProblem>(&value)) {
    fail(tokens_.position_in(token, problem->offset_bytes), problem->message, problem->hint,
         problem->detail);
    return ast::Literal{};
  }
  return ast::Literal{Value(std::get<std::string>(std::move(value)))};
}

ast::ExpressionNode TreeBuilder::subquery_expression(Grammar::SubqueryExpressionContext* context) {
  ast::SubqueryExpression out{
      .kind = ast::SubqueryKind::kExists, .patterns = {}, .where = nullptr, .query = nullptr};
  if (context->COUNT() != nullptr) out.kind = ast::SubqueryKind::kCount;
  if (context->COLLECT() != nullptr) out.kind = ast::SubqueryKind::kCollect;
  if (context->patternList() != nullptr) {
    out.patterns = patterns(context->patternList());
    for (const ast::PathPattern& path : out.patterns) take_steps(path);
    out.where = where(context->where());
    return out;
  }
  auto whole = query(context->query());
  // `{ MATCH … WHERE … }` says the same as `{ … WHERE … }`.
  if (whole.branches.size() == 1 && whole.branches[0].clauses.size() == 1) {
    if (auto* only = std::get_if<ast::MatchClause>(&whole.branches[0].clauses[0].node);
        only != nullptr && !only->optional && only->hints.empty() &&
        only->mode == ast::MatchMode::kDifferentRelationships) {
      out.patterns = std::move(only->patterns);
      out.where = std::move(only->where);
      return out;
    }
  }
  out.query = std::make_shared<const ast::Query>(std::move(whole));
  return out;
}

ast::ExpressionNode TreeBuilder::quantified_predicate(
    Grammar::QuantifiedPredicateContext* context) {
  ast::QuantifierKind kind = ast::QuantifierKind::kAll;
  if (context->ANY() != nullptr) kind = ast::QuantifierKind::kAny;
  if (context->NONE() != nullptr) kind = ast::QuantifierKind::kNone;
  if (context->SINGLE() != nullptr) kind = ast::QuantifierKind::kSingle;
  if (context->where() == nullptr) {
    const std::string word(tokens_.text_between(*context->getStart(), *context->getStart()));
    fail(position(context), fmt::format("{}(…) needs a condition behind WHERE", word),
         fmt::format("write {}(x IN list WHERE x > 0).", word), "UnexpectedSyntax");
  }
  auto list = expression(context->expression());
  return ast::Quantifier{.kind = kind,
                         .variable = name(context->variable()),
                         .list = std::move(list),
                         .where = where(context->where())};
}

ast::ExpressionNode TreeBuilder::reduce(Grammar::ReduceExpressionContext* context) {
  return ast::Reduce{.accumulator = name(context->variable(0)),
                     .initial = expression(context->expression(0)),
                     .variable = name(context->variable(1)),
                     .list = expression(context->expression(1)),
                     .step = expression(context->expression(2))};
}

ast::ExpressionNode TreeBuilder::list_comprehension(Grammar::ListComprehensionContext* context) {
  return ast::ListComprehension{
      .variable = name(context->variable()),
      .list = expression(context->expression(0)),
      .where = where(context->where()),
      .result = context->expression().size() > 1 ? expression(context->expression(1)) : nullptr};
}

ast::ExpressionNode TreeBuilder::pattern_comprehension(
    Grammar::PatternComprehensionContext* context) {
  ast::PatternComprehension out;
  out.pattern.position = position(context->patternElement());
  append_element(context->patternElement(), out.pattern);
  take_steps(out.pattern);
  if (out.pattern.relationships.empty()) {
    fail(out.pattern.position, "the pattern of a comprehension needs a relationship",
         "write one, as in [(a)-->(b) | b.name], or a list behind IN, as in [x IN list | x.name].",
         "UnexpectedSyntax");
  }
  if (context->variable() != nullptr) out.pattern.variable = name(context->variable());
  out.where = where(context->where());
  out.result = expression(context->expression());
  return out;
}

ast::ExpressionNode TreeBuilder::map_projection(Grammar::MapProjectionContext* context) {
  using Kind = ast::MapProjectionItem::Kind;
  ast::MapProjection out{.subject = name(context->variable()), .items = {}};
  for (auto* item : context->mapProjectionItem()) {
    if (item->STAR() != nullptr) {
      out.items.push_back({.kind = Kind::kAllProperties, .key = {}, .value = nullptr});
    } else if (item->expression() != nullptr) {
      out.items.push_back({.kind = Kind::kEntry,
                           .key = name(item->schemaName()),
                           .value = expression(item->expression())});
    } else if (item->schemaName() != nullptr) {
      out.items.push_back(
          {.kind = Kind::kProperty, .key = name(item->schemaName()), .value = nullptr});
    } else {
      out.items.push_back(
          {.kind = Kind::kVariable, .key = name(item->variable()), .value = nullptr});
    }
  }
  return out;
}

ast::ExpressionNode TreeBuilder::map_literal(Grammar::MapLiteralContext* context) {
  ast::MapLiteral out;
  for (auto* entry : context->mapEntry()) {
    out.entries.push_back(
        {.key = name(entry->schemaName()), .value = expression(entry->expression())});
  }
  return out;
}

ast::ExpressionNode TreeBuilder::function_call(Grammar::FunctionCallContext* context) {
  ast::FunctionCall out;
  out.name = name(context->functionName()->variable()).text;
  for (auto* part : context->functionName()->schemaName()) out.name += "." + name(part).text;
  if (context->trimmed != nullptr) return trim_call(context, out.name);
  out.distinct = context->DISTINCT() != nullptr;
  for (auto* argument : context->expression()) out.arguments.push_back(expression(argument));
  if (is_word(out.name, "normalize") && out.arguments.size() == 2) {
    // normalize(text, NFKC): the form is a word, not a variable.
    const auto& form = out.arguments[1];
    const auto* word = std::get_if<ast::Variable>(&form->node);
    if (word != nullptr && is_normal_form(word->name))
      out.arguments[1] = make(form->position, ast::Literal{Value(word->name)});
  }
  return out;
}

// trim([LEADING | TRAILING | BOTH] [removed] FROM trimmed), as lTrim, rTrim or btrim.
ast::ExpressionNode TreeBuilder::trim_call(Grammar::FunctionCallContext* context,
                                           const std::string& function) {
  const SourcePosition at = position(context);
  ast::ExpressionPtr removed;
  if (context->removed != nullptr) removed = expression(context->removed);
  ast::FunctionCall out{.name = "btrim", .distinct = false, .arguments = {}};
  if (context->side != nullptr) {
    const std::string side = context->side->getText();
    if (is_word(side, "leading")) {
      out.name = "lTrim";
    } else if (is_word(side, "trailing")) {
      out.name = "rTrim";
    } else if (!is_word(side, "both")) {
      if (removed) {
        fail(at, "expected LEADING, TRAILING or BOTH in trim()", "", "UnexpectedSyntax");
      } else {
        removed = make(at, ast::Variable{side});
      }
    }
  }
  if (!is_word(function, "trim"))
    fail(at, "only trim() takes a text behind FROM", "separate arguments with commas.",
         "UnexpectedSyntax");
  out.arguments.push_back(expression(context->trimmed));
  if (removed) out.arguments.push_back(std::move(removed));
  return out;
}

std::string TreeBuilder::parameter_name(Grammar::ParameterContext* context) {
  return read_name(text(context).substr(1));
}

}  // namespace muster::query
