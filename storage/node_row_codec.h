// Node row: what column family `nodes` keeps under a node's key.
//
//   offset    size  field
//        0       1  layout, 1
//        1       1  parts: bit 0: first seen follows; others 0
//        2       1  element flags (core/graph/element.h)
//        3  0 or 8  first seen, u64, nanoseconds, two's complement; left out when it is 0
//        .  varint  source set (column family `meta`); 0 is the empty set
//        .  varint  number of labels, then each label id as a varint, ascending
//        .  varint  number of properties, then each as key id (varint) and value
//                   (value_codec.h), key ids ascending
//
// Names are ids here; their spellings lie in `meta`. Aliases lie in `indexes`.
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

struct NodeRow {
  std::uint8_t flags = 0;
  Instant first_seen;
  std::uint32_t source_set = 0;
  std::vector<LabelId> labels;       // Ascending.
  std::vector<Property> properties;  // Ascending by key; never null.

  bool operator==(const NodeRow&) const = default;
};

// Errors: kInvalidArgument: a property that cannot be stored (value_codec.h).
Result<std::string> encode_node_row(const NodeRow& row);

// Errors: kCorruption: not exactly one row of this layout.
Result<NodeRow> decode_node_row(std::string_view bytes);

}  // namespace muster::storage
