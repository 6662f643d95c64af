// Who says what: sources, runs, and the assertions behind an element.
#include "core/identity/alias.h"
#include "core/identity/assertion_reader.h"
#include "core/identity/source.h"
#include "query/procedures/families.h"

namespace muster::query {
namespace {

Value texts(const std::vector<std::string>& items) {
  return Value(ValueList(items.begin(), items.end()));
}

// Records are beside the graph; where there is no store, there are none.
Result<void> source_rows(const ExecutionContext& context, std::span<const Value>,
                         const EmitRow& emit) {
  if (context.records == nullptr) return ok();
  MUSTER_TRY(const std::vector<Source> sources, list_sources(*context.records));
  for (const Source& source : sources) {
    ValueList scopes;
    for (const CoveredScope& covered : source.coverage) scopes.emplace_back(covered.scope);
    if (!emit({Value(source.name), Value(plane_name(source.plane)), Value(source.declared_at),
               source.last_run.empty() ? Value() : Value(source.last_run),
               Value(std::move(scopes))}))
      break;
  }
  return ok();
}

Result<void> run_rows(const ExecutionContext& context, std::span<const Value>,
                      const EmitRow& emit) {
  if (context.records == nullptr) return ok();
  MUSTER_TRY(const std::vector<Run> runs, list_runs(*context.records));
  const auto count = [](std::uint64_t number) { return Value(static_cast<std::int64_t>(number)); };
  for (const Run& run : runs) {
    if (!emit({Value(run.id), Value(run.source), Value(plane_name(run.plane)),
               Value(run_state_name(run.state)), Value(run.observed_at), Value(run.complete),
               texts(run.scopes), texts(run.files), count(run.accepted), count(run.rejected),
               count(run.changed())}))
      break;
  }
  return ok();
}

template <typename Statement>
bool emit_statement(const Statement& statement, std::string key, const EmitRow& emit) {
  ValueMap properties;
  for (const auto& [name, value] : statement.said.properties)
    properties.insert_or_assign(name, value);
  return emit({Value(statement.source), Value(plane_name(statement.plane)), Value(statement.run),
               Value(std::move(key)), Value(std::move(properties)), Value(statement.first_seen),
               Value(statement.changed_at)});
}

Result<void> assertion_rows(const ExecutionContext& context, std::span<const Value> values,
                            const EmitRow& emit) {
  if (context.records == nullptr || values[0].is_null()) return ok();
  if (values[0].is_edge()) {
    MUSTER_TRY(const auto statements,
               statements_of(*context.records, context.graph, values[0].as_edge()));
    for (const EdgeStatement& statement : statements) {
      const std::string key = statement.said.source_key + " -" + statement.said.type + "-> " +
                              statement.said.target_key;
      if (!emit_statement(statement, key, emit)) break;
    }
    return ok();
  }
  NodeId node{};
  if (values[0].is_node()) {
    node = values[0].as_node();
  } else if (values[0].is_string()) {
    MUSTER_TRY(node, resolve(context.graph, values[0].as_string()));
  } else {
    return Error{
        .code = ErrorCode::kInvalidArgument,
        .message = "muster.assertions() takes a node, a relationship or the name of a node",
        .detail = "InvalidArgumentType"};
  }
  MUSTER_TRY(const auto statements, statements_of(*context.records, context.graph, node));
  for (const NodeStatement& statement : statements) {
    if (!emit_statement(statement, statement.said.key, emit)) break;
  }
  return ok();
}

}  // namespace

void add_identity_procedures(ProcedureRegistry& registry) {
  const Type names = Type::list_of(TypeKind::kString);
  registry.add(make_procedure("muster.sources", {},
                              {{.name = "name", .type = TypeKind::kString},
                               {.name = "plane", .type = TypeKind::kString},
                               {.name = "declaredAt", .type = TypeKind::kDateTime},
                               {.name = "lastRun", .type = TypeKind::kString},
                               {.name = "coveredScopes", .type = names}},
                              "The declared sources, by name.", source_rows));
  registry.add(make_procedure("muster.runs", {},
                              {{.name = "id", .type = TypeKind::kString},
                               {.name = "source", .type = TypeKind::kString},
                               {.name = "plane", .type = TypeKind::kString},
                               {.name = "state", .type = TypeKind::kString},
                               {.name = "observedAt", .type = TypeKind::kDateTime},
                               {.name = "complete", .type = TypeKind::kBoolean},
                               {.name = "scopes", .type = names},
                               {.name = "files", .type = names},
                               {.name = "accepted", .type = TypeKind::kInteger},
                               {.name = "rejected", .type = TypeKind::kInteger},
                               {.name = "changed", .type = TypeKind::kInteger}},
                              "The collection runs, oldest first.", run_rows));
  registry.add(make_procedure("muster.assertions", {{.name = "element", .type = TypeKind::kAny}},
                              {{.name = "source", .type = TypeKind::kString},
                               {.name = "plane", .type = TypeKind::kString},
                               {.name = "run", .type = TypeKind::kString},
                               {.name = "key", .type = TypeKind::kString},
                               {.name = "properties", .type = TypeKind::kMap},
                               {.name = "firstSeen", .type = TypeKind::kDateTime},
                               {.name = "changedAt", .type = TypeKind::kDateTime}},
                              "What each source says of a node or relationship.", assertion_rows));
}

}  // namespace muster::query
