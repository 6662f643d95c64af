#include "tests/corpora/gzip_lines.h"

#include <archive.h>
#include <archive_entry.h>
#include <array>
#include <memory>
#include <sstream>

#include <gtest/gtest.h>

namespace muster::testing {

std::vector<std::string> read_gzip_lines(const std::filesystem::path& path) {
  const std::unique_ptr<archive, int (*)(archive*)> reader(archive_read_new(), archive_read_free);
  archive_read_support_filter_gzip(reader.get());
  archive_read_support_format_raw(reader.get());
  archive_entry* entry = nullptr;
  constexpr std::size_t kBlockBytes = 1 << 16;
  if (archive_read_open_filename(reader.get(), path.c_str(), kBlockBytes) != ARCHIVE_OK ||
      archive_read_next_header(reader.get(), &entry) != ARCHIVE_OK) {
    ADD_FAILURE() << "cannot read " << path << ": " << archive_error_string(reader.get());
    return {};
  }
  std::string text;
  std::array<char, kBlockBytes> block{};
  for (;;) {
    const auto bytes = archive_read_data(reader.get(), block.data(), block.size());
    if (bytes < 0) ADD_FAILURE() << path << ": " << archive_error_string(reader.get());
    if (bytes <= 0) break;
    text.append(block.data(), static_cast<std::size_t>(bytes));
  }
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

}  // namespace muster::testing
