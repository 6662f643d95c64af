#include "core/reconcile/severity.h"

#include <array>

#include <fmt/format.h>

namespace muster::reconcile {

namespace {

constexpr std::array<std::string_view, 5> kNames{"info", "low", "medium", "high", "critical"};

}  // namespace

std::string_view severity_name(Severity severity) {
  return kNames[static_cast<std::size_t>(severity)];
}

Result<Severity> parse_severity(std::string_view word) {
  for (std::size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == word) return static_cast<Severity>(i);
  return Error{.code = ErrorCode::kInvalidArgument,
               .message = fmt::format("'{}' is no severity.", word),
               .hint = "Use one of: info, low, medium, high, critical."};
}

}  // namespace muster::reconcile
