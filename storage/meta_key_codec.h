// Keys of column family `meta`: what the other families refer to, and where the store stands.
//
//   offset  size  field
//        0     1  kind of row
//        1     4  number, big-endian: an id or a slot; absent for the rows there is one of
//
//   kind  number    value
//   0x00  -         format row (format_row_codec.h)
//   0x01  -         state row (state_row_codec.h)
//   0x02  label id  the label's name
//   0x03  type id   the edge type's name
//   0x04  key id    the property key's name
//   0x05  set id    source set (source_set_codec.h); ids from 1, 0 is the empty set and has no row
//   0x06  slot      free node slot: u32, generation of the node that last lived there
//   0x07  slot      free edge slot: likewise
//   0x08  number    index definition (schema_row_codec.h)
//   0x09  number    constraint definition (schema_row_codec.h)
//   0x0A  -         schema row (schema_row_codec.h); absent until the first definition
//
// The law: ids of names and source sets count up without gaps, in the order they were first
// written, and never change.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace muster::storage {

enum class MetaKind : std::uint8_t {
  kFormat = 0x00,
  kState = 0x01,
  kLabel = 0x02,
  kEdgeType = 0x03,
  kPropertyKey = 0x04,
  kSourceSet = 0x05,
  kFreeNodeSlot = 0x06,
  kFreeEdgeSlot = 0x07,
  kIndex = 0x08,
  kConstraint = 0x09,
  kSchema = 0x0A,
};

struct MetaKey {
  MetaKind kind{};
  std::uint32_t number = 0;  // 0 for kFormat, kState and kSchema.

  bool operator==(const MetaKey&) const = default;
};

std::string encode_meta_key(const MetaKey& key);

// Errors: kCorruption: unknown kind or wrong size.
Result<MetaKey> decode_meta_key(std::string_view bytes);

}  // namespace muster::storage
