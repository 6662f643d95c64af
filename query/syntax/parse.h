// parse(): from query text to a syntax tree. The only door to ANTLR, which nobody above this folder
// sees.
#pragma once

#include <string_view>

#include "core/base/result.h"
#include "query/syntax/ast.h"

namespace muster::query {

// Deepest nesting of brackets, operators and subqueries that is read.
inline constexpr std::size_t kNestingMax = 200;

// Deepest syntax tree: chains such as a + b + c grow by one level an operator. AND, OR and XOR do
// not: their chains are balanced.
inline constexpr std::size_t kTreeDepthMax = 300;

// Most steps of a statement: clauses and what they add to a plan (conditions, orders, nodes and
// relationships to be found). A plan is as deep as its clauses follow one another, and is walked by
// recursion.
inline constexpr std::size_t kStepsMax = 5000;

// Reads one statement: optional EXPLAIN or PROFILE, a query, any number of `;` behind it.
//
// Cost: about 0.2 ms for an ordinary query once the parser is warm, up to 20 ms the first time (see
// warm_parser). Threads: safe; the parser's decision tables are shared. Errors: kSyntax with the
// position (columns in code points), what was expected, and a hint for common slips; `detail` is
// the reason the
//         openCypher TCK names (UnexpectedSyntax, IntegerOverflow, …).
Result<ast::Statement> parse(std::string_view text);

// Fills the parser's decision tables by reading typical queries, so that the first user does not
// pay for it.
void warm_parser();

}  // namespace muster::query
