#include "core/reconcile/severity_rules.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include <fmt/format.h>

#include "core/identity/alias.h"

namespace muster::reconcile {

namespace {

class Reckoning {
 public:
  Reckoning(const GraphSnapshot& graph, const GrantTypes& grants, const DriftCandidate& candidate,
            const JudgedReach& judged)
      : graph_(graph), grants_(grants), candidate_(candidate), judged_(judged) {}

  std::vector<SeverityTerm> run() {
    base();
    switch (candidate_.kind) {
      case FindingKind::kUnrecordedIdentity:
        unrecorded();
        break;
      case FindingKind::kGhostIdentity:
        ghost();
        break;
      case FindingKind::kEntitlementExcess:
        excess();
        break;
      case FindingKind::kEntitlementMissing:
        missing();
        break;
      case FindingKind::kExpiredActive:
        expired();
        break;
    }
    general();
    return std::move(terms_);
  }

 private:
  void put(std::string name, std::string text, Severity level) {
    terms_.push_back({std::move(name), std::move(text), level});
  }
  void shift(std::string name, std::string text, int by) {
    const int level =
        std::clamp(static_cast<int>(terms_.back().level) + by, static_cast<int>(Severity::kInfo),
                   static_cast<int>(Severity::kCritical));
    put(std::move(name), std::move(text), static_cast<Severity>(level));
  }
  void base();
  void unrecorded();
  void ghost();
  void excess();
  void missing();
  void expired();
  void general();

  bool said(std::string_view property) const {
    return truth_of(graph_.property(candidate_.subject, property)) == true;
  }
  bool recovery() const;
  bool production() const;
  // Raw grants that the subject holds on the observed plane, and live credentials that open it.
  std::size_t observed_grants() const;
  std::size_t live_credentials() const;
  std::size_t consumers() const;
  bool used_after_expiry() const;

  const GraphSnapshot& graph_;
  const GrantTypes& grants_;
  const DriftCandidate& candidate_;
  const JudgedReach& judged_;
  std::vector<SeverityTerm> terms_;
  bool tier0_counted_ = false;
};

std::string nodes(std::uint64_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

void Reckoning::base() {
  switch (candidate_.kind) {
    case FindingKind::kUnrecordedIdentity:
      return put("base", "an identity that nobody recorded", Severity::kHigh);
    case FindingKind::kGhostIdentity:
      return put("base", "a recorded identity that is not there", Severity::kMedium);
    case FindingKind::kEntitlementExcess:
      return put("base", "a grant that nobody recorded", Severity::kMedium);
    case FindingKind::kEntitlementMissing:
      return put("base", "a recorded grant that is not there", Severity::kLow);
    case FindingKind::kExpiredActive:
      return put("base", "still there after its time", Severity::kHigh);
  }
}

void Reckoning::unrecorded() {
  const AddedReach& reach = judged_.reach;
  if (reach.tier0 > 0) {
    tier0_counted_ = true;
    put("reaches_tier0", fmt::format("reaches {} of tier 0", nodes(reach.tier0, "node")),
        Severity::kCritical);
  } else if (reach.production > 0) {
    put("reaches_production",
        fmt::format("reaches {} in production", nodes(reach.production, "node")),
        Severity::kCritical);
  } else if (reach.weighted == 0 && observed_grants() == 0) {
    put("no_grants", "holds no grant and reaches nothing", Severity::kLow);
  }
}

void Reckoning::ghost() {
  const std::size_t credentials = live_credentials();
  const std::size_t grants = observed_grants();
  if (credentials > 0)
    put("credential_remains",
        fmt::format("{} that opens it remains", nodes(credentials, "live credential")),
        Severity::kHigh);
  else if (grants > 0)
    put("grants_remain", fmt::format("{} to it remain", nodes(grants, "observed grant")),
        Severity::kHigh);
}

void Reckoning::excess() {
  const AddedReach& reach = judged_.reach;
  if (reach.tier0 > 0) {
    tier0_counted_ = true;
    put("reaches_tier0", fmt::format("opens {} of tier 0", nodes(reach.tier0, "node")),
        Severity::kCritical);
  } else if (reach.production > 0) {
    put("reaches_production",
        fmt::format("opens {} in production", nodes(reach.production, "node")), Severity::kHigh);
  }
}

void Reckoning::missing() {
  if (recovery())
    put("recovery_path", "break-glass or recovery depends on it", Severity::kMedium);
  else if (production())
    put("production_dependency", "something in production depends on it", Severity::kMedium);
}

void Reckoning::expired() {
  const std::size_t count = consumers();
  if (count >= 2) shift("shared", fmt::format("{} hold it", nodes(count, "consumer")), 1);
}

void Reckoning::general() {
  const bool real = candidate_.kind != FindingKind::kGhostIdentity &&
                    candidate_.kind != FindingKind::kEntitlementMissing;
  if (real && !tier0_counted_ && judged_.reach.tier0 > 0)
    shift("reaches_tier0", fmt::format("reaches {} of tier 0", nodes(judged_.reach.tier0, "node")),
          1);
  else if (real && !tier0_counted_ && judged_.crown_jewels > 0)
    shift("reaches_crown_jewel",
          fmt::format("reaches {}", nodes(judged_.crown_jewels, "crown jewel")), 1);
  if (said("exposed") || said("leaked"))
    shift("credential_exposed", "its credential was exposed", 1);
  else if (used_after_expiry())
    shift("used_since", "it was used after its time", 1);
  const Environment environment = environment_of(graph_, candidate_.subject);
  if (environment.non_production() && judged_.reach.weighted == 0)
    shift("harmless_outside_production",
          fmt::format("stands in {} and reaches nothing", environment.name), -1);
}

bool Reckoning::recovery() const {
  const auto serves_recovery = [&](NodeId node) {
    if (truth_of(graph_.property(node, "break_glass")) == true) return true;
    if (kind_of(graph_, node) == "RecoveryMethod") return true;
    const std::string name = canonical_id(graph_, node) + ' ' + display_name(graph_, node);
    constexpr std::array<std::string_view, 3> kWords{"break-glass", "breakglass", "break_glass"};
    return std::any_of(kWords.begin(), kWords.end(),
                       [&](std::string_view word) { return name.find(word) != std::string::npos; });
  };
  return serves_recovery(candidate_.subject) ||
         (candidate_.object && serves_recovery(*candidate_.object));
}

bool Reckoning::production() const {
  if (judged_.reach.production > 0) return true;
  if (in_production(environment_of(graph_, candidate_.subject))) return true;
  return candidate_.object && in_production(environment_of(graph_, *candidate_.object));
}

std::size_t Reckoning::observed_grants() const {
  std::size_t count = 0;
  for (const Direction direction : {Direction::kOutgoing, Direction::kIncoming}) {
    const std::uint32_t slot = slot_of(candidate_.subject);
    for (auto cursor = graph_.adjacency(slot, direction); !cursor.done(); cursor.next()) {
      for (const AdjacencyEntry& entry : cursor.run()) {
        if ((entry.flags & kFlagObserved) == 0) continue;
        const auto grant = grants_.of(*graph_.edge_at(entry.edge_slot));
        const bool outgoing = direction == Direction::kOutgoing;
        if (grant && grant->holder == candidate_.subject && grant->holder_is_source == outgoing)
          ++count;
      }
    }
  }
  return count;
}

std::size_t Reckoning::live_credentials() const {
  std::size_t count = 0;
  const auto type = graph_.catalog().edge_types.find("AUTHENTICATES_AS");
  if (!type) return 0;
  auto cursor = graph_.adjacency(slot_of(candidate_.subject), Direction::kIncoming, *type);
  for (; !cursor.done(); cursor.next())
    for (const AdjacencyEntry& entry : cursor.run()) {
      const NodeId secret = *graph_.node_at(entry.neighbour_slot);
      const bool off = truth_of(graph_.property(secret, "active")) == false ||
                       truth_of(graph_.property(secret, "enabled")) == false;
      if ((graph_.flags(secret) & kFlagObserved) != 0 && !off) ++count;
    }
  return count;
}

// Who has the credential: what stores it or may read it, a store of secrets aside.
std::size_t Reckoning::consumers() const {
  std::set<std::uint32_t> holders;
  for (const std::string_view name : {"STORES", "CAN_READ_SECRET"}) {
    const auto type = graph_.catalog().edge_types.find(name);
    if (!type) continue;
    auto cursor = graph_.adjacency(slot_of(candidate_.subject), Direction::kIncoming, *type);
    for (; !cursor.done(); cursor.next())
      for (const AdjacencyEntry& entry : cursor.run())
        if (visibility_on(entry.flags, Plane::kObserved) != Visibility::kAbsent &&
            kind_of(graph_, *graph_.node_at(entry.neighbour_slot)) != "SecretStore")
          holders.insert(entry.neighbour_slot);
  }
  return holders.size();
}

bool Reckoning::used_after_expiry() const {
  if (!candidate_.expired_at || !candidate_.edges.empty()) return false;
  for (const std::string_view name : {"last_used_at", "last_used"}) {
    const auto used = instant_of(graph_.property(candidate_.subject, name));
    if (used && *used > *candidate_.expired_at) return true;
  }
  return false;
}

}  // namespace

std::vector<SeverityTerm> explain_severity(const GraphSnapshot& graph, const GrantTypes& grants,
                                           const DriftCandidate& candidate,
                                           const JudgedReach& judged) {
  return Reckoning(graph, grants, candidate, judged).run();
}

}  // namespace muster::reconcile
