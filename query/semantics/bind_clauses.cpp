// The part of Binder that binds queries and their clauses.
#include <algorithm>

#include <fmt/format.h>

#include "query/semantics/binder.h"
#include "query/syntax/spelling.h"

namespace muster::query {
namespace {

bool is_update(const ast::ClauseNode& node) {
  return std::holds_alternative<ast::CreateClause>(node) ||
         std::holds_alternative<ast::SetClause>(node) ||
         std::holds_alternative<ast::RemoveClause>(node) ||
         std::holds_alternative<ast::DeleteClause>(node) ||
         std::holds_alternative<ast::MergeClause>(node) ||
         std::holds_alternative<ast::ForeachClause>(node);
}

constexpr TypeSet kElements{TypeKind::kNode, TypeKind::kEdge};

SourcePosition command_position(const ast::Statement& statement) {
  return std::visit(
      [](const auto& body) -> SourcePosition {
        if constexpr (requires { body.position; }) {
          return body.position;
        } else {
          return {};
        }
      },
      statement.body);
}

}  // namespace

Result<BoundQuery> bind(const ast::Statement& statement, const BindEnvironment& environment) {
  return Binder(environment).bind(statement);
}

Result<BoundQuery> Binder::bind(const ast::Statement& statement) {
  query_.mode = statement.mode;
  const ast::Query* query = statement.query();
  if (query == nullptr) return unimplemented_error(command_position(statement), "this command");
  for (const auto& branch : query->branches) {
    MUSTER_TRY(auto made, single_query(branch));
    query_.branches.push_back(std::move(made));
  }
  MUSTER_CHECK(union_columns(*query));
  std::sort(query_.parameters.begin(), query_.parameters.end());
  query_.parameters.erase(std::unique(query_.parameters.begin(), query_.parameters.end()),
                          query_.parameters.end());
  return std::move(query_);
}

Result<void> Binder::union_columns(const ast::Query& query) {
  for (std::size_t i = 1; i < query.unions.size(); ++i) {
    if (query.unions[i].all == query.unions[0].all) continue;
    return semantic_error(query.unions[i].position, "UNION and UNION ALL cannot be mixed",
                          "use the same one throughout.", "InvalidClauseComposition");
  }
  query_.union_all = !query.unions.empty() && query.unions[0].all;
  for (std::size_t i = 0; i < query_.branches.size(); ++i) {
    std::vector<BoundColumn> columns;
    const auto& clauses = query_.branches[i].clauses;
    const auto* last = clauses.empty() ? nullptr : std::get_if<BoundProjection>(&clauses.back());
    if (last != nullptr && last->is_return) {
      for (const auto& item : last->items)
        columns.push_back({.name = item.name, .slot = item.slot, .type = type_of(item.slot)});
    }
    if (i == 0) {
      query_.columns = std::move(columns);
      continue;
    }
    const bool same = std::equal(
        columns.begin(), columns.end(), query_.columns.begin(), query_.columns.end(),
        [](const BoundColumn& left, const BoundColumn& right) { return left.name == right.name; });
    if (!same) {
      return semantic_error(
          query.unions[i - 1].position, "both sides of UNION must return the same columns",
          "name them alike with AS, in the same order.", "DifferentColumnsInUnion");
    }
    for (std::size_t c = 0; c < columns.size(); ++c)
      query_.columns[c].type = common_type(query_.columns[c].type, columns[c].type);
  }
  return ok();
}

Result<BoundSingleQuery> Binder::single_query(const ast::SingleQuery& query) {
  scope_ = Scope{};
  BoundSingleQuery out;
  const bool stand_alone = query.clauses.size() == 1;
  for (std::size_t i = 0; i < query.clauses.size(); ++i) {
    const bool is_return = std::holds_alternative<ast::ReturnClause>(query.clauses[i].node);
    if (is_return && i + 1 < query.clauses.size()) {
      return semantic_error(query.clauses[i + 1].position,
                            "RETURN must be the last clause of a query",
                            "write WITH to go on from here.", "InvalidClauseComposition");
    }
    MUSTER_CHECK(clause(query.clauses[i], stand_alone, out));
  }
  MUSTER_CHECK(check_composition(query));
  return out;
}

Result<void> Binder::check_composition(const ast::SingleQuery& query) const {
  const ast::Clause& last = query.clauses.back();
  const bool ends = std::holds_alternative<ast::ReturnClause>(last.node) ||
                    std::holds_alternative<ast::CallClause>(last.node) ||
                    std::holds_alternative<ast::SubqueryClause>(last.node) || is_update(last.node);
  if (ends) return ok();
  return semantic_error(last.position, "a query cannot end with this clause: it has no result",
                        "add RETURN, or a clause that changes the graph.",
                        "InvalidClauseComposition");
}

Result<void> Binder::clause(const ast::Clause& clause, bool stand_alone, BoundSingleQuery& out) {
  const auto& node = clause.node;
  if (is_update(node)) query_.writes = true;
  const auto add = [&out](Result<BoundClause> made) -> Result<void> {
    MUSTER_TRY(auto value, std::move(made));
    out.clauses.push_back(std::move(value));
    return ok();
  };
  if (const auto* c = std::get_if<ast::MatchClause>(&node)) return add(match(*c));
  if (const auto* c = std::get_if<ast::UnwindClause>(&node)) return add(unwind(*c));
  if (const auto* c = std::get_if<ast::WithClause>(&node)) {
    MUSTER_TRY(auto made, projection(c->projection, c->where, false, clause.position));
    out.clauses.emplace_back(std::move(made));
    return ok();
  }
  if (const auto* c = std::get_if<ast::ReturnClause>(&node)) {
    MUSTER_TRY(auto made, projection(c->projection, nullptr, true, clause.position));
    out.clauses.emplace_back(std::move(made));
    return ok();
  }
  if (const auto* c = std::get_if<ast::CreateClause>(&node)) return add(create(*c));
  if (const auto* c = std::get_if<ast::MergeClause>(&node)) return add(merge(*c, clause.position));
  if (const auto* c = std::get_if<ast::SetClause>(&node)) return add(set(*c));
  if (const auto* c = std::get_if<ast::RemoveClause>(&node)) return add(remove(*c));
  if (const auto* c = std::get_if<ast::DeleteClause>(&node)) return add(delete_elements(*c));
  if (const auto* c = std::get_if<ast::CallClause>(&node))
    return call(*c, clause.position, stand_alone, out);
  if (std::holds_alternative<ast::SubqueryClause>(node))
    return unimplemented_error(clause.position, "CALL { … }");
  if (std::holds_alternative<ast::ForeachClause>(node))
    return unimplemented_error(clause.position, "FOREACH");
  if (std::holds_alternative<ast::FilterClause>(node))
    return unimplemented_error(clause.position, "FILTER");
  if (std::holds_alternative<ast::LetClause>(node))
    return unimplemented_error(clause.position, "LET");
  if (std::holds_alternative<ast::FinishClause>(node))
    return unimplemented_error(clause.position, "FINISH");
  if (std::holds_alternative<ast::UseClause>(node))
    return unimplemented_error(clause.position, "USE");
  return unimplemented_error(clause.position, "LOAD CSV");
}

Result<BoundClause> Binder::match(const ast::MatchClause& clause) {
  if (clause.mode != ast::MatchMode::kDifferentRelationships)
    return unimplemented_error(clause.patterns.front().position, "REPEATABLE ELEMENTS");
  PatternState state{
      .use = PatternUse::kMatch, .before = scope_, .edges = {}, .conditions = nullptr, .rules = {}};
  state.rules.place = "a pattern";
  BoundMatch made{.optional = clause.optional, .paths = {}, .where = nullptr};
  MUSTER_TRY(made.paths, patterns(clause.patterns, state));
  Rules rules;
  rules.place = "WHERE";
  MUSTER_TRY(auto where, condition(clause.where, rules));
  made.where = conjunction(std::move(state.conditions), std::move(where));
  return BoundClause(std::move(made));
}

Result<BoundClause> Binder::unwind(const ast::UnwindClause& clause) {
  Rules rules;
  rules.place = "UNWIND";
  MUSTER_TRY(auto list, expression(clause.list, rules));
  if (!TypeSet{TypeKind::kList}.accepts(list->type.kind)) {
    return semantic_error(
        clause.list->position,
        fmt::format("UNWIND takes a list, found {}", type_phrase(list->type.kind)),
        "put it into brackets, as in UNWIND [1, 2] AS x.", "InvalidArgumentType");
  }
  if (scope_.find(clause.variable.text)) {
    return semantic_error(
        clause.variable.position,
        fmt::format("variable '{}' already has a value here", clause.variable.text),
        "use another name behind AS.", "VariableAlreadyBound");
  }
  const SlotId slot = new_slot(clause.variable.text, list->type.element_type());
  scope_.add(clause.variable.text, slot);
  return BoundClause(BoundUnwind{.list = std::move(list), .slot = slot});
}

Result<BoundClause> Binder::create(const ast::CreateClause& clause) {
  PatternState state{.use = PatternUse::kCreate,
                     .before = scope_,
                     .edges = {},
                     .conditions = nullptr,
                     .rules = {}};
  state.rules.place = "CREATE";
  MUSTER_TRY(auto paths, patterns(clause.patterns, state));
  return BoundClause(BoundCreate{.paths = std::move(paths)});
}

Result<BoundClause> Binder::merge(const ast::MergeClause& clause, SourcePosition /*position*/) {
  PatternState state{
      .use = PatternUse::kMerge, .before = scope_, .edges = {}, .conditions = nullptr, .rules = {}};
  state.rules.place = "MERGE";
  MUSTER_TRY(auto paths, patterns({clause.pattern}, state));
  BoundMerge made{.path = std::move(paths.front()), .on_create = {}, .on_match = {}};
  MUSTER_TRY(made.on_create, set_items(clause.on_create));
  MUSTER_TRY(made.on_match, set_items(clause.on_match));
  return BoundClause(std::move(made));
}

Result<SlotId> Binder::element_variable(const ast::Name& name, TypeSet types,
                                        std::string_view what) {
  const auto slot = scope_.find(name.text);
  if (!slot) return undefined_variable(name.text, name.position);
  if (!types.accepts(type_of(*slot).kind)) {
    return semantic_error(name.position,
                          fmt::format("{} needs {}, but '{}' is {}", what, type_phrase(types),
                                      name.text, type_phrase(type_of(*slot).kind)),
                          "", "InvalidArgumentType");
  }
  return *slot;
}

Result<std::pair<BoundExpressionPtr, BoundExpressionPtr>> Binder::property_target(
    const ast::ExpressionPtr& target) {
  Rules rules;
  rules.place = "SET and REMOVE";
  ast::ExpressionPtr object;
  BoundExpressionPtr key;
  if (const auto* access = std::get_if<ast::PropertyAccess>(&target->node)) {
    object = access->object;
    key = bound(access->key.position, TypeKind::kString, BoundLiteral{Value(access->key.text)});
  } else {
    const auto& index = std::get<ast::IndexAccess>(target->node);
    object = index.object;
    MUSTER_TRY(key, expression(index.index, rules));
  }
  MUSTER_TRY(auto element, expression(object, rules));
  if (!kElements.accepts(element->type.kind)) {
    return semantic_error(
        target->position,
        fmt::format("properties of {} cannot be changed", type_phrase(element->type.kind)),
        "only nodes and relationships keep properties.", "InvalidArgumentType");
  }
  return std::pair(std::move(element), std::move(key));
}

Result<std::vector<BoundSetItem>> Binder::set_items(const std::vector<ast::SetItem>& items) {
  Rules rules;
  rules.place = "SET";
  std::vector<BoundSetItem> out;
  for (const auto& item : items) {
    if (const auto* change = std::get_if<ast::SetProperty>(&item.change)) {
      MUSTER_TRY(auto target, property_target(change->target));
      MUSTER_TRY(auto value, expression(change->value, rules));
      out.emplace_back(BoundSetProperty{
          .target = target.first, .key = target.second, .value = std::move(value)});
    } else if (const auto* all = std::get_if<ast::SetAllProperties>(&item.change)) {
      MUSTER_TRY(const SlotId slot, element_variable(all->variable, kElements, "SET"));
      MUSTER_TRY(auto value, expression(all->value, rules));
      if (!TypeSet{TypeKind::kMap, TypeKind::kNode, TypeKind::kEdge}.accepts(value->type.kind)) {
        return semantic_error(
            all->value->position,
            fmt::format("expected a map of properties, found {}", type_phrase(value->type.kind)),
            "write {name: 'value'}, or name the property, as in n.name = 'value'.",
            "InvalidArgumentType");
      }
      out.emplace_back(
          BoundSetAllProperties{.target = slot, .value = std::move(value), .add = all->add});
    } else {
      const auto& labels = std::get<ast::ChangeLabels>(item.change);
      MUSTER_TRY(const SlotId slot,
                 element_variable(labels.variable, TypeSet{TypeKind::kNode}, "a label"));
      if (!labels.dynamic_labels.empty())
        return unimplemented_error(item.position, "a label that is computed");
      BoundSetLabels made{.target = slot, .labels = {}};
      for (const auto& label : labels.labels) made.labels.push_back(label.text);
      out.emplace_back(std::move(made));
    }
  }
  return out;
}

Result<BoundClause> Binder::set(const ast::SetClause& clause) {
  MUSTER_TRY(auto items, set_items(clause.items));
  return BoundClause(BoundSet{.items = std::move(items)});
}

Result<BoundClause> Binder::remove(const ast::RemoveClause& clause) {
  BoundRemove made;
  for (const auto& item : clause.items) {
    if (const auto* target = std::get_if<ast::ExpressionPtr>(&item.target)) {
      MUSTER_TRY(auto property, property_target(*target));
      made.items.emplace_back(
          BoundRemoveProperty{.target = property.first, .key = property.second});
      continue;
    }
    const auto& labels = std::get<ast::ChangeLabels>(item.target);
    MUSTER_TRY(const SlotId slot,
               element_variable(labels.variable, TypeSet{TypeKind::kNode}, "a label"));
    if (!labels.dynamic_labels.empty())
      return unimplemented_error(item.position, "a label that is computed");
    BoundRemoveLabels removed{.target = slot, .labels = {}};
    for (const auto& label : labels.labels) removed.labels.push_back(label.text);
    made.items.emplace_back(std::move(removed));
  }
  return BoundClause(std::move(made));
}

Result<BoundClause> Binder::delete_elements(const ast::DeleteClause& clause) {
  Rules rules;
  rules.place = "DELETE";
  BoundDelete made{.detach = clause.detach, .expressions = {}};
  for (const auto& written : clause.expressions) {
    if (std::holds_alternative<ast::LabelTest>(written->node)) {
      return semantic_error(written->position, "DELETE removes whole elements, not labels or types",
                            "write REMOVE n:Label to take a label away.", "InvalidDelete");
    }
    MUSTER_TRY(auto element, expression(written, rules));
    if (!TypeSet{TypeKind::kNode, TypeKind::kEdge, TypeKind::kPath}.accepts(element->type.kind)) {
      return semantic_error(written->position,
                            fmt::format("DELETE takes a node, a relationship or a path, found {}",
                                        type_phrase(element->type.kind)),
                            "", "InvalidArgumentType");
    }
    made.expressions.push_back(std::move(element));
  }
  return BoundClause(std::move(made));
}

}  // namespace muster::query
