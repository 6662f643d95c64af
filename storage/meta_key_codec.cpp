#include "storage/meta_key_codec.h"

#include "storage/bytes.h"

namespace muster::storage {
namespace {

bool is_numbered(MetaKind kind) {
  return kind != MetaKind::kFormat && kind != MetaKind::kState && kind != MetaKind::kSchema;
}

}  // namespace

std::string encode_meta_key(const MetaKey& key) {
  std::string bytes;
  ByteWriter writer(bytes);
  writer.put_u8(static_cast<std::uint8_t>(key.kind));
  if (is_numbered(key.kind)) writer.put_u32(key.number);
  return bytes;
}

Result<MetaKey> decode_meta_key(std::string_view bytes) {
  ByteReader reader(bytes);
  MetaKey key;
  const std::uint8_t kind = reader.get_u8();
  if (kind > static_cast<std::uint8_t>(MetaKind::kSchema)) reader.fail("is of an unknown kind");
  key.kind = MetaKind{kind};
  if (is_numbered(key.kind)) key.number = reader.get_u32();
  MUSTER_CHECK(reader.finish("the meta key"));
  return key;
}

}  // namespace muster::storage
