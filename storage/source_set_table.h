// Source set table: the numbers that element rows use for sets of source names.
//
// The law: a number once written keeps its set for the life of the store; what a failed commit
// numbered is forgotten again. Threads: used by one committer at a time.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/base/assert.h"

namespace muster::storage {

class SourceSetTable {
 public:
  // Begins with the empty set, number 0.
  SourceSetTable() { number_of({}); }
  SourceSetTable(SourceSetTable&&) = default;
  SourceSetTable& operator=(SourceSetTable&&) = default;

  // The number of a set, new if it has none yet. REQUIRES: ascending.
  std::uint32_t number_of(const std::vector<std::string>& sources) {
    const auto [found, is_new] = numbers_.try_emplace(sources, size());
    if (is_new) sets_.push_back(&found->first);
    return found->second;
  }

  // Counts the empty set too.
  std::uint32_t size() const { return static_cast<std::uint32_t>(sets_.size()); }
  // REQUIRES: number < size().
  const std::vector<std::string>& set(std::uint32_t number) const { return *sets_.at(number); }

  // Forgets the sets numbered `size` and above.
  void shrink(std::uint32_t size) {
    MUSTER_ASSERT(size >= 1 && size <= sets_.size());
    while (sets_.size() > size) {
      numbers_.erase(*sets_.back());
      sets_.pop_back();
    }
  }

 private:
  std::map<std::vector<std::string>, std::uint32_t> numbers_;
  std::vector<const std::vector<std::string>*> sets_;  // Keys of numbers_, which never move.
};

}  // namespace muster::storage
