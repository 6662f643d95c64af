// Rows of values, each once: what grouping and DISTINCT look their rows up in.
//
// The law: rows are the same by Cypher equivalence (null is null, NaN is NaN, 1 is 1.0), and are
// numbered in the order in which they first came. Rows stand side by side in one array: a row costs
// its values and eight to sixteen bytes more, and all are given back at once. The table grows in
// make_room() only, which asks the budget first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "core/base/execution.h"
#include "core/base/value.h"

namespace muster::query {

class KeyTable {
 public:
  // Rows of `width` values; 0: there is one row at most.
  explicit KeyTable(std::size_t width) : width_(width) {}

  // Room for `more` rows, whether they will be new or not. Errors: those of the budget.
  Result<void> make_room(std::size_t more, const WorkBudget& budget) {
    return size() + more <= rows_max_ ? ok() : grow(more, budget);
  }

  // The number of the row, and whether it is new; then its values have been moved out of `row`.
  // REQUIRES: row.size() is the width, and there is room for one more.
  std::pair<std::size_t, bool> add(std::span<Value> row);

  std::size_t size() const { return hashes_.size(); }
  // REQUIRES: number < size().
  std::span<const Value> row(std::size_t number) const {
    return std::span(values_).subspan(number * width_, width_);
  }
  std::span<Value> row(std::size_t number) {
    return std::span(values_).subspan(number * width_, width_);
  }

 private:
  bool equals(std::size_t number, std::span<const Value> row) const;
  Result<void> grow(std::size_t more, const WorkBudget& budget);
  // Finds places for what is there in a new array. REQUIRES: a power of two.
  void rehash(std::size_t places);

  std::size_t width_;
  std::size_t rows_max_ = 0;  // For which there is room.
  std::vector<Value> values_;
  std::vector<std::uint32_t> hashes_;  // By number; the high half of the row's.
  std::vector<std::uint32_t> places_;  // By hash, probed in turn: number + 1; 0: free.
};

}  // namespace muster::query
