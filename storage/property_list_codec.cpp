#include "storage/property_list_codec.h"

#include <utility>

#include "storage/value_codec.h"

namespace muster::storage {

Result<void> encode_property_list(const std::vector<Property>& properties, ByteWriter& writer) {
  writer.put_varint(properties.size());
  for (const Property& property : properties) {
    MUSTER_ASSERT(!property.value.is_null());
    writer.put_varint(raw(property.key));
    MUSTER_CHECK(encode_value(property.value, writer));
  }
  return ok();
}

std::vector<Property> decode_property_list(ByteReader& reader) {
  std::vector<Property> properties;
  for (std::size_t left = reader.get_count(); left > 0 && !reader.failed(); --left) {
    const KeyId key{reader.get_varint32()};
    Value value = decode_value(reader);
    if (reader.failed()) break;
    if (value.is_null()) reader.fail("holds a property without a value");
    if (!properties.empty() && !(properties.back().key < key))
      reader.fail("holds properties out of order");
    properties.push_back({key, std::move(value)});
  }
  return properties;
}

}  // namespace muster::storage
