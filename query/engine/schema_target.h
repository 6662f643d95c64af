// What a schema command is about: its labels or types and its properties, in the graph's ids.
//
// The law: asking what is known interns nothing; only a command that goes on to define something
// does.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/graph/snapshot_builder.h"
#include "query/syntax/ast.h"

namespace muster::query {

struct OnElements {
  ElementKind element = ElementKind::kNode;
  std::vector<std::uint32_t> tokens;
  std::vector<KeyId> keys;
};

ElementKind element_of(ast::ElementKind element);
IndexKind kind_of(ast::IndexKind kind);  // kVector, which is refused before, as kRange.
ConstraintKind kind_of(ast::ConstraintKind kind);

// None where the graph has not every name: then nothing is defined on them either.
std::optional<OnElements> known_elements(const Catalog& catalog, ElementKind element,
                                         const std::vector<ast::Name>& labels,
                                         const std::vector<ast::PropertyReference>& properties);
// Errors: kResourceExhausted: too many relationship types.
Result<OnElements> interned_elements(SnapshotBuilder& builder, ElementKind element,
                                     const std::vector<ast::Name>& labels,
                                     const std::vector<ast::PropertyReference>& properties);

// The index of this kind on the same, or null.
const IndexDefinition* same_index(const Schema& schema, IndexKind kind, const OnElements& on);
// The constraint that says the same, or of kUnique and kKey the one that leaves no room for it.
const ConstraintDefinition* same_constraint(const Schema& schema, ConstraintKind kind,
                                            const OnElements& on);

// The same for the same definition (by text_of), in every store; another one where somebody took
// that name. `what`: "index", "constraint".
std::string generated_name(const Schema& schema, std::string_view what, std::string_view text);
std::string text_of(const ast::CreateIndex& command);
std::string text_of(const ast::CreateConstraint& command);

}  // namespace muster::query
