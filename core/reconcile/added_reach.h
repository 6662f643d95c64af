// Added reach: what each drift makes possible, all of them in one pass a plane, and a proof path to
// the most valuable target.
//
// The law: severity never rests on a partial answer: a spent budget is an error. A proof holds in
// mode worst at the time judged.
//
// What is asked. An identity: everything behind it on the plane that has it. A grant: what its own
// edge and every derived edge that it is a cause of open, which the holder does not reach on the
// other plane. Something expired: everything behind it, as if its time were not over; the proof of
// an expired grant begins at what was granted, because the grant itself does not hold at that time.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/execution.h"
#include "core/base/parallel.h"
#include "core/graph/graph_snapshot.h"
#include "core/identity/tier.h"
#include "core/identity/traversal_profile.h"
#include "core/reconcile/drift_candidates.h"
#include "core/reconcile/finding.h"
#include "core/reconcile/reconcile.h"

namespace muster::reconcile {

// Reach as a finding shows it, and what severity asks beside.
struct JudgedReach {
  AddedReach reach;
  std::uint64_t crown_jewels = 0;
  std::uint32_t top_hop = 0;
};

// A node as a report shows it. REQUIRES: graph.contains(node).
NodeCard card_of(const GraphSnapshot& graph, const TierMap& tiers, NodeId node);
bool in_production(const Environment& environment);

// One answer a candidate, in their order. Errors: those of reach_difference and of `causes`.
Result<std::vector<JudgedReach>> judge_reach(const GraphSnapshot& graph,
                                             const TraversalProfile& profile, const TierMap& tiers,
                                             std::span<const DriftCandidate> candidates,
                                             const ReconcileOptions& options,
                                             const CauseLookup& causes, WorkBudget& budget,
                                             const TaskArena& arena);

}  // namespace muster::reconcile
