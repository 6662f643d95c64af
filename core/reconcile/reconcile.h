// Reconcile: compares what is recorded with what is observed on one snapshot.
//
// The law: a pure function of snapshot, records and options. Nothing is written until
// commit_findings, nothing asks a clock, and equal inputs give equal reports byte for byte.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/execution.h"
#include "core/base/parallel.h"
#include "core/base/result.h"
#include "core/graph/graph_snapshot.h"
#include "core/graph/write_batch.h"
#include "core/identity/tier.h"
#include "core/identity/traversal_profile.h"
#include "core/reconcile/finding.h"

namespace muster::reconcile {

// The raw edges behind a derived edge, all its proofs together. core/derivation knows them; whoever
// starts a reconcile passes its reader.
using CauseLookup = std::function<Result<std::vector<EdgeId>>(EdgeId derived)>;

struct ReconcileOptions {
  Instant at;  // Everything is judged at this time.
  // An expiry counts only when it is older than this.
  std::chrono::seconds clock_skew{600};
  // An ephemeral identity younger than this is not yet a shadow.
  std::chrono::seconds ephemeral_grace{600};
  TierRules tier_rules;  // What counts as tier 0: the rule file in force.
};

// What one source covers, and how whole its last run was.
struct SourceCoverage {
  std::string source;
  Plane plane = Plane::kRecorded;
  std::string run;
  std::optional<Instant> at;
  bool complete = false;
  std::vector<std::string> scopes;  // Sorted.
  std::vector<std::string> kinds;   // Sorted; node and edge kinds.
  std::uint64_t assertions = 0;

  bool operator==(const SourceCoverage&) const = default;
};

// How far the two planes speak of the same identities. Unknown is counted, never hidden.
struct PlaneCoverage {
  std::uint64_t identities = 0;        // Identities judged.
  std::uint64_t in_both = 0;           // Present on both planes.
  std::uint64_t unrecorded = 0;        // Observed, and denied by the recorded plane.
  std::uint64_t missing = 0;           // Recorded, and denied by the observed plane.
  std::uint64_t recorded_unknown = 0;  // Observed only; the recorded plane was not collected there.
  std::uint64_t observed_unknown = 0;  // Recorded only; the observed plane was not collected there.

  bool operator==(const PlaneCoverage&) const = default;
};

struct ReconcileReport {
  Instant at;
  std::uint64_t graph_version = 0;
  std::vector<SourceCoverage> sources;  // Recorded first, then by name.
  PlaneCoverage coverage;
  std::vector<Finding>
      findings;  // Open ones: by severity, weighted reach, age (oldest first), then fid.
  std::vector<Finding> resolved;  // Open at the last reconcile and not found again; not resolved
                                  // merely because they were not collected.
  std::map<FindingKind, std::uint64_t> counts;  // Of `findings`; every kind has an entry.

  bool clean() const { return findings.empty(); }
  bool operator==(const ReconcileReport&) const = default;
};

// Compares the planes of `graph`, which `records` belong to, and carries the life cycle of earlier
// findings on.
//
// Cost: O(V + E), and a search of each plane for every 64 findings.
// Threads: reads on the threads of `arena`.
// Errors: kFailedPrecondition: a run is still being applied (its name is given). kCorruption: a
// record does not decode. kCancelled,
//         kDeadlineExceeded, kResourceExhausted: no report, because a severity never rests on a
//         partial answer.
Result<ReconcileReport> reconcile(const GraphSnapshot& graph, const RecordReader& records,
                                  const TraversalProfile& profile, const ReconcileOptions& options,
                                  const CauseLookup& causes, WorkBudget& budget,
                                  const TaskArena& arena);

// Puts the findings and the report's frame into the batch. Errors: kCorruption: an earlier record
// does not decode.
Result<void> commit_findings(WriteBatch& batch, const ReconcileReport& report);

// The report of the last reconcile; nullopt: there was none. Errors: kIo, kCorruption.
Result<std::optional<ReconcileReport>> read_last_report(const RecordReader& records);

// Open findings whose subject has this canonical id, worst first. Cost: O(findings). Errors: kIo,
// kCorruption.
Result<std::vector<Finding>> open_findings_of(const RecordReader& records,
                                              std::string_view canonical_id);

}  // namespace muster::reconcile
