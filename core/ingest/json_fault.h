// Where JSON goes wrong. simdjson says what but not where, so a walk of the same grammar looks for
// it; it runs on broken files only.
#pragma once

#include <cstddef>
#include <string_view>

namespace muster::ingest {

struct JsonFault {
  std::size_t offset = 0;  // Of the first byte that cannot be; the size of a text that is cut off.
  std::size_t depth = 0;   // How deep what stands before it is nested.
};

// Cost: O(bytes). REQUIRES: `bytes` is not JSON.
JsonFault find_json_fault(std::string_view bytes);

}  // namespace muster::ingest
