#include "api/service/identity_service.h"

#include <array>
#include <map>

#include "api/service/reach_service.h"
#include "api/service/reconcile_service.h"
#include "core/analytics/blast_radius.h"
#include "core/base/parallel.h"
#include "core/base/world_time.h"
#include "core/identity/alias.h"
#include "core/identity/assertion_reader.h"
#include "core/identity/kinds.h"
#include "core/identity/source.h"
#include "core/identity/tier.h"
#include "core/identity/traversal_profile.h"
#include "core/reconcile/reconcile.h"

namespace muster::api {
namespace {

Value number(std::uint64_t count) { return Value(static_cast<std::int64_t>(count)); }

Value texts(const std::vector<std::string>& items) {
  return Value(ValueList(items.begin(), items.end()));
}

ValueMap properties_of(const GraphSnapshot& graph, NodeId node) {
  ValueMap members;
  for (const Property& property : graph.properties(node)) {
    members.emplace(graph.catalog().keys.name(property.key), property.value);
  }
  return members;
}

// The first of these properties that has a value.
Value first_of(const ValueMap& properties, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    const auto found = properties.find(name);
    if (found != properties.end()) return found->second;
  }
  return {};
}

Value planes_value(std::uint8_t flags) {
  const auto word = [&](Plane plane) {
    switch (visibility_on(flags, plane)) {
      case Visibility::kPresent:
        return Value("present");
      case Visibility::kAbsent:
        return Value("absent");
      case Visibility::kNotCollected:
        return Value("not collected");
    }
    MUSTER_UNREACHABLE();
  };
  return Value(
      ValueMap{{"recorded", word(Plane::kRecorded)}, {"observed", word(Plane::kObserved)}});
}

Value environment_value(const GraphSnapshot& graph, NodeId node) {
  const Environment environment = environment_of(graph, node);
  return environment.known() ? Value(environment.name) : Value("unknown");
}

// Who answers for it: the governance edges that lead here, else what a registry says in a property.
Value owner_value(const GraphSnapshot& graph, NodeId node, const ValueMap& properties) {
  ValueList owners;
  for (const std::string_view type_name : {"ACCOUNTABLE_FOR", "CREATED"}) {
    const auto type = graph.catalog().edge_types.find(type_name);
    if (!type || !owners.empty()) continue;
    for (auto cursor = graph.adjacency(slot_of(node), Direction::kIncoming, *type); !cursor.done();
         cursor.next()) {
      for (const AdjacencyEntry& entry : cursor.run()) {
        const NodeId owner = *graph.node_at(entry.neighbour_slot);
        ValueMap card = node_card(graph, owner);
        card.emplace("by", Value(type_name));
        card.emplace("status", graph.property(owner, "status"));
        owners.emplace_back(std::move(card));
      }
    }
  }
  if (!owners.empty()) return Value(std::move(owners));
  const Value said = first_of(properties, {"owner", "owner_id", "team", "responder"});
  return said.is_null()
             ? Value(ValueList{})
             : Value(ValueList{Value(ValueMap{{"id", said}, {"by", Value("property")}})});
}

Result<Value> findings_value(const RecordReader& records, const std::string& canonical) {
  MUSTER_TRY(const std::vector<reconcile::Finding> findings,
             reconcile::open_findings_of(records, canonical));
  ValueList out;
  for (const reconcile::Finding& finding : findings) {
    out.emplace_back(ValueMap{{"fid", Value(finding.fid)},
                              {"kind", Value(reconcile::finding_kind_name(finding.kind))},
                              {"severity", Value(reconcile::severity_name(finding.severity))},
                              {"grant", Value(finding.grant)},
                              {"status", Value(reconcile::finding_status_name(finding.status))},
                              {"first_seen", Value(finding.first_seen)}});
  }
  return Value(std::move(out));
}

Value edges_value(const GraphSnapshot& graph, NodeId node, Direction direction) {
  constexpr std::size_t kEdgesMax = 200;
  ValueList out;
  for (auto cursor = graph.adjacency(slot_of(node), direction); !cursor.done(); cursor.next()) {
    for (const AdjacencyEntry& entry : cursor.run()) {
      if (out.size() == kEdgesMax) break;
      ValueMap edge = node_card(graph, *graph.node_at(entry.neighbour_slot));
      edge.emplace("edge",
                   Value(graph.catalog().edge_types.name(static_cast<EdgeTypeId>(entry.type))));
      edge.emplace("planes", planes_value(entry.flags));
      edge.emplace("derived", Value((entry.flags & kFlagDerived) != 0));
      edge.emplace("conditional", Value((entry.flags & kFlagConditional) != 0));
      out.emplace_back(std::move(edge));
    }
  }
  const std::uint64_t degree = graph.degree(slot_of(node), direction);
  return Value(ValueMap{{"total", number(degree)},
                        {"edges", Value(std::move(out))},
                        {"truncated", Value(degree > kEdgesMax)}});
}

Result<Value> statements_value(const Deployment& deployment, const GraphSnapshot& graph,
                               NodeId node) {
  MUSTER_TRY(const std::vector<NodeStatement> statements,
             statements_of(deployment.store, graph, node));
  ValueList out;
  for (const NodeStatement& statement : statements) {
    ValueMap properties;
    for (const auto& [name, value] : statement.said.properties) properties.emplace(name, value);
    out.emplace_back(ValueMap{{"source", Value(statement.source)},
                              {"plane", Value(plane_name(statement.plane))},
                              {"run", Value(statement.run)},
                              {"key", Value(statement.said.key)},
                              {"stub", Value(statement.said.stub)},
                              {"first_seen", Value(statement.first_seen)},
                              {"properties", Value(std::move(properties))}});
  }
  return Value(std::move(out));
}

// Sources whose last run of some scope was not complete: what they lack may still be there.
Result<Value> stale_sources(const RecordReader& records) {
  MUSTER_TRY(const std::vector<Source> sources, list_sources(records));
  ValueList out;
  for (const Source& source : sources) {
    if (source.coverage.empty()) out.emplace_back(source.name);
  }
  return Value(std::move(out));
}

Result<Value> blast_block(const Deployment& deployment, const GraphSnapshot& graph, NodeId node) {
  const TraversalProfile profile(graph.catalog());
  MUSTER_TRY(const TierRules rules, tier_rules(deployment.store));
  const TierMap tiers(graph, profile, rules);
  const analytics::BlastRadiusOptions options{.reach = {.at = deployment.clock.now()},
                                              .hops_max = kEnrichmentHops};
  WorkBudget budget;
  // One thread: a look-up while an alert is hot never waits for the arenas.
  static const TaskArena own_thread(1);
  MUSTER_TRY(
      const analytics::BlastRadius radius,
      analytics::blast_radius(graph, profile, std::span(&node, 1), options, budget, own_thread));
  std::uint64_t production = 0;
  std::optional<std::uint32_t> tier_zero_hops;
  ValueList tier_zero;
  for (const analytics::ReachedNode& reached : radius.reached) {
    const Environment environment = environment_of(graph, reached.node);
    production += environment.name == "prod" || environment.name == "production";
    if (!tiers.tier_zero(reached.node)) continue;
    if (!tier_zero_hops) tier_zero_hops = reached.hop;
    if (tier_zero.size() < 10) tier_zero.emplace_back(canonical_id(graph, reached.node));
  }
  return Value(ValueMap{{"within_hops", number(kEnrichmentHops)},
                        {"more_beyond", Value(radius.more_beyond)},
                        {"truncated", Value(radius.truncation.truncated)},
                        {"identities", number(radius.counts.identities_total)},
                        {"secrets", number(radius.counts.secrets_total)},
                        {"resources", number(radius.counts.resources_total)},
                        {"production", number(production)},
                        {"tier0", Value(tiers.tier_zero(node) || tier_zero_hops.has_value())},
                        {"t0_hops", tiers.tier_zero(node) ? Value(0)
                                    : tier_zero_hops      ? number(*tier_zero_hops)
                                                          : Value()},
                        {"tier0_reached", Value(std::move(tier_zero))}});
}

// What an alert about a credential wants: its clocks, and whether it leaked.
Value credential_value(const ValueMap& properties, const std::string& kind, Instant now) {
  const NodeKind* known = find_node_kind(kind);
  if (known == nullptr || known->group != KindGroup::kSecret) return {};
  const Value created = first_of(properties, {"created", "created_at"});
  Value age_days;
  if (const auto since = world_time(created)) {
    age_days =
        Value((now.nanoseconds - since->nanoseconds) / kNanosecondsPerSecond / kSecondsPerDay);
  }
  return Value(ValueMap{{"type", first_of(properties, {"sub_kind", "type"})},
                        {"age_days", std::move(age_days)},
                        {"expires", first_of(properties, {"expires_at", "expires"})},
                        {"active", first_of(properties, {"active", "enabled"})},
                        {"leaked", first_of(properties, {"leak_notified_at"})}});
}

}  // namespace

Result<Value> identity_card(const Deployment& deployment, const std::string& alias) {
  const std::shared_ptr<const GraphSnapshot> graph = deployment.store.snapshot();
  MUSTER_TRY(const NodeId node, resolve(*graph, alias));
  const ValueMap properties = properties_of(*graph, node);
  ValueMap card = node_card(*graph, node);
  MUSTER_TRY(Value findings, findings_value(deployment.store, canonical_id(*graph, node)));
  MUSTER_TRY(Value statements, statements_value(deployment, *graph, node));
  ValueList labels;
  for (const LabelId label : graph->labels(node))
    labels.emplace_back(graph->catalog().labels.name(label));
  card.emplace("labels", Value(std::move(labels)));
  card.emplace("aliases", texts(graph->aliases(node)));
  card.emplace("planes", planes_value(graph->flags(node)));
  card.emplace("sources", texts(graph->sources(node)));
  card.emplace("first_seen", Value(graph->first_seen(node)));
  card.emplace("environment", environment_value(*graph, node));
  card.emplace("owner", owner_value(*graph, node, properties));
  card.emplace("properties", Value(properties));
  card.emplace("access_by", edges_value(*graph, node, Direction::kOutgoing));
  card.emplace("access_to", edges_value(*graph, node, Direction::kIncoming));
  card.emplace("findings", std::move(findings));
  card.emplace("statements", std::move(statements));
  card.emplace("graph_version", number(graph->version()));
  return Value(std::move(card));
}

Result<Value> enrichment(const Deployment& deployment, const std::string& alias) {
  const std::shared_ptr<const GraphSnapshot> graph = deployment.store.snapshot();
  const Instant now = deployment.clock.now();
  MUSTER_TRY(Value stale, stale_sources(deployment.store));
  ValueMap answer{{"alias", Value(alias)},
                  {"as_of", Value(now)},
                  {"graph_version", number(graph->version())},
                  {"stale_sources", std::move(stale)}};
  const std::vector<NodeId> nodes = find_by_alias(*graph, alias);
  if (nodes.size() != 1) {
    answer.emplace("match", Value(nodes.empty() ? "none" : "ambiguous"));
    if (nodes.empty()) return Value(std::move(answer));
    ValueList candidates;
    for (const NodeId node : nodes) candidates.emplace_back(node_card(*graph, node));
    answer.emplace("candidates", Value(std::move(candidates)));
    return Value(std::move(answer));
  }
  const NodeId node = nodes.front();
  const ValueMap properties = properties_of(*graph, node);
  ValueMap identity = node_card(*graph, node);
  const std::string kind = kind_of(*graph, node);
  identity.emplace("env", environment_value(*graph, node));
  identity.emplace("planes", planes_value(graph->flags(node)));
  identity.emplace("owner", owner_value(*graph, node, properties));
  answer.emplace("match", Value("exact"));
  answer.emplace("credential", credential_value(properties, kind, now));
  answer.emplace("identity", Value(std::move(identity)));
  MUSTER_TRY(Value blast, blast_block(deployment, *graph, node));
  answer.emplace("blast", std::move(blast));
  MUSTER_TRY(Value findings, findings_value(deployment.store, canonical_id(*graph, node)));
  answer.emplace("findings", std::move(findings));
  return Value(std::move(answer));
}

}  // namespace muster::api
