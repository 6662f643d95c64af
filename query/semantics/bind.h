// bind(): from a syntax tree to a BoundQuery, or to the first compile-time error in clause order.
#pragma once

#include "core/base/execution.h"
#include "core/base/result.h"
#include "query/semantics/bound_query.h"
#include "query/semantics/signatures.h"
#include "query/syntax/ast.h"

namespace muster::query {

// What a statement may refer to. Labels, types and property keys are not here: an unknown one is
// not an error, it matches nothing.
struct BindEnvironment {
  const FunctionCatalog& functions;
  const ProcedureCatalog& procedures;
  const WorkBudget& budget;  // Asked at every clause: WITH * makes a long query a large one.
};

// Settles scopes, slots, static types and aggregates of `statement`. The result points into the
// environment's signatures, so the catalogs must outlive it; it does not point into `statement`.
//
// Cost: linear in the statement with every * written out. Threads: safe.
// Errors: kSemantic (kSyntax where the language calls the form itself wrong), with position, hint
//         and, in `detail`, the reason the openCypher TCK names (UndefinedVariable, …);
//         kUnimplemented for what parses but cannot run yet; those of the budget.
Result<BoundQuery> bind(const ast::Statement& statement, const BindEnvironment& environment);

}  // namespace muster::query
