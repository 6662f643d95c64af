#include "storage/source_set_codec.h"

#include "storage/bytes.h"

namespace muster::storage {

std::string encode_source_set(const std::vector<std::string>& sources) {
  std::string bytes;
  ByteWriter writer(bytes);
  writer.put_varint(sources.size());
  for (const std::string& source : sources) writer.put_text(source);
  return bytes;
}

Result<std::vector<std::string>> decode_source_set(std::string_view bytes) {
  ByteReader reader(bytes);
  std::vector<std::string> sources;
  for (std::size_t left = reader.get_count(); left > 0 && !reader.failed(); --left) {
    const std::string_view source = reader.get_text();
    if (!sources.empty() && sources.back() >= source) reader.fail("holds names out of order");
    sources.emplace_back(source);
  }
  if (sources.empty()) reader.fail("is empty");
  MUSTER_CHECK(reader.finish("the source set"));
  return sources;
}

}  // namespace muster::storage
