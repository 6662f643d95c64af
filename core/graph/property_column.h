// PropertyColumn: the values of one property key, by slot.
//
// The law: a leaf covers 64 slots; a bitmap says which have the property, their values stand packed
// in slot order. A leaf of integers, floats or instants alone keeps 8 bytes a value; any other
// keeps Values.
#pragma once

#include <cstdint>

#include "core/base/value.h"
#include "core/graph/chunk.h"
#include "core/graph/persistent_array.h"

namespace muster::internal {

enum class Packing : std::uint8_t { kInteger, kFloat, kInstant, kValue };

class PropertyLeaf final : public Chunk {
 public:
  PropertyLeaf(const Edit& edit, Packing packing, std::uint32_t capacity)
      : Chunk(edit), packing_(packing), capacity_(static_cast<std::uint8_t>(capacity)) {}
  ~PropertyLeaf();

  static Packing packing_of(const Value& value);
  static std::size_t value_bytes(Packing packing) {
    return packing == Packing::kValue ? sizeof(Value) : 8;
  }

  std::uint64_t presence() const { return presence_; }
  bool has(std::uint32_t bit) const { return ((presence_ >> bit) & 1) != 0; }
  std::uint32_t count() const;
  // REQUIRES: has(bit).
  Value value(std::uint32_t bit) const;

  // Changes in place. False: the packing or the capacity does not allow it.
  bool try_set(std::uint32_t bit, const Value& value);
  // REQUIRES: has(bit).
  void erase(std::uint32_t bit);

 private:
  friend class PropertyColumn;
  std::uint32_t rank(std::uint32_t bit) const;
  Value* values() { return reinterpret_cast<Value*>(this + 1); }
  const Value* values() const { return reinterpret_cast<const Value*>(this + 1); }
  std::uint64_t* words() { return reinterpret_cast<std::uint64_t*>(this + 1); }
  const std::uint64_t* words() const { return reinterpret_cast<const std::uint64_t*>(this + 1); }

  std::uint64_t presence_ = 0;
  Packing packing_;
  std::uint8_t capacity_;  // Values there is room for, at most 64.
};

class PropertyColumn {
 public:
  static constexpr std::uint32_t kLeafSlots = 64;

  Value get(std::uint32_t slot) const;
  bool has(std::uint32_t slot) const;
  // The leaf of slots [64 * block, 64 * block + 64), or null.
  const PropertyLeaf* leaf(std::uint32_t block) const;

  // Null removes.
  void set(std::uint32_t slot, const Value& value, Edit& edit);

  std::uint64_t count() const { return count_; }

 private:
  // By slot / 64. Narrow: deleting an element with many properties copies a path in each column.
  PersistentArray<ChunkPtr<PropertyLeaf>, 5, 5> leaves_;
  std::uint64_t count_ = 0;  // Slots that have the property.
};

}  // namespace muster::internal
