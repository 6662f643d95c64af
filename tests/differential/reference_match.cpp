// One MATCH clause of the reference evaluator for one row: backtracking over all nodes and all
// relationships, in the order of the text.
//
// Labels, types and directions are asked where an element is tried; what holds an expression is
// asked when the whole clause is bound, but for conditions of single hops and repeated parts.
#include <algorithm>
#include <functional>
#include <optional>

#include "query/functions/element_access.h"
#include "tests/differential/reference.h"
#include "tests/differential/reference_parts.h"

namespace muster::differential {
namespace {

using query::BoundEdge;
using query::BoundGroup;
using query::BoundNode;
using query::BoundPath;
using query::ast::PathSelector;

using Next = std::function<Result<void>()>;

// A path that a selector may choose: the row as it is with it.
struct Candidate {
  Row row;
  std::set<query::SlotId> assigned;
  Value first;
  Value last;
  std::size_t length;
  std::size_t number;  // In the order in which they were found.
};

bool is_selected(const BoundPath& path) { return path.selector != PathSelector::kAll; }

class ClauseMatch {
 public:
  ClauseMatch(Reference& reference, const query::BoundMatch& match, Row row)
      : reference_(reference),
        match_(match),
        graph_(reference.graph()),
        nodes_(all_nodes(graph_)),
        row_(std::move(row)) {}

  Result<Table> rows() {
    MUSTER_CHECK(plain_path(0));
    return std::move(found_);
  }

 private:
  // --- The clause

  Result<void> plain_path(std::size_t index) {
    if (index == match_.paths.size()) return selected_path(0);
    const BoundPath& path = match_.paths[index];
    if (is_selected(path)) return plain_path(index + 1);
    return walk(path, [&] { return plain_path(index + 1); });
  }

  Result<void> selected_path(std::size_t index) {
    if (index == match_.paths.size()) return finish();
    const BoundPath& path = match_.paths[index];
    if (!is_selected(path)) return selected_path(index + 1);
    MUSTER_TRY(const std::vector<Candidate> chosen, choose(path));
    const Row row = row_;
    const auto assigned = assigned_;
    for (const Candidate& candidate : chosen) {
      row_ = candidate.row;
      assigned_ = candidate.assigned;
      MUSTER_CHECK(selected_path(index + 1));
    }
    row_ = row;
    assigned_ = assigned;
    return ok();
  }

  Result<void> finish() {
    Row row = row_;
    for (const BoundPath& path : match_.paths) {
      if (path.path_slot) row[index_of(*path.path_slot)] = path_value(graph_, path, row);
    }
    for (const BoundPath& path : match_.paths) {
      MUSTER_TRY(const bool fits, has_properties(path, row));
      if (!fits) return ok();
    }
    MUSTER_TRY(const bool stays, reference_.passes(match_.where, row));
    if (stays) found_.push_back(std::move(row));
    return ok();
  }

  // --- Walking one path

  Result<void> walk(const BoundPath& path, const Next& next) {
    const BoundNode& first = path.nodes[0];
    if (is_bound(first)) {
      const Value value = row_[index_of(first.slot)];
      if (!value.is_node()) return ok();
      return take_node(path, 0, value.as_node(), next);
    }
    for (const NodeId node : nodes_) MUSTER_CHECK(take_node(path, 0, node, next));
    return ok();
  }

  bool is_bound(const BoundNode& node) const {
    return node.already_bound || assigned_.contains(node.slot);
  }

  // `node` as the path's node number `index`, and then what follows it.
  Result<void> take_node(const BoundPath& path, std::size_t index, NodeId node, const Next& next) {
    MUSTER_CHECK(reference_.step());
    const BoundNode& wanted = path.nodes[index];
    if (!graph_.contains(node)) return ok();
    MUSTER_TRY(const auto labels, label_names(graph_, Value(node)));
    if (!std::all_of(wanted.labels.begin(), wanted.labels.end(),
                     [&](const std::string& label) { return labels.contains(label); }))
      return ok();
    Value& place = row_[index_of(wanted.slot)];
    const bool bound = is_bound(wanted);
    if (bound && !(place == Value(node))) return ok();
    if (!bound) {
      place = Value(node);
      assigned_.insert(wanted.slot);
    }
    MUSTER_CHECK(index == path.edges.size() ? next() : take_edge(path, index, node, next));
    if (!bound) {
      assigned_.erase(wanted.slot);
      row_[index_of(wanted.slot)] = Value();
    }
    return ok();
  }

  Result<void> take_edge(const BoundPath& path, std::size_t index, NodeId from, const Next& next) {
    const BoundEdge& edge = path.edges[index];
    if (edge.group) return repeat(path, index, from, 0, {}, next);
    if (edge.hops) return take_hops(path, index, from, {}, next);
    const Value before = row_[index_of(edge.slot)];
    for (const Hop& hop : hops_from(graph_, from, edge)) {
      if (is_used(hop.edge)) continue;
      if (edge.already_bound && !(before == Value(hop.edge))) continue;
      row_[index_of(edge.slot)] = Value(hop.edge);
      used_.push_back(hop.edge);
      MUSTER_CHECK(take_node(path, index + 1, hop.to, next));
      used_.pop_back();
    }
    row_[index_of(edge.slot)] = before;
    return ok();
  }

  Result<void> take_hops(const BoundPath& path, std::size_t index, NodeId from,
                         const ValueList& walked, const Next& next) {
    const BoundEdge& edge = path.edges[index];
    const auto count = static_cast<std::int64_t>(walked.size());
    if (edge.hops->hops_max && count > *edge.hops->hops_max) return ok();
    if (count >= edge.hops->hops_min) {
      const Value before = row_[index_of(edge.slot)];
      if (!edge.already_bound || before == Value(walked)) {
        row_[index_of(edge.slot)] = Value(walked);
        MUSTER_CHECK(take_node(path, index + 1, from, next));
        row_[index_of(edge.slot)] = before;
      }
    }
    for (const Hop& hop : hops_from(graph_, from, edge)) {
      if (is_used(hop.edge)) continue;
      if (edge.hop_where) row_[index_of(edge.hop)] = Value(hop.edge);
      MUSTER_TRY(const bool stays, reference_.holds(edge.hop_where, row_));
      if (!stays) continue;
      used_.push_back(hop.edge);
      ValueList further = walked;
      further.emplace_back(hop.edge);
      MUSTER_CHECK(take_hops(path, index, hop.to, further, next));
      used_.pop_back();
    }
    return ok();
  }

  // The values of a group's variables, one list for each, and its relationships.
  struct Repetitions {
    std::vector<ValueList> lists;
    ValueList edges;
  };

  Result<void> repeat(const BoundPath& path, std::size_t index, NodeId from, std::int64_t count,
                      const Repetitions& before, const Next& next) {
    const BoundEdge& edge = path.edges[index];
    const BoundGroup& group = *edge.group;
    if (group.hops.hops_max && count > *group.hops.hops_max) return ok();
    if (count >= group.hops.hops_min) {
      for (std::size_t i = 0; i < group.lists.size(); ++i)
        row_[index_of(group.lists[i].list)] =
            Value(before.lists.empty() ? ValueList{} : before.lists[i]);
      row_[index_of(edge.slot)] = Value(before.edges);
      MUSTER_CHECK(take_node(path, index + 1, from, next));
    }
    // Each repetition binds the inner variables anew.
    const Row row = row_;
    const auto assigned = assigned_;
    for (const BoundNode& node : group.path.nodes) assigned_.erase(node.slot);
    const Next repeated = [&]() -> Result<void> {
      MUSTER_TRY(const bool fits, has_properties(group.path, row_));
      if (!fits) return ok();
      MUSTER_TRY(const bool stays, reference_.holds(group.where, row_));
      if (!stays) return ok();
      Repetitions with = before;
      with.lists.resize(group.lists.size());
      for (std::size_t i = 0; i < group.lists.size(); ++i)
        with.lists[i].push_back(row_[index_of(group.lists[i].element)]);
      for (const BoundEdge& inner : group.path.edges)
        with.edges.push_back(row_[index_of(inner.slot)]);
      const NodeId last = row_[index_of(group.path.nodes.back().slot)].as_node();
      const Row inner_row = row_;
      const auto inner_assigned = assigned_;
      MUSTER_CHECK(repeat(path, index, last, count + 1, with, next));
      row_ = inner_row;
      assigned_ = inner_assigned;
      return ok();
    };
    MUSTER_CHECK(take_node(group.path, 0, from, repeated));
    row_ = row;
    assigned_ = assigned;
    return ok();
  }

  bool is_used(EdgeId edge) const {
    return std::find(used_.begin(), used_.end(), edge) != used_.end();
  }

  // --- What the pattern says of its elements

  Result<bool> has_properties(const std::vector<query::BoundProperty>& properties,
                              const Value& element, Row& row) {
    for (const query::BoundProperty& property : properties) {
      MUSTER_TRY(const Value wanted, reference_.value(*property.value, row));
      MUSTER_TRY(const Value stored, query::property_of(graph_, element, property.key));
      if (cypher_equals(stored, wanted) != true) return false;
    }
    return true;
  }

  Result<bool> has_properties(const BoundPath& path, Row& row) {
    for (const BoundNode& node : path.nodes) {
      MUSTER_TRY(const bool fits, has_properties(node.properties, row[index_of(node.slot)], row));
      if (!fits) return false;
    }
    for (const BoundEdge& edge : path.edges) {
      const Value value = row[index_of(edge.slot)];
      for (const Value& one : value.is_list() ? value.as_list() : ValueList{value}) {
        MUSTER_TRY(const bool fits, has_properties(edge.properties, one, row));
        if (!fits) return false;
      }
    }
    return true;
  }

  // --- Selectors

  // Every walk of `path` from the row as it is, whatever relationships the rest of the clause uses.
  Result<std::vector<Candidate>> candidates(const BoundPath& path) {
    std::vector<query::BoundExpressionPtr> terms;
    split_terms(path.where, terms);
    if (path.function_form) add_path_conditions(path, terms);
    std::vector<Candidate> all;
    const std::vector<EdgeId> used = std::exchange(used_, {});
    const Next keep = [&]() -> Result<void> {
      Row row = row_;
      const PathValue value = path_value(graph_, path, row);
      // The functions ask for two ends; one node is a path only of length 0.
      const bool returns = value.nodes.front() == value.nodes.back() && !value.edges.empty();
      if (path.function_form && returns) return ok();
      if (path.path_slot) row[index_of(*path.path_slot)] = Value(value);
      MUSTER_TRY(bool fits, has_properties(path, row));
      if (fits && path.function_form) {
        MUSTER_TRY(fits, suits_others(path, row));
      }
      for (const query::BoundExpressionPtr& term : terms) {
        if (!fits) return ok();
        MUSTER_TRY(fits, reference_.holds(term, row));
      }
      if (fits)
        all.push_back({std::move(row), assigned_, Value(value.nodes.front()),
                       Value(value.nodes.back()), value.edges.size(), all.size()});
      return ok();
    };
    MUSTER_CHECK(walk(path, keep));
    used_ = used;
    return all;
  }

  static std::set<query::SlotId> path_slots(const BoundPath& path) {
    std::set<query::SlotId> slots{path.edges[0].slot};
    if (path.path_slot) slots.insert(*path.path_slot);
    return slots;
  }

  // Of the function form, what WHERE says of the path decides which paths there are to choose from.
  void add_path_conditions(const BoundPath& path, std::vector<query::BoundExpressionPtr>& terms) {
    std::vector<query::BoundExpressionPtr> all;
    split_terms(match_.where, all);
    for (const query::BoundExpressionPtr& term : all) {
      if (reads_any(*term, path_slots(path))) terms.push_back(term);
    }
  }

  // So do properties of other nodes that are written with it: `(n {hops: length(p)})`.
  Result<bool> suits_others(const BoundPath& path, Row& row) {
    for (const BoundPath& other : match_.paths) {
      if (is_selected(other)) continue;
      for (const BoundNode& node : other.nodes) {
        std::vector<query::BoundProperty> of_path;
        for (const query::BoundProperty& property : node.properties) {
          if (reads_any(*property.value, path_slots(path))) of_path.push_back(property);
        }
        MUSTER_TRY(const bool fits, has_properties(of_path, row[index_of(node.slot)], row));
        if (!fits) return false;
      }
    }
    return true;
  }

  Result<std::vector<Candidate>> choose(const BoundPath& path) {
    std::size_t count = 1;
    if (path.selector_count) {
      Row row = row_;
      MUSTER_TRY(const Value wanted, reference_.value(*path.selector_count, row));
      if (!wanted.is_integer() || wanted.as_integer() < 1)
        return Error{.code = ErrorCode::kSemantic, .message = "A selector takes a count of 1 up"};
      count = static_cast<std::size_t>(wanted.as_integer());
    }
    MUSTER_TRY(std::vector<Candidate> all, candidates(path));
    std::sort(all.begin(), all.end(), [](const Candidate& left, const Candidate& right) {
      return std::pair(left.length, left.number) < std::pair(right.length, right.number);
    });
    std::vector<Candidate> chosen;
    for (Candidate& candidate : all) {
      const auto same_ends = [&](const Candidate& other) {
        return other.first == candidate.first && other.last == candidate.last;
      };
      std::set<std::size_t> lengths;
      std::size_t before = 0;
      for (const Candidate& other : chosen) {
        if (!same_ends(other)) continue;
        lengths.insert(other.length);
        ++before;
      }
      lengths.insert(candidate.length);
      const bool of_groups = path.selector == PathSelector::kAllShortest ||
                             path.selector == PathSelector::kShortestGroups;
      if (of_groups ? lengths.size() <= count : before < count)
        chosen.push_back(std::move(candidate));
    }
    return chosen;
  }

  Reference& reference_;
  const query::BoundMatch& match_;
  const GraphSnapshot& graph_;
  const std::vector<NodeId> nodes_;
  Row row_;
  std::set<query::SlotId> assigned_;  // Slots that this clause has bound so far.
  std::vector<EdgeId> used_;          // Relationships that it uses so far.
  Table found_;
};

}  // namespace

Result<Table> Reference::match(const query::BoundMatch& match, const Row& row) {
  return ClauseMatch(*this, match, row).rows();
}

}  // namespace muster::differential
