// What a question about reach leaves open: plane, time, mode, kinds. One vocabulary for every
// kernel, procedure, verb and request.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/instant.h"
#include "core/base/result.h"

namespace muster::analytics {

// Whose word is taken. Reach on a plane follows every edge that the plane does not deny: unknown is
// not absent.
enum class ReachPlane : std::uint8_t { kAny, kRecorded, kObserved };

// What is assumed of an edge that holds under a condition. A condition known to be false is never
// crossed.
enum class ReachMode : std::uint8_t {
  kWorst,   // Assumed true.
  kKnown,   // Crossed only when the edge and its ends prove it true.
  kStrict,  // Not crossed: unconditional edges only.
};

std::string_view reach_plane_name(ReachPlane plane);  // "any", "recorded", "observed".
std::string_view reach_mode_name(ReachMode mode);     // "worst", "known", "strict".

// Errors: kInvalidArgument names the words there are.
Result<ReachPlane> parse_reach_plane(std::string_view word);
Result<ReachMode> parse_reach_mode(std::string_view word);

struct ReachOptions {
  ReachPlane plane = ReachPlane::kAny;
  ReachMode mode = ReachMode::kWorst;
  // The world time at which validity, expiry and `enabled` are judged. The caller asks its clock;
  // no kernel does.
  Instant at;
  // Only these are crossed: Muster's kinds ("CAN_ASSUME") or edge types of the graph
  // ("GH_HasRole"). Empty: every kind.
  std::vector<std::string> edge_kinds;
};

// Why an answer is not whole. Nothing is cut silently.
struct Truncation {
  bool truncated = false;
  std::string reason;        // "the deadline passed after hop 4"
  std::string how_to_go_on;  // "raise the deadline, or lower the hop limit to 4"

  bool operator==(const Truncation&) const = default;
};

// What a spent deadline or memory budget means for an answer that is right up to hop `hops`;
// nothing for other errors, which are not answers.
std::optional<Truncation> truncation_of(const Error& error, std::uint32_t hops);

}  // namespace muster::analytics
