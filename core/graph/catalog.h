// Catalog: the interned names of labels, relationship types and property keys.
//
// The law: names are interned by writes only, never by a query that mentions one, and an id once
// given keeps its name for the life of the store. A Catalog is immutable and shared; a writer that
// meets a new name publishes a new one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/ids.h"

namespace muster {

// Names in the order of their ids. Cost: O(1) both ways.
template <typename Id>
class NameTable {
 public:
  std::optional<Id> find(std::string_view name) const;
  const std::string& name(Id id) const { return names_.at(static_cast<std::size_t>(id)); }
  std::size_t size() const { return names_.size(); }
  const std::vector<std::string>& names() const { return names_; }

  // The id of `name`, new if it has none yet.
  Id intern(std::string_view name);

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  std::vector<std::string> names_;
  std::unordered_map<std::string, Id, Hash, std::equal_to<>> ids_;
};

extern template class NameTable<LabelId>;
extern template class NameTable<EdgeTypeId>;
extern template class NameTable<KeyId>;

struct Catalog {
  NameTable<LabelId> labels;
  NameTable<EdgeTypeId> edge_types;
  NameTable<KeyId> keys;
};

}  // namespace muster
