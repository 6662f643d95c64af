// Edge row: what column family `edges` keeps under an edge's key. Its ends and its type are in the
// key.
//
//   offset     size  field
//        0        1  layout, 1
//        1        1  parts: bit 0: first seen follows; bit 1: a validity follows; others 0
//        2        1  element flags (core/graph/element.h)
//        3   0 or 8  first seen, u64, nanoseconds, two's complement; left out when it is 0
//        .  0 or 16  valid from and valid until, likewise; left out when it is always valid
//        .   varint  source set (column family `meta`); 0 is the empty set
//        .   varint  number of properties, then each as key id (varint) and value
//                    (value_codec.h), key ids ascending
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/ids.h"
#include "core/base/instant.h"
#include "core/base/result.h"
#include "core/graph/graph_snapshot.h"

namespace muster::storage {

struct EdgeRow {
  std::uint8_t flags = 0;
  Instant first_seen;
  Validity validity;
  std::uint32_t source_set = 0;
  std::vector<Property> properties;  // Ascending by key; never null.

  bool operator==(const EdgeRow&) const = default;
};

// Errors: kInvalidArgument: a property that cannot be stored (value_codec.h).
Result<std::string> encode_edge_row(const EdgeRow& row);

// Errors: kCorruption: not exactly one row of this layout.
Result<EdgeRow> decode_edge_row(std::string_view bytes);

}  // namespace muster::storage
