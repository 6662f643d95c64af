// Directory: the data directory on disk, before and beside RocksDB: who may read it, whose it is,
// of which format, and who is using it.
//
//   DIR/            mode 0700
//     MUSTER        marker, mode 0600: "Muster store\nformat 2\n"
//     rocksdb/      RocksDB's files; its LOCK is the store's lock
//
// The law: nothing is written into a directory that is neither empty nor a store of this format.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace muster::storage {

// The version of everything docs/storage-format.md describes. What is read of older ones is said
// there; every other version is refused, never guessed at.
inline constexpr std::uint32_t kFormatVersion = 2;
inline constexpr std::uint32_t kFormatVersionOldest = 1;

enum class DirectoryState : std::uint8_t {
  kMissing,     // Nothing has this name.
  kEmpty,       // A directory with nothing in it that counts.
  kUnfinished,  // RocksDB's files without a marker: a crash came while the store was being made.
  kStore,       // A store of this format, or of an older one that can be read.
};

// Looks without changing anything.
// Errors: kInvalidArgument     the name is taken by something that is not a directory.
//         kFailedPrecondition  a store of another format version, or a directory with other things
//                              in it.
//         kCorruption          the marker cannot be read as one.
//         kIo                  the operating system refuses.
Result<DirectoryState> inspect_directory(const std::string& directory);

// Makes `directory` (and its parents) if it is missing, and takes every right from group and
// others. REQUIRES: inspect_directory gave a state. Errors: kIo, kResourceExhausted.
Result<void> make_owner_only_directory(const std::string& directory);

// Writes the marker unless there is one of this version already. REQUIRES: the store in `directory`
// is completely made, in this version.
// Errors: kIo, kResourceExhausted.
Result<void> mark_directory(const std::string& directory);

// Who uses a store: `process` is 0 where the operating system does not say.
struct LockHolder {
  std::uint64_t process = 0;
};

// Who holds the store's lock right now, this process included; nullopt: nobody, or there is no
// store. Errors: kIo.
Result<std::optional<LockHolder>> probe_lock(const std::string& directory);

// Writes `bytes` to a file of mode 0600 so that it is there whole or not at all, and durably. For
// the marker and the server's address file. Errors: kIo, kResourceExhausted.
Result<void> write_owner_only_file(const std::string& path, std::string_view bytes);

// Where RocksDB's files lie in `directory`.
std::string rocksdb_directory(const std::string& directory);

// Tells probe_lock that this process has the store open. POSIX locks are per process: opening and
// closing the lock file to look at it would give up the lock this very process holds, so the probe
// must know.
class OpenDirectory {
 public:
  // Errors: kBusy: this process already has it open.
  static Result<OpenDirectory> claim(const std::string& directory);
  ~OpenDirectory();
  OpenDirectory(OpenDirectory&& other) noexcept;
  OpenDirectory& operator=(OpenDirectory&&) = delete;

 private:
  explicit OpenDirectory(std::string identity);
  std::string identity_;  // Empty once moved from.
};

// The sentence for a directory in use. `holder.process` 0 is left out.
Error directory_in_use(const std::string& directory, const LockHolder& holder);

}  // namespace muster::storage
