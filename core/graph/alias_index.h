// AliasIndex: nodes by the names the outside world has for them.
//
// The law: the tree knows 64-bit hashes, a node's own list knows the names; an answer is always
// checked against the list, so that two names of one hash stay two names.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph/persistent_array.h"
#include "core/graph/persistent_tree.h"

namespace muster::internal {

class AliasIndex {
 public:
  // Ascending.
  std::vector<std::uint32_t> slots(std::string_view alias) const;
  // Sorted.
  const std::vector<std::string>& aliases(std::uint32_t slot) const;

  // False: it was so already.
  bool add(std::uint32_t slot, std::string_view alias, Edit& edit);
  bool remove(std::uint32_t slot, std::string_view alias, Edit& edit);

 private:
  struct Entry {
    std::uint64_t hash = 0;
    std::uint32_t slot = 0;
    auto operator<=>(const Entry&) const = default;
  };
  using Names = std::shared_ptr<const std::vector<std::string>>;  // Null: none.
  PersistentTree<Entry> tree_;
  PersistentArray<Names, 6> names_;  // By slot.
};

}  // namespace muster::internal
