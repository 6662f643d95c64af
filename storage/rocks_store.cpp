#include "storage/rocks_store.h"

#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "core/base/assert.h"
#include "core/base/escape.h"
#include "storage/change_part_codec.h"
#include "storage/commit_encoder.h"
#include "storage/database.h"
#include "storage/directory.h"
#include "storage/meta_key_codec.h"
#include "storage/record_key_codec.h"
#include "storage/rocks_status.h"
#include "storage/store_loader.h"

namespace muster::storage {
namespace {

Error no_store(const std::string& directory) {
  return Error{
      .code = ErrorCode::kNotFound,
      .message = fmt::format("There is no store in \"{}\".", escape_terminal(directory)),
      .hint = "Ingest something into it first, or name another directory with --data DIR."};
}

std::uint64_t bytes_below(const std::string& directory) {
  std::uint64_t bytes = 0;
  std::error_code failure;
  // RocksDB deletes files while we look: one that is gone counts as nothing.
  for (std::filesystem::recursive_directory_iterator file(directory, failure), end;
       !failure && file != end; file.increment(failure)) {
    std::error_code gone;
    const std::uintmax_t size = file->is_regular_file(gone) ? file->file_size(gone) : 0;
    if (!gone) bytes += size;
  }
  return bytes;
}

}  // namespace

struct RocksStore::Parts {
  RocksStoreOptions options;
  std::string instance;
  std::optional<OpenDirectory> claim;  // Given up after the database is closed: declared before it.
  std::unique_ptr<Database> database;

  // These belong to the committer, under the writer lock.
  StateRow state;
  SourceSetTable source_sets;

  // A write failed and the log may hold a part of it, until RocksDB has left that log behind.
  bool write_failed = false;
};

Result<std::unique_ptr<RocksStore>> RocksStore::open(const RocksStoreOptions& options) {
  MUSTER_TRY(const DirectoryState directory, inspect_directory(options.directory));
  const bool is_complete = directory == DirectoryState::kStore;
  const bool may_create = options.create_if_missing && !options.read_only;
  const bool has_database = is_complete || directory == DirectoryState::kUnfinished;
  if (!has_database && !may_create) return no_store(options.directory);
  MUSTER_TRY(const std::optional<LockHolder> holder, probe_lock(options.directory));
  if (holder.has_value()) return directory_in_use(options.directory, *holder);

  auto parts = std::make_unique<Parts>();
  parts->options = options;
  if (!options.read_only) {
    MUSTER_CHECK(make_owner_only_directory(options.directory));
    MUSTER_TRY(OpenDirectory claim, OpenDirectory::claim(options.directory));
    parts->claim.emplace(std::move(claim));
  }
  MUSTER_CHECK(open_database(*parts, is_complete));
  MUSTER_TRY(LoadedStore loaded, load_store(*parts->database));
  if (!options.read_only) {
    MUSTER_CHECK(upgrade(*parts->database, loaded.format));
    MUSTER_CHECK(mark_directory(options.directory));
  }
  parts->instance = instance_text(loaded.format.instance);
  parts->state = loaded.state;
  parts->source_sets = std::move(loaded.source_sets);

  std::unique_ptr<RocksStore> store(new RocksStore(std::move(parts)));
  store->start_from(std::move(loaded.snapshot), loaded.state.sequence);
  return store;
}

// Opens the database and writes its first rows where a crash or nobody yet has left that to do.
Result<void> RocksStore::open_database(Parts& parts, bool is_complete) {
  const RocksStoreOptions& options = parts.options;
  Result<std::unique_ptr<Database>> database =
      Database::open({.path = rocksdb_directory(options.directory),
                      .read_only = options.read_only,
                      .is_complete = is_complete,
                      .accept_torn_tail = options.accept_torn_tail,
                      .env = options.env});
  if (!database.has_value()) {
    if (database.error().code == ErrorCode::kNotFound) return no_store(options.directory);
    return std::move(database).error();
  }
  parts.database = *std::move(database);
  if (is_complete) return ok();
  MUSTER_TRY(const bool initialised, is_initialised(*parts.database));
  if (initialised) return ok();
  if (options.read_only) return no_store(options.directory);
  return initialise(*parts.database);
}

RocksStore::RocksStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
RocksStore::~RocksStore() = default;

const std::string& RocksStore::instance_id() const { return parts_->instance; }
Durability RocksStore::durability() const { return parts_->options.durability; }

Result<void> RocksStore::check_writable() const {
  if (!parts_->options.read_only) return ok();
  return Error{.code = ErrorCode::kFailedPrecondition,
               .message = "The store was opened read-only.",
               .hint = "Open it for writing to change it."};
}

Result<void> RocksStore::recover_from_failed_write(Parts& parts) {
  MUSTER_CHECK(parts.database->recover_from_failed_write());
  MUSTER_TRY(const StateRow on_disk, read_state(*parts.database));
  if (on_disk != parts.state) {
    return Error{
        .code = ErrorCode::kIo,
        .message = "A commit that failed reached the disk after all, so memory and disk disagree.",
        .hint = "Open the store again: it will show what the disk has."};
  }
  parts.write_failed = false;
  return ok();
}

Result<void> RocksStore::persist(const WriteBatch& batch, const CommitInfo& info) {
  Parts& parts = *parts_;
  if (parts.write_failed) {
    MUSTER_CHECK(recover_from_failed_write(parts));
  }
  const std::uint32_t source_sets_before = parts.source_sets.size();
  const Instant now = parts.options.clock->now();
  Result<EncodedCommit> commit =
      encode_commit(batch, info, parts.state, now, *parts.database, parts.source_sets);
  if (!commit.has_value()) {
    parts.source_sets.shrink(source_sets_before);
    return std::move(commit).error();
  }
  Result<void> written =
      parts.database->write(commit->rows, parts.options.durability == Durability::kSynced);
  if (!written.has_value()) {
    parts.write_failed = true;
    parts.source_sets.shrink(source_sets_before);
    return written;
  }
  parts.state = commit->state;
  return ok();
}

Result<std::optional<std::string>> RocksStore::get_record(Keyspace keyspace,
                                                          std::string_view key) const {
  return parts_->database->get(ColumnFamily::kRecords, encode_record_key(keyspace, key));
}

Result<void> RocksStore::scan_records(Keyspace keyspace, std::string_view prefix,
                                      const RecordVisitor& visitor) const {
  return parts_->database->scan(ColumnFamily::kRecords, encode_record_key(keyspace, prefix), {},
                                Database::ScanExtent::kSome,
                                [&](std::string_view key, std::string_view bytes) -> Result<bool> {
                                  MUSTER_TRY(const RecordKey record, decode_record_key(key));
                                  return visitor(record.key, bytes);
                                });
}

Result<StoreStatistics> RocksStore::statistics() const {
  StoreStatistics statistics;
  statistics.format_version = kFormatVersion;
  statistics.disk_bytes = bytes_below(parts_->options.directory);
  MUSTER_CHECK(parts_->database->scan(ColumnFamily::kRecords, {}, {}, Database::ScanExtent::kWhole,
                                      [&](std::string_view, std::string_view) -> Result<bool> {
                                        ++statistics.records;
                                        return true;
                                      }));
  return statistics;
}

Result<void> RocksStore::read_changes(std::uint64_t sequence, const ChangeVisitor& visitor) const {
  const std::string from = encode_change_key({.sequence = sequence + 1, .part = 0});
  return parts_->database->scan(ColumnFamily::kChanges, {}, from, Database::ScanExtent::kSome,
                                [&](std::string_view key, std::string_view value) -> Result<bool> {
                                  MUSTER_TRY(const ChangeKey change_key, decode_change_key(key));
                                  MUSTER_TRY(const ChangePart part, decode_change_part(value));
                                  const ChangeCommit commit{.sequence = change_key.sequence,
                                                            .version = part.version,
                                                            .committed_at = part.committed_at};
                                  for (const ElementChange& change : part.changes) {
                                    if (!visitor(commit, change)) return false;
                                  }
                                  return true;
                                });
}

}  // namespace muster::storage
