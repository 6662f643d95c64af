#include "core/reconcile/finding_codec.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/base/hash.h"
#include "core/reconcile/report_writer.h"

namespace muster::reconcile {

namespace {

using Json = nlohmann::json;  // Keys in order.

std::string text_of(const Json& json, int indent = -1) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

Json json_of(const std::optional<Instant>& at) { return at ? Json(format_instant(*at)) : Json(); }

Json json_of(const NodeCard& card) {
  return {{"id", card.canonical_id},
          {"kind", card.kind},
          {"name", card.display_name},
          {"environment", card.environment},
          {"tier", card.tier ? Json(*card.tier) : Json()}};
}

Json json_of(const std::optional<NodeCard>& card) { return card ? json_of(*card) : Json(); }

Json json_of(const Evidence& evidence) {
  return {{"plane", plane_name(evidence.plane)},
          {"present", evidence.present},
          {"source", evidence.source},
          {"run", evidence.run},
          {"at", json_of(evidence.at)},
          {"complete", evidence.complete},
          {"says", evidence.says}};
}

Json json_of(const ProofStep& step) {
  return {{"edge", raw(step.edge)},
          {"from_node", raw(step.from)},
          {"to_node", raw(step.to)},
          {"from", step.from_id},
          {"to", step.to_id},
          {"from_name", step.from_name},
          {"to_name", step.to_name},
          {"type", step.type},
          {"backwards", step.backwards},
          {"conditional", step.conditional},
          {"derived", step.derived}};
}

// Named before list_of, which finds them by name alone.
Json json_of(const SeverityTerm& term);
Json json_of(const Finding& finding);
Json json_of(const SourceCoverage& source);

template <typename T>
Json list_of(const std::vector<T>& values) {
  Json list = Json::array();
  for (const T& value : values) list.push_back(json_of(value));
  return list;
}

Json json_of(const AddedReach& reach) {
  return {{"identities", reach.identities}, {"secrets", reach.secrets},
          {"resources", reach.resources},   {"tier0", reach.tier0},
          {"production", reach.production}, {"weighted", reach.weighted},
          {"by_kind", Json(reach.by_kind)}, {"top", json_of(reach.top)},
          {"proof", list_of(reach.proof)}};
}

Json json_of(const SeverityTerm& term) {
  return {{"name", term.name}, {"text", term.text}, {"level", severity_name(term.level)}};
}

Json json_of(const Finding& finding) {
  return {{"fid", finding.fid},
          {"state_hash", finding.state_hash},
          {"kind", finding_kind_name(finding.kind)},
          {"subject", json_of(finding.subject)},
          {"grant", finding.grant},
          {"object", json_of(finding.object)},
          {"severity", severity_name(finding.severity)},
          {"explanation", list_of(finding.explanation)},
          {"evidence", list_of(finding.evidence)},
          {"reach", json_of(finding.reach)},
          {"expired_at", json_of(finding.expired_at)},
          {"status", finding_status_name(finding.status)},
          {"first_seen", format_instant(finding.first_seen)},
          {"last_seen", format_instant(finding.last_seen)},
          {"count", finding.count}};
}

Json json_of(const SourceCoverage& source) {
  return {{"source", source.source},     {"plane", plane_name(source.plane)},
          {"run", source.run},           {"at", json_of(source.at)},
          {"complete", source.complete}, {"scopes", source.scopes},
          {"kinds", source.kinds},       {"assertions", source.assertions}};
}

Json json_of(const PlaneCoverage& coverage) {
  return {{"identities", coverage.identities},
          {"in_both", coverage.in_both},
          {"unrecorded", coverage.unrecorded},
          {"missing", coverage.missing},
          {"recorded_unknown", coverage.recorded_unknown},
          {"observed_unknown", coverage.observed_unknown}};
}

// What report and frame share.
Json head_of(const ReconcileReport& report) {
  Json counts = Json::object();
  for (const auto& [kind, count] : report.counts)
    counts[std::string(finding_kind_name(kind))] = count;
  return {{"at", format_instant(report.at)},
          {"graph_version", report.graph_version},
          {"sources", list_of(report.sources)},
          {"coverage", json_of(report.coverage)},
          {"counts", std::move(counts)}};
}

Json fids_of(const std::vector<Finding>& findings) {
  Json fids = Json::array();
  for (const Finding& finding : findings) fids.push_back(finding.fid);
  return fids;
}

}  // namespace

std::string encode_finding(const Finding& finding) { return text_of(json_of(finding)); }

std::string encode_frame(const ReconcileReport& report) {
  Json json = head_of(report);
  json["findings"] = fids_of(report.findings);
  json["resolved"] = fids_of(report.resolved);
  return text_of(json);
}

std::string state_hash_of(const Finding& finding) {
  Json evidence = Json::array();
  for (const Evidence& one : finding.evidence)
    evidence.push_back({plane_name(one.plane), one.present, one.source, one.complete, one.says});
  Json reach = json_of(finding.reach);
  reach.erase("proof");
  for (const ProofStep& step : finding.reach.proof)
    reach["proof"].push_back({step.from_id, step.type, step.to_id});
  const Json state{{"severity", severity_name(finding.severity)},
                   {"explanation", list_of(finding.explanation)},
                   {"evidence", std::move(evidence)},
                   {"reach", std::move(reach)},
                   {"expired_at", json_of(finding.expired_at)}};
  return hash_text(hash_bytes(text_of(state)));
}

std::string write_json_report(const ReconcileReport& report) {
  Json json = head_of(report);
  json["findings"] = list_of(report.findings);
  json["resolved"] = list_of(report.resolved);
  return text_of(json, 2) + "\n";
}

}  // namespace muster::reconcile
