#include "query/syntax/result_bar.h"

#include "query/syntax/token_kinds.h"

namespace muster::query {
namespace {

using Lexer = generated::CypherLexer;

// `-[` opens a relationship where the dash follows a node or an arrow head: `)-[`, `)<-[`. But `(x)
// - [y IN …]`, `(x) - [(a)-->(b) | …]` and `(x) - [p = …]` take a list away from something.
bool is_relationship_bracket(const TokenStream& tokens, std::size_t open) {
  if (open < 2 || tokens.type(open - 1) != Lexer::MINUS) return false;
  if (tokens.type(open + 1) == Lexer::LPAREN || tokens.type(open + 2) == Lexer::IN ||
      tokens.type(open + 2) == Lexer::EQ)
    return false;
  return tokens.type(open - 2) == Lexer::RPAREN || tokens.type(open - 2) == Lexer::LT;
}

// The tokens of one bracket that stand in no bracket within it, nor between CASE and END.
class TopLevel {
 public:
  TopLevel(const TokenStream& tokens, std::size_t open) : tokens_(tokens), at_(open) {}

  std::size_t next(std::size_t close) {
    for (++at_; at_ < close; ++at_) {
      const std::size_t kind = tokens_.type(at_);
      if (opens_bracket(kind)) ++brackets_;
      if (closes_bracket(kind)) {
        --brackets_;
      } else if (brackets_ == 0 && is_keyword()) {
        if (kind == Lexer::CASE) ++cases_;
        if (kind == Lexer::END && cases_ > 0) {
          --cases_;
          continue;
        }
      }
      if (brackets_ == 0 && cases_ == 0 && !closes_bracket(kind)) return at_;
    }
    return TokenStream::kNone;
  }

 private:
  // Not the name of a property or a label: `r.end`, `n:Case`.
  bool is_keyword() const {
    const std::size_t before = tokens_.type(at_ - 1);
    return before != Lexer::DOT && before != Lexer::COLON;
  }

  const TokenStream& tokens_;
  std::size_t at_;
  std::size_t brackets_ = 0;
  std::size_t cases_ = 0;
};

std::size_t find_top_level(const TokenStream& tokens, std::size_t open, std::size_t close,
                           std::size_t kind) {
  TopLevel walk(tokens, open);
  for (std::size_t i = walk.next(close); i != TokenStream::kNone; i = walk.next(close)) {
    if (tokens.type(i) == kind) return i;
  }
  return TokenStream::kNone;
}

// Whether the parenthesis at `index` begins a pattern: a node before a relationship, or a part that
// repeats.
bool begins_pattern(const TokenStream& tokens, std::size_t index, std::size_t close) {
  if (tokens.type(index) != Lexer::LPAREN) return false;
  if (tokens.type(index + 1) == Lexer::LPAREN) return true;
  std::size_t depth = 0;
  for (std::size_t i = index; i < close; ++i) {
    if (opens_bracket(tokens.type(i))) ++depth;
    if (!closes_bracket(tokens.type(i)) || --depth > 0) continue;
    const std::size_t next = tokens.type(i + 1);
    // Before a bar or WHERE it is a node alone, which the tree builder refuses by its name.
    return next == Lexer::MINUS || next == Lexer::LT || next == Lexer::LPAREN ||
           next == Lexer::BAR || next == Lexer::WHERE;
  }
  return false;
}

// Behind which token the bar is to be looked for, or kNone where there is none: what has no
// elements to go through and no pattern is a plain list.
std::size_t search_from(const TokenStream& tokens, std::size_t open, std::size_t close) {
  const std::size_t before = open == 0 ? antlr4::Token::EOF : tokens.type(open - 1);
  if (tokens.type(open) == Lexer::LPAREN) {
    return before == Lexer::REDUCE || before == Lexer::FOREACH
               ? find_top_level(tokens, open, close, Lexer::IN)
               : TokenStream::kNone;
  }
  if (tokens.type(open) != Lexer::LBRACK || is_relationship_bracket(tokens, open))
    return TokenStream::kNone;
  // `[n IN …, m:A|B]` lists conditions.
  if (find_top_level(tokens, open, close, Lexer::COMMA) != TokenStream::kNone)
    return TokenStream::kNone;
  if (tokens.type(open + 2) == Lexer::IN) return open + 2;
  if (tokens.type(open + 2) == Lexer::EQ && begins_pattern(tokens, open + 3, close))
    return open + 2;
  return begins_pattern(tokens, open + 1, close) ? open : TokenStream::kNone;
}

// What may stand in a label expression or a type beside `:` and `|`.
bool may_be_label(std::size_t kind) {
  return is_word(kind) || kind == Lexer::AMPERSAND || kind == Lexer::BANG ||
         kind == Lexer::PERCENT || kind == Lexer::LT || kind == Lexer::GT || kind == Lexer::DOLLAR;
}

}  // namespace

// In `[x IN l WHERE x:A|B | x.k]` the first bar joins labels: of bars that stand in one label
// expression the last one introduces the result, and any other bar does so at once.
std::size_t result_bar(const TokenStream& tokens, std::size_t open, std::size_t close) {
  const std::size_t from = search_from(tokens, open, close);
  if (from == TokenStream::kNone) return TokenStream::kNone;
  std::size_t bar = TokenStream::kNone;
  bool labels = false;  // Whether everything since the last `:`, IS or `::` may be labels or types.
  TopLevel walk(tokens, from);
  for (std::size_t i = walk.next(close); i != TokenStream::kNone; i = walk.next(close)) {
    const std::size_t kind = tokens.type(i);
    if (kind == Lexer::BAR) {
      bar = i;
      if (!labels) break;
    } else if (kind == Lexer::COLON || kind == Lexer::DOUBLE_COLON || kind == Lexer::IS) {
      if (bar != TokenStream::kNone) break;
      labels = true;
    } else if (!may_be_label(kind)) {
      if (bar != TokenStream::kNone) break;
      labels = false;
    }
  }
  return bar;
}

}  // namespace muster::query
