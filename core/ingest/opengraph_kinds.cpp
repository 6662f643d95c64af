#include "core/ingest/opengraph_kinds.h"

#include <algorithm>
#include <array>

#include "core/identity/kinds.h"

namespace muster::ingest {
namespace {

constexpr auto kForeignKinds = std::to_array<ForeignKind>({
    // clang-format off
    {"AIACA", "CertificateAuthority"},
    {"AZApp", "OAuthApp"},
    {"AZAutomationAccount", "Workload"},
    {"AZContainerRegistry", "Repo"},
    {"AZDevice", "Device"},
    {"AZFunctionApp", "Function"},
    {"AZGroup", "Group"},
    {"AZKeyVault", "SecretStore"},
    {"AZLogicApp", "Function"},
    {"AZManagedCluster", "Cluster"},
    {"AZManagementGroup", "OrgUnit"},
    {"AZResourceGroup", "OrgUnit"},
    {"AZRole", "Role"},
    {"AZServicePrincipal", "ServicePrincipal"},
    {"AZSubscription", "Subscription"},
    {"AZTenant", "Tenant"},
    {"AZUser", "UserAccount"},
    {"AZVM", "Host"},
    {"AZVMScaleSet", "Host"},
    {"AZWebApp", "Function"},
    {"Computer", "ComputerAccount"},
    {"EnterpriseCA", "CertificateAuthority"},
    {"GH_App", "OAuthApp"},
    {"GH_AppInstallation", "AppInstallation"},
    {"GH_Branch", "Branch"},
    {"GH_Environment", "Environment"},
    {"GH_EnvironmentSecret", "Secret"},
    {"GH_ExternalIdentity", "ExternalPrincipal"},
    {"GH_OrgRole", "Role"},
    {"GH_OrgSecret", "Secret"},
    {"GH_Organization", "Tenant"},
    {"GH_PersonalAccessToken", "Secret"},
    {"GH_PersonalAccessTokenRequest", "AccessRequest"},
    {"GH_RepoRole", "Role"},
    {"GH_RepoSecret", "Secret"},
    {"GH_Repository", "Repo"},
    {"GH_Role", "Role"},
    {"GH_Runner", "CiRunner"},
    {"GH_SamlIdentityProvider", "IdentityProvider"},
    {"GH_Secret", "Secret"},
    {"GH_SecretScanningAlert", "Finding"},
    {"GH_Team", "Team"},
    {"GH_TeamRole", "Role"},
    {"GH_User", "UserAccount"},
    {"GH_Workflow", "CiPipeline"},
    {"GPO", "Policy"},
    {"JAMF_Account", "UserAccount"},
    {"JAMF_Computer", "Device"},
    {"JAMF_Group", "Group"},
    {"JAMF_Tenant", "Tenant"},
    {"NTAuthStore", "CertificateAuthority"},
    {"OU", "OrgUnit"},
    {"Okta_ApiServiceIntegration", "ServicePrincipal"},
    {"Okta_ApiToken", "Secret"},
    {"Okta_Application", "Application"},
    {"Okta_AuthorizationServer", "OidcIssuer"},
    {"Okta_ClientSecret", "Secret"},
    {"Okta_CustomRole", "Role"},
    {"Okta_Device", "Device"},
    {"Okta_Group", "Group"},
    {"Okta_IdentityProvider", "IdentityProvider"},
    {"Okta_Organization", "Tenant"},
    {"Okta_Role", "Role"},
    {"Okta_User", "UserAccount"},
    {"RootCA", "CertificateAuthority"},
    {"SNOW_Account", "Tenant"},
    {"SNOW_Application", "Application"},
    {"SNOW_ApplicationRole", "Role"},
    {"SNOW_Database", "Database"},
    {"SNOW_DatabaseRole", "Role"},
    {"SNOW_Function", "Function"},
    {"SNOW_Procedure", "Function"},
    {"SNOW_ProgrammaticAccessToken", "Secret"},
    {"SNOW_Role", "Role"},
    {"SNOW_Secret", "Secret"},
    {"SNOW_SecurityIntegration", "IdentityProvider"},
    {"SNOW_Stage", "Bucket"},
    {"SNOW_Table", "Table"},
    {"SNOW_User", "DatabaseUser"},
    {"SNOW_View", "Table"},
    {"User", "UserAccount"},
    // clang-format on
});
static_assert(std::ranges::is_sorted(kForeignKinds, {}, &ForeignKind::foreign));

}  // namespace

std::span<const ForeignKind> foreign_kinds() { return kForeignKinds; }

std::string_view muster_kind_of(std::string_view foreign) {
  const auto* const row =
      std::ranges::lower_bound(kForeignKinds, foreign, {}, &ForeignKind::foreign);
  if (row != kForeignKinds.end() && row->foreign == foreign) return row->muster;
  const NodeKind* kind = find_node_kind(foreign);
  return kind == nullptr ? std::string_view() : kind->name;
}

}  // namespace muster::ingest
