// The values of one slot in the rows of a batch.
//
// The law: how a column is held follows from its values alone. Nodes, relationships, integers,
// floats and booleans, one type a column and nulls among them, are words of 8 bytes; anything else
// is Values. Who knows nothing of that reads and appends Values; who has work to do on many asks
// for words().
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "core/base/value.h"

namespace muster::query {

// The word of a value of a packed type, and back. REQUIRES: is_packed_type() of its type.
constexpr bool is_packed_type(ValueType type) {
  return type == ValueType::kNode || type == ValueType::kEdge || type == ValueType::kInteger ||
         type == ValueType::kFloat || type == ValueType::kBoolean;
}
std::uint64_t word_of(const Value& value);
inline Value value_of(std::uint64_t word, ValueType type) {
  switch (type) {
    case ValueType::kNode:
      return static_cast<NodeId>(word);
    case ValueType::kEdge:
      return static_cast<EdgeId>(word);
    case ValueType::kInteger:
      return static_cast<std::int64_t>(word);
    case ValueType::kFloat:
      return std::bit_cast<double>(word);
    default:
      return word != 0;
  }
}

class Column {
 public:
  Column() = default;
  explicit Column(std::size_t nulls) { append_nulls(nulls); }

  std::size_t size() const { return words_.size() + values_.size(); }
  bool empty() const { return size() == 0; }

  // The type of the words; kNull: the column is held as Values, or has nothing but nulls.
  ValueType packed_type() const { return type_; }
  // REQUIRES: packed_type() is not kNull. The word of a null is 0.
  std::span<const std::uint64_t> words() const { return words_; }
  bool has_nulls() const { return !nulls_.empty(); }
  bool is_null(std::size_t row) const {
    return values_.empty() ? !nulls_.empty() && nulls_[row] != 0 : values_[row].is_null();
  }

  Value operator[](std::size_t row) const {
    if (!values_.empty()) return values_[row];
    return is_null(row) ? Value() : value_of(words_[row], type_);
  }
  // The same without a copy where there is a Value to refer to; else it is put into `room`.
  const Value& at(std::size_t row, Value& room) const {
    if (!values_.empty()) return values_[row];
    return room = is_null(row) ? Value() : value_of(words_[row], type_);
  }
  // The value, which the column need not hold any longer.
  Value take(std::size_t row) { return values_.empty() ? (*this)[row] : std::move(values_[row]); }

  void reserve(std::size_t rows);
  void push_back(Value value) {
    if (values_.empty() && value.type() == type_ && type_ != ValueType::kNull)
      return append_word(word_of(value));
    append_other(std::move(value));
  }
  void push_back(NodeId node) { append_packed(ValueType::kNode, raw(node)); }
  void push_back(EdgeId edge) { append_packed(ValueType::kEdge, raw(edge)); }
  // A value of the packed type `type`.
  void append_packed(ValueType type, std::uint64_t word) {
    if (values_.empty() && type == type_) return append_word(word);
    append_other(value_of(word, type));
  }
  void append_null() { append_other(Value()); }
  void append_nulls(std::size_t count);
  void append_times(const Value& value, std::size_t times);
  // The value of another column's row.
  void append_from(const Column& other, std::size_t row) {
    if (values_.empty() && type_ != ValueType::kNull && other.type_ == type_ && !other.is_null(row))
      return append_word(other.words_[row]);
    append_other(other[row]);
  }

  // Keeps the rows [begin, end).
  void slice(std::size_t begin, std::size_t end);
  // Keeps the rows whose flag is set, in order. REQUIRES: as many flags as rows.
  void keep(const std::vector<char>& flags);
  // The rows [begin, end).
  Column copy(std::size_t begin, std::size_t end) const;

  // Bytes of the rows [begin, end); what neighbouring rows share counts once.
  std::size_t bytes(std::size_t begin, std::size_t end) const;

 private:
  void append_word(std::uint64_t word) {
    words_.push_back(word);
    if (!nulls_.empty()) nulls_.push_back(0);
  }
  void append_other(Value value);
  void unpack();

  // One of the two is empty.
  std::vector<std::uint64_t> words_;
  std::vector<Value> values_;
  std::vector<char> nulls_;            // By row of words_; empty: there is no null.
  ValueType type_ = ValueType::kNull;  // Of the words that are no nulls.
};

// Bytes of a text, a list or a path itself, not of what its elements hold; 0 for other values.
std::size_t own_bytes(const Value& value);

// Heap bytes of `value`; none where `before` is the very same text, list, map or path.
std::size_t bytes_beside(const Value& before, const Value& value);

}  // namespace muster::query
