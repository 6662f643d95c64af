#include "core/identity/resolution.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "core/identity/run_difference.h"

namespace muster {
namespace {

// Union-find with path halving; the smaller index is the root, so that components come in the order
// of their first member.
class DisjointSets {
 public:
  explicit DisjointSets(std::size_t count) : parent_(count) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
  }

  std::size_t root(std::size_t item) {
    while (parent_[item] != item) item = parent_[item] = parent_[parent_[item]];
    return item;
  }
  void join(std::size_t left, std::size_t right) {
    const auto [low, high] = std::minmax({root(left), root(right)});
    parent_[high] = low;
  }

 private:
  std::vector<std::size_t> parent_;
};

}  // namespace

std::vector<Component> resolve_claims(const std::vector<Claim>& claims) {
  DisjointSets sets(claims.size());
  std::unordered_map<std::string_view, std::size_t> first_with;
  for (std::size_t index = 0; index < claims.size(); ++index)
    for (const std::string& name : claims[index].names) {
      const auto [place, fresh] = first_with.try_emplace(name, index);
      if (!fresh) sets.join(place->second, index);
    }

  std::vector<Component> components;
  std::unordered_map<std::size_t, std::size_t> component_of;  // Root -> component.
  std::unordered_map<std::uint64_t, std::size_t>
      claimed_by;  // Element -> the component with its first statement.
  for (std::size_t index = 0; index < claims.size(); ++index) {
    const auto [place, fresh] = component_of.try_emplace(sets.root(index), components.size());
    if (fresh) components.push_back({.members = {}, .element = kNoElement});
    Component& component = components[place->second];
    component.members.push_back(index);
    const std::uint64_t element = claims[index].element;
    if (element == kNoElement || !claimed_by.try_emplace(element, place->second).second) continue;
    component.element = std::min(component.element, element);
  }
  return components;
}

}  // namespace muster
