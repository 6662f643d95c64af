#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/reconcile/finding_codec.h"

namespace muster::reconcile {

namespace {

using Json = nlohmann::json;

// Reads what finding_codec.cpp wrote. Another shape is an exception of the library, which `decoded`
// catches; a word that means nothing gives an empty value and is remembered.
class Decoder {
 public:
  bool malformed() const { return malformed_; }

  NodeCard read_card(const Json& json) {
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
    return read_card(json);
  }

  Evidence read_evidence(const Json& json) {
    return {.plane = read_plane(json.at("plane")),
            .present = json.at("present").get<bool>(),
            .source = json.at("source").get<std::string>(),
            .run = json.at("run").get<std::string>(),
            .at = maybe_instant(json.at("at")),
            .complete = json.at("complete").get<bool>(),
            .says = json.at("says").get<std::string>()};
  }

  ProofStep read_step(const Json& json) {
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

  AddedReach read_reach(const Json& json) {
    return {.identities = json.at("identities").get<std::uint64_t>(),
            .secrets = json.at("secrets").get<std::uint64_t>(),
            .resources = json.at("resources").get<std::uint64_t>(),
            .tier0 = json.at("tier0").get<std::uint64_t>(),
            .production = json.at("production").get<std::uint64_t>(),
            .weighted = json.at("weighted").get<std::uint64_t>(),
            .by_kind = json.at("by_kind").get<std::map<std::string, std::uint64_t>>(),
            .top = maybe_card(json.at("top")),
            .proof = list_of(json.at("proof"), &Decoder::read_step)};
  }

  SeverityTerm read_term(const Json& json) {
    return {.name = json.at("name").get<std::string>(),
            .text = json.at("text").get<std::string>(),
            .level = checked(parse_severity(json.at("level").get<std::string>()))};
  }

  Finding read_finding(const Json& json) {
    return {.fid = json.at("fid").get<std::string>(),
            .state_hash = json.at("state_hash").get<std::string>(),
            .kind = checked(parse_finding_kind(json.at("kind").get<std::string>())),
            .subject = read_card(json.at("subject")),
            .grant = json.at("grant").get<std::string>(),
            .object = maybe_card(json.at("object")),
            .severity = checked(parse_severity(json.at("severity").get<std::string>())),
            .explanation = list_of(json.at("explanation"), &Decoder::read_term),
            .evidence = list_of(json.at("evidence"), &Decoder::read_evidence),
            .reach = read_reach(json.at("reach")),
            .expired_at = maybe_instant(json.at("expired_at")),
            .status = read_status(json.at("status")),
            .first_seen = read_instant(json.at("first_seen")),
            .last_seen = read_instant(json.at("last_seen")),
            .count = json.at("count").get<std::uint64_t>()};
  }

  SourceCoverage read_source(const Json& json) {
    return {.source = json.at("source").get<std::string>(),
            .plane = read_plane(json.at("plane")),
            .run = json.at("run").get<std::string>(),
            .at = maybe_instant(json.at("at")),
            .complete = json.at("complete").get<bool>(),
            .scopes = json.at("scopes").get<std::vector<std::string>>(),
            .kinds = json.at("kinds").get<std::vector<std::string>>(),
            .assertions = json.at("assertions").get<std::uint64_t>()};
  }

  PlaneCoverage read_coverage(const Json& json) {
    return {.identities = json.at("identities").get<std::uint64_t>(),
            .in_both = json.at("in_both").get<std::uint64_t>(),
            .unrecorded = json.at("unrecorded").get<std::uint64_t>(),
            .missing = json.at("missing").get<std::uint64_t>(),
            .recorded_unknown = json.at("recorded_unknown").get<std::uint64_t>(),
            .observed_unknown = json.at("observed_unknown").get<std::uint64_t>()};
  }

  ReportFrame read_frame(const Json& json) {
    ReportFrame frame;
    frame.report.at = read_instant(json.at("at"));
    frame.report.graph_version = json.at("graph_version").get<std::uint64_t>();
    frame.report.sources = list_of(json.at("sources"), &Decoder::read_source);
    frame.report.coverage = read_coverage(json.at("coverage"));
    for (const auto& [kind, count] : json.at("counts").items())
      frame.report.counts[checked(parse_finding_kind(kind))] = count.get<std::uint64_t>();
    frame.findings = json.at("findings").get<std::vector<std::string>>();
    frame.resolved = json.at("resolved").get<std::vector<std::string>>();
    return frame;
  }

 private:
  Instant read_instant(const Json& json) { return checked(parse_instant(json.get<std::string>())); }

  std::optional<Instant> maybe_instant(const Json& json) {
    if (json.is_null()) return std::nullopt;
    return read_instant(json);
  }

  template <typename T>
  T checked(const Result<T>& parsed) {
    if (parsed) return *parsed;
    malformed_ = true;
    return T{};
  }

  Plane read_plane(const Json& json) {
    const auto name = json.get<std::string>();
    malformed_ |= name != plane_name(Plane::kRecorded) && name != plane_name(Plane::kObserved);
    return name == plane_name(Plane::kRecorded) ? Plane::kRecorded : Plane::kObserved;
  }

  FindingStatus read_status(const Json& json) {
    const auto name = json.get<std::string>();
    for (const auto status :
         {FindingStatus::kOpen, FindingStatus::kReopened, FindingStatus::kResolved})
      if (finding_status_name(status) == name) return status;
    malformed_ = true;
    return FindingStatus::kOpen;
  }

  template <typename T>
  std::vector<T> list_of(const Json& json, T (Decoder::*read)(const Json&)) {
    std::vector<T> values;
    malformed_ |= !json.is_array();
    for (const Json& one : json) values.push_back((this->*read)(one));
    return values;
  }

  bool malformed_ = false;
};

// The fence: the library throws on what is no JSON or has another shape.
template <typename T>
Result<T> decoded(std::string_view bytes, std::string_view what, T (Decoder::*read)(const Json&)) {
  Error corrupt{.code = ErrorCode::kCorruption,
                .message = fmt::format("A stored {} cannot be decoded.", what),
                .hint = "Restore the store from a backup, or reconcile into a new one."};
  try {
    Decoder decoder;
    T value = (decoder.*read)(Json::parse(bytes));
    if (decoder.malformed()) return corrupt;
    return value;
  } catch (const Json::exception& error) {
    corrupt.message = fmt::format("A stored {} cannot be decoded: {}.", what, error.what());
    return corrupt;
  }
}

}  // namespace

Result<Finding> decode_finding(std::string_view bytes) {
  return decoded(bytes, "finding", &Decoder::read_finding);
}

Result<ReportFrame> decode_frame(std::string_view bytes) {
  return decoded(bytes, "drift report", &Decoder::read_frame);
}

}  // namespace muster::reconcile
