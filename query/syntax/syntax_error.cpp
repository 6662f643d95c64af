#include "query/syntax/syntax_error.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/base/escape.h"
#include "query/syntax/frequent_slips.h"
#include "query/syntax/spelling.h"

namespace muster::query {
namespace {

using Lexer = generated::CypherParser;
constexpr std::size_t kEnd = antlr4::Token::EOF;

// What a token is called in a list of things that were expected, in the order in which they are
// listed.
struct Expectation {
  std::size_t type;
  std::string_view words;
};
constexpr std::array kPunctuation = {
    Expectation{Lexer::LPAREN, "'('"}, Expectation{Lexer::RPAREN, "')'"},
    Expectation{Lexer::RBRACK, "']'"}, Expectation{Lexer::RBRACE, "'}'"},
    Expectation{Lexer::COLON, "':'"},  Expectation{Lexer::EQ, "'='"},
    Expectation{Lexer::COMMA, "','"},  Expectation{Lexer::PIPE, "'|'"},
    Expectation{Lexer::MINUS, "'-'"},  Expectation{Lexer::LBRACE, "'{'"},
};
constexpr std::array kWords = {
    Expectation{Lexer::BY, "BY"},      Expectation{Lexer::AS, "AS"},
    Expectation{Lexer::IN, "IN"},      Expectation{Lexer::WHEN, "WHEN"},
    Expectation{Lexer::THEN, "THEN"},  Expectation{Lexer::END, "END"},
    Expectation{Lexer::WITH, "WITH"},  Expectation{Lexer::MATCH, "MATCH"},
    Expectation{Lexer::NULL_, "NULL"}, Expectation{Lexer::DELETE, "DELETE"},
    Expectation{Lexer::SET, "SET"},    Expectation{Lexer::CREATE, "CREATE"},
    Expectation{Lexer::FROM, "FROM"},
};

// Words that begin or continue a clause, for "did you mean" where the parser went past the word.
constexpr std::array<std::string_view, 30> kClauseWords = {
    "MATCH", "OPTIONAL", "WHERE",    "WITH",    "RETURN",  "UNWIND", "CREATE", "MERGE",
    "SET",   "REMOVE",   "DELETE",   "DETACH",  "CALL",    "YIELD",  "UNION",  "ORDER",
    "BY",    "SKIP",     "LIMIT",    "AS",      "AND",     "OR",     "NOT",    "STARTS",
    "ENDS",  "CONTAINS", "DISTINCT", "FOREACH", "EXPLAIN", "PROFILE"};

std::string quoted(std::string_view text) {
  constexpr std::size_t kShownMax = 40;
  // A text has its own quotes.
  if (text.size() <= kShownMax && (text.starts_with('\'') || text.starts_with('"')))
    return escape_terminal(text);
  if (text.size() <= kShownMax) return fmt::format("'{}'", escape_terminal(text));
  std::size_t cut = kShownMax;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
  return fmt::format("'{}…'", escape_terminal(text.substr(0, cut)));
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return out;
}

class Description {
 public:
  Description(const TokenStream& tokens, std::size_t index, const CanContinue& can_continue)
      : tokens_(tokens),
        index_(index),
        can_continue_(can_continue),
        type_(tokens.type(index)),
        previous_(tokens.type(index - 1)) {
    if (index_ == 0) previous_ = kEnd;
  }

  Error make() const {
    if (tokens_.size() == 0)
      return error("expected a query, found nothing",
                   "write one such as MATCH (n) RETURN n LIMIT 10.");
    if (auto slip = common_slip(tokens_, index_, can_continue_)) return *slip;
    if (auto slip = behind_colon()) return *slip;
    if (auto slip = node_without_brackets()) return *slip;
    if (auto slip = missing_part()) return *slip;
    if (auto slip = misspelt_keyword()) return *slip;
    return general();
  }

 private:
  Error error(std::string message, std::string hint) const {
    return Error{.code = ErrorCode::kSyntax,
                 .message = std::move(message),
                 .position = tokens_.position(index_),
                 .hint = std::move(hint),
                 .detail = "UnexpectedSyntax"};
  }

  std::string found() const {
    return type_ == kEnd ? std::string("the end of the query") : quoted(tokens_.text(index_));
  }
  std::string behind() const {
    return index_ == 0 ? std::string() : fmt::format(" after {}", quoted(tokens_.text(index_ - 1)));
  }

  // `:` without the name that belongs behind it.
  std::optional<Error> behind_colon() const {
    const bool separator =
        previous_ == Lexer::COLON || (previous_ == Lexer::BAR && !can_continue_(Lexer::INTEGER));
    if (!separator || can_continue_(Lexer::INTEGER)) return std::nullopt;
    const std::size_t open = tokens_.open_bracket_before(index_);
    const bool relationship = open != TokenStream::kNone && tokens_.type(open) == Lexer::LBRACK;
    if (relationship) {
      return error(fmt::format("expected a relationship type{}", behind()),
                   "name a type, as in [:CAN_ASSUME], or write [] to match any type.");
    }
    return error(fmt::format("expected a label{}", behind()),
                 "name a label, as in (:User), or write () to match any node.");
  }

  // `MATCH n`: the name was read as the beginning of `n = (…)`.
  std::optional<Error> node_without_brackets() const {
    const bool name = previous_ == Lexer::IDENTIFIER ||
                      (previous_ >= Lexer::CONTAINS && previous_ <= Lexer::TIMEZONE);
    if (index_ < 2 || !name) return std::nullopt;
    const std::size_t clause = tokens_.type(index_ - 2);
    if (clause != Lexer::MATCH && clause != Lexer::CREATE && clause != Lexer::MERGE)
      return std::nullopt;
    const std::string word(tokens_.text(index_ - 1));
    Error out = error(fmt::format("expected a pattern after {} but found {}",
                                  upper(tokens_.text(index_ - 2)), quoted(std::string_view(word))),
                      fmt::format("a node stands in round brackets: ({}).", word));
    out.position = tokens_.position(index_ - 1);
    return out;
  }

  // A part that a word or a bracket calls for.
  std::optional<Error> missing_part() const {
    switch (previous_) {
      case Lexer::MATCH:
      case Lexer::CREATE:
      case Lexer::MERGE:
        if (type_ == Lexer::LPAREN) return std::nullopt;
        if (index_ > 1 && tokens_.type(index_ - 2) == Lexer::ON) {
          return error(fmt::format("expected SET after ON {} but found {}",
                                   upper(tokens_.text(index_ - 1)), found()),
                       "write ON CREATE SET n.key = value.");
        }
        return error(fmt::format("expected a pattern after {} but found {}",
                                 upper(tokens_.text(index_ - 1)), found()),
                     "a pattern begins with a node in round brackets, as in (u:User).");
      case Lexer::WHERE:
        return error(fmt::format("expected a condition after WHERE but found {}", found()),
                     "write one, as in WHERE u.enabled = true.");
      case Lexer::RETURN:
      case Lexer::WITH:
        if (!can_continue_(Lexer::STAR)) return std::nullopt;
        return error(fmt::format("expected what to {} but found {}",
                                 previous_ == Lexer::RETURN ? "return" : "pass on", found()),
                     "name expressions, or write * for every variable.");
      case Lexer::EXPLAIN:
      case Lexer::PROFILE:
        if (index_ > 1) return std::nullopt;
        return error(fmt::format("expected a query after {} but found {}",
                                 upper(tokens_.text(index_ - 1)), found()),
                     "a query begins with a clause, as in MATCH (n) RETURN n.");
      case Lexer::DOUBLE_COLON:
      case Lexer::TYPED:
        return error(fmt::format("expected a type{} but found {}", behind(), found()),
                     "name one, as in IS :: INTEGER.");
      case Lexer::IS:
        if (fitting_keyword()) return std::nullopt;
        return error(fmt::format("expected NULL, a type or a label after IS but found {}", found()),
                     "write IS NULL, IS :: INTEGER or IS Label; to compare values write =.");
      case Lexer::DOT:
        return error(fmt::format("expected a property name after '.' but found {}", found()),
                     "name a property, as in u.name; other names go into backticks.");
      case Lexer::AS:
        if (can_continue_(Lexer::INTEGER)) return std::nullopt;
        return error(fmt::format("expected a name after AS but found {}", found()),
                     "names that are not plain words go into backticks.");
      case Lexer::GT:
      case Lexer::MINUS:
        if (can_continue_(Lexer::LPAREN) && !can_continue_(Lexer::INTEGER)) {
          return error(fmt::format("expected a node after the relationship but found {}", found()),
                       previous_ == Lexer::MINUS && tokens_.type(index_ - 2) == Lexer::MINUS
                           ? "write (), or a node such as (r:Role); a comment begins with //."
                           : "write (), or a node such as (r:Role).");
        }
        return std::nullopt;
      default:
        return std::nullopt;
    }
  }

  std::optional<Error> misspelt_keyword() const {
    if (const auto meant = fitting_keyword()) return misspelt(index_, *meant);
    // The word before, which was taken for a name: `MACTH (n)`, `MATCH (n) WHERE x ADN y`.
    const std::size_t at = index_ - 1;
    if (index_ == 0 || tokens_.type(at) != Lexer::IDENTIFIER) return std::nullopt;
    if (at != 0 && tokens_.type(at - 1) != Lexer::RPAREN &&
        tokens_.type(at - 1) != Lexer::IDENTIFIER)
      return std::nullopt;
    const auto meant =
        closest_name(upper(tokens_.text(at)), {kClauseWords.begin(), kClauseWords.end()});
    return meant ? std::optional(misspelt(at, *meant)) : std::nullopt;
  }

  // The keyword nearest to the word that fits nowhere, of those that could stand in its place.
  std::optional<std::string> fitting_keyword() const {
    if (type_ != Lexer::IDENTIFIER) return std::nullopt;
    std::vector<std::size_t> types = TokenStream::keywords();
    std::vector<std::string> words;
    for (const std::size_t type : types) words.push_back(tokens_.keyword(type));
    constexpr int kTriesMax = 4;
    for (int i = 0; i < kTriesMax; ++i) {
      auto meant = closest_name(upper(tokens_.text(index_)), {words.begin(), words.end()});
      if (!meant) return std::nullopt;
      const auto found =
          static_cast<std::size_t>(std::find(words.begin(), words.end(), *meant) - words.begin());
      if (can_continue_(types[found])) return meant;
      words[found].clear();
    }
    return std::nullopt;
  }

  Error misspelt(std::size_t at, const std::string& meant) const {
    Error out = error(
        at == 0 ? fmt::format("expected a clause such as MATCH, CREATE or RETURN but found {}",
                              quoted(tokens_.text(at)))
                : fmt::format("{} is not expected here", quoted(tokens_.text(at))),
        fmt::format("did you mean {}?", meant));
    out.position = tokens_.position(at);
    return out;
  }

  Error general() const {
    if (index_ == 0) {
      return error(
          fmt::format("expected a clause such as MATCH, CREATE or RETURN but found {}", found()),
          "a query begins with a clause, as in MATCH (n) RETURN n.");
    }
    const bool clause_may_follow = can_continue_(Lexer::RETURN) && can_continue_(Lexer::MATCH);
    if (clause_may_follow || can_continue_(kEnd)) {
      return error(fmt::format("{} is not expected{}",
                               type_ == kEnd ? std::string("the end of the query")
                                             : quoted(tokens_.text(index_)),
                               behind()),
                   hint_between_parts());
    }
    std::vector<std::string> expected;
    // Behind a complete operand any operator may follow; naming those helps nobody.
    const bool operand_ended = can_continue_(Lexer::CARET);
    const auto is_operator = [operand_ended](std::size_t type) {
      return operand_ended && (type == Lexer::COLON || type == Lexer::EQ || type == Lexer::MINUS ||
                               type == Lexer::IN);
    };
    const bool name = can_continue_(Lexer::IDENTIFIER);
    const bool value = can_continue_(Lexer::INTEGER);
    if (value && name) expected.emplace_back("an expression");
    if (value && !name) expected.emplace_back("a number");
    if (name && !value) expected.emplace_back("a name");
    if (!value || !name) {
      for (const auto& [type, words] : kPunctuation) {
        if (!(type == Lexer::LPAREN && (value || previous_ == Lexer::IDENTIFIER)) &&
            !is_operator(type) && can_continue_(type))
          expected.emplace_back(words);
      }
      for (const auto& [type, words] : kWords) {
        // Every word may be a name where a name may stand.
        if (!name && !is_operator(type) && can_continue_(type)) expected.emplace_back(words);
      }
    }
    if (expected.empty())
      return error(fmt::format("{} is not expected{}", found(), behind()), form_hint());
    return error(fmt::format("expected {}{} but found {}", join(expected), behind(), found()),
                 form_hint());
  }

  // How the thing is written in whose midst the parser stopped.
  std::string form_hint() const {
    const std::size_t open = tokens_.open_bracket_before(index_);
    const std::size_t word =
        open == TokenStream::kNone || open == 0 ? kEnd : tokens_.type(open - 1);
    if (word == Lexer::REDUCE) return "write reduce(sum = 0, x IN list | sum + x).";
    if (word == Lexer::ALL || word == Lexer::ANY || word == Lexer::NONE || word == Lexer::SINGLE) {
      const std::string name(tokens_.text(open - 1));
      return fmt::format("write {}(x IN list WHERE x > 0).", name);
    }
    if (word == Lexer::FOREACH || previous_ == Lexer::FOREACH)
      return "write FOREACH (x IN list | SET n.key = x).";
    for (std::size_t i = index_; i-- > 0;) {
      const std::size_t type = tokens_.type(i);
      if (type == Lexer::END || type == Lexer::RETURN || type == Lexer::WITH) break;
      if (type == Lexer::CASE) return "write CASE WHEN condition THEN value ELSE value END.";
    }
    if (tokens_.type(0) == Lexer::CREATE || tokens_.type(0) == Lexer::DROP) {
      for (std::size_t i = 1; i < 4 && i < index_; ++i) {
        const bool drops = tokens_.type(0) == Lexer::DROP;
        if (tokens_.type(i) == Lexer::INDEX)
          return drops ? "write DROP INDEX name."
                       : "write CREATE INDEX name FOR (n:Label) ON (n.key).";
        if (tokens_.type(i) == Lexer::CONSTRAINT)
          return drops ? "write DROP CONSTRAINT name."
                       : "write CREATE CONSTRAINT name FOR (n:Label) REQUIRE n.key IS UNIQUE.";
      }
    }
    if (type_ == Lexer::IDENTIFIER && can_continue_(Lexer::AS)) return "a name stands behind AS.";
    if (previous_ == Lexer::COMMA) return "remove the comma, or write another item behind it.";
    const std::size_t first = index_ < 2 ? kEnd : tokens_.type(index_ - 2);
    const std::string name(index_ == 0 ? "" : tokens_.text(index_ - 1));
    if (first == Lexer::SET)
      return fmt::format("write SET {0}.key = value, SET {0} += map, or SET {0}:Label.", name);
    if (first == Lexer::REMOVE) {
      return fmt::format(
          "write REMOVE {0}.key or REMOVE {0}:Label; to remove the element itself, DELETE {0}.",
          name);
    }
    return "";
  }

  std::string hint_between_parts() const {
    if (type_ == kEnd) return "";
    if (type_ == Lexer::EQ || type_ == Lexer::PLUS_EQ)
      return "to change a property, write SET before it.";
    if (type_ == Lexer::IDENTIFIER || type_ == Lexer::QUOTED_NAME)
      return "an alias needs AS before it, and items are parted by commas.";
    if (type_ == Lexer::WHERE) return "WHERE stands right behind MATCH, WITH or YIELD.";
    if (type_ == Lexer::SEMICOLON) return "send one statement at a time.";
    if (tokens_.type(index_ - 1) == Lexer::SEMICOLON) return "send one statement at a time.";
    return form_hint();
  }

  static std::string join(const std::vector<std::string>& parts) {
    if (parts.size() == 1) return parts.front();
    const std::vector<std::string> head(parts.begin(), parts.end() - 1);
    return fmt::format("{} or {}", fmt::join(head, ", "), parts.back());
  }

  const TokenStream& tokens_;
  std::size_t index_;
  const CanContinue& can_continue_;
  std::size_t type_;
  std::size_t previous_;
};

}  // namespace

Error describe_syntax_error(const TokenStream& tokens, std::size_t index,
                            const CanContinue& can_continue) {
  return Description(tokens, index, can_continue).make();
}

}  // namespace muster::query
