// Schema: the indexes and constraints of a graph, and what an index answers.
//
// The law: an index holds exactly the elements that carry its label or type and all its
// properties, in every snapshot and in every moment of a builder; a seek gives the elements for
// which the Cypher comparison is true, in slot order, as a scan with a filter would. So a plan may
// use an index or not and the answer is the same.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/ids.h"
#include "core/base/value.h"

namespace muster {

struct GraphState;

enum class ElementKind : std::uint8_t { kNode = 0, kEdge = 1 };

// What a look-up index, which is on no label or type, is found under.
inline constexpr std::uint32_t kNoToken = 0xFFFF'FFFF;

enum class IndexKind : std::uint8_t {
  kRange = 0,   // Equality, ranges and prefixes of any value.
  kText = 1,    // The same of strings alone.
  kPoint = 2,   // Equality of points.
  kLookup = 3,  // Labels or types themselves: the graph always has these; the definition is a name.
  kFulltext = 4,  // Words in strings.
};

enum class ConstraintKind : std::uint8_t {
  kUnique = 0,        // No two elements agree on all keys.
  kExistence = 1,     // The key is there.
  kKey = 2,           // Both, for each key.
  kPropertyType = 3,  // Where the key is there, its value has one of the types.
};

std::string_view index_kind_name(IndexKind kind);            // "RANGE", "TEXT", …
std::string_view constraint_kind_name(ConstraintKind kind);  // "UNIQUENESS", …

// The types a constraint can ask for. Their numbers are stored: they never change.
enum class PropertyType : std::uint8_t {
  kBoolean = 0,
  kInteger = 1,
  kFloat = 2,
  kString = 3,
  kDate = 4,
  kLocalTime = 5,
  kZonedTime = 6,
  kLocalDateTime = 7,
  kZonedDateTime = 8,
  kDuration = 9,
  kPoint = 10,
};

constexpr std::uint32_t property_type_bit(PropertyType type) {
  return 1U << static_cast<unsigned>(type);
}

// Bits of PropertyType: of values themselves, and of the elements of lists.
struct PropertyTypes {
  std::uint32_t scalars = 0;
  std::uint32_t list_elements = 0;  // 0: no list is allowed.

  bool allow(const Value& value) const;
  bool operator==(const PropertyTypes&) const = default;
};

// What stands in the catalogue. `number` is given by the builder, counts up and is never reused.
struct IndexDefinition {
  std::uint32_t number = 0;
  std::string name;
  IndexKind kind = IndexKind::kRange;
  ElementKind element = ElementKind::kNode;
  // LabelId or EdgeTypeId as a number. One, but of kFulltext some and of kLookup none.
  std::vector<std::uint32_t> tokens;
  std::vector<KeyId> keys;       // In the order given. Empty for kLookup.
  std::uint32_t constraint = 0;  // Number of the constraint that owns it; 0: none.

  bool operator==(const IndexDefinition&) const = default;
};

struct ConstraintDefinition {
  std::uint32_t number = 0;
  std::string name;
  ConstraintKind kind = ConstraintKind::kUnique;
  ElementKind element = ElementKind::kNode;
  std::uint32_t token = 0;
  std::vector<KeyId> keys;
  PropertyTypes types;      // Of kPropertyType.
  std::string types_text;   // As SHOW CONSTRAINTS prints them: "INTEGER | FLOAT".
  std::uint32_t index = 0;  // Number of the index it owns; 0: none.

  bool operator==(const ConstraintDefinition&) const = default;
};

// For the planner: an equality finds about entries / distinct elements.
struct IndexStatistics {
  std::uint64_t entries = 0;
  std::uint64_t distinct = 0;  // Different values (of all keys together).
};

struct IndexBound {
  Value value;
  bool inclusive = true;
};

// Reads the schema of one snapshot, or of a builder's view until its next change. Cheap to copy.
class Schema {
 public:
  explicit Schema(const GraphState& state) : state_(&state) {}

  bool empty() const;
  // Changes with each definition that comes or goes, and with nothing else: a plan made under
  // another one may name an index that is gone, or miss one that came.
  std::uint64_t version() const;
  std::uint32_t number_last() const;  // The highest number ever given.

  // --- Definitions. Pointers live as long as the snapshot. Null: there is none.
  const IndexDefinition* index(std::uint32_t number) const;
  const ConstraintDefinition* constraint(std::uint32_t number) const;
  const IndexDefinition* find_index(std::string_view name) const;
  const ConstraintDefinition* find_constraint(std::string_view name) const;
  std::vector<const IndexDefinition*> indexes() const;  // By number.
  std::vector<const ConstraintDefinition*> constraints() const;
  // Those of one label or type (or kNoToken), by number. Cost: O(found).
  std::vector<const IndexDefinition*> indexes_of(ElementKind element, std::uint32_t token) const;
  std::vector<const ConstraintDefinition*> constraints_of(ElementKind element,
                                                          std::uint32_t token) const;
  // The index of this kind on exactly these keys, in this order.
  const IndexDefinition* index_on(IndexKind kind, ElementKind element, std::uint32_t token,
                                  std::span<const KeyId> keys) const;

  // --- Contents. REQUIRES: the index is of this schema, and ordered (is_ordered). Slots are
  // appended in ascending order.
  static bool is_ordered(const IndexDefinition& index);  // kRange, kText, kPoint.
  IndexStatistics statistics(const IndexDefinition& index) const;
  // Elements whose keys equal `values` (Cypher `=`), one value a key. Cost: O(log n + found).
  void seek_equal(const IndexDefinition& index, std::span<const Value> values,
                  std::vector<std::uint32_t>& slots) const;
  // Elements whose first key compares so (Cypher `<`, `<=`, …). REQUIRES: a bound.
  // Cost: O(log n + found * log found).
  void seek_range(const IndexDefinition& index, const std::optional<IndexBound>& lower,
                  const std::optional<IndexBound>& upper, std::vector<std::uint32_t>& slots) const;
  // Elements whose first key is a string that begins with `prefix`.
  void seek_prefix(const IndexDefinition& index, std::string_view prefix,
                   std::vector<std::uint32_t>& slots) const;
  // Every element in the index.
  void scan(const IndexDefinition& index, std::vector<std::uint32_t>& slots) const;

 private:
  Value value_at(const IndexDefinition& index, std::size_t key, std::uint32_t slot) const;

  const GraphState* state_;
};

}  // namespace muster
