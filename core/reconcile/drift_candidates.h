// Drift candidates: what the flags of nodes and edges say differs between the planes, after
// everything that finding.h keeps silent.
//
// The law: one look at every element; a candidate is a finding that lacks only its evidence, its
// reach and its severity.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/execution.h"
#include "core/graph/graph_snapshot.h"
#include "core/identity/traversal_profile.h"
#include "core/reconcile/finding.h"
#include "core/reconcile/reconcile.h"

namespace muster::reconcile {

struct DriftCandidate {
  FindingKind kind = FindingKind::kUnrecordedIdentity;
  NodeId subject{};
  std::string subject_id;             // Canonical.
  std::vector<EdgeId> edges;          // The grant, with its parallels; empty: the subject drifts.
  std::optional<NodeId> object;       // The other end of the grant.
  std::string grant;                  // As Finding::grant.
  std::optional<Instant> expired_at;  // EXPIRED_ACTIVE.
};

struct DriftCandidates {
  std::vector<DriftCandidate> found;  // By kind, subject and grant; no two alike.
  PlaneCoverage coverage;
};

// A raw edge that is a grant, and who holds what by it.
struct Grant {
  NodeId holder{};
  NodeId object{};
  bool holder_is_source = true;
};

// Which edge types of a graph are grants, foreign ones as what they act as. Threads: safe.
class GrantTypes {
 public:
  GrantTypes(const GraphSnapshot& graph, const TraversalProfile& profile);
  // nullopt: no grant, or a derived edge. REQUIRES: graph.contains(edge).
  std::optional<Grant> of(EdgeId edge) const;
  // "MEMBER_OF -> grp-admins", "SUBJECT <- binding".
  std::string text(EdgeId edge, const Grant& grant) const;

 private:
  enum class Holder : std::uint8_t { kNone, kSource, kTarget };
  const GraphSnapshot& graph_;
  std::vector<Holder> holders_;  // By edge type.
};

// Cost: O(nodes + edges + recorded statements of edges). Errors: kIo, kCorruption; kCancelled,
// kDeadlineExceeded.
Result<DriftCandidates> find_candidates(const GraphSnapshot& graph, const RecordReader& records,
                                        const GrantTypes& grants, const ReconcileOptions& options,
                                        const WorkBudget& budget);

// A property as a truth or an instant (or text of one); nullopt where it is absent or neither.
std::optional<bool> truth_of(const Value& value);
std::optional<Instant> instant_of(const Value& value);

// `at` less or plus a span, clamped to what an Instant holds.
Instant earlier(Instant at, std::chrono::seconds span);

}  // namespace muster::reconcile
