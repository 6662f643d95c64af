// Raw facts: the names under which adapters write what derivation reads. Adapters of raw systems
// write these and never a derived edge.
//
//   edge          from -> to
//   HAS_POLICY    IamUser, IamRole, Group -> Policy
//   HAS_BOUNDARY  IamUser, IamRole -> Policy
//   TRUSTED_BY    any principal -> IamRole
//                 conditions: JSON text of the statement's Condition; absent where there is none
//                 actions: list of the statement's sts actions
//   MEMBER_OF     IamUser, UserAccount, … -> Group
//   CONTAINS      CloudAccount, Cluster, Namespace -> child
//   SUBJECT       RoleBinding -> ServiceAccount, Group, UserAccount
//   ROLE_REF      RoleBinding -> Role
//   RUNS_AS       Workload, Pod, Function -> identity
//   RUNS_ON       Pod -> K8sNode
#pragma once

#include <string_view>

namespace muster::raw_facts {

// --- Edges.
inline constexpr std::string_view kHasPolicy = "HAS_POLICY";
inline constexpr std::string_view kHasBoundary = "HAS_BOUNDARY";
inline constexpr std::string_view kTrustedBy = "TRUSTED_BY";
inline constexpr std::string_view kMemberOf = "MEMBER_OF";
inline constexpr std::string_view kContains = "CONTAINS";
inline constexpr std::string_view kSubject = "SUBJECT";
inline constexpr std::string_view kRoleRef = "ROLE_REF";
inline constexpr std::string_view kRunsAs = "RUNS_AS";
inline constexpr std::string_view kRunsOn = "RUNS_ON";

// --- Properties, all JSON as text unless said otherwise.
// Policy: the policy document ({"Version": …, "Statement": [...]}).
inline constexpr std::string_view kDocument = "document";
// IamRole: the trust policy document.
inline constexpr std::string_view kTrustPolicy = "trust_policy";
// TRUSTED_BY edge: the Condition object of its statement; absent where there is none. The edge is
// then `conditional`.
inline constexpr std::string_view kConditions = "conditions";
// TRUSTED_BY edge: list of strings, as written ("sts:AssumeRole", "sts:AssumeRoleWithWebIdentity").
inline constexpr std::string_view kActions = "actions";
// Kubernetes Role or ClusterRole: its rules ([{"apiGroups": [...], "resources": [...], "verbs":
// [...], "resourceNames": [...]}]).
inline constexpr std::string_view kRules = "rules";
// String. Tells native kinds of one Muster kind apart.
inline constexpr std::string_view kSubKind = "sub_kind";
// String. Kubernetes objects that live in a namespace: its name; absent on cluster-wide ones.
inline constexpr std::string_view kNamespace = "namespace";
// String. Kubernetes objects: name of their cluster, as in the node key k8s:<cluster>/….
inline constexpr std::string_view kCluster = "cluster";
// String. AWS: twelve digits, on IamUser, IamRole, Group, Policy, CloudAccount, ExternalPrincipal
// of an account.
inline constexpr std::string_view kAccountId = "account_id";
// String. AWS: the thing's own ARN.
inline constexpr std::string_view kArn = "arn";

// --- Values of sub_kind that derivation tells apart.
inline constexpr std::string_view kK8sRole = "k8s_role";
inline constexpr std::string_view kK8sClusterRole = "k8s_cluster_role";
inline constexpr std::string_view kK8sRoleBinding = "k8s_role_binding";
inline constexpr std::string_view kK8sClusterRoleBinding = "k8s_cluster_role_binding";
inline constexpr std::string_view kAwsManagedPolicy =
    "aws_managed_policy";  // arn:aws:iam::aws:policy/…
inline constexpr std::string_view kAwsCustomerPolicy = "aws_customer_policy";
inline constexpr std::string_view kAwsInlinePolicy = "aws_inline_policy";

// --- Keys, all normalised.
//   CloudAccount                 aws:111122223333
//   IamUser, IamRole, Policy     their ARN; an inline policy: <owner ARN>/inline/<name>
//   an account as principal      arn:aws:iam::111122223333:root, ExternalPrincipal, sub_kind
//                                aws_account (a node of its own, also of the listed account)
//   a session as principal       aws-principal:<its STS ARN>, sub_kind aws_session
//   AWS service principal        aws-service:lambda.amazonaws.com, sub_kind aws_service
//   any AWS principal ("*")      aws-principal:*, sub_kind aws_any
//   federated principal          its ARN or domain: IdentityProvider, sub_kind aws_federated
//   Cluster                      k8s:<cluster> (a stub)
//   Namespace                    k8s:<cluster>/ns/<namespace>
//   namespaced object            k8s:<cluster>/ns/<namespace>/<kind, lower case>/<name>
//   cluster-wide object          k8s:<cluster>/<kind, lower case>/<name> (clusterrole, user, …)
inline constexpr std::string_view kAwsService = "aws_service";
inline constexpr std::string_view kAwsAny = "aws_any";
inline constexpr std::string_view kAwsFederated = "aws_federated";

}  // namespace muster::raw_facts
