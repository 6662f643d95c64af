#include "core/base/confined_folder.h"

#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace muster {
namespace {

void close_if_open(int descriptor) {
  if (descriptor >= 0) ::close(descriptor);
}

Error no_such_file(std::string_view name) {
  return Error{.code = ErrorCode::kInvalidInput,
               .message = fmt::format("There is no file '{}' in the folder that may be read", name),
               .hint = "name a plain file beneath it; symbolic links and '..' are not followed",
               .detail = "FileNotFound"};
}

std::vector<std::string> parts_of(std::string_view name) {
  std::vector<std::string> parts;
  while (!name.empty()) {
    const std::size_t end = std::min(name.find('/'), name.size());
    const std::string_view part = name.substr(0, end);
    if (!part.empty() && part != ".") parts.emplace_back(part);
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return parts;
}

int open_at(int folder, const std::string& name, int flags) {
  int descriptor = -1;
  do {
    descriptor = ::openat(folder, name.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | flags);
  } while (descriptor < 0 && errno == EINTR);
  return descriptor;
}

bool is_plain_file(int descriptor) {
  struct stat status{};
  return ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

}  // namespace

ReadableFile::~ReadableFile() { close_if_open(descriptor_); }
ReadableFile::ReadableFile(ReadableFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}
ReadableFile& ReadableFile::operator=(ReadableFile&& other) noexcept {
  if (this != &other) {
    close_if_open(descriptor_);
    descriptor_ = std::exchange(other.descriptor_, -1);
  }
  return *this;
}

Result<std::size_t> ReadableFile::read(std::span<char> buffer) {
  ssize_t count = -1;
  do {
    count = ::read(descriptor_, buffer.data(), buffer.size());
  } while (count < 0 && errno == EINTR);
  if (count < 0)
    return Error{.code = ErrorCode::kIo, .message = "The file cannot be read any further"};
  return static_cast<std::size_t>(count);
}

Result<std::shared_ptr<const ConfinedFolder>> ConfinedFolder::open(
    const std::filesystem::path& path) {
  // The folder itself may be named by a link: it is the operator who names it.
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_DIRECTORY);
  if (descriptor < 0)
    return Error{.code = ErrorCode::kInvalidInput,
                 .message = fmt::format("{} is not a folder that can be read", path.string())};
  return std::shared_ptr<const ConfinedFolder>(new ConfinedFolder(descriptor));
}

ConfinedFolder::~ConfinedFolder() { close_if_open(descriptor_); }

Result<ReadableFile> ConfinedFolder::open_file(std::string_view name) const {
  const std::vector<std::string> parts = parts_of(name);
  if (parts.empty() || name.find('\0') != std::string_view::npos) return no_such_file(name);
  int folder = descriptor_;
  int file = -1;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool last = i + 1 == parts.size();
    // O_NONBLOCK: a pipe of that name must not hold up the thread before it is found to be one.
    file = parts[i] == ".." ? -1 : open_at(folder, parts[i], last ? O_NONBLOCK : O_DIRECTORY);
    if (folder != descriptor_) ::close(folder);
    if (file < 0) return no_such_file(name);
    folder = file;
  }
  if (!is_plain_file(file)) {
    ::close(file);
    return no_such_file(name);
  }
  return ReadableFile(file);
}

}  // namespace muster
