// What drivers and notebooks ask first: which labels, types and properties there are.
#include <algorithm>

#include "query/procedures/families.h"

namespace muster::query {
namespace {

// Emits `names` sorted, one a row.
Result<void> emit_sorted(std::vector<std::string> names, const EmitRow& emit) {
  std::sort(names.begin(), names.end());
  for (std::string& name : names) {
    if (!emit({Value(std::move(name))})) break;
  }
  return ok();
}

// Names that are interned but that nothing carries any more are not listed.
Result<void> labels(const ExecutionContext& context, std::span<const Value>, const EmitRow& emit) {
  const auto& table = context.graph.catalog().labels;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const auto label = static_cast<LabelId>(i);
    if (context.graph.label_count(label) > 0) names.push_back(table.name(label));
  }
  return emit_sorted(std::move(names), emit);
}

Result<void> relationship_types(const ExecutionContext& context, std::span<const Value>,
                                const EmitRow& emit) {
  const auto& table = context.graph.catalog().edge_types;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const auto type = static_cast<EdgeTypeId>(i);
    if (context.graph.edge_type_count(type) > 0) names.push_back(table.name(type));
  }
  return emit_sorted(std::move(names), emit);
}

// Every name a property ever had, as in Neo4j.
Result<void> property_keys(const ExecutionContext& context, std::span<const Value>,
                           const EmitRow& emit) {
  return emit_sorted(context.graph.catalog().keys.names(), emit);
}

Result<void> components(const ExecutionContext&, std::span<const Value>, const EmitRow& emit) {
  emit({Value("Muster"), Value(ValueList{Value("0.1.0")}), Value("community")});
  return ok();
}

}  // namespace

void add_database_procedures(ProcedureRegistry& registry) {
  registry.add(make_procedure("db.labels", {}, {{.name = "label", .type = TypeKind::kString}},
                              "The labels that nodes carry, sorted.", labels));
  registry.add(make_procedure("db.relationshipTypes", {},
                              {{.name = "relationshipType", .type = TypeKind::kString}},
                              "The types of relationships there are, sorted.", relationship_types));
  registry.add(make_procedure("db.propertyKeys", {},
                              {{.name = "propertyKey", .type = TypeKind::kString}},
                              "The names properties have had, sorted.", property_keys));
  registry.add(make_procedure("dbms.components", {},
                              {{.name = "name", .type = TypeKind::kString},
                               {.name = "versions", .type = Type::list_of(TypeKind::kString)},
                               {.name = "edition", .type = TypeKind::kString}},
                              "What answers here, and its version.", components));
}

}  // namespace muster::query
