#include "storage/format_row_codec.h"

#include <iterator>

#include <fmt/format.h>

#include "storage/bytes.h"

namespace muster::storage {

std::string encode_format_row(const FormatRow& row) {
  std::string bytes;
  ByteWriter writer(bytes);
  writer.put_u32(row.format_version);
  for (const std::uint8_t byte : row.instance) writer.put_u8(byte);
  return bytes;
}

Result<FormatRow> decode_format_row(std::string_view bytes) {
  ByteReader reader(bytes);
  FormatRow row;
  row.format_version = reader.get_u32();
  for (std::uint8_t& byte : row.instance) byte = reader.get_u8();
  MUSTER_CHECK(reader.finish("the format row"));
  return row;
}

std::string instance_text(const InstanceId& instance) {
  std::string text;
  for (const std::uint8_t byte : instance) fmt::format_to(std::back_inserter(text), "{:02x}", byte);
  return text;
}

}  // namespace muster::storage
