#include "storage/database.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/base/escape.h"
#include "storage/rocks_status.h"

namespace muster::storage {
namespace {

constexpr std::size_t kReadAheadBytes = std::size_t{2} << 20;
constexpr std::size_t kProtectionBytesPerKey = 8;
// More than this in memory is flushed when the store is closed: replaying the log at the next start
// would cost several times as much.
constexpr std::uint64_t kUnflushedBytesMax = std::uint64_t{16} << 20;

std::string_view view(const rocksdb::Slice& bytes) { return {bytes.data(), bytes.size()}; }

rocksdb::ReadOptions read_options() {
  rocksdb::ReadOptions options;
  options.verify_checksums = true;
  return options;
}

// The families a store on disk has; none if there is no store yet.
Result<std::vector<std::string>> existing_families(const rocksdb::DBOptions& options,
                                                   const std::string& path) {
  if (options.env->FileExists(path + "/CURRENT").IsNotFound()) return std::vector<std::string>();
  std::vector<std::string> names;
  const rocksdb::Status status = rocksdb::DB::ListColumnFamilies(options, path, &names);
  if (!status.ok()) return error_of(status, "list its column families");
  return names;
}

// Whether all families are there. `meta` is made last: a store that has it has all of them, or has
// lost some.
Result<bool> check_families(const std::vector<std::string>& names, bool is_complete) {
  const auto has = [&](std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  for (const std::string& name : names) {
    const bool is_ours = std::find(kColumnFamilyNames.begin(), kColumnFamilyNames.end(), name) !=
                         kColumnFamilyNames.end();
    if (is_ours || name == rocksdb::kDefaultColumnFamilyName) continue;
    return damaged_store(
        fmt::format("it has a column family \"{}\" that no Muster made.", escape_terminal(name)));
  }
  if (!is_complete && !has(column_family_name(ColumnFamily::kMeta))) return false;
  for (const std::string_view name : kColumnFamilyNames) {
    if (!has(name)) return damaged_store(fmt::format("the column family \"{}\" is gone.", name));
  }
  return true;
}

}  // namespace

Result<std::unique_ptr<Database>> Database::open(const DatabaseOptions& options) {
  std::unique_ptr<Database> database(new Database());
  MUSTER_CHECK(database->open_families(options));
  return database;
}

Result<void> Database::open_families(const DatabaseOptions& options) {
  rocksdb::DBOptions db_options = database_options(options.accept_torn_tail);
  if (options.env != nullptr) db_options.env = options.env;
  MUSTER_TRY(const std::vector<std::string> names, existing_families(db_options, options.path));
  MUSTER_TRY(const bool has_all, check_families(names, options.is_complete));
  if (!has_all && options.read_only) {
    return Error{.code = ErrorCode::kNotFound, .message = "The store was never finished."};
  }
  db_options.create_if_missing = !has_all;
  db_options.create_missing_column_families = !has_all;

  const std::shared_ptr<rocksdb::Cache> cache = make_block_cache();
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
  descriptors.emplace_back(rocksdb::kDefaultColumnFamilyName, rocksdb::ColumnFamilyOptions());
  for (std::size_t index = 0; index < kColumnFamilyNames.size(); ++index) {
    descriptors.emplace_back(std::string(kColumnFamilyNames[index]),
                             family_options(static_cast<ColumnFamily>(index), cache));
  }
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  const rocksdb::Status status =
      options.read_only
          ? rocksdb::DB::OpenForReadOnly(db_options, options.path, descriptors, &handles, &db)
          : rocksdb::DB::Open(db_options, options.path, descriptors, &handles, &db);
  if (!status.ok()) return error_of(status, "open");
  db_.reset(db);
  default_handle_ = handles.front();
  std::copy(handles.begin() + 1, handles.end(), handles_.begin());
  return ok();
}

Database::~Database() {
  if (db_ == nullptr) return;
  // Everything acknowledged is in the synced log already: a failure in here loses nothing.
  std::uint64_t unflushed_bytes = 0;
  if (db_->GetAggregatedIntProperty(rocksdb::DB::Properties::kCurSizeAllMemTables,
                                    &unflushed_bytes) &&
      unflushed_bytes > kUnflushedBytesMax) {
    db_->Flush({}, {handles_.begin(), handles_.end()}).PermitUncheckedError();
  }
  for (rocksdb::ColumnFamilyHandle* handle : handles_)
    db_->DestroyColumnFamilyHandle(handle).PermitUncheckedError();
  db_->DestroyColumnFamilyHandle(default_handle_).PermitUncheckedError();
  db_->Close().PermitUncheckedError();
}

Result<std::optional<std::string>> Database::get(ColumnFamily family, std::string_view key) const {
  std::string value;
  const rocksdb::Status status = db_->Get(read_options(), handle(family), as_slice(key), &value);
  if (status.IsNotFound()) return std::optional<std::string>();
  if (status.IsCorruption()) return damaged_row(family, key, status.ToString());
  if (!status.ok()) return error_of(status, fmt::format("read \"{}\"", column_family_name(family)));
  return std::optional<std::string>(std::move(value));
}

Result<void> Database::scan(ColumnFamily family, std::string_view prefix, std::string_view from,
                            ScanExtent extent, const RowVisitor& visitor) const {
  rocksdb::ReadOptions options = read_options();
  if (extent == ScanExtent::kWhole) {
    options.fill_cache = false;
    options.readahead_size = kReadAheadBytes;
  }
  const std::unique_ptr<rocksdb::Iterator> rows(db_->NewIterator(options, handle(family)));
  std::string last_key(std::max(prefix, from));
  for (rows->Seek(last_key); rows->Valid() && rows->key().starts_with(as_slice(prefix));
       rows->Next()) {
    const std::string_view key = view(rows->key());
    last_key.assign(key);
    Result<bool> goes_on = visitor(key, view(rows->value()));
    if (!goes_on.has_value()) {
      if (goes_on.error().code != ErrorCode::kCorruption) return std::move(goes_on).error();
      return damaged_row(family, last_key, goes_on.error().message);
    }
    if (!*goes_on) return ok();
  }
  const rocksdb::Status status = rows->status();
  if (status.ok()) return ok();
  if (status.IsCorruption())
    return damaged_row(family, last_key, "what follows it fails its check: " + status.ToString());
  return error_of(status, fmt::format("read \"{}\"", column_family_name(family)));
}

Result<void> Database::write(rocksdb::WriteBatch& batch, bool synced) {
  rocksdb::WriteOptions options;
  options.sync = synced;
  options.protection_bytes_per_key = kProtectionBytesPerKey;
  const rocksdb::Status status = db_->Write(options, &batch);
  if (!status.ok()) return error_of(status, "write a commit");
  return ok();
}

Result<void> Database::recover_from_failed_write() {
  const rocksdb::Status status = db_->Resume();
  if (!status.ok()) return error_of(status, "go on after a failed write");
  return ok();
}

}  // namespace muster::storage
