// Adapters of tables: what a row says, and rows that say nothing.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/ingest/reading.h"
#include "tests/support/matchers.h"

namespace muster::ingest {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

const NodeAssertion& node(const Collection& collection, const std::string& key) {
  return collection.nodes.at(collection.node_index.at(key));
}

Value property(const NodeAssertion& node, std::string_view name) {
  for (const auto& [key, value] : node.properties)
    if (key == name) return value;
  return {};
}

std::vector<std::string> edges(const Collection& collection) {
  std::vector<std::string> lines;
  for (const EdgeAssertion& edge : collection.edges)
    lines.push_back(edge.source_key + " " + edge.type + " " + edge.target_key);
  return lines;
}

constexpr const char* kPeople =
    "person_id,name,email,team_id,manager_id,status,start,end,employment\n"
    "p-1,Ada,Ada@Acme.example,team-a,p-2,terminated,2019-04-01,2026-03-31,employee\n";

TEST(HrCsv, APersonHasATeamAManagerAndTheAccountOfItsMailAddress) {
  const auto collection = read_text("hr-csv", kPeople);

  ASSERT_THAT(collection, testing::IsOk());
  EXPECT_THAT(edges(*collection), UnorderedElementsAre("p-1 MEMBER_OF team-a", "p-1 REPORTS_TO p-2",
                                                       "p-1 HAS_ACCOUNT ada@acme.example"));
  EXPECT_EQ(property(node(*collection, "p-1"), "status"), Value("terminated"));
  EXPECT_EQ(property(node(*collection, "p-1"), "ended_at"), Value(*parse_instant("2026-03-31")));
  EXPECT_TRUE(node(*collection, "ada@acme.example").stub);
}

TEST(HrCsv, ARowWithoutAnIdOrWithOtherCellsThanTheHeaderIsKeptWithItsLine) {
  const auto collection = read_text("hr-csv", std::string(kPeople) + ",,,,,,,,\n\np-3,Eve\n");

  ASSERT_THAT(collection, testing::IsOk());
  EXPECT_EQ(collection->records_read, 3U);
  EXPECT_THAT(collection->rejected,
              ElementsAre(RejectedRecord{"input", "line 3", "It has no person_id."},
                          RejectedRecord{"input", "line 5", "It has 2 cells, and the header 9."}));
}

TEST(HrCsv, AFileWithoutTheHeaderIsRefused) {
  EXPECT_THAT(read_text("hr-csv", "a,b\n1,2\n"),
              testing::IsErrorSaying(ErrorCode::kInvalidInput,
                                     "input has no header with the columns of hr-csv."));
  EXPECT_THAT(read_text("hr-csv", " \n"),
              testing::IsErrorSaying(ErrorCode::kInvalidInput, "input is empty."));
}

TEST(HrCsv, AQuoteThatDoesNotEndIsNamedByItsLine) {
  EXPECT_THAT(read_text("hr-csv", std::string(kPeople) + "\"p-3,Eve\n"),
              testing::IsErrorSaying(ErrorCode::kInvalidInput, HasSubstr("line 3")));
}

TEST(HrCsv, AnInvalidByteIsNamedByItsPlace) {
  EXPECT_THAT(read_text("hr-csv", std::string(kPeople) + "\xFF"),
              testing::IsErrorSaying(ErrorCode::kInvalidInput, HasSubstr("is not UTF-8")));
}

constexpr const char* kRegister =
    "nhi_id,kind,purpose,owner_team,owner_person,created_by,environment,cluster,namespace,image,"
    "host,max_ttl_s,rotate_every_s,expires,break_glass,third_party\n"
    "k8s://prod/ops/sa/robot,K8sServiceAccount,ops,team-a,p-1,p-2,prod,prod,ops,,,3600,,"
    "2025-12-31,true,false\n"
    "x,Teapot,,,,,,,,,,,,,,\n";

TEST(NhiRegistryCsv, AnIdentityBearsWhatIsExpectedOfItUnderTheNameItsSystemGivesIt) {
  const auto collection = read_text("nhi-registry-csv", kRegister);

  ASSERT_THAT(collection, testing::IsOk());
  const NodeAssertion& robot = node(*collection, "k8s:prod/ns/ops/serviceaccount/robot");
  EXPECT_EQ(robot.scope, "k8s:prod");
  EXPECT_THAT(robot.labels, ElementsAre("ServiceAccount"));
  EXPECT_EQ(property(robot, "expected_namespace"), Value("ops"));
  EXPECT_EQ(property(robot, "max_ttl_seconds"), Value(3600));
  EXPECT_EQ(property(robot, "break_glass"), Value(true));
  EXPECT_EQ(property(robot, "expires_at"), Value(*parse_instant("2025-12-31")));
  EXPECT_THAT(edges(*collection),
              UnorderedElementsAre("p-1 ACCOUNTABLE_FOR k8s:prod/ns/ops/serviceaccount/robot",
                                   "team-a ACCOUNTABLE_FOR k8s:prod/ns/ops/serviceaccount/robot",
                                   "p-2 CREATED k8s:prod/ns/ops/serviceaccount/robot"));
}

TEST(NhiRegistryCsv, AKindThatIsNoneIsRejected) {
  const auto collection = read_text("nhi-registry-csv", kRegister);

  ASSERT_THAT(collection, testing::IsOk());
  EXPECT_THAT(collection->rejected,
              ElementsAre(RejectedRecord{"input", "line 3", "Its kind is none of Muster's."}));
}

TEST(Tables, AreToldByTheirColumns) {
  for (const auto& [format, bytes] :
       {std::pair{"hr-csv", kPeople}, {"nhi-registry-csv", kRegister}}) {
    const auto adapter = detect_adapter({.name = "table.csv", .bytes = bytes});
    ASSERT_THAT(adapter, testing::IsOk());
    EXPECT_EQ((*adapter)->name(), format);
  }
}

}  // namespace
}  // namespace muster::ingest
