// Greedy, cheapest next step first: patterns that users write have few parts, and a wrong order
// costs far less than a wrong start.
#include "query/logical/match_planner.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <map>

#include "query/logical/path_terms.h"

namespace muster::query {
namespace {

// One edge of the clause with its ends.
struct PendingEdge {
  const BoundEdge* edge;
  SlotId left;
  SlotId right;
  const BoundPath* path;
};

class MatchPlanner {
 public:
  MatchPlanner(const BoundMatch& match, PlanNodePtr input, SlotSet& bound,
               const Cardinality& cardinality, std::vector<SlotInfo>& slots)
      : match_(match),
        chain_(std::move(input)),
        bound_(bound),
        before_(bound),
        cardinality_(cardinality),
        slots_(slots) {}

  Result<PlanNodePtr> plan() {
    MUSTER_CHECK(gather());
    while (!pending_.empty()) {
      if (bind_one_edge()) continue;
      if (const auto start = cheapest_start()) {
        scan(*start);
      } else {
        MUSTER_CHECK(bind_what_is_awaited());
      }
    }
    for (const BoundPath* path : selected_) MUSTER_CHECK(select_paths(*path));
    for (const auto& path : match_.paths) {
      for (const BoundNode& node : path.nodes) {
        if (!bound_.contains(node.slot)) scan(node.slot);
      }
    }
    for (const BoundPath& path : match_.paths) add_path_value(path);
    if (!predicates_.empty()) {
      // What scans and expands have been estimated with already does not count twice.
      const bool more = std::ranges::any_of(predicates_, [](const BoundExpressionPtr& predicate) {
        return !std::holds_alternative<BoundLabelTest>(predicate->node);
      });
      const double rows = chain_->rows * (more ? kPredicateSelectivity : 1);
      chain_ = plan_over(std::move(chain_), FilterNode{std::move(predicates_)}, rows);
    }
    return std::move(chain_);
  }

 private:
  Result<void> gather() {
    for (const BoundPath& path : match_.paths) {
      for (const BoundNode& node : path.nodes) own_.insert(node.slot);
      for (const BoundEdge& edge : path.edges) {
        own_.insert(edge.slot);
        if (!edge.group) continue;
        for (const BoundGroup::List& list : edge.group->lists) own_.insert(list.list);
      }
      if (path.path_slot) own_.insert(*path.path_slot);
    }
    for (const BoundPath& path : match_.paths) {
      if (path.selector != ast::PathSelector::kAll && !is_one_walk(path)) {
        selected_.push_back(&path);
        continue;
      }
      for (const BoundNode& node : path.nodes) gather_node(node);
      // No edge will ask whether it is there.
      if (path.edges.empty() && path.nodes[0].already_bound)
        predicates_.push_back(make_not_null(path.nodes[0]));
      for (std::size_t i = 0; i < path.edges.size(); ++i) {
        const BoundEdge& edge = path.edges[i];
        pending_.push_back({&edge, path.nodes[i].slot, path.nodes[i + 1].slot, &path});
        // A list that is there already is asked as a whole.
        if (edge.hop_where && edge.already_bound) predicates_.push_back(make_all_hops(edge));
        // Properties of several are asked of each hop, while expanding.
        if (edge.hops || path.selector != ast::PathSelector::kAll) continue;
        for (const BoundProperty& property : edge.properties)
          predicates_.push_back(
              make_property_equality(edge.slot, TypeKind::kEdge, property, edge.position));
      }
    }
    split_conjunction(match_.where, predicates_);
    return ok();
  }

  // One relationship pattern between two nodes: searched for rather than enumerated.
  static bool is_one_walk(const BoundPath& path) {
    return path.edges.size() == 1 && !path.edges[0].group && !path.edges[0].already_bound;
  }

  void gather_node(const BoundNode& node) {
    if (!node.labels.empty()) {
      predicates_.push_back(make_label_test(node));
      auto& labels = labels_[node.slot];
      labels.insert(labels.end(), node.labels.begin(), node.labels.end());
    }
    for (const BoundProperty& property : node.properties)
      predicates_.push_back(
          make_property_equality(node.slot, TypeKind::kNode, property, node.position));
  }

  // Nodes that a scan of `slot` would leave after the conditions on it alone.
  double start_cost(SlotId slot) const {
    const auto labels = labels_.find(slot);
    double cost = cardinality_.nodes_with(labels == labels_.end() ? std::vector<std::string>()
                                                                  : labels->second);
    cost = std::min(cost, indexed_cost(slot));
    for (const auto& predicate : predicates_) {
      if (is_property_equality(*predicate, slot)) cost *= kEqualitySelectivity;
      if (id_equality(*predicate, slot)) cost = 0;
      // A label among WHERE's terms counts like one in the pattern.
      const auto* test = std::get_if<BoundLabelTest>(&predicate->node);
      if (test != nullptr) {
        const auto* variable = std::get_if<BoundVariable>(&test->object->node);
        if (variable != nullptr && variable->slot == slot)
          cost = std::min(cost, cardinality_.nodes_with(test->labels));
      }
    }
    return cost;
  }

  // Nodes that an index would give for the values that are known before `slot` is.
  double indexed_cost(SlotId slot) const {
    const auto labels = labels_.find(slot);
    std::vector<std::string> keys;
    for (const auto& predicate : predicates_) {
      const auto equality = property_equality(*predicate, slot);
      if (!equality) continue;
      SlotSet read;
      collect_slots(equality->value, read);
      if (std::includes(bound_.begin(), bound_.end(), read.begin(), read.end()))
        keys.push_back(equality->key);
    }
    if (labels == labels_.end() || keys.empty()) return std::numeric_limits<double>::infinity();
    return cardinality_.nodes_by_index(labels->second, keys)
        .value_or(std::numeric_limits<double>::infinity());
  }

  std::optional<SlotId> cheapest_start() const {
    std::optional<SlotId> best;
    double best_cost = std::numeric_limits<double>::infinity();
    for (const PendingEdge& pending : pending_) {
      if (!awaited(pending).empty()) continue;
      for (const SlotId slot : {pending.left, pending.right}) {
        // A part that repeats is walked from its left end.
        if (bound_.contains(slot) || (pending.edge->group && slot != pending.left)) continue;
        const double cost = start_cost(slot);
        if (cost < best_cost) {
          best = slot;
          best_cost = cost;
        }
      }
    }
    return best;
  }

  // What must be bound before the edge is walked or searched for, because conditions that are asked
  // on the way read it.
  SlotSet awaited(const PendingEdge& pending) const {
    const BoundPath& path = *pending.path;
    const bool searched = path.selector != ast::PathSelector::kAll;
    SlotSet read;
    if (searched) {
      collect_slots(path.where, read);
      if (path.function_form && !unconditional_.contains(&path)) {
        std::vector<BoundExpressionPtr> others = predicates_;
        std::vector<BoundExpressionPtr> of_path;
        take_path_terms(path, others, of_path);
        for (const auto& term : of_path) collect_slots(*term, read);
      }
      read.erase(pending.left);
      read.erase(pending.right);
      read.erase(pending.edge->slot);
      if (path.path_slot) read.erase(*path.path_slot);
    }
    if (searched || pending.edge->hops) {
      for (const BoundProperty& property : pending.edge->properties)
        collect_slots(*property.value, read);
    }
    // Others are bound before the clause, or are variables within an expression.
    std::erase_if(read, [&](SlotId slot) { return !own_.contains(slot) || bound_.contains(slot); });
    return read;
  }

  // All edges that are left wait for something: gives one of them what it waits for.
  // Errors: kUnimplemented: they wait for one another.
  Result<void> bind_what_is_awaited() {
    for (const PendingEdge& pending : pending_) {
      for (const SlotId slot : awaited(pending)) {
        if (supply(slot)) return ok();
      }
    }
    // Of shortest paths that are compared with each other, the first is chosen without that.
    for (const PendingEdge& pending : pending_) {
      if (pending.path->function_form && unconditional_.insert(pending.path).second) return ok();
    }
    return Error{.code = ErrorCode::kUnimplemented,
                 .message =
                     "Relationships of variable length whose properties depend on each "
                     "other cannot be matched in one clause",
                 .position = pending_[0].edge->position,
                 .hint = "match them one after the other, or compare them in WHERE."};
  }

  // Binds a node, or a path whose parts are bound. False: it is neither.
  bool supply(SlotId slot) {
    for (const BoundPath& path : match_.paths) {
      for (const BoundNode& node : path.nodes) {
        if (node.slot != slot) continue;
        scan(slot);
        return true;
      }
      const bool whole = std::ranges::all_of(
          path.edges, [&](const BoundEdge& edge) { return bound_.contains(edge.slot); });
      if (path.path_slot == slot && whole) {
        add_path_value(path);
        return true;
      }
    }
    return false;
  }

  void scan(SlotId slot) {
    const double rows = chain_->rows * start_cost(slot);
    chain_ = plan_over(std::move(chain_), ScanNode{slot, {}}, rows);
    bound_.insert(slot);
  }

  // What one more row costs: rows after the step over rows before.
  double step_cost(const PendingEdge& pending) const {
    const bool left = bound_.contains(pending.left);
    const bool right = bound_.contains(pending.right);
    const BoundEdge& edge = *pending.edge;
    if (!awaited(pending).empty()) return std::numeric_limits<double>::infinity();
    if (edge.already_bound && !edge.hops) return 0;
    if (edge.group && !left) return std::numeric_limits<double>::infinity();
    if (edge.group) return right ? 5 : 20;
    if (!left && !right) return std::numeric_limits<double>::infinity();
    if (left && right) return edge.hops ? 0.5 : 0.1;
    const SlotId to = left ? pending.right : pending.left;
    const auto labels = labels_.find(to);
    const double fan =
        cardinality_.fan_out(edge.types, left ? edge.direction : flipped(edge.direction),
                             labels == labels_.end() ? std::vector<std::string>() : labels->second);
    return edge.hops ? fan * 10 : fan;
  }

  bool bind_one_edge() {
    std::size_t best = 0;
    double best_cost = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < pending_.size(); ++i) {
      const double cost = step_cost(pending_[i]);
      if (cost < best_cost) {
        best = i;
        best_cost = cost;
      }
    }
    if (best_cost == std::numeric_limits<double>::infinity()) return false;
    const PendingEdge pending = pending_[best];
    pending_.erase(pending_.begin() + static_cast<std::ptrdiff_t>(best));
    if (pending.path->selector != ast::PathSelector::kAll) scan_few_ends(pending);
    expand(pending, best_cost);
    return true;
  }

  // Between two known ends a search goes from both sides and looks at about the root of all nodes,
  // where from one end alone it looks at all: as long as the ends are fewer, it pays to find them
  // first.
  void scan_few_ends(const PendingEdge& pending) {
    const double few = std::sqrt(cardinality_.nodes_with({}));
    for (const SlotId end : {pending.left, pending.right}) {
      if (!bound_.contains(end) && start_cost(end) < few) scan(end);
    }
  }

  void expand(const PendingEdge& pending, double cost) {
    const BoundEdge& edge = *pending.edge;
    const double rows = chain_->rows * std::max(cost, 0.01);
    if (edge.already_bound && !edge.hops) {
      EdgeEndsNode ends{.edge = edge.slot, .left = pending.left, .right = pending.right};
      ends.left_bound = bound_.contains(pending.left);
      ends.right_bound = bound_.contains(pending.right);
      ends.types = edge.types;
      ends.direction = edge.direction;
      ends.distinct_from = walked_;
      chain_ = plan_over(std::move(chain_), std::move(ends), chain_->rows);
    } else if (edge.group) {
      GroupExpandNode group{.from = pending.left, .edges = edge.slot, .to = pending.right};
      group.into = bound_.contains(group.to);
      group.group = edge.group;
      group.distinct_from = walked_;
      chain_ = plan_over(std::move(chain_), std::move(group), rows);
      for (const BoundGroup::List& list : edge.group->lists) bound_.insert(list.list);
    } else {
      const bool reversed = !bound_.contains(pending.left);
      ExpandNode step{.from = reversed ? pending.right : pending.left,
                      .edge = edge.slot,
                      .to = reversed ? pending.left : pending.right};
      step.types = edge.types;
      step.direction = reversed ? flipped(edge.direction) : edge.direction;
      step.into = bound_.contains(step.to);
      if (pending.path->selector != ast::PathSelector::kAll) {
        search(*pending.path, std::move(step), reversed, rows);
        return;
      }
      step.distinct_from = walked_;
      chain_ = plan_over(std::move(chain_), expansion(edge, std::move(step), reversed), rows);
    }
    walked_.push_back(edge.slot);
    bound_.insert({pending.left, pending.right, edge.slot});
  }

  static PlanOperation expansion(const BoundEdge& edge, ExpandNode step, bool reversed) {
    if (!edge.hops) return step;
    if (edge.already_bound)
      return SequenceNode{.step = std::move(step),
                          .hops = *edge.hops,
                          .properties = edge.properties,
                          .reversed = reversed};
    VariableExpandNode node{.step = std::move(step), .hops = *edge.hops};
    node.properties = edge.properties;
    node.properties_map = edge.properties_map;
    if (edge.hop_where) node.hop_where.push_back({edge.hop, edge.hop_where});
    node.reversed = reversed;
    return node;
  }

  // A search of its own: the relationships it finds may be those of the rest of the clause.
  void search(const BoundPath& path, ExpandNode step, bool reversed, double rows) {
    const BoundEdge& edge = path.edges[0];
    const SlotSet known = before_;
    ShortestPathNode node{.step = std::move(step)};
    node.hops = edge.hops.value_or(BoundHops{.hops_min = 1, .hops_max = 1});
    node.properties = edge.properties;
    if (edge.hop_where) node.hop_where.push_back({edge.hop, edge.hop_where});
    node.selector = path.selector;
    node.function_form = path.function_form;
    node.count = path.selector_count;
    node.reversed = reversed;
    node.path = path.path_slot;
    split_conjunction(path.where, node.path_where);
    if (path.function_form && !unconditional_.contains(&path))
      take_path_terms(path, predicates_, node.path_where);
    take_hop_terms(path, known, node.path_where, node.hop_where);
    bound_.insert({path.nodes[0].slot, path.nodes[1].slot, edge.slot});
    // The list of edges is one even of a pattern without a star; then its only element is meant.
    const SlotId slot = node.step.edge;
    if (!edge.hops) {
      slots_.push_back({"", Type::list_of(TypeKind::kEdge)});
      node.step.edge = static_cast<SlotId>(slots_.size() - 1);
    }
    const SlotId list = node.step.edge;
    chain_ = plan_over(std::move(chain_), std::move(node), rows);
    if (!edge.hops)
      chain_ = plan_over(
          std::move(chain_),
          UnwindNode{make_variable(list, Type::list_of(TypeKind::kEdge), edge.position), slot},
          rows);
  }

  // Patterns of several parts: all their paths, a row of the clause at a time, then the choice.
  Result<void> select_paths(const BoundPath& path) {
    BoundMatch alone;
    alone.paths.push_back(path);
    alone.paths[0].selector = ast::PathSelector::kAll;
    alone.paths[0].where = nullptr;
    alone.where = path.where;
    SlotSet bound = bound_;
    MUSTER_TRY(PlanNodePtr inner, plan_match(alone, plan_over(nullptr, ArgumentNode{}, 1), bound,
                                             cardinality_, slots_));
    SelectPathsNode select{.first = path.nodes.front().slot, .last = path.nodes.back().slot};
    for (const BoundEdge& edge : path.edges) select.edges.push_back(edge.slot);
    select.selector = path.selector;
    select.count = path.selector_count;
    ApplyNode apply;
    std::set_difference(bound.begin(), bound.end(), bound_.begin(), bound_.end(),
                        std::back_inserter(apply.columns));
    SlotSet read;
    collect_slots(path, read);
    std::set_intersection(read.begin(), read.end(), bound_.begin(), bound_.end(),
                          std::back_inserter(apply.outer));
    slots_.push_back({"", TypeKind::kInteger});
    apply.ordinal = static_cast<SlotId>(slots_.size() - 1);
    const double rows = inner->rows;
    apply.inner = plan_over(std::move(inner), std::move(select), rows);
    const double all_rows = chain_->rows * std::max(1.0, rows);
    chain_ = plan_over(std::move(chain_), std::move(apply), all_rows);
    bound_ = std::move(bound);
    return ok();
  }

  void add_path_value(const BoundPath& path) {
    if (!path.path_slot || bound_.contains(*path.path_slot)) return;
    PathNode node{.path = *path.path_slot};
    for (const BoundNode& part : path.nodes) node.nodes.push_back(part.slot);
    for (const BoundEdge& part : path.edges) node.edges.push_back(part.slot);
    const double rows = chain_->rows;
    chain_ = plan_over(std::move(chain_), std::move(node), rows);
    bound_.insert(*path.path_slot);
  }

  const BoundMatch& match_;
  PlanNodePtr chain_;
  SlotSet& bound_;
  const SlotSet before_;  // What the clauses before bound.
  SlotSet own_;           // Slots of the elements and paths of the clause.
  // Of these shortest paths, what WHERE says is asked after the choice.
  std::set<const BoundPath*> unconditional_;
  const Cardinality& cardinality_;
  std::vector<SlotInfo>& slots_;
  std::vector<PendingEdge> pending_;
  std::vector<const BoundPath*> selected_;  // Selectors over patterns of several parts.
  std::vector<BoundExpressionPtr> predicates_;
  std::map<SlotId, std::vector<std::string>> labels_;
  std::vector<SlotId> walked_;  // Edges of this clause so far: no two may be the same.
};

}  // namespace

PlanNodePtr plan_over(PlanNodePtr input, PlanOperation operation, double rows) {
  auto node = std::make_unique<PlanNode>();
  node->operation = std::move(operation);
  if (input) node->inputs.push_back(std::move(input));
  node->rows = rows;
  return node;
}

Result<PlanNodePtr> plan_match(const BoundMatch& match, PlanNodePtr input, SlotSet& bound,
                               const Cardinality& cardinality, std::vector<SlotInfo>& slots) {
  return MatchPlanner(match, std::move(input), bound, cardinality, slots).plan();
}

}  // namespace muster::query
