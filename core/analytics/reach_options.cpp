#include "core/analytics/reach_options.h"

#include <fmt/format.h>

namespace muster::analytics {

std::string_view reach_plane_name(ReachPlane plane) {
  switch (plane) {
    case ReachPlane::kAny:
      return "any";
    case ReachPlane::kRecorded:
      return "recorded";
    case ReachPlane::kObserved:
      return "observed";
  }
  MUSTER_UNREACHABLE();
}

std::string_view reach_mode_name(ReachMode mode) {
  switch (mode) {
    case ReachMode::kWorst:
      return "worst";
    case ReachMode::kKnown:
      return "known";
    case ReachMode::kStrict:
      return "strict";
  }
  MUSTER_UNREACHABLE();
}

Result<ReachPlane> parse_reach_plane(std::string_view word) {
  for (const ReachPlane plane : {ReachPlane::kAny, ReachPlane::kRecorded, ReachPlane::kObserved})
    if (word == reach_plane_name(plane)) return plane;
  return Error{.code = ErrorCode::kInvalidArgument,
               .message = fmt::format("There is no plane '{}'.", word),
               .position = {},
               .hint = "A plane is any, recorded or observed.",
               .detail = {}};
}

Result<ReachMode> parse_reach_mode(std::string_view word) {
  for (const ReachMode mode : {ReachMode::kWorst, ReachMode::kKnown, ReachMode::kStrict})
    if (word == reach_mode_name(mode)) return mode;
  return Error{.code = ErrorCode::kInvalidArgument,
               .message = fmt::format("There is no mode '{}'.", word),
               .position = {},
               .hint = "A mode is worst, known or strict.",
               .detail = {}};
}

std::optional<Truncation> truncation_of(const Error& error, std::uint32_t hops) {
  if (error.code == ErrorCode::kDeadlineExceeded)
    return Truncation{true, fmt::format("The deadline passed after hop {}.", hops),
                      fmt::format("Raise the deadline, or ask for at most {} hops.", hops)};
  if (error.code == ErrorCode::kResourceExhausted)
    return Truncation{true, fmt::format("The memory budget was spent after hop {}.", hops),
                      fmt::format("Raise the memory budget, or ask for at most {} hops.", hops)};
  return std::nullopt;
}

}  // namespace muster::analytics
