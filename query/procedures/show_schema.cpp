// SHOW INDEXES and SHOW CONSTRAINTS.
#include <algorithm>

#include <fmt/format.h>

#include "query/procedures/show_fields.h"
#include "query/syntax/ast_text.h"

namespace muster::query {
namespace {

std::string token_name(const Catalog& catalog, ElementKind element, std::uint32_t token) {
  return element == ElementKind::kNode ? catalog.labels.name(static_cast<LabelId>(token))
                                       : catalog.edge_types.name(static_cast<EdgeTypeId>(token));
}

Value token_names(const Catalog& catalog, ElementKind element,
                  const std::vector<std::uint32_t>& tokens) {
  if (tokens.empty()) return nullptr;
  ValueList names;
  for (const std::uint32_t token : tokens) names.emplace_back(token_name(catalog, element, token));
  return names;
}

Value key_names(const Catalog& catalog, const std::vector<KeyId>& keys) {
  if (keys.empty()) return nullptr;
  ValueList names;
  for (const KeyId key : keys) names.emplace_back(catalog.keys.name(key));
  return names;
}

const char* element_name(ElementKind element) {
  return element == ElementKind::kNode ? "NODE" : "RELATIONSHIP";
}

const char* provider_of(IndexKind kind) {
  switch (kind) {
    case IndexKind::kRange:
      return "range-1.0";
    case IndexKind::kText:
      return "text-2.0";
    case IndexKind::kPoint:
      return "point-1.0";
    case IndexKind::kLookup:
      return "token-lookup-1.0";
    case IndexKind::kFulltext:
      return "fulltext-1.0";
  }
  MUSTER_UNREACHABLE();
}

// --- The statement that would make it again.

std::string pattern_text(const Catalog& catalog, ElementKind element,
                         const std::vector<std::uint32_t>& tokens) {
  std::string labels;
  for (const std::uint32_t token : tokens)
    labels += (labels.empty() ? ":" : "|") + ast::name_text(token_name(catalog, element, token));
  return element == ElementKind::kNode ? fmt::format("(n{})", labels)
                                       : fmt::format("()-[r{}]-()", labels);
}

std::string properties_text(const Catalog& catalog, ElementKind element,
                            const std::vector<KeyId>& keys) {
  std::string text;
  for (const KeyId key : keys) {
    text +=
        fmt::format("{}{}.{}", text.empty() ? "" : ", ", element == ElementKind::kNode ? "n" : "r",
                    ast::name_text(catalog.keys.name(key)));
  }
  return text;
}

std::string create_text(const Catalog& catalog, const IndexDefinition& index) {
  const std::string head =
      fmt::format("CREATE {} INDEX {} FOR {} ON", index_kind_name(index.kind),
                  ast::name_text(index.name), pattern_text(catalog, index.element, index.tokens));
  if (index.kind == IndexKind::kLookup)
    return head + (index.element == ElementKind::kNode ? " EACH labels(n)" : " EACH type(r)");
  const std::string properties = properties_text(catalog, index.element, index.keys);
  if (index.kind == IndexKind::kFulltext) return fmt::format("{} EACH [{}]", head, properties);
  return fmt::format("{} ({})", head, properties);
}

std::string requirement_text(const ConstraintDefinition& constraint) {
  switch (constraint.kind) {
    case ConstraintKind::kUnique:
      return "IS UNIQUE";
    case ConstraintKind::kExistence:
      return "IS NOT NULL";
    case ConstraintKind::kKey:
      return fmt::format("IS {} KEY", element_name(constraint.element));
    case ConstraintKind::kPropertyType:
      return fmt::format("IS :: {}", constraint.types_text);
  }
  MUSTER_UNREACHABLE();
}

std::string create_text(const Catalog& catalog, const ConstraintDefinition& constraint) {
  return fmt::format("CREATE CONSTRAINT {} FOR {} REQUIRE ({}) {}", ast::name_text(constraint.name),
                     pattern_text(catalog, constraint.element, {constraint.token}),
                     properties_text(catalog, constraint.element, constraint.keys),
                     requirement_text(constraint));
}

Value options_of(const char* provider) {
  return ValueMap{{"indexConfig", ValueMap{}}, {"indexProvider", Value(provider)}};
}

Result<void> indexes(const ExecutionContext& context, std::span<const Value> arguments,
                     const EmitRow& emit) {
  const Catalog& catalog = context.graph.catalog();
  const Schema schema = context.graph.schema();
  std::vector<const IndexDefinition*> all = schema.indexes();
  std::sort(all.begin(), all.end(),
            [](const auto* left, const auto* right) { return left->name < right->name; });
  for (const IndexDefinition* const index : all) {
    const std::string_view kind = index_kind_name(index->kind);
    if (arguments[0].is_string() && arguments[0].as_string() != kind) continue;
    MUSTER_CHECK(context.budget.check());
    const Value owner = index->constraint == 0 ? Value() : Value(index->name);
    const bool more =
        emit({std::int64_t{index->number}, index->name, "ONLINE", 100.0, kind,
              element_name(index->element), token_names(catalog, index->element, index->tokens),
              key_names(catalog, index->keys), provider_of(index->kind), owner, nullptr, nullptr,
              nullptr, options_of(provider_of(index->kind)), "", create_text(catalog, *index)});
    if (!more) break;
  }
  return ok();
}

// As Neo4j 5 names them: of nodes with NODE_ in front but for uniqueness, of relationships always.
std::string constraint_type(const ConstraintDefinition& constraint) {
  const std::string kind(constraint_kind_name(constraint.kind));
  if (constraint.element == ElementKind::kEdge) return "RELATIONSHIP_" + kind;
  return constraint.kind == ConstraintKind::kUnique ? kind : "NODE_" + kind;
}

Result<void> constraints(const ExecutionContext& context, std::span<const Value> arguments,
                         const EmitRow& emit) {
  const Catalog& catalog = context.graph.catalog();
  const Schema schema = context.graph.schema();
  std::vector<const ConstraintDefinition*> all = schema.constraints();
  std::sort(all.begin(), all.end(),
            [](const auto* left, const auto* right) { return left->name < right->name; });
  for (const ConstraintDefinition* const rule : all) {
    if (arguments[0].is_string() && arguments[0].as_string() != constraint_kind_name(rule->kind))
      continue;
    if (arguments[1].is_string() && arguments[1].as_string() != element_name(rule->element))
      continue;
    MUSTER_CHECK(context.budget.check());
    const bool typed = rule->kind == ConstraintKind::kPropertyType;
    const bool more =
        emit({std::int64_t{rule->number}, rule->name, constraint_type(*rule),
              element_name(rule->element), token_names(catalog, rule->element, {rule->token}),
              key_names(catalog, rule->keys), rule->index == 0 ? Value() : Value(rule->name),
              typed ? Value(rule->types_text) : Value(),
              rule->index == 0 ? Value() : options_of("range-1.0"), create_text(catalog, *rule)});
    if (!more) break;
  }
  return ok();
}

}  // namespace

void add_show_schema(ProcedureRegistry& registry) {
  registry.add(make_command(
      "SHOW INDEXES", {shown("kind", TypeKind::kString)},
      {shown("id", TypeKind::kInteger), shown("name", TypeKind::kString),
       shown("state", TypeKind::kString), shown("populationPercent", TypeKind::kFloat),
       shown("type", TypeKind::kString), shown("entityType", TypeKind::kString),
       shown("labelsOrTypes", list_of_strings()), shown("properties", list_of_strings()),
       shown("indexProvider", TypeKind::kString), shown("owningConstraint", TypeKind::kString),
       shown("lastRead", TypeKind::kAny), shown("readCount", TypeKind::kInteger),
       on_request("trackedSince", TypeKind::kAny), on_request("options", TypeKind::kMap),
       on_request("failureMessage", TypeKind::kString),
       on_request("createStatement", TypeKind::kString)},
      indexes));
  registry.add(make_command(
      "SHOW CONSTRAINTS", {shown("kind", TypeKind::kString), shown("element", TypeKind::kString)},
      {shown("id", TypeKind::kInteger), shown("name", TypeKind::kString),
       shown("type", TypeKind::kString), shown("entityType", TypeKind::kString),
       shown("labelsOrTypes", list_of_strings()), shown("properties", list_of_strings()),
       shown("ownedIndex", TypeKind::kString), shown("propertyType", TypeKind::kString),
       on_request("options", TypeKind::kMap), on_request("createStatement", TypeKind::kString)},
      constraints));
}

}  // namespace muster::query
