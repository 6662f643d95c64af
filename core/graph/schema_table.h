// SchemaTable: the definitions and contents of all indexes and constraints of one version of the
// graph.
//
// The law: whoever changes a label or a property tells the table before and after, and pays for the
// indexes on it alone: their roots stand in a tree like all else, so that four thousand indexes
// elsewhere cost a commit nothing.
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/hash.h"
#include "core/graph/index_tree.h"
#include "core/graph/persistent_array.h"
#include "core/graph/persistent_tree.h"
#include "core/graph/property_column.h"
#include "core/graph/schema.h"

namespace muster::internal {

enum class RuleFamily : std::uint8_t { kIndex = 0, kConstraint = 1 };

struct SchemaTable {
  // That a definition concerns a key of a label or type.
  struct Use {
    RuleFamily family{};
    ElementKind element{};
    std::uint32_t token = 0;
    std::uint32_t key = 0;
    std::uint32_t number = 0;
    auto operator<=>(const Use&) const = default;
  };
  struct Name {
    std::uint64_t hash = 0;
    RuleFamily family{};
    std::uint32_t number = 0;
    auto operator<=>(const Name&) const = default;
  };

  PersistentArray<std::shared_ptr<const IndexDefinition>, 4> indexes;  // By number; null: gone.
  PersistentArray<std::shared_ptr<const ConstraintDefinition>, 4> constraints;
  PersistentArray<IndexTree, 3> contents;  // By number.
  PersistentTree<Use> uses;
  PersistentTree<Name> names;
  std::uint32_t number_last = 0;
  std::uint32_t index_count = 0;
  std::uint32_t constraint_count = 0;
  std::uint64_t version = 0;  // Counts changes of definitions.

  bool empty() const { return index_count == 0 && constraint_count == 0; }

  const IndexDefinition* index(std::uint32_t number) const {
    const auto* const found = indexes.find(number);
    return found == nullptr ? nullptr : found->get();
  }
  const ConstraintDefinition* constraint(std::uint32_t number) const {
    const auto* const found = constraints.find(number);
    return found == nullptr ? nullptr : found->get();
  }

  // Calls visit(number) for each definition that has `key` of `token`, ascending.
  template <typename Visit>
  void visit_uses(RuleFamily family, ElementKind element, std::uint32_t token, KeyId key,
                  Visit&& visit) const {
    const auto id = static_cast<std::uint32_t>(key);
    uses.visit_from({family, element, token, id, 0}, [&](const Use& use) {
      if (use.family != family || use.element != element || use.token != token || use.key != id)
        return false;
      visit(use.number);
      return true;
    });
  }
  // Numbers of all definitions of `token`, ascending, each once.
  std::vector<std::uint32_t> of_token(RuleFamily family, ElementKind element,
                                      std::uint32_t token) const;

  void add(IndexDefinition definition, Edit& edit);
  void add(ConstraintDefinition definition, Edit& edit);
  void remove_index(std::uint32_t number, Edit& edit);  // With its contents.
  void remove_constraint(std::uint32_t number, Edit& edit);
};

// The key under which the element in `slot` stands in an ordered index. False: it has not all
// properties, or one of a type that the index leaves out.
bool index_key_of(const IndexDefinition& index, const PersistentArray<PropertyColumn, 4>& columns,
                  std::uint32_t slot, std::string& key);

}  // namespace muster::internal
