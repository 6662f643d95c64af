#include "storage/rocks_status.h"

#include <algorithm>
#include <iterator>
#include <string>

#include <fmt/format.h>

#include "core/base/escape.h"

namespace muster::storage {
namespace {

constexpr std::string_view kRestoreHint =
    "Restore the directory from a copy, or load the sources again into a new one; nothing was "
    "skipped or changed.";
constexpr std::size_t kKeyBytesShown = 40;

}  // namespace

Error error_of(const rocksdb::Status& status, std::string_view doing) {
  const std::string said = escape_terminal(status.ToString());
  if (status.IsCorruption()) {
    return Error{.code = ErrorCode::kCorruption,
                 .message = fmt::format("The store is damaged and could not {}: {}.", doing, said),
                 .hint = std::string(kRestoreHint)};
  }
  if (status.IsNoSpace()) {
    return Error{
        .code = ErrorCode::kResourceExhausted,
        .message = fmt::format("The disk is full: the store could not {}: {}.", doing, said),
        .hint = "Free some space and try again."};
  }
  // RocksDB has no code of its own for a lock that another process holds.
  if (status.IsIOError() && said.find("lock") != std::string::npos &&
      said.find("LOCK") != std::string::npos) {
    return Error{
        .code = ErrorCode::kBusy,
        .message = fmt::format("The store is in use by another process: {}.", said),
        .hint = "Ask the server that serves it with --server URL, or stop that process first.",
        .detail = "DirectoryInUse"};
  }
  return Error{.code = ErrorCode::kIo,
               .message = fmt::format("The store could not {}: {}.", doing, said),
               .hint = "Check the disk and the permissions of the directory."};
}

Error damaged_row(ColumnFamily family, std::string_view key, std::string_view why) {
  return Error{.code = ErrorCode::kCorruption,
               .message = fmt::format("The store is damaged in column family \"{}\" at key {}: {}.",
                                      column_family_name(family), key_text(key), why),
               .hint = std::string(kRestoreHint)};
}

Error damaged_store(std::string_view why) {
  return Error{.code = ErrorCode::kCorruption,
               .message = fmt::format("The store is damaged: {}", why),
               .hint = std::string(kRestoreHint)};
}

std::string key_text(std::string_view key) {
  if (key.empty()) return "(before the first)";
  std::string text;
  for (const char byte : key.substr(0, kKeyBytesShown)) {
    fmt::format_to(std::back_inserter(text), "{:02x}", static_cast<std::uint8_t>(byte));
  }
  if (key.size() > kKeyBytesShown) text += "…";
  return text;
}

}  // namespace muster::storage
