// The part of Binder that binds clauses.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "query/semantics/binder.h"
#include "query/syntax/spelling.h"

namespace muster::query {
namespace {

constexpr TypeSet kElements{TypeKind::kNode, TypeKind::kEdge};

}  // namespace

Result<void> Binder::clause(const ast::Clause& clause, bool stand_alone, BoundSingleQuery& out) {
  const auto& node = clause.node;
  if (is_update(node)) {
    if (frame_.read_only) {
      return semantic_error(clause.position,
                            "a subquery inside an expression may not change the graph",
                            "move the change behind it.", "InvalidClauseComposition");
    }
    frame_.writes = true;
  }
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
  if (const auto* c = std::get_if<ast::SubqueryClause>(&node))
    return add(call_subquery(*c, clause.position));
  if (const auto* c = std::get_if<ast::ForeachClause>(&node)) return add(foreach_item(*c));
  if (const auto* c = std::get_if<ast::FilterClause>(&node)) {
    Rules rules;
    rules.place = "FILTER";
    MUSTER_TRY(auto where, condition(c->where, rules));
    out.clauses.emplace_back(BoundFilter{.where = std::move(where)});
    return ok();
  }
  if (const auto* c = std::get_if<ast::LetClause>(&node)) return add(let(*c));
  if (std::holds_alternative<ast::FinishClause>(node)) return ok();  // Only says that it ends here.
  if (const auto* c = std::get_if<ast::UseClause>(&node))
    return use(*c, out.clauses.empty(), clause.position);
  return add(load_csv(std::get<ast::LoadCsvClause>(node)));
}

Result<BoundClause> Binder::load_csv(const ast::LoadCsvClause& clause) {
  Rules rules;
  rules.place = "LOAD CSV";
  BoundLoadCsv made{.with_headers = clause.with_headers};
  const auto text = [&](const ast::ExpressionPtr& written) -> Result<BoundExpressionPtr> {
    MUSTER_TRY(auto value, expression(written, rules));
    if (TypeSet{TypeKind::kString}.accepts(value->type.kind)) return value;
    return semantic_error(
        written->position,
        fmt::format("LOAD CSV takes a text here, found {}", type_phrase(value->type.kind)),
        "write it in quotes, as in LOAD CSV FROM 'file:///a.csv' AS row.", "InvalidArgumentType");
  };
  MUSTER_TRY(made.url, text(clause.url));
  if (clause.field_terminator) {
    MUSTER_TRY(made.field_terminator, text(clause.field_terminator));
  }
  if (scope_.find(clause.variable.text)) {
    return semantic_error(
        clause.variable.position,
        fmt::format("variable '{}' already has a value here", clause.variable.text),
        "use another name behind AS.", "VariableAlreadyBound");
  }
  made.row = new_slot(clause.variable.text, clause.with_headers ? Type(TypeKind::kMap)
                                                                : Type::list_of(TypeKind::kString));
  made.line = new_slot("", TypeKind::kInteger);
  made.file = new_slot("", TypeKind::kString);
  csv_ = CsvSlots{.line = made.line, .file = made.file};
  scope_.add(clause.variable.text, made.row);
  return BoundClause(std::move(made));
}

Result<BoundClause> Binder::match(const ast::MatchClause& clause) {
  if (clause.mode != ast::MatchMode::kDifferentRelationships)
    return unimplemented_error(clause.patterns.front().position, "REPEATABLE ELEMENTS");
  PatternState state{
      .use = PatternUse::kMatch, .before = scope_, .edges = {}, .conditions = {}, .rules = {}};
  state.rules.place = "a pattern";
  BoundMatch made{.optional = clause.optional, .paths = {}, .where = nullptr};
  MUSTER_TRY(made.paths, patterns(clause.patterns, state));
  Rules rules;
  rules.place = "WHERE";
  MUSTER_TRY(auto where, condition(clause.where, rules));
  state.conditions.push_back(std::move(where));
  made.where = conjunction(state.conditions);
  MUSTER_CHECK(check_hints(clause));
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

Result<BoundClause> Binder::let(const ast::LetClause& clause) {
  Rules rules;
  rules.place = "LET";
  BoundLet made;
  const Scope before = scope_;
  for (const ast::LetItem& item : clause.items) {
    if (scope_.find(item.variable.text)) {
      return semantic_error(
          item.variable.position,
          fmt::format("variable '{}' already has a value here", item.variable.text),
          "use another name before the equals sign.", "VariableAlreadyBound");
    }
    // Items do not see each other: all are computed from the row as it was.
    Scope after = std::exchange(scope_, before);
    MUSTER_TRY(auto value, expression(item.value, rules));
    scope_ = std::move(after);
    const SlotId slot = new_slot(item.variable.text, value->type);
    scope_.add(item.variable.text, slot);
    made.items.push_back(
        {.name = item.variable.text, .slot = slot, .expression = std::move(value)});
  }
  return BoundClause(std::move(made));
}

Result<BoundClause> Binder::create(const ast::CreateClause& clause) {
  PatternState state{
      .use = PatternUse::kCreate, .before = scope_, .edges = {}, .conditions = {}, .rules = {}};
  state.rules.place = "CREATE";
  MUSTER_TRY(auto paths, patterns(clause.patterns, state));
  return BoundClause(BoundCreate{.paths = std::move(paths)});
}

Result<BoundClause> Binder::merge(const ast::MergeClause& clause, SourcePosition /*position*/) {
  PatternState state{
      .use = PatternUse::kMerge, .before = scope_, .edges = {}, .conditions = {}, .rules = {}};
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
      BoundSetLabels made{.target = slot, .labels = {}};
      MUSTER_TRY(made.computed, computed_labels(labels, rules));
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
    BoundRemoveLabels removed{.target = slot, .labels = {}};
    Rules rules;
    rules.place = "REMOVE";
    MUSTER_TRY(removed.computed, computed_labels(labels, rules));
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
