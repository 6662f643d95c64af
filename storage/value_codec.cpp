#include "storage/value_codec.h"

#include <bit>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace muster::storage {
namespace {

enum Tag : std::uint8_t {
  kTagNull = 0x00,
  kTagFalse = 0x01,
  kTagTrue = 0x02,
  kTagInteger = 0x03,
  kTagFloat = 0x04,
  kTagString = 0x05,
  kTagList = 0x06,
  kTagInstant = 0x07,
};

Result<void> encode(const Value& value, int depth, ByteWriter& writer) {
  switch (value.type()) {
    case ValueType::kNull:
      writer.put_u8(kTagNull);
      return ok();
    case ValueType::kBoolean:
      writer.put_u8(value.as_boolean() ? kTagTrue : kTagFalse);
      return ok();
    case ValueType::kInteger:
      writer.put_u8(kTagInteger);
      writer.put_zigzag(value.as_integer());
      return ok();
    case ValueType::kFloat:
      writer.put_u8(kTagFloat);
      writer.put_u64(std::bit_cast<std::uint64_t>(value.as_float()));
      return ok();
    case ValueType::kString:
      writer.put_u8(kTagString);
      writer.put_text(value.as_string());
      return ok();
    case ValueType::kInstant:
      writer.put_u8(kTagInstant);
      writer.put_i64(value.as_instant().nanoseconds);
      return ok();
    case ValueType::kList:
      if (depth == kListDepthMax) {
        return Error{.code = ErrorCode::kInvalidArgument,
                     .message = fmt::format("A property holds lists nested deeper than {} levels.",
                                            kListDepthMax),
                     .hint = "Flatten the list before it is stored."};
      }
      writer.put_u8(kTagList);
      writer.put_varint(value.as_list().size());
      for (const Value& element : value.as_list()) MUSTER_CHECK(encode(element, depth + 1, writer));
      return ok();
    case ValueType::kMap:
    case ValueType::kNode:
    case ValueType::kEdge:
    case ValueType::kPath:
      break;
  }
  return Error{.code = ErrorCode::kInvalidArgument,
               .message = fmt::format("A value of type {} cannot be stored as a property.",
                                      value_type_name(value.type())),
               .hint = "Store its parts as properties of their own."};
}

Value decode(ByteReader& reader, int depth) {
  switch (reader.get_u8()) {
    case kTagNull:
      return {};
    case kTagFalse:
      return false;
    case kTagTrue:
      return true;
    case kTagInteger:
      return reader.get_zigzag();
    case kTagFloat:
      return std::bit_cast<double>(reader.get_u64());
    case kTagString:
      return reader.get_text();
    case kTagInstant:
      return Instant{reader.get_i64()};
    case kTagList: {
      if (depth == kListDepthMax) {
        reader.fail("nests lists too deeply");
        return {};
      }
      ValueList list;
      // Not reserved: a damaged count may claim as many elements as there are bytes left.
      for (std::size_t left = reader.get_count(); left > 0 && !reader.failed(); --left) {
        list.push_back(decode(reader, depth + 1));
      }
      return list;
    }
    default:
      reader.fail("holds a value of an unknown type");
      return {};
  }
}

}  // namespace

Result<void> encode_value(const Value& value, ByteWriter& writer) {
  return encode(value, 0, writer);
}

Value decode_value(ByteReader& reader) { return decode(reader, 0); }

}  // namespace muster::storage
