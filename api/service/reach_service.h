// Reach, by name: blast radius and lateral paths for whoever asks by alias. Each proof is the walk
// itself; a derived edge in it carries the raw edges it follows from.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/service/deployment.h"
#include "core/analytics/lateral_paths.h"
#include "core/analytics/reach_options.h"

namespace muster::api {

inline constexpr std::uint32_t kReachHopsMax = 64;

struct BlastRadiusRequest {
  std::string alias;
  analytics::ReachPlane plane = analytics::ReachPlane::kAny;
  analytics::ReachMode mode = analytics::ReachMode::kWorst;
  std::optional<Instant> at;  // Default: the clock's now.
  std::vector<std::string> edge_kinds;
  std::uint32_t hops_max = kReachHopsMax;
  std::chrono::milliseconds time_ms{30'000};
};

struct LateralPathsRequest {
  std::string from;
  std::string to;
  analytics::ReachPlane plane = analytics::ReachPlane::kAny;
  analytics::ReachMode mode = analytics::ReachMode::kWorst;
  std::optional<Instant> at;
  std::vector<std::string> edge_kinds;
  std::uint32_t hops_max = 32;
  std::size_t paths_max = 10;
  analytics::PathSelection selection = analytics::PathSelection::kAllShortest;
  std::chrono::milliseconds time_ms{30'000};
};

// A walk's edge as it is shown.
struct WalkEdge {
  EdgeId edge{};
  NodeId from{};
  NodeId to{};
  bool backwards = false;
  bool conditional = false;
};

// {start, counts, hops, reached: [{id, name, kind, hop, via, previous, path}], truncated, …};
// docs/api.md lists the members.
// Errors: kNotFound, kInvalidArgument as resolve() of core/identity/alias.h; what the kernel says.
Result<Value> blast_radius_answer(const Deployment& deployment, const BlastRadiusRequest& request);
// {from, to, paths: [{hops, edges: [{type, from, to, conditional, derived, proof}]}], more,
// truncated, …}
Result<Value> lateral_paths_answer(const Deployment& deployment,
                                   const LateralPathsRequest& request);

// The same answers for a person at a terminal, names escaped. `rows_max` 0 shows all.
std::string blast_radius_text(const Value& answer, std::size_t rows_max);
std::string lateral_paths_text(const Value& answer);

// {id, name, kind} of a node.
ValueMap node_card(const GraphSnapshot& graph, NodeId node);

}  // namespace muster::api
