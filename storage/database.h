// Database: RocksDB with the column families of the store, spoken to in Result and string_view. The
// only place that calls it.
//
// The law: what it reads it has verified, and damage is reported with family and key, never
// skipped. Threads: reads may run concurrently with each other and with one writer.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include "core/base/result.h"
#include "storage/column_families.h"

namespace muster::storage {

// RocksDB hands the pointer to memcmp and memcpy, which never take null, not even for no bytes.
inline rocksdb::Slice as_slice(std::string_view bytes) {
  return {bytes.data() == nullptr ? "" : bytes.data(), bytes.size()};
}

struct DatabaseOptions {
  std::string path;
  bool read_only = false;
  // The store was made to its end: whatever is missing is damage. Else it is made, or finished.
  bool is_complete = false;
  bool accept_torn_tail = false;
  rocksdb::Env* env = nullptr;  // Null: the machine's.
};

class Database {
 public:
  // Errors: kNotFound: read-only, and the store was never finished; kCorruption, kBusy, kIo.
  static Result<std::unique_ptr<Database>> open(const DatabaseOptions& options);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  Result<std::optional<std::string>> get(ColumnFamily family, std::string_view key) const;

  enum class ScanExtent : std::uint8_t {
    kSome,   // A look-up: blocks go through the cache.
    kWhole,  // The family from end to end, read ahead and past the cache.
  };
  // Gives every row whose key begins with `prefix` and is not below `from`, ascending; false stops.
  // An error of the visitor ends the scan; a kCorruption of it is reported as damage of the row it
  // was given.
  using RowVisitor = std::function<Result<bool>(std::string_view key, std::string_view value)>;
  Result<void> scan(ColumnFamily family, std::string_view prefix, std::string_view from,
                    ScanExtent extent, const RowVisitor& visitor) const;

  // One atomic write. Errors: kResourceExhausted, kIo, kCorruption.
  Result<void> write(rocksdb::WriteBatch& batch, bool synced);

  // After a failed write: leaves the log it may have torn, so that nothing of the write can come
  // back.
  Result<void> recover_from_failed_write();

  rocksdb::ColumnFamilyHandle* handle(ColumnFamily family) const {
    return handles_[static_cast<std::size_t>(family)];
  }

 private:
  Database() = default;
  Result<void> open_families(const DatabaseOptions& options);

  std::unique_ptr<rocksdb::DB> db_;
  rocksdb::ColumnFamilyHandle* default_handle_ = nullptr;
  std::array<rocksdb::ColumnFamilyHandle*, kColumnFamilyNames.size()> handles_{};
};

}  // namespace muster::storage
