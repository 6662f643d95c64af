#include "core/graph/schema.h"

#include <algorithm>

#include "core/base/assert.h"
#include "core/base/hash.h"
#include "core/graph/graph_state.h"
#include "core/graph/index_key.h"

namespace muster {
namespace {

using internal::RuleFamily;

// The one definition of this name in its family, or null: the tree knows hashes, the definitions
// the names.
template <typename Find>
auto find_named(const internal::SchemaTable& table, RuleFamily family, std::string_view name,
                const Find& find) -> decltype(find(0U)) {
  const std::uint64_t hash = hash_bytes(name);
  decltype(find(0U)) found = nullptr;
  table.names.visit_from({hash, family, 0}, [&](const internal::SchemaTable::Name& entry) {
    if (entry.hash != hash || entry.family != family) return false;
    const auto* const definition = find(entry.number);
    if (definition->name == name) found = definition;
    return found == nullptr;
  });
  return found;
}

template <typename Definition, typename Array>
std::vector<const Definition*> all_of(const Array& array, std::uint32_t number_last) {
  std::vector<const Definition*> found;
  for (std::uint32_t number = 1; number <= number_last; ++number) {
    const auto* const definition = array.find(number);
    if (definition != nullptr && *definition != nullptr) found.push_back(definition->get());
  }
  return found;
}

// The bit of a storable value that is no list; 0 for all else.
std::uint32_t bit_of(const Value& value) {
  switch (value.type()) {
    case ValueType::kBoolean:
      return property_type_bit(PropertyType::kBoolean);
    case ValueType::kInteger:
      return property_type_bit(PropertyType::kInteger);
    case ValueType::kFloat:
      return property_type_bit(PropertyType::kFloat);
    case ValueType::kString:
      return property_type_bit(PropertyType::kString);
    case ValueType::kDate:
      return property_type_bit(PropertyType::kDate);
    case ValueType::kLocalTime:
      return property_type_bit(PropertyType::kLocalTime);
    case ValueType::kTime:
      return property_type_bit(PropertyType::kZonedTime);
    case ValueType::kLocalDateTime:
      return property_type_bit(PropertyType::kLocalDateTime);
    case ValueType::kInstant:
    case ValueType::kZonedDateTime:
      return property_type_bit(PropertyType::kZonedDateTime);
    case ValueType::kDuration:
      return property_type_bit(PropertyType::kDuration);
    case ValueType::kPoint:
      return property_type_bit(PropertyType::kPoint);
    default:
      return 0;
  }
}

bool satisfies(const Value& value, const std::optional<IndexBound>& lower,
               const std::optional<IndexBound>& upper) {
  if (lower) {
    const auto order = cypher_compare(value, lower->value);
    if (!order || *order < 0 || (*order == 0 && !lower->inclusive)) return false;
  }
  if (upper) {
    const auto order = cypher_compare(value, upper->value);
    if (!order || *order > 0 || (*order == 0 && !upper->inclusive)) return false;
  }
  return true;
}

}  // namespace

std::string_view index_kind_name(IndexKind kind) {
  switch (kind) {
    case IndexKind::kRange:
      return "RANGE";
    case IndexKind::kText:
      return "TEXT";
    case IndexKind::kPoint:
      return "POINT";
    case IndexKind::kLookup:
      return "LOOKUP";
    case IndexKind::kFulltext:
      return "FULLTEXT";
  }
  MUSTER_UNREACHABLE();
}

std::string_view constraint_kind_name(ConstraintKind kind) {
  switch (kind) {
    case ConstraintKind::kUnique:
      return "UNIQUENESS";
    case ConstraintKind::kExistence:
      return "PROPERTY_EXISTENCE";
    case ConstraintKind::kKey:
      return "KEY";
    case ConstraintKind::kPropertyType:
      return "PROPERTY_TYPE";
  }
  MUSTER_UNREACHABLE();
}

bool PropertyTypes::allow(const Value& value) const {
  if (!value.is_list()) return (scalars & bit_of(value)) != 0;
  if (list_elements == 0) return false;
  const ValueList& list = value.as_list();
  return std::all_of(list.begin(), list.end(),
                     [&](const Value& element) { return (list_elements & bit_of(element)) != 0; });
}

bool Schema::empty() const { return state_->schema.empty(); }
std::uint64_t Schema::version() const { return state_->schema.version; }
std::uint32_t Schema::number_last() const { return state_->schema.number_last; }

const IndexDefinition* Schema::index(std::uint32_t number) const {
  return state_->schema.index(number);
}
const ConstraintDefinition* Schema::constraint(std::uint32_t number) const {
  return state_->schema.constraint(number);
}

const IndexDefinition* Schema::find_index(std::string_view name) const {
  return find_named(state_->schema, RuleFamily::kIndex, name,
                    [&](std::uint32_t number) { return index(number); });
}
const ConstraintDefinition* Schema::find_constraint(std::string_view name) const {
  return find_named(state_->schema, RuleFamily::kConstraint, name,
                    [&](std::uint32_t number) { return constraint(number); });
}

std::vector<const IndexDefinition*> Schema::indexes() const {
  return all_of<IndexDefinition>(state_->schema.indexes, state_->schema.number_last);
}
std::vector<const ConstraintDefinition*> Schema::constraints() const {
  return all_of<ConstraintDefinition>(state_->schema.constraints, state_->schema.number_last);
}

std::vector<const IndexDefinition*> Schema::indexes_of(ElementKind element,
                                                       std::uint32_t token) const {
  std::vector<const IndexDefinition*> found;
  for (const std::uint32_t number : state_->schema.of_token(RuleFamily::kIndex, element, token))
    found.push_back(index(number));
  return found;
}

std::vector<const ConstraintDefinition*> Schema::constraints_of(ElementKind element,
                                                                std::uint32_t token) const {
  std::vector<const ConstraintDefinition*> found;
  for (const std::uint32_t number :
       state_->schema.of_token(RuleFamily::kConstraint, element, token))
    found.push_back(constraint(number));
  return found;
}

const IndexDefinition* Schema::index_on(IndexKind kind, ElementKind element, std::uint32_t token,
                                        std::span<const KeyId> keys) const {
  const IndexDefinition* found = nullptr;
  if (keys.empty()) return found;
  state_->schema.visit_uses(RuleFamily::kIndex, element, token, keys[0], [&](std::uint32_t number) {
    const IndexDefinition* const definition = index(number);
    if (found == nullptr && definition->kind == kind &&
        std::equal(keys.begin(), keys.end(), definition->keys.begin(), definition->keys.end()))
      found = definition;
  });
  return found;
}

bool Schema::is_ordered(const IndexDefinition& index) {
  return index.kind == IndexKind::kRange || index.kind == IndexKind::kText ||
         index.kind == IndexKind::kPoint;
}

IndexStatistics Schema::statistics(const IndexDefinition& index) const {
  const internal::IndexTree* const tree = state_->schema.contents.find(index.number);
  if (tree == nullptr) return {};
  return {.entries = tree->entries(), .distinct = tree->distinct()};
}

Value Schema::value_at(const IndexDefinition& index, std::size_t key, std::uint32_t slot) const {
  const internal::PropertyColumns& columns =
      index.element == ElementKind::kNode ? state_->node_columns : state_->edge_columns;
  const internal::PropertyColumn* const column =
      columns.find(static_cast<std::uint32_t>(index.keys[key]));
  return column == nullptr ? Value() : column->get(slot);
}

void Schema::seek_equal(const IndexDefinition& index, std::span<const Value> values,
                        std::vector<std::uint32_t>& slots) const {
  MUSTER_ASSERT(is_ordered(index) && values.size() == index.keys.size());
  const internal::IndexTree* const tree = state_->schema.contents.find(index.number);
  if (tree == nullptr) return;
  std::string key;
  bool exact = true;
  for (const Value& value : values) {
    if (!internal::equals_something(value)) return;
    exact &= internal::append_index_key(value, key);
  }
  tree->visit_from(key, [&](std::string_view found, std::uint32_t slot) {
    if (found != key) return false;
    bool equal = true;
    for (std::size_t i = 0; !exact && equal && i < values.size(); ++i)
      equal = cypher_equals(value_at(index, i, slot), values[i]) == true;
    if (equal) slots.push_back(slot);
    return true;
  });
}

void Schema::seek_range(const IndexDefinition& index, const std::optional<IndexBound>& lower,
                        const std::optional<IndexBound>& upper,
                        std::vector<std::uint32_t>& slots) const {
  MUSTER_ASSERT(is_ordered(index) && (lower || upper));
  const internal::IndexTree* const tree = state_->schema.contents.find(index.number);
  if (tree == nullptr) return;
  if ((lower && !internal::equals_something(lower->value)) ||
      (upper && !internal::equals_something(upper->value)))
    return;
  const char tag = internal::comparable_tag(lower ? lower->value : upper->value);
  if (lower && upper && internal::comparable_tag(upper->value) != tag) return;
  std::string from(1, tag);
  if (lower) {
    from.clear();
    internal::append_index_key(lower->value, from);
  }
  std::string to;
  if (upper) internal::append_index_key(upper->value, to);
  const std::size_t first = slots.size();
  tree->visit_from(from, [&](std::string_view found, std::uint32_t slot) {
    if (found[0] != tag) return false;
    // A composite key goes on behind its first value, so only its beginning is compared.
    if (upper && found.substr(0, to.size()) > to) return false;
    if (satisfies(value_at(index, 0, slot), lower, upper)) slots.push_back(slot);
    return true;
  });
  std::sort(slots.begin() + static_cast<std::ptrdiff_t>(first), slots.end());
}

void Schema::seek_prefix(const IndexDefinition& index, std::string_view prefix,
                         std::vector<std::uint32_t>& slots) const {
  MUSTER_ASSERT(is_ordered(index));
  const internal::IndexTree* const tree = state_->schema.contents.find(index.number);
  if (tree == nullptr) return;
  std::string from;
  internal::append_prefix_key(prefix, from);
  const bool exact = prefix.size() <= internal::kIndexTextMax;
  const std::size_t first = slots.size();
  tree->visit_from(from, [&](std::string_view found, std::uint32_t slot) {
    if (!found.starts_with(from)) return false;
    if (exact || value_at(index, 0, slot).as_string().starts_with(prefix)) slots.push_back(slot);
    return true;
  });
  std::sort(slots.begin() + static_cast<std::ptrdiff_t>(first), slots.end());
}

void Schema::scan(const IndexDefinition& index, std::vector<std::uint32_t>& slots) const {
  MUSTER_ASSERT(is_ordered(index));
  const internal::IndexTree* const tree = state_->schema.contents.find(index.number);
  if (tree == nullptr) return;
  const std::size_t first = slots.size();
  tree->visit_from({}, [&](std::string_view, std::uint32_t slot) {
    slots.push_back(slot);
    return true;
  });
  std::sort(slots.begin() + static_cast<std::ptrdiff_t>(first), slots.end());
}

}  // namespace muster
