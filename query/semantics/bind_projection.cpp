// The part of Binder that binds WITH and RETURN: items, grouping, and what may be seen behind them.
#include <algorithm>
#include <unordered_set>

#include <fmt/format.h>

#include "query/semantics/binder.h"
#include "query/syntax/ast_text.h"

namespace muster::query {
namespace {

bool is_variable(const ast::Expression& expression) {
  return std::holds_alternative<ast::Variable>(expression.node);
}

// `a` or `a.k`: what may stand beside an aggregate when it is an item itself.
bool is_simple_key(const ast::Expression& expression) {
  if (is_variable(expression)) return true;
  const auto* access = std::get_if<ast::PropertyAccess>(&expression.node);
  return access != nullptr && is_variable(*access->object);
}

std::string item_name(const ast::ProjectionItem& item) {
  if (item.alias) return item.alias->text;
  const auto* variable = std::get_if<ast::Variable>(&item.expression->node);
  return variable != nullptr ? variable->name : item.text;
}

}  // namespace

Result<BoundProjection> Binder::projection(const ast::Projection& projection,
                                           const ast::ExpressionPtr& where, bool is_return,
                                           SourcePosition position) {
  BoundProjection out;
  out.distinct = projection.distinct;
  out.is_return = is_return;
  out.aggregating = std::any_of(projection.items.begin(), projection.items.end(),
                                [&](const ast::ProjectionItem& item) {
                                  return has_aggregate(*item.expression, environment_.functions);
                                });
  aggregate_slots_.clear();
  Scope scope_after;
  MUSTER_CHECK(projection_items(projection, is_return, position, out, scope_after));
  MUSTER_CHECK(behind_projection(projection, where, scope_after, out));
  // Last, so that what is wrong with an expression is said before what is wrong with its name.
  for (const auto& item : projection.items) {
    if (is_return || item.alias || is_variable(*item.expression)) continue;
    return semantic_error(item.position, "WITH needs a name for every expression",
                          fmt::format("write {} AS name.", item.text), "NoExpressionAlias");
  }
  scope_ = std::move(scope_after);
  if (out.aggregating || out.distinct) csv_.reset();  // Rows of one line are no more.
  return out;
}

Result<void> Binder::projection_items(const ast::Projection& projection, bool is_return,
                                      SourcePosition position, BoundProjection& out,
                                      Scope& scope_after) {
  if (projection.all_variables) {
    if (is_return && scope_.size() == frame_.constants.size()) {
      return semantic_error(position, "RETURN * has nothing to return: no variable is bound",
                            "name what to return, or bind a variable first.", "NoVariablesInScope");
    }
    for (const auto& entry : scope_.entries()) {
      if (frame_.constants.find(entry.name)) continue;  // Visible behind it anyway.
      out.items.push_back({.name = entry.name,
                           .slot = entry.slot,
                           .expression = slot_expression(entry.slot, position)});
    }
    if (is_return) {
      std::sort(out.items.begin(), out.items.end(),
                [](const auto& left, const auto& right) { return left.name < right.name; });
    }
    if (out.aggregating) {
      for (const auto& item : out.items)
        out.grouping_keys.push_back({.expression = item.expression, .slot = item.slot});
    }
  }
  const std::size_t starred = out.items.size();
  for (const auto& item : projection.items) {
    BoundProjectionItem made{.name = item_name(item), .slot = SlotId{0}, .expression = nullptr};
    if (!has_aggregate(*item.expression, environment_.functions)) {
      MUSTER_TRY(made.expression, expression(item.expression, Rules{}));
      const auto* passed = std::get_if<BoundVariable>(&made.expression->node);
      const bool keeps_slot =
          passed != nullptr && is_variable(*item.expression) &&
          query_.slots[static_cast<std::size_t>(passed->slot)].name == made.name;
      made.slot = keeps_slot ? passed->slot : new_slot(made.name, made.expression->type);
      if (out.aggregating) {
        out.grouping_keys.push_back({.expression = made.expression, .slot = made.slot});
        made.expression = slot_expression(made.slot, item.position);
      }
    }
    out.items.push_back(std::move(made));
  }
  if (out.aggregating) {
    std::unordered_map<std::string, SlotId> simple_keys;
    for (std::size_t i = 0; i < starred; ++i)
      simple_keys.emplace(ast::name_text(out.items[i].name), out.items[i].slot);
    for (std::size_t i = 0; i < projection.items.size(); ++i) {
      const auto& written = *projection.items[i].expression;
      if (out.items[starred + i].expression && is_simple_key(written))
        simple_keys.emplace(ast::to_text(written), out.items[starred + i].slot);
    }
    Rules rules;
    rules.aggregates = &out.aggregates;
    rules.simple_keys = &simple_keys;
    rules.locals_from = scope_.size();
    for (std::size_t i = 0; i < projection.items.size(); ++i) {
      BoundProjectionItem& made = out.items[starred + i];
      if (made.expression) continue;
      MUSTER_TRY(made.expression, expression(projection.items[i].expression, rules));
      made.slot = new_slot(made.name, made.expression->type);
    }
  }
  std::unordered_set<std::string_view> names;
  for (std::size_t i = 0; i < out.items.size(); ++i) {
    const auto& item = out.items[i];
    if (!names.insert(item.name).second) {
      const SourcePosition at = i < starred ? position : projection.items[i - starred].position;
      return semantic_error(at, fmt::format("two columns are called '{}'", item.name),
                            "give one of them another name with AS.", "ColumnNameConflict");
    }
    const auto constant = frame_.constants.find(item.name);
    if (constant && *constant != item.slot && !is_return) {
      const SourcePosition at = i < starred ? position : projection.items[i - starred].position;
      return semantic_error(at, fmt::format("variable '{}' already has a value here", item.name),
                            "the query around this one gives it; use another name behind AS.",
                            "VariableAlreadyBound");
    }
    scope_after.add(item.name, item.slot);
  }
  for (const auto& entry : frame_.constants.entries()) {
    if (names.insert(entry.name).second) scope_after.add(entry.name, entry.slot);
  }
  return ok();
}

Result<void> Binder::behind_projection(const ast::Projection& projection,
                                       const ast::ExpressionPtr& where, const Scope& scope_after,
                                       BoundProjection& out) {
  if (projection.order_by.empty() && !projection.skip && !projection.limit && !where) return ok();
  const Scope before = scope_;
  const bool hides = out.distinct || out.aggregating;
  std::unordered_map<std::string, SlotId> projected;
  std::unordered_map<std::string, SlotId> simple_keys;
  if (hides) {
    scope_ = scope_after;
    const std::size_t starred = out.items.size() - projection.items.size();
    for (std::size_t i = 0; i < out.items.size(); ++i) {
      if (i < starred) {
        simple_keys.emplace(ast::name_text(out.items[i].name), out.items[i].slot);
        continue;
      }
      const auto& written = *projection.items[i - starred].expression;
      const bool shadowed =
          is_variable(written) &&
          scope_after.find(std::get<ast::Variable>(written.node).name).has_value();
      if (!shadowed) projected.emplace(ast::to_text(written), out.items[i].slot);
      if (has_aggregate(written, environment_.functions)) continue;
      simple_keys.emplace(ast::name_text(out.items[i].name), out.items[i].slot);
      if (is_simple_key(written) && !shadowed)
        simple_keys.emplace(ast::to_text(written), out.items[i].slot);
    }
  } else {
    for (const auto& entry : scope_after.entries()) scope_.add(entry.name, entry.slot);
  }
  std::set<std::string> grouped;
  for (const auto& item : projection.items) {
    if (out.aggregating && !has_aggregate(*item.expression, environment_.functions))
      collect_variables(*item.expression, grouped);
  }
  Rules rules;
  rules.place = "ORDER BY";
  if (hides) {
    rules.projected = &projected;
    rules.hidden = &before;
  }
  for (const auto& key : projection.order_by) {
    Rules key_rules = rules;
    if (out.aggregating && has_aggregate(*key.expression, environment_.functions) &&
        !projected.contains(ast::to_text(*key.expression))) {
      // Larger expressions have one value per group only as a whole.
      key_rules.projected = nullptr;
      key_rules.aggregates = &out.aggregates;
      key_rules.simple_keys = &simple_keys;
      key_rules.grouped = &grouped;
      key_rules.locals_from = scope_.size();
    }
    MUSTER_TRY(auto made, expression(key.expression, key_rules));
    out.order_by.push_back({.expression = std::move(made), .descending = key.descending});
  }
  MUSTER_TRY(out.skip, row_count(projection.skip, "SKIP"));
  MUSTER_TRY(out.limit, row_count(projection.limit, "LIMIT"));
  rules.place = "WHERE";
  MUSTER_TRY(out.where, condition(where, rules));
  return ok();
}

Result<BoundExpressionPtr> Binder::row_count(const ast::ExpressionPtr& written,
                                             std::string_view place) {
  if (!written) return BoundExpressionPtr{};
  Rules rules;
  rules.constant = true;
  rules.place = place;
  MUSTER_TRY(auto made, expression(written, rules));
  if (!TypeSet{TypeKind::kInteger}.accepts(made->type.kind) || made->type.is(TypeKind::kNumber) ||
      made->type.is(TypeKind::kNull)) {
    return semantic_error(
        written->position,
        fmt::format("{} takes an integer, found {}", place, type_phrase(made->type.kind)),
        fmt::format("write one of 0 or more, as in {} 10.", place), "InvalidArgumentType");
  }
  const auto* literal = std::get_if<BoundLiteral>(&made->node);
  if (literal != nullptr && literal->value.is_integer() && literal->value.as_integer() < 0) {
    return semantic_error(written->position, fmt::format("{} cannot be negative", place),
                          fmt::format("write 0 or more, as in {} 10.", place),
                          "NegativeIntegerArgument");
  }
  return made;
}

}  // namespace muster::query
