// Change part: one row of column family `changes`. A commit is cut into parts of about 64 KiB, so
// that no row grows with the commit.
//
// Key; byte order is commit order.
//   offset  size  field
//        0     8  sequence of the commit, big-endian
//        8     4  part, counted from 0, big-endian
//
// Value:
//   offset    size  field
//        0       1  layout, 1
//        1       8  committed at, u64, nanoseconds, two's complement
//        9  varint  graph version after the commit
//        .       .  changes until the end
//
// Each change:
//   offset    size  field
//        0       1  0x01 node, 0x02 edge
//        1       1  bits 0-3: origin (change_log.h); bit 4: has a before; bit 5: has an after
//        2       8  id: slot, then generation
//        .      20  edges only: source (8), type (4), target (8), as in an edge's key
//        .    text  before, if it has one: its row; of a node then the number of aliases
//                   (varint), each as text, ascending
//        .    text  after, if it has one: likewise
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "storage/bytes.h"
#include "storage/change_log.h"

namespace muster::storage {

struct ChangeKey {
  std::uint64_t sequence = 0;
  std::uint32_t part = 0;

  bool operator==(const ChangeKey&) const = default;
};

std::string encode_change_key(const ChangeKey& key);
// Errors: kCorruption: not 12 bytes.
Result<ChangeKey> decode_change_key(std::string_view bytes);

// Begins a part, then appends changes to it. Errors of both appends: kInvalidArgument: a property
// that cannot be stored.
std::string begin_change_part(const ChangeCommit& commit);
Result<void> append_node_change(const NodeChange& change, std::string& part);
Result<void> append_edge_change(const EdgeChange& change, std::string& part);

struct ChangePart {
  Instant committed_at;
  std::uint64_t version = 0;
  std::vector<ElementChange> changes;

  bool operator==(const ChangePart&) const = default;
};

// Errors: kCorruption: not exactly one part of this layout.
Result<ChangePart> decode_change_part(std::string_view bytes);

}  // namespace muster::storage
