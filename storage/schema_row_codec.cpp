#include "storage/schema_row_codec.h"

#include <algorithm>
#include <vector>

#include "storage/bytes.h"

namespace muster::storage {
namespace {

constexpr std::uint8_t kLayout = 1;

template <typename Number>
void put_numbers(const std::vector<Number>& numbers, ByteWriter& writer) {
  writer.put_varint(numbers.size());
  for (const Number number : numbers) writer.put_varint(static_cast<std::uint32_t>(number));
}

template <typename Number>
std::vector<Number> get_numbers(ByteReader& reader) {
  std::vector<Number> numbers;
  for (std::size_t left = reader.get_count(); left > 0 && !reader.failed(); --left)
    numbers.push_back(static_cast<Number>(reader.get_varint32()));
  return numbers;
}

void check_layout(ByteReader& reader) {
  if (reader.get_u8() != kLayout) reader.fail("has an unknown layout");
}

template <typename Kind>
Kind get_kind(ByteReader& reader, Kind last) {
  const std::uint8_t kind = reader.get_u8();
  if (kind <= static_cast<std::uint8_t>(last)) return Kind{kind};
  reader.fail("is of an unknown kind");
  return Kind{};
}

}  // namespace

std::string encode_schema_row(const SchemaRow& row) {
  std::string bytes;
  ByteWriter writer(bytes);
  writer.put_u8(kLayout);
  writer.put_varint(row.number_last);
  writer.put_varint(row.indexes);
  writer.put_varint(row.constraints);
  return bytes;
}

std::string encode_index_row(const IndexDefinition& index) {
  std::string bytes;
  ByteWriter writer(bytes);
  writer.put_u8(kLayout);
  writer.put_u8(static_cast<std::uint8_t>(index.kind));
  writer.put_u8(static_cast<std::uint8_t>(index.element));
  writer.put_text(index.name);
  put_numbers(index.tokens, writer);
  put_numbers(index.keys, writer);
  writer.put_varint(index.constraint);
  return bytes;
}

std::string encode_constraint_row(const ConstraintDefinition& constraint) {
  std::string bytes;
  ByteWriter writer(bytes);
  writer.put_u8(kLayout);
  writer.put_u8(static_cast<std::uint8_t>(constraint.kind));
  writer.put_u8(static_cast<std::uint8_t>(constraint.element));
  writer.put_text(constraint.name);
  writer.put_varint(constraint.token);
  put_numbers(constraint.keys, writer);
  writer.put_varint(constraint.index);
  writer.put_varint(constraint.types.scalars);
  writer.put_varint(constraint.types.list_elements);
  writer.put_text(constraint.types_text);
  return bytes;
}

Result<SchemaRow> decode_schema_row(std::string_view bytes) {
  ByteReader reader(bytes);
  SchemaRow row;
  check_layout(reader);
  row.number_last = reader.get_varint32();
  row.indexes = reader.get_varint();
  row.constraints = reader.get_varint();
  MUSTER_CHECK(reader.finish("the schema row"));
  return row;
}

Result<IndexDefinition> decode_index_row(std::string_view bytes) {
  ByteReader reader(bytes);
  IndexDefinition index;
  check_layout(reader);
  index.kind = get_kind(reader, IndexKind::kFulltext);
  index.element = get_kind(reader, ElementKind::kEdge);
  index.name = reader.get_text();
  index.tokens = get_numbers<std::uint32_t>(reader);
  index.keys = get_numbers<KeyId>(reader);
  index.constraint = reader.get_varint32();
  MUSTER_CHECK(reader.finish("the index row"));
  return index;
}

Result<ConstraintDefinition> decode_constraint_row(std::string_view bytes) {
  ByteReader reader(bytes);
  ConstraintDefinition constraint;
  check_layout(reader);
  constraint.kind = get_kind(reader, ConstraintKind::kPropertyType);
  constraint.element = get_kind(reader, ElementKind::kEdge);
  constraint.name = reader.get_text();
  constraint.token = reader.get_varint32();
  constraint.keys = get_numbers<KeyId>(reader);
  constraint.index = reader.get_varint32();
  constraint.types.scalars = reader.get_varint32();
  constraint.types.list_elements = reader.get_varint32();
  constraint.types_text = reader.get_text();
  MUSTER_CHECK(reader.finish("the constraint row"));
  return constraint;
}

}  // namespace muster::storage
