#include "core/reconcile/reconcile.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "core/base/hash.h"
#include "core/identity/assertion_store.h"
#include "core/identity/coverage.h"
#include "core/identity/source.h"
#include "core/reconcile/added_reach.h"
#include "core/reconcile/drift_candidates.h"
#include "core/reconcile/evidence.h"
#include "core/reconcile/finding_codec.h"
#include "core/reconcile/life_cycle.h"
#include "core/reconcile/severity_rules.h"

namespace muster::reconcile {

namespace {

Result<void> require_no_run_in_flight(const RecordReader& records) {
  MUSTER_TRY(const std::vector<Run> runs, list_runs(records));
  for (const Run& run : runs)
    if (run.state == RunState::kApplying)
      return Error{.code = ErrorCode::kFailedPrecondition,
                   .message = fmt::format("{} of {} is still being applied.", run.id, run.source),
                   .hint = "Reconcile again once the run has ended."};
  return ok();
}

Result<std::uint64_t> count_rows(const RecordReader& records, const std::string& source) {
  std::uint64_t count = 0;
  const auto one_more = [&](std::string_view, std::string_view) {
    ++count;
    return true;
  };
  for (const std::string& prefix : {node_rows_of(source), edge_rows_of(source)})
    MUSTER_CHECK(records.scan_records(Keyspace::kAssertions, prefix, one_more));
  return count;
}

Result<std::vector<SourceCoverage>> cover(const RecordReader& records) {
  MUSTER_TRY(const std::vector<Source> sources, list_sources(records));
  std::vector<SourceCoverage> covers;
  for (const Source& source : sources) {
    SourceCoverage cover{
        .source = source.name, .plane = source.plane, .run = source.last_run, .at = {}};
    MUSTER_TRY(const auto run, find_run(records, source.last_run));
    if (run) {
      cover.at = run->observed_at;
      cover.complete = run->complete;
    }
    std::set<std::string> scopes;
    std::set<std::string> kinds;
    for (const CoveredScope& covered : source.coverage) {
      scopes.insert(covered.scope);
      kinds.insert(covered.kinds.begin(), covered.kinds.end());
    }
    cover.scopes.assign(scopes.begin(), scopes.end());
    cover.kinds.assign(kinds.begin(), kinds.end());
    MUSTER_TRY(cover.assertions, count_rows(records, source.name));
    covers.push_back(std::move(cover));
  }
  std::sort(covers.begin(), covers.end(),
            [](const SourceCoverage& left, const SourceCoverage& right) {
              return std::tie(left.plane, left.source) < std::tie(right.plane, right.source);
            });
  return covers;
}

std::string fid_of(const DriftCandidate& candidate) {
  std::string identity(finding_kind_name(candidate.kind));
  identity += '\0';
  identity += candidate.subject_id;
  identity += '\0';
  identity += candidate.grant;
  return hash_text(hash_bytes(identity));
}

}  // namespace

Result<ReconcileReport> reconcile(const GraphSnapshot& graph, const RecordReader& records,
                                  const TraversalProfile& profile, const ReconcileOptions& options,
                                  const CauseLookup& causes, WorkBudget& budget,
                                  const TaskArena& arena) {
  MUSTER_CHECK(require_no_run_in_flight(records));
  const GrantTypes grants(graph, profile);
  MUSTER_TRY(const DriftCandidates candidates,
             find_candidates(graph, records, grants, options, budget));
  const TierMap tiers(graph, profile, options.tier_rules);
  MUSTER_TRY(auto judged,
             judge_reach(graph, profile, tiers, candidates.found, options, causes, budget, arena));
  MUSTER_TRY(const Coverage coverage, Coverage::load(records));

  ReconcileReport report;
  report.at = options.at;
  report.graph_version = graph.version();
  report.coverage = candidates.coverage;
  MUSTER_TRY(report.sources, cover(records));
  for (std::size_t i = 0; i < candidates.found.size(); ++i) {
    MUSTER_CHECK(budget.check());
    const DriftCandidate& candidate = candidates.found[i];
    Finding finding;
    finding.fid = fid_of(candidate);
    finding.kind = candidate.kind;
    finding.subject = card_of(graph, tiers, candidate.subject);
    finding.grant = candidate.grant;
    if (candidate.object) finding.object = card_of(graph, tiers, *candidate.object);
    finding.explanation = explain_severity(graph, grants, candidate, judged[i]);
    finding.severity = finding.explanation.back().level;
    MUSTER_TRY(finding.evidence, evidence_of(graph, records, coverage, candidate));
    finding.reach = std::move(judged[i].reach);
    finding.expired_at = candidate.expired_at;
    finding.first_seen = finding.last_seen = options.at;
    finding.state_hash = state_hash_of(finding);
    report.findings.push_back(std::move(finding));
  }
  MUSTER_CHECK(carry_on(graph, records, grants, report));
  for (std::size_t kind = 0; kind < kFindingKinds; ++kind)
    report.counts[static_cast<FindingKind>(kind)] = 0;
  for (const Finding& finding : report.findings) ++report.counts[finding.kind];
  return report;
}

}  // namespace muster::reconcile
