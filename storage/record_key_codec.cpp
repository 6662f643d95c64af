#include "storage/record_key_codec.h"

#include "storage/bytes.h"

namespace muster::storage {

std::string encode_record_key(Keyspace keyspace, std::string_view key) {
  std::string bytes;
  bytes.reserve(key.size() + 1);
  ByteWriter writer(bytes);
  writer.put_u8(static_cast<std::uint8_t>(keyspace));
  writer.put_bytes(key);
  return bytes;
}

Result<RecordKey> decode_record_key(std::string_view bytes) {
  ByteReader reader(bytes);
  const Keyspace keyspace{reader.get_u8()};
  const std::string_view key = reader.rest();
  if (reader.failed()) MUSTER_CHECK(reader.finish("the record key"));
  return RecordKey{keyspace, key};
}

}  // namespace muster::storage
