// Options that every verb about reach shares.
#pragma once

#include <string>
#include <vector>

#include "api/cli/verb.h"
#include "core/analytics/reach_options.h"

namespace muster::api {

struct ReachFlags {
  std::string plane = "any";
  std::string mode = "worst";
  std::string at;
  std::vector<std::string> kinds;
  std::uint32_t hops_max = 32;
  std::int64_t time_ms = 30'000;
  std::string format = "text";
};

void add_reach_options(CLI::App& verb, ReachFlags& flags);

// Fills the request's plane, mode, time, kinds and limits. Errors: kInvalidArgument.
template <typename Request>
Result<void> apply_reach_flags(const CommandEnvironment& environment, const ReachFlags& flags,
                               Request& request) {
  MUSTER_TRY(request.plane, analytics::parse_reach_plane(flags.plane));
  MUSTER_TRY(request.mode, analytics::parse_reach_mode(flags.mode));
  MUSTER_TRY(request.at, time_option(environment, flags.at));
  request.edge_kinds = flags.kinds;
  request.hops_max = flags.hops_max;
  request.time_ms = std::chrono::milliseconds(flags.time_ms);
  return ok();
}

// Prints an answer as JSON, or as the text that `write_text` makes of it.
Result<int> print_answer(const CommandEnvironment& environment, const std::string& format,
                         const Value& answer,
                         const std::function<std::string(const Value&)>& write_text);

}  // namespace muster::api
