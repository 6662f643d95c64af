// Key of an alias, in column family `indexes`; its value is empty. Byte order is (alias, node slot)
// order, aliases compared byte by byte, so one seek finds every node that carries an alias.
//
//   offset  size  field
//        0     1  index, 0x01: aliases
//        1     n  the alias; a zero byte in it is written as 0x00 0xFF
//      1+n     2  end of the alias, 0x00 0x01: sorts before every continuation
//      3+n     8  node: slot, then generation, big-endian each
#pragma once

#include <string>
#include <string_view>

#include "core/base/ids.h"
#include "core/base/result.h"

namespace muster::storage {

struct AliasKey {
  std::string alias;
  NodeId node{};

  bool operator==(const AliasKey&) const = default;
};

std::string encode_alias_key(std::string_view alias, NodeId node);

// Errors: kCorruption: not a key of the alias index.
Result<AliasKey> decode_alias_key(std::string_view bytes);

}  // namespace muster::storage
