#include "query/engine/schema_command.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "query/engine/property_type_names.h"
#include "query/engine/schema_target.h"

namespace muster::query {
namespace {

// --- Names.

Result<std::string> name_of(const ast::SchemaName& name, const ValueMap& parameters) {
  if (!name.parameter) return name.name.text;
  const auto found = parameters.find(name.name.text);
  if (found == parameters.end()) {
    return Error{.code = ErrorCode::kInvalidArgument,
                 .message = fmt::format("The parameter ${} was not given", name.name.text),
                 .position = name.name.position,
                 .hint = "pass it with the command.",
                 .detail = "MissingParameter"};
  }
  if (!found->second.is_string() || found->second.as_string().empty()) {
    return Error{
        .code = ErrorCode::kType,
        .message = fmt::format("The parameter ${} must be the name as a string", name.name.text),
        .position = name.name.position,
        .hint = "",
        .detail = "InvalidArgumentType"};
  }
  return found->second.as_string();
}

// --- Errors.

Error exists(SourcePosition position, std::string message, std::string detail) {
  return Error{.code = ErrorCode::kAlreadyExists,
               .message = std::move(message),
               .position = position,
               .hint = "add IF NOT EXISTS to leave it as it is.",
               .detail = std::move(detail)};
}

Error missing(SourcePosition position, std::string_view what, std::string_view name) {
  const std::string capital = what == "index" ? "Index" : "Constraint";
  return Error{.code = ErrorCode::kNotFound,
               .message = fmt::format("there is no {} '{}'", what, name),
               .position = position,
               .hint = "add IF EXISTS to go on without it.",
               .detail = capital + "NotFound"};
}

// What stands in the way of a new index. None: nothing. With IF NOT EXISTS some of it is fine.
struct Obstacle {
  Error error;
  bool same = false;  // An index like it, or of its name, is there: IF NOT EXISTS is content.
};

std::optional<Obstacle> obstacle(const Schema& schema, const ast::CreateIndex& command,
                                 const std::optional<OnElements>& on,
                                 const std::optional<std::string>& name) {
  const IndexDefinition* const same = on ? same_index(schema, kind_of(command.kind), *on) : nullptr;
  if (same != nullptr && same->constraint != 0) {
    return Obstacle{
        exists(command.position, fmt::format("the constraint '{}' has this index", same->name),
               "ConstraintAlreadyExists"),
        true};
  }
  if (same != nullptr) {
    const bool equivalent = !name || *name == same->name;
    return Obstacle{
        exists(command.position, fmt::format("the index '{}' is on the same", same->name),
               equivalent ? "EquivalentSchemaRuleAlreadyExists" : "IndexAlreadyExists"),
        true};
  }
  if (!name) return std::nullopt;
  if (schema.find_constraint(*name) != nullptr) {
    return Obstacle{exists(command.position, fmt::format("a constraint has the name '{}'", *name),
                           "ConstraintWithNameAlreadyExists"),
                    false};
  }
  if (schema.find_index(*name) != nullptr) {
    return Obstacle{exists(command.position, fmt::format("another index has the name '{}'", *name),
                           "IndexWithNameAlreadyExists"),
                    true};
  }
  return std::nullopt;
}

std::optional<Obstacle> obstacle(const Schema& schema, const ast::CreateConstraint& command,
                                 const PropertyTypes& types, const std::optional<OnElements>& on,
                                 const std::optional<std::string>& name) {
  const ConstraintKind kind = kind_of(command.kind);
  const ConstraintDefinition* const same = on ? same_constraint(schema, kind, *on) : nullptr;
  if (same != nullptr) {
    const bool equal = same->kind == kind && same->types == types;
    const bool equivalent = equal && (!name || *name == same->name);
    return Obstacle{
        exists(command.position, fmt::format("the constraint '{}' is on the same", same->name),
               equivalent ? "EquivalentSchemaRuleAlreadyExists" : "ConstraintAlreadyExists"),
        equal};
  }
  if (name && schema.find_constraint(*name) != nullptr) {
    return Obstacle{
        exists(command.position, fmt::format("another constraint has the name '{}'", *name),
               "ConstraintWithNameAlreadyExists"),
        true};
  }
  if (name && schema.find_index(*name) != nullptr) {
    return Obstacle{exists(command.position, fmt::format("an index has the name '{}'", *name),
                           "IndexWithNameAlreadyExists"),
                    false};
  }
  const bool needs_index = kind == ConstraintKind::kUnique || kind == ConstraintKind::kKey;
  const IndexDefinition* const index =
      on && needs_index ? same_index(schema, IndexKind::kRange, *on) : nullptr;
  if (index == nullptr) return std::nullopt;
  Error error = exists(command.position,
                       fmt::format("the index '{}' is on the same, and the constraint brings its "
                                   "own",
                                   index->name),
                       "IndexAlreadyExists");
  error.hint = fmt::format("drop it first: DROP INDEX `{}`.", index->name);
  return Obstacle{std::move(error), false};
}

Result<void> check_options(const ast::ExpressionPtr& options) {
  const auto* map = options ? std::get_if<ast::MapLiteral>(&options->node) : nullptr;
  if (map == nullptr) return ok();
  for (const ast::MapEntry& entry : map->entries) {
    if (entry.key.text == "indexProvider" || entry.key.text == "indexConfig") continue;
    return Error{.code = ErrorCode::kSemantic,
                 .message = fmt::format("there is no option '{}'", entry.key.text),
                 .position = entry.key.position,
                 .hint = "the options are indexProvider and indexConfig.",
                 .detail = "UnexpectedSyntax"};
  }
  return ok();
}

Result<void> check_variable(const ast::Name& variable,
                            const std::vector<ast::PropertyReference>& properties) {
  for (std::size_t i = 0; i < properties.size(); ++i) {
    const ast::PropertyReference& property = properties[i];
    if (property.variable.text != variable.text) {
      return Error{.code = ErrorCode::kSemantic,
                   .message = fmt::format("variable '{}' is not the one of the pattern, '{}'",
                                          property.variable.text, variable.text),
                   .position = property.variable.position,
                   .hint = "name properties of the pattern's variable.",
                   .detail = "UndefinedVariable"};
    }
    const auto again = std::find_if(
        properties.begin(), properties.begin() + static_cast<std::ptrdiff_t>(i),
        [&](const ast::PropertyReference& other) { return other.key.text == property.key.text; });
    if (again == properties.begin() + static_cast<std::ptrdiff_t>(i)) continue;
    return Error{.code = ErrorCode::kSemantic,
                 .message = fmt::format("property '{}' stands there twice", property.key.text),
                 .position = property.key.position,
                 .hint = "name each property once.",
                 .detail = "RepeatedPropertyInSchema"};
  }
  return ok();
}

// --- Running.

struct Running {
  SnapshotBuilder& builder;
  const ValueMap& parameters;
  const WorkBudget& budget;
  UpdateCounters& counters;

  Schema schema() const { return builder.view().schema(); }
  Result<std::optional<std::string>> name(const std::optional<ast::SchemaName>& given) const {
    if (!given) return std::optional<std::string>();
    MUSTER_TRY(std::string name, name_of(*given, parameters));
    return std::optional(std::move(name));
  }
};

Result<void> run(const ast::CreateIndex& command, const Running& running) {
  MUSTER_TRY(std::optional<std::string> name, running.name(command.name));
  const ElementKind element = element_of(command.element);
  const auto known =
      known_elements(running.builder.view().catalog(), element, command.labels, command.properties);
  if (auto found = obstacle(running.schema(), command, known, name)) {
    if (command.if_not_exists && found->same) return ok();
    return std::move(found->error);
  }
  IndexDefinition index{
      .name = name ? *std::move(name) : generated_name(running.schema(), "index", text_of(command)),
      .kind = kind_of(command.kind)};
  MUSTER_TRY(OnElements on,
             interned_elements(running.builder, element, command.labels, command.properties));
  index.element = on.element;
  index.tokens = std::move(on.tokens);
  index.keys = std::move(on.keys);
  MUSTER_CHECK(running.builder.create_index(std::move(index), running.budget));
  ++running.counters.indexes_added;
  return ok();
}

Result<void> run(const ast::CreateConstraint& command, const NamedTypes& types,
                 const Running& running) {
  MUSTER_TRY(std::optional<std::string> name, running.name(command.name));
  const ElementKind element = element_of(command.element);
  const auto known = known_elements(running.builder.view().catalog(), element, {command.label},
                                    command.properties);
  if (auto found = obstacle(running.schema(), command, types.types, known, name)) {
    if (command.if_not_exists && found->same) return ok();
    return std::move(found->error);
  }
  ConstraintDefinition constraint{
      .name = name ? *std::move(name)
                   : generated_name(running.schema(), "constraint", text_of(command)),
      .kind = kind_of(command.kind)};
  MUSTER_TRY(OnElements on,
             interned_elements(running.builder, element, {command.label}, command.properties));
  constraint.element = on.element;
  constraint.token = on.tokens.at(0);
  constraint.keys = std::move(on.keys);
  constraint.types = types.types;
  constraint.types_text = types.text;
  MUSTER_CHECK(running.builder.create_constraint(std::move(constraint), running.budget));
  ++running.counters.constraints_added;
  return ok();
}

Result<void> run(const ast::DropIndex& command, const Running& running) {
  MUSTER_TRY(const std::string name, name_of(command.name, running.parameters));
  const IndexDefinition* const index = running.schema().find_index(name);
  if (index == nullptr) {
    if (command.if_exists) return ok();
    return missing(command.position, "index", name);
  }
  MUSTER_CHECK(running.builder.drop_index(index->number));
  ++running.counters.indexes_removed;
  return ok();
}

Result<void> run(const ast::DropConstraint& command, const Running& running) {
  MUSTER_TRY(const std::string name, name_of(command.name, running.parameters));
  const ConstraintDefinition* const constraint = running.schema().find_constraint(name);
  if (constraint == nullptr) {
    if (command.if_exists) return ok();
    return missing(command.position, "constraint", name);
  }
  MUSTER_CHECK(running.builder.drop_constraint(constraint->number));
  ++running.counters.constraints_removed;
  return ok();
}

}  // namespace

Result<SchemaCommand> SchemaCommand::make(Body body) {
  SchemaCommand command(std::move(body));
  if (const auto* index = std::get_if<ast::CreateIndex>(&command.body_)) {
    if (index->kind == ast::IndexKind::kVector) {
      return Error{.code = ErrorCode::kUnimplemented,
                   .message = "vector indexes are not part of this version",
                   .position = index->position,
                   .hint = "",
                   .detail = "Unimplemented"};
    }
    MUSTER_CHECK(check_variable(index->variable, index->properties));
    MUSTER_CHECK(check_options(index->options));
  }
  if (const auto* constraint = std::get_if<ast::CreateConstraint>(&command.body_)) {
    MUSTER_CHECK(check_variable(constraint->variable, constraint->properties));
    MUSTER_CHECK(check_options(constraint->options));
    if (constraint->kind == ast::ConstraintKind::kPropertyType) {
      MUSTER_TRY(NamedTypes types, property_types_of(constraint->type, constraint->position));
      command.types_ = types.types;
      command.types_text_ = std::move(types.text);
    }
  }
  return command;
}

bool SchemaCommand::has_work(const GraphSnapshot& graph, const ValueMap& parameters) const {
  const Schema schema = graph.schema();
  const auto given = [&](const std::optional<ast::SchemaName>& name) -> std::optional<std::string> {
    if (!name) return std::nullopt;
    Result<std::string> text = name_of(*name, parameters);
    return text.has_value() ? std::optional(*std::move(text)) : std::nullopt;
  };
  if (const auto* create = std::get_if<ast::CreateIndex>(&body_)) {
    if (!create->if_not_exists) return true;
    const auto found = obstacle(schema, *create,
                                known_elements(graph.catalog(), element_of(create->element),
                                               create->labels, create->properties),
                                given(create->name));
    return !found || !found->same;
  }
  if (const auto* create = std::get_if<ast::CreateConstraint>(&body_)) {
    if (!create->if_not_exists) return true;
    const auto found = obstacle(schema, *create, types_,
                                known_elements(graph.catalog(), element_of(create->element),
                                               {create->label}, create->properties),
                                given(create->name));
    return !found || !found->same;
  }
  if (const auto* drop = std::get_if<ast::DropIndex>(&body_)) {
    const auto name = given(drop->name);
    return !drop->if_exists || !name || schema.find_index(*name) != nullptr;
  }
  const auto& drop = std::get<ast::DropConstraint>(body_);
  const auto name = given(drop.name);
  return !drop.if_exists || !name || schema.find_constraint(*name) != nullptr;
}

Result<void> SchemaCommand::run(SnapshotBuilder& builder, const ValueMap& parameters,
                                const WorkBudget& budget, UpdateCounters& counters) const {
  const Running running{builder, parameters, budget, counters};
  if (const auto* create = std::get_if<ast::CreateIndex>(&body_))
    return query::run(*create, running);
  if (const auto* create = std::get_if<ast::CreateConstraint>(&body_))
    return query::run(*create, NamedTypes{types_, types_text_}, running);
  if (const auto* drop = std::get_if<ast::DropIndex>(&body_)) return query::run(*drop, running);
  return query::run(std::get<ast::DropConstraint>(body_), running);
}

std::string SchemaCommand::operation() const {
  if (std::holds_alternative<ast::CreateIndex>(body_)) return "CreateIndex";
  if (std::holds_alternative<ast::CreateConstraint>(body_)) return "CreateConstraint";
  return std::holds_alternative<ast::DropIndex>(body_) ? "DropIndex" : "DropConstraint";
}

}  // namespace muster::query
