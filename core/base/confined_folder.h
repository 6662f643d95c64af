// A folder whose files may be read, and nothing beside it.
//
// The law: no name leads out. A name is walked component by component from the open folder, and a
// component that is a symbolic link, "..", or anything but a folder or a plain file ends the walk.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

#include "core/base/result.h"

namespace muster {

// An open file, read once from its beginning.
class ReadableFile {
 public:
  explicit ReadableFile(int descriptor) : descriptor_(descriptor) {}
  ~ReadableFile();
  ReadableFile(ReadableFile&& other) noexcept;
  ReadableFile& operator=(ReadableFile&& other) noexcept;
  ReadableFile(const ReadableFile&) = delete;
  ReadableFile& operator=(const ReadableFile&) = delete;

  // Bytes read into `buffer`; 0: the end. Errors: kIo.
  Result<std::size_t> read(std::span<char> buffer);

 private:
  int descriptor_;
};

// Threads: safe.
class ConfinedFolder {
 public:
  // Errors: kInvalidInput: `path` is no folder that can be read.
  static Result<std::shared_ptr<const ConfinedFolder>> open(const std::filesystem::path& path);
  ~ConfinedFolder();
  ConfinedFolder(const ConfinedFolder&) = delete;
  ConfinedFolder& operator=(const ConfinedFolder&) = delete;

  // `name` is relative, its parts separated by '/'. Empty parts and "." are passed over.
  // Errors: kInvalidInput: there is no such plain file beneath the folder (whatever else is there).
  Result<ReadableFile> open_file(std::string_view name) const;

 private:
  explicit ConfinedFolder(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace muster
