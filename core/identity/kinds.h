// The kinds of the identity graph as data: one row a node kind and one row an edge kind, with what
// each means for reach.
//
// The law: edges point the way control flows to an attacker, and this table alone says which of
// them carry it.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace muster {

enum class KindGroup : std::uint8_t {
  kPeople,      // Person, Team, OrgUnit, Vendor.
  kAccount,     // UserAccount.
  kMachine,     // Non-human identities: ServiceAccount, IamUser, IamRole, …
  kComponent,   // What runs: Workload, Pod, Container, CiPipeline, AiAgent, …
  kPlace,       // Host, Cluster, Namespace, CloudAccount, …
  kRight,       // Group, Role, Policy, RoleBinding, …
  kSecret,      // Secret, SecretStore.
  kAuth,        // MfaFactor, RecoveryMethod, Session.
  kTrust,       // IdentityProvider, TrustDomain, ExternalPrincipal, …
  kResource,    // Bucket, Database, Repo, …
  kGovernance,  // AccessRequest, Review, …
};

struct NodeKind {
  std::string_view name;
  KindGroup group;
  bool identity;       // Can act: a principal that reconcile judges as an identity.
  bool human;          // A person or a person's account.
  bool executes_code;  // Reaching it with read already gives what it runs as (RUNS_AS, STORES) …
};

enum class EdgeClass : std::uint8_t { kControl, kAccess, kStructural, kGovernance, kEvidence };

enum class Traversable : std::uint8_t {
  kAlways,
  kConditional,  // Under the condition named in the row, judged per edge.
  kComposite,    // One input of a conjunction (AND node).
  kNever,
};

struct EdgeKind {
  std::string_view name;
  EdgeClass edge_class;
  Traversable traversable;
  std::string_view
      condition;      // In words, for people and docs; empty unless conditional or composite.
  std::uint8_t cost;  // 0 membership … 3 exploit.
  std::string_view technique;  // ATT&CK id or empty.
  bool derived;  // Made by core/derivation only; adapters must not assert it from a raw system.
};

std::span<const NodeKind> node_kinds();  // Sorted by name.
std::span<const EdgeKind> edge_kinds();  // Sorted by name.

// nullptr: not one of Muster's kinds. Cost: O(log kinds).
const NodeKind* find_node_kind(std::string_view name);
const EdgeKind* find_edge_kind(std::string_view name);

}  // namespace muster
