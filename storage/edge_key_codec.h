// Key of an edge, in column family `edges`. Byte order is the order of adjacency entries (type,
// neighbour slot, edge slot) within each source, so one prefix scan of 8 bytes yields a node's
// outgoing edges as a snapshot lists them.
//
//   offset  size  field
//        0     8  source node: slot, then generation, big-endian each
//        8     4  edge type id, big-endian
//       12     8  target node: slot, then generation
//       20     8  edge: slot, then generation; keeps parallel edges apart
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/graph/element.h"

namespace muster::storage {

struct EdgeKey {
  EdgeEnds ends;
  EdgeId edge{};

  bool operator==(const EdgeKey&) const = default;
};

std::string encode_edge_key(const EdgeKey& key);

// Errors: kCorruption: not 28 bytes.
Result<EdgeKey> decode_edge_key(std::string_view bytes);

}  // namespace muster::storage
