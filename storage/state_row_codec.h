// State row: where the store stands after its newest commit. Rewritten by every commit, in the same
// write.
//
//   offset    size  field
//        0       1  layout, 1
//        .  varint  sequence of the newest commit
//        .  varint  graph version
//        .  varint  number of nodes, then of edges, then of aliases
//        .  varint  bound of node slots, then of edge slots: every slot below is live or free
//        .  varint  number of labels, then of edge types, of property keys and of source sets
//                   (the empty set not counted)
//
// The law: the start scan must find exactly these counts; anything else is corruption, so a lost
// row is noticed as surely as a damaged one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace muster::storage {

struct StateRow {
  std::uint64_t sequence = 0;
  std::uint64_t version = 0;
  std::uint64_t nodes = 0;
  std::uint64_t edges = 0;
  std::uint64_t aliases = 0;
  std::uint32_t node_slot_bound = 0;
  std::uint32_t edge_slot_bound = 0;
  std::uint32_t labels = 0;
  std::uint32_t edge_types = 0;
  std::uint32_t property_keys = 0;
  std::uint32_t source_sets = 0;

  bool operator==(const StateRow&) const = default;
};

std::string encode_state_row(const StateRow& row);

// Errors: kCorruption: not exactly one row of this layout.
Result<StateRow> decode_state_row(std::string_view bytes);

}  // namespace muster::storage
