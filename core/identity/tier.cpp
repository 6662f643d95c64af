#include "core/identity/tier.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/base/escape.h"
#include "core/identity/alias.h"
#include "core/identity/raw_facts.h"

namespace muster {
namespace {

std::string lower(std::string_view text) {
  std::string folded(text);
  std::transform(folded.begin(), folded.end(), folded.begin(), [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
  });
  return folded;
}

bool among(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// The tier a property's value says; -1: not a tier.
std::int8_t said_tier(const Value& value, const TierRules& rules) {
  if (value.is_integer() && value.as_integer() >= 0 && value.as_integer() < 100)
    return static_cast<std::int8_t>(value.as_integer());
  if (!value.is_string()) return -1;
  const std::string text = lower(value.as_string());
  if (among(rules.tier_zero_values, text)) return 0;
  const std::size_t digits = text.find_first_of("0123456789");
  if (digits == std::string::npos || text.size() - digits > 2) return -1;
  if (text.find_first_not_of("0123456789", digits) != std::string::npos) return -1;
  return static_cast<std::int8_t>(std::stoi(text.substr(digits)));
}

std::string text_of(const Value& value) {
  return value.is_string() ? lower(value.as_string()) : std::string();
}

constexpr auto kEnvironmentProperties = std::to_array<std::string_view>({"env", "environment"});
constexpr auto kTagProperties =
    std::to_array<std::string_view>({"tag_env", "tag_environment", "tags.env", "tags.environment"});

// "payments-prod", "prod_eu": a word of the name says it.
std::string environment_word(std::string_view name) {
  constexpr auto kWords = std::to_array<std::string_view>(
      {"prod", "production", "prd", "live", "staging", "stage", "stg", "preprod", "uat", "qa",
       "test", "testing", "dev", "development", "sandbox", "demo"});
  const std::string folded = lower(name);
  std::size_t begin = 0;
  while (begin < folded.size()) {
    const std::size_t end =
        std::min(folded.find_first_not_of("abcdefghijklmnopqrstuvwxyz", begin), folded.size());
    const std::string_view word = std::string_view(folded).substr(begin, end - begin);
    if (std::find(kWords.begin(), kWords.end(), word) != kWords.end()) return std::string(word);
    begin = end + 1;
  }
  return {};
}

std::string tag_environment(const GraphSnapshot& graph, NodeId node) {
  for (const std::string_view property : kTagProperties)
    if (std::string text = text_of(graph.property(node, property)); !text.empty()) return text;
  // Tags as a list of "key=value", the form in which adapters keep labels.
  for (const std::string_view property : {"tags", "labels"}) {
    const Value tags = graph.property(node, property);
    if (!tags.is_list()) continue;
    for (const Value& tag : tags.as_list()) {
      const std::string text = text_of(tag);
      const std::size_t equals = text.find('=');
      if (equals == std::string::npos) continue;
      const std::string_view key = std::string_view(text).substr(0, equals);
      if (key == "env" || key == "environment") return text.substr(equals + 1);
    }
  }
  return {};
}

}  // namespace

TierMap::TierMap(const GraphSnapshot& graph, const TraversalProfile& profile,
                 const TierRules& rules)
    : why_(graph.node_slot_bound(), Why::kNot), said_(graph.node_slot_bound(), -1) {
  for (const std::string& id : rules.tier_zero_ids)
    for (const NodeId node : find_by_alias(graph, id)) why_[slot_of(node)] = Why::kNamed;
  for (const std::string& kind : rules.tier_zero_kinds) {
    const std::optional<LabelId> label = graph.catalog().labels.find(kind);
    std::vector<std::uint32_t> slots;
    if (label.has_value()) graph.label_slots(*label, 0, graph.node_slot_bound(), slots);
    for (const std::uint32_t slot : slots) why_[slot] = Why::kKind;
  }
  for (std::uint32_t slot = 0; slot < graph.node_slot_bound(); ++slot) {
    const std::optional<NodeId> node = graph.node_at(slot);
    if (!node.has_value()) continue;
    for (const std::string& property : rules.property_names) {
      const Value value = graph.property(*node, property);
      if (value.is_null()) continue;
      said_[slot] = said_tier(value, rules);
      if (said_[slot] == 0) why_[slot] = Why::kSaid;
      break;
    }
  }
  const std::vector<Why> roots = why_;
  for (const EdgeTypeId type : profile.traversable_types()) {
    const EdgeRule& rule = profile.rule(type);
    if (!among(rules.controlling_edges, rule.kind->name)) continue;
    for (std::uint32_t slot = 0; slot < graph.node_slot_bound(); ++slot) {
      // What a source merely calls tier 0 may be a group or a role; who controls that is tier 0
      // too.
      if (roots[slot] == Why::kNot) continue;
      const Direction direction = rule.reversed ? Direction::kOutgoing : Direction::kIncoming;
      for (AdjacencyCursor cursor = graph.adjacency(slot, direction, type); !cursor.done();
           cursor.next())
        for (const AdjacencyEntry& entry : cursor.run())
          if (why_[entry.neighbour_slot] == Why::kNot) why_[entry.neighbour_slot] = Why::kControls;
    }
  }
}

bool TierMap::tier_zero(NodeId node) const {
  return slot_of(node) < why_.size() && why_[slot_of(node)] != Why::kNot;
}

std::optional<std::int64_t> TierMap::tier(NodeId node) const {
  if (tier_zero(node)) return 0;
  if (slot_of(node) >= said_.size() || said_[slot_of(node)] < 0) return std::nullopt;
  return said_[slot_of(node)];
}

std::string TierMap::reason(const GraphSnapshot& graph, NodeId node) const {
  const std::string kind = escape_terminal(kind_of(graph, node));
  switch (slot_of(node) < why_.size() ? why_[slot_of(node)] : Why::kNot) {
    case Why::kNot:
      return {};
    case Why::kSaid:
      return "A source says it is tier 0.";
    case Why::kKind:
      return fmt::format("Every {} is tier 0.", kind);
    case Why::kControls:
      return "It controls something of tier 0.";
    case Why::kNamed:
      return "The rule file names it.";
  }
  MUSTER_UNREACHABLE();
}

bool Environment::non_production() const {
  return known() && name != "prod" && name != "production" && name != "prd" && name != "live";
}

Environment environment_of(const GraphSnapshot& graph, NodeId node) {
  for (const std::string_view property : kEnvironmentProperties)
    if (std::string text = text_of(graph.property(node, property)); !text.empty())
      return {text, "property"};
  if (std::string text = tag_environment(graph, node); !text.empty()) return {text, "tag"};
  if (std::string text = text_of(graph.property(node, "registry_env")); !text.empty())
    return {text, "registry"};
  for (const auto& [property, origin] :
       {std::pair{raw_facts::kNamespace, "namespace"}, std::pair{raw_facts::kCluster, "cluster"}})
    if (std::string word = environment_word(text_of(graph.property(node, property))); !word.empty())
      return {word, origin};
  return {};
}

}  // namespace muster
