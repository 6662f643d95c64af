// What RocksDB says, as an Error of ours.
#pragma once

#include <string_view>

#include <rocksdb/status.h>

#include "core/base/result.h"
#include "storage/column_families.h"

namespace muster::storage {

// `doing` completes "The store could not …". REQUIRES: !status.ok().
// Gives: kCorruption, kResourceExhausted (disk full), kBusy (locked), kIo.
Error error_of(const rocksdb::Status& status, std::string_view doing);

// A row that cannot be trusted: names family and key. `why` completes "…: ".
Error damaged_row(ColumnFamily family, std::string_view key, std::string_view why);

// Damage that no single row shows. `why` is a sentence.
Error damaged_store(std::string_view why);

// At most the first 40 bytes, as hexadecimal digits; "(before the first)" for no key at all.
std::string key_text(std::string_view key);

}  // namespace muster::storage
