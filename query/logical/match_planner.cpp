#include "query/logical/match_planner.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>

#include "query/logical/match_estimates.h"
#include "query/logical/match_order.h"
#include "query/logical/path_terms.h"

namespace muster::query {
namespace {

class MatchPlanner {
 public:
  MatchPlanner(const BoundMatch& match, PlanNodePtr input, SlotSet& bound,
               const Cardinality& cardinality, SlotLabels& labels, std::vector<SlotInfo>& slots)
      : match_(match),
        chain_(std::move(input)),
        bound_(bound),
        before_(bound),
        cardinality_(cardinality),
        labels_(labels),
        slots_(slots) {}

  Result<PlanNodePtr> plan() {
    MUSTER_CHECK(gather());
    gather_labels();
    MUSTER_CHECK(read_in_order());
    for (const BoundPath* path : selected_) MUSTER_CHECK(select_paths(*path));
    for (const BoundPath& path : match_.paths) add_path_value(path);
    if (!predicates_.empty())
      chain_ = plan_over(std::move(chain_), FilterNode{std::move(predicates_)});
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
        edges_.push_back({&edge, path.nodes[i].slot, path.nodes[i + 1].slot, &path});
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
    if (std::find(nodes_.begin(), nodes_.end(), node.slot) == nodes_.end())
      nodes_.push_back(node.slot);
    if (!node.labels.empty()) predicates_.push_back(make_label_test(node));
    for (const BoundProperty& property : node.properties)
      predicates_.push_back(
          make_property_equality(node.slot, TypeKind::kNode, property, node.position));
  }

  // A label among WHERE's terms counts like one in the pattern.
  void gather_labels() {
    for (const auto& predicate : predicates_) {
      const auto* test = std::get_if<BoundLabelTest>(&predicate->node);
      if (test == nullptr || !test->object->type.is(TypeKind::kNode)) continue;
      if (const auto* variable = std::get_if<BoundVariable>(&test->object->node))
        add_names(labels_[variable->slot], test->labels);
    }
  }

  // What must be bound before the edge is walked or searched for, because conditions that are asked
  // on the way read it.
  SlotSet awaited(const PatternEdge& part) const {
    const BoundPath& path = *part.path;
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
      read.erase(part.left);
      read.erase(part.right);
      read.erase(part.edge->slot);
      if (path.path_slot) read.erase(*path.path_slot);
    }
    if (searched || part.edge->hops) {
      for (const BoundProperty& property : part.edge->properties)
        collect_slots(*property.value, read);
    }
    // Others are bound before the clause, or are variables within an expression.
    SlotSet own;
    std::copy_if(read.begin(), read.end(), std::inserter(own, own.end()),
                 [&](SlotId slot) { return own_.contains(slot) && !bound_.contains(slot); });
    return own;
  }

  // The parts in the order of least cost. Errors: kUnimplemented: they wait for one another.
  Result<void> read_in_order() {
    for (auto order = cheapest(); true; order = cheapest()) {
      if (order) {
        follow(*order);
        return ok();
      }
      if (!drop_a_condition()) break;
    }
    return Error{.code = ErrorCode::kUnimplemented,
                 .message =
                     "Relationships of variable length whose properties depend on each "
                     "other cannot be matched in one clause",
                 .position = edges_[0].edge->position,
                 .hint = "match them one after the other, or compare them in WHERE."};
  }

  std::optional<std::vector<OrderedStep>> cheapest() {
    std::vector<SlotSet> awaits;
    for (const PatternEdge& edge : edges_) {
      awaits.push_back(awaited(edge));
      for (const SlotId slot : awaits.back()) gather_awaited(slot);
    }
    const MatchEstimates estimates = estimate_match(
        {edges_, nodes_, predicates_, awaits, labels_, before_, match_.paths}, cardinality_);
    return cheapest_order(estimates.nodes, estimates.edges);
  }

  // A node of a path that is chosen as a whole is bound by itself if something waits for it.
  void gather_awaited(SlotId slot) {
    for (const BoundPath* path : selected_) {
      for (const BoundNode& node : path->nodes) {
        if (node.slot == slot && std::find(nodes_.begin(), nodes_.end(), slot) == nodes_.end())
          nodes_.push_back(slot);
      }
    }
  }

  // Of shortest paths that are compared with each other, the first is chosen without that.
  bool drop_a_condition() {
    return std::any_of(edges_.begin(), edges_.end(), [&](const PatternEdge& edge) {
      return edge.path->function_form && unconditional_.insert(edge.path).second;
    });
  }

  void follow(const std::vector<OrderedStep>& order) {
    for (const OrderedStep& step : order) {
      for (const auto& node : {step.scanned, step.scanned_then}) {
        if (node && !bound_.contains(nodes_[*node])) scan(nodes_[*node]);
      }
      if (!step.edge) continue;
      const PatternEdge& edge = edges_[*step.edge];
      const SlotSet awaits = awaited(edge);
      for (const BoundPath& path : match_.paths) {
        if (path.path_slot && awaits.contains(*path.path_slot)) add_path_value(path);
      }
      expand(edge, step.reversed);
    }
  }

  void scan(SlotId slot) {
    chain_ = plan_over(std::move(chain_), ScanNode{slot, {}});
    bound_.insert(slot);
  }

  void expand(const PatternEdge& part, bool reversed) {
    const BoundEdge& edge = *part.edge;
    if (edge.already_bound && !edge.hops) {
      EdgeEndsNode ends{.edge = edge.slot, .left = part.left, .right = part.right};
      ends.left_bound = bound_.contains(part.left);
      ends.right_bound = bound_.contains(part.right);
      ends.types = edge.types;
      ends.direction = edge.direction;
      ends.distinct_from = walked_;
      chain_ = plan_over(std::move(chain_), std::move(ends));
    } else if (edge.group) {
      GroupExpandNode group{.from = part.left, .edges = edge.slot, .to = part.right};
      group.into = bound_.contains(group.to);
      group.group = edge.group;
      group.distinct_from = walked_;
      chain_ = plan_over(std::move(chain_), std::move(group));
      for (const BoundGroup::List& list : edge.group->lists) bound_.insert(list.list);
    } else {
      ExpandNode step{.from = reversed ? part.right : part.left,
                      .edge = edge.slot,
                      .to = reversed ? part.left : part.right};
      step.types = edge.types;
      step.direction = reversed ? ast::flipped(edge.direction) : edge.direction;
      step.into = bound_.contains(step.to);
      if (part.path->selector != ast::PathSelector::kAll) {
        search(*part.path, std::move(step), reversed);
        return;
      }
      step.distinct_from = walked_;
      chain_ = plan_over(std::move(chain_), expansion(edge, std::move(step), reversed));
    }
    walked_.push_back(edge.slot);
    bound_.insert({part.left, part.right, edge.slot});
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
  void search(const BoundPath& path, ExpandNode step, bool reversed) {
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
    chain_ = plan_over(std::move(chain_), std::move(node));
    if (!edge.hops)
      chain_ = plan_over(
          std::move(chain_),
          UnwindNode{make_variable(list, Type::list_of(TypeKind::kEdge), edge.position), slot});
  }

  // Patterns of several parts: all their paths, a row of the clause at a time, then the choice.
  Result<void> select_paths(const BoundPath& path) {
    BoundMatch alone;
    alone.paths.push_back(path);
    alone.paths[0].selector = ast::PathSelector::kAll;
    alone.paths[0].where = nullptr;
    alone.where = path.where;
    SlotSet bound = bound_;
    MUSTER_TRY(PlanNodePtr inner, plan_match(alone, plan_over(nullptr, ArgumentNode{}), bound,
                                             cardinality_, labels_, slots_));
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
    apply.inner = plan_over(std::move(inner), std::move(select));
    chain_ = plan_over(std::move(chain_), std::move(apply));
    bound_ = std::move(bound);
    return ok();
  }

  void add_path_value(const BoundPath& path) {
    if (!path.path_slot || bound_.contains(*path.path_slot)) return;
    PathNode node{.path = *path.path_slot};
    for (const BoundNode& part : path.nodes) node.nodes.push_back(part.slot);
    for (const BoundEdge& part : path.edges) node.edges.push_back(part.slot);
    chain_ = plan_over(std::move(chain_), std::move(node));
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
  SlotLabels& labels_;
  std::vector<SlotInfo>& slots_;
  std::vector<PatternEdge> edges_;
  std::vector<SlotId> nodes_;               // Each once, in the order of the text.
  std::vector<const BoundPath*> selected_;  // Selectors over patterns of several parts.
  std::vector<BoundExpressionPtr> predicates_;
  std::vector<SlotId> walked_;  // Edges of this clause so far: no two may be the same.
};

}  // namespace

PlanNodePtr plan_over(PlanNodePtr input, PlanOperation operation) {
  auto node = std::make_unique<PlanNode>();
  node->operation = std::move(operation);
  if (input) node->inputs.push_back(std::move(input));
  return node;
}

Result<PlanNodePtr> plan_match(const BoundMatch& match, PlanNodePtr input, SlotSet& bound,
                               const Cardinality& cardinality, SlotLabels& labels,
                               std::vector<SlotInfo>& slots) {
  return MatchPlanner(match, std::move(input), bound, cardinality, labels, slots).plan();
}

}  // namespace muster::query
