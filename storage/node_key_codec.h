// Key of a node, in column family `nodes`. Byte order is slot order, the order of a snapshot, so
// the start scan fills its chunks front to back.
//
//   offset  size  field
//        0     4  slot, big-endian
//        4     4  generation, big-endian
#pragma once

#include <string>
#include <string_view>

#include "core/base/ids.h"
#include "core/base/result.h"

namespace muster::storage {

std::string encode_node_key(NodeId node);

// Errors: kCorruption: not 8 bytes.
Result<NodeId> decode_node_key(std::string_view bytes);

}  // namespace muster::storage
