#include "core/identity/union_rules.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>
#include <utility>

#include "core/identity/alias.h"
#include "core/identity/run_application.h"

namespace muster {
namespace {

constexpr auto kOwnership = std::to_array<std::string_view>({
    "accountable",  "approver",   "change_ticket", "contract_end", "cost_center",
    "expires",      "expires_at", "manager",       "max_ttl",      "owner",
    "owner_person", "owner_team", "owners",        "purpose",      "registry_id",
    "responder",    "team",       "valid_from",    "valid_until",
});
static_assert(std::is_sorted(kOwnership.begin(), kOwnership.end()));

// What decides when two statements give a property different values; smaller is stronger.
template <typename Row>
auto strength(const Row* row, Plane preferred, const std::string& key) {
  return std::make_tuple(row->statement.plane != preferred,
                         Instant{-1 - row->statement.changed_at.nanoseconds},
                         std::string_view(row->statement.source), std::string_view(key));
}

const std::string& key_of(const NodeRow* row) { return row->statement.said.key; }
// The ends of an edge differ in key alone between its rows of one source, so one of them tells rows
// apart well enough.
const std::string& key_of(const EdgeRow* row) { return row->statement.said.source_key; }

template <typename Row>
std::map<std::string, Value> effective_properties(const std::vector<const Row*>& rows) {
  std::map<std::string, Value> properties;
  const auto take = [&](Plane preferred, bool ownership) {
    std::vector<const Row*> strongest_first;  // A row a source: there are few.
    for (const Row* row : rows)
      strongest_first.insert(
          std::ranges::upper_bound(
              strongest_first, strength(row, preferred, key_of(row)), {},
              [&](const Row* other) { return strength(other, preferred, key_of(other)); }),
          row);
    for (const Row* row : strongest_first)
      for (const auto& [name, value] : row->statement.said.properties)
        if (std::binary_search(kOwnership.begin(), kOwnership.end(), name) == ownership)
          properties.emplace(name, value);
  };
  take(Plane::kObserved, false);
  take(Plane::kRecorded, true);
  return properties;
}

template <typename Row>
std::vector<std::string> source_names(const std::vector<const Row*>& rows) {
  std::set<std::string> names;
  for (const Row* row : rows) names.insert(row->statement.source);
  return {names.begin(), names.end()};
}

template <typename Row>
Instant first_seen_of(const std::vector<const Row*>& rows) {
  Instant first = Instant::max();
  for (const Row* row : rows) first = std::min(first, row->statement.first_seen);
  return first;
}

std::uint8_t present_flag(Plane plane) {
  return plane == Plane::kRecorded ? kFlagRecorded : kFlagObserved;
}
std::uint8_t absent_flag(Plane plane) {
  return plane == Plane::kRecorded ? kFlagRecordedAbsent : kFlagObservedAbsent;
}

bool denied(const NodeRow& row, Plane plane, const Coverage& coverage) {
  const NodeAssertion& said = row.statement.said;
  return std::any_of(said.labels.begin(), said.labels.end(), [&](const std::string& label) {
    return coverage.of(plane, label, said.scope) == Visibility::kAbsent;
  });
}
bool denied(const EdgeRow& row, Plane plane, const Coverage& coverage) {
  return coverage.of(plane, row.statement.said.type, row.statement.said.scope) ==
         Visibility::kAbsent;
}

// REQUIRES: none of the rows is a stub.
template <typename Row>
std::uint8_t visibility_flags(const std::vector<const Row*>& rows, const Coverage& coverage) {
  std::uint8_t flags = 0;
  for (const Row* row : rows) flags |= present_flag(row->statement.plane);
  for (const Plane plane : {Plane::kRecorded, Plane::kObserved}) {
    if ((flags & present_flag(plane)) != 0) continue;
    if (std::any_of(rows.begin(), rows.end(),
                    [&](const Row* row) { return denied(*row, plane, coverage); }))
      flags |= absent_flag(plane);
  }
  return flags;
}

bool says_local(const std::vector<std::string>& sources) {
  return std::binary_search(sources.begin(), sources.end(), kLocalSource);
}

// Sets what differs and removes what nobody says any more, unless `keep_others`.
template <typename Id>
Result<void> apply_properties(SnapshotBuilder& graph, Id element,
                              const std::map<std::string, Value>& wanted, bool keep_others) {
  if (!keep_others)
    for (const Property& property : graph.view().properties(element))
      if (!wanted.contains(graph.view().catalog().keys.name(property.key)))
        MUSTER_CHECK(graph.set_property(element, property.key, Value()));
  for (const auto& [name, value] : wanted) {
    if (graph.view().property(element, name) == value) continue;
    MUSTER_CHECK(graph.set_property(element, graph.intern_key(name), value));
  }
  return ok();
}

std::vector<std::string> with_local(std::vector<std::string> sources, bool local) {
  if (!local || says_local(sources)) return sources;
  sources.insert(std::lower_bound(sources.begin(), sources.end(), kLocalSource),
                 std::string(kLocalSource));
  return sources;
}

// Everything of an element that a union decides, to tell whether it changed.
template <typename Id>
auto picture(const GraphSnapshot& graph, Id element) {
  return std::make_tuple(graph.properties(element), graph.flags(element), graph.sources(element),
                         graph.first_seen(element));
}

}  // namespace

std::span<const std::string_view> ownership_properties() { return kOwnership; }

NodeUnion unite(const std::vector<const NodeRow*>& rows, const Coverage& coverage) {
  std::vector<const NodeRow*> full;
  std::copy_if(rows.begin(), rows.end(), std::back_inserter(full),
               [](const NodeRow* row) { return !row->statement.said.stub; });
  const std::vector<const NodeRow*>& telling = full.empty() ? rows : full;

  std::set<std::string> labels;
  std::set<std::string> aliases;
  const std::string* canonical = nullptr;
  for (const NodeRow* row : telling) {
    const NodeAssertion& said = row->statement.said;
    labels.insert(said.labels.begin(), said.labels.end());
    if (canonical == nullptr || said.key < *canonical) canonical = &said.key;
    for (std::string& name : lookup_names(said)) aliases.insert(std::move(name));
  }
  for (const NodeRow* row : rows) {
    aliases.insert(row->statement.said.key);
    aliases.insert(row->statement.said.aliases.begin(), row->statement.said.aliases.end());
  }
  NodeUnion united{.labels = {labels.begin(), labels.end()},
                   .properties = effective_properties(telling),
                   .aliases = {aliases.begin(), aliases.end()},
                   .sources = source_names(rows),
                   .flags = visibility_flags(full, coverage),
                   .first_seen = first_seen_of(rows)};
  // The name by which findings and answers know it; a source's own property of that name wins.
  united.properties.emplace("id", *canonical);
  return united;
}

EdgeUnion unite(const std::vector<const EdgeRow*>& rows, const Coverage& coverage) {
  EdgeUnion united{.properties = effective_properties(rows),
                   .sources = source_names(rows),
                   .flags = visibility_flags(rows, coverage),
                   .validity = {},
                   .first_seen = first_seen_of(rows)};
  const Plane deciding = (united.flags & kFlagObserved) != 0 ? Plane::kObserved : Plane::kRecorded;
  Validity hull{.from = Instant::max(), .until = Instant::min()};
  bool conditional = true;
  for (const EdgeRow* row : rows) {
    if (row->statement.plane != deciding) continue;
    hull.from = std::min(hull.from, row->statement.said.validity.from);
    hull.until = std::max(hull.until, row->statement.said.validity.until);
    conditional = conditional && row->statement.said.conditional;
  }
  united.validity = hull;
  if (conditional) united.flags |= kFlagConditional;
  if (hull != Validity{}) united.flags |= kFlagHasValidity;
  return united;
}

Result<bool> apply_union(SnapshotBuilder& graph, NodeId node, const NodeUnion& wanted) {
  const GraphSnapshot& view = graph.view();
  const bool local = says_local(view.sources(node));
  const auto before = std::make_tuple(picture(view, node), view.aliases(node));
  const std::vector<LabelId> labels_before(view.labels(node).begin(), view.labels(node).end());

  std::vector<LabelId> labels;
  for (const std::string& label : wanted.labels) labels.push_back(graph.intern_label(label));
  for (const LabelId label : labels_before)
    if (!local && std::find(labels.begin(), labels.end(), label) == labels.end())
      MUSTER_CHECK(graph.remove_label(node, label));
  for (const LabelId label : labels) MUSTER_CHECK(graph.add_label(node, label));

  MUSTER_CHECK(apply_properties(graph, node, wanted.properties, local));
  const auto flags = static_cast<std::uint8_t>(
      local ? (wanted.flags | kFlagObserved) & ~kFlagObservedAbsent : wanted.flags);
  MUSTER_CHECK(graph.set_flags(node, flags));
  MUSTER_CHECK(graph.set_sources(node, with_local(wanted.sources, local)));
  MUSTER_CHECK(graph.set_first_seen(node, wanted.first_seen));
  for (const std::string& alias : view.aliases(node))
    if (!std::binary_search(wanted.aliases.begin(), wanted.aliases.end(), alias))
      MUSTER_CHECK(graph.remove_alias(node, alias));
  for (const std::string& alias : wanted.aliases) MUSTER_CHECK(graph.add_alias(node, alias));

  return before != std::make_tuple(picture(view, node), view.aliases(node)) ||
         !std::equal(labels_before.begin(), labels_before.end(), view.labels(node).begin(),
                     view.labels(node).end());
}

Result<bool> apply_union(SnapshotBuilder& graph, EdgeId edge, const EdgeUnion& wanted) {
  const GraphSnapshot& view = graph.view();
  const bool local = says_local(view.sources(edge));
  const auto before = std::make_tuple(picture(view, edge), view.validity(edge));

  MUSTER_CHECK(apply_properties(graph, edge, wanted.properties, local));
  MUSTER_CHECK(graph.set_validity(edge, wanted.validity));
  const auto flags = static_cast<std::uint8_t>(
      local ? (wanted.flags | kFlagObserved) & ~kFlagObservedAbsent : wanted.flags);
  MUSTER_CHECK(graph.set_flags(edge, flags));
  MUSTER_CHECK(graph.set_sources(edge, with_local(wanted.sources, local)));
  MUSTER_CHECK(graph.set_first_seen(edge, wanted.first_seen));
  return before != std::make_tuple(picture(view, edge), view.validity(edge));
}

}  // namespace muster
