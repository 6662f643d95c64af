#include "query/syntax/syntax_error.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/base/escape.h"
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

// Words that begin or continue a clause, for "did you mean".
constexpr std::array<std::string_view, 30> kKeywords = {
    "MATCH", "OPTIONAL", "WHERE",    "WITH",    "RETURN",  "UNWIND", "CREATE", "MERGE",
    "SET",   "REMOVE",   "DELETE",   "DETACH",  "CALL",    "YIELD",  "UNION",  "ORDER",
    "BY",    "SKIP",     "LIMIT",    "AS",      "AND",     "OR",     "NOT",    "STARTS",
    "ENDS",  "CONTAINS", "DISTINCT", "FOREACH", "EXPLAIN", "PROFILE"};

std::string quoted(std::string_view text) {
  constexpr std::size_t kShownMax = 40;
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
    if (auto slip = foreign_operator()) return *slip;
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

  // Operators that other languages have.
  std::optional<Error> foreign_operator() const {
    const std::size_t next = tokens_.type(index_ + 1);
    if (type_ == Lexer::EQ && previous_ == Lexer::EQ)
      return error("'==' is not an operator", "write = to compare two values.");
    if (type_ == Lexer::BANG && next == Lexer::EQ)
      return error("'!=' is not an operator", "write <> for \"is not equal to\".");
    if (type_ == Lexer::AMPERSAND)
      return error("'&' cannot stand here", "write AND to join two conditions.");
    if (type_ == Lexer::BAR || type_ == Lexer::PIPE) {
      if (previous_ == Lexer::BAR || next == Lexer::BAR || next == Lexer::PIPE) {
        return error("'||' is not an operator",
                     "write OR to join two conditions, or + to join two texts.");
      }
    }
    if (type_ == Lexer::BANG)
      return error("'!' cannot stand here", "write NOT to negate a condition.");
    if (type_ == Lexer::GT && previous_ == Lexer::EQ)
      return error("'=>' is not an operator", "write >= for \"at least\".");
    return std::nullopt;
  }

  // `:` without the name that belongs behind it.
  std::optional<Error> behind_colon() const {
    const bool separator =
        previous_ == Lexer::COLON || (previous_ == Lexer::BAR && !can_continue_(Lexer::INTEGER));
    if (!separator || can_continue_(Lexer::INTEGER)) return std::nullopt;
    const std::size_t open = tokens_.open_bracket_before(index_);
    const bool relationship = open != TokenStream::npos && tokens_.type(open) == Lexer::LBRACK;
    if (relationship) {
      return error(fmt::format("expected a relationship type{}", behind()),
                   "name a type, as in [:CAN_ASSUME], or write [] to match any type.");
    }
    return error(fmt::format("expected a label{}", behind()),
                 "name a label, as in (:User), or write () to match any node.");
  }

  // `MATCH n`: the name was read as the beginning of `n = (…)`.
  std::optional<Error> node_without_brackets() const {
    if (index_ < 2 || previous_ != Lexer::IDENTIFIER) return std::nullopt;
    const std::size_t clause = tokens_.type(index_ - 2);
    if (clause != Lexer::MATCH && clause != Lexer::CREATE && clause != Lexer::MERGE)
      return std::nullopt;
    const std::string name(tokens_.text(index_ - 1));
    Error out = error(fmt::format("expected a pattern after {} but found {}",
                                  upper(tokens_.text(index_ - 2)), quoted(std::string_view(name))),
                      fmt::format("a node stands in round brackets: ({}).", name));
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
                       "write (), or a node such as (r:Role).");
        }
        return std::nullopt;
      default:
        return std::nullopt;
    }
  }

  std::optional<Error> misspelt_keyword() const {
    // The word itself, or the one before it that was taken for a name: `MATCH (n) RETRUN n`, `MACTH
    // (n)`.
    for (const std::size_t at : {index_, index_ - 1}) {
      if (at >= tokens_.size() || tokens_.type(at) != Lexer::IDENTIFIER) continue;
      if (at != index_ && at != 0 && tokens_.type(at - 1) != Lexer::RPAREN &&
          tokens_.type(at - 1) != Lexer::IDENTIFIER)
        continue;
      const auto meant =
          closest_name(upper(tokens_.text(at)), {kKeywords.begin(), kKeywords.end()});
      if (!meant) continue;
      Error out = error(
          at == 0 ? fmt::format("expected a clause such as MATCH, CREATE or RETURN but found {}",
                                quoted(tokens_.text(at)))
                  : fmt::format("{} is not expected here", quoted(tokens_.text(at))),
          fmt::format("did you mean {}?", *meant));
      out.position = tokens_.position(at);
      return out;
    }
    return std::nullopt;
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
    if (expected.empty()) return error(fmt::format("{} is not expected{}", found(), behind()), "");
    return error(fmt::format("expected {}{} but found {}", join(expected), behind(), found()), "");
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
    return "";
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
