// Files that are not what they should be: each gets one sentence that says where, nothing crashes,
// and every record that was read is either accepted or rejected.
#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/generate/random.h"
#include "tests/core/ingest/reading.h"
#include "tests/support/matchers.h"

namespace muster::ingest {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

struct Sample {
  const char* format;
  const char* bytes;
};

// A small valid document of each format, with something in every field that the adapter reads.
constexpr Sample kSamples[] = {
    {"aws-gaad",
     R"({"UserDetailList":[{"UserName":"ada","Arn":"arn:aws:iam::111122223333:user/ada","Path":"/",
 "CreateDate":"2024-01-01T00:00:00Z","GroupList":["ops"],"Tags":[{"Key":"env","Value":"prod"}],
 "AttachedManagedPolicies":[{"PolicyName":"P","PolicyArn":"arn:aws:iam::aws:policy/P"}],
 "UserPolicyList":[{"PolicyName":"own","PolicyDocument":{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}}]}],
 "GroupDetailList":[{"GroupName":"ops","Arn":"arn:aws:iam::111122223333:group/ops"}],
 "RoleDetailList":[{"RoleName":"r","Arn":"arn:aws:iam::111122223333:role/r","MaxSessionDuration":3600,
 "AssumeRolePolicyDocument":{"Statement":[{"Effect":"Allow","Principal":{"AWS":["*"],"Service":"ec2.amazonaws.com"},
 "Action":"sts:AssumeRole","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}]},
 "InstanceProfileList":[{"Arn":"arn:aws:iam::111122223333:instance-profile/p","InstanceProfileName":"p"}]}],
 "Policies":[{"PolicyName":"Q","Arn":"arn:aws:iam::111122223333:policy/Q","DefaultVersionId":"v1",
 "PolicyVersionList":[{"VersionId":"v1","IsDefaultVersion":true,"Document":{"Statement":[]}}]}]})"},
    {"k8s-objects", R"({"apiVersion":"v1","kind":"List","items":[
 {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"n","labels":{"env":"prod"}},
 "spec":{"serviceAccountName":"s","nodeName":"h","volumes":[{"hostPath":{"path":"/"}},{"secret":{"secretName":"x"}}],
 "containers":[{"name":"c","image":"i","env":[{"name":"E","valueFrom":{"secretKeyRef":{"name":"x"}}}],
 "securityContext":{"privileged":true,"capabilities":{"add":["SYS_ADMIN"]}}}]}},
 {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"RoleBinding","metadata":{"name":"b","namespace":"n"},
 "roleRef":{"kind":"Role","name":"r"},"subjects":[{"kind":"ServiceAccount","name":"s"},{"kind":"User","name":"u"}]},
 {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"Role","metadata":{"name":"r","namespace":"n"},
 "rules":[{"apiGroups":[""],"resources":["pods"],"verbs":["get"]}]},
 {"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"j","namespace":"n"},
 "spec":{"jobTemplate":{"spec":{"template":{"spec":{"containers":[{"name":"c"}]}}}}}}]})"},
    {"opengraph", R"({"metadata":{"source_kind":"GitHub"},"graph":{"nodes":[
 {"id":"a","kinds":["GH_User"],"properties":{"name":"Ada","environmentid":"o","list":["x"]}},
 {"id":"b","kinds":["GH_Team"],"properties":{"name":"B"}}],"edges":[
 {"kind":"GH_MemberOf","start":{"value":"a"},"end":{"value":"B","match_by":"name","kind":"GH_Team"},"properties":{"k":1}},
 {"kind":"X","start":{"match_by":"property","property_matchers":[{"key":"name","operator":"equals","value":"Ada"}]},
 "end":{"value":"gone"}}]}})"},
    {"teams", R"([{"team_id":"team-a","name":"A","cost_center":"CC-1","policy_authority":"p-1"}])"},
};

// Replaces every value of the document in turn, one at a time, by a value of each other type.
void mutate(nlohmann::json& root, nlohmann::json& at, const std::function<void()>& visit) {
  const nlohmann::json kept = at;
  for (const char* other : {"null", "true", "-1", "1e300", "\"\"", "\"text\"", "[]", "[[1]]", "{}",
                            "{\"a\":{}}", "9007199254740993123"}) {
    at = nlohmann::json::parse(other);
    visit();
  }
  at = kept;
  if (!at.is_structured()) return;
  for (auto& child : at) mutate(root, child, visit);
}

class BadInput : public ::testing::TestWithParam<Sample> {};

TEST_P(BadInput, TheSampleItselfIsReadWhole) {
  const auto collection = read_text(GetParam().format, GetParam().bytes);

  ASSERT_THAT(collection, testing::IsOk());
  EXPECT_TRUE(collection->rejected.empty());
  EXPECT_TRUE(collection->warnings.empty());
}

TEST_P(BadInput, CutOffAnywhereItSaysSo) {
  const std::string whole = GetParam().bytes;
  for (std::size_t part = 1; part < 16; ++part) {
    EXPECT_THAT(read_text(GetParam().format, whole.substr(0, whole.size() * part / 16)),
                testing::IsErrorSaying(ErrorCode::kInvalidInput, HasSubstr("cut off")))
        << part << "/16";
  }
}

TEST_P(BadInput, AnInvalidByteIsNamedByItsPlace) {
  const std::string whole = GetParam().bytes;
  for (const std::size_t place : {std::size_t{0}, whole.size() / 3, whole.size() - 1}) {
    std::string broken = whole;
    broken[place] = '\xFF';
    EXPECT_THAT(read_text(GetParam().format, broken),
                testing::IsErrorSaying(
                    ErrorCode::kInvalidInput,
                    "input is not UTF-8: byte " + std::to_string(place) + " begins no character."));
  }
}

TEST_P(BadInput, AnyValueOfAnyOtherTypeIsReadRejectedOrRefusedAndCounted) {
  auto document = nlohmann::json::parse(GetParam().bytes);
  mutate(document, document, [&] {
    const auto collection = read_text(GetParam().format, document.dump());
    if (!collection.has_value()) {
      EXPECT_EQ(collection.error().code, ErrorCode::kInvalidInput);
      EXPECT_THAT(collection.error().message, HasSubstr("input"));
      return;
    }
    EXPECT_EQ(collection->records_accepted + collection->rejected.size(), collection->records_read);
    for (const auto& node : collection->nodes)
      EXPECT_FALSE(node.key.empty() || (node.labels.empty() && !node.stub));
    for (const auto& edge : collection->edges) {
      EXPECT_FALSE(edge.type.empty() || edge.source_key.empty() || edge.target_key.empty());
    }
  });
}

TEST_P(BadInput, RandomlyDamagedBytesNeverCrashAndAlwaysAddUp) {
  generate::Random random(20260615);
  for (int round = 0; round < 300; ++round) {
    std::string bytes = GetParam().bytes;
    for (std::uint64_t damage = random.below(6) + 1; damage > 0; --damage) {
      bytes[random.below(bytes.size())] = "\"{}[]:,0a\\\n"[random.below(11)];
    }
    const auto collection = read_text(GetParam().format, bytes);
    if (!collection.has_value()) continue;
    EXPECT_EQ(collection->records_accepted + collection->rejected.size(), collection->records_read);
  }
}

TEST_P(BadInput, DeepNestingIsRefusedInOneSentence) {
  for (const std::string& deep :
       {std::string(100'000, '['),
        std::string("{\"graph\":") + std::string(100'000, '[') + std::string(100'000, ']') + "}",
        std::string("{\"a\":") + std::string(2'000, '[') + std::string(2'000, ']') + "}"}) {
    EXPECT_THAT(read_text(GetParam().format, deep),
                testing::IsErrorSaying(ErrorCode::kInvalidInput,
                                       AllOf(HasSubstr("input"), HasSubstr("256 levels"))));
  }
}

TEST_P(BadInput, AnEmptyFileIsCalledEmpty) {
  for (const char* nothing : {"", " \n\t", "\xEF\xBB\xBF"}) {
    EXPECT_THAT(read_text(GetParam().format, nothing),
                testing::IsErrorSaying(ErrorCode::kInvalidInput, "input is empty."));
  }
}

TEST_P(BadInput, ANumberOutOfRangeIsNamedByItsPlace) {
  EXPECT_THAT(read_text(GetParam().format, "{\"a\":\n 1e999}"),
              testing::IsErrorSaying(ErrorCode::kInvalidInput,
                                     "input is not JSON at line 2, column 2 (byte 7)."));
}

INSTANTIATE_TEST_SUITE_P(Formats, BadInput, ::testing::ValuesIn(kSamples), [](const auto& tested) {
  std::string name = tested.param.format;
  std::erase(name, '-');
  return name;
});

TEST(BadYaml, AliasesThatMultiplyAreRefusedBeforeTheyFillMemory) {
  std::string bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n";
  for (int level = 1; level < 12; ++level) {
    bomb += "a" + std::to_string(level) + ": &a" + std::to_string(level) + " [";
    for (int repeat = 0; repeat < 10; ++repeat)
      bomb += (repeat == 0 ? "*a" : ",*a") + std::to_string(level - 1);
    bomb += "]\n";
  }
  EXPECT_THAT(read_text("k8s-objects", bomb),
              testing::IsErrorSaying(ErrorCode::kInvalidInput,
                                     HasSubstr("repeats parts of itself by alias")));
}

TEST(BadYaml, ASyntaxFaultIsNamedByItsPlaceWithoutQuotingTheFile) {
  EXPECT_THAT(read_text("k8s-objects", "kind: Secret\ndata: {password: hunter2\nx: ]"),
              testing::IsErrorSaying(
                  ErrorCode::kInvalidInput,
                  AllOf(HasSubstr("input is not YAML at line 3"), Not(HasSubstr("hunter2")))));
}

TEST(BadYaml, DeepNestingIsRefusedInOneSentence) {
  std::string indented;
  for (int depth = 0; depth < 2'000; ++depth)
    indented += std::string(static_cast<std::size_t>(depth), ' ') + "k:\n";
  for (const std::string& deep : {"kind: " + std::string(100'000, '{'),
                                  std::string("kind:\n") +
                                      [] {
                                        std::string dashes;
                                        for (int depth = 0; depth < 5'000; ++depth) dashes += "- ";
                                        return dashes;
                                      }(),
                                  indented}) {
    EXPECT_THAT(read_text("k8s-objects", deep), testing::IsError(ErrorCode::kInvalidInput));
  }
}

TEST(BadNdjson, ALineThatIsNoRecordIsKeptWithItsNumber) {
  const auto collection = read_text("muster-ndjson",
                                    "{\"node\":{\"key\":\"a\",\"labels\":[\"Person\"]}}\n{oops\n{"
                                    "\"edge\":{\"type\":\"X\"}}\n[]\n");

  ASSERT_THAT(collection, testing::IsOk());
  EXPECT_EQ(collection->records_read, 4U);
  EXPECT_EQ(collection->records_accepted, 1U);
  EXPECT_THAT(collection->rejected,
              ::testing::ElementsAre(
                  RejectedRecord{"input", "line 2", "The line is not a JSON object."},
                  RejectedRecord{"input", "line 3", "The edge has no type, source or target."},
                  RejectedRecord{"input", "line 4", "The line holds neither a node nor an edge."}));
}

TEST(BadNdjson, ALastLineWithoutItsEndIsAFileCutOff) {
  EXPECT_THAT(
      read_text("muster-ndjson",
                "{\"node\":{\"key\":\"a\",\"labels\":[\"Person\"]}}\n{\"node\":{\"ke"),
      testing::IsErrorSaying(ErrorCode::kInvalidInput, HasSubstr("Line 2 of input is cut off")));
}

TEST(DetectAdapter, SaysWhichFormatsThereAreWhereNoneFits) {
  EXPECT_THAT(detect_adapter({.name = "notes.txt", .bytes = "hello"}),
              testing::IsErrorSaying(
                  ErrorCode::kInvalidInput,
                  ::testing::MatchesRegex("notes.txt begins like none of the formats aws-gaad, .*, "
                                          "opengraph, .*")));
  EXPECT_THAT(find_adapter("csv"), testing::IsError(ErrorCode::kInvalidArgument));
}

}  // namespace
}  // namespace muster::ingest
