#include "storage/edge_row_codec.h"

#include <utility>

#include "storage/bytes.h"
#include "storage/property_list_codec.h"

namespace muster::storage {
namespace {

constexpr std::uint8_t kLayout = 1;
constexpr std::uint8_t kPartFirstSeen = 1 << 0;
constexpr std::uint8_t kPartValidity = 1 << 1;
constexpr std::uint8_t kPartsKnown = kPartFirstSeen | kPartValidity;

}  // namespace

Result<std::string> encode_edge_row(const EdgeRow& row) {
  std::string bytes;
  ByteWriter writer(bytes);
  const bool has_first_seen = row.first_seen != Instant{};
  const bool has_validity = row.validity != Validity{};
  writer.put_u8(kLayout);
  writer.put_u8(static_cast<std::uint8_t>((has_first_seen ? kPartFirstSeen : 0) |
                                          (has_validity ? kPartValidity : 0)));
  writer.put_u8(row.flags);
  if (has_first_seen) writer.put_i64(row.first_seen.nanoseconds);
  if (has_validity) {
    writer.put_i64(row.validity.from.nanoseconds);
    writer.put_i64(row.validity.until.nanoseconds);
  }
  writer.put_varint(row.source_set);
  MUSTER_CHECK(encode_property_list(row.properties, writer));
  return bytes;
}

Result<EdgeRow> decode_edge_row(std::string_view bytes) {
  ByteReader reader(bytes);
  EdgeRow row;
  if (reader.get_u8() != kLayout) reader.fail("has an unknown layout");
  const std::uint8_t parts = reader.get_u8();
  if ((parts & ~kPartsKnown) != 0) reader.fail("has unknown parts");
  row.flags = reader.get_u8();
  if ((parts & kPartFirstSeen) != 0) {
    row.first_seen = {reader.get_i64()};
    if (row.first_seen == Instant{}) reader.fail("spells out a time it should leave out");
  }
  if ((parts & kPartValidity) != 0) {
    row.validity.from = {reader.get_i64()};
    row.validity.until = {reader.get_i64()};
    if (row.validity == Validity{}) reader.fail("spells out a time it should leave out");
  }
  row.source_set = reader.get_varint32();
  row.properties = decode_property_list(reader);
  MUSTER_CHECK(reader.finish("the edge row"));
  return row;
}

}  // namespace muster::storage
