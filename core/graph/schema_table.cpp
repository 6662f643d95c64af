#include "core/graph/schema_table.h"

#include <algorithm>

#include "core/base/assert.h"
#include "core/graph/index_key.h"

namespace muster::internal {
namespace {

// Calls put(use) for each label and key of the definition.
template <typename Put>
void each_use(const IndexDefinition& index, const Put& put) {
  SchemaTable::Use use{.family = RuleFamily::kIndex, .element = index.element};
  use.number = index.number;
  for (const std::uint32_t token : index.tokens) {
    use.token = token;
    for (const KeyId key : index.keys) {
      use.key = static_cast<std::uint32_t>(key);
      put(use);
    }
  }
  if (!index.tokens.empty()) return;
  use.token = use.key = kNoToken;
  put(use);
}

template <typename Put>
void each_use(const ConstraintDefinition& constraint, const Put& put) {
  for (const KeyId key : constraint.keys) {
    put(SchemaTable::Use{.family = RuleFamily::kConstraint,
                         .element = constraint.element,
                         .token = constraint.token,
                         .key = static_cast<std::uint32_t>(key),
                         .number = constraint.number});
  }
}

}  // namespace

std::vector<std::uint32_t> SchemaTable::of_token(RuleFamily family, ElementKind element,
                                                 std::uint32_t token) const {
  std::vector<std::uint32_t> numbers;
  uses.visit_from({family, element, token, 0, 0}, [&](const Use& use) {
    if (use.family != family || use.element != element || use.token != token) return false;
    numbers.push_back(use.number);
    return true;
  });
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

void SchemaTable::add(IndexDefinition definition, Edit& edit) {
  const std::uint32_t number = definition.number;
  MUSTER_ASSERT(number != 0 && index(number) == nullptr);
  number_last = std::max(number_last, number);
  each_use(definition, [&](const Use& use) { uses.insert(use, edit); });
  names.insert({hash_bytes(definition.name), RuleFamily::kIndex, number}, edit);
  indexes.edit(number, edit) = std::make_shared<const IndexDefinition>(std::move(definition));
  ++index_count;
  ++version;
}

void SchemaTable::add(ConstraintDefinition definition, Edit& edit) {
  const std::uint32_t number = definition.number;
  MUSTER_ASSERT(number != 0 && constraint(number) == nullptr);
  number_last = std::max(number_last, number);
  each_use(definition, [&](const Use& use) { uses.insert(use, edit); });
  names.insert({hash_bytes(definition.name), RuleFamily::kConstraint, number}, edit);
  constraints.edit(number, edit) =
      std::make_shared<const ConstraintDefinition>(std::move(definition));
  ++constraint_count;
  ++version;
}

void SchemaTable::remove_index(std::uint32_t number, Edit& edit) {
  const std::shared_ptr<const IndexDefinition> definition =
      std::exchange(indexes.edit(number, edit), nullptr);
  MUSTER_ASSERT(definition != nullptr);
  each_use(*definition, [&](const Use& use) { uses.erase(use, edit); });
  names.erase({hash_bytes(definition->name), RuleFamily::kIndex, number}, edit);
  if (contents.find(number) != nullptr) contents.edit(number, edit) = IndexTree();
  --index_count;
  ++version;
}

void SchemaTable::remove_constraint(std::uint32_t number, Edit& edit) {
  const std::shared_ptr<const ConstraintDefinition> definition =
      std::exchange(constraints.edit(number, edit), nullptr);
  MUSTER_ASSERT(definition != nullptr);
  each_use(*definition, [&](const Use& use) { uses.erase(use, edit); });
  names.erase({hash_bytes(definition->name), RuleFamily::kConstraint, number}, edit);
  --constraint_count;
  ++version;
}

bool index_key_of(const IndexDefinition& index, const PersistentArray<PropertyColumn, 4>& columns,
                  std::uint32_t slot, std::string& key) {
  key.clear();
  for (const KeyId id : index.keys) {
    const PropertyColumn* const column = columns.find(static_cast<std::uint32_t>(id));
    if (column == nullptr) return false;
    const Value value = column->get(slot);
    if (value.is_null()) return false;
    if (index.kind == IndexKind::kText && !value.is_string()) return false;
    append_index_key(value, key);
  }
  return true;
}

}  // namespace muster::internal
