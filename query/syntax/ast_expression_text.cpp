// Expressions as text.
#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "query/syntax/ast_text_parts.h"

namespace muster::query::ast {
namespace {

// Every compound expression is put in brackets: the tree decides, not precedence.
std::string operand(const ExpressionPtr& expression) {
  const std::string text = to_text(*expression);
  const auto& node = expression->node;
  const auto* literal = std::get_if<Literal>(&node);
  const bool negative = literal != nullptr && literal->value.is_number() && text.front() == '-';
  const bool compound =
      std::holds_alternative<Unary>(node) || std::holds_alternative<Binary>(node) ||
      std::holds_alternative<ComparisonChain>(node) || std::holds_alternative<LabelTest>(node) ||
      std::holds_alternative<TypeTest>(node) || std::holds_alternative<NormalizedTest>(node) ||
      negative || (literal != nullptr && literal->value.is_number());
  return compound ? "(" + text + ")" : text;
}

std::string_view op_text(BinaryOperator op) {
  switch (op) {
    case BinaryOperator::kOr:
      return "OR";
    case BinaryOperator::kXor:
      return "XOR";
    case BinaryOperator::kAnd:
      return "AND";
    case BinaryOperator::kEqual:
      return "=";
    case BinaryOperator::kNotEqual:
      return "<>";
    case BinaryOperator::kLess:
      return "<";
    case BinaryOperator::kLessEqual:
      return "<=";
    case BinaryOperator::kGreater:
      return ">";
    case BinaryOperator::kGreaterEqual:
      return ">=";
    case BinaryOperator::kIn:
      return "IN";
    case BinaryOperator::kStartsWith:
      return "STARTS WITH";
    case BinaryOperator::kEndsWith:
      return "ENDS WITH";
    case BinaryOperator::kContains:
      return "CONTAINS";
    case BinaryOperator::kRegexMatch:
      return "=~";
    case BinaryOperator::kAdd:
      return "+";
    case BinaryOperator::kSubtract:
      return "-";
    case BinaryOperator::kMultiply:
      return "*";
    case BinaryOperator::kDivide:
      return "/";
    case BinaryOperator::kModulo:
      return "%";
    case BinaryOperator::kPower:
      return "^";
    case BinaryOperator::kConcatenate:
      return "||";
  }
  MUSTER_UNREACHABLE();
}

std::string string_text(const std::string& text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

std::string literal_text(const Value& value) {
  if (value.is_string()) return string_text(value.as_string());
  if (!value.is_float()) return to_literal(value);
  // 17 digits read back as the same double.
  std::string text = fmt::format("{:.17g}", value.as_float());
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

std::string node_text(const Literal& node) { return literal_text(node.value); }
std::string node_text(const Parameter& node) {
  const bool digits =
      !node.name.empty() && node.name.find_first_not_of("0123456789") == std::string::npos;
  return "$" + (digits ? node.name : name_text(node.name));
}
std::string node_text(const Variable& node) { return name_text(node.name); }
std::string node_text(const ListLiteral& node) {
  // `[x IN y]` would read as a comprehension: a lone IN goes in brackets.
  if (node.items.size() == 1) return "[" + operand(node.items.front()) + "]";
  return "[" + list_text(node.items) + "]";
}
std::string node_text(const MapLiteral& node) {
  return "{" +
         joined(
             node.entries, ", ",
             [](const MapEntry& e) { return name_text(e.key.text) + ": " + to_text(*e.value); }) +
         "}";
}
std::string node_text(const PropertyAccess& node) {
  return operand(node.object) + "." + name_text(node.key.text);
}
std::string node_text(const IndexAccess& node) {
  return operand(node.object) + "[" + to_text(*node.index) + "]";
}
std::string node_text(const SliceAccess& node) {
  return operand(node.object) + "[" + (node.from ? to_text(*node.from) : "") + ".." +
         (node.to ? to_text(*node.to) : "") + "]";
}
std::string node_text(const LabelTest& node) {
  return operand(node.object) + ":" + label_text(node.labels);
}
std::string node_text(const TypeTest& node) {
  return fmt::format("{} IS {}:: {}", operand(node.object), node.negated ? "NOT " : "",
                     type_text(node.type));
}
std::string node_text(const NormalizedTest& node) {
  constexpr std::string_view kForms[] = {"NFC", "NFD", "NFKC", "NFKD"};
  return fmt::format("{} IS {}{} NORMALIZED", operand(node.object), node.negated ? "NOT " : "",
                     kForms[static_cast<std::size_t>(node.form)]);
}
std::string node_text(const Unary& node) {
  switch (node.op) {
    case UnaryOperator::kNot:
      return "NOT " + operand(node.operand);
    case UnaryOperator::kMinus:
      return "-" + operand(node.operand);
    case UnaryOperator::kPlus:
      return "+" + operand(node.operand);
    case UnaryOperator::kIsNull:
      return operand(node.operand) + " IS NULL";
    case UnaryOperator::kIsNotNull:
      return operand(node.operand) + " IS NOT NULL";
  }
  MUSTER_UNREACHABLE();
}
std::string node_text(const Binary& node) {
  return fmt::format("{} {} {}", operand(node.left), op_text(node.op), operand(node.right));
}
std::string node_text(const ComparisonChain& node) {
  std::string out = operand(node.first);
  for (const auto& link : node.links)
    out += fmt::format(" {} {}", op_text(link.op), operand(link.right));
  return out;
}
std::string node_text(const FunctionCall& node) {
  return function_name_text(node.name) + (node.distinct ? "(DISTINCT " : "(") +
         list_text(node.arguments) + ")";
}
std::string node_text(const CountStar& /*node*/) { return "count(*)"; }
// Nothing: `WHEN > 3` leaves the subject out.
std::string node_text(const CaseSubject& /*node*/) { return ""; }
// Alternatives of an extended CASE, which are joined by OR.
std::string case_tests_text(const Expression& when) {
  const auto* either = std::get_if<Binary>(&when.node);
  if (either == nullptr || either->op != BinaryOperator::kOr) return to_text(when);
  return case_tests_text(*either->left) + ", " + case_tests_text(*either->right);
}
std::string node_text(const Case& node) {
  std::string out = "CASE";
  if (node.subject) out += " " + to_text(*node.subject);
  for (const auto& branch : node.branches) {
    out += " WHEN " + (node.extended ? case_tests_text(*branch.when) : to_text(*branch.when)) +
           " THEN " + to_text(*branch.then);
  }
  if (node.otherwise) out += " ELSE " + to_text(*node.otherwise);
  return out + " END";
}
std::string node_text(const ListComprehension& node) {
  return fmt::format("[{} IN {}{}{}]", name_text(node.variable.text), to_text(*node.list),
                     where_text(node.where), node.result ? " | " + to_text(*node.result) : "");
}
std::string node_text(const PatternComprehension& node) {
  return fmt::format("[{}{} | {}]", to_text(node.pattern), where_text(node.where),
                     to_text(*node.result));
}
std::string node_text(const Quantifier& node) {
  constexpr std::string_view kNames[] = {"all", "any", "none", "single"};
  return fmt::format("{}({} IN {}{})", kNames[static_cast<std::size_t>(node.kind)],
                     name_text(node.variable.text), to_text(*node.list), where_text(node.where));
}
std::string node_text(const Reduce& node) {
  return fmt::format("reduce({} = {}, {} IN {} | {})", name_text(node.accumulator.text),
                     to_text(*node.initial), name_text(node.variable.text), to_text(*node.list),
                     to_text(*node.step));
}
std::string node_text(const MapProjection& node) {
  using Kind = MapProjectionItem::Kind;
  return name_text(node.subject.text) + " {" +
         joined(node.items, ", ",
                [](const MapProjectionItem& item) -> std::string {
                  if (item.kind == Kind::kAllProperties) return ".*";
                  if (item.kind == Kind::kEntry)
                    return name_text(item.key.text) + ": " + to_text(*item.value);
                  return (item.kind == Kind::kProperty ? "." : "") + name_text(item.key.text);
                }) +
         "}";
}
std::string node_text(const PatternPredicate& node) { return to_text(node.pattern); }
std::string node_text(const SubqueryExpression& node) {
  constexpr std::string_view kNames[] = {"EXISTS", "COUNT", "COLLECT"};
  const std::string body =
      node.query ? to_text(*node.query) : patterns_text(node.patterns) + where_text(node.where);
  return fmt::format("{} {{ {} }}", kNames[static_cast<std::size_t>(node.kind)], body);
}

}  // namespace

std::string list_text(const std::vector<ExpressionPtr>& items) {
  return joined(items, ", ", [](const ExpressionPtr& item) { return to_text(*item); });
}

std::string to_text(const Expression& expression) {
  return std::visit([](const auto& node) { return node_text(node); }, expression.node);
}

}  // namespace muster::query::ast
