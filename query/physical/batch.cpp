#include "query/physical/batch.h"

#include <algorithm>

#include "core/base/assert.h"

namespace muster::query {

std::size_t Batch::bytes() const {
  return sizeof(Batch) + columns.size() * sizeof(Column) + bytes_of_rows(*this, 0, rows);
}

std::size_t bytes_beside(const Value& before, const Value& value) {
  if (before.type() == value.type()) {
    const bool shared = value.is_string() ? &before.as_string() == &value.as_string()
                        : value.is_list() ? &before.as_list() == &value.as_list()
                        : value.is_map()  ? &before.as_map() == &value.as_map()
                        : value.is_path() ? &before.as_path() == &value.as_path()
                                          : false;
    if (shared) return 0;
  }
  return value.heap_bytes();
}

std::size_t bytes_of_rows(const Batch& batch, std::size_t begin, std::size_t end) {
  std::size_t total = 0;
  const Value nothing;
  for (const Column& column : batch.columns) {
    if (column.empty()) continue;
    total += (end - begin) * sizeof(Value);
    const std::size_t there = std::min(end, column.size());
    for (std::size_t row = begin; row < there; ++row)
      total += bytes_beside(row == begin ? nothing : column[row - 1], column[row]);
  }
  return total;
}

Batch copy_rows(const Batch& batch, std::size_t begin, std::size_t end) {
  Batch part(batch.columns.size());
  part.rows = end - begin;
  for (std::size_t slot = 0; slot < batch.columns.size(); ++slot) {
    const Column& column = batch.columns[slot];
    if (!column.empty())
      part.columns[slot].assign(column.begin() + static_cast<std::ptrdiff_t>(begin),
                                column.begin() + static_cast<std::ptrdiff_t>(end));
  }
  return part;
}

void keep_rows(Batch& batch, const std::vector<char>& keep) {
  MUSTER_ASSERT(keep.size() == batch.rows);
  std::size_t kept = 0;
  for (Column& column : batch.columns) {
    if (column.empty()) continue;
    std::size_t to = 0;
    for (std::size_t row = 0; row < batch.rows; ++row) {
      if (keep[row] == 0) continue;
      if (to != row) column[to] = std::move(column[row]);
      ++to;
    }
    column.resize(to);
  }
  for (const char flag : keep) kept += flag != 0 ? 1 : 0;
  batch.rows = kept;
}

void slice_rows(Batch& batch, std::size_t begin, std::size_t end) {
  for (Column& column : batch.columns) {
    if (column.empty()) continue;
    column.erase(column.begin() + static_cast<std::ptrdiff_t>(end), column.end());
    column.erase(column.begin(), column.begin() + static_cast<std::ptrdiff_t>(begin));
  }
  batch.rows = end - begin;
}

}  // namespace muster::query
