// Format row: the one row of column family `meta` that every version of Muster can read.
//
//   offset  size  field
//        0     4  format version, big-endian
//        4    16  instance id: random bytes drawn when the store was made
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace muster::storage {

using InstanceId = std::array<std::uint8_t, 16>;

struct FormatRow {
  std::uint32_t format_version = 0;
  InstanceId instance{};

  bool operator==(const FormatRow&) const = default;
};

std::string encode_format_row(const FormatRow& row);

// Errors: kCorruption: not 20 bytes.
Result<FormatRow> decode_format_row(std::string_view bytes);

// 32 lower-case hexadecimal digits.
std::string instance_text(const InstanceId& instance);

}  // namespace muster::storage
