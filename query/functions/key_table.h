// Rows of values, each once: what grouping and DISTINCT look their rows up in.
//
// The law: rows are the same by Cypher equivalence (null is null, NaN is NaN, 1 is 1.0), and are
// numbered in the order in which they first came. Rows stand side by side in one array: a row costs
// its values and eight to sixteen bytes more, and all are given back at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "core/base/value.h"

namespace muster::query {

class KeyTable {
 public:
  // Rows of `width` values; 0: there is one row at most.
  explicit KeyTable(std::size_t width) : width_(width) {}

  // The number of the row, and whether it is new; then its values have been moved out of `row`.
  // REQUIRES: row.size() is the width.
  std::pair<std::size_t, bool> add(std::span<Value> row);

  std::size_t size() const { return hashes_.size(); }
  // REQUIRES: number < size().
  std::span<const Value> row(std::size_t number) const {
    return std::span(values_).subspan(number * width_, width_);
  }
  std::span<Value> row(std::size_t number) {
    return std::span(values_).subspan(number * width_, width_);
  }

  // Bytes held. Cost: constant.
  std::size_t held_bytes() const { return held_bytes_; }

 private:
  bool equals(std::size_t number, std::span<const Value> row) const;
  void grow();

  std::size_t width_;
  std::vector<Value> values_;
  std::vector<std::uint32_t> hashes_;  // By number; the high half of the row's.
  std::vector<std::uint32_t> places_;  // By hash, probed in turn: number + 1; 0: free.
  std::size_t heap_bytes_ = 0;         // Behind values_.
  std::size_t held_bytes_ = 0;
};

}  // namespace muster::query
