// CALL muster.findings(): the last reconcile as rows.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/graph/memory_store.h"
#include "core/reconcile/reconcile.h"
#include "query/engine/query_engine.h"
#include "tests/support/matchers.h"

namespace muster::query {
namespace {

using muster::testing::IsOk;

reconcile::Finding excess(std::string fid, std::string subject) {
  reconcile::Finding finding;
  finding.fid = std::move(fid);
  finding.kind = reconcile::FindingKind::kEntitlementExcess;
  finding.subject.canonical_id = std::move(subject);
  finding.grant = "MEMBER_OF -> grp-admins";
  finding.severity = reconcile::Severity::kHigh;
  return finding;
}

std::string answer(const GraphStore& store, std::string_view text) {
  WorkBudget budget;
  QueryOptions options;
  options.records = &store;
  const auto result = QueryEngine().read(text, {}, *store.snapshot(), budget, options);
  if (!result) return format_error(result.error());
  std::string all;
  for (const ValueList& row : result->rows) {
    if (!all.empty()) all += " | ";
    for (std::size_t i = 0; i < row.size(); ++i) all += (i > 0 ? ", " : "") + to_literal(row[i]);
  }
  return all;
}

TEST(FindingsProcedure, HasNoRowsBeforeTheFirstReconcile) {
  const auto store = make_memory_store();
  EXPECT_EQ(answer(*store, "CALL muster.findings() YIELD fid RETURN fid"), "");
}

TEST(FindingsProcedure, GivesOpenFindingsAndThenResolvedOnes) {
  const auto store = make_memory_store();
  reconcile::ReconcileReport report;
  report.findings.push_back(excess("00000000000000aa", "user-ann"));
  report.resolved.push_back(excess("00000000000000bb", "user-bob"));
  report.resolved[0].status = reconcile::FindingStatus::kResolved;
  auto transaction = store->begin_write();
  ASSERT_THAT(transaction, IsOk());
  ASSERT_THAT(reconcile::commit_findings((*transaction)->batch(), report), IsOk());
  ASSERT_THAT((*transaction)->commit(), IsOk());

  EXPECT_EQ(answer(*store,
                   "CALL muster.findings() YIELD fid, kind, severity, status, subject, grant, "
                   "object RETURN fid, kind, severity, status, subject, grant, object"),
            "'00000000000000aa', 'ENTITLEMENT_EXCESS', 'high', 'open', 'user-ann', "
            "'MEMBER_OF -> grp-admins', null | "
            "'00000000000000bb', 'ENTITLEMENT_EXCESS', 'high', 'resolved', 'user-bob', "
            "'MEMBER_OF -> grp-admins', null");
}

}  // namespace
}  // namespace muster::query
