// The part of Binder for what Neo4j adds and a row hardly notices: USE, the planner's hints, and
// CASE with tests.
#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include <fmt/format.h>

#include "query/semantics/binder.h"

namespace muster::query {

// There is one graph. It answers to the names that tools know, so that their queries run unchanged.
Result<void> Binder::use(const ast::UseClause& clause, bool first, SourcePosition position) const {
  if (!first) {
    return semantic_error(position, "USE must be the first clause of a query", "",
                          "InvalidClauseComposition");
  }
  constexpr std::array<std::string_view, 2> kNames = {"muster", "neo4j"};
  std::string name = clause.graph.text;
  for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (!clause.dynamic_graph && std::find(kNames.begin(), kNames.end(), name) != kNames.end())
    return ok();
  return semantic_error(clause.graph.position,
                        fmt::format("there is no graph '{}'", clause.graph.text),
                        "the one graph here is called muster; leave USE out.", "GraphNotFound");
}

// Hints change no result: the planner has its own statistics. They must name what the pattern
// binds.
Result<void> Binder::check_hints(const ast::MatchClause& clause) const {
  for (const auto& hint : clause.hints) {
    for (const auto& variable : hint.variables) {
      if (!scope_.find(variable.text)) return undefined_variable(variable.text, variable.position);
    }
  }
  return ok();
}

// A fold over the one value of the subject, whose step is the searched form: the tests read the
// subject from the slot of the fold's variable.
Result<BoundExpressionPtr> Binder::extended_case(const ast::Case& node, SourcePosition position,
                                                 const Rules& rules) {
  MUSTER_TRY(auto subject, expression(node.subject, rules));
  const Type subject_type = subject->type;
  const SlotId outer = std::exchange(case_subject_, new_slot("", subject_type));
  const SlotId variable = case_subject_;
  ast::Case searched = node;
  searched.subject = nullptr;
  searched.extended = false;
  auto step = case_expression(searched, position, rules);
  case_subject_ = outer;
  if (!step) return std::move(step).error();
  Type type = (*step)->type;
  auto once = bound(position, Type::list_of(subject_type), BoundList{{std::move(subject)}});
  auto nothing = bound(position, TypeKind::kNull, BoundLiteral{Value()});
  return bound(position, type,
               BoundReduce{.accumulator = new_slot("", type),
                           .initial = std::move(nothing),
                           .variable = variable,
                           .list = std::move(once),
                           .step = std::move(*step)});
}

}  // namespace muster::query
