// The part of Binder that binds operators, CASE, comprehensions and what has variables of its own.
#include <fmt/format.h>

#include "query/semantics/binder.h"
#include "query/syntax/ast_text.h"

namespace muster::query {
namespace {

using ast::BinaryOperator;

constexpr TypeSet kBooleans{TypeKind::kBoolean};
constexpr TypeSet kNumbers{TypeKind::kNumber};
constexpr TypeSet kLists{TypeKind::kList};
// What stands on either side of arithmetic; which pairs fit is seen at run time.
constexpr TypeSet kArithmetic{TypeKind::kNumber,  TypeKind::kDate,          TypeKind::kLocalTime,
                              TypeKind::kTime,    TypeKind::kLocalDateTime, TypeKind::kDateTime,
                              TypeKind::kDuration};
constexpr TypeSet kInstants{TypeKind::kDate, TypeKind::kLocalTime, TypeKind::kTime,
                            TypeKind::kLocalDateTime, TypeKind::kDateTime};

bool is_logical(BinaryOperator op) {
  return op == BinaryOperator::kAnd || op == BinaryOperator::kOr || op == BinaryOperator::kXor;
}

bool is_arithmetic(BinaryOperator op) {
  return op == BinaryOperator::kSubtract || op == BinaryOperator::kMultiply ||
         op == BinaryOperator::kDivide || op == BinaryOperator::kModulo ||
         op == BinaryOperator::kPower;
}

bool is_exact_number(const Type& type) {
  return type.is(TypeKind::kInteger) || type.is(TypeKind::kFloat);
}

Type temporal_type(BinaryOperator op, const Type& left, const Type& right) {
  const bool sum = op == BinaryOperator::kAdd || op == BinaryOperator::kSubtract;
  if (sum && kInstants.contains(left.kind) && right.is(TypeKind::kDuration)) return left;
  if (op == BinaryOperator::kAdd && left.is(TypeKind::kDuration) && kInstants.contains(right.kind))
    return right;
  if (left.is(TypeKind::kDuration) && right.is(TypeKind::kDuration) && sum) return left;
  const bool scaled = (op == BinaryOperator::kMultiply || op == BinaryOperator::kDivide) &&
                      left.is(TypeKind::kDuration) && is_exact_number(right);
  if (scaled) return left;
  if (op == BinaryOperator::kMultiply && is_exact_number(left) && right.is(TypeKind::kDuration))
    return right;
  return TypeKind::kAny;
}

Type arithmetic_type(BinaryOperator op, const Type& left, const Type& right) {
  if (op == BinaryOperator::kPower && kNumbers.contains(TypeKind::kNumber) &&
      is_exact_number(left) && is_exact_number(right)) {
    return TypeKind::kFloat;
  }
  if (left.is(TypeKind::kInteger) && right.is(TypeKind::kInteger)) return TypeKind::kInteger;
  if (is_exact_number(left) && is_exact_number(right)) return TypeKind::kFloat;
  return temporal_type(op, left, right);
}

Type sum_type(const Type& left, const Type& right) {
  if (left.is(TypeKind::kList) && right.is(TypeKind::kList)) return common_type(left, right);
  if (left.is(TypeKind::kList) || right.is(TypeKind::kList)) return TypeKind::kList;
  if (left.is(TypeKind::kString) && right.is(TypeKind::kString)) return TypeKind::kString;
  return arithmetic_type(BinaryOperator::kAdd, left, right);
}

Error operand_error(const BoundExpression& operand, std::string_view op, std::string_view wanted) {
  return semantic_error(
      operand.position,
      fmt::format("{} takes {}, found {}", op, wanted, type_phrase(operand.type.kind)), "",
      "InvalidArgumentType");
}

std::string_view logical_name(BinaryOperator op) {
  if (op == BinaryOperator::kAnd) return "AND";
  return op == BinaryOperator::kOr ? "OR" : "XOR";
}

}  // namespace

Result<BoundExpressionPtr> Binder::unary(const ast::Unary& node, SourcePosition position,
                                         const Rules& given) {
  Rules rules = given;
  rules.condition = given.condition && node.op == ast::UnaryOperator::kNot;
  MUSTER_TRY(auto operand, expression(node.operand, rules));
  Type type = TypeKind::kBoolean;
  if (node.op == ast::UnaryOperator::kNot && !kBooleans.accepts(operand->type.kind))
    return operand_error(*operand, "NOT", "a condition");
  if (node.op == ast::UnaryOperator::kMinus || node.op == ast::UnaryOperator::kPlus) {
    constexpr TypeSet kSigned{TypeKind::kNumber, TypeKind::kDuration};
    if (!kSigned.accepts(operand->type.kind)) return operand_error(*operand, "a sign", "a number");
    type = operand->type;
  }
  return bound(position, std::move(type), BoundUnary{node.op, std::move(operand)});
}

Result<BoundExpressionPtr> Binder::binary(const ast::Binary& node, SourcePosition position,
                                          const Rules& given) {
  Rules rules = given;
  rules.condition = given.condition && is_logical(node.op);
  MUSTER_TRY(auto left, expression(node.left, rules));
  MUSTER_TRY(auto right, expression(node.right, rules));
  return make_binary(node.op, std::move(left), std::move(right), position);
}

Result<BoundExpressionPtr> Binder::make_binary(BinaryOperator op, BoundExpressionPtr left,
                                               BoundExpressionPtr right,
                                               SourcePosition position) const {
  Type type = TypeKind::kBoolean;
  if (op == BinaryOperator::kConcatenate) {
    for (const auto& operand : {left, right}) {
      if (TypeSet{TypeKind::kString, TypeKind::kList}.accepts(operand->type.kind)) continue;
      return semantic_error(
          operand->position,
          fmt::format("|| takes two texts or two lists, found {}", type_phrase(operand->type.kind)),
          "write OR to join two conditions, or toString(…) around a value to join it to a text.",
          "InvalidArgumentType");
    }
    type = sum_type(left->type, right->type);
    return bound(position, std::move(type), BoundBinary{op, std::move(left), std::move(right)});
  }
  if (is_logical(op)) {
    for (const auto& operand : {left, right}) {
      if (!kBooleans.accepts(operand->type.kind))
        return operand_error(*operand, logical_name(op), "conditions");
    }
  } else if (is_arithmetic(op)) {
    for (const auto& operand : {left, right}) {
      if (!kArithmetic.accepts(operand->type.kind))
        return operand_error(*operand, "arithmetic", "numbers");
    }
    type = arithmetic_type(op, left->type, right->type);
  } else if (op == BinaryOperator::kAdd) {
    type = sum_type(left->type, right->type);
  } else if (op == BinaryOperator::kIn && !kLists.accepts(right->type.kind)) {
    return operand_error(*right, "IN", "a list on its right");
  }
  return bound(position, std::move(type), BoundBinary{op, std::move(left), std::move(right)});
}

Result<BoundExpressionPtr> Binder::chain(const ast::ComparisonChain& node, SourcePosition position,
                                         const Rules& rules) {
  MUSTER_TRY(auto left, expression(node.first, rules));
  std::vector<BoundExpressionPtr> comparisons;
  for (const auto& link : node.links) {
    MUSTER_TRY(auto right, expression(link.right, rules));
    MUSTER_TRY(auto comparison, make_binary(link.op, left, right, position));
    comparisons.push_back(std::move(comparison));
    left = std::move(right);
  }
  return conjunction(comparisons);
}

Result<BoundExpressionPtr> Binder::case_expression(const ast::Case& node, SourcePosition position,
                                                   const Rules& rules) {
  if (node.extended) return extended_case(node, position, rules);
  BoundCase made;
  Type type = TypeKind::kNull;
  if (node.subject) {
    MUSTER_TRY(made.subject, expression(node.subject, rules));
  }
  for (const auto& branch : node.branches) {
    BoundCase::Branch bound_branch;
    if (node.subject) {
      MUSTER_TRY(bound_branch.when, expression(branch.when, rules));
    } else {
      MUSTER_TRY(bound_branch.when, condition(branch.when, rules));
    }
    MUSTER_TRY(bound_branch.then, expression(branch.then, rules));
    type = common_type(type, bound_branch.then->type);
    made.branches.push_back(std::move(bound_branch));
  }
  if (node.otherwise) {
    MUSTER_TRY(made.otherwise, expression(node.otherwise, rules));
    type = common_type(type, made.otherwise->type);
  }
  return bound(position, type.is(TypeKind::kNull) ? Type(TypeKind::kAny) : type, std::move(made));
}

Result<BoundExpressionPtr> Binder::comprehension(const ast::ListComprehension& node,
                                                 SourcePosition position, const Rules& given) {
  MUSTER_TRY(auto list, expression(node.list, given));
  if (!kLists.accepts(list->type.kind))
    return operand_error(*list, "a list comprehension", "a list behind IN");
  const std::size_t outer = scope_.size();
  const SlotId slot = new_slot(node.variable.text, list->type.element_type());
  scope_.add(node.variable.text, slot);
  Rules rules = given;
  rules.aggregates = nullptr;
  rules.place = "a list comprehension";
  MUSTER_TRY(auto where, condition(node.where, rules));
  BoundExpressionPtr result;
  Type element = list->type.element_type();
  if (node.result) {
    MUSTER_TRY(result, expression(node.result, rules));
    element = result->type;
  }
  scope_.truncate(outer);
  return bound(position, Type::list_of(element),
               BoundListComprehension{slot, std::move(list), std::move(where), std::move(result)});
}

Result<BoundExpressionPtr> Binder::quantifier(const ast::Quantifier& node, SourcePosition position,
                                              const Rules& given) {
  MUSTER_TRY(auto list, expression(node.list, given));
  if (!kLists.accepts(list->type.kind))
    return operand_error(*list, "a quantifier", "a list behind IN");
  const std::size_t outer = scope_.size();
  const SlotId slot = new_slot(node.variable.text, list->type.element_type());
  scope_.add(node.variable.text, slot);
  Rules rules = given;
  rules.aggregates = nullptr;
  rules.place = "a quantifier";
  MUSTER_TRY(auto where, condition(node.where, rules));
  scope_.truncate(outer);
  return bound(position, TypeKind::kBoolean,
               BoundQuantifier{node.kind, slot, std::move(list), std::move(where)});
}

Result<BoundExpressionPtr> Binder::reduce(const ast::Reduce& node, SourcePosition position,
                                          const Rules& given) {
  MUSTER_TRY(auto initial, expression(node.initial, given));
  MUSTER_TRY(auto list, expression(node.list, given));
  if (!kLists.accepts(list->type.kind)) return operand_error(*list, "reduce()", "a list behind IN");
  const std::size_t outer = scope_.size();
  // The accumulator's type may change at every step.
  const SlotId accumulator = new_slot(node.accumulator.text, TypeKind::kAny);
  const SlotId slot = new_slot(node.variable.text, list->type.element_type());
  scope_.add(node.accumulator.text, accumulator);
  scope_.add(node.variable.text, slot);
  Rules rules = given;
  rules.aggregates = nullptr;
  rules.place = "reduce()";
  MUSTER_TRY(auto step, expression(node.step, rules));
  scope_.truncate(outer);
  return bound(
      position, TypeKind::kAny,
      BoundReduce{accumulator, std::move(initial), slot, std::move(list), std::move(step)});
}

Result<BoundExpressionPtr> Binder::map_projection(const ast::MapProjection& node,
                                                  SourcePosition position, const Rules& rules) {
  using Kind = ast::MapProjectionItem::Kind;
  MUSTER_TRY(auto subject, variable(node.subject.text, node.subject.position, rules));
  BoundMapProjection made{.subject = subject, .all_properties = false, .entries = {}};
  for (const auto& item : node.items) {
    if (item.kind == Kind::kAllProperties) {
      made.all_properties = true;
      continue;
    }
    BoundExpressionPtr value;
    if (item.kind == Kind::kProperty) {
      value = bound(item.key.position, TypeKind::kAny, BoundPropertyAccess{subject, item.key.text});
    } else if (item.kind == Kind::kEntry) {
      MUSTER_TRY(value, expression(item.value, rules));
    } else {
      MUSTER_TRY(value, variable(item.key.text, item.key.position, rules));
    }
    made.entries.push_back({.key = item.key.text, .value = std::move(value)});
  }
  return bound(position, TypeKind::kMap, std::move(made));
}

Result<BoundExpressionPtr> Binder::label_test(const BoundExpressionPtr& object,
                                              const ast::LabelExpression& labels,
                                              SourcePosition position, const Rules& rules) {
  using Kind = ast::LabelExpression::Kind;
  constexpr TypeSet kLabelled{TypeKind::kNode, TypeKind::kEdge};
  if (!kLabelled.accepts(object->type.kind))
    return operand_error(*object, "a label test", "a node or a relationship");
  switch (labels.kind) {
    case Kind::kName:
      return bound(position, TypeKind::kBoolean, BoundLabelTest{object, {labels.name.text}});
    case Kind::kAnyLabel:
      return bound(position, TypeKind::kBoolean, BoundOpenLabelTest{.object = object});
    case Kind::kDynamic: {
      MUSTER_TRY(auto names, expression(labels.dynamic.name, rules));
      constexpr TypeSet kNames{TypeKind::kString, TypeKind::kList};
      if (!kNames.accepts(names->type.kind))
        return operand_error(*names, "a computed label", "a string or a list of strings");
      return bound(position, TypeKind::kBoolean,
                   BoundOpenLabelTest{
                       .object = object, .names = std::move(names), .any = labels.dynamic.any});
    }
    case Kind::kNot: {
      MUSTER_TRY(auto operand, label_test(object, labels.operands.front(), position, rules));
      return bound(position, TypeKind::kBoolean,
                   BoundUnary{ast::UnaryOperator::kNot, std::move(operand)});
    }
    case Kind::kAnd:
    case Kind::kOr: {
      BoundExpressionPtr all;
      const BinaryOperator op =
          labels.kind == Kind::kAnd ? BinaryOperator::kAnd : BinaryOperator::kOr;
      for (const auto& operand : labels.operands) {
        MUSTER_TRY(auto test, label_test(object, operand, position, rules));
        all = all ? bound(position, TypeKind::kBoolean,
                          BoundBinary{op, std::move(all), std::move(test)})
                  : std::move(test);
      }
      return all;
    }
  }
  MUSTER_UNREACHABLE();
}

}  // namespace muster::query
