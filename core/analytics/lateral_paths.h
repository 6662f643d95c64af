// Lateral paths: how to get from one thing to another by control alone.
//
// The law: a path is a walk that blast radius would make, so what it proves and what reach claims
// never differ. Paths come shortest first, then by the ids of source, and of each hop's node and
// edge from the source on; equal graphs give equal answers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/analytics/reach_options.h"
#include "core/base/execution.h"
#include "core/base/ids.h"
#include "core/base/parallel.h"
#include "core/base/result.h"
#include "core/graph/graph_snapshot.h"
#include "core/identity/traversal_profile.h"

namespace muster::analytics {

enum class PathSelection : std::uint8_t {
  kShortest,     // One path of the least length.
  kAllShortest,  // Every path of the least length.
  kLoopless,     // The shortest paths that visit no node twice, whatever their length.
};

// Errors: kInvalidArgument names the words there are: "shortest", "all-shortest", "loopless".
Result<PathSelection> parse_path_selection(std::string_view word);

struct LateralPathsOptions {
  ReachOptions reach;
  PathSelection selection = PathSelection::kAllShortest;
  std::uint32_t hops_max = 32;
  std::size_t paths_max = 10;  // The answer says so when there are more.
  std::vector<NodeId> avoid;   // No path crosses these.
};

// One edge of a path.
struct PathHop {
  NodeId from{};
  NodeId to{};
  EdgeId edge{};
  bool backwards = false;    // The edge points from `to` to `from`, and the profile walks it so.
  bool conditional = false;  // Holds under a condition that the mode took as given.

  bool operator==(const PathHop&) const = default;
};

struct LateralPath {
  NodeId from{};
  NodeId to{};
  std::vector<PathHop> hops;  // Empty when a source is its own target.

  bool operator==(const LateralPath&) const = default;
};

struct LateralPaths {
  std::vector<LateralPath> paths;
  bool more = false;         // There are more paths of the kind asked for than `paths_max`.
  bool more_beyond = false;  // Nothing was found, and something lies beyond `hops_max`.
  Truncation truncation;
};

// Paths from any of `sources` to any of `targets`: each ends at the first target that it meets, and
// the shortest ones are the shortest of all pairs. A source that is a target is a path of no hop.
// An empty answer is a success.
//
// Cost: O(V + E) of what the sources reach within the distance of the nearest target, and 4 bytes a
//       slot; kLoopless one such search a path and hop.
// Threads: reads `graph` on the threads of `arena`; calls may run concurrently.
// Errors: kEntityNotFound   an end is not in this snapshot.
//         kInvalidArgument  no source, no target, `paths_max` 0, an unknown edge kind.
//         kCancelled        the caller gave up.
//         A spent deadline or memory budget is not an error: the answer says it is truncated.
Result<LateralPaths> lateral_paths(const GraphSnapshot& graph, const TraversalProfile& profile,
                                   std::span<const NodeId> sources, std::span<const NodeId> targets,
                                   const LateralPathsOptions& options, WorkBudget& budget,
                                   const TaskArena& arena);

}  // namespace muster::analytics
