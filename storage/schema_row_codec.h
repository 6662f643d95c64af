// Rows of index and constraint definitions in column family `meta`; docs/storage-format.md has the
// tables.
//
// The law: names stand as the catalogue's ids, types as the numbers of PropertyType, so that a row
// means the same in every version; what an index holds is never stored.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/graph/schema.h"

namespace muster::storage {

struct SchemaRow {
  std::uint32_t number_last = 0;
  std::uint64_t indexes = 0;
  std::uint64_t constraints = 0;

  bool operator==(const SchemaRow&) const = default;
};

std::string encode_schema_row(const SchemaRow& row);
std::string encode_index_row(const IndexDefinition& index);
std::string encode_constraint_row(const ConstraintDefinition& constraint);

// Errors: kCorruption. The number stands in the key and is left 0.
Result<SchemaRow> decode_schema_row(std::string_view bytes);
Result<IndexDefinition> decode_index_row(std::string_view bytes);
Result<ConstraintDefinition> decode_constraint_row(std::string_view bytes);

}  // namespace muster::storage
