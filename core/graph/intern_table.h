// InternTable: the distinct sets (of labels, of source names) that elements have, each stored once
// and named by a number.
//
// The law: set 0 is the empty set; a number once given keeps its set. Sets are few and never
// removed.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/hash.h"
#include "core/base/ids.h"
#include "core/graph/persistent_array.h"
#include "core/graph/persistent_tree.h"

namespace muster::internal {

inline std::uint64_t intern_hash(LabelId label) { return raw(label); }
inline std::uint64_t intern_hash(const std::string& text) { return hash_bytes(text); }

template <typename T>
class InternTable {
 public:
  // REQUIRES: `number` was given by this table or one it was copied from.
  const std::vector<T>& at(std::uint32_t number) const {
    static const std::vector<T> empty;
    return number == 0 ? empty : **sets_.find(number);
  }

  // The number of `set`, which is sorted and has no duplicates.
  std::uint32_t intern(std::vector<T> set, Edit& edit) {
    if (set.empty()) return 0;
    std::uint64_t hash = set.size();
    for (const T& item : set) hash = hash_combine(hash, intern_hash(item));
    std::uint32_t number = 0;
    by_hash_.visit_from({hash, 0}, [&](const HashedNumber& entry) {
      if (entry.hash == hash && at(entry.number) == set) number = entry.number;
      return entry.hash == hash && number == 0;
    });
    if (number != 0) return number;
    number = ++number_last_;
    by_hash_.insert({hash, number}, edit);
    sets_.edit(number, edit) = std::make_shared<const std::vector<T>>(std::move(set));
    return number;
  }

 private:
  struct HashedNumber {
    std::uint64_t hash = 0;
    std::uint32_t number = 0;
    auto operator<=>(const HashedNumber&) const = default;
  };
  PersistentArray<std::shared_ptr<const std::vector<T>>, 6> sets_;
  PersistentTree<HashedNumber> by_hash_;
  std::uint32_t number_last_ = 0;
};

}  // namespace muster::internal
