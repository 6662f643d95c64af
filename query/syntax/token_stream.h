// TokenStream: the tokens of one query text, checked for what a grammar explains badly. Internal to
// query/syntax.
//
// The law: a stream that passed check() has closed strings, names, comments and brackets, known
// characters only, and bounded nesting, so that the recursive parser behind it cannot run out of
// stack.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <antlr4-runtime.h>

#include "CypherLexer.h"
#include "CypherParser.h"
#include "core/base/result.h"
#include "query/syntax/source_text.h"

namespace muster::query {

class TokenStream {
 public:
  // REQUIRES: `source` is valid UTF-8 and outlives the stream.
  explicit TokenStream(const SourceText& source);

  // Errors: kSyntax for unclosed or mismatched parts, foreign characters and nesting beyond
  // kNestingMax.
  Result<void> check();

  // Makes names of the kept words that stand where a name is likely, `RETURN match.set`, where the
  // query gives a value to a variable of that name. For a query that cannot be read otherwise;
  // restore() takes it back. Returns whether there were any.
  bool soften();
  void restore();

  antlr4::CommonTokenStream& antlr() { return *stream_; }

  // Without the end token, in order.
  std::size_t size() const { return tokens_.size(); }
  std::size_t type(std::size_t index) const;  // Beyond the end: antlr4::Token::EOF.
  std::string_view text(std::size_t index) const;
  // Where token `index` begins; beyond the end, just behind the last token.
  SourcePosition position(std::size_t index) const;
  SourcePosition position(const antlr4::Token& token) const;
  // `offset_bytes` into `token`, which may span lines.
  SourcePosition position_in(const antlr4::Token& token, std::size_t offset_bytes) const;
  SourcePosition end_position() const { return position(size()); }
  // The bytes from the first token to the last, both included.
  std::string_view text_between(const antlr4::Token& first, const antlr4::Token& last) const;

  // A keyword as it is written, in capitals; empty for a token of another kind.
  std::string keyword(std::size_t type) const;
  // The types of all keywords.
  static std::vector<std::size_t> keywords();

  // Index of the bracket that is open where token `index` stands, or kNone.
  std::size_t open_bracket_before(std::size_t index) const;

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

 private:
  Result<void> check_characters() const;
  Result<void> check_brackets();
  void mark_words();
  bool may_be_name(std::size_t index) const;
  bool may_bind(std::size_t index) const;
  void set_type(std::size_t index, std::size_t type);
  Error error_at(std::size_t index, std::string message, std::string hint,
                 std::string detail = "UnexpectedSyntax") const;

  const SourceText& source_;
  std::unique_ptr<antlr4::ANTLRInputStream> input_;
  std::unique_ptr<generated::CypherLexer> lexer_;
  std::unique_ptr<antlr4::CommonTokenStream> stream_;
  std::vector<antlr4::Token*> tokens_;
  std::vector<std::pair<std::size_t, std::size_t>> softened_;  // Index and type before.
};

}  // namespace muster::query
