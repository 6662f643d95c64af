// Rows as keys of hash tables, by Cypher equivalence: null is null and NaN is NaN.
#pragma once

#include "core/base/hash.h"
#include "core/base/value.h"

namespace muster::query {

struct RowKeyHash {
  std::size_t operator()(const ValueList& key) const {
    std::uint64_t hash = key.size();
    for (const Value& value : key) hash = hash_combine(hash, cypher_equivalence_hash(value));
    return hash;
  }
};
struct RowKeyEqual {
  bool operator()(const ValueList& left, const ValueList& right) const {
    for (std::size_t i = 0; i < left.size(); ++i) {
      if (!cypher_equivalent(left[i], right[i])) return false;
    }
    return true;
  }
};

}  // namespace muster::query
