// The part of TreeBuilder that reads commands: indexes, constraints, SHOW and TERMINATE.
#include <fmt/format.h>

#include "query/syntax/tree_builder.h"

namespace muster::query {
namespace {

using Grammar = generated::CypherParser;

ast::IndexKind index_kind(Grammar::IndexKindContext* context) {
  if (context == nullptr || context->RANGE() != nullptr || context->BTREE() != nullptr)
    return ast::IndexKind::kRange;
  if (context->TEXT() != nullptr) return ast::IndexKind::kText;
  if (context->POINT() != nullptr) return ast::IndexKind::kPoint;
  if (context->LOOKUP() != nullptr) return ast::IndexKind::kLookup;
  return context->FULLTEXT() != nullptr ? ast::IndexKind::kFulltext : ast::IndexKind::kVector;
}

ast::ElementKind element_kind(Grammar::SchemaElementContext* context) {
  return context->LBRACK() != nullptr ? ast::ElementKind::kRelationship : ast::ElementKind::kNode;
}

}  // namespace

ast::StatementBody TreeBuilder::command(Grammar::CommandContext* context) {
  if (auto* c = context->createIndex()) return create_index(c);
  if (auto* c = context->dropIndex()) return drop_index(c);
  if (auto* c = context->createConstraint()) return create_constraint(c);
  if (auto* c = context->dropConstraint()) return drop_constraint(c);
  if (auto* c = context->show()) return show(c);
  auto* c = context->terminate();
  return ast::TerminateTransactions{.position = position(c),
                                    .ids = transaction_ids(c->transactionIds()),
                                    .rows = command_rows(c->commandRows())};
}

ast::SchemaName TreeBuilder::schema_name(Grammar::SchemaReferenceContext* context) {
  if (auto* parameter = context->parameter()) {
    return {.name = {.text = parameter_name(parameter), .position = position(parameter)},
            .parameter = true};
  }
  ast::SchemaName out{.name = name(context->variable()), .parameter = false};
  for (auto* part : context->schemaName()) out.name.text += "." + name(part).text;
  return out;
}

ast::PropertyReference TreeBuilder::property_reference(Grammar::PropertyReferenceContext* context) {
  return {.variable = name(context->variable()), .key = name(context->schemaName())};
}

std::vector<ast::PropertyReference> TreeBuilder::property_references(
    Grammar::PropertyReferencesContext* context) {
  std::vector<ast::PropertyReference> out;
  for (auto* reference : context->propertyReference()) out.push_back(property_reference(reference));
  return out;
}

ast::ExpressionPtr TreeBuilder::options(Grammar::OptionMapContext* context) {
  if (context == nullptr) return nullptr;
  if (auto* parameter = context->parameter())
    return make(position(parameter), ast::Parameter{parameter_name(parameter)});
  return make(position(context->mapLiteral()), map_literal(context->mapLiteral()));
}

// --- Indexes ---

ast::CreateIndex TreeBuilder::create_index(Grammar::CreateIndexContext* context) {
  ast::CreateIndex out;
  out.position = position(context);
  out.kind = index_kind(context->indexKind());
  if (context->schemaReference() != nullptr) out.name = schema_name(context->schemaReference());
  out.if_not_exists = context->ifNotExists() != nullptr;
  index_target(context->indexTarget(), out);
  out.options = options(context->optionMap());
  return out;
}

void TreeBuilder::index_target(Grammar::IndexTargetContext* context, ast::CreateIndex& out) {
  auto* element = context->schemaElement();
  if (element == nullptr) {
    const std::string label = std::string(text(context->schemaName(0)));
    std::string properties;
    for (std::size_t i = 1; i < context->schemaName().size(); ++i)
      properties += (i > 1 ? ", n." : "n.") + std::string(text(context->schemaName(i)));
    fail(position(context->ON()), "an index is no longer created with ON :Label(property)",
         fmt::format("write CREATE INDEX FOR (n:{}) ON ({}).", label, properties),
         "UnexpectedSyntax");
    return;
  }
  out.element = element_kind(element);
  out.variable = name(element->variable());
  for (auto* label : element->schemaName()) out.labels.push_back(name(label));
  const bool fulltext = out.kind == ast::IndexKind::kFulltext;
  const bool lookup = out.kind == ast::IndexKind::kLookup;
  if (lookup != (context->variable() != nullptr)) {
    fail(position(context->ON()),
         lookup ? "a lookup index is on the labels of each node or the type of each relationship"
                : "only a lookup index is on labels or types",
         "write CREATE LOOKUP INDEX FOR (n) ON EACH labels(n), or FOR ()-[r]-() ON EACH type(r).",
         "UnexpectedSyntax");
    return;
  }
  if (lookup) return;
  if (out.labels.empty() || (out.labels.size() > 1 && !fulltext)) {
    fail(position(element),
         out.labels.empty() ? "an index needs a label or a relationship type"
                            : "an index is on one label or one relationship type",
         "write FOR (n:Label), or FOR ()-[r:TYPE]-().", "UnexpectedSyntax");
    return;
  }
  if (fulltext != (context->LBRACK() != nullptr)) {
    fail(position(context->ON()),
         fulltext ? "a full-text index is on a list of properties"
                  : "only a full-text index is on a list of properties",
         fulltext ? "write ON EACH [n.name, n.description]." : "write ON (n.a, n.b).",
         "UnexpectedSyntax");
    return;
  }
  if (context->propertyReferences() != nullptr)
    out.properties = property_references(context->propertyReferences());
  for (auto* reference : context->propertyReference())
    out.properties.push_back(property_reference(reference));
}

ast::DropIndex TreeBuilder::drop_index(Grammar::DropIndexContext* context) {
  if (context->schemaReference() == nullptr) {
    fail(position(context->ON()), "an index is no longer dropped by its label and property",
         "SHOW INDEXES lists the names; write DROP INDEX name.", "UnexpectedSyntax");
    return {};
  }
  return {.position = position(context),
          .name = schema_name(context->schemaReference()),
          .if_exists = context->EXISTS() != nullptr};
}

// --- Constraints ---

ast::CreateConstraint TreeBuilder::create_constraint(Grammar::CreateConstraintContext* context) {
  ast::CreateConstraint out;
  out.position = position(context);
  if (context->schemaReference() != nullptr) out.name = schema_name(context->schemaReference());
  out.if_not_exists = context->ifNotExists() != nullptr;
  auto* element = context->schemaElement();
  out.element = element_kind(element);
  out.variable = name(element->variable());
  auto* required = context->requirement();
  if (context->ON() != nullptr || context->ASSERT() != nullptr) {
    fail(position(context->ON() != nullptr ? context->ON() : context->ASSERT()),
         "a constraint is no longer created with ON … ASSERT …",
         required->EXISTS() != nullptr
             ? fmt::format("write CREATE CONSTRAINT FOR {} REQUIRE {} IS NOT NULL.", text(element),
                           text(required->propertyReference()))
             : fmt::format("write CREATE CONSTRAINT FOR {} REQUIRE {}.", text(element),
                           text(required)),
         "UnexpectedSyntax");
    return out;
  }
  if (element->schemaName().size() != 1) {
    fail(position(element), "a constraint is on one label or one relationship type",
         "write FOR (n:Label), or FOR ()-[r:TYPE]-().", "UnexpectedSyntax");
    return out;
  }
  out.label = name(element->schemaName(0));
  requirement(required, out);
  out.options = options(context->optionMap());
  return out;
}

void TreeBuilder::requirement(Grammar::RequirementContext* context, ast::CreateConstraint& out) {
  if (context->EXISTS() != nullptr) {
    fail(position(context), "exists(…) is no requirement of a constraint",
         fmt::format("write REQUIRE {} IS NOT NULL.", text(context->propertyReference())),
         "UnexpectedSyntax");
    return;
  }
  out.properties = property_references(context->propertyReferences());
  const bool of_node = context->NODE() != nullptr;
  const bool of_relationship = context->RELATIONSHIP() != nullptr || context->REL() != nullptr;
  const bool node = out.element == ast::ElementKind::kNode;
  if ((of_node && !node) || (of_relationship && node)) {
    fail(position(context->IS()),
         node ? "a requirement of relationships cannot be asked of a node"
              : "a requirement of nodes cannot be asked of a relationship",
         "write IS UNIQUE or IS KEY, which fit both.", "UnexpectedSyntax");
    return;
  }
  if (context->UNIQUE() != nullptr) {
    out.kind = ast::ConstraintKind::kUnique;
  } else if (context->KEY() != nullptr) {
    out.kind = ast::ConstraintKind::kKey;
  } else {
    if (out.properties.size() > 1) {
      fail(position(context->propertyReferences()), "this requirement is on one property",
           "make one constraint for each property.", "UnexpectedSyntax");
      return;
    }
    out.kind = context->typeName() != nullptr ? ast::ConstraintKind::kPropertyType
                                              : ast::ConstraintKind::kExistence;
    if (context->typeName() != nullptr) out.type = type_name(context->typeName());
  }
}

ast::DropConstraint TreeBuilder::drop_constraint(Grammar::DropConstraintContext* context) {
  if (context->schemaReference() == nullptr) {
    fail(position(context->ON()), "a constraint is no longer dropped by what it asserts",
         "SHOW CONSTRAINTS lists the names; write DROP CONSTRAINT name.", "UnexpectedSyntax");
    return {};
  }
  return {.position = position(context),
          .name = schema_name(context->schemaReference()),
          .if_exists = context->EXISTS() != nullptr};
}

// --- SHOW and TERMINATE ---

ast::Show TreeBuilder::show(Grammar::ShowContext* context) {
  ast::Show out;
  out.position = position(context);
  auto* shown = context->shown();
  if (auto* c = dynamic_cast<Grammar::ShowIndexesContext*>(shown)) {
    ast::ShowIndexes indexes;
    if (c->indexKind() != nullptr) indexes.kind = index_kind(c->indexKind());
    out.what = indexes;
  } else if (auto* constraints = dynamic_cast<Grammar::ShowConstraintsContext*>(shown)) {
    out.what = shown_constraints(constraints->constraintFilter());
  } else if (auto* procedures = dynamic_cast<Grammar::ShowProceduresContext*>(shown)) {
    out.what = ast::ShowProcedures{.executable = executable(procedures->executable())};
  } else if (auto* functions = dynamic_cast<Grammar::ShowFunctionsContext*>(shown)) {
    ast::ShowFunctions what{.built_in = std::nullopt,
                            .executable = executable(functions->executable())};
    if (functions->BUILT() != nullptr) what.built_in = true;
    if (functions->USER() != nullptr) what.built_in = false;
    out.what = std::move(what);
  } else if (auto* transactions = dynamic_cast<Grammar::ShowTransactionsContext*>(shown)) {
    out.what = ast::ShowTransactions{.ids = transaction_ids(transactions->transactionIds())};
  } else {
    auto* databases = dynamic_cast<Grammar::ShowDatabasesContext*>(shown);
    ast::ShowDatabases what;
    if (databases->DEFAULT() != nullptr) what.which = ast::ShowDatabases::Which::kDefault;
    if (databases->HOME() != nullptr) what.which = ast::ShowDatabases::Which::kHome;
    if (databases->schemaReference() != nullptr) {
      what.which = ast::ShowDatabases::Which::kNamed;
      what.name = schema_name(databases->schemaReference());
    }
    out.what = std::move(what);
  }
  out.rows = command_rows(context->commandRows());
  return out;
}

ast::ShowConstraints TreeBuilder::shown_constraints(Grammar::ConstraintFilterContext* context) {
  ast::ShowConstraints out;
  if (context == nullptr) return out;
  if (context->NODE() != nullptr) out.element = ast::ElementKind::kNode;
  if (context->RELATIONSHIP() != nullptr || context->REL() != nullptr)
    out.element = ast::ElementKind::kRelationship;
  if (context->TYPE() != nullptr) {
    out.kind = ast::ConstraintKind::kPropertyType;
  } else if (context->KEY() != nullptr) {
    out.kind = ast::ConstraintKind::kKey;
  } else if (context->EXISTENCE() != nullptr || context->EXIST() != nullptr) {
    out.kind = ast::ConstraintKind::kExistence;
  } else {
    out.kind = ast::ConstraintKind::kUnique;
  }
  return out;
}

std::optional<ast::Executable> TreeBuilder::executable(Grammar::ExecutableContext* context) {
  if (context == nullptr) return std::nullopt;
  ast::Executable out;
  if (context->schemaName() != nullptr) out.user = name(context->schemaName());
  return out;
}

std::vector<ast::ExpressionPtr> TreeBuilder::transaction_ids(
    Grammar::TransactionIdsContext* context) {
  std::vector<ast::ExpressionPtr> out;
  if (context == nullptr) return out;
  for (auto* id : context->transactionId()) {
    out.push_back(make(position(id),
                       id->parameter() != nullptr
                           ? ast::ExpressionNode(ast::Parameter{parameter_name(id->parameter())})
                           : string_literal(id->STRING())));
  }
  return out;
}

ast::CommandRows TreeBuilder::command_rows(Grammar::CommandRowsContext* context) {
  ast::CommandRows out;
  if (context->yieldItems() == nullptr) {
    out.where = where(context->where());
    return out;
  }
  ast::WithClause yield;
  yield.projection.all_variables = context->yieldItems()->STAR() != nullptr;
  for (auto* item : context->yieldItems()->yieldItem()) {
    ast::ProjectionItem projected;
    projected.position = position(item);
    const ast::Name output = name(item->variable(0));
    projected.expression = make(output.position, ast::Variable{output.text});
    if (item->variable().size() > 1) projected.alias = name(item->variable(1));
    projected.text = std::string(text(item->variable(0)));
    yield.projection.items.push_back(std::move(projected));
  }
  order(context->orderBy(), yield.projection);
  if (context->skip() != nullptr) yield.projection.skip = expression(context->skip()->expression());
  if (context->limit() != nullptr)
    yield.projection.limit = expression(context->limit()->expression());
  yield.where = where(context->where());
  out.yield = std::move(yield);
  if (auto* result = context->returnClause())
    out.result = ast::ReturnClause{.projection = projection(result->projection())};
  return out;
}

}  // namespace muster::query
