// Rows in columns. A batch holds up to kBatchRows rows; a column (column.h) is the values of one
// slot.
//
// The law: a column is either empty (the slot has no value here) or holds exactly `rows` values.
#pragma once

#include <cstddef>
#include <vector>

#include "query/physical/column.h"
#include "query/semantics/bound_query.h"

namespace muster::query {

inline constexpr std::size_t kBatchRows = 1024;

struct Batch {
  std::size_t rows = 0;
  std::vector<Column> columns;  // By slot.

  Batch() = default;
  explicit Batch(std::size_t slots) : columns(slots) {}

  Column& column(SlotId slot) { return columns[static_cast<std::size_t>(slot)]; }
  const Column& column(SlotId slot) const { return columns[static_cast<std::size_t>(slot)]; }
  bool has(SlotId slot) const { return !column(slot).empty(); }
};

// Bytes of the rows [begin, end), what neighbouring rows share counted once; of a column that is
// not that long yet, those it has.
std::size_t bytes_of_rows(const Batch& batch, std::size_t begin, std::size_t end);
// The rows [begin, end) as a batch of their own.
Batch copy_rows(const Batch& batch, std::size_t begin, std::size_t end);
// Keeps the rows whose flag is set, in order. REQUIRES: keep.size() == batch.rows.
void keep_rows(Batch& batch, const std::vector<char>& keep);
// Keeps the rows [begin, end).
void slice_rows(Batch& batch, std::size_t begin, std::size_t end);

}  // namespace muster::query
