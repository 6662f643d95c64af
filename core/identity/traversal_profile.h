// Traversal profile: what each edge type of a store means for reach. Muster's own kinds come from
// the kinds table; a row of the profile says for a foreign edge type (GitHound, SnowHound,
// SharpHound, AzureHound) which kind it acts as, whether it is walked backwards, and when.
//
// The law: a type that no kind and no row names is never traversed.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/graph/catalog.h"
#include "core/identity/kinds.h"

namespace muster {

// What an access grant lets its holder do with the resource.
enum class AccessLevel : std::uint8_t {
  kNone,  // Not an access grant, or its level is not known: counts as read.
  kRead,  // Ends the walk, unless the resource stores a secret or executes code.
  kWrite,
  kAdmin,  // Goes on.
  kExec,   // Goes on.
};
// "read", "write", "admin", "exec", and the words of APIs and SaaS for them ("viewer", "operator",
// …); anything else is kNone.
AccessLevel parse_access_level(std::string_view text);
std::string_view access_level_name(AccessLevel level);  // Empty for kNone.

// A row of the profile of foreign types.
struct ForeignEdgeType {
  std::string_view type;
  std::string_view acts_as;  // A kind of edge_kinds().
  bool reversed;             // Control flows from target to source.
  Traversable traversable;  // Overrides the kind's: kAlways, kConditional, kComposite; never kNever
                            // (leave the row out).
  AccessLevel level;        // Where it acts as HAS_ACCESS: the level it gives.
};
std::span<const ForeignEdgeType> foreign_edge_types();  // Sorted by type.

// How edges of one type are walked.
struct EdgeRule {
  Traversable traversable = Traversable::kNever;
  bool reversed = false;
  // An access grant: where its level comes from is `level`, or the edge's property `level` where
  // that is kNone.
  bool by_level = false;
  AccessLevel level = AccessLevel::kNone;
  std::uint8_t cost = 0;
  const EdgeKind* kind = nullptr;  // What it is or acts as; nullptr: a type nobody named.
};

// Immutable once compiled. Threads: safe.
class TraversalProfile {
 public:
  // Cost: O(edge types of the catalog).
  explicit TraversalProfile(const Catalog& catalog);

  // A type interned after the profile was compiled is never traversed.
  const EdgeRule& rule(EdgeTypeId type) const;
  // Types that can be walked in some mode, ascending.
  std::span<const EdgeTypeId> traversable_types() const { return traversable_; }

 private:
  std::vector<EdgeRule> rules_;  // By type id.
  std::vector<EdgeTypeId> traversable_;
};

// The rule of one type by name; a type nobody named has kind nullptr.
EdgeRule edge_rule(std::string_view type);

}  // namespace muster
