// Every codec of the store takes any bytes: it answers or says what is wrong, and whatever decodes
// encodes back to the very same bytes. The first byte chooses the codec.
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "storage/alias_key_codec.h"
#include "storage/change_part_codec.h"
#include "storage/edge_key_codec.h"
#include "storage/edge_row_codec.h"
#include "storage/format_row_codec.h"
#include "storage/meta_key_codec.h"
#include "storage/node_key_codec.h"
#include "storage/node_row_codec.h"
#include "storage/record_key_codec.h"
#include "storage/source_set_codec.h"
#include "storage/state_row_codec.h"
#include "storage/value_codec.h"

namespace muster::storage {
namespace {

void expect_same(std::string_view given, const std::string& encoded) {
  if (given != encoded) __builtin_trap();
}

void check_value(std::string_view bytes) {
  ByteReader reader(bytes);
  const Value value = decode_value(reader);
  if (!reader.finish("the value").has_value()) return;
  std::string encoded;
  ByteWriter writer(encoded);
  if (!encode_value(value, writer).has_value()) __builtin_trap();
  expect_same(bytes, encoded);
}

void check_change_part(std::string_view bytes) {
  const auto part = decode_change_part(bytes);
  if (!part.has_value()) return;
  std::string encoded =
      begin_change_part({.version = part->version, .committed_at = part->committed_at});
  for (const ElementChange& change : part->changes) {
    const auto* node = std::get_if<NodeChange>(&change);
    const auto appended = node != nullptr
                              ? append_node_change(*node, encoded)
                              : append_edge_change(std::get<EdgeChange>(change), encoded);
    if (!appended.has_value()) __builtin_trap();
  }
  expect_same(bytes, encoded);
}

// For codecs whose encoder cannot fail on what its decoder gave.
template <typename Decode, typename Encode>
void check(std::string_view bytes, const Decode& decode, const Encode& encode) {
  const auto decoded = decode(bytes);
  if (decoded.has_value()) expect_same(bytes, encode(*decoded));
}

void check_row(std::uint8_t codec, std::string_view bytes) {
  switch (codec) {
    case 0:
      return check_value(bytes);
    case 1:
      return check(bytes, decode_node_row,
                   [](const NodeRow& row) { return *encode_node_row(row); });
    case 2:
      return check(bytes, decode_edge_row,
                   [](const EdgeRow& row) { return *encode_edge_row(row); });
    case 3:
      return check_change_part(bytes);
    case 4:
      return check(bytes, decode_state_row, encode_state_row);
    case 5:
      return check(bytes, decode_format_row, encode_format_row);
    case 6:
      return check(bytes, decode_source_set, encode_source_set);
    case 7:
      return check(bytes, decode_node_key, encode_node_key);
    case 8:
      return check(bytes, decode_edge_key, encode_edge_key);
    case 9:
      return check(bytes, decode_meta_key, encode_meta_key);
    case 10:
      return check(bytes, decode_change_key, encode_change_key);
    case 11:
      return check(bytes, decode_alias_key,
                   [](const AliasKey& key) { return encode_alias_key(key.alias, key.node); });
    default:
      return check(bytes, decode_record_key,
                   [](const RecordKey& key) { return encode_record_key(key.keyspace, key.key); });
  }
}

}  // namespace
}  // namespace muster::storage

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size == 0) return 0;
  constexpr std::uint8_t kCodecs = 13;
  muster::storage::check_row(bytes[0] % kCodecs,
                             std::string_view(reinterpret_cast<const char*>(bytes) + 1, size - 1));
  return 0;
}
