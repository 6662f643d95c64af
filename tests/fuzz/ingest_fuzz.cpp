// Every adapter takes any bytes: it reads them or says in a sentence what they are not. What it
// counts adds up, nothing it asserts lacks a name, and the same bytes give the same assertions.
#include <cstdint>
#include <string_view>

#include "core/base/assert.h"
#include "core/ingest/adapter.h"

namespace {

muster::Result<muster::ingest::Collection> read(const muster::ingest::Adapter& adapter,
                                                std::string_view bytes) {
  muster::ingest::Collection collection;
  MUSTER_CHECK(adapter.read({.name = "fuzz", .bytes = bytes}, {}, collection));
  return collection;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  for (const muster::ingest::Adapter* adapter : muster::ingest::adapters()) {
    (void)adapter->recognises({.name = "fuzz", .bytes = text});
    const auto first = read(*adapter, text);
    if (!first.has_value()) {
      MUSTER_ASSERT(!first.error().message.empty());
      continue;
    }
    MUSTER_ASSERT(first->records_accepted + first->rejected.size() == first->records_read);
    for (const auto& node : first->nodes) MUSTER_ASSERT(!node.key.empty());
    for (const auto& edge : first->edges) {
      MUSTER_ASSERT(!edge.type.empty() && !edge.source_key.empty() && !edge.target_key.empty());
    }
    const auto again = read(*adapter, text);
    MUSTER_ASSERT(again.has_value() && again->nodes == first->nodes &&
                  again->edges == first->edges);
  }
  return 0;
}
