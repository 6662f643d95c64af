// The part of Binder that binds CALL … YIELD.
//
// The law: OPTIONAL CALL p(…) YIELD x WHERE … is OPTIONAL CALL (*) { CALL p(…) YIELD x WHERE …
// RETURN x }, so that nothing behind this file knows of it.
#include <algorithm>

#include <fmt/format.h>

#include "query/semantics/binder.h"
#include "query/semantics/desugar.h"
#include "query/syntax/spelling.h"

namespace muster::query {
namespace {

std::vector<ast::YieldItem> all_outputs(const ProcedureSignature& procedure,
                                        SourcePosition position) {
  std::vector<ast::YieldItem> yields;
  for (const auto& output : procedure.outputs)
    yields.push_back({.output = {output.name, position}, .alias = std::nullopt});
  return yields;
}

// The subquery that OPTIONAL CALL stands for. `call` has its arguments and names what it yields.
ast::SubqueryClause optional_subquery(ast::CallClause call, SourcePosition position) {
  ast::ReturnClause result;
  for (const ast::YieldItem& item : *call.yields) {
    const ast::Name& name = item.alias ? *item.alias : item.output;
    result.projection.items.push_back(make_column(name.position, name.text));
  }
  call.optional = false;
  ast::SingleQuery body{.position = position, .clauses = {}};
  body.clauses.push_back({position, std::move(call)});
  body.clauses.push_back({position, std::move(result)});
  ast::Query query{.branches = {std::move(body)}, .unions = {}};
  return {.query = std::make_shared<const ast::Query>(std::move(query)),
          .imports = std::vector<ast::Name>(),
          .import_all = true,
          .optional = true};
}

}  // namespace

Result<void> Binder::optional_call(const ast::CallClause& clause,
                                   const ProcedureSignature& procedure, SourcePosition position,
                                   bool stand_alone, BoundSingleQuery& out) {
  ast::CallClause inner = clause;
  if (stand_alone && !inner.yields) inner.yields = all_outputs(procedure, position);
  if (stand_alone && !inner.arguments) {
    inner.arguments.emplace();
    for (const auto& field : procedure.arguments)
      inner.arguments->push_back(make_expression(position, ast::Parameter{field.name}));
  }
  const std::vector<ast::YieldItem> yields = *inner.yields;
  MUSTER_TRY(BoundClause made,
             call_subquery(optional_subquery(std::move(inner), position), position));
  out.clauses.push_back(std::move(made));
  if (!stand_alone) return ok();
  BoundProjection columns;
  columns.is_return = true;
  for (const ast::YieldItem& item : yields) {
    const std::string& name = item.alias ? item.alias->text : item.output.text;
    const SlotId slot = *scope_.find(name);
    columns.items.push_back(
        {.name = name, .slot = slot, .expression = slot_expression(slot, position)});
  }
  out.clauses.emplace_back(std::move(columns));
  return ok();
}

Result<void> Binder::call(const ast::CallClause& clause, SourcePosition position, bool stand_alone,
                          BoundSingleQuery& out) {
  const ProcedureSignature* procedure = environment_.procedures.find(clause.procedure.text);
  if (procedure == nullptr) {
    const std::vector<std::string> known = environment_.procedures.names();
    const auto meant = closest_name(clause.procedure.text, {known.begin(), known.end()});
    return semantic_error(
        clause.procedure.position, fmt::format("there is no procedure '{}'", clause.procedure.text),
        meant ? fmt::format("did you mean {}?", *meant) : "", "ProcedureNotFound");
  }
  if (procedure->mode == ProcedureMode::kWrite) {
    if (frame_.read_only) {
      return semantic_error(position, "a subquery inside an expression may not change the graph",
                            "move the change behind it.", "InvalidClauseComposition");
    }
    frame_.writes = true;
  }
  if (clause.yield_all && !stand_alone) {
    return semantic_error(position, "YIELD * belongs to a CALL that stands alone",
                          "name the outputs that the query goes on with.", "UnexpectedSyntax");
  }
  // Without outputs there is nothing to be null: every row is kept as it is.
  const bool has_outputs = stand_alone ? !procedure->outputs.empty() : clause.yields.has_value();
  if (clause.optional && has_outputs)
    return optional_call(clause, *procedure, position, stand_alone, out);
  BoundCall made{.procedure = procedure, .arguments = {}, .yields = {}, .where = nullptr};
  MUSTER_TRY(made.arguments, call_arguments(clause, *procedure, stand_alone));
  std::vector<ast::YieldItem> yields;
  if (clause.yields) {
    yields = *clause.yields;
  } else if (stand_alone) {
    yields = all_outputs(*procedure, position);
  }
  for (const auto& item : yields) {
    const auto& outputs = procedure->outputs;
    const auto output = std::find_if(outputs.begin(), outputs.end(), [&](const auto& field) {
      return field.name == item.output.text;
    });
    if (output == outputs.end()) {
      std::vector<std::string_view> names;
      for (const auto& field : outputs) names.push_back(field.name);
      const auto meant = closest_name(item.output.text, names);
      return semantic_error(
          item.output.position, fmt::format("{} yields no '{}'", procedure->name, item.output.text),
          meant ? fmt::format("did you mean {}?", *meant) : "", "UndefinedVariable");
    }
    const ast::Name& name = item.alias ? *item.alias : item.output;
    if (scope_.find(name.text)) {
      return semantic_error(name.position,
                            fmt::format("variable '{}' already has a value here", name.text),
                            "give the output another name with AS.", "VariableAlreadyBound");
    }
    const SlotId slot = new_slot(name.text, output->type);
    scope_.add(name.text, slot);
    made.yields.push_back(
        {.output = static_cast<std::size_t>(output - outputs.begin()), .slot = slot});
  }
  Rules rules;
  rules.place = "WHERE";
  MUSTER_TRY(made.where, condition(clause.where, rules));
  BoundProjection columns;
  columns.is_return = true;
  for (const auto& yielded : made.yields) {
    columns.items.push_back({.name = query_.slots[static_cast<std::size_t>(yielded.slot)].name,
                             .slot = yielded.slot,
                             .expression = slot_expression(yielded.slot, position)});
  }
  out.clauses.emplace_back(std::move(made));
  if (stand_alone && !columns.items.empty()) out.clauses.emplace_back(std::move(columns));
  return ok();
}

Result<std::vector<BoundExpressionPtr>> Binder::call_arguments(const ast::CallClause& clause,
                                                               const ProcedureSignature& procedure,
                                                               bool stand_alone) {
  const auto& fields = procedure.arguments;
  std::vector<BoundExpressionPtr> out;
  if (!clause.arguments) {
    if (!stand_alone) {
      return semantic_error(
          clause.procedure.position,
          fmt::format("{} needs its arguments in brackets inside a query", procedure.name),
          "write CALL name(arguments).", "InvalidArgumentPassingMode");
    }
    // The stand-alone form takes its arguments from parameters of the same names.
    for (const auto& field : fields) {
      query_.parameters.push_back(field.name);
      out.push_back(bound(clause.procedure.position, TypeKind::kAny, BoundParameter{field.name}));
    }
    return out;
  }
  const std::size_t required = static_cast<std::size_t>(
      std::count_if(fields.begin(), fields.end(),
                    [](const ProcedureField& field) { return !field.default_value.has_value(); }));
  if (clause.arguments->size() > fields.size() || clause.arguments->size() < required) {
    return semantic_error(
        clause.procedure.position,
        fmt::format("{} takes {} argument{}, found {}", procedure.name,
                    required == fields.size() ? std::to_string(required)
                                              : fmt::format("{} to {}", required, fields.size()),
                    fields.size() == 1 ? "" : "s", clause.arguments->size()),
        "", "InvalidNumberOfArguments");
  }
  Rules rules;
  rules.place = "the arguments of CALL";
  MUSTER_TRY(out, expressions(*clause.arguments, rules));
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (TypeSet{fields[i].type.kind}.accepts(out[i]->type.kind)) continue;
    return semantic_error(
        out[i]->position,
        fmt::format("argument '{}' of {} takes {}, found {}", fields[i].name, procedure.name,
                    type_phrase(fields[i].type.kind), type_phrase(out[i]->type.kind)),
        "", "InvalidArgumentType");
  }
  for (std::size_t i = out.size(); i < fields.size(); ++i) {
    out.push_back(bound(clause.procedure.position, fields[i].type,
                        BoundLiteral{fields[i].default_value.value_or(Value())}));
  }
  return out;
}

}  // namespace muster::query
