#include "core/analytics/blast_radius.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "core/analytics/edge_filter.h"
#include "core/analytics/node_check.h"
#include "core/analytics/node_groups.h"
#include "core/analytics/reach_walk.h"

namespace muster::analytics {

namespace {

// Walks hop by hop until the end, a limit or the budget.
Result<void> walk_through(ReachWalk& walk, const BlastRadiusOptions& options, BlastRadius& radius) {
  while (walk.hop() < options.hops_max && walk.steps().size() <= options.visited_max) {
    const Result<std::size_t> added = walk.advance();
    if (!added) {
      std::optional<Truncation> cut = truncation_of(added.error(), walk.hop());
      if (!cut) return added.error();
      radius.truncation = *std::move(cut);
      return {};
    }
    if (*added == 0) return {};
  }
  if (walk.hop() < options.hops_max) return {};
  const Result<bool> more = walk.more_beyond();
  if (!more && more.error().code == ErrorCode::kCancelled) return more.error();
  // Whether there is more could not be found out in time: say so rather than deny it.
  radius.more_beyond = !more || *more;
  return {};
}

void list_reached(const ReachWalk& walk, const BlastRadiusOptions& options, BlastRadius& radius) {
  const std::vector<ReachStep>& steps = walk.steps();
  SlotBits listed(radius.starts.empty() ? 0 : walk.slot_bound());
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (!listed.insert(slot_of(steps[i].node)) || steps[i].previous == kNoStep) continue;
    if (radius.reached.size() == options.visited_max) {
      radius.truncation = {true,
                           fmt::format("More than {} nodes are reached.", options.visited_max),
                           "Raise the limit on visited nodes, or ask for fewer hops or kinds."};
      break;
    }
    radius.reached.push_back(ReachedNode{.node = steps[i].node,
                                         .hop = steps[i].hop,
                                         .step = static_cast<std::uint32_t>(i),
                                         .carries = walk.carrying()[i]});
  }
  std::sort(radius.reached.begin(), radius.reached.end(), [](const auto& left, const auto& right) {
    return std::pair(left.hop, left.node) < std::pair(right.hop, right.node);
  });
  if (!radius.reached.empty()) radius.hops = radius.reached.back().hop;
}

void count_reached(const GraphSnapshot& graph, BlastRadius& radius) {
  const NodeGroups groups(graph);
  for (const ReachedNode& reached : radius.reached) {
    const std::string& kind = groups.kind(reached.node);
    switch (groups.group(reached.node)) {
      case ReachGroup::kIdentity:
        ++radius.counts.identities[kind];
        ++radius.counts.identities_total;
        break;
      case ReachGroup::kSecret:
        ++radius.counts.secrets[kind];
        ++radius.counts.secrets_total;
        break;
      case ReachGroup::kResource:
        ++radius.counts.resources[kind];
        ++radius.counts.resources_total;
        break;
      case ReachGroup::kOther:
        ++radius.counts.others[kind];
        ++radius.counts.others_total;
        break;
    }
  }
}

}  // namespace

Result<BlastRadius> blast_radius(const GraphSnapshot& graph, const TraversalProfile& profile,
                                 std::span<const NodeId> starts, const BlastRadiusOptions& options,
                                 WorkBudget& budget, const TaskArena& arena) {
  if (starts.empty())
    return Error{.code = ErrorCode::kInvalidArgument,
                 .message = "A blast radius needs at least one start.",
                 .position = {},
                 .hint = {},
                 .detail = {}};
  MUSTER_CHECK(require_nodes(graph, starts, "start"));
  MUSTER_CHECK(require_nodes(graph, options.stop, "stop"));
  MUSTER_TRY(const EdgeFilter filter, EdgeFilter::compile(graph, profile, options.reach));

  BlastRadius radius;
  radius.starts.assign(starts.begin(), starts.end());
  std::sort(radius.starts.begin(), radius.starts.end());
  radius.starts.erase(std::unique(radius.starts.begin(), radius.starts.end()), radius.starts.end());

  ReachWalk walk(filter, budget, arena);
  if (!walk.status()) return walk.status().error();
  for (const NodeId stop : options.stop) walk.stop_at(slot_of(stop));
  for (const NodeId start : radius.starts) walk.start(slot_of(start), options.starts_live);
  MUSTER_CHECK(walk_through(walk, options, radius));
  list_reached(walk, options, radius);
  count_reached(graph, radius);
  radius.steps = walk.steps();
  return radius;
}

std::vector<ReachStep> proof_path(const BlastRadius& radius, const ReachedNode& reached) {
  std::vector<ReachStep> path;
  for (std::uint32_t step = reached.step; step != kNoStep; step = radius.steps[step].previous)
    path.push_back(radius.steps[step]);
  std::reverse(path.begin(), path.end());
  return path;
}

const ReachedNode* find_reached(const BlastRadius& radius, NodeId node) {
  for (const ReachedNode& reached : radius.reached)
    if (reached.node == node) return &reached;
  return nullptr;
}

}  // namespace muster::analytics
