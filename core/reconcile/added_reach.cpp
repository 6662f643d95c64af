#include "core/reconcile/added_reach.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "core/analytics/blast_radius.h"
#include "core/analytics/edge_filter.h"
#include "core/analytics/node_groups.h"
#include "core/analytics/reach_difference.h"
#include "core/identity/alias.h"
#include "core/reconcile/reach_weight.h"

namespace muster::reconcile {

namespace {

using analytics::Crossing;
using analytics::EdgeFilter;
using analytics::ReachPlane;
using analytics::ReachQuestion;

bool on_recorded(FindingKind kind) {
  return kind == FindingKind::kGhostIdentity || kind == FindingKind::kEntitlementMissing;
}

AdjacencyEntry entry_of(const GraphSnapshot& graph, EdgeId edge, Direction direction) {
  const EdgeEnds ends = graph.ends(edge);
  const NodeId far = direction == Direction::kOutgoing ? ends.target : ends.source;
  return {.edge_slot = slot_of(edge),
          .neighbour_slot = slot_of(far),
          .type = static_cast<std::uint16_t>(raw(ends.type)),
          .flags = graph.flags(edge)};
}

// An edge that a question crosses first, and what that gives.
struct FirstEdge {
  EdgeId edge{};
  NodeId near{};
  NodeId far{};
  bool backwards = false;
  bool goes_on = false;
  bool shown = true;  // False: it does not hold at the time judged, so no proof may cross it.
};

struct Asked {
  ReachQuestion question;
  std::vector<FirstEdge> first;
};

class Judge {
 public:
  Judge(const GraphSnapshot& graph, const TraversalProfile& profile, const TierMap& tiers,
        const ReconcileOptions& options, const CauseLookup& causes, WorkBudget& budget,
        const TaskArena& arena)
      : graph_(graph),
        profile_(profile),
        tiers_(tiers),
        options_(options),
        causes_(causes),
        budget_(budget),
        arena_(arena),
        groups_(graph) {}

  Result<std::vector<JudgedReach>> run(std::span<const DriftCandidate> candidates);

 private:
  struct Worth {
    std::uint64_t weight = 0;
    bool production = false;
    bool crown_jewel = false;
  };

  analytics::ReachOptions reach_options(ReachPlane plane) const {
    return {
        .plane = plane, .mode = analytics::ReachMode::kWorst, .at = options_.at, .edge_kinds = {}};
  }
  Result<void> invert_causes(std::span<const DriftCandidate> candidates);
  Asked ask(const DriftCandidate& candidate, const EdgeFilter& filter) const;
  void add_first(Asked& asked, EdgeId edge, const EdgeFilter& filter) const;
  void add_expired(Asked& asked, EdgeId edge, const EdgeFilter& filter) const;
  Result<void> judge_plane(std::span<const DriftCandidate> candidates, bool recorded,
                           std::vector<JudgedReach>& judged);
  const Worth& worth_of(NodeId node);
  JudgedReach weigh(const std::vector<analytics::GainedNode>& gained, std::optional<NodeId>& top);
  Result<std::vector<ProofStep>> prove(const Asked& asked, NodeId top, std::uint32_t top_hop,
                                       ReachPlane plane, const EdgeFilter& filter);
  Result<analytics::BlastRadius> walk(const std::vector<NodeId>& starts, std::uint32_t hops_max,
                                      ReachPlane plane);
  ProofStep step(NodeId from, NodeId to, EdgeId edge, bool backwards,
                 const EdgeFilter& filter) const;

  const GraphSnapshot& graph_;
  const TraversalProfile& profile_;
  const TierMap& tiers_;
  const ReconcileOptions& options_;
  const CauseLookup& causes_;
  WorkBudget& budget_;
  const TaskArena& arena_;
  const analytics::NodeGroups groups_;
  std::unordered_map<std::uint64_t, std::vector<EdgeId>> derived_from_;  // By raw edge of a grant.
  std::unordered_map<std::uint64_t, Worth> worth_;
};

Result<std::vector<JudgedReach>> Judge::run(std::span<const DriftCandidate> candidates) {
  MUSTER_CHECK(invert_causes(candidates));
  std::vector<JudgedReach> judged(candidates.size());
  MUSTER_CHECK(judge_plane(candidates, /*recorded=*/false, judged));
  MUSTER_CHECK(judge_plane(candidates, /*recorded=*/true, judged));
  return judged;
}

Result<void> Judge::invert_causes(std::span<const DriftCandidate> candidates) {
  for (const DriftCandidate& candidate : candidates)
    for (const EdgeId edge : candidate.edges) derived_from_[raw(edge)];
  if (derived_from_.empty() || !causes_) return ok();
  for (std::uint32_t slot = 0; slot < graph_.edge_slot_bound(); ++slot) {
    if (slot % 4096 == 0) MUSTER_CHECK(budget_.check());
    const auto edge = graph_.edge_at(slot);
    if (!edge || (graph_.flags(*edge) & kFlagDerived) == 0) continue;
    MUSTER_TRY(std::vector<EdgeId> causes, causes_(*edge));
    std::sort(causes.begin(), causes.end());
    causes.erase(std::unique(causes.begin(), causes.end()), causes.end());
    for (const EdgeId cause : causes)
      if (const auto at = derived_from_.find(raw(cause)); at != derived_from_.end())
        at->second.push_back(*edge);
  }
  return ok();
}

void Judge::add_first(Asked& asked, EdgeId edge, const EdgeFilter& filter) const {
  asked.question.first_edges.push_back(edge);
  const EdgeEnds ends = graph_.ends(edge);
  for (const Direction direction : {Direction::kOutgoing, Direction::kIncoming}) {
    const bool outgoing = direction == Direction::kOutgoing;
    const NodeId near = outgoing ? ends.source : ends.target;
    const Crossing crossing =
        filter.cross(entry_of(graph_, edge, direction), slot_of(near), direction);
    if (crossing == Crossing::kNone) continue;
    asked.first.push_back({.edge = edge,
                           .near = near,
                           .far = outgoing ? ends.target : ends.source,
                           .backwards = !outgoing,
                           .goes_on = crossing == Crossing::kGoesOn,
                           .shown = true});
  }
}

// The filter crosses nothing whose time is over; what the edge gave while it held is what its kind
// says.
void Judge::add_expired(Asked& asked, EdgeId edge, const EdgeFilter& filter) const {
  if (graph_.validity(edge).covers(options_.at)) return add_first(asked, edge, filter);
  const EdgeEnds ends = graph_.ends(edge);
  const EdgeRule& rule = profile_.rule(ends.type);
  if (rule.traversable == Traversable::kNever) return;
  if (rule.traversable == Traversable::kComposite && (graph_.flags(edge) & kFlagDerived) == 0)
    return;
  AccessLevel level = rule.level;
  if (rule.by_level && level == AccessLevel::kNone) {
    const Value said = graph_.property(edge, "level");
    if (said.is_string()) level = parse_access_level(said.as_string());
  }
  const bool goes_on =
      !rule.by_level || level == AccessLevel::kAdmin || level == AccessLevel::kExec;
  const NodeId far = rule.reversed ? ends.source : ends.target;
  asked.first.push_back({.edge = edge,
                         .near = rule.reversed ? ends.target : ends.source,
                         .far = far,
                         .backwards = rule.reversed,
                         .goes_on = goes_on,
                         .shown = false});
  if (goes_on) asked.question.starts.push_back(far);
}

Asked Judge::ask(const DriftCandidate& candidate, const EdgeFilter& filter) const {
  Asked asked;
  if (candidate.edges.empty()) {
    asked.question.starts.push_back(candidate.subject);
    return asked;
  }
  const bool expired = candidate.kind == FindingKind::kExpiredActive;
  for (const EdgeId edge : candidate.edges) {
    std::vector<EdgeId> opened = derived_from_.at(raw(edge));
    opened.insert(opened.begin(), edge);
    for (const EdgeId one : opened)
      expired ? add_expired(asked, one, filter) : add_first(asked, one, filter);
  }
  if (!expired) asked.question.baseline.push_back(candidate.subject);
  return asked;
}

Result<void> Judge::judge_plane(std::span<const DriftCandidate> candidates, bool recorded,
                                std::vector<JudgedReach>& judged) {
  const ReachPlane plane = recorded ? ReachPlane::kRecorded : ReachPlane::kObserved;
  MUSTER_TRY(const EdgeFilter filter, EdgeFilter::compile(graph_, profile_, reach_options(plane)));
  std::vector<std::size_t> which;
  std::vector<Asked> asked;
  std::vector<ReachQuestion> questions;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (on_recorded(candidates[i].kind) != recorded) continue;
    which.push_back(i);
    asked.push_back(ask(candidates[i], filter));
    questions.push_back(asked.back().question);
  }
  if (which.empty()) return ok();
  const analytics::ReachDifferenceOptions options{
      .reach = reach_options(plane),
      .against = recorded ? ReachPlane::kObserved : ReachPlane::kRecorded};
  MUSTER_TRY(auto gains,
             analytics::reach_difference(graph_, profile_, questions, options, budget_, arena_));
  for (std::size_t i = 0; i < which.size(); ++i) {
    std::vector<analytics::GainedNode>& gained = gains[i].gained;
    const DriftCandidate& candidate = candidates[which[i]];
    // The far end of an expired grant was a start, which is no gain of the search, but is one of
    // the drift.
    for (const FirstEdge& first : asked[i].first)
      if (!first.shown && std::none_of(gained.begin(), gained.end(),
                                       [&](const auto& node) { return node.node == first.far; }))
        gained.push_back({first.far, 1});
    std::erase_if(gained, [&](const auto& node) { return node.node == candidate.subject; });
    std::optional<NodeId> top;
    judged[which[i]] = weigh(gained, top);
    if (!top) continue;
    MUSTER_TRY(judged[which[i]].reach.proof,
               prove(asked[i], *top, judged[which[i]].top_hop, plane, filter));
  }
  return ok();
}

const Judge::Worth& Judge::worth_of(NodeId node) {
  const auto [at, fresh] = worth_.try_emplace(raw(node));
  if (!fresh) return at->second;
  Worth& worth = at->second;
  worth.production = in_production(environment_of(graph_, node));
  worth.crown_jewel = truth_of(graph_.property(node, "crown_jewel")) == true;
  worth.weight = group_weight(groups_.group(node)) + tier_weight(tiers_.tier(node));
  const Value data_class = graph_.property(node, "data_class");
  if (data_class.is_string()) worth.weight += data_class_weight(data_class.as_string());
  if (worth.crown_jewel) worth.weight += kCrownJewelWeight;
  if (worth.production) worth.weight += kProductionWeight;
  return worth;
}

JudgedReach Judge::weigh(const std::vector<analytics::GainedNode>& gained,
                         std::optional<NodeId>& top) {
  JudgedReach judged;
  AddedReach& reach = judged.reach;
  std::tuple<bool, std::uint64_t, std::uint32_t> best;  // Not tier 0, less weight, farther: worse.
  for (const analytics::GainedNode& one : gained) {
    const Worth& worth = worth_of(one.node);
    switch (groups_.group(one.node)) {
      case analytics::ReachGroup::kIdentity:
        ++reach.identities;
        break;
      case analytics::ReachGroup::kSecret:
        ++reach.secrets;
        break;
      case analytics::ReachGroup::kResource:
        ++reach.resources;
        break;
      case analytics::ReachGroup::kOther:
        break;
    }
    const bool tier0 = tiers_.tier_zero(one.node);
    reach.tier0 += tier0 ? 1 : 0;
    reach.production += worth.production ? 1 : 0;
    judged.crown_jewels += worth.crown_jewel ? 1 : 0;
    reach.weighted += worth.weight;
    ++reach.by_kind[groups_.kind(one.node)];
    const std::tuple rank{!tier0, ~worth.weight, one.hop};
    const bool better =
        !top || rank < best ||
        (rank == best && canonical_id(graph_, one.node) < canonical_id(graph_, *top));
    if (!better) continue;
    top = one.node;
    best = rank;
    judged.top_hop = one.hop;
  }
  if (top) reach.top = card_of(graph_, tiers_, *top);
  return judged;
}

Result<analytics::BlastRadius> Judge::walk(const std::vector<NodeId>& starts,
                                           std::uint32_t hops_max, ReachPlane plane) {
  analytics::BlastRadiusOptions options{.reach = reach_options(plane)};
  options.visited_max = std::numeric_limits<std::size_t>::max();
  options.hops_max = hops_max;
  options.starts_live = true;
  MUSTER_TRY(auto radius,
             analytics::blast_radius(graph_, profile_, starts, options, budget_, arena_));
  if (!radius.truncation.truncated) return radius;
  MUSTER_CHECK(budget_.check());
  return Error{.code = ErrorCode::kResourceExhausted,
               .message = "The memory budget was spent while a finding's reach was proved.",
               .hint = "Raise the memory budget and reconcile again."};
}

// The shortest way to `top`: through one first edge, or from the starts.
Result<std::vector<ProofStep>> Judge::prove(const Asked& asked, NodeId top, std::uint32_t top_hop,
                                            ReachPlane plane, const EdgeFilter& filter) {
  std::vector<ProofStep> proof;
  std::vector<NodeId> starts = asked.question.starts;
  const FirstEdge* direct = nullptr;
  for (const FirstEdge& first : asked.first) {
    if (first.far == top && (direct == nullptr || first.edge < direct->edge)) direct = &first;
    if (first.goes_on) starts.push_back(first.far);
  }
  if (direct != nullptr) {
    if (direct->shown)
      proof.push_back(step(direct->near, direct->far, direct->edge, direct->backwards, filter));
    return proof;
  }
  if (starts.empty()) return proof;
  MUSTER_TRY(const auto radius, walk(starts, top_hop, plane));
  const analytics::ReachedNode* reached = analytics::find_reached(radius, top);
  if (reached == nullptr) return proof;
  const auto steps = analytics::proof_path(radius, *reached);
  const FirstEdge* entered = nullptr;
  for (const FirstEdge& first : asked.first)
    if (first.shown && first.goes_on && first.far == steps.front().node &&
        (entered == nullptr || first.edge < entered->edge))
      entered = &first;
  if (entered != nullptr)
    proof.push_back(step(entered->near, entered->far, entered->edge, entered->backwards, filter));
  for (std::size_t i = 1; i < steps.size(); ++i)
    proof.push_back(
        step(steps[i - 1].node, steps[i].node, steps[i].edge, steps[i].backwards, filter));
  return proof;
}

ProofStep Judge::step(NodeId from, NodeId to, EdgeId edge, bool backwards,
                      const EdgeFilter& filter) const {
  const Direction direction = backwards ? Direction::kIncoming : Direction::kOutgoing;
  return {.edge = edge,
          .from = from,
          .to = to,
          .from_id = canonical_id(graph_, from),
          .to_id = canonical_id(graph_, to),
          .from_name = display_name(graph_, from),
          .to_name = display_name(graph_, to),
          .type = std::string(graph_.catalog().edge_types.name(graph_.ends(edge).type)),
          .backwards = backwards,
          .conditional = filter.conditional(entry_of(graph_, edge, direction), direction),
          .derived = (graph_.flags(edge) & kFlagDerived) != 0};
}

}  // namespace

NodeCard card_of(const GraphSnapshot& graph, const TierMap& tiers, NodeId node) {
  const Environment environment = environment_of(graph, node);
  return {.canonical_id = canonical_id(graph, node),
          .kind = kind_of(graph, node),
          .display_name = display_name(graph, node),
          .environment = environment.known() ? environment.name : "unknown",
          .tier = tiers.tier(node)};
}

bool in_production(const Environment& environment) {
  return environment.known() && !environment.non_production();
}

Result<std::vector<JudgedReach>> judge_reach(const GraphSnapshot& graph,
                                             const TraversalProfile& profile, const TierMap& tiers,
                                             std::span<const DriftCandidate> candidates,
                                             const ReconcileOptions& options,
                                             const CauseLookup& causes, WorkBudget& budget,
                                             const TaskArena& arena) {
  return Judge(graph, profile, tiers, options, causes, budget, arena).run(candidates);
}

}  // namespace muster::reconcile
