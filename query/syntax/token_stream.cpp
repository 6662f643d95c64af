#include "query/syntax/token_stream.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/base/escape.h"
#include "query/syntax/parse.h"
#include "query/syntax/result_bar.h"
#include "query/syntax/token_kinds.h"

namespace muster::query {
namespace {

using Lexer = generated::CypherLexer;

std::size_t closer_of(std::size_t opener) {
  if (opener == Lexer::LPAREN) return Lexer::RPAREN;
  return opener == Lexer::LBRACK ? Lexer::RBRACK : Lexer::RBRACE;
}

std::string_view bracket_text(std::size_t type) {
  switch (type) {
    case Lexer::LPAREN:
      return "(";
    case Lexer::RPAREN:
      return ")";
    case Lexer::LBRACK:
      return "[";
    case Lexer::RBRACK:
      return "]";
    case Lexer::LBRACE:
      return "{";
    default:
      return "}";
  }
}

// Operators that nest without a bracket: `NOT NOT …`, `- - …`.
bool is_prefix(std::size_t type) {
  return type == Lexer::NOT || type == Lexer::MINUS || type == Lexer::PLUS || type == Lexer::BANG;
}

// The words of hardKeyword in the grammar that are no literals.
bool is_kept(std::size_t type) {
  return (type >= Lexer::AND && type <= Lexer::IS) || (type >= Lexer::CASE && type <= Lexer::ENDS);
}

bool is_value(std::size_t type) {
  return type == Lexer::INTEGER || type == Lexer::FLOAT || type == Lexer::STRING ||
         type == Lexer::PARAMETER || type == Lexer::BAD_NUMBER;
}

// Words behind which an expression or a name stands.
bool wants_operand(std::size_t type) {
  switch (type) {
    case Lexer::AND:
    case Lexer::OR:
    case Lexer::XOR:
    case Lexer::NOT:
    case Lexer::IN:
    case Lexer::WHERE:
    case Lexer::WITH:
    case Lexer::RETURN:
    case Lexer::DISTINCT:
    case Lexer::BY:
    case Lexer::SET:
    case Lexer::REMOVE:
    case Lexer::DELETE:
    case Lexer::UNWIND:
    case Lexer::WHEN:
    case Lexer::THEN:
    case Lexer::ELSE:
    case Lexer::CASE:
    case Lexer::CONTAINS:
    case Lexer::YIELD:
    case Lexer::FOR:
    case Lexer::LET:
    case Lexer::FILTER:
    case Lexer::ON:
      return true;
    default:
      return false;
  }
}

// Words that may stand behind an operand and go on with its expression or its item.
bool joins_operand(std::size_t type) {
  switch (type) {
    case Lexer::AND:
    case Lexer::OR:
    case Lexer::XOR:
    case Lexer::IN:
    case Lexer::IS:
    case Lexer::STARTS:
    case Lexer::ENDS:
    case Lexer::CONTAINS:
    case Lexer::AS:
    case Lexer::THEN:
    case Lexer::WHEN:
    case Lexer::ELSE:
    case Lexer::END:
    case Lexer::ASC:
    case Lexer::ASCENDING:
    case Lexer::DESC:
    case Lexer::DESCENDING:
    case Lexer::ORDER:
    case Lexer::SKIP_:
    case Lexer::OFFSET:
    case Lexer::LIMIT:
    case Lexer::WHERE:
    case Lexer::YIELD:
      return true;
    default:
      return false;
  }
}

bool begins_clause(std::size_t type) {
  switch (type) {
    case Lexer::MATCH:
    case Lexer::OPTIONAL:
    case Lexer::UNWIND:
    case Lexer::WITH:
    case Lexer::RETURN:
    case Lexer::CREATE:
    case Lexer::MERGE:
    case Lexer::SET:
    case Lexer::REMOVE:
    case Lexer::DELETE:
    case Lexer::DETACH:
    case Lexer::CALL:
    case Lexer::UNION:
    case Lexer::FOREACH:
      return true;
    default:
      return false;
  }
}

// What is opened by a word and closed by END.
bool opens_word(std::size_t type) { return type == Lexer::CASE; }

}  // namespace

TokenStream::TokenStream(const SourceText& source)
    : source_(source),
      input_(std::make_unique<antlr4::ANTLRInputStream>(std::string(source.text()))) {
  lexer_ = std::make_unique<Lexer>(input_.get());
  lexer_->removeErrorListeners();
  stream_ = std::make_unique<antlr4::CommonTokenStream>(lexer_.get());
  stream_->fill();
  tokens_ = stream_->getTokens();
  if (!tokens_.empty() && tokens_.back()->getType() == antlr4::Token::EOF) tokens_.pop_back();
}

std::size_t TokenStream::type(std::size_t index) const {
  return index < tokens_.size() ? tokens_[index]->getType() : antlr4::Token::EOF;
}

std::string_view TokenStream::text(std::size_t index) const {
  if (index >= tokens_.size()) return {};
  return source_.slice(tokens_[index]->getStartIndex(), tokens_[index]->getStopIndex() + 1);
}

SourcePosition TokenStream::position(const antlr4::Token& token) const {
  return {.line = static_cast<std::uint32_t>(token.getLine()),
          .column = static_cast<std::uint32_t>(token.getCharPositionInLine() + 1),
          .offset = source_.byte_of(token.getStartIndex())};
}

SourcePosition TokenStream::position(std::size_t index) const {
  if (index < tokens_.size()) return position(*tokens_[index]);
  if (tokens_.empty()) return {.line = 1, .column = 1, .offset = 0};
  return source_.position_of_byte(source_.byte_of(tokens_.back()->getStopIndex() + 1));
}

SourcePosition TokenStream::position_in(const antlr4::Token& token,
                                        std::size_t offset_bytes) const {
  return offset_bytes == 0
             ? position(token)
             : source_.position_of_byte(source_.byte_of(token.getStartIndex()) + offset_bytes);
}

std::string_view TokenStream::text_between(const antlr4::Token& first,
                                           const antlr4::Token& last) const {
  return source_.slice(first.getStartIndex(), last.getStopIndex() + 1);
}

Error TokenStream::error_at(std::size_t index, std::string message, std::string hint,
                            std::string detail) const {
  return Error{.code = ErrorCode::kSyntax,
               .message = std::move(message),
               .position = position(index),
               .hint = std::move(hint),
               .detail = std::move(detail)};
}

Result<void> TokenStream::check() {
  MUSTER_CHECK(check_characters());
  MUSTER_CHECK(check_brackets());
  mark_words();
  return ok();
}

Result<void> TokenStream::check_characters() const {
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    switch (type(i)) {
      case Lexer::UNCLOSED_STRING:
        return error_at(
            i,
            fmt::format(
                "this string is never closed: expected another {} before the end of the query",
                text(i).substr(0, 1)),
            R"(inside a string, write \' and \" for the quotes themselves.)");
      case Lexer::UNCLOSED_NAME:
        return error_at(i,
                        "this name is never closed: expected another ` before the end of the query",
                        "inside a quoted name, write `` for the quote itself.");
      case Lexer::UNCLOSED_COMMENT:
        return error_at(i, "this comment is never closed: expected */ before the end of the query",
                        "");
      case Lexer::OTHER: {
        const bool ascii = text(i).size() == 1;
        constexpr std::string_view kQuotes[] = {"“", "”", "„", "‘", "’", "«", "»"};
        if (std::find(std::begin(kQuotes), std::end(kQuotes), text(i)) != std::end(kQuotes)) {
          return error_at(i, fmt::format("'{}' is not a quote here", text(i)),
                          "texts stand in plain quotes, ' or \".", "InvalidUnicodeCharacter");
        }
        if (text(i) == "#") {
          return error_at(i, "'#' means nothing here",
                          "a comment begins with //; a name that holds # stands in backticks.");
        }
        return error_at(
            i, fmt::format("'{}' means nothing here", escape_terminal(text(i))),
            ascii ? "remove it, or quote a name that holds it with backticks, as in `a#b`."
                  : "operators are plain ASCII, as in 42 - 41; names with other characters are "
                    "quoted with backticks.",
            ascii ? "UnexpectedSyntax" : "InvalidUnicodeCharacter");
      }
      default:
        break;
    }
  }
  return ok();
}

void TokenStream::set_type(std::size_t index, std::size_t type) {
  static_cast<antlr4::CommonToken*>(tokens_[index])->setType(type);
}

// `RETURN ALL x` and `count(ALL x)`, but not `RETURN all(…)`, `RETURN all.k` or `RETURN all`.
void TokenStream::mark_words() {
  for (std::size_t i = 1; i + 1 < tokens_.size(); ++i) {
    if (type(i) != Lexer::ALL) continue;
    const std::size_t before = type(i - 1);
    const std::size_t next = type(i + 1);
    const bool place = before == Lexer::RETURN || before == Lexer::WITH ||
                       (before == Lexer::LPAREN && i > 1 && is_word(type(i - 2)));
    const std::size_t behind = type(i + 2);
    const bool star =
        next == Lexer::STAR && before != Lexer::LPAREN &&
        (behind == antlr4::Token::EOF || behind == Lexer::COMMA || behind == Lexer::SEMICOLON ||
         behind == Lexer::RBRACE || behind == Lexer::ORDER || behind == Lexer::SKIP_ ||
         behind == Lexer::OFFSET || behind == Lexer::LIMIT);
    const bool value = next == Lexer::IDENTIFIER || next == Lexer::QUOTED_NAME ||
                       next == Lexer::PARAMETER || next == Lexer::INTEGER || next == Lexer::FLOAT ||
                       next == Lexer::STRING || next == Lexer::CASE;
    if (place && (star || value)) set_type(i, generated::CypherParser::ALL_ROWS);
  }
}

// A kept word is likely a name where a name or an operand is due before it, and nothing that could
// belong to its clause follows.
bool TokenStream::may_be_name(std::size_t index) const {
  const std::size_t before = index == 0 ? antlr4::Token::EOF : type(index - 1);
  const std::size_t next = type(index + 1);
  if (next == Lexer::DOT || before == Lexer::AS) return true;
  const bool opened = before == Lexer::LPAREN || before == Lexer::LBRACK;
  if (opened && (next == Lexer::COLON || next == Lexer::LBRACE || next == Lexer::STAR)) return true;
  // Before an operand: an opening bracket, a comma, an operator, or a word that wants one.
  const bool wanted = opened ||
                      (!is_word(before) && !closes_bracket(before) && !is_value(before)) ||
                      wants_operand(before);
  return wanted && !is_value(next) && !opens_bracket(next) &&
         (!is_word(next) || joins_operand(next) || begins_clause(next));
}

// Whether a variable gets its value here: in a pattern, behind AS, before `=` or IN. What is used
// and never made is no variable but a keyword that misses its operand.
bool TokenStream::may_bind(std::size_t index) const {
  const std::size_t before = index == 0 ? antlr4::Token::EOF : type(index - 1);
  const std::size_t next = type(index + 1);
  if (before == Lexer::AS || before == Lexer::YIELD || before == Lexer::FOR || before == Lexer::LET)
    return true;
  if (next == Lexer::EQ && (before == Lexer::MATCH || before == Lexer::CREATE ||
                            before == Lexer::MERGE || before == Lexer::COMMA))
    return true;
  const bool called =
      index > 1 && (type(index - 2) == Lexer::IDENTIFIER || type(index - 2) == Lexer::COUNT);
  if (before == Lexer::LPAREN && !called)
    return next == Lexer::RPAREN || next == Lexer::COLON || next == Lexer::LBRACE ||
           next == Lexer::COMMA || next == Lexer::IN || next == Lexer::EQ;
  return before == Lexer::LBRACK && (next == Lexer::RBRACK || next == Lexer::COLON ||
                                     next == Lexer::STAR || next == Lexer::IN);
}

bool TokenStream::soften() {
  std::vector<std::string> made;
  const auto name_of = [this](std::size_t index) { return std::string(text(index)); };
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (is_kept(type(i)) && may_bind(i)) made.push_back(name_of(i));
  }
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (!is_kept(type(i)) || !may_be_name(i)) continue;
    if (std::find(made.begin(), made.end(), name_of(i)) == made.end()) continue;
    softened_.emplace_back(i, type(i));
    // At once: behind a name another word stands elsewhere than behind a keyword.
    set_type(i, Lexer::IDENTIFIER);
  }
  return !softened_.empty();
}

void TokenStream::restore() {
  for (const auto& [index, kind] : softened_) set_type(index, kind);
  softened_.clear();
}

Result<void> TokenStream::check_brackets() {
  std::vector<std::size_t> open;
  std::size_t prefixes = 0;
  std::size_t words = 0;
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    const std::size_t kind = type(i);
    prefixes = is_prefix(kind) ? prefixes + 1 : 0;
    if (opens_word(kind)) ++words;
    if (kind == Lexer::END && words > 0) --words;
    if (opens_bracket(kind)) open.push_back(i);
    if (open.size() + prefixes + words > kNestingMax) {
      return error_at(i,
                      fmt::format("the query is nested more than {} levels deep here", kNestingMax),
                      "pass deep values as a parameter, or split the query with WITH.");
    }
    if (closes_bracket(kind)) {
      if (open.empty()) {
        return error_at(i, fmt::format("'{}' closes nothing", text(i)),
                        "remove it, or add the opening bracket before it.");
      }
      const std::size_t opener = type(open.back());
      if (closer_of(opener) != kind) {
        return error_at(
            i,
            fmt::format("expected '{}' to close the '{}' at line {}, column {}, but found '{}'",
                        bracket_text(closer_of(opener)), bracket_text(opener),
                        position(open.back()).line, position(open.back()).column, text(i)),
            "close brackets in the reverse order of opening them.");
      }
      const std::size_t bar = result_bar(*this, open.back(), i);
      if (bar != kNone) set_type(bar, generated::CypherParser::PIPE);
      open.pop_back();
    }
  }
  if (open.empty()) return ok();
  return Error{
      .code = ErrorCode::kSyntax,
      .message =
          fmt::format("the '{}' opened here is never closed", bracket_text(type(open.back()))),
      .position = position(open.back()),
      .hint = fmt::format("add the missing '{}'.", bracket_text(closer_of(type(open.back())))),
      .detail = "UnexpectedSyntax"};
}

std::string TokenStream::keyword(std::size_t type) const {
  if (type < Lexer::AND || type > Lexer::TIMEZONE) return {};
  std::string name = lexer_->getVocabulary().getSymbolicName(type);
  if (name.ends_with('_')) name.pop_back();  // NULL_ is a macro of C without it.
  return name;
}

std::vector<std::size_t> TokenStream::keywords() {
  std::vector<std::size_t> out;
  for (std::size_t type = Lexer::AND; type <= Lexer::TIMEZONE; ++type) out.push_back(type);
  return out;
}

std::size_t TokenStream::open_bracket_before(std::size_t index) const {
  std::size_t depth = 0;
  for (std::size_t i = std::min(index, tokens_.size()); i-- > 0;) {
    if (closes_bracket(type(i))) {
      ++depth;
    } else if (opens_bracket(type(i))) {
      if (depth == 0) return i;
      --depth;
    }
  }
  return kNone;
}

}  // namespace muster::query
