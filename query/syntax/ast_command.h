// Commands: the statements beside queries, which change the schema or show what there is. ast.h
// says what the tree is.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "query/syntax/ast_clause.h"

namespace muster::query::ast {

// --- Indexes and constraints ---

enum class IndexKind : std::uint8_t { kRange, kText, kPoint, kLookup, kFulltext, kVector };
enum class ElementKind : std::uint8_t { kNode, kRelationship };

// The name of an index or a constraint: written, or a parameter that holds it.
struct SchemaName {
  Name name;
  bool parameter = false;
};

// `n.key`. The binder asks that the variable is the one of the pattern.
struct PropertyReference {
  Name variable;
  Name key;
};

// `CREATE RANGE INDEX name IF NOT EXISTS FOR (n:Label) ON (n.a, n.b) OPTIONS {…}`,
// `… FOR ()-[r:TYPE]-() ON (r.a)`, `CREATE FULLTEXT INDEX … FOR (n:A|B) ON EACH [n.a]`,
// `CREATE LOOKUP INDEX … FOR (n) ON EACH labels(n)`
struct CreateIndex {
  SourcePosition position;
  IndexKind kind = IndexKind::kRange;
  std::optional<SchemaName> name;
  bool if_not_exists = false;
  ElementKind element = ElementKind::kNode;
  Name variable;
  std::vector<Name> labels;  // Labels or types; two or more for kFulltext alone, none for kLookup.
  std::vector<PropertyReference> properties;  // None for kLookup.
  ExpressionPtr options;                      // A MapLiteral or a Parameter.
};
struct DropIndex {
  SourcePosition position;
  SchemaName name;
  bool if_exists = false;
};

enum class ConstraintKind : std::uint8_t { kUnique, kKey, kExistence, kPropertyType };

// `CREATE CONSTRAINT name IF NOT EXISTS FOR (n:Label) REQUIRE (n.a, n.b) IS UNIQUE`
struct CreateConstraint {
  SourcePosition position;
  std::optional<SchemaName> name;
  bool if_not_exists = false;
  ElementKind element = ElementKind::kNode;
  Name variable;
  Name label;  // Or type.
  ConstraintKind kind = ConstraintKind::kUnique;
  std::vector<PropertyReference> properties;  // One for kExistence and kPropertyType.
  TypeName type;                              // kPropertyType
  ExpressionPtr options;
};
struct DropConstraint {
  SourcePosition position;
  SchemaName name;
  bool if_exists = false;
};

// --- SHOW and TERMINATE ---

// What follows: `YIELD a, b AS c ORDER BY … SKIP … LIMIT … WHERE … RETURN …`, or WHERE alone.
struct CommandRows {
  std::optional<WithClause> yield;  // Items are plain variables; `*` is all_variables.
  ExpressionPtr where;              // Without YIELD.
  std::optional<ReturnClause> result;
};

struct ShowIndexes {
  std::optional<IndexKind> kind;
};
struct ShowConstraints {
  std::optional<ConstraintKind> kind;
  std::optional<ElementKind> element;
};
// `EXECUTABLE BY name`, `EXECUTABLE BY CURRENT USER`, `EXECUTABLE`
struct Executable {
  std::optional<Name> user;  // Absent: who asks.
};
struct ShowProcedures {
  std::optional<Executable> executable;
};
struct ShowFunctions {
  std::optional<bool> built_in;  // `BUILT IN`, `USER DEFINED`; absent: all.
  std::optional<Executable> executable;
};
// The ids are text, or parameters that hold text or a list of it.
struct ShowTransactions {
  std::vector<ExpressionPtr> ids;  // Empty: all.
};
struct ShowDatabases {
  enum class Which : std::uint8_t { kAll, kDefault, kHome, kNamed };
  Which which = Which::kAll;
  std::optional<SchemaName> name;
};
struct Show {
  SourcePosition position;
  std::variant<ShowIndexes, ShowConstraints, ShowProcedures, ShowFunctions, ShowTransactions,
               ShowDatabases>
      what;
  CommandRows rows;
};

// `TERMINATE TRANSACTIONS 'muster-transaction-7', $id YIELD …`
struct TerminateTransactions {
  SourcePosition position;
  std::vector<ExpressionPtr> ids;
  CommandRows rows;
};

}  // namespace muster::query::ast
