#include "core/reconcile/drift_candidates.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "core/analytics/node_groups.h"
#include "core/base/world_time.h"
#include "core/identity/alias.h"
#include "core/identity/assertion_reader.h"
#include "core/identity/assertion_store.h"
#include "core/identity/source.h"

namespace muster::reconcile {

namespace {

constexpr std::uint32_t kSlotsBetweenChecks = 4096;

constexpr Plane other(Plane plane) {
  return plane == Plane::kRecorded ? Plane::kObserved : Plane::kRecorded;
}

constexpr bool on(std::uint8_t flags, Plane plane) {
  return visibility_on(flags, plane) == Visibility::kPresent;
}

constexpr bool denied(std::uint8_t flags, Plane plane) {
  return visibility_on(flags, plane) == Visibility::kAbsent;
}

// Present on `plane`, denied by the other one.
constexpr bool only_on(std::uint8_t flags, Plane plane) {
  return on(flags, plane) && denied(flags, other(plane));
}

class Scan {
 public:
  Scan(const GraphSnapshot& graph, const RecordReader& records, const GrantTypes& grants,
       const ReconcileOptions& options, const WorkBudget& budget)
      : graph_(graph),
        records_(records),
        grants_(grants),
        options_(options),
        budget_(budget),
        groups_(graph),
        by_then_(earlier(options.at, options.clock_skew)) {}

  Result<DriftCandidates> run();

 private:
  Result<void> judge_node(NodeId node);
  void judge_identity(NodeId node, std::uint8_t flags);
  Result<void> judge_expiring(NodeId node, std::uint8_t flags);
  Result<void> judge_grant(EdgeId edge);
  Result<void> read_recorded_ends();

  bool ghost_is_right(NodeId node) const;
  bool shadow_is_young(NodeId node) const;
  std::optional<Instant> end_of(NodeId node) const;
  Result<bool> observed_inactive(NodeId node) const;
  std::optional<Instant> expired_end(EdgeId edge) const;
  // Whether the drift of one end says all that there is to say of a grant that only `plane` has.
  bool part_of_an_end(const Grant& grant, Plane plane) const;

  void add(FindingKind kind, NodeId node, std::optional<Instant> expired_at = {});
  void add(FindingKind kind, EdgeId edge, const Grant& grant,
           std::optional<Instant> expired_at = {});

  const GraphSnapshot& graph_;
  const RecordReader& records_;
  const GrantTypes& grants_;
  const ReconcileOptions& options_;
  const WorkBudget& budget_;
  const analytics::NodeGroups groups_;
  const Instant by_then_;
  std::map<EdgeId, Instant> recorded_ends_;  // The latest end any recorded source gives an edge.
  std::map<std::tuple<FindingKind, std::string, std::string>, DriftCandidate> found_;
  PlaneCoverage coverage_;
};

Result<DriftCandidates> Scan::run() {
  MUSTER_CHECK(read_recorded_ends());
  for (std::uint32_t slot = 0; slot < graph_.node_slot_bound(); ++slot) {
    if (slot % kSlotsBetweenChecks == 0) MUSTER_CHECK(budget_.check());
    if (const auto node = graph_.node_at(slot)) MUSTER_CHECK(judge_node(*node));
  }
  for (std::uint32_t slot = 0; slot < graph_.edge_slot_bound(); ++slot) {
    if (slot % kSlotsBetweenChecks == 0) MUSTER_CHECK(budget_.check());
    if (const auto edge = graph_.edge_at(slot)) MUSTER_CHECK(judge_grant(*edge));
  }
  DriftCandidates candidates{.found = {}, .coverage = coverage_};
  candidates.found.reserve(found_.size());
  for (auto& [key, candidate] : found_) candidates.found.push_back(std::move(candidate));
  return candidates;
}

// The union keeps what the observed plane says of an edge's time; what was approved until when is
// only in the recorded statements.
Result<void> Scan::read_recorded_ends() {
  MUSTER_TRY(const std::vector<Source> sources, list_sources(records_));
  for (const Source& source : sources) {
    if (source.plane != Plane::kRecorded) continue;
    MUSTER_CHECK(budget_.check());
    MUSTER_TRY(const std::vector<EdgeRow> rows,
               scan_edge_rows(records_, edge_rows_of(source.name), Plane::kRecorded));
    for (const EdgeRow& row : rows) {
      const Instant until = row.statement.said.validity.until;
      const auto [at, fresh] = recorded_ends_.try_emplace(row.element, until);
      if (!fresh) at->second = std::max(at->second, until);
    }
  }
  return ok();
}

Result<void> Scan::judge_node(NodeId node) {
  const std::uint8_t flags = graph_.flags(node);
  if ((flags & kFlagDerived) != 0) return ok();
  if (!on(flags, Plane::kRecorded) && !on(flags, Plane::kObserved)) return ok();  // A stub.
  const NodeKind* kind = groups_.node_kind(node);
  if (kind == nullptr) return ok();
  if (kind->identity) judge_identity(node, flags);
  if (kind->name == "Secret" || kind->name == "RoleBinding") return judge_expiring(node, flags);
  return ok();
}

void Scan::judge_identity(NodeId node, std::uint8_t flags) {
  ++coverage_.identities;
  const bool recorded = on(flags, Plane::kRecorded);
  const bool observed = on(flags, Plane::kObserved);
  if (recorded && observed) {
    ++coverage_.in_both;
  } else if (only_on(flags, Plane::kObserved)) {
    ++coverage_.unrecorded;
    if (!shadow_is_young(node)) add(FindingKind::kUnrecordedIdentity, node);
  } else if (only_on(flags, Plane::kRecorded)) {
    ++coverage_.missing;
    if (!ghost_is_right(node)) add(FindingKind::kGhostIdentity, node);
  } else if (observed) {
    ++coverage_.recorded_unknown;
  } else {
    ++coverage_.observed_unknown;
  }
}

bool Scan::shadow_is_young(NodeId node) const {
  if (truth_of(graph_.property(node, "ephemeral")) != true) return false;
  return graph_.first_seen(node) > earlier(options_.at, options_.ephemeral_grace);
}

bool Scan::ghost_is_right(NodeId node) const {
  if (truth_of(graph_.property(node, "enabled")) == false) return true;
  if (const auto end = end_of(node); end && *end <= options_.at) return true;
  const auto from = instant_of(graph_.property(node, "valid_from"));
  return from && *from > by_then_;
}

std::optional<Instant> Scan::end_of(NodeId node) const {
  const auto expires = instant_of(graph_.property(node, "expires_at"));
  const auto until = instant_of(graph_.property(node, "valid_until"));
  if (!expires || !until) return expires ? expires : until;
  return std::min(*expires, *until);
}

Result<void> Scan::judge_expiring(NodeId node, std::uint8_t flags) {
  const auto end = end_of(node);
  if (!end || *end > by_then_ || !on(flags, Plane::kObserved)) return ok();
  // An unrecorded binding is an excess of each of its subjects.
  if (groups_.kind(node) == "RoleBinding" && denied(flags, Plane::kRecorded)) return ok();
  MUSTER_TRY(const bool inactive, observed_inactive(node));
  if (!inactive) add(FindingKind::kExpiredActive, node, end);
  return ok();
}

// The union may hold what only the record says; that somebody ordered it switched off does not mean
// that it is.
Result<bool> Scan::observed_inactive(NodeId node) const {
  const bool united = truth_of(graph_.property(node, "active")) == false ||
                      truth_of(graph_.property(node, "enabled")) == false;
  if (!united) return false;
  MUSTER_TRY(const std::vector<NodeStatement> statements, statements_of(records_, graph_, node));
  if (statements.empty()) return true;  // Written by hand: its row is the statement.
  for (const NodeStatement& statement : statements) {
    if (statement.plane != Plane::kObserved || statement.said.stub) continue;
    for (const auto& [name, value] : statement.said.properties)
      if ((name == "active" || name == "enabled") && truth_of(value) == false) return true;
  }
  return false;
}

bool Scan::part_of_an_end(const Grant& grant, Plane plane) const {
  for (const NodeId end : {grant.holder, grant.object})
    if (groups_.identity(end) && only_on(graph_.flags(end), plane)) return true;
  return !groups_.identity(grant.holder) && only_on(graph_.flags(grant.holder), plane);
}

std::optional<Instant> Scan::expired_end(EdgeId edge) const {
  const Instant until = graph_.validity(edge).until;
  if (until <= by_then_) return until;
  const auto recorded = recorded_ends_.find(edge);
  if (recorded != recorded_ends_.end() && recorded->second <= by_then_) return recorded->second;
  return std::nullopt;
}

Result<void> Scan::judge_grant(EdgeId edge) {
  const auto grant = grants_.of(edge);
  if (!grant) return ok();
  const std::uint8_t flags = graph_.flags(edge);
  const Validity validity = graph_.validity(edge);
  if (only_on(flags, Plane::kObserved)) {
    if (validity.covers(options_.at) && !part_of_an_end(*grant, Plane::kObserved))
      add(FindingKind::kEntitlementExcess, edge, *grant);
    return ok();
  }
  if (only_on(flags, Plane::kRecorded)) {
    const bool due = validity.until > options_.at && validity.from <= by_then_;
    if (due && !part_of_an_end(*grant, Plane::kRecorded))
      add(FindingKind::kEntitlementMissing, edge, *grant);
    return ok();
  }
  const auto expired = on(flags, Plane::kObserved) ? expired_end(edge) : std::nullopt;
  if (!expired || part_of_an_end(*grant, Plane::kObserved) ||
      part_of_an_end(*grant, Plane::kRecorded))
    return ok();
  if (truth_of(graph_.property(edge, "active")) == false ||
      truth_of(graph_.property(edge, "enabled")) == false)
    return ok();
  add(FindingKind::kExpiredActive, edge, *grant, expired);
  return ok();
}

void Scan::add(FindingKind kind, NodeId node, std::optional<Instant> expired_at) {
  std::string id = canonical_id(graph_, node);
  found_.try_emplace({kind, id, std::string()}, DriftCandidate{.kind = kind,
                                                               .subject = node,
                                                               .subject_id = id,
                                                               .edges = {},
                                                               .object = std::nullopt,
                                                               .grant = {},
                                                               .expired_at = expired_at});
}

void Scan::add(FindingKind kind, EdgeId edge, const Grant& grant,
               std::optional<Instant> expired_at) {
  std::string id = canonical_id(graph_, grant.holder);
  std::string text = grants_.text(edge, grant);
  const auto [at, fresh] =
      found_.try_emplace({kind, id, text}, DriftCandidate{.kind = kind,
                                                          .subject = grant.holder,
                                                          .subject_id = id,
                                                          .edges = {},
                                                          .object = grant.object,
                                                          .grant = text,
                                                          .expired_at = expired_at});
  at->second.edges.push_back(edge);
  if (expired_at) at->second.expired_at = std::min(*at->second.expired_at, *expired_at);
}

}  // namespace

GrantTypes::GrantTypes(const GraphSnapshot& graph, const TraversalProfile& profile)
    : graph_(graph) {
  const NameTable<EdgeTypeId>& types = graph.catalog().edge_types;
  holders_.resize(types.size(), Holder::kNone);
  for (std::size_t i = 0; i < types.size(); ++i) {
    const EdgeRule& rule = profile.rule(EdgeTypeId{static_cast<std::uint32_t>(i)});
    if (rule.kind == nullptr) continue;
    for (const GrantKind& kind : grant_kinds()) {
      if (kind.edge_kind != rule.kind->name) continue;
      holders_[i] = kind.holder_is_source != rule.reversed ? Holder::kSource : Holder::kTarget;
    }
  }
}

std::optional<Grant> GrantTypes::of(EdgeId edge) const {
  const EdgeEnds ends = graph_.ends(edge);
  const Holder holder = holders_[raw(ends.type)];
  if (holder == Holder::kNone || (graph_.flags(edge) & kFlagDerived) != 0) return std::nullopt;
  const bool source = holder == Holder::kSource;
  return Grant{.holder = source ? ends.source : ends.target,
               .object = source ? ends.target : ends.source,
               .holder_is_source = source};
}

std::string GrantTypes::text(EdgeId edge, const Grant& grant) const {
  return fmt::format("{} {} {}", graph_.catalog().edge_types.name(graph_.ends(edge).type),
                     grant.holder_is_source ? "->" : "<-", canonical_id(graph_, grant.object));
}

Result<DriftCandidates> find_candidates(const GraphSnapshot& graph, const RecordReader& records,
                                        const GrantTypes& grants, const ReconcileOptions& options,
                                        const WorkBudget& budget) {
  return Scan(graph, records, grants, options, budget).run();
}

std::optional<bool> truth_of(const Value& value) {
  if (value.is_boolean()) return value.as_boolean();
  if (!value.is_string()) return std::nullopt;
  if (value.as_string() == "true") return true;
  if (value.as_string() == "false") return false;
  return std::nullopt;
}

std::optional<Instant> instant_of(const Value& value) {
  if (const auto instant = world_time(value)) return instant;
  if (!value.is_string()) return std::nullopt;
  const auto parsed = parse_instant(value.as_string());
  return parsed ? std::optional(*parsed) : std::nullopt;
}

Instant earlier(Instant at, std::chrono::seconds span) {
  const std::int64_t nanoseconds = span.count() * kNanosecondsPerSecond;
  if (at.nanoseconds < Instant::min().nanoseconds + nanoseconds) return Instant::min();
  return {at.nanoseconds - nanoseconds};
}

}  // namespace muster::reconcile
