// EdgeFilter: which edges reach crosses, compiled once a question from profile, plane, time, mode
// and kinds.
//
// The law: reach is defined here and nowhere else. The flags byte of an adjacency entry decides
// most edges; only an entry with a condition, a validity or a level is looked up.
//
//   plane       an edge or an end that the plane denies is not crossed; not collected is not
//   denied. time        an edge outside its validity is not crossed. A disabled identity (`enabled`
//   false) and a secret that is inactive or past
//               its `expires_at` can be reached, and carry nothing further.
//   kinds       as the kinds table and the profile say: always, under a condition, never.
//   Governance and evidence are never crossed, nor
//               is a type that neither names.
//   HAS_ACCESS  of level read or write ends the walk unless the target stores a secret or executes
//   code; admin and exec go on. A
//               missing or unknown level counts as admin, because unknown must not hide damage.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "core/analytics/reach_options.h"
#include "core/base/result.h"
#include "core/graph/graph_snapshot.h"

namespace muster {
class TraversalProfile;
}

namespace muster::analytics {

// What crossing an edge gives.
enum class Crossing : std::uint8_t {
  kNone,    // Not crossed.
  kEnds,    // The far end is reached and the walk ends there.
  kGoesOn,  // The far end is under control.
};

class EdgeFilter {
 public:
  // Keeps references to `graph`, which outlives it. Cost: O(edge types).
  // Errors: kInvalidArgument: `edge_kinds` holds a name that is neither a kind nor an edge type of
  // this graph.
  static Result<EdgeFilter> compile(const GraphSnapshot& graph, const TraversalProfile& profile,
                                    const ReachOptions& options);

  // What a walk that controls the node in `from` gets through `entry`, found in its adjacency in
  // `direction`. Threads: safe. Cost: O(1); an entry with a condition, a validity or a level reads
  // the edge's row.
  Crossing cross(const AdjacencyEntry& entry, std::uint32_t from, Direction direction) const;

  // Whether the node passes reach on at all once it is under control (enabled, unexpired, not
  // denied by the plane).
  bool carries(std::uint32_t slot) const;

  // Whether any type is crossed when found in adjacency of this direction: most profiles need no
  // incoming scan.
  bool crosses(Direction direction) const;

  const GraphSnapshot& graph() const { return *graph_; }
  const ReachOptions& options() const { return options_; }

 private:
  // How edges of one type found in one direction are judged.
  struct Rule {
    bool crossed = false;
    bool conditional = false;  // The kind states a condition: judged per edge.
    bool by_level = false;     // HAS_ACCESS: the level decides.
    std::uint8_t judge = 0;    // Which built-in condition (edge_condition.h).
  };

  EdgeFilter() = default;
  bool denied(std::uint8_t flags) const { return (flags & denied_mask_) != 0; }
  bool reading_goes_on(std::uint32_t slot) const;

  const GraphSnapshot* graph_ = nullptr;
  ReachOptions options_;
  std::uint8_t denied_mask_ = 0;
  std::vector<Rule> rules_[2];  // By direction and edge type.
  bool crosses_[2] = {false, false};
};

}  // namespace muster::analytics
