#include "query/physical/batch.h"

#include <algorithm>

#include "core/base/assert.h"

namespace muster::query {

std::size_t Batch::bytes() const {
  std::size_t total = sizeof(Batch) + columns.size() * sizeof(Column);
  for (const Column& column : columns) {
    total += column.size() * sizeof(Value);
    for (const Value& value : column) total += value.heap_bytes();
  }
  return total;
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
