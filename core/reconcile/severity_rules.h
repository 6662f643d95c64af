// Severity rules: how bad a drift is, with every term of the reckoning.
//
// The law: the last term's level is the severity, and every term says in a sentence on what it
// rests.
//
//   base      unrecorded high, ghost medium, excess medium, missing low, expired high
//   kind      unrecorded: reaches tier 0 or production: critical; holds no grant: low
//             ghost: a live credential or grant remains: high
//             excess: opens tier 0: critical; opens production: high
//             missing: break-glass, recovery or production: medium
//             expired: two consumers or more: +1
//   general   +1 where a tier 0 or a crown jewel falls (not counted again where the kind's term
//             did;
//             not for what only the record promises); +1 where a credential is exposed, or used
//             since; -1 where it is known to be no production and the reach weighs nothing
#pragma once

#include <vector>

#include "core/graph/graph_snapshot.h"
#include "core/reconcile/added_reach.h"
#include "core/reconcile/drift_candidates.h"
#include "core/reconcile/severity.h"

namespace muster::reconcile {

// Cost: O(degree of the subject).
std::vector<SeverityTerm> explain_severity(const GraphSnapshot& graph, const GrantTypes& grants,
                                           const DriftCandidate& candidate,
                                           const JudgedReach& judged);

}  // namespace muster::reconcile
