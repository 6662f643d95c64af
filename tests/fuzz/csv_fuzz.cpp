// CsvReader takes any bytes, in pieces of any size: it answers or says what is wrong, keeps to its
// bound, and gives the same records however the bytes come.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/base/csv_reader.h"

namespace {

using Records = std::vector<std::vector<muster::CsvField>>;

// Nullopt: the file is broken.
std::optional<Records> read_all(std::span<const char> bytes, std::size_t piece) {
  const auto source = [bytes,
                       piece](std::span<char> buffer) mutable -> muster::Result<std::size_t> {
    const std::size_t count = std::min({piece, buffer.size(), bytes.size()});
    std::copy_n(bytes.begin(), count, buffer.begin());
    bytes = bytes.subspan(count);
    return count;
  };
  muster::CsvReader reader(source, "fuzz.csv", {.field_terminator = ";", .record_bytes_max = 512});
  Records records;
  std::vector<muster::CsvField> fields;
  while (true) {
    const auto more = reader.next(fields);
    if (!more) return std::nullopt;
    if (!*more) return records;
    std::size_t size = 0;
    for (const muster::CsvField& field : fields) size += field ? field->size() : 0;
    if (fields.empty() || size > 512) __builtin_trap();
    records.push_back(fields);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::span<const char> text(reinterpret_cast<const char*>(bytes), size);
  const auto whole = read_all(text, 1 << 20);
  if (whole != read_all(text, 1) || whole != read_all(text, 7)) __builtin_trap();
  return 0;
}
