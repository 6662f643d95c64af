#include "storage/node_key_codec.h"

#include "storage/bytes.h"

namespace muster::storage {

std::string encode_node_key(NodeId node) {
  std::string bytes;
  ByteWriter(bytes).put_id(node);
  return bytes;
}

Result<NodeId> decode_node_key(std::string_view bytes) {
  ByteReader reader(bytes);
  const auto node = reader.get_id<NodeId>();
  MUSTER_CHECK(reader.finish("the node key"));
  return node;
}

}  // namespace muster::storage
