#include "core/graph/catalog.h"

namespace muster {

template <typename Id>
std::optional<Id> NameTable<Id>::find(std::string_view name) const {
  const auto found = ids_.find(name);
  if (found == ids_.end()) return std::nullopt;
  return found->second;
}

template <typename Id>
Id NameTable<Id>::intern(std::string_view name) {
  if (const std::optional<Id> known = find(name); known.has_value()) return *known;
  const auto id = static_cast<Id>(names_.size());
  names_.emplace_back(name);
  ids_.emplace(names_.back(), id);
  return id;
}

template class NameTable<LabelId>;
template class NameTable<EdgeTypeId>;
template class NameTable<KeyId>;

}  // namespace muster
