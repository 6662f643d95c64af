#include "storage/alias_key_codec.h"

#include "storage/bytes.h"

namespace muster::storage {
namespace {

constexpr std::uint8_t kAliasIndex = 0x01;
constexpr std::uint8_t kEscape = 0x00;
constexpr std::uint8_t kEscapedZero = 0xFF;
constexpr std::uint8_t kEnd = 0x01;

}  // namespace

std::string encode_alias_key(std::string_view alias, NodeId node) {
  std::string bytes;
  bytes.reserve(alias.size() + 11);
  ByteWriter writer(bytes);
  writer.put_u8(kAliasIndex);
  for (const char byte : alias) {
    writer.put_u8(static_cast<std::uint8_t>(byte));
    if (byte == '\0') writer.put_u8(kEscapedZero);
  }
  writer.put_u8(kEscape);
  writer.put_u8(kEnd);
  writer.put_id(node);
  return bytes;
}

Result<AliasKey> decode_alias_key(std::string_view bytes) {
  ByteReader reader(bytes);
  AliasKey key;
  if (reader.get_u8() != kAliasIndex) reader.fail("belongs to an unknown index");
  while (!reader.failed()) {
    const std::uint8_t byte = reader.get_u8();
    if (byte == kEscape) {
      const std::uint8_t next = reader.get_u8();
      if (next == kEnd) break;
      if (next != kEscapedZero) reader.fail("holds an unknown escape");
    }
    key.alias.push_back(static_cast<char>(byte));
  }
  key.node = reader.get_id<NodeId>();
  MUSTER_CHECK(reader.finish("the alias key"));
  return key;
}

}  // namespace muster::storage
