// Source set: the names of the sources that assert an element. Many elements share a set, so rows
// name it by number.
//
//   size    field
//   varint  number of names, then each as text, ascending, at least one
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace muster::storage {

// REQUIRES: ascending, not empty.
std::string encode_source_set(const std::vector<std::string>& sources);

// Errors: kCorruption: not exactly one such set.
Result<std::vector<std::string>> decode_source_set(std::string_view bytes);

}  // namespace muster::storage
