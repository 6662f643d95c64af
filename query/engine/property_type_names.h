// The types that a property type constraint may name.
#pragma once

#include <string>

#include "core/base/result.h"
#include "core/graph/schema.h"
#include "query/syntax/ast.h"

namespace muster::query {

struct NamedTypes {
  PropertyTypes types;
  std::string text;  // As SHOW CONSTRAINTS prints it: "INTEGER | LIST<STRING NOT NULL>".
};

// Errors: kSemantic: a type that no property has (NODE, MAP, ANY, lists of lists, …).
Result<NamedTypes> property_types_of(const ast::TypeName& type, SourcePosition position);

}  // namespace muster::query
