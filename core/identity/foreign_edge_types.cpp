#include <algorithm>
#include <array>

#include "core/identity/traversal_profile.h"

namespace muster {
namespace {

using enum Traversable;
constexpr bool kForwards = false;
constexpr bool kReversed = true;

// Collectors of the BloodHound family draw edges as we do, from who controls to what falls, and
// mark what they computed themselves: a row is kAlways where the collector has already judged the
// condition (GH_CanWriteBranch weighs branch protection), kConditional where it leaves that to the
// reader. Raw permissions that such a computed edge sums up (GH_PushProtectedBranch, GetChanges)
// have no row.
// clang-format off
constexpr auto kForeign = std::to_array<ForeignEdgeType>({
    {"ADCSESC1", "CAN_ISSUE_FOR", kForwards, kAlways, AccessLevel::kNone},
    {"ADCSESC10a", "CAN_ISSUE_FOR", kForwards, kConditional, AccessLevel::kNone},
    {"ADCSESC10b", "CAN_ISSUE_FOR", kForwards, kConditional, AccessLevel::kNone},
    {"ADCSESC13", "CAN_ISSUE_FOR", kForwards, kAlways, AccessLevel::kNone},
    {"ADCSESC3", "CAN_ISSUE_FOR", kForwards, kAlways, AccessLevel::kNone},
    {"ADCSESC4", "CAN_ISSUE_FOR", kForwards, kAlways, AccessLevel::kNone},
    {"ADCSESC6a", "CAN_ISSUE_FOR", kForwards, kConditional, AccessLevel::kNone},
    {"ADCSESC6b", "CAN_ISSUE_FOR", kForwards, kConditional, AccessLevel::kNone},
    {"ADCSESC9a", "CAN_ISSUE_FOR", kForwards, kConditional, AccessLevel::kNone},
    {"ADCSESC9b", "CAN_ISSUE_FOR", kForwards, kConditional, AccessLevel::kNone},
    {"AZAKSContributor", "CONTROLS", kForwards, kAlways, AccessLevel::kNone},
    {"AZAddMembers", "CAN_ADD_MEMBER", kForwards, kAlways, AccessLevel::kNone},
    {"AZAddOwner", "CAN_MODIFY_TRUST", kForwards, kAlways, AccessLevel::kNone},
    {"AZAddSecret", "CAN_ADD_CREDENTIAL", kForwards, kAlways, AccessLevel::kNone},
    {"AZAppAdmin", "CAN_ADD_CREDENTIAL", kForwards, kAlways, AccessLevel::kNone},
    {"AZAutomationContributor", "CAN_MODIFY_CODE", kForwards, kAlways, AccessLevel::kNone},
    {"AZAvereContributor", "CAN_EXECUTE_ON", kForwards, kAlways, AccessLevel::kNone},
    {"AZCloudAppAdmin", "CAN_ADD_CREDENTIAL", kForwards, kAlways, AccessLevel::kNone},
    {"AZContains", "CONTAINS", kForwards, kConditional, AccessLevel::kNone},
    {"AZContributor", "CONTROLS", kForwards, kAlways, AccessLevel::kNone},
    {"AZExecuteCommand", "CAN_EXECUTE_ON", kForwards, kAlways, AccessLevel::kNone},
    {"AZGetCertificates", "CAN_READ_SECRET", kForwards, kAlways, AccessLevel::kNone},
    {"AZGetKeys", "CAN_READ_SECRET", kForwards, kAlways, AccessLevel::kNone},
    {"AZGetSecrets", "CAN_READ_SECRET", kForwards, kAlways, AccessLevel::kNone},
    {"AZGlobalAdmin", "CONTROLS", kForwards, kAlways, AccessLevel::kNone},
    {"AZHasRole", "HAS_ROLE", kForwards, kAlways, AccessLevel::kNone},
    {"AZKeyVaultContributor", "CAN_GRANT", kForwards, kAlways, AccessLevel::kNone},
    {"AZLogicAppContributor", "CAN_MODIFY_CODE", kForwards, kAlways, AccessLevel::kNone},
    {"AZMGAddMember", "CAN_ADD_MEMBER", kForwards, kAlways, AccessLevel::kNone},
    {"AZMGAddOwner", "CAN_MODIFY_TRUST", kForwards, kAlways, AccessLevel::kNone},
    {"AZMGAddSecret", "CAN_ADD_CREDENTIAL", kForwards, kAlways, AccessLevel::kNone},
    {"AZMGGrantAppRoles", "CAN_GRANT", kForwards, kAlways, AccessLevel::kNone},
    {"AZMGGrantRole", "CAN_GRANT", kForwards, kAlways, AccessLevel::kNone},
    {"AZManagedIdentity", "RUNS_AS", kForwards, kAlways, AccessLevel::kNone},
    {"AZMemberOf", "MEMBER_OF", kForwards, kAlways, AccessLevel::kNone},
    {"AZNodeResourceGroup", "CONTROLS", kForwards, kAlways, AccessLevel::kNone},
    {"AZOwner", "CONTROLS", kForwards, kAlways, AccessLevel::kNone},
    {"AZOwns", "CONTROLS", kForwards, kAlways, AccessLevel::kNone},
    {"AZPrivilegedAuthAdmin", "CAN_RESET_CREDENTIAL", kForwards, kAlways, AccessLevel::kNone},
    {"AZPrivilegedRoleAdmin", "CAN_GRANT", kForwards, kAlways, AccessLevel::kNone},
    {"AZResetPassword", "CAN_RESET_CREDENTIAL", kForwards, kAlways, AccessLevel::kNone},
    {"AZRoleEligible", "HAS_ROLE", kForwards, kConditional, AccessLevel::kNone},
    {"AZRunsAs", "RUNS_AS", kForwards, kAlways, AccessLevel::kNone},
    {"AZUserAccessAdministrator", "CAN_GRANT", kForwards, kAlways, AccessLevel::kNone},
    {"AZVMAdminLogin", "CAN_EXECUTE_ON", kForwards, kAlways, AccessLevel::kNone},
    {"AZVMContributor", "CAN_EXECUTE_ON", kForwards, kAlways, AccessLevel::kNone},
    {"AZWebsiteContributor", "CAN_MODIFY_CODE", kForwards, kAlways, AccessLevel::kNone},
    {"AddAllowedToAct", "CAN_MODIFY_TRUST", kForwards, kAlways, AccessLevel::kNone},
    {"AddKeyCredentialLink", "CAN_ADD_CREDENTIAL", kForwards, kAlways, AccessLevel::kNone},
    {"AddMember", "CAN_ADD_MEMBER", kForwards, kAlways, AccessLevel::kNone},
    {"AddSelf", "CAN_ADD_MEMBER", kForwards, kAlways, AccessLevel::kNone},
    {"AdminTo", "CAN_EXECUTE_ON", kForwards, kAlways, AccessLevel::kNone},
    {"AllExtendedRights", "CONTROLS", kForwards, kAlways, AccessLevel::kNone},
    {"AllowedToAct", "CAN_DELEGATE_TO", kForwards, kAlways, AccessLevel::kNone},
    {"AllowedToDelegate", "CAN_DELEGATE_TO", kForwards, kAlways, AccessLevel::kNone},
    {"CanPSRemote", "CAN_EXECUTE_ON", kForwards, kAlways, AccessLevel::kNone},
    {"CanRDP", "CAN_EXECUTE_ON", kForwards, kAlways, AccessLevel::kNone},
    {"CoerceToTGT", "CAN_DELEGATE_TO", kForwards, kConditional, AccessLevel::kNone},
    {"Contains", "CONTAINS", kForwards, kConditional, AccessLevel::kNone},
    {"CrossForestTrust", "TRUSTED_BY", kForwards, kConditional, AccessLevel::kNone},
    {"DCSync", "CAN_REPLICATE_SECRETS", kForwards, kAlways, AccessLevel::kNone},
    {"DumpSMSAPassword", "CAN_READ_SECRET", kForwards, kAlways, AccessLevel::kNone},
    {"ExecuteDCOM", "CAN_EXECUTE_ON", kForwards, kAlways, AccessLevel::kNone},
    {"ForceChangePassword", "CAN_RESET_CREDENTIAL", kForwards, kAlways, AccessLevel::kNone},
    {"GH_AddMember", "CAN_ADD_MEMBER", kForwards, kAlways, AccessLevel::kNone},
    {"GH_AdminTo", "HAS_ACCESS", kForwards, kAlways, AccessLevel::kAdmin},
    {"GH_CanAccess", "HAS_ACCESS", kForwards, kAlways, AccessLevel::kRead},
    {"GH_CanAssumeIdentity", "CAN_FEDERATE_AS", kForwards, kConditional, AccessLevel::kNone},
    {"GH_CanCreateBranch", "CAN_MODIFY_CODE", kForwards, kAlways, AccessLevel::kNone},
    {"GH_CanEditProtection", "CAN_MODIFY_CONFIG", kForwards, kAlways, AccessLevel::kNone},
    {"GH_CanReadSecretScanningAlert", "CAN_READ_SECRET", kForwards, kAlways, AccessLevel::kNone},
    {"GH_CanWriteBranch", "CAN_MODIFY_CODE", kForwards, kAlways, AccessLevel::kNone},
    {"GH_Contains", "CONTAINS", kForwards, kConditional, AccessLevel::kNone},
    {"GH_DeploysTo", "DEPLOYS", kForwards, kConditional, AccessLevel::kNone},
    {"GH_HasBaseRole", "ROLE_INCLUDES", kForwards, kAlways, AccessLevel::kNone},
    {"GH_HasBranch", "CONTAINS", kForwards, kConditional, AccessLevel::kNone},
    {"GH_HasEnvironment", "CONTAINS", kForwards, kConditional, AccessLevel::kNone},
    {"GH_HasPersonalAccessToken", "AUTHENTICATES_AS", kReversed, kConditional, AccessLevel::kNone},
    {"GH_HasRole", "HAS_ROLE", kForwards, kAlways, AccessLevel::kNone},
    {"GH_HasSecret", "STORES", kForwards, kConditional, AccessLevel::kNone},
    {"GH_HasVariable", "CONTAINS", kForwards, kConditional, AccessLevel::kNone},
    {"GH_HasWorkflow", "CONTAINS", kForwards, kConditional, AccessLevel::kNone},
    {"GH_MemberOf", "MEMBER_OF", kForwards, kAlways, AccessLevel::kNone},
    {"GH_Owns", "CONTROLS", kForwards, kAlways, AccessLevel::kNone},
    {"GH_ReadRepoContents", "HAS_ACCESS", kForwards, kAlways, AccessLevel::kRead},
    {"GH_SyncedTo", "SYNCED_TO", kForwards, kAlways, AccessLevel::kNone},
    {"GH_ValidToken", "AUTHENTICATES_AS", kForwards, kAlways, AccessLevel::kNone},
    {"GH_WriteOrganizationCustomOrgRole", "CAN_GRANT", kForwards, kAlways, AccessLevel::kNone},
    {"GH_WriteRepoContents", "HAS_ACCESS", kForwards, kAlways, AccessLevel::kWrite},
    {"GPLink", "APPLIES_TO", kForwards, kAlways, AccessLevel::kNone},
    {"GenericAll", "CONTROLS", kForwards, kAlways, AccessLevel::kNone},
    {"GenericWrite", "CONTROLS", kForwards, kAlways, AccessLevel::kNone},
    {"GoldenCert", "CAN_ISSUE_FOR", kForwards, kAlways, AccessLevel::kNone},
    {"HasSIDHistory", "ACTS_AS", kForwards, kAlways, AccessLevel::kNone},
    {"HasSession", "HAS_SESSION", kForwards, kConditional, AccessLevel::kNone},
    {"ManageCA", "CONTROLS", kForwards, kConditional, AccessLevel::kNone},
    {"MemberOf", "MEMBER_OF", kForwards, kAlways, AccessLevel::kNone},
    {"Owns", "CONTROLS", kForwards, kAlways, AccessLevel::kNone},
    {"ReadGMSAPassword", "CAN_READ_SECRET", kForwards, kAlways, AccessLevel::kNone},
    {"ReadLAPSPassword", "CAN_READ_SECRET", kForwards, kAlways, AccessLevel::kNone},
    {"SNOW_Contains", "CONTAINS", kForwards, kConditional, AccessLevel::kNone},
    {"SNOW_CreateUser", "CAN_GRANT", kForwards, kConditional, AccessLevel::kNone},
    {"SNOW_Delete", "HAS_ACCESS", kForwards, kAlways, AccessLevel::kWrite},
    {"SNOW_ManageGrants", "CAN_GRANT", kForwards, kAlways, AccessLevel::kNone},
    {"SNOW_Modify", "HAS_ACCESS", kForwards, kAlways, AccessLevel::kWrite},
    {"SNOW_Operate", "HAS_ACCESS", kForwards, kAlways, AccessLevel::kExec},
    {"SNOW_Ownership", "CONTROLS", kForwards, kAlways, AccessLevel::kNone},
    {"SNOW_Read", "HAS_ACCESS", kForwards, kAlways, AccessLevel::kRead},
    {"SNOW_RunAsRole", "RUNS_AS", kForwards, kAlways, AccessLevel::kNone},
    {"SNOW_Select", "HAS_ACCESS", kForwards, kAlways, AccessLevel::kRead},
    {"SNOW_ServiceRead", "HAS_ACCESS", kForwards, kAlways, AccessLevel::kRead},
    {"SNOW_ServiceWrite", "HAS_ACCESS", kForwards, kAlways, AccessLevel::kWrite},
    {"SNOW_Truncate", "HAS_ACCESS", kForwards, kAlways, AccessLevel::kWrite},
    {"SNOW_Usage", "ROLE_INCLUDES", kForwards, kAlways, AccessLevel::kNone},
    {"SNOW_Write", "HAS_ACCESS", kForwards, kAlways, AccessLevel::kWrite},
    {"SQLAdmin", "CAN_EXECUTE_ON", kForwards, kAlways, AccessLevel::kNone},
    {"SameForestTrust", "TRUSTED_BY", kForwards, kAlways, AccessLevel::kNone},
    {"SyncLAPSPassword", "CAN_READ_SECRET", kForwards, kAlways, AccessLevel::kNone},
    {"SyncedToADUser", "SYNCED_TO", kForwards, kAlways, AccessLevel::kNone},
    {"SyncedToEntraUser", "SYNCED_TO", kForwards, kAlways, AccessLevel::kNone},
    {"TrustedBy", "TRUSTED_BY", kForwards, kConditional, AccessLevel::kNone},
    {"WriteAccountRestrictions", "CAN_MODIFY_TRUST", kForwards, kAlways, AccessLevel::kNone},
    {"WriteDacl", "CAN_GRANT", kForwards, kAlways, AccessLevel::kNone},
    {"WriteGPLink", "CAN_MODIFY_CONFIG", kForwards, kAlways, AccessLevel::kNone},
    {"WriteOwner", "CAN_TAKE_OWNERSHIP", kForwards, kAlways, AccessLevel::kNone},
    {"WriteSPN", "CAN_RESET_CREDENTIAL", kForwards, kConditional, AccessLevel::kNone},
});
// clang-format on

constexpr auto kByType = [](const ForeignEdgeType& left, const ForeignEdgeType& right) {
  return left.type < right.type;
};
static_assert(std::is_sorted(kForeign.begin(), kForeign.end(), kByType));

}  // namespace

std::span<const ForeignEdgeType> foreign_edge_types() { return kForeign; }

}  // namespace muster
