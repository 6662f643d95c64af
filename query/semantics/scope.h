// Scope: the variables an expression may name, in order of binding. Internal to query/semantics.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "query/semantics/bound_query.h"

namespace muster::query {

class Scope {
 public:
  struct Entry {
    std::string name;
    SlotId slot;
  };

  void add(std::string name, SlotId slot) { entries_.push_back({std::move(name), slot}); }

  // The innermost variable of that name.
  std::optional<SlotId> find(std::string_view name) const {
    for (auto entry = entries_.rbegin(); entry != entries_.rend(); ++entry) {
      if (entry->name == name) return entry->slot;
    }
    return std::nullopt;
  }

  const std::vector<Entry>& entries() const { return entries_; }
  std::size_t size() const { return entries_.size(); }
  // Forgets what was added since the scope had `size` entries: the end of a comprehension.
  void truncate(std::size_t size) { entries_.resize(size, {"", SlotId{0}}); }

 private:
  std::vector<Entry> entries_;
};

}  // namespace muster::query
