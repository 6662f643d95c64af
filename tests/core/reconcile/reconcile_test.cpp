// Reconcile as a specification: for each kind of finding the case, and the near misses that stay
// silent.
#include "core/reconcile/reconcile.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/identity/source.h"
#include "core/reconcile/report_writer.h"
#include "tests/core/reconcile/reconciled.h"

namespace muster::reconcile {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr Plane kRecorded = Plane::kRecorded;
constexpr Plane kObserved = Plane::kObserved;

// A register and a live collection of one account; each test says what they hold.
class Drift : public ::testing::Test {
 protected:
  void recorded(std::vector<NodeAssertion> nodes, std::vector<EdgeAssertion> edges = {},
                bool complete = true) {
    world_.says({.source = "register",
                 .plane = kRecorded,
                 .nodes = std::move(nodes),
                 .edges = std::move(edges),
                 .complete = complete});
  }
  void observed(std::vector<NodeAssertion> nodes, std::vector<EdgeAssertion> edges = {},
                bool complete = true) {
    world_.says({.source = "live",
                 .plane = kObserved,
                 .nodes = std::move(nodes),
                 .edges = std::move(edges),
                 .complete = complete});
  }
  std::set<std::string> found() const { return lines_of(world_.judge().findings); }
  Finding only() const {
    const ReconcileReport report = world_.judge();
    EXPECT_THAT(report.findings, SizeIs(1));
    return report.findings.empty() ? Finding{} : report.findings.front();
  }

  World world_;
};

NodeAssertion user(PropertyList properties = {}) {
  return thing("ann", "UserAccount", std::move(properties));
}
NodeAssertion admins() { return thing("admins", "Group"); }

// --- UNRECORDED_IDENTITY

TEST_F(Drift, AnObservedIdentityThatTheRegisterLacksIsUnrecorded) {
  recorded({});
  observed({user()});
  const Finding finding = only();
  EXPECT_EQ(finding.kind, FindingKind::kUnrecordedIdentity);
  EXPECT_EQ(finding.subject.canonical_id, "ann");
  ASSERT_THAT(finding.evidence, SizeIs(2));
  EXPECT_FALSE(finding.evidence[0].present);
  EXPECT_EQ(finding.evidence[0].says, "covers aws:1 and has no such UserAccount");
  EXPECT_TRUE(finding.evidence[1].present);
  EXPECT_EQ(finding.evidence[1].source, "live");
}

TEST_F(Drift, WhatTheRegisterDidNotCollectCompletelyIsUnknownAndNotUnrecorded) {
  recorded({}, {}, /*complete=*/false);
  observed({user()});
  EXPECT_THAT(found(), IsEmpty());
  EXPECT_EQ(world_.judge().coverage.recorded_unknown, 1U);
}

TEST_F(Drift, AnIdentityRecordedUnderAnAliasIsNotUnrecorded) {
  NodeAssertion listed = thing("hr-17", "UserAccount");
  listed.aliases = {"ann"};
  recorded({listed});
  observed({user()});
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(Drift, AnEphemeralIdentityHasTenMinutesBeforeItIsUnrecorded) {
  recorded({});
  observed({user({{"ephemeral", true}})});
  EXPECT_THAT(found(), IsEmpty());
  world_.at = time_of("2026-06-15T09:00:00Z");
  EXPECT_THAT(found(), UnorderedElementsAre("UNRECORDED_IDENTITY ann"));
}

TEST_F(Drift, TheGrantsOfAnUnrecordedIdentityAreNotSaidAgain) {
  recorded({admins()});
  observed({user(), admins()}, {link("ann", "MEMBER_OF", "admins")});
  EXPECT_THAT(found(), UnorderedElementsAre("UNRECORDED_IDENTITY ann"));
}

TEST_F(Drift, AnUnrecordedIdentityWithoutAnyGrantIsLow) {
  recorded({});
  observed({user()});
  EXPECT_EQ(only().severity, Severity::kLow);
}

TEST_F(Drift, AnUnrecordedIdentityThatReachesTierZeroIsCritical) {
  const NodeAssertion crown = thing("root", "Role", {{"tier", 0}});
  recorded({crown});
  observed({user(), crown}, {link("ann", "HAS_ROLE", "root")});
  const Finding finding = only();
  EXPECT_EQ(finding.severity, Severity::kCritical);
  EXPECT_EQ(finding.explanation.back().name, "reaches_tier0");
  ASSERT_TRUE(finding.reach.top.has_value());
  EXPECT_EQ(finding.reach.top->canonical_id, "root");
  EXPECT_THAT(finding.reach.proof, SizeIs(1));
  expect_replays(*world_.graph(), world_.at, finding);
}

// --- GHOST_IDENTITY

TEST_F(Drift, ARecordedIdentityThatACompleteCollectionLacksIsAGhost) {
  recorded({user()});
  observed({});
  const Finding finding = only();
  EXPECT_EQ(finding.kind, FindingKind::kGhostIdentity);
  EXPECT_EQ(finding.severity, Severity::kMedium);
}

TEST_F(Drift, AnIncompleteCollectionMakesNoGhost) {
  recorded({user()});
  observed({}, {}, /*complete=*/false);
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(Drift, ACollectionOfOtherKindsMakesNoGhost) {
  recorded({user()});
  world_.says({.source = "live", .plane = kObserved, .covers = {"IamRole"}});
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(Drift, ACollectionOfAnotherScopeMakesNoGhost) {
  recorded({user()});
  world_.says({.source = "live", .plane = kObserved, .scope = "aws:2"});
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(Drift, WhoIsRecordedAsDisabledEndedOrYetToComeIsNoGhost) {
  recorded({thing("a", "IamUser", {{"enabled", false}}),
            thing("b", "IamUser", {{"expires_at", time_of("2026-06-01")}}),
            thing("c", "IamUser", {{"valid_until", "2026-06-15T08:50:00Z"}}),
            thing("d", "IamUser", {{"valid_from", time_of("2026-07-01")}})});
  observed({});
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(Drift, AGhostWhoseCredentialStillLivesIsHigh) {
  recorded({user(), thing("key", "Secret")}, {link("key", "AUTHENTICATES_AS", "ann")});
  observed({thing("key", "Secret")}, {link("key", "AUTHENTICATES_AS", "ann")});
  const Finding finding = only();
  EXPECT_EQ(finding.kind, FindingKind::kGhostIdentity);
  EXPECT_EQ(finding.severity, Severity::kHigh);
  EXPECT_EQ(finding.explanation.back().name, "credential_remains");
}

// --- ENTITLEMENT_EXCESS and ENTITLEMENT_MISSING

TEST_F(Drift, AGrantThatNobodyRecordedIsAnExcessOfItsHolder) {
  recorded({user(), admins()});
  observed({user(), admins()}, {link("ann", "MEMBER_OF", "admins")});
  EXPECT_THAT(found(), UnorderedElementsAre("ENTITLEMENT_EXCESS ann MEMBER_OF -> admins"));
  EXPECT_EQ(only().object->canonical_id, "admins");
}

TEST_F(Drift, ARecordedGrantThatIsNotThereIsMissing) {
  recorded({user(), admins()}, {link("ann", "MEMBER_OF", "admins")});
  observed({user(), admins()});
  EXPECT_THAT(found(), UnorderedElementsAre("ENTITLEMENT_MISSING ann MEMBER_OF -> admins"));
  EXPECT_EQ(only().severity, Severity::kLow);
}

TEST_F(Drift, TheHolderOfABindingIsItsSubject) {
  const NodeAssertion account = thing("robot", "ServiceAccount");
  recorded({account});
  observed({account, thing("bind", "RoleBinding")}, {link("bind", "SUBJECT", "robot")});
  EXPECT_THAT(found(), UnorderedElementsAre("ENTITLEMENT_EXCESS robot SUBJECT <- bind"));
}

TEST_F(Drift, AGrantWithAnotherValidityOnTheRecordIsTheSameGrant) {
  recorded({user(), admins()},
           {link("ann", "MEMBER_OF", "admins", {.until = time_of("2026-12-31")})});
  observed({user(), admins()}, {link("ann", "MEMBER_OF", "admins")});
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(Drift, ARecordedGrantThatEndedOrHasNotBegunIsNotMissing) {
  recorded({user(), admins(), thing("others", "Group")},
           {link("ann", "MEMBER_OF", "admins", {.until = time_of("2026-06-01")}),
            link("ann", "MEMBER_OF", "others", {.from = time_of("2026-07-01")})});
  observed({user(), admins(), thing("others", "Group")});
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(Drift, TheGrantsOfAnUnrecordedGroupAreNotJudgedButThoseIntoItAre) {
  const NodeAssertion role = thing("root", "Role", {{"tier", 0}});
  recorded({user(), role});
  observed({user(), role, admins()},
           {link("ann", "MEMBER_OF", "admins"), link("admins", "HAS_ROLE", "root")});
  const Finding finding = only();
  EXPECT_EQ(finding.grant, "MEMBER_OF -> admins");
  EXPECT_EQ(finding.severity, Severity::kCritical) << "the group opens tier 0";
  EXPECT_THAT(finding.reach.proof, SizeIs(2));
  expect_replays(*world_.graph(), world_.at, finding);
}

TEST_F(Drift, AnExcessAddsOnlyWhatItsHolderDoesNotReachOtherwise) {
  const NodeAssertion role = thing("root", "Role", {{"tier", 0}});
  const std::vector<NodeAssertion> all{user(), role, admins()};
  const EdgeAssertion approved = link("ann", "HAS_ROLE", "root");
  const EdgeAssertion through = link("admins", "HAS_ROLE", "root");
  recorded(all, {approved, through});
  observed(all, {approved, through, link("ann", "MEMBER_OF", "admins")});
  const Finding finding = only();
  EXPECT_EQ(finding.reach.tier0, 0U);
  EXPECT_EQ(finding.severity, Severity::kMedium);
}

// --- EXPIRED_ACTIVE

NodeAssertion key(std::string_view expires, PropertyList more = {}) {
  more.emplace_back("expires_at", time_of(expires));
  return thing("key", "Secret", std::move(more));
}

TEST_F(Drift, ASecretThatOutlivedItsTimeIsExpiredActive) {
  recorded({key("2026-06-01")});
  observed({key("2026-06-01")});
  const Finding finding = only();
  EXPECT_EQ(finding.kind, FindingKind::kExpiredActive);
  EXPECT_EQ(finding.expired_at, time_of("2026-06-01"));
}

TEST_F(Drift, AnExpiryWithinTheSkewDoesNotCountYet) {
  observed({key("2026-06-15T08:46:00Z")});
  EXPECT_THAT(found(), IsEmpty());
  world_.at = time_of("2026-06-15T08:56:00Z");
  EXPECT_THAT(found(), UnorderedElementsAre("EXPIRED_ACTIVE key"));
}

TEST_F(Drift, AnExpiredSecretThatIsSeenSwitchedOffIsSilent) {
  observed({key("2026-06-01", {{"active", false}})});
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(Drift, AnExpiredSecretThatOnlyTheRecordCallsInactiveIsReported) {
  recorded({key("2026-06-01", {{"active", false}})});
  observed({key("2026-06-01")});
  EXPECT_THAT(found(), UnorderedElementsAre("EXPIRED_ACTIVE key"));
}

TEST_F(Drift, AnExpiredSecretThatOnlyTheInventoryHasIsSilent) {
  recorded({key("2026-06-01")});
  observed({});
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(Drift, TheReachOfAnExpiredSecretIsWhatItStillOpens) {
  const NodeAssertion role = thing("root", "Role", {{"tier", 0}});
  const std::vector<NodeAssertion> all{key("2026-06-01"), user(), role};
  const std::vector<EdgeAssertion> edges{link("key", "AUTHENTICATES_AS", "ann"),
                                         link("ann", "HAS_ROLE", "root")};
  recorded(all, edges);
  observed(all, edges);
  const Finding finding = only();
  EXPECT_EQ(finding.severity, Severity::kCritical);
  EXPECT_THAT(finding.reach.proof, SizeIs(2));
  expect_replays(*world_.graph(), world_.at, finding);
}

TEST_F(Drift, AGrantRecordedUntilAPastTimeThatIsStillThereIsExpiredActive) {
  recorded({user(), admins()},
           {link("ann", "MEMBER_OF", "admins", {.until = time_of("2026-06-01")})});
  observed({user(), admins()}, {link("ann", "MEMBER_OF", "admins")});
  EXPECT_THAT(found(), UnorderedElementsAre("EXPIRED_ACTIVE ann MEMBER_OF -> admins"));
}

// --- Life cycle

TEST_F(Drift, ReconcilingAgainAtTheSameTimeGivesTheSameBytes) {
  recorded({admins()});
  observed({user(), admins()}, {link("ann", "MEMBER_OF", "admins")});
  const std::string first = write_json_report(world_.reconciled());
  EXPECT_EQ(write_json_report(world_.reconciled()), first);
  const auto last = read_last_report(world_.store());
  ASSERT_TRUE(last.has_value() && last->has_value());
  EXPECT_EQ(write_json_report(**last), first);
}

TEST_F(Drift, AFindingIsCountedResolvedAndReopenedUnderOneFid) {
  recorded({});
  observed({user()});
  const std::string fid = world_.reconciled().findings.at(0).fid;
  world_.at = time_of("2026-06-16");
  const Finding again = world_.reconciled().findings.at(0);
  EXPECT_EQ(again.fid, fid);
  EXPECT_EQ(again.count, 2U);
  EXPECT_EQ(again.first_seen, time_of("2026-06-15T08:50:00Z"));

  world_.at = time_of("2026-06-17");
  recorded({user()});
  const ReconcileReport clean = world_.reconciled();
  EXPECT_TRUE(clean.clean());
  ASSERT_THAT(clean.resolved, SizeIs(1));
  EXPECT_EQ(clean.resolved[0].status, FindingStatus::kResolved);

  world_.at = time_of("2026-06-18");
  recorded({});
  const ReconcileReport back = world_.reconciled();
  ASSERT_THAT(back.findings, SizeIs(1));
  EXPECT_EQ(back.findings[0].fid, fid);
  EXPECT_EQ(back.findings[0].status, FindingStatus::kReopened);
}

TEST_F(Drift, AFindingIsNotResolvedMerelyBecauseItWasNotCollected) {
  recorded({});
  observed({user()});
  world_.reconciled();
  world_.at = time_of("2026-06-16");
  recorded({}, {}, /*complete=*/false);
  const ReconcileReport report = world_.reconciled();
  ASSERT_THAT(report.findings, SizeIs(1));
  EXPECT_EQ(report.findings[0].last_seen, time_of("2026-06-15T08:50:00Z"));
  EXPECT_THAT(report.resolved, IsEmpty());
}

TEST_F(Drift, OpenFindingsAreFoundByTheirSubject) {
  recorded({});
  observed({user()});
  world_.reconciled();
  const auto open = open_findings_of(world_.store(), "ann");
  ASSERT_TRUE(open.has_value());
  EXPECT_THAT(*open, SizeIs(1));
  EXPECT_THAT(*open_findings_of(world_.store(), "nobody"), IsEmpty());
}

TEST_F(Drift, ACancelledReconcileGivesNoReport) {
  recorded({});
  observed({user()});
  WorkBudget budget;
  budget.cancel();
  const auto report = world_.try_judge(budget);
  ASSERT_FALSE(report.has_value());
  EXPECT_EQ(report.error().code, ErrorCode::kCancelled);
}

TEST_F(Drift, ASpentMemoryBudgetGivesNoReport) {
  recorded({});
  observed({user()});
  WorkBudget budget({.time_ms = std::chrono::milliseconds(0), .memory_bytes = 1});
  const auto report = world_.try_judge(budget);
  ASSERT_FALSE(report.has_value());
  EXPECT_EQ(report.error().code, ErrorCode::kResourceExhausted);
}

TEST_F(Drift, TheReportDoesNotDependOnTheNumberOfThreads) {
  std::vector<NodeAssertion> users;
  std::vector<EdgeAssertion> edges;
  for (int i = 0; i < 150; ++i) {
    users.push_back(thing("user" + std::to_string(i), "IamUser"));
    edges.push_back(
        link("user" + std::to_string(i), "CAN_ASSUME", "user" + std::to_string((i * 7 + 1) % 150)));
  }
  recorded({});
  observed(users, edges);
  EXPECT_EQ(write_json_report(world_.judge(1)), write_json_report(world_.judge(4)));
}

TEST_F(Drift, NothingIsJudgedWhileARunIsStillBeingApplied) {
  recorded({});
  muster::Run run;
  run.id = "run-9";
  run.sequence = 9;
  run.source = "live";
  run.state = RunState::kApplying;
  world_.writes([&](WriteBatch& batch) { store_run(batch, run); });
  WorkBudget budget;
  const auto report = world_.try_judge(budget);
  ASSERT_FALSE(report.has_value());
  EXPECT_EQ(report.error().code, ErrorCode::kFailedPrecondition);
  EXPECT_THAT(report.error().message, HasSubstr("run-9"));
}

TEST_F(Drift, AStoredFindingThatDoesNotDecodeIsCorruption) {
  for (const std::string bytes : {"", "{", "[]", R"({"fid": 7})", "\xff"}) {
    world_.writes([&](WriteBatch& batch) { batch.put_record(Keyspace::kFindings, "f", bytes); });
    WorkBudget budget;
    const auto report = world_.try_judge(budget);
    ASSERT_FALSE(report.has_value()) << bytes;
    EXPECT_EQ(report.error().code, ErrorCode::kCorruption);
  }
}

TEST_F(Drift, TheStateHashStaysWhileTheDriftStaysAndTheRunsGoOn) {
  recorded({});
  observed({user()});
  const Finding before = only();
  recorded({});
  const Finding after = only();
  EXPECT_NE(before.evidence[0].run, after.evidence[0].run);
  EXPECT_EQ(before.state_hash, after.state_hash);
}

// --- Reports

TEST_F(Drift, TheTextReportPutsCoverageFirstAndShowsTheTopFindingWithItsProof) {
  const NodeAssertion role = thing("root", "Role", {{"tier", 0}});
  recorded({role});
  observed({user({{"name", "Ann\x1b[31m"}}), role}, {link("ann", "HAS_ROLE", "root")});
  EXPECT_EQ(write_text_report(world_.judge()), R"(Drift at 2026-06-15T08:50:00Z (graph version 2)

Coverage
  1 identities, 1 known on both planes (100.0 %)
  in both 0, unrecorded 1, missing 0; recorded plane unknown 0, observed plane unknown 0
  recorded  register  complete  2026-06-15T08:50:00Z  1 assertions  covers aws:1
  observed  live  complete  2026-06-15T08:50:00Z  3 assertions  covers aws:1

Findings
  UNRECORDED_IDENTITY  1
  GHOST_IDENTITY       0
  ENTITLEMENT_EXCESS   0
  ENTITLEMENT_MISSING  0
  EXPIRED_ACTIVE       0
  resolved since the last reconcile: 0

  severity  kind                   reach  subject and grant
  critical  UNRECORDED_IDENTITY      101  ann

Top finding )" + world_.judge().findings.at(0).fid +
                                                   R"(
  critical UNRECORDED_IDENTITY  UserAccount ann (Ann\x1B[31m)
  Why
    high      base: an identity that nobody recorded
    critical  reaches_tier0: reaches 1 node of tier 0
  Evidence
    recorded  register run-1: covers aws:1 and has no such UserAccount
    observed  live run-2: asserts UserAccount ann
  Reach: 0 identities, 0 secrets, 0 resources; 1 of tier 0, 0 in production
  To Role root
    Ann\x1B[31m
      -> HAS_ROLE root  [under a condition]
)");
}

TEST(ReportWriter, ACleanReportSaysSo) {
  EXPECT_THAT(write_text_report(World().judge()), HasSubstr("\nNo drift.\n"));
}

TEST(ReportWriter, TheTableIsBoundedAndSaysHowManyMoreThereAre) {
  World world;
  world.says({.source = "register", .plane = kRecorded});
  world.says({.source = "live",
              .plane = kObserved,
              .nodes = {thing("a", "IamUser"), thing("b", "IamUser"), thing("c", "IamUser")}});
  EXPECT_THAT(write_text_report(world.judge(), 2), HasSubstr("… and 1 more\n"));
}

TEST(ReportWriter, AnUnknownFormatIsRefusedWithTheOnesThereAre) {
  const auto format = parse_report_format("xml");
  ASSERT_FALSE(format.has_value());
  EXPECT_EQ(format.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(format.error().hint, HasSubstr("json"));
}

TEST(FindingNames, ReadBackWhatTheyWrite) {
  for (std::size_t i = 0; i < kFindingKinds; ++i) {
    const auto kind = static_cast<FindingKind>(i);
    const auto parsed = parse_finding_kind(finding_kind_name(kind));
    ASSERT_TRUE(parsed.has_value());
    EXPECT_EQ(*parsed, kind);
  }
  EXPECT_FALSE(parse_finding_kind("DRIFT").has_value());
  EXPECT_FALSE(parse_severity("awful").has_value());
}

}  // namespace
}  // namespace muster::reconcile
