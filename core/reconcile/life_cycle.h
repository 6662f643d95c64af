// Life cycle: carries findings on from reconcile to reconcile.
//
// The law: a finding is resolved by knowledge, never by the lack of it; judging the same time again
// changes nothing.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/graph/graph_snapshot.h"
#include "core/graph/write_batch.h"
#include "core/reconcile/drift_candidates.h"
#include "core/reconcile/reconcile.h"

namespace muster::reconcile {

// All stored findings, resolved ones among them, by fid. Errors: kIo, kCorruption.
Result<std::map<std::string, Finding>> stored_findings(const RecordReader& records);

// Merges what was found with what is stored: status, first_seen, last_seen and count of
// `report.findings`, and fills `report.resolved`. Findings whose other plane was not collected this
// time stay among `report.findings` as they were. Errors: kIo, kCorruption.
Result<void> carry_on(const GraphSnapshot& graph, const RecordReader& records,
                      const GrantTypes& grants, ReconcileReport& report);

// Severity, weighted reach, age (oldest first), fid.
bool worse(const Finding& left, const Finding& right);

}  // namespace muster::reconcile
