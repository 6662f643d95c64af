// A syntax tree back into text: for plans, for comparing expressions, for cached statements.
//
// The law: parse(to_text(tree)) is the same tree but for positions. Equal trees give equal text,
// whatever space, letter case of keywords or brackets they were written with.
#pragma once

#include <string>

#include "query/syntax/ast.h"

namespace muster::query::ast {

std::string to_text(const Expression& expression);
std::string to_text(const PathPattern& pattern);
std::string to_text(const Clause& clause);
std::string to_text(const Query& query);
std::string to_text(const Statement& statement);
// A union is ANY<A | B>.
std::string to_text(const TypeName& type);

// A name as a query must spell it: in backticks unless it is a plain word that is no keyword.
std::string name_text(const std::string& name);

}  // namespace muster::query::ast
