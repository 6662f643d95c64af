// RocksStore: the durable GraphStore. The graph lives in memory as a snapshot; RocksDB is the
// system of record.
//
// The law: a commit that was acknowledged is there, whole, after kill -9 and power loss; one that
// was not is there whole or not at all; and what is damaged is named, never skipped.
// docs/storage-format.md has every byte.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/graph/store_base.h"
#include "storage/change_log.h"

namespace rocksdb {
class Env;
}

namespace muster::storage {

enum class Durability : std::uint8_t {
  kSynced,   // An acknowledged commit survives power loss.
  kRelaxed,  // It survives kill -9; power loss may take the newest ones, whole and from the end.
};

struct RocksStoreOptions {
  std::string directory;
  bool create_if_missing = true;
  // Changes nothing on disk, not even the lock: works on a file system mounted read-only.
  bool read_only = false;
  Durability durability = Durability::kSynced;
  // For a log whose end is damaged rather than cut short, which is refused otherwise: take it up to
  // the damage. What came after is lost, so this is for an operator to decide.
  bool accept_torn_tail = false;
  const Clock* clock = &system_clock();  // When a commit was made, for the change log.
  rocksdb::Env* env = nullptr;           // Null: the machine's. Tests put faults into it.
};

class RocksStore final : public StoreBase, public StoreAdmin {
 public:
  // Cost: O(store): the snapshot is rebuilt by one scan.
  // Errors: kNotFound            no store, and it is not to be made (missing, empty, or read-only);
  // nothing was made.
  //         kFailedPrecondition  another format version, or a directory with other things in it.
  //         kBusy                another process, or this one, has it open.
  //         kCorruption          stored bytes fail their check; says where.
  //         kInvalidArgument, kIo, kResourceExhausted.
  static Result<std::unique_ptr<RocksStore>> open(const RocksStoreOptions& options);
  ~RocksStore() override;

  Result<std::optional<std::string>> get_record(Keyspace keyspace,
                                                std::string_view key) const override;
  Result<void> scan_records(Keyspace keyspace, std::string_view prefix,
                            const RecordVisitor& visitor) const override;

  // Cost: one pass over the keys of all records. Errors: kIo, kCorruption.
  Result<StoreStatistics> statistics() const override;

  // Every change of every commit after `sequence`, in commit order. Threads: safe. Errors: kIo,
  // kCorruption.
  Result<void> read_changes(std::uint64_t sequence, const ChangeVisitor& visitor) const;

  // 32 hexadecimal digits, drawn when the store was made.
  const std::string& instance_id() const;
  Durability durability() const;

 protected:
  Result<void> persist(const WriteBatch& batch, const CommitInfo& info) override;
  Result<void> check_writable() const override;

 private:
  struct Parts;  // What needs RocksDB's headers.
  explicit RocksStore(std::unique_ptr<Parts> parts);
  static Result<void> open_database(Parts& parts, bool is_complete);
  // Errors: kIo: the disk still refuses, or has what it said it had not.
  static Result<void> recover_from_failed_write(Parts& parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace muster::storage
