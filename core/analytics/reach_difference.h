// Reach difference: what each of many questions reaches on one plane and not on the other, in one
// multi-source pass.
//
// The law: reach on a plane follows what the plane does not deny, so a difference holds only what
// one plane asserts and a complete source of the other denies: the damage that drift makes
// possible.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "core/analytics/reach_options.h"
#include "core/base/execution.h"
#include "core/base/ids.h"
#include "core/base/parallel.h"
#include "core/base/result.h"
#include "core/graph/graph_snapshot.h"
#include "core/identity/traversal_profile.h"

namespace muster::analytics {

// One question: what lies behind these nodes and edges, that the baseline does not reach on the
// other plane?
struct ReachQuestion {
  std::vector<NodeId> starts;       // Under control from the beginning, live or not.
  std::vector<EdgeId> first_edges;  // Their far ends are what the filter says crossing them gives.
  std::vector<NodeId> baseline;     // Empty: everything behind the starts counts.
};

struct ReachDifferenceOptions {
  ReachOptions reach;  // `plane` is the plane of the starts; `mode`, `at` and kinds hold for both.
  ReachPlane against = ReachPlane::kRecorded;  // The plane of the baseline.
  std::uint32_t hops_max = std::numeric_limits<std::uint32_t>::max();
};

struct GainedNode {
  NodeId node{};
  std::uint32_t hop = 0;  // The far end of a first edge is at hop 1, like a neighbour of a start.

  bool operator==(const GainedNode&) const = default;
};

// Nodes the question gains, by slot. Starts and baseline are not among them.
struct ReachGain {
  std::vector<GainedNode> gained;
};

// One gain a question, in the order asked.
//
// Cost: a search of each plane for every 64 questions; two 64-bit words a slot.
// Threads: reads `graph` on the threads of `arena`; calls may run concurrently. The answer does not
// depend on their number. Errors: kEntityNotFound, kInvalidArgument as blast_radius; kCancelled,
// kDeadlineExceeded, kResourceExhausted: a severity must never
//         rest on a partial answer, so there is none.
Result<std::vector<ReachGain>> reach_difference(const GraphSnapshot& graph,
                                                const TraversalProfile& profile,
                                                std::span<const ReachQuestion> questions,
                                                const ReachDifferenceOptions& options,
                                                WorkBudget& budget, const TaskArena& arena);

}  // namespace muster::analytics
