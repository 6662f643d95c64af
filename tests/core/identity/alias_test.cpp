// Names: their normal form, and how a name finds its node.
#include "core/identity/alias.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/graph_literal.h"

namespace muster {
namespace {

using ::muster::testing::graph_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(NormaliseAlias, TurnsASessionIntoItsRole) {
  constexpr auto kSession = "arn:aws:sts::111122223333:assumed-role/Deploy/i-0abc";
  EXPECT_EQ(normalise_alias(kSession), "arn:aws:iam::111122223333:role/Deploy");
  EXPECT_EQ(assumed_role_session(kSession), "i-0abc");
  EXPECT_EQ(assumed_role_session("arn:aws:iam::111122223333:role/Deploy"), "");
}

TEST(NormaliseAlias, FoldsWhatIsTheSameInEveryCase) {
  EXPECT_EQ(normalise_alias(" Ann@Acme.Example "), "ann@acme.example");
  EXPECT_EQ(normalise_alias("SPIFFE://Prod.Acme/ns/Pay/"), "spiffe://prod.acme/ns/Pay");
  EXPECT_EQ(normalise_alias("ACME\\Ann"), "acme\\ann");
  EXPECT_EQ(normalise_alias("0F8FAD5B-D9CB-469F-A165-70867728950E"),
            "0f8fad5b-d9cb-469f-a165-70867728950e");
}

TEST(NormaliseAlias, TurnsTheUrlOfAKubernetesObjectIntoItsKey) {
  EXPECT_EQ(normalise_alias("k8s://prod/pay/sa/api"), "k8s:prod/ns/pay/serviceaccount/api");
  EXPECT_EQ(normalise_alias("k8s://prod/pay/pod/api-0"), "k8s:prod/ns/pay/pod/api-0");
  EXPECT_EQ(normalise_alias("k8s://prod/node/n-1"), "k8s:prod/node/n-1");
}

TEST(NormaliseAlias, LeavesWhatNoRuleKnows) {
  for (const auto* name :
       {"AKIAEXAMPLE", "Deploy", "system:serviceaccount:Pay:API", "T19rZ0RPQ29W", ""})
    EXPECT_EQ(normalise_alias(name), name);
}

TEST(NormaliseAlias, IsIdempotent) {
  for (const auto* name : {"arn:AWS:STS::1:assumed-role/a/b/c", "A@B.C", "s-1-5-21-7",
                           "spiffe://A/", "k8s://c/n/sa/x"}) {
    const std::string once = normalise_alias(name);
    EXPECT_EQ(normalise_alias(once), once);
  }
}

TEST(LookupNames, KnowAServiceAccountByItsUserName) {
  EXPECT_THAT(lookup_names({.key = "k8s:prod/ns/pay/serviceaccount/api",
                            .labels = {},
                            .aliases = {},
                            .properties = {},
                            .scope = {}}),
              ElementsAre("system:serviceaccount:pay:api"));
}

TEST(LookupNames, KnowARoleWithoutItsPath) {
  EXPECT_THAT(lookup_names({.key = "arn:aws:iam::1:role/aws-reserved/sso/Admin",
                            .labels = {},
                            .aliases = {},
                            .properties = {},
                            .scope = {}}),
              ElementsAre("arn:aws:iam::1:role/Admin"));
}

TEST(Resolve, FindsByAliasThenByNameInAnyCase) {
  const auto graph = graph_of("(ann:Person {name: 'Ann Ode', _aliases: ['ann@acme.example']})");

  EXPECT_EQ(*resolve(graph, "ANN@acme.example"), graph.id("ann"));
  EXPECT_EQ(*resolve(graph, "ann ode"), graph.id("ann"));
  EXPECT_THAT(find_by_alias(graph, "ann ode"), IsEmpty())
      << "a look-up with a time limit does not scan";
}

TEST(Resolve, SaysWhatWasProbablyMeant) {
  const auto graph = graph_of("(deploy:IamRole {name: 'deploy-prod'})");
  const auto missing = resolve(graph, "deploy-prd");

  ASSERT_FALSE(missing.has_value());
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(missing.error().message, "Nothing in the graph is called 'deploy-prd'.");
  EXPECT_EQ(missing.error().hint, "Did you mean deploy-prod?");
}

TEST(Resolve, ListsThoseThatShareAName) {
  const auto graph =
      graph_of("(one:IamRole {_aliases: ['api']})\n(two:IamRole {_aliases: ['api']})");
  const auto ambiguous = resolve(graph, "api");

  ASSERT_FALSE(ambiguous.has_value());
  EXPECT_EQ(ambiguous.error().message, "'api' is the name of 2 things.");
  EXPECT_THAT(ambiguous.error().hint, HasSubstr("Say which"));
}

}  // namespace
}  // namespace muster
