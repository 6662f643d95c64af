#include "api/service/reach_service.h"

#include <fmt/format.h>

#include "core/analytics/blast_radius.h"
#include "core/base/parallel.h"
#include "core/derivation/derivation_stage.h"
#include "core/identity/alias.h"
#include "core/identity/traversal_profile.h"

namespace muster::api {
namespace {

using analytics::BlastRadius;
using analytics::LateralPath;
using analytics::LateralPaths;
using analytics::PathHop;
using analytics::ReachedNode;
using analytics::ReachStep;

Value number(std::uint64_t count) { return Value(static_cast<std::int64_t>(count)); }

Value edge_type(const GraphSnapshot& graph, EdgeId edge) {
  return Value(graph.catalog().edge_types.name(graph.ends(edge).type));
}

// The raw edges behind a derived one, by its strongest proof.
Result<Value> raw_proof(const Deployment& deployment, const GraphSnapshot& graph, EdgeId edge) {
  MUSTER_TRY(const std::vector<derivation::Proof> proofs,
             derivation::proofs_of(deployment.store, edge));
  if (proofs.empty()) return Value();
  ValueList raw_edges;
  for (const EdgeId raw_edge : proofs.front().edges) {
    if (!graph.contains(raw_edge)) continue;
    const EdgeEnds ends = graph.ends(raw_edge);
    raw_edges.emplace_back(ValueMap{{"type", edge_type(graph, raw_edge)},
                                    {"from", Value(canonical_id(graph, ends.source))},
                                    {"to", Value(canonical_id(graph, ends.target))}});
  }
  return Value(ValueMap{{"rule", Value(proofs.front().rule)},
                        {"reason", Value(proofs.front().reason)},
                        {"edges", Value(std::move(raw_edges))}});
}

Result<Value> walk_edge_value(const Deployment& deployment, const GraphSnapshot& graph,
                              const WalkEdge& step) {
  const bool derived = (graph.flags(step.edge) & kFlagDerived) != 0;
  ValueMap members{{"edge", Value(std::to_string(raw(step.edge)))},
                   {"type", edge_type(graph, step.edge)},
                   {"from", Value(node_card(graph, step.from))},
                   {"to", Value(node_card(graph, step.to))},
                   {"backwards", Value(step.backwards)},
                   {"conditional", Value(step.conditional)},
                   {"derived", Value(derived)}};
  if (derived) {
    MUSTER_TRY(Value proof, raw_proof(deployment, graph, step.edge));
    members.emplace("proof", std::move(proof));
  }
  return Value(std::move(members));
}

void add_truncation(ValueMap& answer, const analytics::Truncation& truncation) {
  answer.emplace("truncated", Value(truncation.truncated));
  if (!truncation.truncated) return;
  answer.emplace("truncated_because", Value(truncation.reason));
  answer.emplace("how_to_go_on", Value(truncation.how_to_go_on));
}

Value counts_value(const analytics::ReachCounts& counts) {
  const auto group = [](const std::map<std::string, std::uint64_t>& by_kind, std::uint64_t total) {
    ValueMap kinds;
    for (const auto& [kind, count] : by_kind) kinds.emplace(kind, number(count));
    return Value(ValueMap{{"total", number(total)}, {"by_kind", Value(std::move(kinds))}});
  };
  return Value(ValueMap{{"identities", group(counts.identities, counts.identities_total)},
                        {"secrets", group(counts.secrets, counts.secrets_total)},
                        {"resources", group(counts.resources, counts.resources_total)},
                        {"others", group(counts.others, counts.others_total)}});
}

// From the start to the node: canonical ids with the edge types between them.
Value path_value(const GraphSnapshot& graph, const std::vector<ReachStep>& steps) {
  ValueList path;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (i != 0) path.push_back(edge_type(graph, steps[i].edge));
    path.emplace_back(canonical_id(graph, steps[i].node));
  }
  return Value(std::move(path));
}

Value reached_value(const GraphSnapshot& graph, const BlastRadius& radius,
                    const ReachedNode& reached) {
  const std::vector<ReachStep> steps = analytics::proof_path(radius, reached);
  const ReachStep& last = steps.back();
  ValueMap members = node_card(graph, reached.node);
  members.emplace("hop", number(reached.hop));
  members.emplace("carries", Value(reached.carries));
  members.emplace("via", edge_type(graph, last.edge));
  members.emplace("edge", Value(std::to_string(raw(last.edge))));
  members.emplace("previous", Value(canonical_id(graph, steps[steps.size() - 2].node)));
  members.emplace("path", path_value(graph, steps));
  return Value(std::move(members));
}

analytics::ReachOptions reach_options(const Deployment& deployment, const auto& request) {
  return {.plane = request.plane,
          .mode = request.mode,
          .at = request.at.value_or(deployment.clock.now()),
          .edge_kinds = request.edge_kinds};
}

ValueMap answer_frame(const GraphSnapshot& graph, const analytics::ReachOptions& options) {
  return ValueMap{{"at", Value(options.at)},
                  {"plane", Value(analytics::reach_plane_name(options.plane))},
                  {"mode", Value(analytics::reach_mode_name(options.mode))},
                  {"graph_version", number(graph.version())}};
}

}  // namespace

ValueMap node_card(const GraphSnapshot& graph, NodeId node) {
  return ValueMap{{"id", Value(canonical_id(graph, node))},
                  {"name", Value(display_name(graph, node))},
                  {"kind", Value(kind_of(graph, node))}};
}

Result<Value> blast_radius_answer(const Deployment& deployment, const BlastRadiusRequest& request) {
  const std::shared_ptr<const GraphSnapshot> graph = deployment.store.snapshot();
  MUSTER_TRY(const NodeId start, resolve(*graph, request.alias));
  const TraversalProfile profile(graph->catalog());
  const analytics::BlastRadiusOptions options{.reach = reach_options(deployment, request),
                                              .hops_max = request.hops_max};
  WorkBudget budget({.time_ms = request.time_ms});
  MUSTER_TRY(const BlastRadius radius,
             analytics::blast_radius(*graph, profile, std::span(&start, 1), options, budget,
                                     interactive_arena()));
  ValueMap answer = answer_frame(*graph, options.reach);
  answer.emplace("start", Value(node_card(*graph, start)));
  answer.emplace("hops_max", number(request.hops_max));
  answer.emplace("hops", number(radius.hops));
  answer.emplace("more_beyond", Value(radius.more_beyond));
  answer.emplace("counts", counts_value(radius.counts));
  add_truncation(answer, radius.truncation);
  ValueList reached;
  reached.reserve(radius.reached.size());
  for (const ReachedNode& node : radius.reached)
    reached.push_back(reached_value(*graph, radius, node));
  answer.emplace("reached", Value(std::move(reached)));
  return Value(std::move(answer));
}

Result<Value> lateral_paths_answer(const Deployment& deployment,
                                   const LateralPathsRequest& request) {
  const std::shared_ptr<const GraphSnapshot> graph = deployment.store.snapshot();
  MUSTER_TRY(const NodeId from, resolve(*graph, request.from));
  MUSTER_TRY(const NodeId to, resolve(*graph, request.to));
  const TraversalProfile profile(graph->catalog());
  const analytics::LateralPathsOptions options{.reach = reach_options(deployment, request),
                                               .selection = request.selection,
                                               .hops_max = request.hops_max,
                                               .paths_max = request.paths_max};
  WorkBudget budget({.time_ms = request.time_ms});
  MUSTER_TRY(const LateralPaths found,
             analytics::lateral_paths(*graph, profile, std::span(&from, 1), std::span(&to, 1),
                                      options, budget, interactive_arena()));
  ValueMap answer = answer_frame(*graph, options.reach);
  answer.emplace("from", Value(node_card(*graph, from)));
  answer.emplace("to", Value(node_card(*graph, to)));
  answer.emplace("hops_max", number(request.hops_max));
  answer.emplace("more", Value(found.more));
  answer.emplace("more_beyond", Value(found.more_beyond));
  add_truncation(answer, found.truncation);
  ValueList paths;
  for (const LateralPath& path : found.paths) {
    ValueList edges;
    for (const PathHop& hop : path.hops) {
      MUSTER_TRY(Value edge, walk_edge_value(deployment, *graph,
                                             {.edge = hop.edge,
                                              .from = hop.from,
                                              .to = hop.to,
                                              .backwards = hop.backwards,
                                              .conditional = hop.conditional}));
      edges.push_back(std::move(edge));
    }
    paths.emplace_back(
        ValueMap{{"hops", number(path.hops.size())}, {"edges", Value(std::move(edges))}});
  }
  answer.emplace("paths", Value(std::move(paths)));
  return Value(std::move(answer));
}

}  // namespace muster::api
