#include "storage/node_row_codec.h"

#include <utility>

#include "storage/bytes.h"
#include "storage/property_list_codec.h"

namespace muster::storage {
namespace {

constexpr std::uint8_t kLayout = 1;
constexpr std::uint8_t kPartFirstSeen = 1 << 0;
constexpr std::uint8_t kPartsKnown = kPartFirstSeen;

}  // namespace

Result<std::string> encode_node_row(const NodeRow& row) {
  std::string bytes;
  ByteWriter writer(bytes);
  const bool has_first_seen = row.first_seen != Instant{};
  writer.put_u8(kLayout);
  writer.put_u8(has_first_seen ? kPartFirstSeen : 0);
  writer.put_u8(row.flags);
  if (has_first_seen) writer.put_i64(row.first_seen.nanoseconds);
  writer.put_varint(row.source_set);
  writer.put_varint(row.labels.size());
  for (const LabelId label : row.labels) writer.put_varint(raw(label));
  MUSTER_CHECK(encode_property_list(row.properties, writer));
  return bytes;
}

Result<NodeRow> decode_node_row(std::string_view bytes) {
  ByteReader reader(bytes);
  NodeRow row;
  if (reader.get_u8() != kLayout) reader.fail("has an unknown layout");
  const std::uint8_t parts = reader.get_u8();
  if ((parts & ~kPartsKnown) != 0) reader.fail("has unknown parts");
  row.flags = reader.get_u8();
  if ((parts & kPartFirstSeen) != 0) {
    row.first_seen = {reader.get_i64()};
    if (row.first_seen == Instant{}) reader.fail("spells out a time it should leave out");
  }
  row.source_set = reader.get_varint32();
  for (std::size_t left = reader.get_count(); left > 0 && !reader.failed(); --left) {
    const LabelId label{reader.get_varint32()};
    if (!row.labels.empty() && !(row.labels.back() < label))
      reader.fail("holds labels out of order");
    row.labels.push_back(label);
  }
  row.properties = decode_property_list(reader);
  MUSTER_CHECK(reader.finish("the node row"));
  return row;
}

}  // namespace muster::storage
