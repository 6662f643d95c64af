#include "storage/state_row_codec.h"

#include "storage/bytes.h"

namespace muster::storage {
namespace {

constexpr std::uint8_t kLayout = 1;

}  // namespace

std::string encode_state_row(const StateRow& row) {
  std::string bytes;
  ByteWriter writer(bytes);
  writer.put_u8(kLayout);
  writer.put_varint(row.sequence);
  writer.put_varint(row.version);
  writer.put_varint(row.nodes);
  writer.put_varint(row.edges);
  writer.put_varint(row.aliases);
  writer.put_varint(row.node_slot_bound);
  writer.put_varint(row.edge_slot_bound);
  writer.put_varint(row.labels);
  writer.put_varint(row.edge_types);
  writer.put_varint(row.property_keys);
  writer.put_varint(row.source_sets);
  return bytes;
}

Result<StateRow> decode_state_row(std::string_view bytes) {
  ByteReader reader(bytes);
  StateRow row;
  if (reader.get_u8() != kLayout) reader.fail("has an unknown layout");
  row.sequence = reader.get_varint();
  row.version = reader.get_varint();
  row.nodes = reader.get_varint();
  row.edges = reader.get_varint();
  row.aliases = reader.get_varint();
  row.node_slot_bound = reader.get_varint32();
  row.edge_slot_bound = reader.get_varint32();
  row.labels = reader.get_varint32();
  row.edge_types = reader.get_varint32();
  row.property_keys = reader.get_varint32();
  row.source_sets = reader.get_varint32();
  MUSTER_CHECK(reader.finish("the state row"));
  return row;
}

}  // namespace muster::storage
