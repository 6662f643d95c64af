// Findings: where what is recorded and what is observed differ, each with the evidence of both
// planes and the reach it makes possible.
//
// The laws:
//   - Unknown is not absent. A thing is missing on a plane only where a complete run of that plane
//     covers its kind and scope and lacks it.
//   - One cause, one finding. What an identity's own finding says is not said again of its grants.
//   - Derived edges are never judged, only their raw causes are; what is derived from a cause is
//     the reach that it adds.
//
// When each kind is found. T is the time judged at; "by then" is T less the clock skew
// (10 minutes). An identity is a node whose kind is one in the kinds table (`NodeKind::identity`).
// A stub, which no source asserts, is never judged.
//
//   UNRECORDED_IDENTITY  An identity that an observed source asserts and the recorded plane denies.
//       silent: the recorded plane never collected its kind and scope completely; it is recorded
//               under an alias; it is ephemeral (`ephemeral` true) and was first seen less than
//               the grace of 10 minutes before T.
//
//   GHOST_IDENTITY       An identity that a recorded source asserts and the observed plane denies.
//       silent: the observed run was not complete, or covers another scope or other kinds; it is
//               recorded as disabled (`enabled` false), as ended (`expires_at` or `valid_until`
//               at or before T), or as beginning later (`valid_from` after by then).
//
//   ENTITLEMENT_EXCESS   A grant that an observed source asserts and the recorded plane denies.
//                        The subject is the holder.
//       grants: the raw edges of grant_kinds(): memberships, roles, policy attachments, role
//               bindings (one finding a subject of the binding), trust to assume, access, and any
//               control edge that a source asserts itself.
//       silent: an end is an identity that the recorded plane denies (the grant is part of its
//               finding, or rightly as silent as it is); the holder is no identity (a group, a
//               role, a binding) and is itself unrecorded (the grants that lead into it are judged
//               instead); the grant is not valid at T.
//
//   ENTITLEMENT_MISSING  A grant that a recorded source asserts and the observed plane denies.
//       silent: ends as above with the planes exchanged; the recorded grant ended at or before T,
//               or begins after by then: it is right that it is not there.
//
//   EXPIRED_ACTIVE       A secret or role binding whose `expires_at` or `valid_until`, or a grant
//                        whose validity, ended by then, and that an observed source still asserts.
//                        A grant that every recorded source that asserts it ended has ended,
//                        whatever the observed plane says of its time.
//       silent: it ended less than the skew before T; it is inactive (`active` or `enabled` false,
//               as observed); only a recorded source asserts it; the grant is an excess (one
//               cause), or part of an identity's own finding. The secret of an unrecorded identity
//               is judged: a live expired credential is a cause of its own.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/ids.h"
#include "core/base/instant.h"
#include "core/base/result.h"
#include "core/graph/element.h"
#include "core/reconcile/severity.h"

namespace muster::reconcile {

enum class FindingKind : std::uint8_t {
  kUnrecordedIdentity,
  kGhostIdentity,
  kEntitlementExcess,
  kEntitlementMissing,
  kExpiredActive,
};

inline constexpr std::size_t kFindingKinds = 5;

std::string_view finding_kind_name(FindingKind kind);  // "UNRECORDED_IDENTITY", …
// Errors: kInvalidArgument names the codes there are.
Result<FindingKind> parse_finding_kind(std::string_view code);

enum class FindingStatus : std::uint8_t { kOpen, kReopened, kResolved };

std::string_view finding_status_name(FindingStatus status);  // "open", "reopened", "resolved".

// A node as a report shows it; it stays readable when the node is gone.
struct NodeCard {
  std::string canonical_id;
  std::string kind;
  std::string display_name;
  std::string environment;           // "unknown" where nothing says.
  std::optional<std::int64_t> tier;  // 0 is the most privileged.

  bool operator==(const NodeCard&) const = default;
};

// What one source says, or what the silence of a plane rests on.
struct Evidence {
  Plane plane = Plane::kRecorded;
  bool present = false;       // False: a complete run of this source covers it and lacks it.
  std::string source;         // The declared source.
  std::string run;            // The run that said so (its id); empty where the source has none.
  std::optional<Instant> at;  // When that run collected.
  bool complete = false;
  std::string says;  // One sentence: "asserts MEMBER_OF to grp-admins", "covers aws:111122223333
                     // and has no such IamUser".

  bool operator==(const Evidence&) const = default;
};

// One edge of a proof path. Ids are those of the graph version reconciled, so that a test can
// replay it.
struct ProofStep {
  EdgeId edge{};
  NodeId from{};
  NodeId to{};
  std::string from_id;  // Canonical ids.
  std::string to_id;
  std::string from_name;
  std::string to_name;
  std::string type;
  bool backwards = false;  // The edge points from `to` to `from`.
  bool conditional = false;
  bool derived = false;

  bool operator==(const ProofStep&) const = default;
};

// What the drift makes possible: reached on the plane that has it, not reached on the plane that
// denies it. For a missing grant and a ghost: what the record promises and the world does not give.
struct AddedReach {
  std::uint64_t identities = 0;
  std::uint64_t secrets = 0;
  std::uint64_t resources = 0;
  std::uint64_t tier0 = 0;       // Of all of these.
  std::uint64_t production = 0;  // Of all of these.
  std::uint64_t weighted = 0;    // reach_weight.h: sum over distinct nodes.
  std::map<std::string, std::uint64_t> by_kind;
  // The most valuable target: tier 0 first, then weight, then nearest, then canonical id.
  std::optional<NodeCard> top;
  // From the subject to `top`. Holds in mode worst at the time judged.
  std::vector<ProofStep> proof;

  bool operator==(const AddedReach&) const = default;
};

struct Finding {
  std::string fid;  // hash(kind, subject, grant): 16 hexadecimal digits. The same drift keeps it
                    // from run to run.
  std::string state_hash;  // Of what the finding says now: severity, evidence, reach.
  FindingKind kind = FindingKind::kUnrecordedIdentity;
  NodeCard subject;
  std::string grant;  // "MEMBER_OF -> grp-admins"; empty where the subject itself drifts.
  std::optional<NodeCard> object;  // The other end of the grant.
  Severity severity = Severity::kInfo;
  std::vector<SeverityTerm> explanation;  // In order; the last one's level is the severity.
  std::vector<Evidence> evidence;         // Recorded first, then by source.
  AddedReach reach;
  std::optional<Instant> expired_at;  // EXPIRED_ACTIVE.

  // Life cycle, kept from reconcile to reconcile; the times are those judged at.
  FindingStatus status = FindingStatus::kOpen;
  Instant first_seen;
  Instant last_seen;
  std::uint64_t count = 1;  // Reconciles that found it.

  bool operator==(const Finding&) const = default;
};

// The edge kinds that are grants, and at which end the holder stands.
struct GrantKind {
  std::string_view edge_kind;
  bool holder_is_source = true;
};
std::span<const GrantKind> grant_kinds();  // Sorted by name.

}  // namespace muster::reconcile
