#include "core/graph/alias_index.h"

#include <algorithm>
#include <utility>

#include "core/base/hash.h"

namespace muster::internal {

const std::vector<std::string>& AliasIndex::aliases(std::uint32_t slot) const {
  static const std::vector<std::string> none;
  const Names* const names = names_.find(slot);
  return names == nullptr || *names == nullptr ? none : **names;
}

std::vector<std::uint32_t> AliasIndex::slots(std::string_view alias) const {
  std::vector<std::uint32_t> found;
  const std::uint64_t hash = hash_bytes(alias);
  tree_.visit_from({hash, 0}, [&](const Entry& entry) {
    if (entry.hash != hash) return false;
    const std::vector<std::string>& names = aliases(entry.slot);
    if (std::binary_search(names.begin(), names.end(), alias, std::less<>{}))
      found.push_back(entry.slot);
    return true;
  });
  return found;
}

bool AliasIndex::add(std::uint32_t slot, std::string_view alias, Edit& edit) {
  const std::vector<std::string>& names = aliases(slot);
  const auto position = std::lower_bound(names.begin(), names.end(), alias, std::less<>{});
  if (position != names.end() && *position == alias) return false;
  std::vector<std::string> longer;
  longer.reserve(names.size() + 1);
  longer.insert(longer.end(), names.begin(), position);
  longer.emplace_back(alias);
  longer.insert(longer.end(), position, names.end());
  // False where another name of this node has the same hash; one entry then leads to both.
  tree_.insert({hash_bytes(alias), slot}, edit);
  names_.edit(slot, edit) = std::make_shared<const std::vector<std::string>>(std::move(longer));
  return true;
}

bool AliasIndex::remove(std::uint32_t slot, std::string_view alias, Edit& edit) {
  std::vector<std::string> shorter = aliases(slot);
  const auto position = std::lower_bound(shorter.begin(), shorter.end(), alias, std::less<>{});
  if (position == shorter.end() || *position != alias) return false;
  shorter.erase(position);
  const std::uint64_t hash = hash_bytes(alias);
  if (std::none_of(shorter.begin(), shorter.end(),
                   [&](const std::string& name) { return hash_bytes(name) == hash; })) {
    tree_.erase({hash, slot}, edit);
  }
  names_.edit(slot, edit) =
      shorter.empty() ? nullptr
                      : std::make_shared<const std::vector<std::string>>(std::move(shorter));
  return true;
}

}  // namespace muster::internal
