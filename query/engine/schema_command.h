// Schema commands: CREATE and DROP of indexes and constraints.
//
// The law: IF NOT EXISTS and IF EXISTS make a command that has nothing to do succeed without a
// write transaction, after look-ups by hash: an inventory tool sends such a command before each
// load, with thousands of indexes there.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "core/base/execution.h"
#include "core/base/result.h"
#include "core/base/value.h"
#include "core/graph/snapshot_builder.h"
#include "query/physical/execution_context.h"
#include "query/syntax/ast.h"

namespace muster::query {

class SchemaCommand {
 public:
  using Body =
      std::variant<ast::CreateIndex, ast::DropIndex, ast::CreateConstraint, ast::DropConstraint>;

  // Errors: kSemantic: a property of another variable than the pattern's, a type that no property
  // has, an unknown option; kUnimplemented: vector indexes.
  static Result<SchemaCommand> make(Body body);

  // Whether running it on this graph would change it or fail. Cost: O(1) look-ups by hash.
  bool has_work(const GraphSnapshot& graph, const ValueMap& parameters) const;

  // Errors: kAlreadyExists, detail EquivalentSchemaRuleAlreadyExists, IndexAlreadyExists,
  // IndexWithNameAlreadyExists, ConstraintAlreadyExists, ConstraintWithNameAlreadyExists;
  // kNotFound, detail IndexNotFound, ConstraintNotFound; kConstraint, detail
  // ConstraintValidationFailed: there are elements that break it; kInvalidArgument, kType: the
  // parameter that names it; what `budget` says.
  Result<void> run(SnapshotBuilder& builder, const ValueMap& parameters, const WorkBudget& budget,
                   UpdateCounters& counters) const;

  // One line for EXPLAIN: "CreateIndex" and what it is on.
  std::string operation() const;

 private:
  explicit SchemaCommand(Body body) : body_(std::move(body)) {}

  Body body_;
  PropertyTypes types_;     // Of a property type constraint.
  std::string types_text_;  // "INTEGER | STRING"
};

}  // namespace muster::query
