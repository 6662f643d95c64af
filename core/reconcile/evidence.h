// Evidence: what the sources of both planes say of a drifting thing, and on what their silence
// rests.
//
// The law: a plane's silence is evidence only through a complete run that covers the kind and scope
// of what the other plane asserts.
#pragma once

#include <vector>

#include "core/graph/graph_snapshot.h"
#include "core/graph/write_batch.h"
#include "core/identity/coverage.h"
#include "core/reconcile/drift_candidates.h"
#include "core/reconcile/finding.h"

namespace muster::reconcile {

// Recorded first, then by source and sentence. Cost: O(statements of the thing). Errors: kIo,
// kCorruption.
Result<std::vector<Evidence>> evidence_of(const GraphSnapshot& graph, const RecordReader& records,
                                          const Coverage& coverage,
                                          const DriftCandidate& candidate);

}  // namespace muster::reconcile
