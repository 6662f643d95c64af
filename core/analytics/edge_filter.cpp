#include "core/analytics/edge_filter.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/base/world_time.h"
#include "core/identity/kinds.h"

namespace muster::analytics {

namespace {

bool never_crossed(const EdgeKind& kind) {
  return kind.edge_class == EdgeClass::kGovernance || kind.edge_class == EdgeClass::kEvidence;
}

// A conjunction's input is never crossed; what stands for the whole of one is. A foreign type that
// the profile calls composite is an input, whatever it acts as.
bool crossed_in_mode(const EdgeRule& rule, std::string_view type) {
  if (rule.kind == nullptr || rule.traversable == Traversable::kNever || never_crossed(*rule.kind))
    return false;
  if (rule.traversable == Traversable::kComposite)
    return rule.kind->derived && rule.kind->name == type;
  return true;
}

}  // namespace

Result<EdgeFilter> EdgeFilter::compile(const GraphSnapshot& graph, const TraversalProfile& profile,
                                       const ReachOptions& options) {
  EdgeFilter filter;
  filter.graph_ = &graph;
  filter.options_ = options;
  if (options.plane == ReachPlane::kRecorded) filter.denied_mask_ = kFlagRecordedAbsent;
  if (options.plane == ReachPlane::kObserved) filter.denied_mask_ = kFlagObservedAbsent;
  MUSTER_CHECK(filter.compile_kinds(profile));
  filter.compile_names();
  return filter;
}

EdgeFilter::Condition EdgeFilter::condition_of(const EdgeRule& rule) {
  const std::string_view name = rule.kind->name;
  if (name == "AUTHENTICATES_AS") return Condition::kAuthenticates;
  if (name == "STORES") return Condition::kStores;
  if (name == "HAS_SESSION" || name == "TOKEN_REPLAYABLE") return Condition::kSession;
  if (name == "CONTAINS") return Condition::kContains;
  if (name == "RUNS_AS") return Condition::kTokenMounted;
  if (name == "TRUSTED_BY") return Condition::kTrust;
  if (rule.traversable == Traversable::kConditional) return Condition::kUnknown;
  return Condition::kNone;
}

Result<void> EdgeFilter::compile_kinds(const TraversalProfile& profile) {
  const NameTable<EdgeTypeId>& types = graph_->catalog().edge_types;
  std::vector<bool> asked_for_used(options_.edge_kinds.size(), false);
  for (std::size_t i = 0; i < options_.edge_kinds.size(); ++i)
    asked_for_used[i] = find_edge_kind(options_.edge_kinds[i]) != nullptr;

  for (std::vector<Rule>& rules : rules_) rules.resize(types.size());
  for (std::size_t i = 0; i < types.size(); ++i) {
    const EdgeTypeId type{static_cast<std::uint32_t>(i)};
    const std::string& name = types.name(type);
    const EdgeRule& row = profile.rule(type);
    bool asked_for = options_.edge_kinds.empty();
    for (std::size_t k = 0; k < options_.edge_kinds.size(); ++k) {
      const std::string& kind = options_.edge_kinds[k];
      if (kind == name) asked_for_used[k] = true;
      if (kind == name || (row.kind != nullptr && kind == row.kind->name)) asked_for = true;
    }
    if (!crossed_in_mode(row, name)) continue;
    if (row.kind->name == "STORES") storing_.push_back(type);
    if (!asked_for) continue;
    const Direction direction = row.reversed ? Direction::kIncoming : Direction::kOutgoing;
    rules_[index_of(direction)][i] =
        Rule{.crossed = true,
             .by_level = row.by_level,
             .level = row.level,
             .kind_conditional = row.traversable != Traversable::kAlways,
             .condition = condition_of(row)};
    crosses_[index_of(direction)] = true;
  }
  for (std::size_t k = 0; k < asked_for_used.size(); ++k) {
    if (asked_for_used[k]) continue;
    return Error{
        .code = ErrorCode::kInvalidArgument,
        .message = fmt::format("'{}' is neither a kind of edge nor an edge type of this graph.",
                               options_.edge_kinds[k]),
        .position = {},
        .hint = "Name a kind such as CAN_ASSUME, or leave the kinds out to follow every one.",
        .detail = {}};
  }
  return {};
}

void EdgeFilter::compile_names() {
  const Catalog& catalog = graph_->catalog();
  executes_code_.resize(catalog.labels.size());
  human_.resize(catalog.labels.size());
  for (std::size_t i = 0; i < catalog.labels.size(); ++i) {
    const NodeKind* kind =
        find_node_kind(catalog.labels.name(LabelId{static_cast<std::uint32_t>(i)}));
    executes_code_[i] = kind != nullptr && kind->executes_code;
    human_[i] = kind != nullptr && kind->human;
  }
  secret_ = catalog.labels.find("Secret");
  iam_role_ = catalog.labels.find("IamRole");
  keys_.enabled = catalog.keys.find("enabled");
  keys_.active = catalog.keys.find("active");
  keys_.expires_at = catalog.keys.find("expires_at");
  keys_.level = catalog.keys.find("level");
  keys_.sealed = catalog.keys.find("sealed");
  keys_.conditions_met = catalog.keys.find("conditions_met");
  keys_.mfa_required = catalog.keys.find("mfa_required");
  keys_.token_mounted = catalog.keys.find("token_mounted");
}

template <typename Id>
std::optional<bool> EdgeFilter::flag_of(Id element, std::optional<KeyId> key) const {
  if (!key) return std::nullopt;
  const Value value = graph_->property(element, *key);
  if (!value.is_boolean()) return std::nullopt;
  return value.as_boolean();
}

template <typename Id>
std::optional<Instant> EdgeFilter::instant_of(Id element, std::optional<KeyId> key) const {
  if (!key) return std::nullopt;
  const Value value = graph_->property(element, *key);
  if (const auto instant = world_time(value)) return instant;
  if (!value.is_string()) return std::nullopt;
  const Result<Instant> parsed = parse_instant(value.as_string());
  if (!parsed) return std::nullopt;
  return *parsed;
}

Crossing EdgeFilter::judge(const Rule& rule, const AdjacencyEntry& entry, std::uint32_t near,
                           std::uint32_t far) const {
  if (denied_mask_ != 0) {
    const std::uint8_t ends =
        graph_->flags(*graph_->node_at(near)) | graph_->flags(*graph_->node_at(far));
    if ((ends & denied_mask_) != 0) return Crossing::kNone;
  }
  const bool flagged = (entry.flags & (kFlagConditional | kFlagHasValidity)) != 0;
  if (!flagged && !rule.by_level && rule.condition == Condition::kNone) return Crossing::kGoesOn;

  const EdgeId edge = *graph_->edge_at(entry.edge_slot);
  if ((entry.flags & kFlagHasValidity) != 0 && !graph_->validity(edge).covers(options_.at))
    return Crossing::kNone;
  switch (condition_verdict(rule, entry, edge, far)) {
    case Verdict::kFalse:
      return Crossing::kNone;
    case Verdict::kUnknown:
      if (options_.mode != ReachMode::kWorst) return Crossing::kNone;
      break;
    case Verdict::kTrue:
      // Strict takes no condition at all, proven or not.
      if (options_.mode == ReachMode::kStrict && has_condition(rule, entry)) return Crossing::kNone;
      break;
  }
  return rule.by_level ? by_level(rule, edge, far) : Crossing::kGoesOn;
}

bool EdgeFilter::has_condition(const Rule& rule, const AdjacencyEntry& entry) {
  if ((entry.flags & kFlagConditional) != 0) return true;
  // Derivation flags what hangs on a condition; what it leaves unflagged hangs on none.
  return rule.kind_conditional && (entry.flags & kFlagDerived) == 0;
}

bool EdgeFilter::conditional(const AdjacencyEntry& entry, Direction direction) const {
  return has_condition(rules_[index_of(direction)][entry.type], entry);
}

EdgeFilter::Verdict EdgeFilter::condition_verdict(const Rule& rule, const AdjacencyEntry& entry,
                                                  EdgeId edge, std::uint32_t far) const {
  if (rule.condition == Condition::kTokenMounted && flag_of(edge, keys_.token_mounted) == false)
    return Verdict::kFalse;
  const NodeId far_node = *graph_->node_at(far);
  if (rule.condition == Condition::kTrust && iam_role_ && graph_->has_label(far_node, *iam_role_))
    return Verdict::kFalse;
  if (!has_condition(rule, entry)) return Verdict::kTrue;
  if (const std::optional<bool> met = flag_of(edge, keys_.conditions_met))
    return *met ? Verdict::kTrue : Verdict::kFalse;
  // What the edge itself hangs on, only its own conditions could tell.
  if ((entry.flags & kFlagConditional) != 0) return Verdict::kUnknown;

  switch (rule.condition) {
    case Condition::kContains:
      return Verdict::kTrue;
    case Condition::kStores:
      return flag_of(edge, keys_.sealed) == true ? Verdict::kUnknown : Verdict::kTrue;
    case Condition::kSession: {
      const std::optional<Instant> ends = instant_of(edge, keys_.expires_at);
      if (!ends) return Verdict::kUnknown;
      return *ends > options_.at ? Verdict::kTrue : Verdict::kFalse;
    }
    case Condition::kAuthenticates: {
      std::optional<bool> factor = flag_of(edge, keys_.mfa_required);
      if (!factor) factor = flag_of(far_node, keys_.mfa_required);
      if (factor) return *factor ? Verdict::kUnknown : Verdict::kTrue;
      // A machine has no second factor; a person may.
      const auto labels = graph_->labels(far_node);
      const bool human = std::any_of(labels.begin(), labels.end(),
                                     [this](LabelId label) { return human_[raw(label)]; });
      return human ? Verdict::kUnknown : Verdict::kTrue;
    }
    case Condition::kNone:
    case Condition::kTokenMounted:
    case Condition::kTrust:
    case Condition::kUnknown:
      return Verdict::kUnknown;
  }
  MUSTER_UNREACHABLE();
}

Crossing EdgeFilter::by_level(const Rule& rule, EdgeId edge, std::uint32_t far) const {
  AccessLevel level = rule.level;
  if (level == AccessLevel::kNone && keys_.level) {
    const Value word = graph_->property(edge, *keys_.level);
    if (word.is_string()) level = parse_access_level(word.as_string());
  }
  if (level == AccessLevel::kAdmin || level == AccessLevel::kExec) return Crossing::kGoesOn;
  return reading_goes_on(far) ? Crossing::kGoesOn : Crossing::kEnds;
}

bool EdgeFilter::reading_goes_on(std::uint32_t slot) const {
  for (const LabelId label : graph_->labels(*graph_->node_at(slot)))
    if (executes_code_[raw(label)]) return true;
  // A stored secret counts only where the plane does not deny it and it is stored at this time.
  for (const EdgeTypeId type : storing_) {
    for (const Direction direction : {Direction::kOutgoing, Direction::kIncoming}) {
      if (!rules_[index_of(direction)][raw(type)].crossed) continue;
      for (auto cursor = graph_->adjacency(slot, direction, type); !cursor.done(); cursor.next())
        for (const AdjacencyEntry& entry : cursor.run())
          if (cross(entry, slot, direction) != Crossing::kNone) return true;
    }
  }
  return false;
}

bool EdgeFilter::carries(std::uint32_t slot) const {
  const NodeId node = *graph_->node_at(slot);
  if ((graph_->flags(node) & denied_mask_) != 0) return false;
  if (flag_of(node, keys_.enabled) == false) return false;
  if (!secret_ || !graph_->has_label(node, *secret_)) return true;
  if (flag_of(node, keys_.active) == false) return false;
  const std::optional<Instant> expires = instant_of(node, keys_.expires_at);
  return !expires || *expires > options_.at;
}

}  // namespace muster::analytics
