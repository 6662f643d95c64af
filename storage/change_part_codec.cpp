#include "storage/change_part_codec.h"

#include <utility>

namespace muster::storage {
namespace {

constexpr std::uint8_t kLayout = 1;
constexpr std::uint8_t kKindNode = 0x01;
constexpr std::uint8_t kKindEdge = 0x02;
constexpr std::uint8_t kOriginMask = 0x0F;
constexpr std::uint8_t kHasBefore = 1 << 4;
constexpr std::uint8_t kHasAfter = 1 << 5;
constexpr std::uint8_t kMarksKnown = kOriginMask | kHasBefore | kHasAfter;

template <typename Change>
std::uint8_t marks_of(const Change& change) {
  return static_cast<std::uint8_t>(static_cast<std::uint8_t>(change.origin) |
                                   (change.before.has_value() ? kHasBefore : 0) |
                                   (change.after.has_value() ? kHasAfter : 0));
}

Result<void> put_image(const NodeImage& image, ByteWriter& writer) {
  MUSTER_TRY(const std::string row, encode_node_row(image.row));
  writer.put_text(row);
  writer.put_varint(image.aliases.size());
  for (const std::string& alias : image.aliases) writer.put_text(alias);
  return ok();
}

Result<void> put_image(const EdgeRow& row, ByteWriter& writer) {
  MUSTER_TRY(const std::string bytes, encode_edge_row(row));
  writer.put_text(bytes);
  return ok();
}

Result<NodeImage> get_node_image(ByteReader& reader) {
  NodeImage image;
  const std::string_view row = reader.get_text();
  if (reader.failed()) return image;
  MUSTER_TRY(image.row, decode_node_row(row));
  for (std::size_t left = reader.get_count(); left > 0 && !reader.failed(); --left) {
    const std::string_view alias = reader.get_text();
    if (!image.aliases.empty() && image.aliases.back() >= alias)
      reader.fail("holds aliases out of order");
    image.aliases.emplace_back(alias);
  }
  return image;
}

Result<EdgeRow> get_edge_image(ByteReader& reader) {
  const std::string_view row = reader.get_text();
  if (reader.failed()) return EdgeRow{};
  return decode_edge_row(row);
}

// What is wrong with the frame is remembered by the reader; what is wrong inside a row is the
// error.
Result<ElementChange> get_change(ByteReader& reader) {
  const std::uint8_t kind = reader.get_u8();
  const std::uint8_t marks = reader.get_u8();
  const std::uint8_t origin = marks & kOriginMask;
  if ((marks & ~kMarksKnown) != 0 || origin > static_cast<std::uint8_t>(ChangeOrigin::kDerived)) {
    reader.fail("holds a change of unknown origin");
  }
  if (kind == kKindNode) {
    NodeChange change{.node = reader.get_id<NodeId>(), .origin = ChangeOrigin{origin}};
    if ((marks & kHasBefore) != 0) {
      MUSTER_TRY(change.before, get_node_image(reader));
    }
    if ((marks & kHasAfter) != 0) {
      MUSTER_TRY(change.after, get_node_image(reader));
    }
    return ElementChange(std::move(change));
  }
  if (kind != kKindEdge) reader.fail("holds a change of an unknown kind");
  EdgeChange change{.edge = reader.get_id<EdgeId>(), .origin = ChangeOrigin{origin}};
  change.ends.source = reader.get_id<NodeId>();
  change.ends.type = EdgeTypeId{reader.get_u32()};
  change.ends.target = reader.get_id<NodeId>();
  if ((marks & kHasBefore) != 0) {
    MUSTER_TRY(change.before, get_edge_image(reader));
  }
  if ((marks & kHasAfter) != 0) {
    MUSTER_TRY(change.after, get_edge_image(reader));
  }
  return ElementChange(std::move(change));
}

}  // namespace

std::string encode_change_key(const ChangeKey& key) {
  std::string bytes;
  ByteWriter writer(bytes);
  writer.put_u64(key.sequence);
  writer.put_u32(key.part);
  return bytes;
}

Result<ChangeKey> decode_change_key(std::string_view bytes) {
  ByteReader reader(bytes);
  ChangeKey key;
  key.sequence = reader.get_u64();
  key.part = reader.get_u32();
  MUSTER_CHECK(reader.finish("the change key"));
  return key;
}

std::string begin_change_part(const ChangeCommit& commit) {
  std::string part;
  ByteWriter writer(part);
  writer.put_u8(kLayout);
  writer.put_i64(commit.committed_at.nanoseconds);
  writer.put_varint(commit.version);
  return part;
}

Result<void> append_node_change(const NodeChange& change, std::string& part) {
  ByteWriter writer(part);
  writer.put_u8(kKindNode);
  writer.put_u8(marks_of(change));
  writer.put_id(change.node);
  if (change.before.has_value()) MUSTER_CHECK(put_image(*change.before, writer));
  if (change.after.has_value()) MUSTER_CHECK(put_image(*change.after, writer));
  return ok();
}

Result<void> append_edge_change(const EdgeChange& change, std::string& part) {
  ByteWriter writer(part);
  writer.put_u8(kKindEdge);
  writer.put_u8(marks_of(change));
  writer.put_id(change.edge);
  writer.put_id(change.ends.source);
  writer.put_u32(static_cast<std::uint32_t>(change.ends.type));
  writer.put_id(change.ends.target);
  if (change.before.has_value()) MUSTER_CHECK(put_image(*change.before, writer));
  if (change.after.has_value()) MUSTER_CHECK(put_image(*change.after, writer));
  return ok();
}

Result<ChangePart> decode_change_part(std::string_view bytes) {
  ByteReader reader(bytes);
  ChangePart part;
  if (reader.get_u8() != kLayout) reader.fail("has an unknown layout");
  part.committed_at = {reader.get_i64()};
  part.version = reader.get_varint();
  while (!reader.failed() && !reader.at_end()) {
    MUSTER_TRY(ElementChange change, get_change(reader));
    part.changes.push_back(std::move(change));
  }
  MUSTER_CHECK(reader.finish("the change part"));
  return part;
}

}  // namespace muster::storage
