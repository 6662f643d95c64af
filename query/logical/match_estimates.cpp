#include "query/logical/match_estimates.h"

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>

namespace muster::query {
namespace {

// A repeated part of a path is walked by patterns of its own: about this many ways lead on.
constexpr double kGroupFanOut = 20;

// What an expression reads of the clause itself.
struct Needs {
  std::set<std::size_t> nodes;
  std::set<std::size_t> edges;

  bool none() const { return nodes.empty() && edges.empty(); }
};

class Estimates {
 public:
  Estimates(const MatchParts& parts, const Cardinality& cardinality)
      : parts_(parts), cardinality_(cardinality) {
    for (std::size_t i = 0; i < parts.predicates.size(); ++i) {
      reads_.emplace_back();
      collect_slots(parts.predicates[i], reads_.back());
      for (const SlotId slot : reads_.back()) readers_[slot].push_back(i);
    }
    for (std::size_t i = 0; i < parts.nodes.size(); ++i) places_.emplace(parts.nodes[i], i);
  }

  MatchEstimates all() const {
    MatchEstimates all;
    for (const SlotId slot : parts_.nodes) all.nodes.push_back(node(slot));
    for (std::size_t i = 0; i < parts_.edges.size(); ++i) {
      all.edges.push_back(edge(parts_.edges[i], all));
      add_awaited(i, all);
    }
    return all;
  }

 private:
  const Names& labels_of(SlotId slot) const {
    static const Names none;
    const auto found = parts_.labels.find(slot);
    return found == parts_.labels.end() ? none : found->second;
  }

  // The places of the predicates that read `slot`.
  const std::vector<std::size_t>& readers_of(SlotId slot) const {
    static const std::vector<std::size_t> none;
    const auto found = readers_.find(slot);
    return found == readers_.end() ? none : found->second;
  }

  // None: it reads what is bound neither before nor by a node or an edge.
  std::optional<Needs> needs_of(const SlotSet& read) const {
    Needs needs;
    for (const SlotId slot : read) {
      if (!parts_.before.contains(slot) && !add_need(slot, needs)) return std::nullopt;
    }
    return needs;
  }
  std::optional<Needs> needs_of(const BoundExpressionPtr& value) const {
    SlotSet read;
    collect_slots(value, read);
    return needs_of(read);
  }

  bool add_need(SlotId slot, Needs& needs) const {
    if (const auto node = places_.find(slot); node != places_.end()) {
      needs.nodes.insert(node->second);
      return true;
    }
    for (std::size_t i = 0; i < parts_.edges.size(); ++i) {
      if (!binds(*parts_.edges[i].edge, slot)) continue;
      needs.edges.insert(i);
      return true;
    }
    return add_path_need(slot, needs);
  }
  static bool binds(const BoundEdge& edge, SlotId slot) {
    if (edge.slot == slot) return true;
    return edge.group &&
           std::any_of(edge.group->lists.begin(), edge.group->lists.end(),
                       [&](const BoundGroup::List& list) { return list.list == slot; });
  }
  // A path needs all its parts.
  bool add_path_need(SlotId slot, Needs& needs) const {
    const auto path = std::find_if(parts_.paths.begin(), parts_.paths.end(),
                                   [&](const BoundPath& one) { return one.path_slot == slot; });
    if (path == parts_.paths.end()) return false;
    const auto add = [&](const auto& part) {
      return parts_.before.contains(part.slot) || add_need(part.slot, needs);
    };
    return std::all_of(path->nodes.begin(), path->nodes.end(), add) &&
           std::all_of(path->edges.begin(), path->edges.end(), add);
  }

  // Of the conditions that read nothing else of the clause.
  double selectivity_alone(SlotId slot) const {
    double kept = 1;
    const auto known = [&](SlotId read) { return read == slot || parts_.before.contains(read); };
    for (const std::size_t i : readers_of(slot)) {
      if (std::all_of(reads_[i].begin(), reads_[i].end(), known))
        kept *= condition_selectivity(*parts_.predicates[i]);
    }
    return kept;
  }

  OrderedNode node(SlotId slot) const {
    OrderedNode node{.bound = parts_.before.contains(slot)};
    node.labelled = cardinality_.nodes_with(labels_of(slot));
    node.selectivity = selectivity_alone(slot);
    if (node.bound) return node;
    add_accesses(slot, node);
    // By whatever way a node is found, no more of them are left than of the best way.
    if (node.labelled > 0)
      node.selectivity = std::min(node.selectivity, node.accesses[0].found / node.labelled);
    return node;
  }

  void add_accesses(SlotId slot, OrderedNode& node) const {
    node.accesses.push_back(
        {.looked_at = node.labelled, .found = node.labelled * node.selectivity});
    Names known;
    std::vector<std::pair<std::string, Needs>> later;
    for (const std::size_t i : readers_of(slot)) {
      const BoundExpression& predicate = *parts_.predicates[i];
      offer_union(slot, node, predicate);
      if (const auto id = id_equality(predicate, slot)) {
        if (const auto needs = needs_of(id->id)) offer(node, *needs, 1, 1);
      }
      const auto equality = property_equality(predicate, slot);
      if (!equality) continue;
      const auto needs = needs_of(equality->value);
      if (!needs) continue;
      if (needs->none()) {
        known.push_back(equality->key);
      } else {
        later.emplace_back(equality->key, *needs);
      }
    }
    const double rest = node.selectivity;
    offer_index(slot, node, known, {}, rest);
    for (const auto& [key, needs] : later) {
      Names keys = known;
      keys.push_back(key);
      offer_index(slot, node, keys, needs, rest);
    }
  }

  // A label that every match carries is scanned instead.
  void offer_union(SlotId slot, OrderedNode& node, const BoundExpression& predicate) const {
    const Names any = label_union(predicate, slot);
    if (any.empty() || !labels_of(slot).empty()) return;
    offer(node, {}, cardinality_.nodes_with_any(any), node.selectivity);
  }

  void offer_index(SlotId slot, OrderedNode& node, const Names& keys, const Needs& needs,
                   double rest) const {
    if (keys.empty()) return;
    const auto rows = cardinality_.nodes_by_index(labels_of(slot), keys);
    // The conditions that the index answers are among the rest.
    if (rows) offer(node, needs, *rows, std::min(1.0, rest / kEqualitySelectivity));
  }

  static void offer(OrderedNode& node, const Needs& needs, double looked_at, double kept) {
    NodeAccess access{.looked_at = looked_at, .found = looked_at * kept};
    access.nodes.assign(needs.nodes.begin(), needs.nodes.end());
    access.edges.assign(needs.edges.begin(), needs.edges.end());
    NodeAccess& always = node.accesses[0];
    if (!needs.none()) {
      node.accesses.push_back(std::move(access));
    } else if (looked_at < always.looked_at) {
      always = std::move(access);
    }
  }

  void add_awaited(std::size_t edge, MatchEstimates& all) const {
    const auto needs = needs_of(parts_.awaits[edge]);
    OrderedEdge& ordered = all.edges[edge];
    ordered.never = !needs.has_value();
    if (!needs) return;
    ordered.after_nodes.assign(needs->nodes.begin(), needs->nodes.end());
    ordered.after_edges.assign(needs->edges.begin(), needs->edges.end());
    for (const std::size_t node : ordered.after_nodes) all.nodes[node].awaited = true;
  }

  OrderedEdge edge(const PatternEdge& part, const MatchEstimates& all) const {
    const BoundEdge& edge = *part.edge;
    OrderedEdge ordered{.left = places_.at(part.left), .right = places_.at(part.right)};
    ordered.selectivity = selectivity_alone(edge.slot);
    ordered.bound = edge.already_bound && !edge.hops;
    ordered.only_from_left = edge.group != nullptr;
    ordered.searched = part.path->selector != ast::PathSelector::kAll;
    ordered.from_left = fan_out(part, all.nodes[ordered.right], false);
    if (!ordered.only_from_left) ordered.from_right = fan_out(part, all.nodes[ordered.left], true);
    return ordered;
  }

  FanOut fan_out(const PatternEdge& part, const OrderedNode& end, bool reversed) const {
    const BoundEdge& edge = *part.edge;
    if (edge.group) return {.walked = kGroupFanOut, .kept = kGroupFanOut};
    if (edge.already_bound) return {.walked = 1, .kept = 1};  // A list of edges, or one edge.
    const Names& from = labels_of(reversed ? part.right : part.left);
    const Names& to = labels_of(reversed ? part.left : part.right);
    const ast::Direction direction = reversed ? ast::flipped(edge.direction) : edge.direction;
    if (part.path->selector != ast::PathSelector::kAll) {
      // A search looks at every edge once, and finds each end once.
      return {.walked = cardinality_.edges_of(edge.types), .kept = std::max(1.0, end.labelled)};
    }
    if (!edge.hops) return cardinality_.fan_out(from, edge.types, direction, to);
    FanOut trails = cardinality_.trails(from, edge.types, direction, *edge.hops, to);
    if (edge.hop_where) trails.kept *= kPredicateSelectivity;
    for (std::size_t i = 0; i < edge.properties.size(); ++i) trails.kept *= kEqualitySelectivity;
    return trails;
  }

  const MatchParts& parts_;
  const Cardinality& cardinality_;
  std::vector<SlotSet> reads_;  // Of each predicate.
  std::unordered_map<SlotId, std::vector<std::size_t>> readers_;
  std::unordered_map<SlotId, std::size_t> places_;  // Of the nodes.
};

}  // namespace

MatchEstimates estimate_match(const MatchParts& parts, const Cardinality& cardinality) {
  return Estimates(parts, cardinality).all();
}

}  // namespace muster::query
