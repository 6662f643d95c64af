#include "query/physical/column.h"

#include <algorithm>

#include "core/base/assert.h"

namespace muster::query {

std::uint64_t word_of(const Value& value) {
  switch (value.type()) {
    case ValueType::kNode:
      return raw(value.as_node());
    case ValueType::kEdge:
      return raw(value.as_edge());
    case ValueType::kInteger:
      return static_cast<std::uint64_t>(value.as_integer());
    case ValueType::kFloat:
      return std::bit_cast<std::uint64_t>(value.as_float());
    case ValueType::kBoolean:
      return value.as_boolean() ? 1 : 0;
    default:
      break;
  }
  MUSTER_UNREACHABLE();
}

void Column::reserve(std::size_t rows) {
  if (values_.empty()) {
    words_.reserve(rows);
  } else {
    values_.reserve(rows);
  }
}

void Column::append_other(Value value) {
  if (!values_.empty()) {
    values_.push_back(std::move(value));
    return;
  }
  if (value.is_null()) {
    nulls_.resize(words_.size(), 0);
    nulls_.push_back(1);
    words_.push_back(0);
    return;
  }
  if (type_ == ValueType::kNull && is_packed_type(value.type())) type_ = value.type();
  if (type_ != ValueType::kNull && value.type() == type_) return append_word(word_of(value));
  unpack();
  values_.push_back(std::move(value));
}

void Column::unpack() {
  values_.reserve(std::max(words_.capacity(), words_.size() + 1));
  for (std::size_t row = 0; row < words_.size(); ++row)
    values_.push_back(!nulls_.empty() && nulls_[row] != 0 ? Value() : value_of(words_[row], type_));
  words_.clear();
  nulls_.clear();
  type_ = ValueType::kNull;
}

void Column::append_nulls(std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) append_null();
}

void Column::append_times(const Value& value, std::size_t times) {
  for (std::size_t i = 0; i < times; ++i) push_back(value);
}

void Column::slice(std::size_t begin, std::size_t end) {
  const auto cut = [&](auto& items) {
    if (items.empty()) return;
    items.erase(items.begin() + static_cast<std::ptrdiff_t>(end), items.end());
    items.erase(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(begin));
  };
  cut(words_);
  cut(values_);
  cut(nulls_);
  if (empty()) type_ = ValueType::kNull;
}

void Column::keep(const std::vector<char>& flags) {
  MUSTER_ASSERT(flags.size() == size());
  const auto cut = [&](auto& items) {
    if (items.empty()) return;
    std::size_t to = 0;
    for (std::size_t row = 0; row < flags.size(); ++row) {
      if (flags[row] == 0) continue;
      if (to != row) items[to] = std::move(items[row]);
      ++to;
    }
    items.resize(to);
  };
  cut(words_);
  cut(values_);
  cut(nulls_);
  if (empty()) type_ = ValueType::kNull;
}

Column Column::copy(std::size_t begin, std::size_t end) const {
  Column part;
  const auto take = [&](const auto& from, auto& to) {
    if (from.empty()) return;
    to.assign(from.begin() + static_cast<std::ptrdiff_t>(begin),
              from.begin() + static_cast<std::ptrdiff_t>(end));
  };
  take(words_, part.words_);
  take(values_, part.values_);
  take(nulls_, part.nulls_);
  if (!part.empty()) part.type_ = type_;
  return part;
}

std::size_t own_bytes(const Value& value) {
  switch (value.type()) {
    case ValueType::kList:
      return value.as_list().size() * sizeof(Value);
    case ValueType::kString:
      return value.as_string().size();
    case ValueType::kPath:
      return value.as_path().edges.size() * (sizeof(EdgeId) + sizeof(NodeId));
    default:
      return 0;
  }
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

std::size_t Column::bytes(std::size_t begin, std::size_t end) const {
  if (values_.empty()) return (end - begin) * (sizeof(std::uint64_t) + (nulls_.empty() ? 0 : 1));
  std::size_t total = (end - begin) * sizeof(Value);
  const Value nothing;
  for (std::size_t row = begin; row < end; ++row)
    total += bytes_beside(row == begin ? nothing : values_[row - 1], values_[row]);
  return total;
}

}  // namespace muster::query
