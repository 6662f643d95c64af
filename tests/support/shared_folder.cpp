#include "tests/support/shared_folder.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

namespace muster::testing {
namespace {

std::filesystem::path shared_root() {
  const char* named = std::getenv("MUSTER_SHARED");
  if (named != nullptr && *named != '\0') return named;
  return repository_root().parent_path() / "shared";
}

}  // namespace

std::optional<std::filesystem::path> shared_path(std::string_view relative) {
  auto path = relative.empty() ? shared_root() : shared_root() / relative;
  std::error_code ignored_because_absent_is_the_answer;
  if (!std::filesystem::exists(path, ignored_because_absent_is_the_answer)) return std::nullopt;
  return path;
}

std::string shared_absent_sentence(std::string_view relative) {
  return fmt::format(
      "This test reads '{}' of the shared folder, which is not at {}; set MUSTER_SHARED to the "
      "folder.",
      relative, shared_root().string());
}

std::filesystem::path repository_root() { return MUSTER_SOURCE_DIR; }

std::string read_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream) {
    ADD_FAILURE() << "cannot read " << path;
    return {};
  }
  return std::move(text).str();
}

}  // namespace muster::testing
