// The part of Binder that binds patterns. First all variables of the clause, then everything that
// may name them.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "query/semantics/binder.h"

namespace muster::query {
namespace {

Error taken(const ast::Name& name, std::string_view hint) {
  return semantic_error(name.position,
                        fmt::format("variable '{}' already has a value here", name.text),
                        std::string(hint), "VariableAlreadyBound");
}

Error wrong_kind(const ast::Name& name, TypeKind found, std::string_view wanted) {
  return semantic_error(name.position,
                        fmt::format("variable '{}' is {} and cannot stand for {}", name.text,
                                    type_phrase(found), wanted),
                        "use another name.", "VariableTypeConflict");
}

// Names joined by `|` alone: what adjacency is read by.
bool is_plain_types(const ast::LabelExpression& types) {
  using Kind = ast::LabelExpression::Kind;
  return types.kind == Kind::kName ||
         (types.kind == Kind::kOr &&
          std::all_of(types.operands.begin(), types.operands.end(), is_plain_types));
}

void add_types(const ast::LabelExpression& types, std::vector<std::string>& names) {
  if (types.operands.empty()) names.push_back(types.name.text);
  for (const auto& operand : types.operands) add_types(operand, names);
}

}  // namespace

Result<std::vector<BoundPath>> Binder::patterns(const std::vector<ast::PathPattern>& patterns,
                                                PatternState& state) {
  std::vector<BoundPath> out;
  for (const auto& pattern : patterns) {
    MUSTER_TRY(auto path, path_variables(pattern, state));
    out.push_back(std::move(path));
  }
  MUSTER_CHECK(check_chosen_paths(patterns));
  // What MERGE makes cannot be read by the same clause, and what CREATE makes only by the paths
  // behind it; a MATCH constrains all its variables at once.
  const bool makes = state.use == PatternUse::kCreate || state.use == PatternUse::kMerge;
  Scope after = scope_;
  if (makes) scope_ = state.before;
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    MUSTER_CHECK(path_details(patterns[i], state, out[i]));
    if (state.use == PatternUse::kCreate) reveal(patterns[i], out[i]);
  }
  if (makes) scope_ = std::move(after);
  return out;
}

void Binder::reveal(const ast::PathPattern& pattern, const BoundPath& path) {
  const auto add = [&](const std::optional<ast::Name>& name, SlotId slot) {
    if (name && !scope_.find(name->text)) scope_.add(name->text, slot);
  };
  for (std::size_t i = 0; i < path.nodes.size(); ++i)
    add(pattern.nodes[i].variable, path.nodes[i].slot);
  for (std::size_t i = 0; i < path.edges.size(); ++i)
    add(pattern.relationships[i].variable, path.edges[i].slot);
  if (path.path_slot) add(pattern.variable, *path.path_slot);
}

Result<BoundPath> Binder::path_variables(const ast::PathPattern& pattern, PatternState& state) {
  BoundPath path;
  path.selector = pattern.selector;
  path.function_form = pattern.function_form;
  for (std::size_t i = 0; i < pattern.nodes.size(); ++i) {
    MUSTER_TRY(auto node, node_variable(pattern, pattern.nodes[i], state));
    path.nodes.push_back(std::move(node));
    if (i < pattern.relationships.size()) {
      MUSTER_TRY(auto edge, edge_variable(pattern.relationships[i], state));
      path.edges.push_back(std::move(edge));
    }
  }
  if (pattern.variable) {
    if (scope_.find(pattern.variable->text))
      return taken(*pattern.variable, "give the path another name.");
    path.path_slot = new_slot(pattern.variable->text, TypeKind::kPath);
    scope_.add(pattern.variable->text, *path.path_slot);
  }
  return path;
}

Result<BoundNode> Binder::node_variable(const ast::PathPattern& path, const ast::NodePattern& node,
                                        PatternState& state) {
  BoundNode made;
  made.position = node.position;
  const bool makes = state.use == PatternUse::kCreate || state.use == PatternUse::kMerge;
  if (!node.variable) {
    made.slot = new_slot("", TypeKind::kNode);
    return made;
  }
  const auto known = scope_.find(node.variable->text);
  if (!known) {
    if (state.use == PatternUse::kPredicate)
      return undefined_variable(node.variable->text, node.variable->position);
    made.slot = new_slot(node.variable->text, TypeKind::kNode);
    scope_.add(node.variable->text, made.slot);
    return made;
  }
  made.slot = *known;
  const bool bare = !node.labels && !node.properties && !node.where;
  if (makes && path.relationships.empty())
    return taken(*node.variable, "a clause that makes a lone node needs a new name for it.");
  if (!TypeSet{TypeKind::kNode}.accepts(type_of(*known).kind))
    return wrong_kind(*node.variable, type_of(*known).kind, "a node");
  if (makes && !bare)
    return taken(*node.variable, "name it alone, as in (a), or use SET to change it.");
  made.already_bound = makes || state.before.find(node.variable->text).has_value();
  return made;
}

Result<BoundEdge> Binder::edge_variable(const ast::RelationshipPattern& edge, PatternState& state) {
  if (edge.group && (state.use == PatternUse::kCreate || state.use == PatternUse::kMerge)) {
    return semantic_error(edge.position, "a part of a path that repeats cannot be made",
                          "write each relationship out.", "CreatingVarLength");
  }
  if (edge.group) return group_variable(edge, state);
  BoundEdge made;
  made.position = edge.position;
  made.direction = edge.direction;
  const bool makes = state.use == PatternUse::kCreate || state.use == PatternUse::kMerge;
  if (makes && edge.variable && scope_.find(edge.variable->text)) {
    return taken(*edge.variable, "a relationship that is made needs a new name.");
  }
  if (makes) MUSTER_CHECK(check_made_edge(edge, state.use));
  if (edge.types && is_plain_types(*edge.types)) add_types(*edge.types, made.types);
  Type type = TypeKind::kEdge;
  if (edge.hops) {
    // `*..3` begins at one hop, `*` has no end; bounds that cross match nothing.
    made.hops =
        BoundHops{.hops_min = edge.hops->hops_min.value_or(1), .hops_max = edge.hops->hops_max};
    type = Type::list_of(TypeKind::kEdge);
  }
  if (!edge.variable) {
    made.slot = new_slot("", type);
    return made;
  }
  const auto known = scope_.find(edge.variable->text);
  if (!known) {
    if (state.use == PatternUse::kPredicate)
      return undefined_variable(edge.variable->text, edge.variable->position);
    made.slot = new_slot(edge.variable->text, type);
    scope_.add(edge.variable->text, made.slot);
    state.edges.insert(made.slot);
    return made;
  }
  made.slot = *known;
  made.already_bound = true;
  const Type& found = type_of(*known);
  const bool fits = edge.hops ? TypeSet{TypeKind::kList}.accepts(found.kind) &&
                                    TypeSet{TypeKind::kEdge}.accepts(found.element_type().kind)
                              : TypeSet{TypeKind::kEdge}.accepts(found.kind);
  if (!fits)
    return wrong_kind(*edge.variable, found.kind,
                      edge.hops ? "the relationships of a path" : "a relationship");
  if (!state.edges.insert(made.slot).second) {
    return semantic_error(
        edge.variable->position,
        fmt::format("relationship '{}' stands twice in one pattern", edge.variable->text),
        "a pattern uses each relationship once; give the second one another name.",
        "RelationshipUniquenessViolation");
  }
  return made;
}

Result<void> Binder::check_made_edge(const ast::RelationshipPattern& edge, PatternUse use) const {
  const std::string_view word = use == PatternUse::kCreate ? "CREATE" : "MERGE";
  if (edge.hops) {
    return semantic_error(edge.position,
                          fmt::format("{} cannot make a relationship of variable length", word),
                          "write each relationship out.", "CreatingVarLength");
  }
  using Kind = ast::LabelExpression::Kind;
  if (!edge.types || (edge.types->kind != Kind::kName && edge.types->kind != Kind::kDynamic)) {
    return semantic_error(edge.position,
                          fmt::format("{} needs exactly one relationship type", word),
                          "write one, as in -[:MEMBER_OF]->, or one that is computed, as in "
                          "-[:$(row.type)]->.",
                          "NoSingleRelationshipType");
  }
  if (use == PatternUse::kCreate && edge.direction == ast::Direction::kBoth) {
    return semantic_error(edge.position, "CREATE needs a relationship with one direction",
                          "write -[:TYPE]-> or <-[:TYPE]-.", "RequiresDirectedRelationship");
  }
  return ok();
}

Result<void> Binder::path_details(const ast::PathPattern& pattern, PatternState& state,
                                  BoundPath& path) {
  for (std::size_t i = 0; i < pattern.nodes.size(); ++i) {
    const ast::NodePattern& node = pattern.nodes[i];
    MUSTER_CHECK(node_labels(node, state, path.nodes[i]));
    MUSTER_CHECK(pattern_properties(node.properties, state, path.nodes[i].properties,
                                    path.nodes[i].properties_map));
    if (node.where) {
      MUSTER_TRY(auto where, condition(node.where, state.rules));
      state.conditions.push_back(std::move(where));
    }
    if (i < pattern.relationships.size())
      MUSTER_CHECK(edge_details(pattern.relationships[i], state, path.edges[i]));
  }
  return selector_details(pattern, state, path);
}

Result<void> Binder::node_labels(const ast::NodePattern& node, PatternState& state,
                                 BoundNode& made) {
  using Kind = ast::LabelExpression::Kind;
  if (!node.labels) return ok();
  const auto is_name = [](const ast::LabelExpression& part) { return part.kind == Kind::kName; };
  if (is_name(*node.labels)) {
    made.labels.push_back(node.labels->name.text);
    return ok();
  }
  if (node.labels->kind == Kind::kAnd &&
      std::all_of(node.labels->operands.begin(), node.labels->operands.end(), is_name)) {
    for (const auto& part : node.labels->operands) made.labels.push_back(part.name.text);
    return ok();
  }
  if (state.use == PatternUse::kCreate || state.use == PatternUse::kMerge)
    return created_labels(node, state, made);
  // Any other combination is a condition on the node.
  MUSTER_TRY(auto test, label_test(slot_expression(made.slot, node.position), *node.labels,
                                   node.position, state.rules));
  state.conditions.push_back(std::move(test));
  return ok();
}

Result<void> Binder::pattern_properties(const ast::ExpressionPtr& properties, PatternState& state,
                                        std::vector<BoundProperty>& entries,
                                        BoundExpressionPtr& map) {
  if (!properties) return ok();
  if (std::holds_alternative<ast::Parameter>(properties->node)) {
    if (state.use != PatternUse::kCreate) {
      return semantic_error(
          properties->position,
          "a parameter cannot stand for all properties of a pattern that is matched",
          "name the properties, as in {name: $map.name}.", "InvalidParameterUse");
    }
    MUSTER_TRY(map, expression(properties, state.rules));
    return ok();
  }
  MUSTER_TRY(auto made, expression(properties, state.rules));
  entries = std::get<BoundMap>(made->node).entries;
  return ok();
}

Result<BoundExpressionPtr> Binder::pattern_query(ast::SubqueryKind kind,
                                                 const std::vector<ast::PathPattern>& list,
                                                 const ast::ExpressionPtr& where,
                                                 const ast::ExpressionPtr& result, PatternUse use,
                                                 SourcePosition position, const Rules& given) {
  MUSTER_TRY(Scope visible, visible_to_subquery(given, position));
  const Scope outer = std::exchange(scope_, std::move(visible));
  PatternState state{.use = use, .before = scope_, .edges = {}, .conditions = {}, .rules = given};
  state.rules.aggregates = nullptr;
  state.rules.simple_keys = nullptr;
  state.rules.place = "a pattern";
  BoundQueryBody body{.first_own = static_cast<SlotId>(query_.slots.size())};
  BoundMatch made;
  MUSTER_TRY(made.paths, patterns(list, state));
  MUSTER_TRY(auto bound_where, condition(where, state.rules));
  state.conditions.push_back(std::move(bound_where));
  made.where = conjunction(state.conditions);
  body.branches.emplace_back().clauses.emplace_back(std::move(made));
  Type type = kind == ast::SubqueryKind::kExists ? TypeKind::kBoolean : TypeKind::kInteger;
  if (kind == ast::SubqueryKind::kCollect) {
    if (!result) {
      return semantic_error(position, "COLLECT needs a query with one column",
                            "write COLLECT { MATCH … RETURN … }.", "InvalidClauseComposition");
    }
    MUSTER_TRY(auto value, expression(result, state.rules));
    type = Type::list_of(value->type);
    const SlotId slot = new_slot("", value->type);
    body.columns.push_back({.name = "", .slot = slot, .type = value->type});
    BoundProjection column{.is_return = true};
    column.items.push_back({.name = "", .slot = slot, .expression = std::move(value)});
    body.branches.front().clauses.emplace_back(std::move(column));
  }
  scope_ = outer;
  return make_subquery(kind, std::move(type), std::move(body), position);
}

}  // namespace muster::query
