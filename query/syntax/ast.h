// The syntax tree of a Cypher statement: what the text says, before anybody asks what it means.
//
// The laws: a tree is made once and never changed, so parts of it are shared by pointer and read
// from any thread; names are stored unquoted and with their case; every node knows where in the
// text it began. Nothing here knows ANTLR or the graph.
#pragma once

#include <cstdint>
#include <variant>

#include "query/syntax/ast_clause.h"
#include "query/syntax/ast_command.h"
#include "query/syntax/ast_expression.h"
#include "query/syntax/ast_pattern.h"

namespace muster::query::ast {

enum class StatementMode : std::uint8_t { kRun, kExplain, kProfile };

using StatementBody = std::variant<Query, CreateIndex, DropIndex, CreateConstraint, DropConstraint,
                                   Show, TerminateTransactions>;

struct Statement {
  StatementMode mode = StatementMode::kRun;
  StatementBody body;
  SourcePosition end;  // Just behind the last token: where something is missing.

  // Null for a command.
  const Query* query() const { return std::get_if<Query>(&body); }
};

}  // namespace muster::query::ast
