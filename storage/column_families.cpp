#include "storage/column_families.h"

#include <algorithm>
#include <memory>

#include <rocksdb/cache.h>
#include <rocksdb/convenience.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/listener.h>
#include <rocksdb/table.h>

namespace muster::storage {
namespace {

constexpr std::size_t kMebibyte = std::size_t{1} << 20;
// The graph itself is read from memory; the cache serves records.
constexpr std::size_t kBlockCacheBytes = 64 * kMebibyte;
constexpr std::size_t kBlockBytes = std::size_t{16} << 10;
constexpr std::size_t kMemtableBytes = 16 * kMebibyte;
constexpr std::size_t kMemtablesBytesMax = 64 * kMebibyte;  // Of all families together.
constexpr std::size_t kWalBytesMax = 128 * kMebibyte;
constexpr std::size_t kInfoLogBytesMax = kMebibyte;
constexpr std::size_t kInfoLogsMax = 2;
constexpr double kBloomBitsPerKey = 10;

// The first of `wanted` that this build of RocksDB has.
rocksdb::CompressionType supported_compression(
    std::initializer_list<rocksdb::CompressionType> wanted) {
  const std::vector<rocksdb::CompressionType> supported = rocksdb::GetSupportedCompressions();
  for (const rocksdb::CompressionType type : wanted) {
    if (std::find(supported.begin(), supported.end(), type) != supported.end()) return type;
  }
  return rocksdb::kNoCompression;
}

// After a failed write RocksDB would go on by itself, in the background, once there is room again.
// The store decides when: at its next commit, and only after it has seen that the failed one is
// gone.
class RecoveryOnDemand final : public rocksdb::EventListener {
 public:
  // RocksDB calls this from its own threads and is not exception-safe: nothing may throw past here.
  void OnErrorRecoveryBegin(rocksdb::BackgroundErrorReason, rocksdb::Status,
                            bool* auto_recovery) override {
    *auto_recovery = false;
  }
};

}  // namespace

rocksdb::DBOptions database_options(bool accept_torn_tail) {
  rocksdb::DBOptions options;
  options.paranoid_checks = true;
  // An incomplete record at the very end of the log is a commit that was never acknowledged:
  // dropped. Anything else that does not check out may be an acknowledged one: refused.
  // (kPointInTimeRecovery would drop it and all after it without a word; kAbsoluteConsistency would
  // refuse to start after every kill in mid-write.)
  options.wal_recovery_mode = accept_torn_tail
                                  ? rocksdb::WALRecoveryMode::kPointInTimeRecovery
                                  : rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  // A log file that is missing or shorter than when it was closed is noticed.
  options.track_and_verify_wals_in_manifest = true;
  options.listeners = {std::make_shared<RecoveryOnDemand>()};
  options.max_bgerror_resume_count = 0;
  options.atomic_flush = true;
  options.db_write_buffer_size = kMemtablesBytesMax;
  options.max_total_wal_size = kWalBytesMax;
  options.max_background_jobs = 2;
  // All files stay open, so damage at their ends is found at start and a read-only store outlives a
  // writer's compaction.
  options.max_open_files = -1;
  options.skip_stats_update_on_db_open = true;
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  options.info_log_level = rocksdb::InfoLogLevel::WARN_LEVEL;
  options.max_log_file_size = kInfoLogBytesMax;
  options.keep_log_file_num = kInfoLogsMax;
  return options;
}

rocksdb::ColumnFamilyOptions family_options(ColumnFamily family,
                                            const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.block_size = kBlockBytes;
  table.checksum = rocksdb::kXXH3;
  table.format_version = 5;
  table.cache_index_and_filter_blocks = true;
  table.pin_l0_filter_and_index_blocks_in_cache = true;
  // Records are looked up one by one; the other families are scanned.
  if (family == ColumnFamily::kRecords)
    table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(kBloomBitsPerKey));

  rocksdb::ColumnFamilyOptions options;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  options.write_buffer_size = kMemtableBytes;
  options.max_write_buffer_number = 3;
  options.compression =
      supported_compression({rocksdb::kLZ4Compression, rocksdb::kSnappyCompression});
  options.bottommost_compression =
      supported_compression({rocksdb::kZSTD, rocksdb::kLZ4Compression});
  return options;
}

std::shared_ptr<rocksdb::Cache> make_block_cache() {
  return rocksdb::NewLRUCache(kBlockCacheBytes);
}

}  // namespace muster::storage
