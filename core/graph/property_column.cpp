#include "core/graph/property_column.h"

#include <algorithm>
#include <bit>
#include <memory>
#include <new>

#include "core/base/assert.h"

namespace muster::internal {
namespace {

std::uint64_t word_of(const Value& value, Packing packing) {
  switch (packing) {
    case Packing::kInteger:
      return static_cast<std::uint64_t>(value.as_integer());
    case Packing::kFloat:
      return std::bit_cast<std::uint64_t>(value.as_float());
    case Packing::kInstant:
      return static_cast<std::uint64_t>(value.as_instant().nanoseconds);
    case Packing::kValue:
      break;
  }
  MUSTER_UNREACHABLE();
}

Value value_of(std::uint64_t word, Packing packing) {
  switch (packing) {
    case Packing::kInteger:
      return static_cast<std::int64_t>(word);
    case Packing::kFloat:
      return std::bit_cast<double>(word);
    case Packing::kInstant:
      return Instant{static_cast<std::int64_t>(word)};
    case Packing::kValue:
      break;
  }
  MUSTER_UNREACHABLE();
}

// Room grows by half, so that filling a leaf one value at a time copies each value a constant
// number of times.
std::uint32_t capacity_for(std::uint32_t count) {
  return std::min(PropertyColumn::kLeafSlots, std::max(2U, count + count / 2));
}

}  // namespace

PropertyLeaf::~PropertyLeaf() {
  if (packing_ == Packing::kValue) std::destroy_n(values(), count());
}

Packing PropertyLeaf::packing_of(const Value& value) {
  switch (value.type()) {
    case ValueType::kInteger:
      return Packing::kInteger;
    case ValueType::kFloat:
      return Packing::kFloat;
    case ValueType::kInstant:
      return Packing::kInstant;
    default:
      return Packing::kValue;
  }
}

std::uint32_t PropertyLeaf::count() const {
  return static_cast<std::uint32_t>(std::popcount(presence_));
}

std::uint32_t PropertyLeaf::rank(std::uint32_t bit) const {
  return static_cast<std::uint32_t>(std::popcount(presence_ & ((std::uint64_t{1} << bit) - 1)));
}

Value PropertyLeaf::value(std::uint32_t bit) const {
  MUSTER_ASSERT(has(bit));
  return packing_ == Packing::kValue ? values()[rank(bit)] : value_of(words()[rank(bit)], packing_);
}

bool PropertyLeaf::try_set(std::uint32_t bit, const Value& value) {
  if (packing_ != Packing::kValue && packing_of(value) != packing_) return false;
  const std::uint32_t position = rank(bit);
  const bool insert = !has(bit);
  const std::uint32_t used = count();
  if (insert && used == capacity_) return false;
  if (packing_ == Packing::kValue) {
    if (insert) {
      // The room behind the last value is raw memory until a value is made there.
      new (values() + used) Value();
      std::move_backward(values() + position, values() + used, values() + used + 1);
    }
    values()[position] = value;
  } else {
    if (insert) std::copy_backward(words() + position, words() + used, words() + used + 1);
    words()[position] = word_of(value, packing_);
  }
  presence_ |= std::uint64_t{1} << bit;
  return true;
}

void PropertyLeaf::erase(std::uint32_t bit) {
  MUSTER_ASSERT(has(bit));
  const std::uint32_t position = rank(bit);
  const std::uint32_t used = count();
  if (packing_ == Packing::kValue) {
    std::move(values() + position + 1, values() + used, values() + position);
    std::destroy_at(values() + used - 1);
  } else {
    std::copy(words() + position + 1, words() + used, words() + position);
  }
  presence_ &= ~(std::uint64_t{1} << bit);
}

const PropertyLeaf* PropertyColumn::leaf(std::uint32_t block) const {
  const ChunkPtr<PropertyLeaf>* const found = leaves_.find(block);
  return found == nullptr ? nullptr : found->get();
}

bool PropertyColumn::has(std::uint32_t slot) const {
  const PropertyLeaf* const found = leaf(slot / kLeafSlots);
  return found != nullptr && found->has(slot % kLeafSlots);
}

Value PropertyColumn::get(std::uint32_t slot) const {
  const PropertyLeaf* const found = leaf(slot / kLeafSlots);
  const std::uint32_t bit = slot % kLeafSlots;
  return found != nullptr && found->has(bit) ? found->value(bit) : Value();
}

void PropertyColumn::set(std::uint32_t slot, const Value& value, Edit& edit) {
  const bool had = has(slot);
  if (value.is_null() && !had) return;
  const std::uint32_t bit = slot % kLeafSlots;
  ChunkPtr<PropertyLeaf>& link = leaves_.edit(slot / kLeafSlots, edit);
  count_ += value.is_null() ? 0 : 1;
  count_ -= had ? 1 : 0;
  if (PropertyLeaf* const owned = link.owned(edit); owned != nullptr) {
    if (value.is_null()) {
      owned->erase(bit);
      if (owned->presence() == 0) link = {};
      return;
    }
    if (owned->try_set(bit, value)) return;
  }

  // A new leaf: of what the old one has, with the change.
  const PropertyLeaf* const old = link.get();
  std::uint64_t presence = old == nullptr ? 0 : old->presence() & ~(std::uint64_t{1} << bit);
  Packing packing = value.is_null() ? old->packing_ : PropertyLeaf::packing_of(value);
  if (presence != 0 && old->packing_ != packing) packing = Packing::kValue;
  const auto count =
      static_cast<std::uint32_t>(std::popcount(presence)) + (value.is_null() ? 0 : 1);
  if (count == 0) {
    link = {};
    return;
  }
  const std::uint32_t capacity = capacity_for(count);
  ChunkPtr<PropertyLeaf> made(make_chunk<PropertyLeaf>(
      edit, PropertyLeaf::value_bytes(packing) * capacity, packing, capacity));
  PropertyLeaf* const leaf = made.owned(edit);
  for (; presence != 0; presence &= presence - 1) {
    const auto kept = static_cast<std::uint32_t>(std::countr_zero(presence));
    leaf->try_set(kept, old->value(kept));
  }
  if (!value.is_null()) leaf->try_set(bit, value);
  link = std::move(made);
}

}  // namespace muster::internal
