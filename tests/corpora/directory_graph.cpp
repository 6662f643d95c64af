#include "tests/corpora/directory_graph.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace muster::testing {
namespace {

// Labels beside Base (AZBase) that each kind of node carries, and how many there are.
struct Kind {
  std::string_view labels;
  std::size_t count;
};
constexpr std::array kKinds = {
    Kind{"Base:User", 30},
    Kind{"Base:User:Tag_Owned", 4},
    Kind{"Base:User:Tag_Tier_Zero", 4},
    Kind{"Base:Group", 24},
    Kind{"Base:Group:Tag_Tier_Zero", 6},
    Kind{"Base:ADLocalGroup", 8},
    Kind{"Base:Computer", 20},
    Kind{"Base:Computer:Tag_Tier_Zero", 4},
    Kind{"Base:Domain:Tag_Tier_Zero", 3},
    Kind{"Base:OU", 6},
    Kind{"Base:Container", 6},
    Kind{"Base:GPO", 6},
    Kind{"Base:CertTemplate", 8},
    Kind{"Base:EnterpriseCA", 3},
    Kind{"Base:RootCA", 2},
    Kind{"Base:NTAuthStore", 2},
    Kind{"AZBase:AZUser", 12},
    Kind{"AZBase:AZUser:Tag_Owned", 2},
    Kind{"AZBase:AZGroup", 8},
    Kind{"AZBase:AZGroup:Tag_Tier_Zero", 2},
    Kind{"AZBase:AZServicePrincipal", 8},
    Kind{"AZBase:AZApp", 6},
    Kind{"AZBase:AZRole:Tag_Tier_Zero", 4},
    Kind{"AZBase:AZSubscription", 2},
    Kind{"AZBase:AZVM", 6},
    Kind{"AZBase:AZKeyVault", 4},
    Kind{"AZBase:AZTenant", 1},
};

constexpr std::array<std::string_view, 105> kTypes = {"HasSIDHistory",
                                                      "MemberOf",
                                                      "ProtectAdminGroups",
                                                      "ADCSESC1",
                                                      "ADCSESC3",
                                                      "ADCSESC4",
                                                      "ADCSESC6a",
                                                      "ADCSESC6b",
                                                      "ADCSESC9a",
                                                      "ADCSESC9b",
                                                      "ADCSESC10a",
                                                      "ADCSESC10b",
                                                      "ADCSESC13",
                                                      "GoldenCert",
                                                      "CoerceAndRelayNTLMToADCS",
                                                      "Contains",
                                                      "GPLink",
                                                      "CoerceAndRelayNTLMToLDAP",
                                                      "CoerceAndRelayNTLMToLDAPS",
                                                      "CoerceAndRelayNTLMToSMB",
                                                      "AZAddOwner",
                                                      "AZAddSecret",
                                                      "AZAppAdmin",
                                                      "AZCloudAppAdmin",
                                                      "AZMGAddOwner",
                                                      "AZMGAddSecret",
                                                      "AZOwns",
                                                      "AZHasRole",
                                                      "AZMemberOf",
                                                      "AZMGAppRoleAssignment_ReadWrite_All",
                                                      "AZMGApplication_ReadWrite_All",
                                                      "AZMGDirectory_ReadWrite_All",
                                                      "AZMGGroupMember_ReadWrite_All",
                                                      "AZMGGroup_ReadWrite_All",
                                                      "AZMGRoleManagement_ReadWrite_Directory",
                                                      "AZMGServicePrincipalEndpoint_ReadWrite_All",
                                                      "ManageCertificates",
                                                      "ManageCA",
                                                      "HostsCAService",
                                                      "Owns",
                                                      "WriteOwner",
                                                      "WriteDacl",
                                                      "GenericAll",
                                                      "GenericWrite",
                                                      "AllExtendedRights",
                                                      "CrossForestTrust",
                                                      "SpoofSIDHistory",
                                                      "AbuseTGTDelegation",
                                                      "DCFor",
                                                      "ForceChangePassword",
                                                      "AddMember",
                                                      "Enroll",
                                                      "PublishedTo",
                                                      "TrustedForNTAuth",
                                                      "NTAuthStoreFor",
                                                      "SyncedToADUser",
                                                      "AZRoleApprover",
                                                      "AZRoleEligible",
                                                      "AdminTo",
                                                      "MemberOfLocalGroup",
                                                      "LocalToComputer",
                                                      "AllowedToDelegate",
                                                      "CoerceToTGT",
                                                      "AllowedToAct",
                                                      "CanPSRemote",
                                                      "CanRDP",
                                                      "ExecuteDCOM",
                                                      "AddSelf",
                                                      "DCSync",
                                                      "ReadLAPSPassword",
                                                      "ReadGMSAPassword",
                                                      "DumpSMSAPassword",
                                                      "SQLAdmin",
                                                      "AddAllowedToAct",
                                                      "WriteSPN",
                                                      "AddKeyCredentialLink",
                                                      "SyncLAPSPassword",
                                                      "WriteAccountRestrictions",
                                                      "WriteOwnerLimitedRights",
                                                      "OwnsLimitedRights",
                                                      "SyncedToEntraUser",
                                                      "AZOwner",
                                                      "AZUserAccessAdministrator",
                                                      "AZGetCertificates",
                                                      "AZGetKeys",
                                                      "AZGetSecrets",
                                                      "AZAvereContributor",
                                                      "AZKeyVaultContributor",
                                                      "AZContributor",
                                                      "AZVMAdminLogin",
                                                      "AZVMContributor",
                                                      "AZAKSContributor",
                                                      "AZAutomationContributor",
                                                      "AZLogicAppContributor",
                                                      "AZWebsiteContributor",
                                                      "AZRunsAs",
                                                      "IssuedSignedBy",
                                                      "EnterpriseCAFor",
                                                      "RootCAFor",
                                                      "SameForestTrust",
                                                      "HasSession",
                                                      "AZContains",
                                                      "GetChanges",
                                                      "GetChangesAll",
                                                      "ExtendedByPolicy"};

// Endings of object ids that queries look for: well-known accounts and groups.
constexpr std::array<std::string_view, 14> kWellKnown = {
    "-500", "-502",     "-512",         "-513",         "-515",         "-516", "-518",
    "-519", "S-1-5-11", "S-1-5-32-544", "S-1-5-32-548", "S-1-5-32-550", "-525", "-1104"};

class Draw {
 public:
  // Knuth's multiplier; the low bits of such a generator repeat soon, so the high ones are taken.
  std::size_t below(std::size_t bound) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>(state_ >> 33) % bound;
  }

 private:
  std::uint64_t state_ = 20260615;
};

Value node_of(std::size_t number, Draw& draw) {
  const bool azure = number % 4 == 0;
  return Value(ValueMap{
      {"number", Value(static_cast<std::int64_t>(number))},
      {"name", Value(fmt::format("NODE{}@{}.LOCAL", number, azure ? "CLOUD" : "CORP"))},
      {"displayname", Value(fmt::format("node {}", number))},
      {"objectid", Value(fmt::format("S-1-5-21-{}{}", 1000 + number % 3,
                                     kWellKnown[draw.below(kWellKnown.size())]))},
      {"domainsid", Value(fmt::format("S-1-5-21-{}", 1000 + number % 3))},
      {"domain", Value(number % 3 == 0 ? "CORP.LOCAL" : "LAB.LOCAL")},
      {"tenantid", Value(fmt::format("tenant-{}", number % 2))},
      {"appownerorganizationid", Value(fmt::format("tenant-{}", draw.below(3)))},
      {"distinguishedname", Value(fmt::format("CN=NODE{},DC=CORP,DC=LOCAL", number))},
      {"system_tags", number % 7 == 0 ? Value("admin_tier_0 owned") : Value()},
      {"operatingsystem", Value(draw.below(2) == 0 ? "Windows Server 2008" : "Windows 11")},
      {"enabled", Value(draw.below(3) != 0)},
      {"hasspn", Value(draw.below(2) == 0)},
      {"admincount", Value(draw.below(2) == 0)},
      {"unconstraineddelegation", Value(draw.below(3) == 0)},
      {"dontreqpreauth", Value(draw.below(3) == 0)},
      {"enrolleesuppliessubject", Value(draw.below(2) == 0)},
      {"authenticationenabled", Value(draw.below(2) == 0)},
      {"requiresmanagerapproval", Value(draw.below(2) == 0)},
      {"onpremsyncenabled", Value(draw.below(2) == 0)},
      {"pwdlastset", Value(static_cast<std::int64_t>(1'000'000'000 + draw.below(800'000'000)))},
      {"lastlogon", Value(static_cast<std::int64_t>(1'000'000'000 + draw.below(800'000'000)))},
      {"lastlogontimestamp", Value(static_cast<std::int64_t>(draw.below(1'800'000'000)))},
      {"whencreated", Value(static_cast<std::int64_t>(draw.below(1'800'000'000)))},
      {"functionallevel", Value(draw.below(2) == 0 ? "2008" : "2016")},
      {"machineaccountquota", Value(10)},
      {"schemaversion", Value(2)},
      {"effectiveekus", Value(ValueList{Value("1.3.6.1.5.5.7.3.2")})},
      {"supportedencryptiontypes", Value(ValueList{Value("RC4-HMAC-MD5"), Value("AES128")})},
  });
}

void run(QuerySession& session, const std::string& text, const ValueMap& parameters) {
  const auto result = session.run(text, parameters);
  if (!result) ADD_FAILURE() << format_error(result.error());
}

}  // namespace

void make_directory(QuerySession& session, const DirectorySize& size) {
  Draw draw;
  std::size_t nodes = 0;
  for (const Kind& kind : kKinds) {
    ValueList rows;
    const std::size_t count = std::max<std::size_t>(kind.count / size.nodes_divisor, 1);
    for (std::size_t i = 0; i < count; ++i) rows.push_back(node_of(nodes++, draw));
    run(session, fmt::format("UNWIND $rows AS row CREATE (n:{}) SET n = row", kind.labels),
        {{"rows", Value(std::move(rows))}});
  }
  for (const std::string_view type : kTypes) {
    ValueList rows;
    for (std::size_t i = 0; i < size.edges_per_type; ++i) {
      rows.emplace_back(ValueMap{{"from", Value(static_cast<std::int64_t>(draw.below(nodes)))},
                                 {"to", Value(static_cast<std::int64_t>(draw.below(nodes)))}});
    }
    run(session,
        fmt::format("MATCH (n) WITH collect(n) AS all UNWIND $rows AS row "
                    "WITH all[row.from] AS a, all[row.to] AS b "
                    "CREATE (a)-[:{} {{isacl: a.number % 2 = 0}}]->(b)",
                    type),
        {{"rows", Value(std::move(rows))}});
  }
}

}  // namespace muster::testing
