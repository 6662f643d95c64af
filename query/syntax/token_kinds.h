// What kinds of token there are, for what looks at tokens before the grammar does. Internal to
// query/syntax.
#pragma once

#include <cstddef>

#include "CypherLexer.h"
#include "CypherParser.h"

namespace muster::query {

inline bool opens_bracket(std::size_t type) {
  using Lexer = generated::CypherLexer;
  return type == Lexer::LPAREN || type == Lexer::LBRACK || type == Lexer::LBRACE;
}

inline bool closes_bracket(std::size_t type) {
  using Lexer = generated::CypherLexer;
  return type == Lexer::RPAREN || type == Lexer::RBRACK || type == Lexer::RBRACE;
}

// Names and words of any kind.
inline bool is_word(std::size_t type) {
  using Lexer = generated::CypherLexer;
  return type == Lexer::IDENTIFIER || type == Lexer::QUOTED_NAME ||
         (type >= Lexer::AND && type <= Lexer::TIMEZONE) ||
         type == generated::CypherParser::ALL_ROWS;
}

}  // namespace muster::query
