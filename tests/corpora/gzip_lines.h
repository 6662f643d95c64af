// The lines of a gzip file, as corpora are kept.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace muster::testing {

// A file that cannot be read fails the test that asked and gives no lines.
std::vector<std::string> read_gzip_lines(const std::filesystem::path& path);

}  // namespace muster::testing
