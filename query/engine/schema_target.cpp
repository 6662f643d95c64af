#include "query/engine/schema_target.h"

#include <fmt/format.h>

#include "core/base/assert.h"
#include "core/base/hash.h"

namespace muster::query {
namespace {

// Null where the graph has no such name: then nothing is defined on it either.
std::optional<std::uint32_t> known_token(const Catalog& catalog, ElementKind element,
                                         const std::string& name) {
  if (element == ElementKind::kNode) {
    const auto label = catalog.labels.find(name);
    return label ? std::optional(static_cast<std::uint32_t>(*label)) : std::nullopt;
  }
  const auto type = catalog.edge_types.find(name);
  return type ? std::optional(static_cast<std::uint32_t>(*type)) : std::nullopt;
}

std::string text_of(std::string_view kind, ast::ElementKind element,
                    const std::vector<ast::Name>& labels,
                    const std::vector<ast::PropertyReference>& properties) {
  std::string text(kind);
  text += element == ast::ElementKind::kNode ? " (" : " [";
  for (const ast::Name& label : labels) text += ":" + label.text;
  text += element == ast::ElementKind::kNode ? ")" : "]";
  for (const ast::PropertyReference& property : properties) text += "." + property.key.text;
  return text;
}

}  // namespace

ElementKind element_of(ast::ElementKind element) {
  return element == ast::ElementKind::kNode ? ElementKind::kNode : ElementKind::kEdge;
}

IndexKind kind_of(ast::IndexKind kind) {
  switch (kind) {
    case ast::IndexKind::kRange:
    case ast::IndexKind::kVector:  // Refused by make().
      return IndexKind::kRange;
    case ast::IndexKind::kText:
      return IndexKind::kText;
    case ast::IndexKind::kPoint:
      return IndexKind::kPoint;
    case ast::IndexKind::kLookup:
      return IndexKind::kLookup;
    case ast::IndexKind::kFulltext:
      return IndexKind::kFulltext;
  }
  MUSTER_UNREACHABLE();
}

ConstraintKind kind_of(ast::ConstraintKind kind) {
  switch (kind) {
    case ast::ConstraintKind::kUnique:
      return ConstraintKind::kUnique;
    case ast::ConstraintKind::kKey:
      return ConstraintKind::kKey;
    case ast::ConstraintKind::kExistence:
      return ConstraintKind::kExistence;
    case ast::ConstraintKind::kPropertyType:
      return ConstraintKind::kPropertyType;
  }
  MUSTER_UNREACHABLE();
}

std::optional<OnElements> known_elements(const Catalog& catalog, ElementKind element,
                                         const std::vector<ast::Name>& labels,
                                         const std::vector<ast::PropertyReference>& properties) {
  OnElements on{.element = element, .tokens = {}, .keys = {}};
  for (const ast::Name& label : labels) {
    const auto token = known_token(catalog, element, label.text);
    if (!token) return std::nullopt;
    on.tokens.push_back(*token);
  }
  for (const ast::PropertyReference& property : properties) {
    const auto key = catalog.keys.find(property.key.text);
    if (!key) return std::nullopt;
    on.keys.push_back(*key);
  }
  return on;
}

Result<OnElements> interned_elements(SnapshotBuilder& builder, ElementKind element,
                                     const std::vector<ast::Name>& labels,
                                     const std::vector<ast::PropertyReference>& properties) {
  OnElements on{.element = element, .tokens = {}, .keys = {}};
  for (const ast::Name& label : labels) {
    if (element == ElementKind::kNode) {
      on.tokens.push_back(static_cast<std::uint32_t>(builder.intern_label(label.text)));
    } else {
      MUSTER_TRY(const EdgeTypeId type, builder.intern_edge_type(label.text));
      on.tokens.push_back(static_cast<std::uint32_t>(type));
    }
  }
  for (const ast::PropertyReference& property : properties)
    on.keys.push_back(builder.intern_key(property.key.text));
  return on;
}

const IndexDefinition* same_index(const Schema& schema, IndexKind kind, const OnElements& on) {
  const std::uint32_t token = on.tokens.empty() ? kNoToken : on.tokens[0];
  if (kind != IndexKind::kLookup && kind != IndexKind::kFulltext)
    return schema.index_on(kind, on.element, token, on.keys);
  for (const IndexDefinition* const index : schema.indexes_of(on.element, token)) {
    if (index->kind == kind && index->tokens == on.tokens && index->keys == on.keys) return index;
  }
  return nullptr;
}

const ConstraintDefinition* same_constraint(const Schema& schema, ConstraintKind kind,
                                            const OnElements& on) {
  const auto counts = [](ConstraintKind of) {
    return of == ConstraintKind::kUnique || of == ConstraintKind::kKey;
  };
  for (const ConstraintDefinition* const rule : schema.constraints_of(on.element, on.tokens[0])) {
    if (rule->keys == on.keys && (rule->kind == kind || (counts(rule->kind) && counts(kind))))
      return rule;
  }
  return nullptr;
}

std::string generated_name(const Schema& schema, std::string_view what, std::string_view text) {
  std::uint64_t hash = hash_bytes(text);
  for (;;) {
    std::string name = fmt::format("{}_{:08x}", what, hash & 0xFFFF'FFFF);
    if (schema.find_index(name) == nullptr && schema.find_constraint(name) == nullptr) return name;
    hash = hash_combine(hash, 1);
  }
}

std::string text_of(const ast::CreateIndex& command) {
  return text_of(index_kind_name(kind_of(command.kind)), command.element, command.labels,
                 command.properties);
}
std::string text_of(const ast::CreateConstraint& command) {
  return text_of(constraint_kind_name(kind_of(command.kind)), command.element, {command.label},
                 command.properties);
}

}  // namespace muster::query
