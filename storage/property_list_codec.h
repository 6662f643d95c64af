// Property list: the tail of a node row and of an edge row.
//
//   varint  number of properties, then each as
//           varint  key id, ascending
//           value   (value_codec.h), never null
#pragma once

#include <vector>

#include "core/base/result.h"
#include "core/graph/graph_snapshot.h"
#include "storage/bytes.h"

namespace muster::storage {

// REQUIRES: ascending by key. Errors: kInvalidArgument: a value that cannot be stored
// (value_codec.h).
Result<void> encode_property_list(const std::vector<Property>& properties, ByteWriter& writer);

// What is wrong is remembered by the reader.
std::vector<Property> decode_property_list(ByteReader& reader);

}  // namespace muster::storage
