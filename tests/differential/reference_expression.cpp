// Expressions of the reference evaluator: the tree is walked anew for every row.
#include <algorithm>

#include <fmt/format.h>

#include "query/functions/element_access.h"
#include "query/functions/function_registry.h"
#include "query/functions/operators.h"
#include "query/functions/value_types.h"
#include "tests/differential/reference.h"
#include "tests/differential/reference_parts.h"

namespace muster::differential {
namespace {

using query::BoundExpressionPtr;
using query::ast::BinaryOperator;

Error not_a_list(const Value& value) {
  return query::runtime_error("InvalidArgumentType", fmt::format("A list is needed here, not a {}",
                                                                 value_type_name(value.type())));
}

Result<Value> apply(BinaryOperator op, const Value& left, const Value& right) {
  switch (op) {
    case BinaryOperator::kEqual:
      return query::equal_values(left, right);
    case BinaryOperator::kNotEqual:
      return query::not_equal_values(left, right);
    case BinaryOperator::kLess:
      return query::compare_values(query::Comparison::kLess, left, right);
    case BinaryOperator::kLessEqual:
      return query::compare_values(query::Comparison::kLessEqual, left, right);
    case BinaryOperator::kGreater:
      return query::compare_values(query::Comparison::kGreater, left, right);
    case BinaryOperator::kGreaterEqual:
      return query::compare_values(query::Comparison::kGreaterEqual, left, right);
    case BinaryOperator::kIn:
      return query::in_list(left, right);
    case BinaryOperator::kStartsWith:
      return query::starts_with(left, right);
    case BinaryOperator::kEndsWith:
      return query::ends_with(left, right);
    case BinaryOperator::kContains:
      return query::contains_text(left, right);
    case BinaryOperator::kRegexMatch:
      return query::matches_regex(left, right);
    case BinaryOperator::kAdd:
      return query::add_values(left, right);
    case BinaryOperator::kSubtract:
      return query::subtract_values(left, right);
    case BinaryOperator::kMultiply:
      return query::multiply_values(left, right);
    case BinaryOperator::kDivide:
      return query::divide_values(left, right);
    case BinaryOperator::kModulo:
      return query::modulo_values(left, right);
    case BinaryOperator::kPower:
      return query::power_values(left, right);
    case BinaryOperator::kConcatenate:
      return query::concatenate_values(left, right);
    case BinaryOperator::kOr:
    case BinaryOperator::kXor:
    case BinaryOperator::kAnd:
      break;
  }
  MUSTER_UNREACHABLE();
}

}  // namespace

class ReferenceExpression {
 public:
  ReferenceExpression(Reference& reference, Row& row) : reference_(reference), row_(row) {}

  Result<Value> operator()(const query::BoundLiteral& literal) { return literal.value; }

  Result<Value> operator()(const query::BoundParameter& parameter) {
    const auto found = reference_.parameters_.find(parameter.name);
    if (found != reference_.parameters_.end()) return found->second;
    return Error{.code = ErrorCode::kInvalidArgument, .message = "A parameter is missing"};
  }

  Result<Value> operator()(const query::BoundVariable& variable) {
    return row_[index_of(variable.slot)];
  }

  Result<Value> operator()(const query::BoundList& list) {
    MUSTER_TRY(ValueList items, values(list.items));
    return Value(std::move(items));
  }

  Result<Value> operator()(const query::BoundMap& map) {
    ValueMap made;
    MUSTER_CHECK(add_entries(map.entries, made));
    return Value(std::move(made));
  }

  Result<Value> operator()(const query::BoundPropertyAccess& access) {
    MUSTER_TRY(const Value object, value(access.object));
    return query::property_of(reference_.graph(), object, access.key);
  }

  Result<Value> operator()(const query::BoundIndex& access) {
    MUSTER_TRY(const Value object, value(access.object));
    MUSTER_TRY(const Value index, value(access.index));
    return query::index_of(reference_.graph(), object, index);
  }

  Result<Value> operator()(const query::BoundSlice& slice) {
    MUSTER_TRY(const Value list, value(slice.object));
    Value from;
    Value to;
    if (slice.from) {
      MUSTER_TRY(from, value(slice.from));
    }
    if (slice.to) {
      MUSTER_TRY(to, value(slice.to));
    }
    return query::slice_of(reference_.functions_, list, slice.from ? &from : nullptr,
                           slice.to ? &to : nullptr);
  }

  Result<Value> operator()(const query::BoundLabelTest& test) {
    MUSTER_TRY(const Value object, value(test.object));
    if (object.is_null()) return Value();
    MUSTER_TRY(const auto names, label_names(reference_.graph(), object));
    return Value(std::all_of(test.labels.begin(), test.labels.end(),
                             [&](const std::string& label) { return names.contains(label); }));
  }

  Result<Value> operator()(const query::BoundOpenLabelTest& test) {
    MUSTER_TRY(const Value object, value(test.object));
    if (object.is_null()) return Value();
    MUSTER_TRY(const auto names, label_names(reference_.graph(), object));
    if (!test.names) return Value(!names.empty());
    MUSTER_TRY(const Value wanted, value(test.names));
    if (wanted.is_null()) return Value();
    const ValueList list = wanted.is_list() ? wanted.as_list() : ValueList{wanted};
    const auto carries = [&](const Value& name) {
      return name.is_string() && names.contains(name.as_string());
    };
    return Value(test.any ? std::any_of(list.begin(), list.end(), carries)
                          : std::all_of(list.begin(), list.end(), carries));
  }

  Result<Value> operator()(const query::BoundTypeTest& test) {
    MUSTER_TRY(const Value object, value(test.object));
    return Value(query::is_of_type(object, test.type) != test.negated);
  }

  Result<Value> operator()(const query::BoundNormalizedTest&) {
    return Error{.code = ErrorCode::kUnimplemented,
                 .message = "The reference evaluator does not know IS NORMALIZED"};
  }

  Result<Value> operator()(const query::BoundUnary& unary) {
    MUSTER_TRY(const Value operand, value(unary.operand));
    switch (unary.op) {
      case query::ast::UnaryOperator::kNot: {
        MUSTER_TRY(const std::optional<bool> truth, query::truth_of(operand));
        return truth ? Value(!*truth) : Value();
      }
      case query::ast::UnaryOperator::kMinus:
        return query::negate_value(operand);
      case query::ast::UnaryOperator::kPlus:
        return query::unary_plus(operand);
      case query::ast::UnaryOperator::kIsNull:
        return Value(operand.is_null());
      case query::ast::UnaryOperator::kIsNotNull:
        return Value(!operand.is_null());
    }
    MUSTER_UNREACHABLE();
  }

  Result<Value> operator()(const query::BoundBinary& binary) {
    if (binary.op == BinaryOperator::kAnd || binary.op == BinaryOperator::kOr ||
        binary.op == BinaryOperator::kXor)
      return logic(binary);
    MUSTER_TRY(const Value left, value(binary.left));
    MUSTER_TRY(const Value right, value(binary.right));
    return apply(binary.op, left, right);
  }

  Result<Value> operator()(const query::BoundFunctionCall& call) {
    const query::Function& function = query::function_of(*call.function);
    ValueList arguments;
    for (const BoundExpressionPtr& argument : call.arguments) {
      MUSTER_TRY(Value one, value(argument));
      // The first value that is there decides; what follows may fail.
      if (function.name == "coalesce" && !one.is_null()) return one;
      if (one.is_null() && function.nulls == query::NullRule::kPropagate) return Value();
      arguments.push_back(std::move(one));
    }
    if (function.name == "coalesce") return Value();
    return function.scalar(reference_.functions_, arguments);
  }

  Result<Value> operator()(const query::BoundCase& choice) {
    Value subject;
    if (choice.subject) {
      MUSTER_TRY(subject, value(choice.subject));
    }
    for (const query::BoundCase::Branch& branch : choice.branches) {
      MUSTER_TRY(const Value when, value(branch.when));
      bool taken = choice.subject && cypher_equals(subject, when) == true;
      if (!choice.subject) {
        MUSTER_TRY(const std::optional<bool> truth, query::truth_of(when));
        taken = truth == true;
      }
      if (taken) return value(branch.then);
    }
    return choice.otherwise ? value(choice.otherwise) : Value();
  }

  Result<Value> operator()(const query::BoundListComprehension& comprehension) {
    MUSTER_TRY(const Value list, list_or_null(comprehension.list));
    if (list.is_null()) return Value();
    ValueList made;
    for (const Value& item : list.as_list()) {
      row_[index_of(comprehension.variable)] = item;
      MUSTER_TRY(const bool stays, reference_.holds(comprehension.where, row_));
      if (!stays) continue;
      Value result = item;
      if (comprehension.result) {
        MUSTER_TRY(result, value(comprehension.result));
      }
      made.push_back(std::move(result));
    }
    return Value(std::move(made));
  }

  Result<Value> operator()(const query::BoundQuantifier& quantifier) {
    MUSTER_TRY(const Value list, list_or_null(quantifier.list));
    if (list.is_null()) return Value();
    std::size_t truths = 0;
    std::size_t unknowns = 0;
    for (const Value& item : list.as_list()) {
      row_[index_of(quantifier.variable)] = item;
      MUSTER_TRY(const Value held, value(quantifier.where));
      MUSTER_TRY(const std::optional<bool> truth, query::truth_of(held));
      if (!truth) ++unknowns;
      if (truth == true) ++truths;
    }
    const std::size_t falses = list.as_list().size() - truths - unknowns;
    const auto unless_unknown = [&](bool answer) { return unknowns > 0 ? Value() : Value(answer); };
    switch (quantifier.kind) {
      case query::ast::QuantifierKind::kAll:
        return falses > 0 ? Value(false) : unless_unknown(true);
      case query::ast::QuantifierKind::kAny:
        return truths > 0 ? Value(true) : unless_unknown(false);
      case query::ast::QuantifierKind::kNone:
        return truths > 0 ? Value(false) : unless_unknown(true);
      case query::ast::QuantifierKind::kSingle:
        return truths > 1 ? Value(false) : unless_unknown(truths == 1);
    }
    MUSTER_UNREACHABLE();
  }

  Result<Value> operator()(const query::BoundReduce& reduce) {
    MUSTER_TRY(Value accumulated, value(reduce.initial));
    MUSTER_TRY(const Value list, list_or_null(reduce.list));
    if (list.is_null()) return Value();
    for (const Value& item : list.as_list()) {
      row_[index_of(reduce.accumulator)] = accumulated;
      row_[index_of(reduce.variable)] = item;
      MUSTER_TRY(accumulated, value(reduce.step));
    }
    return accumulated;
  }

  Result<Value> operator()(const query::BoundMapProjection& projection) {
    MUSTER_TRY(const Value subject, value(projection.subject));
    if (subject.is_null()) return Value();
    ValueMap made;
    if (projection.all_properties && subject.is_map()) made = subject.as_map();
    if (projection.all_properties && !subject.is_map()) {
      MUSTER_TRY(made, query::properties_of(reference_.graph(), subject));
    }
    MUSTER_CHECK(add_entries(projection.entries, made));
    return Value(std::move(made));
  }

  Result<Value> operator()(const query::BoundSubquery& subquery) {
    MUSTER_TRY(const Table rows, reference_.body(*subquery.body, row_));
    switch (subquery.kind) {
      case query::ast::SubqueryKind::kExists:
        return Value(!rows.empty());
      case query::ast::SubqueryKind::kCount:
        return Value(static_cast<std::int64_t>(rows.size()));
      case query::ast::SubqueryKind::kCollect:
        break;
    }
    ValueList column;
    for (const Row& row : rows)
      column.push_back(row[index_of(subquery.body->columns.front().slot)]);
    return Value(std::move(column));
  }

 private:
  Result<Value> value(const BoundExpressionPtr& expression) {
    return reference_.value(*expression, row_);
  }

  Result<ValueList> values(const std::vector<BoundExpressionPtr>& expressions) {
    ValueList made;
    for (const BoundExpressionPtr& expression : expressions) {
      MUSTER_TRY(Value one, value(expression));
      made.push_back(std::move(one));
    }
    return made;
  }

  Result<void> add_entries(const std::vector<query::BoundProperty>& entries, ValueMap& map) {
    for (const query::BoundProperty& entry : entries) {
      MUSTER_TRY(Value one, value(entry.value));
      map.insert_or_assign(entry.key, std::move(one));
    }
    return ok();
  }

  Result<Value> list_or_null(const BoundExpressionPtr& expression) {
    MUSTER_TRY(Value list, value(expression));
    if (!list.is_null() && !list.is_list()) return not_a_list(list);
    return list;
  }

  // The right side is not asked where the left one decides: it may be one that fails then.
  Result<Value> logic(const query::BoundBinary& binary) {
    MUSTER_TRY(const Value left_value, value(binary.left));
    MUSTER_TRY(const std::optional<bool> left, query::truth_of(left_value));
    const bool deciding = binary.op == BinaryOperator::kOr;
    const bool exclusive = binary.op == BinaryOperator::kXor;
    if (!exclusive && left == deciding) return Value(deciding);
    MUSTER_TRY(const Value right_value, value(binary.right));
    MUSTER_TRY(const std::optional<bool> right, query::truth_of(right_value));
    if (!exclusive && right == deciding) return Value(deciding);
    if (!left || !right) return Value();
    return Value(exclusive ? *left != *right : !deciding);
  }

  Reference& reference_;
  Row& row_;
};

Result<Value> Reference::value(const query::BoundExpression& expression, Row& row) {
  MUSTER_CHECK(step());
  return std::visit(ReferenceExpression(*this, row), expression.node);
}

Result<bool> Reference::holds(const query::BoundExpressionPtr& condition, Row& row) {
  if (!condition) return true;
  MUSTER_TRY(const Value held, value(*condition, row));
  MUSTER_TRY(const std::optional<bool> truth, query::truth_of(held));
  return truth == true;
}

Result<bool> Reference::passes(const query::BoundExpressionPtr& condition, Row& row) {
  std::vector<query::BoundExpressionPtr> terms;
  split_terms(condition, terms);
  for (const query::BoundExpressionPtr& term : terms) {
    MUSTER_TRY(const bool held, holds(term, row));
    if (!held) return false;
  }
  return true;
}

}  // namespace muster::differential
