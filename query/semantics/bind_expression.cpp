// The part of Binder that binds expressions: dispatch, variables, access and aggregates.
#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "query/semantics/binder.h"
#include "query/syntax/ast_text.h"
#include "query/syntax/spelling.h"

namespace muster::query {
namespace {

Type literal_type(const Value& value) {
  if (value.is_null()) return TypeKind::kNull;
  if (value.is_boolean()) return TypeKind::kBoolean;
  if (value.is_integer()) return TypeKind::kInteger;
  if (value.is_float()) return TypeKind::kFloat;
  return TypeKind::kString;
}

// `wanted` in lower case.
bool is_named(std::string_view name, std::string_view wanted) {
  return std::equal(name.begin(), name.end(), wanted.begin(), wanted.end(),
                    [](char left, char right) {
                      return std::tolower(static_cast<unsigned char>(left)) == right;
                    });
}

}  // namespace

Result<BoundExpressionPtr> Binder::expression(const ast::ExpressionPtr& expression,
                                              const Rules& given) {
  const SourcePosition at = expression->position;
  if (given.projected != nullptr) {
    const auto made = given.projected->find(ast::to_text(*expression));
    if (made != given.projected->end()) return slot_expression(made->second, at);
  }
  // Only AND, OR, XOR and NOT hand a boolean context on; every other parent wants values.
  Rules rules = given;
  rules.condition = false;
  const auto& node = expression->node;
  if (const auto* n = std::get_if<ast::Literal>(&node))
    return bound(at, literal_type(n->value), BoundLiteral{n->value});
  if (const auto* n = std::get_if<ast::Parameter>(&node)) {
    query_.parameters.push_back(n->name);
    return bound(at, TypeKind::kAny, BoundParameter{n->name});
  }
  if (const auto* n = std::get_if<ast::Variable>(&node)) return variable(n->name, at, rules);
  if (const auto* n = std::get_if<ast::ListLiteral>(&node)) {
    MUSTER_TRY(auto items, expressions(n->items, rules));
    Type element = TypeKind::kNull;
    for (const auto& item : items) element = common_type(element, item->type);
    Type list = items.empty() || element.is(TypeKind::kNull) ? Type(TypeKind::kList)
                                                             : Type::list_of(element);
    return bound(at, std::move(list), BoundList{std::move(items)});
  }
  if (const auto* n = std::get_if<ast::MapLiteral>(&node)) {
    BoundMap map;
    for (const auto& entry : n->entries) {
      MUSTER_TRY(auto value, this->expression(entry.value, rules));
      std::erase_if(map.entries,
                    [&](const BoundProperty& earlier) { return earlier.key == entry.key.text; });
      map.entries.push_back({.key = entry.key.text, .value = std::move(value)});
    }
    return bound(at, TypeKind::kMap, std::move(map));
  }
  if (const auto* n = std::get_if<ast::PropertyAccess>(&node)) return property(*n, at, rules);
  if (const auto* n = std::get_if<ast::IndexAccess>(&node)) return access(*n, at, rules);
  if (const auto* n = std::get_if<ast::SliceAccess>(&node)) {
    MUSTER_TRY(auto object, this->expression(n->object, rules));
    BoundExpressionPtr from;
    BoundExpressionPtr to;
    if (n->from) {
      MUSTER_TRY(from, this->expression(n->from, rules));
    }
    if (n->to) {
      MUSTER_TRY(to, this->expression(n->to, rules));
    }
    const Type type = object->type;
    return bound(at, type, BoundSlice{std::move(object), std::move(from), std::move(to)});
  }
  if (const auto* n = std::get_if<ast::LabelTest>(&node)) {
    MUSTER_TRY(auto object, this->expression(n->object, rules));
    return label_test(object, n->labels, at, rules);
  }
  if (std::holds_alternative<ast::CaseSubject>(node)) return slot_expression(case_subject_, at);
  if (const auto* n = std::get_if<ast::TypeTest>(&node)) {
    MUSTER_TRY(auto object, this->expression(n->object, rules));
    return bound(at, TypeKind::kBoolean, BoundTypeTest{std::move(object), n->type, n->negated});
  }
  if (const auto* n = std::get_if<ast::NormalizedTest>(&node)) {
    MUSTER_TRY(auto object, this->expression(n->object, rules));
    return bound(at, TypeKind::kBoolean,
                 BoundNormalizedTest{std::move(object), n->form, n->negated});
  }
  if (const auto* n = std::get_if<ast::Unary>(&node)) return unary(*n, at, given);
  if (const auto* n = std::get_if<ast::Binary>(&node)) return binary(*n, at, given);
  if (const auto* n = std::get_if<ast::ComparisonChain>(&node)) return chain(*n, at, rules);
  if (const auto* n = std::get_if<ast::FunctionCall>(&node)) return function(*n, at, rules);
  if (std::holds_alternative<ast::CountStar>(node)) return aggregate(nullptr, nullptr, at, rules);
  if (const auto* n = std::get_if<ast::Case>(&node)) return case_expression(*n, at, rules);
  if (const auto* n = std::get_if<ast::ListComprehension>(&node))
    return comprehension(*n, at, rules);
  if (const auto* n = std::get_if<ast::PatternComprehension>(&node)) {
    return pattern_query(ast::SubqueryKind::kCollect, {n->pattern}, n->where, n->result,
                         PatternUse::kComprehension, at, rules);
  }
  if (const auto* n = std::get_if<ast::Quantifier>(&node)) return quantifier(*n, at, rules);
  if (const auto* n = std::get_if<ast::Reduce>(&node)) return reduce(*n, at, rules);
  if (const auto* n = std::get_if<ast::MapProjection>(&node)) return map_projection(*n, at, rules);
  if (const auto* n = std::get_if<ast::PatternPredicate>(&node)) {
    if (n->pattern.selector != ast::PathSelector::kAll)
      return path_expression(n->pattern, at, rules);
    if (!given.condition) {
      return semantic_error(at, "a pattern can only stand as a condition here, not as a value",
                            "write EXISTS { … } for a truth value, or [p = … | p] for the paths.",
                            "UnexpectedSyntax");
    }
    return pattern_query(ast::SubqueryKind::kExists, {n->pattern}, nullptr, nullptr,
                         PatternUse::kPredicate, at, rules);
  }
  return subquery(std::get<ast::SubqueryExpression>(node), at, rules);
}

Result<BoundExpressionPtr> Binder::condition(const ast::ExpressionPtr& expression, Rules rules) {
  if (!expression) return BoundExpressionPtr{};
  rules.condition = true;
  MUSTER_TRY(auto made, this->expression(expression, rules));
  if (!TypeSet{TypeKind::kBoolean}.accepts(made->type.kind)) {
    return semantic_error(
        expression->position,
        fmt::format("expected a condition, found {}", type_phrase(made->type.kind)),
        "compare it with something, as in x = 1 or x IS NOT NULL.", "InvalidArgumentType");
  }
  return made;
}

Result<std::vector<BoundExpressionPtr>> Binder::expressions(
    const std::vector<ast::ExpressionPtr>& list, const Rules& rules) {
  std::vector<BoundExpressionPtr> out;
  out.reserve(list.size());
  for (const auto& item : list) {
    MUSTER_TRY(auto made, expression(item, rules));
    out.push_back(std::move(made));
  }
  return out;
}

Result<BoundExpressionPtr> Binder::variable(const std::string& name, SourcePosition position,
                                            const Rules& rules) {
  if (rules.constant) {
    return semantic_error(position,
                          fmt::format("{} cannot depend on the variable '{}'", rules.place, name),
                          "write a number or a parameter.", "NonConstantExpression");
  }
  const auto& entries = scope_.entries();
  for (std::size_t i = entries.size(); i-- > 0;) {
    if (entries[i].name != name) continue;
    // Beside an aggregate only grouping keys and the expression's own variables have one value per
    // group.
    if (rules.simple_keys != nullptr && i < rules.locals_from) {
      const auto key = rules.simple_keys->find(ast::name_text(name));
      if (key == rules.simple_keys->end()) {
        return semantic_error(
            position, fmt::format("'{}' has no single value beside an aggregate", name),
            fmt::format("return {} as an item of its own, so that rows are grouped by it.", name),
            "AmbiguousAggregationExpression");
      }
      return slot_expression(key->second, position);
    }
    return slot_expression(entries[i].slot, position);
  }
  if (rules.simple_keys != nullptr && rules.grouped != nullptr && rules.grouped->contains(name)) {
    return semantic_error(
        position, fmt::format("'{}' has no single value beside an aggregate", name),
        fmt::format("return {} as an item of its own, so that rows are grouped by it.", name),
        "AmbiguousAggregationExpression");
  }
  if (rules.hidden != nullptr && rules.hidden->find(name)) {
    return semantic_error(
        position,
        fmt::format("variable '{}' cannot be seen behind DISTINCT or an aggregation", name),
        "use the names that the projection gives, or project it as well.", "UndefinedVariable");
  }
  return undefined_variable(name, position);
}

Result<BoundExpressionPtr> Binder::property(const ast::PropertyAccess& node,
                                            SourcePosition position, const Rules& rules) {
  if (rules.simple_keys != nullptr) {
    const auto* object = std::get_if<ast::Variable>(&node.object->node);
    if (object != nullptr) {
      const auto key = rules.simple_keys->find(ast::name_text(object->name) + "." +
                                               ast::name_text(node.key.text));
      if (key != rules.simple_keys->end()) return slot_expression(key->second, position);
    }
  }
  MUSTER_TRY(auto object, expression(node.object, rules));
  constexpr TypeSet kWithProperties{
      TypeKind::kMap,       TypeKind::kNode, TypeKind::kEdge,          TypeKind::kDate,
      TypeKind::kLocalTime, TypeKind::kTime, TypeKind::kLocalDateTime, TypeKind::kDateTime,
      TypeKind::kDuration,  TypeKind::kPoint};
  if (!kWithProperties.accepts(object->type.kind)) {
    // A path is a variable of another sort rather than a value of the wrong type.
    const bool is_path = object->type.is(TypeKind::kPath);
    return Error{.code = is_path ? ErrorCode::kSemantic : ErrorCode::kType,
                 .message = fmt::format("{} has no properties, so '.{}' means nothing",
                                        type_phrase(object->type.kind), node.key.text),
                 .position = node.key.position,
                 .hint = "properties belong to nodes, relationships and maps.",
                 .detail = "InvalidArgumentType"};
  }
  return bound(position, TypeKind::kAny, BoundPropertyAccess{std::move(object), node.key.text});
}

Result<BoundExpressionPtr> Binder::access(const ast::IndexAccess& node, SourcePosition position,
                                          const Rules& rules) {
  MUSTER_TRY(auto object, expression(node.object, rules));
  MUSTER_TRY(auto index, expression(node.index, rules));
  const Type type =
      object->type.is(TypeKind::kList) ? object->type.element_type() : Type(TypeKind::kAny);
  return bound(position, type, BoundIndex{std::move(object), std::move(index)});
}

Result<BoundExpressionPtr> Binder::function(const ast::FunctionCall& node, SourcePosition position,
                                            const Rules& rules) {
  // exists(pattern) is the old spelling of EXISTS { pattern }.
  if (node.arguments.size() == 1) {
    const auto* pattern = std::get_if<ast::PatternPredicate>(&node.arguments.front()->node);
    if (pattern != nullptr && is_named(node.name, "exists")) {
      return pattern_query(ast::SubqueryKind::kExists, {pattern->pattern}, nullptr, nullptr,
                           PatternUse::kComprehension, position, rules);
    }
  }
  if (node.arguments.empty() &&
      (is_named(node.name, "linenumber") || is_named(node.name, "file"))) {
    if (!csv_) return bound(position, TypeKind::kNull, BoundLiteral{Value()});
    return slot_expression(is_named(node.name, "file") ? csv_->file : csv_->line, position);
  }
  const FunctionSignature* signature = environment_.functions.find(node.name);
  if (signature == nullptr) {
    const std::vector<std::string> known = environment_.functions.names();
    const auto meant = closest_name(node.name, {known.begin(), known.end()});
    return semantic_error(position, fmt::format("there is no function '{}'", node.name),
                          meant ? fmt::format("did you mean {}?", *meant) : "", "UnknownFunction");
  }
  const std::size_t given = node.arguments.size();
  if (given < signature->arguments_min || given > signature->arguments_max) {
    const std::string wanted =
        signature->arguments_max == FunctionSignature::kVariadic
            ? fmt::format("at least {}", signature->arguments_min)
        : signature->arguments_min == signature->arguments_max
            ? fmt::format("{}", signature->arguments_min)
            : fmt::format("{} to {}", signature->arguments_min, signature->arguments_max);
    return semantic_error(position,
                          fmt::format("{}() takes {} argument{}, found {}", signature->name, wanted,
                                      wanted == "1" ? "" : "s", given),
                          "", "InvalidNumberOfArguments");
  }
  if (signature->aggregate) return aggregate(signature, &node, position, rules);
  if (node.distinct) {
    return semantic_error(
        position, fmt::format("DISTINCT belongs to aggregates, and {}() is none", signature->name),
        "remove DISTINCT.", "InvalidArgumentType");
  }
  MUSTER_TRY(auto arguments, expressions(node.arguments, rules));
  MUSTER_CHECK(check_arguments(*signature, arguments));
  std::vector<Type> types;
  for (const auto& argument : arguments) types.push_back(argument->type);
  Type type = signature->infer != nullptr ? signature->infer(types) : signature->result;
  return bound(position, std::move(type), BoundFunctionCall{signature, std::move(arguments)});
}

Result<void> Binder::check_arguments(const FunctionSignature& signature,
                                     const std::vector<BoundExpressionPtr>& arguments) const {
  if (signature.arguments.empty()) return ok();
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const TypeSet& accepted = signature.arguments[std::min(i, signature.arguments.size() - 1)];
    if (accepted.accepts(arguments[i]->type.kind)) continue;
    return semantic_error(arguments[i]->position,
                          fmt::format("{}() takes {} here, found {}", signature.name,
                                      type_phrase(accepted), type_phrase(arguments[i]->type.kind)),
                          "", "InvalidArgumentType");
  }
  return ok();
}

Result<BoundExpressionPtr> Binder::aggregate(const FunctionSignature* signature,
                                             const ast::FunctionCall* node, SourcePosition position,
                                             const Rules& rules) {
  const std::string name = signature == nullptr ? "count" : signature->name;
  if (rules.inside_aggregate) {
    return semantic_error(position, fmt::format("{}() cannot stand inside another aggregate", name),
                          "compute the inner one in a WITH before.", "NestedAggregation");
  }
  if (rules.aggregates == nullptr) {
    return semantic_error(position,
                          fmt::format("{}() is an aggregate and cannot be used{}{}", name,
                                      rules.place.empty() ? " here" : " in ", rules.place),
                          "aggregate in a WITH before, and use its name.", "InvalidAggregation");
  }
  const std::string written =
      node == nullptr ? "count(*)" : ast::to_text(ast::Expression{position, *node});
  if (rules.hidden != nullptr) {
    // Behind the projection its aggregates can be repeated; the rows they were made of are gone.
    const auto repeated = aggregate_slots_.find(written);
    if (repeated != aggregate_slots_.end()) return slot_expression(repeated->second, position);
    if (node != nullptr) {
      Rules outer;
      outer.hidden = rules.hidden;
      MUSTER_TRY([[maybe_unused]] auto seen, expressions(node->arguments, outer));
      return semantic_error(
          position, fmt::format("{} can only repeat aggregates of its projection", rules.place),
          "add the aggregate to the projection, and sort by its name.", "InvalidAggregation");
    }
  }
  BoundAggregate made{.function = signature,
                      .distinct = node != nullptr && node->distinct,
                      .arguments = {},
                      .slot = {}};
  Type type = TypeKind::kInteger;
  if (node != nullptr) {
    // Inside an aggregate the rows before the projection are read.
    Rules inner;
    inner.inside_aggregate = true;
    MUSTER_TRY(made.arguments, expressions(node->arguments, inner));
    for (const auto& argument : made.arguments) {
      if (!has_nondeterminism(*argument)) continue;
      return semantic_error(
          argument->position,
          fmt::format("{}() cannot aggregate over a value that differs at each call", name),
          "compute it in a WITH before.", "NonConstantExpression");
    }
    MUSTER_CHECK(check_arguments(*signature, made.arguments));
    std::vector<Type> types;
    for (const auto& argument : made.arguments) types.push_back(argument->type);
    type = signature->infer != nullptr ? signature->infer(types) : signature->result;
  }
  made.slot = new_slot("", type);
  const SlotId slot = made.slot;
  rules.aggregates->push_back(std::move(made));
  aggregate_slots_.emplace(written, slot);
  return slot_expression(slot, position);
}

}  // namespace muster::query
