// What the graph knows of each element beside its properties: planes, visibility, flags,
// provenance.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/base/ids.h"
#include "core/base/instant.h"

namespace muster {

// The two sides of reconciliation: what was approved, and what was seen to run.
enum class Plane : std::uint8_t { kRecorded = 0, kObserved = 1 };

std::string_view plane_name(Plane plane);  // "recorded", "observed".

// Unknown is not absent: a thing is absent on a plane only where a complete source of that plane
// covers it and does not have it.
enum class Visibility : std::uint8_t { kNotCollected, kPresent, kAbsent };

// One byte an element, and one in each adjacency entry, so that a kernel decides most edges without
// looking further.
enum ElementFlags : std::uint8_t {
  kFlagRecorded = 1 << 0,  // Some recorded source asserts it.
  kFlagObserved = 1 << 1,  // Some observed source asserts it.
  kFlagRecordedAbsent =
      1 << 2,  // A complete recorded source covers it and lacks it: the recorded plane denies it.
  kFlagObservedAbsent = 1 << 3,  // Likewise observed.
  kFlagConditional = 1 << 4,  // Traversable under a condition: look at the edge's `conditions`, its
                              // kind and its end points.
  kFlagHasValidity = 1 << 5,  // Has valid_from or valid_until: judge against `at`.
  kFlagDerived = 1 << 6,      // Made by core/derivation; its proof is a record.
};

constexpr Visibility visibility_on(std::uint8_t flags, Plane plane) {
  const std::uint8_t present = plane == Plane::kRecorded ? kFlagRecorded : kFlagObserved;
  const std::uint8_t absent = plane == Plane::kRecorded ? kFlagRecordedAbsent : kFlagObservedAbsent;
  if ((flags & present) != 0) return Visibility::kPresent;
  return (flags & absent) != 0 ? Visibility::kAbsent : Visibility::kNotCollected;
}

// Half-open: valid_from <= at < valid_until.
struct Validity {
  Instant from = Instant::min();
  Instant until = Instant::max();

  bool covers(Instant at) const { return from <= at && at < until; }
  bool operator==(const Validity&) const = default;
};

// One end of an edge as a node sees it. 12 bytes.
struct AdjacencyEntry {
  std::uint32_t edge_slot = 0;
  std::uint32_t neighbour_slot = 0;
  std::uint16_t type = 0;  // EdgeTypeId; at most 65,535 types.
  std::uint8_t flags = 0;  // ElementFlags.
  std::uint8_t unused = 0;

  bool operator==(const AdjacencyEntry&) const = default;
};
static_assert(sizeof(AdjacencyEntry) == 12);

// All entries of a node in one direction, by type; or `hub`: there are so many that only a cursor
// gives them.
struct AdjacencyRun {
  std::span<const AdjacencyEntry> entries;
  bool hub = false;
};
inline constexpr std::size_t kRunsMax = 32;  // Of one call: as many loads as overlap.

enum class Direction : std::uint8_t { kOutgoing, kIncoming };

struct EdgeEnds {
  NodeId source{};
  NodeId target{};
  EdgeTypeId type{};

  bool operator==(const EdgeEnds&) const = default;
};

}  // namespace muster
