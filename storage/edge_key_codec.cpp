#include "storage/edge_key_codec.h"

#include "storage/bytes.h"

namespace muster::storage {

std::string encode_edge_key(const EdgeKey& key) {
  std::string bytes;
  ByteWriter writer(bytes);
  writer.put_id(key.ends.source);
  writer.put_u32(static_cast<std::uint32_t>(key.ends.type));
  writer.put_id(key.ends.target);
  writer.put_id(key.edge);
  return bytes;
}

Result<EdgeKey> decode_edge_key(std::string_view bytes) {
  ByteReader reader(bytes);
  EdgeKey key;
  key.ends.source = reader.get_id<NodeId>();
  key.ends.type = EdgeTypeId{reader.get_u32()};
  key.ends.target = reader.get_id<NodeId>();
  key.edge = reader.get_id<EdgeId>();
  MUSTER_CHECK(reader.finish("the edge key"));
  return key;
}

}  // namespace muster::storage
