// The folder of shared inputs (real files, language scenarios), which is not part of the
// repository: $MUSTER_SHARED, else the folder `shared` beside the repository's root.
//
// The law: a test that needs it is skipped with a sentence where it is absent, never passed.
// `scripts/test --require-shared` fails then.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include <gtest/gtest.h>

namespace muster::testing {

// The path of `relative` in the shared folder; nothing where that does not exist.
std::optional<std::filesystem::path> shared_path(std::string_view relative = "");

// What a skipped test says.
std::string shared_absent_sentence(std::string_view relative = "");

// The root of the repository's sources, for golden files and datasets.
std::filesystem::path repository_root();

// The whole file. A file that cannot be read fails the test that asked and gives an empty text.
std::string read_file(const std::filesystem::path& path);

}  // namespace muster::testing

// MUSTER_SHARED_OR_SKIP(path, "inputs/opengraph"): declares `path`, or skips the enclosing test.
#define MUSTER_SHARED_OR_SKIP(variable, relative)                                             \
  const auto variable##_found = ::muster::testing::shared_path(relative);                     \
  if (!variable##_found) GTEST_SKIP() << ::muster::testing::shared_absent_sentence(relative); \
  const std::filesystem::path& variable = *variable##_found
