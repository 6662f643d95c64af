// Comparison and arithmetic of whole packed columns.
//
// The law: either every row is worked out, and as the operators of query/functions would, or none
// is: where a row would fail, or needs a rule beyond those of two whole numbers, two floats or two
// ids, the caller goes row by row.
#pragma once

#include <optional>

#include "query/physical/column.h"
#include "query/syntax/ast_expression.h"

namespace muster::query {

// One side: a column, or a value that stands in every row.
struct PackedOperand {
  ValueType type = ValueType::kNull;  // kNull: it is not packed.
  const Column* column = nullptr;     // Null: `word` in every row.
  std::uint64_t word = 0;

  static PackedOperand of(const Column& column) {
    return {.type = column.packed_type(), .column = &column};
  }
  static PackedOperand of(const Value& value);
};

// What `op` makes of `rows` rows; nullopt as the file comment says.
std::optional<Column> packed_operation(ast::BinaryOperator op, const PackedOperand& left,
                                       const PackedOperand& right, std::size_t rows);

}  // namespace muster::query
