// Values of secrets never leave a file: a marker in every place of every format that may hold one
// is found in no assertion, no reject and no warning.
#include <string>

#include <gtest/gtest.h>

#include "core/ingest/document.h"
#include "core/ingest/redaction.h"
#include "tests/core/ingest/reading.h"
#include "tests/support/matchers.h"

namespace muster::ingest {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// All that a run leaves behind, as one text.
std::string everything(const Collection& collection) {
  std::string text;
  const auto add = [&](const PropertyList& properties) {
    for (const auto& [name, value] : properties) text += name + "=" + to_json_text(value) + "\n";
  };
  for (const NodeAssertion& node : collection.nodes) {
    text += node.key + "\n";
    for (const auto& label : node.labels) text += label + "\n";
    for (const auto& alias : node.aliases) text += alias + "\n";
    add(node.properties);
  }
  for (const EdgeAssertion& edge : collection.edges) {
    text += edge.type + edge.source_key + edge.target_key + edge.discriminator + "\n";
    add(edge.properties);
  }
  for (const auto& reject : collection.rejected) text += reject.position + reject.reason + "\n";
  for (const auto& warning : collection.warnings) text += warning + "\n";
  return text;
}

struct Leak {
  const char* format;
  const char* bytes;
};
class Secrets : public ::testing::TestWithParam<Leak> {};

TEST_P(Secrets, AreNotKept) {
  const auto collection = read_text(GetParam().format, GetParam().bytes);

  ASSERT_THAT(collection, testing::IsOk());
  EXPECT_GT(collection->records_read, 0U);
  EXPECT_THAT(everything(*collection), Not(HasSubstr("MARKER")));
}

INSTANTIATE_TEST_SUITE_P(
    Places, Secrets,
    ::testing::Values(
        Leak{
            "k8s-objects",
            R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":"s","namespace":"n","annotations":
{"kubectl.kubernetes.io/last-applied-configuration":"{\"data\":{\"p\":\"MARKER\"}}"}},
"data":{"p":"MARKER"},"stringData":{"q":"MARKER"}})"},
        Leak{
            "k8s-objects",
            R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"s","namespace":"n"},"data":{"p":"MARKER"}})"},
        Leak{
            "k8s-objects",
            R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","labels":{"api-token":"MARKER"}},"spec":{"containers":
[{"name":"c","image":"i","args":["--password=MARKER"],"command":["MARKER"],"env":[{"name":"P","value":"MARKER"}]}]}})"},
        Leak{"k8s-objects",
             "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData:\n  p: MARKER\n"},
        Leak{"k8s-objects", "apiVersion: v1\nkind: Secret\nstringData:\n  p: MARKER\n"},
        Leak{
            "k8s-objects",
            R"({"apiVersion":"x/v1","kind":"Vault","metadata":{"name":"v"},"spec":{"token":"MARKER"}})"},
        Leak{
            "aws-gaad",
            R"({"UserDetailList":[{"Arn":"arn:aws:iam::111122223333:user/a","Tags":[{"Key":"DbPassword","Value":"MARKER"}],
"UserPolicyList":[{"PolicyName":"p","PolicyDocument":{"Statement":[{"Sid":"token=MARKER"}]}}]}]})"},
        Leak{"aws-gaad",
             R"({"UserDetailList":[{"Password":"MARKER","SecretAccessKey":"MARKER"}]})"},
        Leak{
            "opengraph",
            R"({"graph":{"nodes":[{"id":"a","kinds":["GH_RepoSecret","GH_Secret"],"properties":{"value":"MARKER",
"client_secret":"MARKER","accessToken":"MARKER","tokens":["MARKER"],"nested":{"apiKey":"MARKER"},
"contents":"env:\n  DB_PASSWORD: MARKER\n","url":"https://u:MARKER@host/"}}],
"edges":[{"kind":"X","start":{"value":"a"},"end":{"match_by":"property","property_matchers":[{"key":"token","value":"MARKER"}]}},
{"kind":"Y","start":{"value":"a"},"end":{"value":"b"},"properties":{"password":"MARKER"}}]}})"},
        Leak{"muster-ndjson",
             "{\"node\":{\"key\":\"a\",\"labels\":[\"Secret\"],\"properties\":{\"value\":"
             "\"MARKER\",\"password\":\"MARKER\"}}}\n"
             "{\"node\":{\"secret\":\"MARKER\"}}\nMARKER\n"}));

TEST(Redaction, KnowsCredentialsByTheirShape) {
  EXPECT_EQ(redact_credentials("run with ghp_0123456789abcdefghijABCDEFGHIJ012345 now"),
            "run with [redacted] now");
  EXPECT_EQ(
      redact_credentials("-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----\n"),
      "[redacted]\n");
  EXPECT_EQ(redact_credentials("postgres://app:hunter2@db/ledger"),
            "postgres://app:[redacted]@db/ledger");
  EXPECT_EQ(redact_credentials("Server=db;Password=hunter2;Port=1"),
            "Server=db;Password=[redacted];Port=1");
}

TEST(Redaction, LeavesPlainTextAlone) {
  for (const char* text :
       {"arn:aws:iam::111122223333:role/token-reader", "token: true",
        "-----BEGIN CERTIFICATE-----\nMII", "sts:ExternalId", "https://github.com/acme/app",
        "token.actions.githubusercontent.com:sub"}) {
    EXPECT_EQ(redact_credentials(text), text);
  }
}

TEST(Redaction, TellsASecretsNameFromWhatIsSaidAboutOne) {
  for (const char* name :
       {"client_secret", "accessToken", "db.password", "Api-Key", "private_key", "secretValue"}) {
    EXPECT_TRUE(names_secret_value(name)) << name;
  }
  for (const char* name :
       {"token_expires_at", "secret_type", "password_last_set", "has_password", "access_tokens_url",
        "token_id", "secret_scanning", "name", "must_change_password"}) {
    EXPECT_FALSE(names_secret_value(name)) << name;
  }
}

}  // namespace
}  // namespace muster::ingest
