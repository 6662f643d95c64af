#include "core/identity/kinds.h"

#include <algorithm>
#include <array>

namespace muster {
namespace {

using Group = KindGroup;
using Class = EdgeClass;
using enum Traversable;

constexpr bool kIdentity = true;
constexpr bool kHuman = true;
constexpr bool kExecutes = true;
constexpr bool kDerived = true;

// clang-format off
// name, group, identity, human, executes_code
constexpr auto kNodeKinds = std::to_array<NodeKind>({
    {"AccessRequest",      Group::kGovernance, false,     false,  false},
    {"AiAgent",            Group::kComponent,  kIdentity, false,  kExecutes},
    {"ApiEndpoint",        Group::kResource,   false,     false,  false},
    {"AppInstallation",    Group::kMachine,    kIdentity, false,  false},
    {"Application",        Group::kComponent,  false,     false,  kExecutes},
    {"Branch",             Group::kResource,   false,     false,  false},
    {"Bucket",             Group::kResource,   false,     false,  false},
    {"CertTemplate",       Group::kTrust,      false,     false,  false},
    {"CertificateAuthority", Group::kTrust,    false,     false,  false},
    {"CiPipeline",         Group::kComponent,  false,     false,  kExecutes},
    {"CiRunner",           Group::kComponent,  false,     false,  kExecutes},
    {"CloudAccount",       Group::kPlace,      false,     false,  false},
    {"Cluster",            Group::kPlace,      false,     false,  false},
    {"ComputerAccount",    Group::kMachine,    kIdentity, false,  false},
    {"Container",          Group::kComponent,  false,     false,  kExecutes},
    {"Database",           Group::kResource,   false,     false,  false},
    {"DatabaseUser",       Group::kMachine,    kIdentity, false,  false},
    {"Dataset",            Group::kResource,   false,     false,  false},
    {"Device",             Group::kComponent,  false,     false,  kExecutes},
    {"DeviceAccount",      Group::kMachine,    kIdentity, false,  false},
    {"Domain",             Group::kTrust,      false,     false,  false},
    {"Entitlement",        Group::kRight,      false,     false,  false},
    {"Environment",        Group::kResource,   false,     false,  false},
    {"Exception",          Group::kGovernance, false,     false,  false},
    {"ExternalPrincipal",  Group::kTrust,      false,     false,  false},
    {"Finding",            Group::kGovernance, false,     false,  false},
    {"Function",           Group::kResource,   false,     false,  kExecutes},
    {"GovPolicy",          Group::kGovernance, false,     false,  false},
    {"Group",              Group::kRight,      false,     false,  false},
    {"Host",               Group::kPlace,      false,     false,  kExecutes},
    {"IamRole",            Group::kMachine,    kIdentity, false,  false},
    {"IamUser",            Group::kMachine,    kIdentity, false,  false},
    {"IdentityInstance",   Group::kMachine,    false,     false,  false},
    {"IdentityProvider",   Group::kTrust,      false,     false,  false},
    {"Image",              Group::kComponent,  false,     false,  false},
    {"IpAddress",          Group::kPlace,      false,     false,  false},
    {"K8sNode",            Group::kPlace,      false,     false,  kExecutes},
    {"Key",                Group::kResource,   false,     false,  false},
    {"MailBox",            Group::kResource,   false,     false,  false},
    {"ManagedIdentity",    Group::kMachine,    kIdentity, false,  false},
    {"McpServer",          Group::kComponent,  false,     false,  kExecutes},
    {"McpTool",            Group::kComponent,  false,     false,  kExecutes},
    {"MfaFactor",          Group::kAuth,       false,     false,  false},
    {"Namespace",          Group::kPlace,      false,     false,  false},
    {"NetworkZone",        Group::kPlace,      false,     false,  false},
    {"OAuthApp",           Group::kMachine,    kIdentity, false,  false},
    {"OidcIssuer",         Group::kTrust,      false,     false,  false},
    {"OrgUnit",            Group::kPeople,     false,     false,  false},
    {"PermissionSet",      Group::kRight,      false,     false,  false},
    {"Person",             Group::kPeople,     kIdentity, kHuman, false},
    {"Pod",                Group::kComponent,  false,     false,  kExecutes},
    {"Policy",             Group::kRight,      false,     false,  false},
    {"Project",            Group::kPlace,      false,     false,  false},
    {"Queue",              Group::kResource,   false,     false,  false},
    {"RecoveryMethod",     Group::kAuth,       false,     false,  false},
    {"Repo",               Group::kResource,   false,     false,  false},
    {"Review",             Group::kGovernance, false,     false,  false},
    {"Role",               Group::kRight,      false,     false,  false},
    {"RoleBinding",        Group::kRight,      false,     false,  false},
    {"RpaBot",             Group::kComponent,  kIdentity, false,  kExecutes},
    {"Scope",              Group::kRight,      false,     false,  false},
    {"Secret",             Group::kSecret,     false,     false,  false},
    {"SecretStore",        Group::kSecret,     false,     false,  false},
    {"ServiceAccount",     Group::kMachine,    kIdentity, false,  false},
    {"ServicePrincipal",   Group::kMachine,    kIdentity, false,  false},
    {"Session",            Group::kAuth,       false,     false,  false},
    {"Site",               Group::kPlace,      false,     false,  false},
    {"Source",             Group::kGovernance, false,     false,  false},
    {"Subscription",       Group::kPlace,      false,     false,  false},
    {"Table",              Group::kResource,   false,     false,  false},
    {"Team",               Group::kPeople,     false,     false,  false},
    {"Tenant",             Group::kTrust,      false,     false,  false},
    {"Tier",               Group::kGovernance, false,     false,  false},
    {"TrustDomain",        Group::kTrust,      false,     false,  false},
    {"UserAccount",        Group::kAccount,    kIdentity, kHuman, false},
    {"Vendor",             Group::kPeople,     false,     false,  false},
    {"Volume",             Group::kResource,   false,     false,  false},
    {"Workload",           Group::kComponent,  false,     false,  kExecutes},
    {"WorkloadIdentity",   Group::kMachine,    kIdentity, false,  false},
});

// name, class, traversable, condition, cost, technique, derived
constexpr auto kEdgeKinds = std::to_array<EdgeKind>({
    {"ACCESSED",             Class::kEvidence,   kNever,       "", 0, "", false},
    {"ACCOUNTABLE_FOR",      Class::kGovernance, kNever,       "", 0, "", false},
    {"ACTS_AS",              Class::kControl,    kConditional,
     "on behalf of a user: the user is present", 1, "T1550.001", false},
    {"APPLIES_TO",           Class::kControl,    kAlways,      "", 1, "T1484.001", false},
    {"APPROVED",             Class::kGovernance, kNever,       "", 0, "", false},
    {"ASSUMED",              Class::kEvidence,   kNever,       "", 0, "", false},
    {"AUTHENTICATES_AS",     Class::kControl,    kConditional,
     "the secret is live, and a further factor, where one is asked for, is held too",
     1, "T1078", false},
    {"BUILDS",               Class::kControl,    kConditional,
     "the branch's rules let the change through", 1, "T1195.002", false},
    {"CAN_ADD_CREDENTIAL",   Class::kControl,    kAlways,      "", 2, "T1098.001", kDerived},
    {"CAN_ADD_MEMBER",       Class::kControl,    kAlways,      "", 1, "T1098.007", false},
    {"CAN_ASSUME",           Class::kControl,    kConditional,
     "the conditions of the trust and of the caller's own policies hold", 1, "T1550.001", kDerived},
    {"CAN_CALL_API",         Class::kAccess,     kConditional,
     "with level admin or operator", 1, "T1059.009", false},
    {"CAN_DELEGATE_TO",      Class::kControl,    kConditional,
     "the delegation covers the service and the protocol", 2, "T1558", false},
    {"CAN_EXECUTE_ON",       Class::kControl,    kAlways,      "", 1, "T1609", kDerived},
    {"CAN_FEDERATE_AS",      Class::kControl,    kConditional,
     "issuer, subject and audience match", 1, "T1550.001", kDerived},
    {"CAN_GRANT",            Class::kControl,    kAlways,      "", 2, "T1098.003", kDerived},
    {"CAN_IMPERSONATE",      Class::kControl,    kAlways,      "", 1, "T1134.003", kDerived},
    {"CAN_ISSUE_FOR",        Class::kControl,    kConditional,
     "usage, subject and approval of the template allow it", 2, "T1649", false},
    {"CAN_LAUNCH_AS",        Class::kControl,    kComposite,
     "may pass the role, create the compute, and the service is trusted", 2, "T1548.005", kDerived},
    {"CAN_LOGIN_TO",         Class::kAccess,     kConditional,
     "with level admin or operator", 1, "T1078", false},
    {"CAN_MODIFY_CODE",      Class::kControl,    kConditional,
     "branch protection, review and signature let the change through", 2, "T1195.002", kDerived},
    {"CAN_MODIFY_CONFIG",    Class::kControl,    kConditional,
     "review and signature let the change through", 2, "T1578", kDerived},
    {"CAN_MODIFY_TRUST",     Class::kControl,    kAlways,      "", 2, "T1484.002", kDerived},
    {"CAN_READ_SECRET",      Class::kControl,    kAlways,      "", 1, "T1552", kDerived},
    {"CAN_RECOVER",          Class::kControl,    kConditional,
     "the method is usable in the account's recovery state", 2, "T1556.006", false},
    {"CAN_REPLICATE_SECRETS", Class::kControl,   kComposite,
     "may get changes and get all changes", 2, "T1003.006", kDerived},
    {"CAN_RESET_CREDENTIAL", Class::kControl,    kConditional,
     "the account is not protected and not of a higher tier", 2, "T1098", kDerived},
    {"CAN_RESET_MFA",        Class::kControl,    kComposite,
     "together with the password or its reset", 2, "T1556.006", false},
    {"CAN_TAKE_OWNERSHIP",   Class::kControl,    kAlways,      "", 2, "T1222", false},
    {"CONTAINS",             Class::kStructural, kConditional,
     "downward, for who administers the container", 0, "", false},
    {"CONTROLS",             Class::kControl,    kAlways,      "", 1, "T1098", kDerived},
    {"CONTROLS_CHANNEL",     Class::kControl,    kAlways,      "", 1, "T1556.006", false},
    {"CREATED",              Class::kGovernance, kNever,       "", 0, "", false},
    {"DELEGATED_TO",         Class::kAccess,     kConditional,
     "within the granted scope", 1, "T1550.001", false},
    {"DEPENDS_ON",           Class::kStructural, kNever,       "", 0, "", false},
    {"DEPLOYS",              Class::kControl,    kConditional,
     "the environment's reviewers let it through", 1, "T1195.002", false},
    {"ESCAPES_TO",           Class::kControl,    kConditional,
     "privileged, with host mounts or with strong capabilities", 3, "T1611", kDerived},
    {"EXCEPTED_BY",          Class::kGovernance, kNever,       "", 0, "", false},
    {"EXPOSES",              Class::kControl,    kConditional,
     "the component is vulnerable or asks for no authentication", 3, "T1190", false},
    {"GRANTED_VIA",          Class::kGovernance, kNever,       "", 0, "", false},
    {"HAS_ACCESS",           Class::kAccess,     kAlways,      "", 1, "T1078", kDerived},
    {"HAS_ACCOUNT",          Class::kControl,    kAlways,      "", 0, "", false},
    {"HAS_BOUNDARY",         Class::kStructural, kNever,       "", 0, "", false},
    {"HAS_POLICY",           Class::kStructural, kNever,       "", 0, "", false},
    {"HAS_ROLE",             Class::kControl,    kConditional,
     "where only eligible: activated, approved, with a second factor", 0, "", false},
    {"HAS_SCOPE",            Class::kAccess,     kAlways,      "", 0, "", false},
    {"HAS_SESSION",          Class::kControl,    kConditional,
     "the session is live", 2, "T1563", false},
    {"HOSTS",                Class::kControl,    kAlways,      "", 1, "T1610", false},
    {"INVOKES",              Class::kControl,    kConditional,
     "approval and policy of the tool let the call through", 1, "", false},
    {"ISSUED_UNDER",         Class::kControl,    kAlways,      "", 2, "T1649", false},
    // For the analysis of a leaver only, who is asked about by name; reach never follows it.
    {"KNOWS_SECRET",         Class::kEvidence,   kNever,       "", 0, "", false},
    {"MEMBER_OF",            Class::kControl,    kAlways,      "", 0, "", false},
    {"PROFILE_FOR",          Class::kStructural, kNever,       "", 0, "", false},
    {"REPORTS_TO",           Class::kGovernance, kNever,       "", 0, "", false},
    {"REQUESTED",            Class::kGovernance, kNever,       "", 0, "", false},
    {"REVIEWED",             Class::kGovernance, kNever,       "", 0, "", false},
    {"ROLE_INCLUDES",        Class::kControl,    kAlways,      "", 0, "", false},
    {"ROLE_REF",             Class::kStructural, kNever,       "", 0, "", false},
    {"RUNS_AS",              Class::kControl,    kAlways,      "", 1, "T1528", false},
    {"RUNS_ON",              Class::kStructural, kNever,       "", 0, "", false},
    {"SAME_AS",              Class::kStructural, kNever,       "", 0, "", false},
    {"SHARES_PROCESS_WITH",  Class::kControl,    kAlways,      "", 2, "T1055", false},
    {"STORES",               Class::kControl,    kConditional,
     "in plain text for its holder; a sealed one with the key", 1, "T1552.001", false},
    {"SUBJECT",              Class::kStructural, kNever,       "", 0, "", false},
    {"SYNCED_TO",            Class::kControl,    kAlways,      "", 1, "T1556.007", false},
    {"TOKEN_REPLAYABLE",     Class::kControl,    kConditional,
     "the token is not bound to its holder", 2, "T1550.001", false},
    {"TRUSTED_BY",           Class::kStructural, kConditional,
     "filter, transitivity and selectors let it through", 1, "T1199", false},
    {"USED_FROM",            Class::kEvidence,   kNever,       "", 0, "", false},
});
// clang-format on

constexpr auto kByName = [](const auto& left, const auto& right) { return left.name < right.name; };
static_assert(std::is_sorted(kNodeKinds.begin(), kNodeKinds.end(), kByName));
static_assert(std::is_sorted(kEdgeKinds.begin(), kEdgeKinds.end(), kByName));

template <typename Table>
auto find_by_name(const Table& table, std::string_view name) -> decltype(table.data()) {
  const auto found =
      std::lower_bound(table.begin(), table.end(), name,
                       [](const auto& row, std::string_view wanted) { return row.name < wanted; });
  return found != table.end() && found->name == name ? &*found : nullptr;
}

}  // namespace

std::span<const NodeKind> node_kinds() { return kNodeKinds; }
std::span<const EdgeKind> edge_kinds() { return kEdgeKinds; }

const NodeKind* find_node_kind(std::string_view name) { return find_by_name(kNodeKinds, name); }
const EdgeKind* find_edge_kind(std::string_view name) { return find_by_name(kEdgeKinds, name); }

}  // namespace muster
