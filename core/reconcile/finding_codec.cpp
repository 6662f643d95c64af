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

// What a decoder meets in bytes that say something else than they should.
struct Malformed {};

std::string text_of(const Json& json, int indent = -1) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

Json json_of(const std::optional<Instant>& at) { return at ? Json(format_instant(*at)) : Json(); }

Instant instant_from(const Json& json) {
  const auto parsed = parse_instant(json.get<std::string>());
  if (!parsed) throw Malformed{};
  return *parsed;
}

std::optional<Instant> maybe_instant(const Json& json) {
  if (json.is_null()) return std::nullopt;
  return instant_from(json);
}

template <typename T>
T checked(const Result<T>& parsed) {
  if (!parsed) throw Malformed{};
  return *parsed;
}

Plane plane_from(const Json& json) {
  const auto name = json.get<std::string>();
  if (name == plane_name(Plane::kRecorded)) return Plane::kRecorded;
  if (name == plane_name(Plane::kObserved)) return Plane::kObserved;
  throw Malformed{};
}

FindingStatus status_from(const Json& json) {
  const auto name = json.get<std::string>();
  for (const auto status :
       {FindingStatus::kOpen, FindingStatus::kReopened, FindingStatus::kResolved})
    if (finding_status_name(status) == name) return status;
  throw Malformed{};
}

Json json_of(const NodeCard& card) {
  return {{"id", card.canonical_id},
          {"kind", card.kind},
          {"name", card.display_name},
          {"environment", card.environment},
          {"tier", card.tier ? Json(*card.tier) : Json()}};
}

Json json_of(const std::optional<NodeCard>& card) { return card ? json_of(*card) : Json(); }

NodeCard card_from(const Json& json) {
  NodeCard card{.canonical_id = json.at("id").get<std::string>(),
                .kind = json.at("kind").get<std::string>(),
                .display_name = json.at("name").get<std::string>(),
                .environment = json.at("environment").get<std::string>(),
                .tier = std::nullopt};
  if (!json.at("tier").is_null()) card.tier = json.at("tier").get<std::int64_t>();
  return card;
}

std::optional<NodeCard> maybe_card(const Json& json) {
  if (json.is_null()) return std::nullopt;
  return card_from(json);
}

Json json_of(const Evidence& evidence) {
  return {{"plane", plane_name(evidence.plane)},
          {"present", evidence.present},
          {"source", evidence.source},
          {"run", evidence.run},
          {"at", json_of(evidence.at)},
          {"complete", evidence.complete},
          {"says", evidence.says}};
}

Evidence evidence_from(const Json& json) {
  return {.plane = plane_from(json.at("plane")),
          .present = json.at("present").get<bool>(),
          .source = json.at("source").get<std::string>(),
          .run = json.at("run").get<std::string>(),
          .at = maybe_instant(json.at("at")),
          .complete = json.at("complete").get<bool>(),
          .says = json.at("says").get<std::string>()};
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

ProofStep step_from(const Json& json) {
  return {.edge = EdgeId{json.at("edge").get<std::uint64_t>()},
          .from = NodeId{json.at("from_node").get<std::uint64_t>()},
          .to = NodeId{json.at("to_node").get<std::uint64_t>()},
          .from_id = json.at("from").get<std::string>(),
          .to_id = json.at("to").get<std::string>(),
          .from_name = json.at("from_name").get<std::string>(),
          .to_name = json.at("to_name").get<std::string>(),
          .type = json.at("type").get<std::string>(),
          .backwards = json.at("backwards").get<bool>(),
          .conditional = json.at("conditional").get<bool>(),
          .derived = json.at("derived").get<bool>()};
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

template <typename Read>
auto list_from(const Json& json, Read read) {
  std::vector<decltype(read(json))> values;
  if (!json.is_array()) throw Malformed{};
  for (const Json& one : json) values.push_back(read(one));
  return values;
}

Json json_of(const AddedReach& reach) {
  return {{"identities", reach.identities}, {"secrets", reach.secrets},
          {"resources", reach.resources},   {"tier0", reach.tier0},
          {"production", reach.production}, {"weighted", reach.weighted},
          {"by_kind", Json(reach.by_kind)}, {"top", json_of(reach.top)},
          {"proof", list_of(reach.proof)}};
}

AddedReach reach_from(const Json& json) {
  return {.identities = json.at("identities").get<std::uint64_t>(),
          .secrets = json.at("secrets").get<std::uint64_t>(),
          .resources = json.at("resources").get<std::uint64_t>(),
          .tier0 = json.at("tier0").get<std::uint64_t>(),
          .production = json.at("production").get<std::uint64_t>(),
          .weighted = json.at("weighted").get<std::uint64_t>(),
          .by_kind = json.at("by_kind").get<std::map<std::string, std::uint64_t>>(),
          .top = maybe_card(json.at("top")),
          .proof = list_from(json.at("proof"), step_from)};
}

Json json_of(const SeverityTerm& term) {
  return {{"name", term.name}, {"text", term.text}, {"level", severity_name(term.level)}};
}

SeverityTerm term_from(const Json& json) {
  return {.name = json.at("name").get<std::string>(),
          .text = json.at("text").get<std::string>(),
          .level = checked(parse_severity(json.at("level").get<std::string>()))};
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

Finding finding_from(const Json& json) {
  return {.fid = json.at("fid").get<std::string>(),
          .state_hash = json.at("state_hash").get<std::string>(),
          .kind = checked(parse_finding_kind(json.at("kind").get<std::string>())),
          .subject = card_from(json.at("subject")),
          .grant = json.at("grant").get<std::string>(),
          .object = maybe_card(json.at("object")),
          .severity = checked(parse_severity(json.at("severity").get<std::string>())),
          .explanation = list_from(json.at("explanation"), term_from),
          .evidence = list_from(json.at("evidence"), evidence_from),
          .reach = reach_from(json.at("reach")),
          .expired_at = maybe_instant(json.at("expired_at")),
          .status = status_from(json.at("status")),
          .first_seen = instant_from(json.at("first_seen")),
          .last_seen = instant_from(json.at("last_seen")),
          .count = json.at("count").get<std::uint64_t>()};
}

Json json_of(const SourceCoverage& source) {
  return {{"source", source.source},     {"plane", plane_name(source.plane)},
          {"run", source.run},           {"at", json_of(source.at)},
          {"complete", source.complete}, {"scopes", source.scopes},
          {"kinds", source.kinds},       {"assertions", source.assertions}};
}

SourceCoverage source_from(const Json& json) {
  return {.source = json.at("source").get<std::string>(),
          .plane = plane_from(json.at("plane")),
          .run = json.at("run").get<std::string>(),
          .at = maybe_instant(json.at("at")),
          .complete = json.at("complete").get<bool>(),
          .scopes = json.at("scopes").get<std::vector<std::string>>(),
          .kinds = json.at("kinds").get<std::vector<std::string>>(),
          .assertions = json.at("assertions").get<std::uint64_t>()};
}

Json json_of(const PlaneCoverage& coverage) {
  return {{"identities", coverage.identities},
          {"in_both", coverage.in_both},
          {"unrecorded", coverage.unrecorded},
          {"missing", coverage.missing},
          {"recorded_unknown", coverage.recorded_unknown},
          {"observed_unknown", coverage.observed_unknown}};
}

PlaneCoverage coverage_from(const Json& json) {
  return {.identities = json.at("identities").get<std::uint64_t>(),
          .in_both = json.at("in_both").get<std::uint64_t>(),
          .unrecorded = json.at("unrecorded").get<std::uint64_t>(),
          .missing = json.at("missing").get<std::uint64_t>(),
          .recorded_unknown = json.at("recorded_unknown").get<std::uint64_t>(),
          .observed_unknown = json.at("observed_unknown").get<std::uint64_t>()};
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

ReportFrame frame_from(const Json& json) {
  ReportFrame frame;
  frame.report.at = instant_from(json.at("at"));
  frame.report.graph_version = json.at("graph_version").get<std::uint64_t>();
  frame.report.sources = list_from(json.at("sources"), source_from);
  frame.report.coverage = coverage_from(json.at("coverage"));
  for (const auto& [kind, count] : json.at("counts").items())
    frame.report.counts[checked(parse_finding_kind(kind))] = count.get<std::uint64_t>();
  frame.findings = json.at("findings").get<std::vector<std::string>>();
  frame.resolved = json.at("resolved").get<std::vector<std::string>>();
  return frame;
}

// The fence: nlohmann throws on what has another shape.
template <typename Read>
auto decoded(std::string_view bytes, std::string_view what, Read read)
    -> Result<decltype(read(Json{}))> {
  try {
    return read(Json::parse(bytes));
  } catch (const Json::exception&) {
  } catch (const Malformed&) {
  }
  return Error{.code = ErrorCode::kCorruption,
               .message = fmt::format("A stored {} cannot be decoded.", what),
               .hint = "Restore the store from a backup, or reconcile into a new one."};
}

}  // namespace

std::string encode_finding(const Finding& finding) { return text_of(json_of(finding)); }

Result<Finding> decode_finding(std::string_view bytes) {
  return decoded(bytes, "finding", finding_from);
}

std::string encode_frame(const ReconcileReport& report) {
  Json json = head_of(report);
  json["findings"] = fids_of(report.findings);
  json["resolved"] = fids_of(report.resolved);
  return text_of(json);
}

Result<ReportFrame> decode_frame(std::string_view bytes) {
  return decoded(bytes, "drift report", frame_from);
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
