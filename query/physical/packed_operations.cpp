#include "query/physical/packed_operations.h"

#include <cmath>
#include <span>

namespace muster::query {
namespace {

// The words of a side, the one of a constant repeated.
class Words {
 public:
  explicit Words(const PackedOperand& operand)
      : first_(operand.column != nullptr ? operand.column->words().data() : &operand.word),
        step_(operand.column != nullptr ? 1 : 0) {}
  std::uint64_t operator[](std::size_t row) const { return first_[row * step_]; }

 private:
  const std::uint64_t* first_;
  std::size_t step_;
};

bool is_null(const PackedOperand& operand, std::size_t row) {
  return operand.column != nullptr && operand.column->is_null(row);
}
bool has_nulls(const PackedOperand& operand) {
  return operand.column != nullptr && operand.column->has_nulls();
}

// `work(row, word)` puts the row's result into `word`; false: the caller must go row by row.
template <typename Work>
std::optional<Column> each_row(ValueType type, const PackedOperand& left,
                               const PackedOperand& right, std::size_t rows, const Work& work) {
  Column result;
  result.reserve(rows);
  const bool nulls = has_nulls(left) || has_nulls(right);
  for (std::size_t row = 0; row < rows; ++row) {
    if (nulls && (is_null(left, row) || is_null(right, row))) {
      result.append_null();
      continue;
    }
    std::uint64_t word = 0;
    if (!work(row, word)) return std::nullopt;
    result.append_packed(type, word);
  }
  return result;
}

template <typename Number>
bool holds(ast::BinaryOperator op, Number left, Number right) {
  switch (op) {
    case ast::BinaryOperator::kEqual:
      return left == right;
    case ast::BinaryOperator::kNotEqual:
      return left != right;
    case ast::BinaryOperator::kLess:
      return left < right;
    case ast::BinaryOperator::kLessEqual:
      return left <= right;
    case ast::BinaryOperator::kGreater:
      return left > right;
    default:
      return left >= right;
  }
}

bool is_equality(ast::BinaryOperator op) {
  return op == ast::BinaryOperator::kEqual || op == ast::BinaryOperator::kNotEqual;
}
bool is_comparison(ast::BinaryOperator op) {
  return is_equality(op) || op == ast::BinaryOperator::kLess ||
         op == ast::BinaryOperator::kLessEqual || op == ast::BinaryOperator::kGreater ||
         op == ast::BinaryOperator::kGreaterEqual;
}

bool whole(ast::BinaryOperator op, std::int64_t left, std::int64_t right, std::int64_t& result) {
  switch (op) {
    case ast::BinaryOperator::kAdd:
      return !__builtin_add_overflow(left, right, &result);
    case ast::BinaryOperator::kSubtract:
      return !__builtin_sub_overflow(left, right, &result);
    default:
      return !__builtin_mul_overflow(left, right, &result);
  }
}
double real(ast::BinaryOperator op, double left, double right) {
  switch (op) {
    case ast::BinaryOperator::kAdd:
      return left + right;
    case ast::BinaryOperator::kSubtract:
      return left - right;
    default:
      return left * right;
  }
}
bool is_arithmetic(ast::BinaryOperator op) {
  return op == ast::BinaryOperator::kAdd || op == ast::BinaryOperator::kSubtract ||
         op == ast::BinaryOperator::kMultiply;
}

std::int64_t integer(std::uint64_t word) { return static_cast<std::int64_t>(word); }
double number(std::uint64_t word) { return std::bit_cast<double>(word); }

}  // namespace

PackedOperand PackedOperand::of(const Value& value) {
  if (!is_packed_type(value.type())) return {};
  return {.type = value.type(), .word = word_of(value)};
}

std::optional<Column> packed_operation(ast::BinaryOperator op, const PackedOperand& left,
                                       const PackedOperand& right, std::size_t rows) {
  if (left.type == ValueType::kNull || left.type != right.type) return std::nullopt;
  const Words l(left);
  const Words r(right);
  const bool integers = left.type == ValueType::kInteger;
  const bool floats = left.type == ValueType::kFloat;
  if (is_comparison(op)) {
    if (floats) {
      return each_row(ValueType::kBoolean, left, right, rows,
                      [&](std::size_t row, std::uint64_t& word) {
                        const double a = number(l[row]);
                        const double b = number(r[row]);
                        word = holds(op, a, b) ? 1 : 0;
                        return !std::isnan(a) && !std::isnan(b);
                      });
    }
    if (integers || is_equality(op)) {
      return each_row(ValueType::kBoolean, left, right, rows,
                      [&](std::size_t row, std::uint64_t& word) {
                        word = holds(op, integer(l[row]), integer(r[row])) ? 1 : 0;
                        return true;
                      });
    }
    return std::nullopt;
  }
  if (!is_arithmetic(op)) return std::nullopt;
  if (integers) {
    return each_row(ValueType::kInteger, left, right, rows,
                    [&](std::size_t row, std::uint64_t& word) {
                      std::int64_t result = 0;
                      const bool fits = whole(op, integer(l[row]), integer(r[row]), result);
                      word = static_cast<std::uint64_t>(result);
                      return fits;
                    });
  }
  if (floats) {
    return each_row(ValueType::kFloat, left, right, rows,
                    [&](std::size_t row, std::uint64_t& word) {
                      word = std::bit_cast<std::uint64_t>(real(op, number(l[row]), number(r[row])));
                      return true;
                    });
  }
  return std::nullopt;
}

}  // namespace muster::query
