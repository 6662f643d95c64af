#include "core/reconcile/life_cycle.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "core/identity/alias.h"
#include "core/reconcile/finding_codec.h"

namespace muster::reconcile {

namespace {

constexpr std::string_view kLast = "last";

bool collected_elsewhere(std::uint8_t flags, FindingKind kind) {
  const bool observed_has =
      kind == FindingKind::kUnrecordedIdentity || kind == FindingKind::kEntitlementExcess;
  const Plane has = observed_has ? Plane::kObserved : Plane::kRecorded;
  const Plane lacks = observed_has ? Plane::kRecorded : Plane::kObserved;
  return visibility_on(flags, has) != Visibility::kPresent ||
         visibility_on(flags, lacks) != Visibility::kNotCollected;
}

std::vector<EdgeId> edges_of_grant(const GraphSnapshot& graph, const GrantTypes& grants,
                                   NodeId holder, const std::string& text) {
  std::vector<EdgeId> found;
  for (const Direction direction : {Direction::kOutgoing, Direction::kIncoming})
    for (auto cursor = graph.adjacency(slot_of(holder), direction); !cursor.done(); cursor.next())
      for (const AdjacencyEntry& entry : cursor.run()) {
        const EdgeId edge = *graph.edge_at(entry.edge_slot);
        const auto grant = grants.of(edge);
        if (grant && grant->holder == holder && grants.text(edge, *grant) == text)
          found.push_back(edge);
      }
  return found;
}

// Whether this reconcile could not know: the thing is as it was, and the plane that denied it was
// not collected this time.
bool unknown_now(const GraphSnapshot& graph, const GrantTypes& grants, const Finding& finding) {
  if (finding.kind == FindingKind::kExpiredActive) return false;
  for (const NodeId node : graph.nodes_by_alias(finding.subject.canonical_id)) {
    if (finding.grant.empty()) {
      if (!collected_elsewhere(graph.flags(node), finding.kind)) return true;
      continue;
    }
    for (const EdgeId edge : edges_of_grant(graph, grants, node, finding.grant))
      if (!collected_elsewhere(graph.flags(edge), finding.kind)) return true;
  }
  return false;
}

Result<std::optional<ReportFrame>> last_frame(const RecordReader& records) {
  MUSTER_TRY(const auto bytes, records.get_record(Keyspace::kReconciles, kLast));
  if (!bytes) return std::optional<ReportFrame>();
  MUSTER_TRY(ReportFrame frame, decode_frame(*bytes));
  return std::optional(std::move(frame));
}

void carry_one(Finding& finding, const Finding& before) {
  finding.first_seen = before.first_seen;
  const bool again = before.last_seen == finding.last_seen;
  if (before.status == FindingStatus::kResolved) {
    finding.status = FindingStatus::kReopened;
    finding.count = before.count + 1;
    return;
  }
  finding.status = before.status;
  finding.count = again ? before.count : before.count + 1;
}

}  // namespace

bool worse(const Finding& left, const Finding& right) {
  if (left.severity != right.severity) return left.severity > right.severity;
  if (left.reach.weighted != right.reach.weighted)
    return left.reach.weighted > right.reach.weighted;
  if (left.first_seen != right.first_seen) return left.first_seen < right.first_seen;
  return left.fid < right.fid;
}

Result<std::map<std::string, Finding>> stored_findings(const RecordReader& records) {
  std::map<std::string, Finding> found;
  std::optional<Error> failed;
  MUSTER_CHECK(records.scan_records(Keyspace::kFindings, "",
                                    [&](std::string_view key, std::string_view bytes) {
                                      auto finding = decode_finding(bytes);
                                      if (!finding) {
                                        failed = std::move(finding).error();
                                        return false;
                                      }
                                      found.emplace(key, std::move(*finding));
                                      return true;
                                    }));
  if (failed) return *failed;
  return found;
}

Result<void> carry_on(const GraphSnapshot& graph, const RecordReader& records,
                      const GrantTypes& grants, ReconcileReport& report) {
  MUSTER_TRY(auto stored, stored_findings(records));
  MUSTER_TRY(const auto last, last_frame(records));
  // Judging the last report's time again resolves again what it resolved.
  std::set<std::string> resolved_then;
  if (last && last->report.at == report.at)
    resolved_then.insert(last->resolved.begin(), last->resolved.end());

  for (Finding& finding : report.findings) {
    const auto before = stored.find(finding.fid);
    if (before == stored.end()) continue;
    carry_one(finding, before->second);
    stored.erase(before);
  }
  for (auto& [fid, finding] : stored) {
    if (finding.status == FindingStatus::kResolved) {
      if (resolved_then.contains(fid)) report.resolved.push_back(std::move(finding));
    } else if (unknown_now(graph, grants, finding)) {
      report.findings.push_back(std::move(finding));
    } else {
      finding.status = FindingStatus::kResolved;
      report.resolved.push_back(std::move(finding));
    }
  }
  std::sort(report.findings.begin(), report.findings.end(), worse);
  std::sort(report.resolved.begin(), report.resolved.end(), worse);
  return ok();
}

Result<void> commit_findings(WriteBatch& batch, const ReconcileReport& report) {
  for (const auto* findings : {&report.findings, &report.resolved})
    for (const Finding& finding : *findings)
      batch.put_record(Keyspace::kFindings, finding.fid, encode_finding(finding));
  batch.put_record(Keyspace::kReconciles, kLast, encode_frame(report));
  return ok();
}

Result<std::optional<ReconcileReport>> read_last_report(const RecordReader& records) {
  MUSTER_TRY(auto frame, last_frame(records));
  if (!frame) return std::optional<ReconcileReport>();
  MUSTER_TRY(auto stored, stored_findings(records));
  const auto fill = [&](const std::vector<std::string>& fids, std::vector<Finding>& findings) {
    for (const std::string& fid : fids) {
      const auto found = stored.find(fid);
      if (found == stored.end()) return false;
      findings.push_back(found->second);
    }
    return true;
  };
  if (!fill(frame->findings, frame->report.findings) ||
      !fill(frame->resolved, frame->report.resolved))
    return Error{.code = ErrorCode::kCorruption,
                 .message = "The last drift report names a finding that is not stored.",
                 .hint = "Reconcile again."};
  return std::optional(std::move(frame->report));
}

Result<std::vector<Finding>> open_findings_of(const RecordReader& records,
                                              std::string_view canonical_id) {
  MUSTER_TRY(auto stored, stored_findings(records));
  std::vector<Finding> open;
  for (auto& [fid, finding] : stored)
    if (finding.status != FindingStatus::kResolved && finding.subject.canonical_id == canonical_id)
      open.push_back(std::move(finding));
  std::sort(open.begin(), open.end(), worse);
  return open;
}

}  // namespace muster::reconcile
