// The part of Binder that binds what makes a path more than a row of relationships: conditions on
// each hop, selectors, parts that repeat.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "query/semantics/binder.h"
#include "query/semantics/desugar.h"

namespace muster::query {
namespace {

BoundHops hops_of(const ast::HopRange& range) {
  return {.hops_min = range.hops_min.value_or(1), .hops_max = range.hops_max};
}

bool has_plain_types(const BoundEdge& edge) { return !edge.types.empty(); }

void add_name(const std::optional<ast::Name>& name, std::vector<ast::Name>& names) {
  if (name) names.push_back(*name);
}

// The variables of a path, those of its repeating parts included. `ends`: with its two end nodes.
void add_names(const ast::PathPattern& path, bool ends, std::vector<ast::Name>& names) {
  for (std::size_t i = 0; i < path.nodes.size(); ++i) {
    const bool is_end = i == 0 || i + 1 == path.nodes.size();
    if (ends || !is_end) add_name(path.nodes[i].variable, names);
    if (i == path.relationships.size()) break;
    add_name(path.relationships[i].variable, names);
    if (path.relationships[i].group) add_names(path.relationships[i].group->inner, true, names);
  }
}

}  // namespace

// Types that are no plain list, and inline WHERE: of one relationship they are conditions of the
// clause, of several they are asked of each hop.
Result<void> Binder::edge_details(const ast::RelationshipPattern& edge, PatternState& state,
                                  BoundEdge& made) {
  if (made.group) return ok();
  MUSTER_CHECK(pattern_properties(edge.properties, state, made.properties, made.properties_map));
  const bool types_left = edge.types && !has_plain_types(made);
  if (types_left && (state.use == PatternUse::kCreate || state.use == PatternUse::kMerge)) {
    MUSTER_TRY(made.computed_type, computed_type(*edge.types, state.rules));
    return ok();
  }
  if (!edge.where && !types_left) return ok();
  if (edge.hops) return hop_condition(edge, state, made);
  if (types_left) {
    MUSTER_TRY(auto test, label_test(slot_expression(made.slot, edge.position), *edge.types,
                                     edge.position, state.rules));
    state.conditions.push_back(std::move(test));
  }
  MUSTER_TRY(auto where, condition(edge.where, state.rules));
  state.conditions.push_back(std::move(where));
  return ok();
}

// Inside the condition the variable is one hop, and of the pattern nothing else is known yet.
Result<void> Binder::hop_condition(const ast::RelationshipPattern& edge, PatternState& state,
                                   BoundEdge& made) {
  const Scope outer = std::exchange(scope_, state.before);
  made.hop = new_slot(edge.variable ? edge.variable->text : "", TypeKind::kEdge);
  if (edge.variable) scope_.add(edge.variable->text, made.hop);
  if (edge.types && !has_plain_types(made)) {
    MUSTER_TRY(made.hop_where, label_test(slot_expression(made.hop, edge.position), *edge.types,
                                          edge.position, state.rules));
  }
  MUSTER_TRY(auto where, condition(edge.where, state.rules));
  made.hop_where = conjunction({std::move(made.hop_where), std::move(where)});
  scope_ = outer;
  return ok();
}

Result<BoundEdge> Binder::group_variable(const ast::RelationshipPattern& edge,
                                         PatternState& state) {
  const ast::QuantifiedPath& quantified = *edge.group;
  if (quantified.inner.selector != ast::PathSelector::kAll || quantified.inner.variable)
    return semantic_error(quantified.inner.position,
                          "a part of a path that repeats has neither a name nor a selector",
                          "name the whole path.", "InvalidRelationshipPattern");
  for (const auto& inner : quantified.inner.relationships) {
    if (inner.hops || inner.group)
      return semantic_error(inner.position, "parts of a path that repeat cannot be nested",
                            "write the inner part out.", "InvalidRelationshipPattern");
  }
  if (quantified.inner.relationships.empty())
    return semantic_error(quantified.inner.position,
                          "a part of a path that repeats needs a relationship",
                          "write it as ((a)-[r]->(b)){1,5}.", "InvalidRelationshipPattern");

  // Inside, its variables are new elements: the pattern around it is not known yet.
  const Scope outer = std::exchange(scope_, state.before);
  PatternState inner{.use = PatternUse::kMatch,
                     .before = state.before,
                     .edges = {},
                     .conditions = {},
                     .rules = state.rules};
  auto group = std::make_shared<BoundGroup>();
  group->hops = hops_of(quantified.hops);
  MUSTER_TRY(auto paths, patterns({quantified.inner}, inner));
  group->path = std::move(paths.front());
  MUSTER_TRY(auto where, condition(quantified.where, state.rules));
  inner.conditions.push_back(std::move(where));
  group->where = conjunction(inner.conditions);
  const Scope inside = std::exchange(scope_, outer);

  for (std::size_t i = state.before.size(); i < inside.size(); ++i) {
    const Scope::Entry& variable = inside.entries()[i];
    if (scope_.find(variable.name))
      return semantic_error(
          edge.position, fmt::format("variable '{}' already has a value here", variable.name),
          "a part of a path that repeats needs variables of its own.", "VariableAlreadyBound");
    const Type element = type_of(variable.slot);
    const SlotId list = new_slot(variable.name, Type::list_of(element));
    scope_.add(variable.name, list);
    group->lists.push_back({.element = variable.slot, .list = list});
  }
  BoundEdge made;
  made.position = edge.position;
  made.slot = new_slot("", Type::list_of(TypeKind::kEdge));
  made.group = std::move(group);
  return made;
}

Result<void> Binder::selector_details(const ast::PathPattern& pattern, PatternState& state,
                                      BoundPath& path) {
  MUSTER_TRY(auto where, condition(pattern.where, state.rules));
  if (pattern.selector == ast::PathSelector::kAll) {
    state.conditions.push_back(std::move(where));
    return ok();
  }
  path.where = std::move(where);
  if (pattern.selector_count) {
    Rules rules = state.rules;
    rules.constant = true;
    rules.place = "the number of paths";
    MUSTER_TRY(path.selector_count, expression(pattern.selector_count, rules));
  }
  if (!pattern.function_form) return ok();
  const bool fits = path.edges.size() == 1 && !path.edges[0].group;
  if (!fits)
    return semantic_error(pattern.position,
                          "shortestPath() and allShortestPaths() take one relationship",
                          "write a longer pattern as MATCH p = SHORTEST 1 (a)-->(b)-->(c).",
                          "InvalidRelationshipPattern");
  if (path.edges[0].hops && path.edges[0].hops->hops_min > 1)
    return semantic_error(pattern.position,
                          "the shortest path function takes a least length of 0 or 1",
                          "write a longer one as MATCH p = SHORTEST 1 (a)-[*2..]->(b).",
                          "InvalidRelationshipPattern");
  return ok();
}

// What lies inside a path that a selector chooses is known once it has chosen: another path of the
// clause that named it would have to be matched both before and behind the choice.
Result<void> Binder::check_chosen_paths(const std::vector<ast::PathPattern>& patterns) const {
  for (const ast::PathPattern& chosen : patterns) {
    if (chosen.selector == ast::PathSelector::kAll || chosen.function_form) continue;
    std::vector<ast::Name> inside;
    add_names(chosen, false, inside);
    for (const ast::PathPattern& other : patterns) {
      if (&other == &chosen) continue;
      std::vector<ast::Name> names;
      add_names(other, true, names);
      for (const ast::Name& name : names) {
        const bool shared = std::any_of(inside.begin(), inside.end(), [&](const ast::Name& inner) {
          return inner.text == name.text;
        });
        if (!shared) continue;
        return semantic_error(
            name.position,
            fmt::format("'{}' stands inside a path that a selector chooses and in another path of "
                        "the same MATCH",
                        name.text),
            "only the ends of such a path may be named again; write the other path as a second "
            "MATCH.",
            "InvalidRelationshipPattern");
      }
    }
  }
  return ok();
}

// shortestPath(…) as a value is a path or null, allShortestPaths(…) a list of paths.
Result<BoundExpressionPtr> Binder::path_expression(const ast::PathPattern& pattern,
                                                   SourcePosition position, const Rules& rules) {
  ast::PathPattern named = pattern;
  const std::string name = " path";  // No variable's name.
  named.variable = ast::Name{name, position};
  const auto value = make_expression(position, ast::Variable{name});
  MUSTER_TRY(auto paths, pattern_query(ast::SubqueryKind::kCollect, {std::move(named)}, nullptr,
                                       value, PatternUse::kPredicate, position, rules));
  if (pattern.selector == ast::PathSelector::kAllShortest) return paths;
  const auto zero = std::make_shared<const BoundExpression>(
      BoundExpression{position, TypeKind::kInteger, BoundLiteral{Value(0)}});
  return std::make_shared<const BoundExpression>(
      BoundExpression{position, TypeKind::kPath, BoundIndex{std::move(paths), zero}});
}

}  // namespace muster::query
