// Blast radius: everything that falls if the starts fall.
//
// The law: hops follow control (edge_filter.h), breadth first, so each node is reported at its
// least hop and with one proof of exactly that length. Equal graphs give equal answers at every
// thread count.
//
// A node may be reached in two strengths: at the end of a reading walk, and under control. It is
// listed once, at the lesser hop; what lies behind it counts from the hop at which it came under
// control.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
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

struct BlastRadiusOptions {
  ReachOptions reach;
  std::uint32_t hops_max = std::numeric_limits<std::uint32_t>::max();  // 0 reaches nothing.
  std::size_t visited_max = 10'000'000;  // The answer is cut, and says so, beyond this many nodes.
  std::vector<NodeId> stop;  // Reached, and not walked through ("what if this is contained").
  // The starts act even where they are disabled or expired: the question is what they could do if
  // they were live.
  bool starts_live = false;
};

inline constexpr std::uint32_t kNoStep = std::numeric_limits<std::uint32_t>::max();

// One state of the walk: a node and how it was come by. The first steps are the starts.
struct ReachStep {
  NodeId node{};
  EdgeId edge{};                     // Into `node`. Meaningless for a start.
  std::uint32_t previous = kNoStep;  // The step this one came from; kNoStep for a start.
  std::uint32_t hop = 0;
  bool control = true;  // False: the walk ends here.
  bool backwards =
      false;  // `edge` points from `node` to the previous one, and the profile walks it so.
};

struct ReachedNode {
  NodeId node{};
  std::uint32_t hop = 0;
  std::uint32_t step = 0;  // Into BlastRadius::steps.
  bool carries = true;     // False: disabled, inactive or expired, so nothing was followed from it.
};

// Nodes by what they are; the kind is the node's first label that is one of Muster's kinds.
struct ReachCounts {
  std::map<std::string, std::uint64_t>
      identities;  // People, accounts and non-human identities, by kind.
  std::map<std::string, std::uint64_t> secrets;
  std::map<std::string, std::uint64_t> resources;  // Resources, places and components.
  std::map<std::string, std::uint64_t>
      others;  // Groups, roles, policies, what no kind names ("Unknown").
  std::uint64_t identities_total = 0;
  std::uint64_t secrets_total = 0;
  std::uint64_t resources_total = 0;
  std::uint64_t others_total = 0;

  bool operator==(const ReachCounts&) const = default;
};

struct BlastRadius {
  std::vector<NodeId> starts;        // As asked, without repeats, by id.
  std::vector<ReachedNode> reached;  // Nearest first, then by id; the starts are not among them.
  ReachCounts counts;
  std::uint32_t hops = 0;    // Of the farthest reached node.
  bool more_beyond = false;  // Something lies beyond `hops_max`.
  Truncation truncation;  // By deadline, memory or `visited_max`: whole hops are dropped, so what
                          // is listed is right.
  std::vector<ReachStep> steps;  // The walk, in the order it was made.
};

// What the starts reach together.
//
// Cost: O(V + E) of the part reached; 24 bytes a reached node and one bit a slot, charged to
// `budget`. Threads: reads `graph` on the threads of `arena`; calls may run concurrently. Errors:
// kEntityNotFound: a start or stop is not in this snapshot. kInvalidArgument: no start, or an
// unknown edge kind.
//         kCancelled. A spent deadline or memory budget is not an error: the answer says it is
//         truncated.
Result<BlastRadius> blast_radius(const GraphSnapshot& graph, const TraversalProfile& profile,
                                 std::span<const NodeId> starts, const BlastRadiusOptions& options,
                                 WorkBudget& budget, const TaskArena& arena);

// How `reached` was come by: the steps from a start to it, both included. Cost: O(hop).
std::vector<ReachStep> proof_path(const BlastRadius& radius, const ReachedNode& reached);

// The entry of a node; nullptr if it was not reached. Cost: O(reached).
const ReachedNode* find_reached(const BlastRadius& radius, NodeId node);

}  // namespace muster::analytics
