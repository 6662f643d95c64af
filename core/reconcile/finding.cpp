#include "core/reconcile/finding.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace muster::reconcile {

namespace {

constexpr std::array<std::string_view, kFindingKinds> kKinds{
    "UNRECORDED_IDENTITY", "GHOST_IDENTITY", "ENTITLEMENT_EXCESS", "ENTITLEMENT_MISSING",
    "EXPIRED_ACTIVE"};
constexpr std::array<std::string_view, 3> kStatuses{"open", "reopened", "resolved"};

constexpr bool kTarget = false;

constexpr auto kGrants = std::to_array<GrantKind>({
    {"ACTS_AS"},
    {"CAN_ADD_CREDENTIAL"},
    {"CAN_ADD_MEMBER"},
    {"CAN_ASSUME"},
    {"CAN_CALL_API"},
    {"CAN_DELEGATE_TO"},
    {"CAN_EXECUTE_ON"},
    {"CAN_FEDERATE_AS"},
    {"CAN_GRANT"},
    {"CAN_IMPERSONATE"},
    {"CAN_ISSUE_FOR"},
    {"CAN_LAUNCH_AS"},
    {"CAN_LOGIN_TO"},
    {"CAN_MODIFY_CODE"},
    {"CAN_MODIFY_CONFIG"},
    {"CAN_MODIFY_TRUST"},
    {"CAN_READ_SECRET"},
    {"CAN_RECOVER"},
    {"CAN_REPLICATE_SECRETS"},
    {"CAN_RESET_CREDENTIAL"},
    {"CAN_RESET_MFA"},
    {"CAN_TAKE_OWNERSHIP"},
    {"CONTROLS"},
    {"DELEGATED_TO"},
    {"HAS_ACCESS"},
    {"HAS_POLICY"},
    {"HAS_ROLE"},
    {"HAS_SCOPE"},
    {"INVOKES"},
    {"MEMBER_OF"},
    {"ROLE_INCLUDES"},
    {"SUBJECT", kTarget},  // From the binding to whom it binds.
    {"TRUSTED_BY"},
});
static_assert(std::is_sorted(kGrants.begin(), kGrants.end(),
                             [](const GrantKind& left, const GrantKind& right) {
                               return left.edge_kind < right.edge_kind;
                             }));

}  // namespace

std::string_view finding_kind_name(FindingKind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}

Result<FindingKind> parse_finding_kind(std::string_view code) {
  for (std::size_t i = 0; i < kKinds.size(); ++i)
    if (kKinds[i] == code) return static_cast<FindingKind>(i);
  return Error{.code = ErrorCode::kInvalidArgument,
               .message = fmt::format("'{}' is no kind of finding.", code),
               .hint = fmt::format("Use one of: {}.", fmt::join(kKinds, ", "))};
}

std::string_view finding_status_name(FindingStatus status) {
  return kStatuses[static_cast<std::size_t>(status)];
}

std::span<const GrantKind> grant_kinds() { return kGrants; }

}  // namespace muster::reconcile
