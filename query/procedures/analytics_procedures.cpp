// CALL muster.blastRadius and muster.lateralPaths: reach and paths as rows, each with its proof.
#include <algorithm>
#include <array>
#include <limits>

#include "core/analytics/blast_radius.h"
#include "core/analytics/lateral_paths.h"
#include "core/identity/alias.h"
#include "query/procedures/families.h"
#include "query/procedures/reach_arguments.h"

namespace muster::query {
namespace {

constexpr std::array<std::string_view, 6> kBlastOptions = {"hopsMax", "plane", "kinds",
                                                           "mode",    "at",    "visitedMax"};

// A cut answer must not look like a whole one: rows have nowhere to say so.
Result<void> check_whole(const analytics::Truncation& truncation) {
  if (!truncation.truncated) return ok();
  return Error{.code = ErrorCode::kResourceExhausted,
               .message = "The answer would not be whole: " + truncation.reason,
               .hint = truncation.how_to_go_on,
               .detail = "Truncated"};
}

Result<void> blast_radius_rows(const ExecutionContext& context, std::span<const Value> values,
                               const EmitRow& emit) {
  const ValueMap map = values[1].is_map() ? values[1].as_map() : ValueMap();
  MUSTER_CHECK(check_options(map, kBlastOptions));
  MUSTER_TRY(const std::vector<NodeId> starts, nodes_named(context.graph, values[0]));
  analytics::BlastRadiusOptions options;
  MUSTER_TRY(options.reach, reach_options(context, map));
  MUSTER_TRY(const std::uint64_t hops_max, count_option(map, "hopsMax", options.hops_max));
  options.hops_max = static_cast<std::uint32_t>(
      std::min<std::uint64_t>(hops_max, std::numeric_limits<std::uint32_t>::max()));
  MUSTER_TRY(options.visited_max, count_option(map, "visitedMax", options.visited_max));
  const TraversalProfile profile(context.graph.catalog());
  MUSTER_TRY(const analytics::BlastRadius radius,
             analytics::blast_radius(context.graph, profile, starts, options, context.budget,
                                     context.arena));
  MUSTER_CHECK(check_whole(radius.truncation));
  for (const analytics::ReachedNode& reached : radius.reached) {
    PathValue path;
    for (const analytics::ReachStep& step : analytics::proof_path(radius, reached)) {
      if (!path.nodes.empty()) path.edges.push_back(step.edge);
      path.nodes.push_back(step.node);
    }
    if (!emit({Value(reached.node), Value(static_cast<std::int64_t>(reached.hop)),
               Value(std::move(path)), Value(kind_of(context.graph, reached.node))}))
      break;
  }
  return ok();
}

constexpr std::array<std::string_view, 8> kPathOptions = {
    "hopsMax", "plane", "kinds", "mode", "at", "selection", "pathsMax", "avoid"};

Result<analytics::LateralPathsOptions> path_options(const ExecutionContext& context,
                                                    const ValueMap& map) {
  MUSTER_CHECK(check_options(map, kPathOptions));
  analytics::LateralPathsOptions options;
  MUSTER_TRY(options.reach, reach_options(context, map));
  MUSTER_TRY(const std::uint64_t hops_max, count_option(map, "hopsMax", options.hops_max));
  options.hops_max = static_cast<std::uint32_t>(
      std::min<std::uint64_t>(hops_max, std::numeric_limits<std::uint32_t>::max()));
  MUSTER_TRY(options.paths_max, count_option(map, "pathsMax", options.paths_max));
  if (const auto selection = map.find("selection"); selection != map.end()) {
    const bool word = selection->second.is_string();
    MUSTER_TRY(options.selection,
               analytics::parse_path_selection(word ? selection->second.as_string() : ""));
  }
  if (const auto avoid = map.find("avoid"); avoid != map.end()) {
    MUSTER_TRY(options.avoid, nodes_named(context.graph, avoid->second));
  }
  return options;
}

Result<void> lateral_path_rows(const ExecutionContext& context, std::span<const Value> values,
                               const EmitRow& emit) {
  MUSTER_TRY(const std::vector<NodeId> sources, nodes_named(context.graph, values[0]));
  MUSTER_TRY(const std::vector<NodeId> targets, nodes_named(context.graph, values[1]));
  const ValueMap map = values[2].is_map() ? values[2].as_map() : ValueMap();
  MUSTER_TRY(const analytics::LateralPathsOptions options, path_options(context, map));
  const TraversalProfile profile(context.graph.catalog());
  MUSTER_TRY(const analytics::LateralPaths found,
             analytics::lateral_paths(context.graph, profile, sources, targets, options,
                                      context.budget, context.arena));
  MUSTER_CHECK(check_whole(found.truncation));
  for (const analytics::LateralPath& lateral : found.paths) {
    PathValue path;
    path.nodes.push_back(lateral.from);
    bool conditional = false;
    for (const analytics::PathHop& hop : lateral.hops) {
      path.edges.push_back(hop.edge);
      path.nodes.push_back(hop.to);
      conditional |= hop.conditional;
    }
    const auto hops = static_cast<std::int64_t>(lateral.hops.size());
    if (!emit({Value(std::move(path)), Value(hops), Value(lateral.from), Value(lateral.to),
               Value(conditional)}))
      break;
  }
  return ok();
}

}  // namespace

void add_analytics_procedures(ProcedureRegistry& registry) {
  registry.add(make_procedure(
      "muster.blastRadius",
      {{.name = "start", .type = TypeKind::kAny},
       {.name = "options", .type = TypeKind::kMap, .default_value = Value(ValueMap{})}},
      {{.name = "node", .type = TypeKind::kNode},
       {.name = "hop", .type = TypeKind::kInteger},
       {.name = "path", .type = TypeKind::kPath},
       {.name = "kind", .type = TypeKind::kString}},
      "What falls if the start (a node, a name, or a list of these) falls: each node with its hop "
      "and "
      "proof path.",
      blast_radius_rows));
  registry.add(make_procedure(
      "muster.lateralPaths",
      {{.name = "from", .type = TypeKind::kAny},
       {.name = "to", .type = TypeKind::kAny},
       {.name = "options", .type = TypeKind::kMap, .default_value = Value(ValueMap{})}},
      {{.name = "path", .type = TypeKind::kPath},
       {.name = "hops", .type = TypeKind::kInteger},
       {.name = "source", .type = TypeKind::kNode},
       {.name = "target", .type = TypeKind::kNode},
       {.name = "conditional", .type = TypeKind::kBoolean}},
      "Paths of control from one thing to another, shortest first.", lateral_path_rows));
}

}  // namespace muster::query
