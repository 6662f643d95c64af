// Key of a record, in column family `records`; its value is the record's bytes as they were given.
// Byte order is (keyspace, key) order.
//
//   offset  size  field
//        0     1  keyspace (core/graph/write_batch.h)
//        1     n  the key as its owner spelled it
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/graph/write_batch.h"

namespace muster::storage {

struct RecordKey {
  Keyspace keyspace{};
  std::string_view key;  // Points into the bytes decoded.

  bool operator==(const RecordKey&) const = default;
};

std::string encode_record_key(Keyspace keyspace, std::string_view key);

// Errors: kCorruption: empty.
Result<RecordKey> decode_record_key(std::string_view bytes);

}  // namespace muster::storage
