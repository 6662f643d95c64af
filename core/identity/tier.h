// Tier and environment of a thing: how much falls with it, and whether it serves production.
//
// The laws: tier 0 is what a source says is tier 0, the places a whole estate hangs on (accounts,
// clusters, tenants, domains), and what controls one of those. An unknown environment is unknown;
// it never counts as non-production.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/graph/graph_snapshot.h"
#include "core/identity/traversal_profile.h"

namespace muster {

struct TierRules {
  std::vector<std::string> property_names{
      "tier"};  // Where a source says the tier: the first that is there decides.
  std::vector<std::string> tier_zero_values{
      "0", "t0", "tier0", "tier_zero"};  // Beside the integer 0, regardless of case.
  std::vector<std::string> tier_zero_kinds{"CloudAccount", "Cluster",      "Domain",
                                           "Project",      "Subscription", "Tenant"};
  std::vector<std::string> controlling_edges{
      "CONTROLS"};  // Edges (or what acts as them) to such a thing that make their source tier 0.
  std::vector<std::string> tier_zero_ids;  // Aliases of further things, one by one.
};

// Reads a rule file (TOML, table [tier_zero]; docs in datasets/tier0.toml). What it leaves out
// keeps its default. `name` is for messages. Errors: kInvalidInput: not TOML, an unknown key, a
// wrong type; says where.
Result<TierRules> parse_tier_rules(std::string_view toml, std::string_view name);

// One verdict for each node, by slot. Threads: immutable, safe.
class TierMap {
 public:
  // Control is direct: one controlling edge that no plane's filter of `edge_counts` rejects. Cost:
  // O(nodes + controlling edges).
  TierMap(const GraphSnapshot& graph, const TraversalProfile& profile, const TierRules& rules);

  bool tier_zero(NodeId node) const;
  // The tier a source says, or 0 by rule; nullopt: nobody says.
  std::optional<std::int64_t> tier(NodeId node) const;
  // Why it is tier 0, one sentence; empty if it is not.
  std::string reason(const GraphSnapshot& graph, NodeId node) const;

 private:
  enum class Why : std::uint8_t { kNot, kSaid, kKind, kControls, kNamed };
  std::vector<Why> why_;           // By slot.
  std::vector<std::int8_t> said_;  // By slot; -1: nobody says.
};

struct Environment {
  std::string name;    // "prod", "staging", …, lower case as found; empty: unknown.
  std::string origin;  // "property", "tag", "registry", "namespace", "cluster"; empty: unknown.

  bool known() const { return !name.empty(); }
  // Known and not production. An unknown environment is not.
  bool non_production() const;
};

// From its property or tag `env` / `environment`, else what a registry says of it (`registry_env`),
// else the name of its namespace or cluster, else unknown. Cost: O(in-degree by CONTAINS).
Environment environment_of(const GraphSnapshot& graph, NodeId node);

}  // namespace muster
