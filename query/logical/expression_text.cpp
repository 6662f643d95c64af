// Expressions as text. Bound trees have lost the user's spelling, so this writes its own, with
// brackets only where a reader needs them.
#include <array>

#include <fmt/format.h>

#include "query/logical/plan_text.h"
#include "query/syntax/ast_text.h"

namespace muster::query {
namespace {

using Slots = std::vector<SlotInfo>;

std::string slot_name(SlotId slot, const Slots& slots) {
  const auto index = static_cast<std::size_t>(slot);
  if (index < slots.size() && !slots[index].name.empty()) return slots[index].name;
  return fmt::format("@{}", index);
}

std::string_view operator_text(ast::BinaryOperator op) {
  switch (op) {
    case ast::BinaryOperator::kOr:
      return "OR";
    case ast::BinaryOperator::kXor:
      return "XOR";
    case ast::BinaryOperator::kAnd:
      return "AND";
    case ast::BinaryOperator::kEqual:
      return "=";
    case ast::BinaryOperator::kNotEqual:
      return "<>";
    case ast::BinaryOperator::kLess:
      return "<";
    case ast::BinaryOperator::kLessEqual:
      return "<=";
    case ast::BinaryOperator::kGreater:
      return ">";
    case ast::BinaryOperator::kGreaterEqual:
      return ">=";
    case ast::BinaryOperator::kIn:
      return "IN";
    case ast::BinaryOperator::kStartsWith:
      return "STARTS WITH";
    case ast::BinaryOperator::kEndsWith:
      return "ENDS WITH";
    case ast::BinaryOperator::kContains:
      return "CONTAINS";
    case ast::BinaryOperator::kRegexMatch:
      return "=~";
    case ast::BinaryOperator::kAdd:
      return "+";
    case ast::BinaryOperator::kSubtract:
      return "-";
    case ast::BinaryOperator::kMultiply:
      return "*";
    case ast::BinaryOperator::kDivide:
      return "/";
    case ast::BinaryOperator::kModulo:
      return "%";
    case ast::BinaryOperator::kConcatenate:
      return "||";
    case ast::BinaryOperator::kPower:
      return "^";
  }
  MUSTER_UNREACHABLE();
}

struct TextVisitor {
  const Slots& slots;

  std::string text(const BoundExpressionPtr& part) const {
    return part ? expression_text(*part, slots) : std::string();
  }
  // An operand that is itself an operator gets brackets.
  std::string operand(const BoundExpressionPtr& part) const {
    const bool composite = std::holds_alternative<BoundBinary>(part->node) ||
                           std::holds_alternative<BoundUnary>(part->node);
    return composite ? "(" + text(part) + ")" : text(part);
  }
  std::string joined(const std::vector<BoundExpressionPtr>& parts) const {
    std::string all;
    for (const auto& part : parts) all += (all.empty() ? "" : ", ") + text(part);
    return all;
  }
  std::string entries(const std::vector<BoundProperty>& properties) const {
    std::string all;
    for (const auto& entry : properties)
      all += (all.empty() ? "" : ", ") + entry.key + ": " + text(entry.value);
    return "{" + all + "}";
  }

  std::string operator()(const BoundLiteral& literal) const { return to_literal(literal.value); }
  std::string operator()(const BoundParameter& parameter) const { return "$" + parameter.name; }
  std::string operator()(const BoundVariable& variable) const {
    return slot_name(variable.slot, slots);
  }
  std::string operator()(const BoundList& list) const { return "[" + joined(list.items) + "]"; }
  std::string operator()(const BoundMap& map) const { return entries(map.entries); }
  std::string operator()(const BoundPropertyAccess& access) const {
    return operand(access.object) + "." + access.key;
  }
  std::string operator()(const BoundIndex& index) const {
    return operand(index.object) + "[" + text(index.index) + "]";
  }
  std::string operator()(const BoundSlice& slice) const {
    return operand(slice.object) + "[" + text(slice.from) + ".." + text(slice.to) + "]";
  }
  std::string operator()(const BoundLabelTest& test) const {
    std::string all = operand(test.object);
    for (const std::string& label : test.labels) all += ":" + label;
    return all;
  }
  std::string operator()(const BoundOpenLabelTest& test) const {
    if (!test.names) return operand(test.object) + ":%";
    return fmt::format("{}:{}({})", operand(test.object), test.any ? "$any" : "$",
                       text(test.names));
  }
  std::string operator()(const BoundTypeTest& test) const {
    return fmt::format("{} IS {}:: {}", operand(test.object), test.negated ? "NOT " : "",
                       ast::to_text(test.type));
  }
  std::string operator()(const BoundNormalizedTest& test) const {
    constexpr std::array<std::string_view, 4> kForms = {"NFC", "NFD", "NFKC", "NFKD"};
    return fmt::format("{} IS {}{} NORMALIZED", operand(test.object), test.negated ? "NOT " : "",
                       kForms[static_cast<std::size_t>(test.form)]);
  }
  std::string operator()(const BoundUnary& unary) const {
    switch (unary.op) {
      case ast::UnaryOperator::kNot:
        return "NOT " + operand(unary.operand);
      case ast::UnaryOperator::kMinus:
        return "-" + operand(unary.operand);
      case ast::UnaryOperator::kPlus:
        return "+" + operand(unary.operand);
      case ast::UnaryOperator::kIsNull:
        return operand(unary.operand) + " IS NULL";
      case ast::UnaryOperator::kIsNotNull:
        return operand(unary.operand) + " IS NOT NULL";
    }
    MUSTER_UNREACHABLE();
  }
  std::string operator()(const BoundBinary& binary) const {
    return fmt::format("{} {} {}", operand(binary.left), operator_text(binary.op),
                       operand(binary.right));
  }
  std::string operator()(const BoundFunctionCall& call) const {
    return call.function->name + "(" + joined(call.arguments) + ")";
  }
  std::string operator()(const BoundCase& choice) const {
    std::string all = "CASE";
    if (choice.subject) all += " " + text(choice.subject);
    for (const auto& branch : choice.branches)
      all += " WHEN " + text(branch.when) + " THEN " + text(branch.then);
    if (choice.otherwise) all += " ELSE " + text(choice.otherwise);
    return all + " END";
  }
  std::string operator()(const BoundListComprehension& comprehension) const {
    std::string all =
        "[" + slot_name(comprehension.variable, slots) + " IN " + text(comprehension.list);
    if (comprehension.where) all += " WHERE " + text(comprehension.where);
    if (comprehension.result) all += " | " + text(comprehension.result);
    return all + "]";
  }
  std::string operator()(const BoundQuantifier& quantifier) const {
    static constexpr std::string_view kNames[] = {"all", "any", "none", "single"};
    return fmt::format("{}({} IN {} WHERE {})", kNames[static_cast<std::size_t>(quantifier.kind)],
                       slot_name(quantifier.variable, slots), text(quantifier.list),
                       text(quantifier.where));
  }
  std::string operator()(const BoundReduce& reduce) const {
    return fmt::format("reduce({} = {}, {} IN {} | {})", slot_name(reduce.accumulator, slots),
                       text(reduce.initial), slot_name(reduce.variable, slots), text(reduce.list),
                       text(reduce.step));
  }
  std::string operator()(const BoundMapProjection& projection) const {
    return text(projection.subject) + entries(projection.entries);
  }
  std::string operator()(const BoundSubquery& query) const {
    static constexpr std::string_view kNames[] = {"EXISTS", "COUNT", "COLLECT"};
    const BoundQueryBody& body = *query.body;
    const auto* match = body.branches.size() == 1
                            ? std::get_if<BoundMatch>(&body.branches[0].clauses.front())
                            : nullptr;
    return fmt::format("{} {{{}}}", kNames[static_cast<std::size_t>(query.kind)],
                       match == nullptr ? "…" : text(*match));
  }
  std::string text(const BoundMatch& match) const {
    std::string all;
    for (const BoundPath& path : match.paths) {
      if (!all.empty()) all += ", ";
      for (std::size_t i = 0; i < path.nodes.size(); ++i) {
        if (i > 0) {
          const BoundEdge& edge = path.edges[i - 1];
          std::string types;
          for (const std::string& type : edge.types) types += (types.empty() ? "" : "|") + type;
          all += fmt::format("{}{}{}", edge.direction == ast::Direction::kIncoming ? "<-" : "-",
                             types, edge.direction == ast::Direction::kOutgoing ? "->" : "-");
        }
        all += slot_name(path.nodes[i].slot, slots);
      }
    }
    if (match.where) all += " WHERE " + text(match.where);
    return all;
  }
};

}  // namespace

std::string expression_text(const BoundExpression& expression, const Slots& slots) {
  return std::visit(TextVisitor{slots}, expression.node);
}

}  // namespace muster::query
