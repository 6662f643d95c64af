// Severity: one level and the terms that made it, so that a reader can check the sum.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace muster::reconcile {

enum class Severity : std::uint8_t { kInfo, kLow, kMedium, kHigh, kCritical };

std::string_view severity_name(Severity severity);  // "info", "low", "medium", "high", "critical".
// Errors: kInvalidArgument names the words there are.
Result<Severity> parse_severity(std::string_view word);

// One step of the reckoning: what was found, and the level after it.
struct SeverityTerm {
  std::string name;  // "base", "reaches_tier0", "reaches_production", "no_grants",
                     // "credential_exposed", "harmless_outside_production", …
  std::string text;  // "reaches tier 0 through 3 edges"
  Severity level = Severity::kInfo;

  bool operator==(const SeverityTerm&) const = default;
};

}  // namespace muster::reconcile
