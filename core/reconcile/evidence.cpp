#include "core/reconcile/evidence.h"

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>

#include <fmt/format.h>

#include "core/identity/alias.h"
#include "core/identity/assertion_reader.h"
#include "core/identity/source.h"

namespace muster::reconcile {

namespace {

// The plane whose silence makes the drift; none where both may speak.
std::optional<Plane> silent_plane(FindingKind kind) {
  switch (kind) {
    case FindingKind::kUnrecordedIdentity:
    case FindingKind::kEntitlementExcess:
      return Plane::kRecorded;
    case FindingKind::kGhostIdentity:
    case FindingKind::kEntitlementMissing:
      return Plane::kObserved;
    case FindingKind::kExpiredActive:
      return std::nullopt;
  }
  MUSTER_UNREACHABLE();
}

class Gathering {
 public:
  Gathering(const GraphSnapshot& graph, const Coverage& coverage, std::optional<Plane> silent)
      : graph_(graph), coverage_(coverage), silent_(silent) {}

  void add(const NodeStatement& statement) {
    if (statement.said.stub) return;
    const std::string kind = statement.said.labels.empty() ? "Node" : statement.said.labels.front();
    std::string says = fmt::format("asserts {} {}", kind, statement.said.key);
    for (const auto& [name, value] : statement.said.properties)
      if (name == "expires_at" || name == "valid_until")
        says += fmt::format(", {} {}", name, value_text(value));
    present(statement.plane, statement.source, statement.run, statement.changed_at,
            covers(statement.plane, statement.source, statement.said.labels, statement.said.scope),
            std::move(says));
    for (const std::string& label : statement.said.labels)
      if (absent(label, statement.said.scope)) break;
  }

  void add(const EdgeStatement& statement, NodeId object, bool holder_is_source) {
    std::string says = fmt::format("asserts {} {} {}", statement.said.type,
                                   holder_is_source ? "to" : "from", canonical_id(graph_, object));
    if (statement.said.validity.until != Instant::max())
      says += fmt::format(", until {}", format_instant(statement.said.validity.until));
    present(statement.plane, statement.source, statement.run, statement.changed_at,
            covers(statement.plane, statement.source, {statement.said.type}, statement.said.scope),
            std::move(says));
    absent(statement.said.type, statement.said.scope);
  }

  // What no run brought: its row in the graph is the statement.
  void add_row(const std::vector<std::string>& sources, std::string_view what) {
    for (const std::string& source : sources)
      present(Plane::kObserved, source, {}, std::nullopt, false,
              fmt::format("wrote {} into the graph", what));
  }

  std::vector<Evidence> take() && {
    const auto key = [](const Evidence& one) {
      return std::tie(one.plane, one.source, one.present, one.says);
    };
    std::sort(found_.begin(), found_.end(),
              [&](const Evidence& left, const Evidence& right) { return key(left) < key(right); });
    found_.erase(std::unique(found_.begin(), found_.end(),
                             [&](const Evidence& left, const Evidence& right) {
                               return key(left) == key(right);
                             }),
                 found_.end());
    return std::move(found_);
  }

 private:
  static std::string value_text(const Value& value) {
    const bool temporal = value.is_temporal_instant() || value.is_duration();
    return temporal ? temporal_text(value) : to_literal(value);
  }

  bool covers(Plane plane, const std::string& source, const std::vector<std::string>& kinds,
              const std::string& scope) const {
    for (const std::string& kind : kinds)
      for (const CoveringSource& covering : coverage_.covering(plane, kind, scope))
        if (covering.source == source) return true;
    return false;
  }

  void present(Plane plane, std::string source, std::string run, std::optional<Instant> at,
               bool complete, std::string says) {
    found_.push_back({.plane = plane,
                      .present = true,
                      .source = std::move(source),
                      .run = std::move(run),
                      .at = at,
                      .complete = complete,
                      .says = std::move(says)});
  }

  bool absent(const std::string& kind, const std::string& scope) {
    if (!silent_) return true;
    const auto covering = coverage_.covering(*silent_, kind, scope);
    for (const CoveringSource& one : covering)
      found_.push_back({.plane = *silent_,
                        .present = false,
                        .source = one.source,
                        .run = one.run,
                        .at = one.observed_at,
                        .complete = true,
                        .says = fmt::format("covers {} and has no such {}", scope, kind)});
    return !covering.empty();
  }

  const GraphSnapshot& graph_;
  const Coverage& coverage_;
  std::optional<Plane> silent_;
  std::vector<Evidence> found_;
};

}  // namespace

Result<std::vector<Evidence>> evidence_of(const GraphSnapshot& graph, const RecordReader& records,
                                          const Coverage& coverage,
                                          const DriftCandidate& candidate) {
  Gathering gathering(graph, coverage, silent_plane(candidate.kind));
  if (candidate.edges.empty()) {
    MUSTER_TRY(const auto statements, statements_of(records, graph, candidate.subject));
    for (const NodeStatement& statement : statements) gathering.add(statement);
    if (statements.empty()) gathering.add_row(graph.sources(candidate.subject), "it");
  }
  for (const EdgeId edge : candidate.edges) {
    MUSTER_TRY(const auto statements, statements_of(records, graph, edge));
    const bool holder_is_source = graph.ends(edge).source == candidate.subject;
    for (const EdgeStatement& statement : statements)
      gathering.add(statement, *candidate.object, holder_is_source);
    if (statements.empty()) gathering.add_row(graph.sources(edge), candidate.grant);
  }
  return std::move(gathering).take();
}

}  // namespace muster::reconcile
