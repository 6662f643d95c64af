// Expressions turned into evaluators, a family of expressions in each *_evaluators.cpp.
//
// The law: a compiler only looks at what was bound; whatever depends on a row, a parameter or the
// graph is found out by the evaluator it makes. For those files alone; others compile_expression().
#pragma once

#include <initializer_list>
#include <set>
#include <string>
#include <vector>

#include "query/physical/evaluator.h"

namespace muster::query {

using Locals = std::set<SlotId>;

// An entry of a map literal or a map projection.
struct EntryEvaluator {
  std::string key;
  EvaluatorPtr value;
};

struct ExpressionCompiler {
  const Locals& locals;     // Slots that live in the frame.
  SourcePosition position;  // Of the expression compiled, for its errors.

  EvaluatorPtr part(const BoundExpressionPtr& expression) const {
    return compile_expression(*expression, locals);
  }
  // Null for null.
  EvaluatorPtr maybe(const BoundExpressionPtr& expression) const {
    return compile_optional(expression, locals);
  }
  // Null for null; compiled where more slots are local.
  EvaluatorPtr inner(const BoundExpressionPtr& expression, const Locals& inner_locals) const {
    return compile_optional(expression, inner_locals);
  }
  std::vector<EvaluatorPtr> parts(const std::vector<BoundExpressionPtr>& expressions) const;
  std::vector<EntryEvaluator> entries(const std::vector<BoundProperty>& properties) const;
  Locals with(std::initializer_list<SlotId> slots) const;

  EvaluatorPtr operator()(const BoundLiteral& literal) const;
  EvaluatorPtr operator()(const BoundParameter& parameter) const;
  EvaluatorPtr operator()(const BoundVariable& variable) const;
  EvaluatorPtr operator()(const BoundList& list) const;
  EvaluatorPtr operator()(const BoundMap& map) const;
  EvaluatorPtr operator()(const BoundPropertyAccess& access) const;
  EvaluatorPtr operator()(const BoundIndex& index) const;
  EvaluatorPtr operator()(const BoundSlice& slice) const;
  EvaluatorPtr operator()(const BoundLabelTest& test) const;
  EvaluatorPtr operator()(const BoundOpenLabelTest& test) const;
  EvaluatorPtr operator()(const BoundTypeTest& test) const;
  EvaluatorPtr operator()(const BoundNormalizedTest& test) const;
  EvaluatorPtr operator()(const BoundUnary& unary) const;
  EvaluatorPtr operator()(const BoundBinary& binary) const;
  EvaluatorPtr operator()(const BoundFunctionCall& call) const;
  EvaluatorPtr operator()(const BoundCase& choice) const;
  EvaluatorPtr operator()(const BoundListComprehension& comprehension) const;
  EvaluatorPtr operator()(const BoundQuantifier& quantifier) const;
  EvaluatorPtr operator()(const BoundReduce& reduce) const;
  EvaluatorPtr operator()(const BoundMapProjection& projection) const;
  EvaluatorPtr operator()(const BoundSubquery& query) const;
};

// The result, or null and the frame failed.
Value value_or_fail(Frame& frame, Result<Value> result, SourcePosition position);
// Whether the budget has room for both values in one; if not, the frame has failed.
bool room_for_both(Frame& frame, const Value& left, const Value& right);
// The truth of a condition: nullopt for null, or after a failure.
std::optional<bool> condition(Frame& frame, const Evaluator& where, SourcePosition position);

}  // namespace muster::query
