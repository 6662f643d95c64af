#include "query/functions/key_table.h"

#include <algorithm>
#include <cmath>

#include "core/base/assert.h"
#include "query/functions/bounded_growth.h"

namespace muster::query {
namespace {

constexpr std::size_t kPlacesMin = 16;

// Whether a probe for one of so many rows stays short.
bool fits(std::size_t rows, std::size_t places) { return rows * 4 <= places * 3; }

// A finalizer in the manner of Murmur's: every bit of the word reaches every bit of the hash.
std::uint64_t mix(std::uint64_t word) {
  word = (word ^ (word >> 33)) * 0xFF51AFD7ED558CCDULL;
  word = (word ^ (word >> 33)) * 0xC4CEB9FE1A85EC53ULL;
  return word ^ (word >> 33);
}

// Not stored anywhere, so the commonest types need no more than a few cycles.
std::uint64_t quick_hash(const Value& value) {
  if (value.is_integer()) return mix(static_cast<std::uint64_t>(value.as_integer()));
  if (value.is_node()) return mix(raw(value.as_node()) + 0x9E3779B97F4A7C15ULL);
  if (value.is_float()) {
    // 1.0 groups with 1.
    const double real = value.as_float();
    if (real == std::trunc(real) && real >= -0x1p63 && real < 0x1p63)
      return mix(static_cast<std::uint64_t>(static_cast<std::int64_t>(real)));
  }
  return cypher_equivalence_hash(value);
}

std::uint32_t hash_of(std::span<const Value> row) {
  std::uint64_t hash = 0;
  for (const Value& value : row) hash = hash * 0x9E3779B97F4A7C15ULL + quick_hash(value);
  return static_cast<std::uint32_t>(hash >> 32) ^ static_cast<std::uint32_t>(hash);
}

bool equivalent(const Value& left, const Value& right) {
  // Most keys are of these, and each is equivalent to its like alone.
  if (left.is_node() && right.is_node()) return left.as_node() == right.as_node();
  if (left.is_integer() && right.is_integer()) return left.as_integer() == right.as_integer();
  return cypher_equivalent(left, right);
}

}  // namespace

bool KeyTable::equals(std::size_t number, std::span<const Value> wanted) const {
  const std::span<const Value> kept = row(number);
  return std::equal(kept.begin(), kept.end(), wanted.begin(), wanted.end(), equivalent);
}

std::pair<std::size_t, bool> KeyTable::add(std::span<Value> row) {
  MUSTER_ASSERT(row.size() == width_);
  MUSTER_ASSERT(hashes_.size() < rows_max_);
  const std::uint32_t hash = hash_of(row);
  const std::size_t mask = places_.size() - 1;
  std::size_t place = hash & mask;
  for (; places_[place] != 0; place = (place + 1) & mask) {
    const std::size_t number = places_[place] - 1;
    if (hashes_[number] == hash && equals(number, row)) return {number, false};
  }
  places_[place] = static_cast<std::uint32_t>(hashes_.size() + 1);
  hashes_.push_back(hash);
  for (Value& value : row) values_.push_back(std::move(value));
  return {hashes_.size() - 1, true};
}

Result<void> KeyTable::grow(std::size_t more, const WorkBudget& budget) {
  const std::size_t rows = hashes_.size() + more;
  if (!fits(rows, places_.size())) {
    MUSTER_ASSERT(rows < UINT32_MAX / 2);
    std::size_t places = std::max(kPlacesMin, places_.size());
    while (!fits(rows, places)) places *= 2;
    const std::size_t bytes = places * sizeof(std::uint32_t);
    if (bytes >= kAskedBytes) MUSTER_CHECK(budget.room_for(bytes));
    rehash(places);
  }
  MUSTER_CHECK(muster::make_room(hashes_, more, budget));
  MUSTER_CHECK(muster::make_room(values_, more * width_, budget));
  rows_max_ = std::min(hashes_.capacity(), places_.size() / 4 * 3);
  if (width_ > 0) rows_max_ = std::min(rows_max_, values_.capacity() / width_);
  return ok();
}

void KeyTable::rehash(std::size_t places) {
  places_ = std::vector<std::uint32_t>(places, 0);
  const std::size_t mask = places - 1;
  for (std::size_t number = 0; number < hashes_.size(); ++number) {
    std::size_t place = hashes_[number] & mask;
    while (places_[place] != 0) place = (place + 1) & mask;
    places_[place] = static_cast<std::uint32_t>(number + 1);
  }
}

}  // namespace muster::query
