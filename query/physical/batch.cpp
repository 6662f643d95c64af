#include "query/physical/batch.h"

#include <algorithm>

#include "core/base/assert.h"

namespace muster::query {

std::size_t bytes_of_rows(const Batch& batch, std::size_t begin, std::size_t end) {
  std::size_t total = 0;
  for (const Column& column : batch.columns) {
    if (column.size() > begin) total += column.bytes(begin, std::min(end, column.size()));
  }
  return total;
}

Batch copy_rows(const Batch& batch, std::size_t begin, std::size_t end) {
  Batch part(batch.columns.size());
  part.rows = end - begin;
  for (std::size_t slot = 0; slot < batch.columns.size(); ++slot) {
    if (!batch.columns[slot].empty()) part.columns[slot] = batch.columns[slot].copy(begin, end);
  }
  return part;
}

void keep_rows(Batch& batch, const std::vector<char>& keep) {
  MUSTER_ASSERT(keep.size() == batch.rows);
  const auto kept =
      static_cast<std::size_t>(std::ranges::count_if(keep, [](char flag) { return flag != 0; }));
  if (kept == batch.rows) return;
  for (Column& column : batch.columns) {
    if (!column.empty()) column.keep(keep);
  }
  batch.rows = kept;
}

void slice_rows(Batch& batch, std::size_t begin, std::size_t end) {
  for (Column& column : batch.columns) {
    if (!column.empty()) column.slice(begin, end);
  }
  batch.rows = end - begin;
}

}  // namespace muster::query
