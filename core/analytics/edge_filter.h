// EdgeFilter: which edges reach crosses, compiled once a question from profile, plane, time, mode
// and kinds.
//
// The law: reach is defined here and nowhere else. The flags byte of an adjacency entry decides
// most edges; only an entry with a condition, a validity or a level is looked up.
//
//   plane       An edge or an end that the plane denies is not crossed; not collected is not
//               denied.
//   time        An edge outside its validity is not crossed. What is disabled (`enabled` false),
//               and a secret that is inactive (`active` false) or past its `expires_at`, can be
//               reached and carries nothing further.
//   kinds       As the kinds table and the profile say: always, under a condition, never.
//               Governance and evidence are never crossed, nor is a type that neither names.
//   composite   One input of a conjunction says nothing alone: it is not crossed. A kind that
//               stands for a whole conjunction (CAN_LAUNCH_AS) is crossed like any other. No
//               adapter and no rule yields AND nodes yet.
//   HAS_ACCESS  Of level read, write or unknown it ends the walk, unless the target stores a
//               secret or executes code; admin and exec go on.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/analytics/reach_options.h"
#include "core/base/result.h"
#include "core/graph/graph_snapshot.h"
#include "core/identity/traversal_profile.h"

namespace muster::analytics {

// What crossing an edge gives.
enum class Crossing : std::uint8_t {
  kNone,    // Not crossed.
  kEnds,    // The far end is reached and the walk ends there.
  kGoesOn,  // The far end is under control.
};

class EdgeFilter {
 public:
  // Keeps a reference to `graph`, which outlives it. Cost: O(edge types + labels).
  // Errors: kInvalidArgument: `edge_kinds` holds a name that is neither a kind nor an edge type of
  //         this graph.
  static Result<EdgeFilter> compile(const GraphSnapshot& graph, const TraversalProfile& profile,
                                    const ReachOptions& options);

  // What a walk that controls the node in slot `near` gets through an entry of its adjacency in
  // `direction`. Threads: safe. Cost: O(1); an entry with a condition, a validity or a level reads
  // the edge's row.
  Crossing cross(const AdjacencyEntry& entry, std::uint32_t near, Direction direction) const {
    const Rule& rule = rules_[index_of(direction)][entry.type];
    if (!rule.crossed || (entry.flags & denied_mask_) != 0) return Crossing::kNone;
    return judge(rule, entry, near, entry.neighbour_slot);
  }

  // The same edge seen from its far end: `entry` is of the adjacency of the node in slot `far`, and
  // the walk comes from the entry's neighbour. `direction` is that of the adjacency scanned.
  Crossing cross_into(const AdjacencyEntry& entry, std::uint32_t far, Direction direction) const {
    const Rule& rule = rules_[index_of(opposite(direction))][entry.type];
    if (!rule.crossed || (entry.flags & denied_mask_) != 0) return Crossing::kNone;
    return judge(rule, entry, entry.neighbour_slot, far);
  }

  // Whether the edge holds under a condition that the mode took as given.
  bool conditional(const AdjacencyEntry& entry, Direction direction) const;

  // Whether the node passes reach on once it is under control: enabled, active, unexpired.
  bool carries(std::uint32_t slot) const;

  // Whether any type is crossed when found in the adjacency of this direction: most graphs need no
  // incoming scan.
  bool crosses(Direction direction) const { return crosses_[index_of(direction)]; }

  const GraphSnapshot& graph() const { return *graph_; }
  const ReachOptions& options() const { return options_; }

 private:
  // Conditions that an edge and its ends can decide (edge_condition.cpp).
  enum class Condition : std::uint8_t {
    kNone,
    kUnknown,        // Only `conditions_met` could tell.
    kAuthenticates,  // AUTHENTICATES_AS: no further factor is asked for.
    kStores,         // STORES: in plain text, not sealed.
    kSession,        // HAS_SESSION, TOKEN_REPLAYABLE: the session still runs.
    kContains,       // CONTAINS: the container is under control, which the walk itself says.
    kTokenMounted,   // RUNS_AS: off where no token is mounted.
    kTrust,          // TRUSTED_BY: into an IAM role it is raw input of CAN_ASSUME, which decides.
  };
  enum class Verdict : std::uint8_t { kFalse, kUnknown, kTrue };

  // How edges of one type found in one direction are judged.
  struct Rule {
    bool crossed = false;
    bool by_level = false;
    AccessLevel level = AccessLevel::kNone;  // kNone with by_level: the edge's `level` decides.
    bool kind_conditional = false;
    Condition condition = Condition::kNone;
  };

  EdgeFilter() = default;
  static std::size_t index_of(Direction direction) {
    return direction == Direction::kOutgoing ? 0 : 1;
  }
  static Direction opposite(Direction direction) {
    return direction == Direction::kOutgoing ? Direction::kIncoming : Direction::kOutgoing;
  }
  static bool has_condition(const Rule& rule, const AdjacencyEntry& entry);
  static Condition condition_of(const EdgeRule& rule);
  Result<void> compile_kinds(const TraversalProfile& profile);
  void compile_names();

  Crossing judge(const Rule& rule, const AdjacencyEntry& entry, std::uint32_t near,
                 std::uint32_t far) const;
  Verdict condition_verdict(const Rule& rule, const AdjacencyEntry& entry, EdgeId edge,
                            std::uint32_t far) const;
  Crossing by_level(const Rule& rule, EdgeId edge, std::uint32_t far) const;
  bool reading_goes_on(std::uint32_t slot) const;
  // The property as a boolean or an instant (or text of one); nothing where it is absent or is
  // neither.
  template <typename Id>
  std::optional<bool> flag_of(Id element, std::optional<KeyId> key) const;
  template <typename Id>
  std::optional<Instant> instant_of(Id element, std::optional<KeyId> key) const;

  const GraphSnapshot* graph_ = nullptr;
  ReachOptions options_;
  std::uint8_t denied_mask_ = 0;
  std::array<std::vector<Rule>, 2> rules_;  // By direction and edge type.
  std::array<bool, 2> crosses_{false, false};
  std::vector<bool> executes_code_;  // By label.
  std::vector<bool> human_;          // By label.
  std::vector<EdgeTypeId> storing_;  // Types that act as STORES.
  std::optional<LabelId> secret_;
  std::optional<LabelId> iam_role_;
  struct {
    std::optional<KeyId> enabled, active, expires_at, level, sealed, conditions_met, mfa_required,
        token_mounted;
  } keys_;
};

}  // namespace muster::analytics
