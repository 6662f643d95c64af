// Reading texts as the files of one run, for the tests of adapters.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/ingest/adapter.h"

namespace muster::ingest {

// The files (name, bytes) as one run in a format; an empty format is told by content.
inline Result<Collection> read_run(const std::vector<std::pair<std::string, std::string>>& files,
                                   std::string_view format, const AdapterOptions& options = {}) {
  Collection collection;
  for (const auto& [name, bytes] : files) {
    const InputFile file{.name = name, .bytes = bytes};
    MUSTER_TRY(const Adapter* adapter,
               format.empty() ? detect_adapter(file) : find_adapter(format));
    MUSTER_CHECK(adapter->read(file, options, collection));
  }
  return collection;
}

inline Result<Collection> read_text(std::string_view format, std::string bytes) {
  return read_run({{"input", std::move(bytes)}}, format);
}

}  // namespace muster::ingest
