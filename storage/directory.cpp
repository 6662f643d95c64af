#include "storage/directory.h"

#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <set>
#include <sstream>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>

#include "core/base/escape.h"

namespace muster::storage {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMarkerName = "MUSTER";
constexpr std::string_view kRocksdbName = "rocksdb";
constexpr std::string_view kMarkerTitle = "Muster store\n";
constexpr std::string_view kTemporarySuffix = ".new";
constexpr std::size_t kMarkerBytesMax = 256;

std::string path_in(const std::string& directory, std::string_view name) {
  return (fs::path(directory) / name).string();
}

// "the directory "…"", fit for a terminal.
std::string quoted(const std::string& path) { return fmt::format("\"{}\"", escape_terminal(path)); }

Error system_error(std::string_view doing, const std::string& path, int number) {
  const bool is_full = number == ENOSPC || number == EDQUOT;
  return Error{
      .code = is_full ? ErrorCode::kResourceExhausted : ErrorCode::kIo,
      .message = fmt::format("Could not {} {}: {}.", doing, quoted(path),
                             std::generic_category().message(number)),
      .hint = is_full ? "Free some space and try again." : "Check the path and its permissions."};
}

// Closes what it holds.
class FileDescriptor {
 public:
  explicit FileDescriptor(int descriptor) : descriptor_(descriptor) {}
  ~FileDescriptor() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;

  bool is_open() const { return descriptor_ >= 0; }
  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

// A rename is durable only once the folder that holds the name is.
Result<void> sync_directory(const std::string& directory) {
  const FileDescriptor folder(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.is_open() || ::fsync(folder.get()) != 0)
    return system_error("sync the directory", directory, errno);
  return ok();
}

Result<void> write_all(int descriptor, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return system_error("write", path, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return ok();
}

Result<std::string> read_marker(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(kMarkerBytesMax, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.bad() || (!file.eof() && file.fail()))
    return system_error("read", path, errno == 0 ? EIO : errno);
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

// Whether `name` may lie in a directory that still counts as empty: what a crash left while the
// store was being made, or what a file system puts into its root.
bool counts_as_nothing(const std::string& name) {
  return name == std::string(kMarkerName) + std::string(kTemporarySuffix) || name == kRocksdbName ||
         name == "lost+found";
}

Result<DirectoryState> inspect_marker(const std::string& directory) {
  MUSTER_TRY(const std::string text, read_marker(path_in(directory, kMarkerName)));
  const auto unreadable = [&] {
    return Error{
        .code = ErrorCode::kCorruption,
        .message = fmt::format("The file MUSTER in {} does not say which format the store has.",
                               quoted(directory)),
        .hint = fmt::format("If this is a store of format {0}, write the two lines \"Muster "
                            "store\" and \"format {0}\" "
                            "into it; else name another directory.",
                            kFormatVersion)};
  };
  std::string_view rest = text;
  if (!rest.starts_with(kMarkerTitle)) return unreadable();
  rest.remove_prefix(kMarkerTitle.size());
  constexpr std::string_view kFormatWord = "format ";
  if (!rest.starts_with(kFormatWord)) return unreadable();
  rest.remove_prefix(kFormatWord.size());
  std::uint32_t version = 0;
  const auto [end, failure] = std::from_chars(rest.data(), rest.data() + rest.size(), version);
  if (failure != std::errc() || end == rest.data() + rest.size() || *end != '\n')
    return unreadable();
  if (version >= kFormatVersionOldest && version <= kFormatVersion) return DirectoryState::kStore;
  return Error{
      .code = ErrorCode::kFailedPrecondition,
      .message = fmt::format(
          "The store in {} has format version {}, and this Muster reads versions {} to {}.",
          quoted(directory), version, kFormatVersionOldest, kFormatVersion),
      .hint = fmt::format(
          "Open it with the Muster that reads version {}, or name another directory.", version),
      .detail = "StoreFormatVersion"};
}

struct Registry {
  std::mutex mutex;
  std::set<std::string> open;  // Guarded by mutex.
};

Registry& registry() {
  static Registry instance;
  return instance;
}

// Equal for two names of one directory.
std::string identity_of(const std::string& directory) {
  struct stat status{};
  if (::stat(directory.c_str(), &status) != 0) return directory;
  return fmt::format("{}:{}", status.st_dev, status.st_ino);
}

}  // namespace

Result<DirectoryState> inspect_directory(const std::string& directory) {
  if (directory.empty()) {
    return Error{.code = ErrorCode::kInvalidArgument,
                 .message = "The name of the data directory is empty.",
                 .hint = "Name one with --data DIR."};
  }
  std::error_code failure;
  const fs::file_status status = fs::status(directory, failure);
  if (status.type() == fs::file_type::not_found) return DirectoryState::kMissing;
  if (failure) return system_error("look at", directory, failure.value());
  if (status.type() != fs::file_type::directory) {
    return Error{
        .code = ErrorCode::kInvalidArgument,
        .message = fmt::format("{} is a file, and a store is a directory.", quoted(directory)),
        .hint = "Name another place with --data DIR."};
  }
  const bool has_marker = fs::exists(path_in(directory, kMarkerName), failure);
  if (failure) return system_error("look into", directory, failure.value());
  if (has_marker) return inspect_marker(directory);

  fs::directory_iterator entries(directory, failure);
  if (failure) return system_error("list", directory, failure.value());
  for (; entries != fs::directory_iterator(); entries.increment(failure)) {
    if (!counts_as_nothing(entries->path().filename().string())) {
      return Error{
          .code = ErrorCode::kFailedPrecondition,
          .message = fmt::format("The directory {} is not empty and holds no Muster store.",
                                 quoted(directory)),
          .hint =
              "Name a new or an empty directory with --data DIR; nothing in this one was changed.",
          .detail = "ForeignDirectory"};
    }
  }
  if (failure) return system_error("list", directory, failure.value());
  // RocksDB's CURRENT is the last file it makes: without it there is no database yet.
  const bool has_database = fs::exists(path_in(rocksdb_directory(directory), "CURRENT"), failure);
  if (failure) return system_error("look into", directory, failure.value());
  return has_database ? DirectoryState::kUnfinished : DirectoryState::kEmpty;
}

Result<void> make_owner_only_directory(const std::string& directory) {
  std::error_code failure;
  const fs::path parent = fs::absolute(directory, failure).parent_path();
  if (!failure) fs::create_directories(parent, failure);
  if (failure) return system_error("make the directory", parent.string(), failure.value());
  if (::mkdir(directory.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
    return system_error("make the directory", directory, errno);
  }
  struct stat status{};
  if (::stat(directory.c_str(), &status) != 0) return system_error("look at", directory, errno);
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0 && ::chmod(directory.c_str(), S_IRWXU) != 0) {
    return system_error("close to other users the directory", directory, errno);
  }
  return ok();
}

Result<void> mark_directory(const std::string& directory) {
  std::error_code failure;
  const std::string marker = path_in(directory, kMarkerName);
  const std::string wanted = fmt::format("{}format {}\n", kMarkerTitle, kFormatVersion);
  if (fs::exists(marker, failure)) {
    MUSTER_TRY(const std::string found, read_marker(marker));
    if (found == wanted) return ok();
  }
  MUSTER_CHECK(write_owner_only_file(marker, wanted));
  const fs::path parent = fs::absolute(directory, failure).parent_path();
  return sync_directory(parent.string());
}

Result<std::optional<LockHolder>> probe_lock(const std::string& directory) {
  // Held while looking, so that no thread of this process opens the store in between.
  Registry& process = registry();
  const std::lock_guard lock(process.mutex);
  if (process.open.contains(identity_of(directory))) {
    return std::optional(LockHolder{.process = static_cast<std::uint64_t>(::getpid())});
  }
  const std::string path = path_in(rocksdb_directory(directory), "LOCK");
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) {
    if (errno == ENOENT || errno == ENOTDIR) return std::optional<LockHolder>();
    return system_error("open", path, errno);
  }
  struct flock probe{};
  probe.l_type = F_WRLCK;
  probe.l_whence = SEEK_SET;
  if (::fcntl(file.get(), F_GETLK, &probe) != 0)
    return system_error("ask for the lock of", path, errno);
  if (probe.l_type == F_UNLCK) return std::optional<LockHolder>();
  return std::optional(
      LockHolder{.process = probe.l_pid > 0 ? static_cast<std::uint64_t>(probe.l_pid) : 0});
}

Result<void> write_owner_only_file(const std::string& path, std::string_view bytes) {
  const std::string temporary = path + std::string(kTemporarySuffix);
  // A leftover of a crash may have other rights than the file should get.
  if (::unlink(temporary.c_str()) != 0 && errno != ENOENT)
    return system_error("remove", temporary, errno);
  {
    const FileDescriptor file(
        ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (!file.is_open()) return system_error("make the file", temporary, errno);
    MUSTER_CHECK(write_all(file.get(), bytes, temporary));
    if (::fsync(file.get()) != 0) return system_error("sync", temporary, errno);
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0)
    return system_error("put in place", path, errno);
  const std::string folder = fs::path(path).parent_path().string();
  return sync_directory(folder.empty() ? "." : folder);
}

std::string rocksdb_directory(const std::string& directory) {
  return path_in(directory, kRocksdbName);
}

Result<OpenDirectory> OpenDirectory::claim(const std::string& directory) {
  std::string identity = identity_of(directory);
  Registry& process = registry();
  const std::lock_guard lock(process.mutex);
  if (!process.open.insert(identity).second) {
    return directory_in_use(directory, {.process = static_cast<std::uint64_t>(::getpid())});
  }
  return OpenDirectory(std::move(identity));
}

OpenDirectory::OpenDirectory(std::string identity) : identity_(std::move(identity)) {}

OpenDirectory::OpenDirectory(OpenDirectory&& other) noexcept
    : identity_(std::exchange(other.identity_, {})) {}

OpenDirectory::~OpenDirectory() {
  if (identity_.empty()) return;
  Registry& process = registry();
  const std::lock_guard lock(process.mutex);
  process.open.erase(identity_);
}

Error directory_in_use(const std::string& directory, const LockHolder& holder) {
  const std::string who =
      holder.process == 0 ? "another process" : fmt::format("process {}", holder.process);
  return Error{
      .code = ErrorCode::kBusy,
      .message = fmt::format("The store in {} is in use by {}.", quoted(directory), who),
      .hint = "Ask the server that serves it with --server URL, or stop that process first.",
      .detail = "DirectoryInUse"};
}

}  // namespace muster::storage
