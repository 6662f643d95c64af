#include <algorithm>
#include <span>

#include "query/functions/function_registry.h"
#include "query/functions/operators.h"
#include "query/functions/regex.h"
#include "query/functions/unicode_text.h"
#include "query/functions/value_types.h"
#include "query/physical/expression_compiler.h"
#include "query/physical/packed_operations.h"

namespace muster::query {
namespace {

class UnaryEvaluator final : public Evaluator {
 public:
  UnaryEvaluator(ast::UnaryOperator op, EvaluatorPtr operand, SourcePosition position)
      : op_(op), operand_(std::move(operand)), position_(position) {}
  Value evaluate(Frame& frame) const override {
    const Value operand = operand_->evaluate(frame);
    if (frame.failed()) return {};
    switch (op_) {
      case ast::UnaryOperator::kNot: {
        const auto truth = truth_of(operand);
        if (!truth) return frame.fail(truth.error(), position_);
        return truth->has_value() ? Value(!**truth) : Value();
      }
      case ast::UnaryOperator::kMinus:
        return value_or_fail(frame, negate_value(operand), position_);
      case ast::UnaryOperator::kPlus:
        return value_or_fail(frame, unary_plus(operand), position_);
      case ast::UnaryOperator::kIsNull:
        return operand.is_null();
      case ast::UnaryOperator::kIsNotNull:
        return !operand.is_null();
    }
    MUSTER_UNREACHABLE();
  }

 private:
  ast::UnaryOperator op_;
  EvaluatorPtr operand_;
  SourcePosition position_;
};

// AND, OR, XOR. The right side is not looked at where the left one decides.
class LogicEvaluator final : public Evaluator {
 public:
  LogicEvaluator(ast::BinaryOperator op, EvaluatorPtr left, EvaluatorPtr right,
                 SourcePosition position)
      : op_(op), left_(std::move(left)), right_(std::move(right)), position_(position) {}
  Value evaluate(Frame& frame) const override {
    const auto left = truth(frame, *left_);
    if (frame.failed()) return {};
    const bool deciding = op_ == ast::BinaryOperator::kOr;
    if (op_ != ast::BinaryOperator::kXor && left == deciding) return deciding;
    const auto right = truth(frame, *right_);
    if (frame.failed()) return {};
    if (op_ == ast::BinaryOperator::kXor) return left && right ? Value(*left != *right) : Value();
    if (right == deciding) return deciding;
    return left && right ? Value(!deciding) : Value();
  }

 private:
  std::optional<bool> truth(Frame& frame, const Evaluator& operand) const {
    const Value value = operand.evaluate(frame);
    if (frame.failed()) return std::nullopt;
    auto result = truth_of(value);
    if (result) return *result;
    frame.fail(std::move(result).error(), position_);
    return std::nullopt;
  }

  ast::BinaryOperator op_;
  EvaluatorPtr left_;
  EvaluatorPtr right_;
  SourcePosition position_;
};

using BinaryCode = Result<Value> (*)(const Value& left, const Value& right);

template <Value (*kCode)(const Value&, const Value&)>
Result<Value> total(const Value& left, const Value& right) {
  return kCode(left, right);
}
template <Comparison kComparison>
Result<Value> compared(const Value& left, const Value& right) {
  return compare_values(kComparison, left, right);
}

BinaryCode binary_code(ast::BinaryOperator op) {
  switch (op) {
    case ast::BinaryOperator::kEqual:
      return total<equal_values>;
    case ast::BinaryOperator::kNotEqual:
      return total<not_equal_values>;
    case ast::BinaryOperator::kLess:
      return compared<Comparison::kLess>;
    case ast::BinaryOperator::kLessEqual:
      return compared<Comparison::kLessEqual>;
    case ast::BinaryOperator::kGreater:
      return compared<Comparison::kGreater>;
    case ast::BinaryOperator::kGreaterEqual:
      return compared<Comparison::kGreaterEqual>;
    case ast::BinaryOperator::kStartsWith:
      return total<starts_with>;
    case ast::BinaryOperator::kEndsWith:
      return total<ends_with>;
    case ast::BinaryOperator::kContains:
      return total<contains_text>;
    case ast::BinaryOperator::kRegexMatch:
      return matches_regex;
    case ast::BinaryOperator::kAdd:
      return add_values;
    case ast::BinaryOperator::kSubtract:
      return subtract_values;
    case ast::BinaryOperator::kMultiply:
      return multiply_values;
    case ast::BinaryOperator::kDivide:
      return divide_values;
    case ast::BinaryOperator::kModulo:
      return modulo_values;
    case ast::BinaryOperator::kPower:
      return power_values;
    case ast::BinaryOperator::kConcatenate:
      return concatenate_values;
    case ast::BinaryOperator::kOr:
    case ast::BinaryOperator::kXor:
    case ast::BinaryOperator::kAnd:
    case ast::BinaryOperator::kIn:
      break;
  }
  MUSTER_UNREACHABLE();
}

class BinaryEvaluator final : public Evaluator {
 public:
  BinaryEvaluator(ast::BinaryOperator op, EvaluatorPtr left, EvaluatorPtr right,
                  SourcePosition position)
      : op_(op),
        code_(binary_code(op)),
        joins_(op == ast::BinaryOperator::kAdd || op == ast::BinaryOperator::kConcatenate),
        left_(std::move(left)),
        right_(std::move(right)),
        position_(position) {}
  Value evaluate(Frame& frame) const override {
    const Value left = left_->evaluate(frame);
    const Value right = right_->evaluate(frame);
    if (frame.failed()) return {};
    return of(frame, left, right);
  }

  Column evaluate_all(Frame& frame) const override {
    const std::size_t rows = frame.batch->rows;
    const Value* const left_constant = left_->constant(frame);
    const Value* const right_constant = right_->constant(frame);
    const Column left = left_constant != nullptr ? Column() : left_->evaluate_all(frame);
    const Column right = right_constant != nullptr ? Column() : right_->evaluate_all(frame);
    if (frame.failed() || !frame.may_go_on()) return {};
    auto packed = packed_operation(
        op_, left_constant != nullptr ? PackedOperand::of(*left_constant) : PackedOperand::of(left),
        right_constant != nullptr ? PackedOperand::of(*right_constant) : PackedOperand::of(right),
        rows);
    if (packed) return *std::move(packed);
    Column values;
    values.reserve(rows);
    Value left_room;
    Value right_room;
    for (std::size_t row = 0; row < rows && frame.may_go_on(); ++row) {
      values.push_back(of(frame,
                          left_constant != nullptr ? *left_constant : left.at(row, left_room),
                          right_constant != nullptr ? *right_constant : right.at(row, right_room)));
      if (frame.failed()) break;
    }
    return values;
  }

 private:
  Value of(Frame& frame, const Value& left, const Value& right) const {
    // What `+` and `||` make of texts and lists is as large as both.
    if (joins_ && !room_for_both(frame, left, right)) return {};
    return value_or_fail(frame, code_(left, right), position_);
  }

  ast::BinaryOperator op_;
  BinaryCode code_;
  bool joins_;
  EvaluatorPtr left_;
  EvaluatorPtr right_;
  SourcePosition position_;
};

// `IN`: a long list is looked through part by part.
class InEvaluator final : public Evaluator {
 public:
  InEvaluator(EvaluatorPtr item, EvaluatorPtr list, SourcePosition position)
      : item_(std::move(item)), list_(std::move(list)), position_(position) {}
  Value evaluate(Frame& frame) const override {
    const Value item = item_->evaluate(frame);
    const Value list = list_->evaluate(frame);
    if (frame.failed()) return {};
    if (!list.is_list() || list.as_list().size() <= kElementsBetweenChecks)
      return value_or_fail(frame, in_list(item, list), position_);
    std::span<const Value> rest = list.as_list();
    bool unknown = false;
    while (!rest.empty()) {
      if (!frame.may_go_on()) return {};
      const std::size_t count = std::min(rest.size(), kElementsBetweenChecks);
      const auto among = is_among(item, rest.first(count));
      if (among == true) return true;
      unknown |= !among.has_value();
      rest = rest.subspan(count);
    }
    return unknown ? Value() : Value(false);
  }

 private:
  static constexpr std::size_t kElementsBetweenChecks = 1 << 16;

  EvaluatorPtr item_;
  EvaluatorPtr list_;
  SourcePosition position_;
};

// `=~` with a literal behind it, which binding found readable.
class RegexEvaluator final : public Evaluator {
 public:
  RegexEvaluator(EvaluatorPtr text, std::shared_ptr<const Regex> regex)
      : text_(std::move(text)), regex_(std::move(regex)) {}
  Value evaluate(Frame& frame) const override {
    const Value text = text_->evaluate(frame);
    if (frame.failed() || !text.is_string()) return {};
    return regex_->matches(text.as_string());
  }

 private:
  EvaluatorPtr text_;
  std::shared_ptr<const Regex> regex_;
};

class TypeTestEvaluator final : public Evaluator {
 public:
  TypeTestEvaluator(EvaluatorPtr object, ast::TypeName type, bool negated)
      : object_(std::move(object)), type_(std::move(type)), negated_(negated) {}
  Value evaluate(Frame& frame) const override {
    const Value object = object_->evaluate(frame);
    if (frame.failed()) return {};
    return is_of_type(object, type_) != negated_;
  }

 private:
  EvaluatorPtr object_;
  ast::TypeName type_;
  bool negated_;
};

TextForm text_form(ast::NormalForm form) {
  switch (form) {
    case ast::NormalForm::kNfc:
      return TextForm::kNfc;
    case ast::NormalForm::kNfd:
      return TextForm::kNfd;
    case ast::NormalForm::kNfkc:
      return TextForm::kNfkc;
    case ast::NormalForm::kNfkd:
      return TextForm::kNfkd;
  }
  MUSTER_UNREACHABLE();
}

class NormalizedTestEvaluator final : public Evaluator {
 public:
  NormalizedTestEvaluator(EvaluatorPtr object, TextForm form, bool negated)
      : object_(std::move(object)), form_(form), negated_(negated) {}
  Value evaluate(Frame& frame) const override {
    const Value object = object_->evaluate(frame);
    if (frame.failed() || !object.is_string()) return {};
    return is_normalized_text(object.as_string(), form_) != negated_;
  }

 private:
  EvaluatorPtr object_;
  TextForm form_;
  bool negated_;
};

}  // namespace

EvaluatorPtr ExpressionCompiler::operator()(const BoundTypeTest& test) const {
  return std::make_unique<TypeTestEvaluator>(part(test.object), test.type, test.negated);
}

EvaluatorPtr ExpressionCompiler::operator()(const BoundNormalizedTest& test) const {
  return std::make_unique<NormalizedTestEvaluator>(part(test.object), text_form(test.form),
                                                   test.negated);
}

EvaluatorPtr ExpressionCompiler::operator()(const BoundUnary& unary) const {
  return std::make_unique<UnaryEvaluator>(unary.op, part(unary.operand), position);
}

EvaluatorPtr ExpressionCompiler::operator()(const BoundBinary& binary) const {
  if (binary.op == ast::BinaryOperator::kAnd || binary.op == ast::BinaryOperator::kOr ||
      binary.op == ast::BinaryOperator::kXor)
    return std::make_unique<LogicEvaluator>(binary.op, part(binary.left), part(binary.right),
                                            position);
  if (binary.op == ast::BinaryOperator::kRegexMatch) {
    const auto* pattern = std::get_if<BoundLiteral>(&binary.right->node);
    if (pattern != nullptr && pattern->value.is_string()) {
      if (auto regex = Regex::compiled(pattern->value.as_string()))
        return std::make_unique<RegexEvaluator>(part(binary.left), std::move(*regex));
    }
  }
  if (binary.op == ast::BinaryOperator::kIn)
    return std::make_unique<InEvaluator>(part(binary.left), part(binary.right), position);
  return std::make_unique<BinaryEvaluator>(binary.op, part(binary.left), part(binary.right),
                                           position);
}

}  // namespace muster::query
