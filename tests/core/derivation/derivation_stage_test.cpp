// Derivation as a specification: raw facts in, control edges with their proofs out.
#include "core/derivation/derivation_stage.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/graph/memory_store.h"
#include "tests/support/graph_literal.h"

namespace muster::derivation {
namespace {

using ::muster::testing::LiteralNames;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

class Derivation : public ::testing::Test {
 protected:
  Derivation() { store_->add_commit_stage(make_derivation_stage()); }

  void write(std::string_view literal) {
    auto transaction = store_->begin_write();
    ASSERT_TRUE(transaction.has_value());
    muster::testing::write_literal((*transaction)->batch().graph(), literal, names_);
    ASSERT_TRUE((*transaction)->commit().has_value());
  }
  void remove(std::string_view edge) {
    auto transaction = store_->begin_write();
    ASSERT_TRUE(transaction.has_value());
    ASSERT_TRUE(
        (*transaction)->batch().graph().delete_edge(names_.edges.find(edge)->second).has_value());
    ASSERT_TRUE((*transaction)->commit().has_value());
  }

  std::string name(NodeId node) const {
    for (const auto& [variable, id] : names_.nodes)
      if (id == node) return variable;
    return "?";
  }
  std::vector<EdgeId> edges() const {
    std::vector<EdgeId> found;
    const auto graph = store_->snapshot();
    for (std::uint32_t slot = 0; slot < graph->edge_slot_bound(); ++slot)
      if (const auto edge = graph->edge_at(slot);
          edge.has_value() && (graph->flags(*edge) & kFlagDerived) != 0)
        found.push_back(*edge);
    return found;
  }
  // "ann CAN_ASSUME deploy", with "?" where conditional and {level}.
  std::vector<std::string> derived() const {
    std::vector<std::string> lines;
    const auto graph = store_->snapshot();
    for (const EdgeId edge : edges()) {
      const EdgeEnds ends = graph->ends(edge);
      std::string line = name(ends.source) + " " + graph->catalog().edge_types.name(ends.type);
      if (const Value level = graph->property(edge, "level"); level.is_string())
        line += "{" + level.as_string() + "}";
      if ((graph->flags(edge) & kFlagConditional) != 0) line += "?";
      lines.push_back(line + " " + name(ends.target));
    }
    std::sort(lines.begin(), lines.end());
    return lines;
  }

  std::unique_ptr<GraphStore> store_ = make_memory_store();
  LiteralNames names_;
};

constexpr std::string_view kAccount = R"(
    (account:CloudAccount {account_id: '1', _aliases: ['aws:1']})
    (ann:IamUser {account_id: '1', arn: 'arn:aws:iam::1:user/ann'})
    (deploy:IamRole {account_id: '1', arn: 'arn:aws:iam::1:role/deploy'})
)";

TEST_F(Derivation, TurnsTrustInAPrincipalOfTheAccountIntoCanAssume) {
  write(kAccount);
  write("(ann)-[trust:TRUSTED_BY]->(deploy)");

  EXPECT_THAT(derived(), ElementsAre("ann CAN_ASSUME deploy"));
  const auto proofs = proofs_of(*store_, edges().front());
  ASSERT_TRUE(proofs.has_value());
  ASSERT_EQ(proofs->size(), 1U);
  EXPECT_EQ(proofs->front().rule, "aws.trust_policy");
  EXPECT_THAT(proofs->front().edges, ElementsAre(names_.edges.at("trust")));
}

TEST_F(Derivation, MakesTrustUnderAnyConditionConditional) {
  write(kAccount);
  write(
      R"((ann)-[:TRUSTED_BY {conditions: '{"Bool":{"aws:MultiFactorAuthPresent":"true"}}'}]->(deploy))");

  EXPECT_THAT(derived(), ElementsAre("ann CAN_ASSUME? deploy"));
}

TEST_F(Derivation, TrustInAnAccountTrustsWhomTheAccountAllows) {
  write(kAccount);
  write(R"(
      (account)-[:TRUSTED_BY]->(deploy)
      (bob:IamUser {account_id: '1', arn: 'arn:aws:iam::1:user/bob'})
      (may:Policy {document: '{"Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::1:role/dep*"}}'})
      (bob)-[:HAS_POLICY]->(may)
  )");

  EXPECT_THAT(derived(), ElementsAre("account CAN_ASSUME deploy", "bob CAN_ASSUME deploy"))
      << "ann is allowed nothing";
}

TEST_F(Derivation, ADenyOfTheCallersOwnPolicyWins) {
  write(kAccount);
  write(R"(
      (account)-[:TRUSTED_BY]->(deploy)
      (may:Policy {document: '{"Statement":[{"Effect":"Allow","Action":"sts:*","Resource":"*"},{"Effect":"Deny","Action":"sts:AssumeRole","Resource":"*"}]}'})
      (ann)-[:HAS_POLICY]->(may)
  )");

  EXPECT_THAT(derived(), ElementsAre("account CAN_ASSUME deploy"));
}

TEST_F(Derivation, AnotherAccountsPrincipalAssumesUnderTheConditionThatItsOwnAccountAllowsIt) {
  write(kAccount);
  write("(eve:IamUser {account_id: '2', arn: 'arn:aws:iam::2:user/eve'})-[:TRUSTED_BY]->(deploy)");

  EXPECT_THAT(derived(), ElementsAre("eve CAN_ASSUME? deploy"));
}

TEST_F(Derivation, EverythingOnEverythingControlsTheAccountAlsoThroughAGroup) {
  write(kAccount);
  write(R"(
      (admins:Group {account_id: '1'})-[:HAS_POLICY]->(all:Policy {document: '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'})
      (ann)-[:MEMBER_OF]->(admins)
  )");

  EXPECT_THAT(derived(), ElementsAre("admins CONTROLS account", "ann CONTROLS account"));
}

TEST_F(Derivation, EverythingInABucketControlsNoAccount) {
  write(kAccount);
  write(
      R"((ann)-[:HAS_POLICY]->(s3:Policy {document: '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::b"}]}'}))");

  EXPECT_THAT(derived(), IsEmpty());
}

TEST_F(Derivation, APermissionBoundaryMakesControlConditional) {
  write(kAccount);
  write(R"(
      (ann)-[:HAS_POLICY]->(all:Policy {document: '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'})
      (ann)-[:HAS_BOUNDARY]->(edge:Policy {document: '{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}'})
  )");

  EXPECT_THAT(derived(), ElementsAre("ann CONTROLS? account"));
}

TEST_F(Derivation, AdministratorAccessIsKnownByNameWhereItsDocumentWasNotCollected) {
  write(kAccount);
  write(
      "(ann)-[:HAS_POLICY]->(managed:Policy {_aliases: "
      "['arn:aws:iam::aws:policy/AdministratorAccess']})");

  EXPECT_THAT(derived(), ElementsAre("ann CONTROLS account"));
}

constexpr std::string_view kCluster = R"(
    (cluster:Cluster {cluster: 'prod', _aliases: ['k8s:prod']})
    (pay:Namespace {cluster: 'prod', name: 'pay', _aliases: ['k8s:prod/ns/pay']})
    (api:ServiceAccount {cluster: 'prod', namespace: 'pay', name: 'api'})
    (key:Secret {cluster: 'prod', namespace: 'pay', name: 'key'})
    (other:Secret {cluster: 'prod', namespace: 'web', name: 'other'})
    (pod:Pod {cluster: 'prod', namespace: 'pay', name: 'pod'})
)";

TEST_F(Derivation, ARoleThatReadsSecretsReachesThoseOfItsNamespaceAlone) {
  write(kCluster);
  write(R"(
      (role:Role {sub_kind: 'k8s_role', rules: '[{"apiGroups":[""],"resources":["secrets"],"verbs":["get"]}]'})
      (binding:RoleBinding {sub_kind: 'k8s_role_binding', cluster: 'prod', namespace: 'pay'})-[:SUBJECT]->(api)
      (binding)-[:ROLE_REF]->(role)
  )");

  EXPECT_THAT(derived(), ElementsAre("api CAN_READ_SECRET key", "api HAS_ACCESS{read} pay"));
}

TEST_F(Derivation, NamedSecretsAreAllThatARuleOnNamesGives) {
  write(kCluster);
  write(R"(
      (role:Role {sub_kind: 'k8s_cluster_role', rules: '[{"apiGroups":[""],"resources":["secrets"],"verbs":["get"],"resourceNames":["nothing"]}]'})
      (binding:RoleBinding {sub_kind: 'k8s_cluster_role_binding', cluster: 'prod'})-[:SUBJECT]->(api)
      (binding)-[:ROLE_REF]->(role)
  )");

  EXPECT_THAT(derived(), IsEmpty());
}

TEST_F(Derivation, PodsExecRunsCommandsInPods) {
  write(kCluster);
  write(R"(
      (role:Role {sub_kind: 'k8s_role', rules: '[{"apiGroups":[""],"resources":["pods/exec"],"verbs":["create"]}]'})
      (binding:RoleBinding {sub_kind: 'k8s_role_binding', cluster: 'prod', namespace: 'pay'})-[:SUBJECT]->(api)
      (binding)-[:ROLE_REF]->(role)
  )");

  EXPECT_THAT(derived(), ElementsAre("api CAN_EXECUTE_ON pod", "api HAS_ACCESS{write} pay"));
}

TEST_F(Derivation, ClusterAdminBoundClusterWideControlsTheCluster) {
  write(kCluster);
  write(R"(
      (binding:RoleBinding {sub_kind: 'k8s_cluster_role_binding', cluster: 'prod'})-[:SUBJECT]->(api)
      (binding)-[:ROLE_REF]->(admin:Role {sub_kind: 'k8s_cluster_role', name: 'cluster-admin'})
  )");

  EXPECT_THAT(derived(),
              UnorderedElementsAre("api CONTROLS cluster", "api CAN_READ_SECRET key",
                                   "api CAN_READ_SECRET other", "api CAN_EXECUTE_ON pod"));
}

TEST_F(Derivation, ClusterAdminBoundInANamespaceStaysThere) {
  write(kCluster);
  write(R"(
      (binding:RoleBinding {sub_kind: 'k8s_role_binding', cluster: 'prod', namespace: 'pay'})-[:SUBJECT]->(api)
      (binding)-[:ROLE_REF]->(admin:Role {sub_kind: 'k8s_cluster_role', name: 'cluster-admin'})
  )");

  EXPECT_THAT(derived(), Contains("api HAS_ACCESS{admin} pay"));
  EXPECT_THAT(derived(), Not(Contains("api CONTROLS cluster")));
  EXPECT_THAT(derived(), Not(Contains("api CAN_READ_SECRET other")));
}

TEST_F(Derivation, KeepsTheIdOfAnEdgeThatStillFollows) {
  write(kAccount);
  write("(ann)-[:TRUSTED_BY]->(deploy)");
  const std::vector<EdgeId> before = edges();
  write("(zoe:IamUser {account_id: '1'})-[:TRUSTED_BY]->(deploy)");

  EXPECT_EQ(edges().size(), 2U);
  EXPECT_THAT(edges(), Contains(before.front()));
}

TEST_F(Derivation, TakesBackWhatNoLongerFollowsAndItsProof) {
  write(kAccount);
  write("(ann)-[trust:TRUSTED_BY]->(deploy)");
  const EdgeId before = edges().front();
  remove("trust");

  EXPECT_THAT(derived(), IsEmpty());
  const auto proofs = proofs_of(*store_, before);
  ASSERT_TRUE(proofs.has_value());
  EXPECT_THAT(*proofs, IsEmpty());
}

TEST_F(Derivation, IsDeniedOnAPlaneThatDeniesEveryProof) {
  write(kAccount);
  write("(ann)-[:TRUSTED_BY {_planes: 'observed', _absent: 'recorded'}]->(deploy)");
  const std::uint8_t flags = store_->snapshot()->flags(edges().front());

  EXPECT_EQ(visibility_on(flags, Plane::kObserved), Visibility::kPresent);
  EXPECT_EQ(visibility_on(flags, Plane::kRecorded), Visibility::kAbsent);
}

TEST_F(Derivation, HoldsOnAPlaneThatNobodyCollected) {
  write(kAccount);
  write("(ann)-[:TRUSTED_BY {_planes: 'observed'}]->(deploy)");

  EXPECT_EQ(visibility_on(store_->snapshot()->flags(edges().front()), Plane::kRecorded),
            Visibility::kPresent);
}

}  // namespace
}  // namespace muster::derivation
