// SHOW and TERMINATE as queries: a command is a CALL of the procedure behind it, and what follows
// is WITH and RETURN over its columns.
//
// The law: nothing below binding knows that a command was one, so that YIELD, WHERE, ORDER BY,
// SKIP, LIMIT and RETURN mean exactly what they mean in a query.
#include <algorithm>
#include <utility>

#include "query/semantics/binder.h"
#include "query/semantics/desugar.h"

namespace muster::query {
namespace {

ast::ExpressionPtr text_or_null(SourcePosition position, const char* text) {
  return make_expression(position, ast::Literal{text == nullptr ? Value() : Value(text)});
}

const char* word_of(const std::optional<ast::IndexKind>& kind) {
  if (!kind) return nullptr;
  switch (*kind) {
    case ast::IndexKind::kRange:
      return "RANGE";
    case ast::IndexKind::kText:
      return "TEXT";
    case ast::IndexKind::kPoint:
      return "POINT";
    case ast::IndexKind::kLookup:
      return "LOOKUP";
    case ast::IndexKind::kFulltext:
      return "FULLTEXT";
    case ast::IndexKind::kVector:
      return "VECTOR";
  }
  MUSTER_UNREACHABLE();
}

const char* word_of(const std::optional<ast::ConstraintKind>& kind) {
  if (!kind) return nullptr;
  switch (*kind) {
    case ast::ConstraintKind::kUnique:
      return "UNIQUENESS";
    case ast::ConstraintKind::kKey:
      return "KEY";
    case ast::ConstraintKind::kExistence:
      return "PROPERTY_EXISTENCE";
    case ast::ConstraintKind::kPropertyType:
      return "PROPERTY_TYPE";
  }
  MUSTER_UNREACHABLE();
}

// The procedure behind a command, and its arguments.
class CommandCall {
 public:
  explicit CommandCall(SourcePosition position) : position_(position) {}

  ast::CallClause of(const ast::Show& show) const {
    return std::visit([&](const auto& what) { return call(what); }, show.what);
  }
  ast::CallClause of(const ast::TerminateTransactions& command) const {
    return make("TERMINATE TRANSACTIONS", {list(command.ids)});
  }

 private:
  ast::CallClause make(const char* procedure, std::vector<ast::ExpressionPtr> arguments) const {
    ast::CallClause call;
    call.procedure = {procedure, position_};
    call.arguments = std::move(arguments);
    return call;
  }
  ast::ExpressionPtr list(const std::vector<ast::ExpressionPtr>& items) const {
    return make_expression(position_, ast::ListLiteral{items});
  }

  ast::CallClause call(const ast::ShowIndexes& what) const {
    return make("SHOW INDEXES", {text_or_null(position_, word_of(what.kind))});
  }
  ast::CallClause call(const ast::ShowConstraints& what) const {
    const char* element = nullptr;
    if (what.element) element = *what.element == ast::ElementKind::kNode ? "NODE" : "RELATIONSHIP";
    return make("SHOW CONSTRAINTS",
                {text_or_null(position_, word_of(what.kind)), text_or_null(position_, element)});
  }
  // Who may run what is decided per request, not per procedure: everybody who asks may run all.
  ast::CallClause call(const ast::ShowProcedures&) const { return make("SHOW PROCEDURES", {}); }
  ast::CallClause call(const ast::ShowFunctions& what) const {
    const Value built_in = what.built_in ? Value(*what.built_in) : Value();
    return make("SHOW FUNCTIONS", {make_expression(position_, ast::Literal{built_in})});
  }
  ast::CallClause call(const ast::ShowTransactions& what) const {
    return make("SHOW TRANSACTIONS", {list(what.ids)});
  }
  ast::CallClause call(const ast::ShowDatabases& what) const {
    ast::ExpressionPtr name = text_or_null(position_, nullptr);
    if (what.name && what.name->parameter) {
      name = make_expression(what.name->name.position, ast::Parameter{what.name->name.text});
    } else if (what.name) {
      name = text_or_null(what.name->name.position, what.name->name.text.c_str());
    }
    return make("SHOW DATABASES", {std::move(name)});
  }

  SourcePosition position_;
};

std::vector<ast::ProjectionItem> final_columns(const ast::CommandRows& rows,
                                               const ProcedureSignature& procedure,
                                               SourcePosition position) {
  std::vector<ast::ProjectionItem> items;
  const bool named = rows.yield && !rows.yield->projection.all_variables;
  if (named) {
    for (const ast::ProjectionItem& item : rows.yield->projection.items)
      items.push_back(make_column(item.position, item.alias ? item.alias->text : item.text));
    return items;
  }
  for (const ProcedureField& field : procedure.outputs) {
    if (rows.yield || !field.on_request) items.push_back(make_column(position, field.name));
  }
  return items;
}

}  // namespace

Result<ast::Query> Binder::command_query(const ast::Statement& statement) const {
  const auto* const show = std::get_if<ast::Show>(&statement.body);
  const auto* const terminate = std::get_if<ast::TerminateTransactions>(&statement.body);
  if (show == nullptr && terminate == nullptr)
    return unimplemented_error({}, "a command on the schema");
  const SourcePosition position = show != nullptr ? show->position : terminate->position;
  const ast::CommandRows& rows = show != nullptr ? show->rows : terminate->rows;
  const CommandCall commands(position);
  ast::CallClause call = show != nullptr ? commands.of(*show) : commands.of(*terminate);
  const ProcedureSignature* const procedure = environment_.procedures.find(call.procedure.text);
  if (procedure == nullptr) return unimplemented_error(position, call.procedure.text);

  call.yields.emplace();
  for (const ProcedureField& field : procedure->outputs)
    call.yields->push_back({.output = {field.name, position}, .alias = std::nullopt});
  ast::SingleQuery query{.position = position, .clauses = {}};
  query.clauses.push_back({position, std::move(call)});

  ast::WithClause with;
  if (rows.yield) {
    with = *rows.yield;
  } else {
    with.projection.items = final_columns(rows, *procedure, position);
    with.where = rows.where;
  }
  query.clauses.push_back({position, std::move(with)});
  ast::ReturnClause result;
  if (rows.result) {
    result = *rows.result;
  } else {
    result.projection.items = final_columns(rows, *procedure, position);
  }
  query.clauses.push_back({position, std::move(result)});
  return ast::Query{.branches = {std::move(query)}, .unions = {}};
}

}  // namespace muster::query
