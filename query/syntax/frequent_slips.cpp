#include "query/syntax/frequent_slips.h"

#include <array>
#include <cctype>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "core/base/escape.h"
#include "query/syntax/spelling.h"

namespace muster::query {
namespace {

using Lexer = generated::CypherParser;
constexpr std::size_t kEnd = antlr4::Token::EOF;

// Words that other languages, or this one in older days, have where ours has none.
struct ForeignWord {
  std::string_view word;
  std::string_view message;
  std::string_view hint;
};
constexpr std::array kForeignWords = {
    ForeignWord{
        "SELECT", "SELECT belongs to SQL",
        "a query begins with MATCH and ends with RETURN, as in MATCH (u:User) RETURN u.name."},
    ForeignWord{"START", "START is no longer part of the language",
                "write MATCH (n) WHERE elementId(n) = $id."},
    ForeignWord{"LIKE", "LIKE is not an operator",
                "write CONTAINS 'part', STARTS WITH 'part', or =~ 'a.*' for a pattern."},
    ForeignWord{"ILIKE", "ILIKE is not an operator",
                "write toLower(a) CONTAINS 'part', or =~ '(?i)a.*' for a pattern."},
    ForeignWord{"STARTSWITH", "STARTS WITH is two words", "write STARTS WITH 'part'."},
    ForeignWord{"ENDSWITH", "ENDS WITH is two words", "write ENDS WITH 'part'."},
    ForeignWord{"RLIKE", "RLIKE is not an operator", "write =~ 'a.*' for a pattern."},
    ForeignWord{"REGEXP", "REGEXP is not an operator", "write =~ 'a.*' for a pattern."},
    ForeignWord{"BETWEEN", "BETWEEN is not an operator", "write 1 <= x <= 2."},
    ForeignWord{
        "HAVING", "HAVING belongs to SQL",
        "a condition behind WITH sees its aggregates, as in WITH u, count(*) AS n WHERE n > 1."},
    ForeignWord{"GROUP", "GROUP BY belongs to SQL",
                "rows are grouped by the items of RETURN or WITH that do not aggregate."},
    ForeignWord{"NULLS", "NULLS FIRST and NULLS LAST cannot be chosen",
                "null comes last going up and first going down."},
    ForeignWord{"ELSEIF", "ELSEIF is not a word of CASE", "write another WHEN … THEN …."},
    ForeignWord{"ELIF", "ELIF is not a word of CASE", "write another WHEN … THEN …."},
    ForeignWord{"INNER", "JOIN belongs to SQL",
                "a pattern joins, as in MATCH (u:User)-[:MEMBER_OF]->(g:Group)."},
    ForeignWord{"LEFT", "JOIN belongs to SQL", "OPTIONAL MATCH keeps rows that match nothing."},
    ForeignWord{"UPDATE", "UPDATE belongs to SQL", "write MATCH (u:User) SET u.enabled = false."},
    ForeignWord{"VALUES", "VALUES belongs to SQL", "write CREATE (:User {name: 'x'})."},
};

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return out;
}

// A word that may be a name; a keyword such as User often is one.
bool is_name(std::size_t type) {
  return type == Lexer::IDENTIFIER || type == Lexer::QUOTED_NAME ||
         (type >= Lexer::CONTAINS && type <= Lexer::TIMEZONE);
}

class Slip {
 public:
  Slip(const TokenStream& tokens, std::size_t index, const CanContinue& can_continue)
      : tokens_(tokens),
        index_(index),
        can_continue_(can_continue),
        type_(tokens.type(index)),
        before_(back(1)),
        before_that_(back(2)) {}

  std::optional<Error> find() const {
    if (auto found = foreign_operator()) return found;
    if (auto found = foreign_word()) return found;
    if (auto found = old_clause()) return found;
    if (auto found = order_of_parts()) return found;
    if (auto found = parameter()) return found;
    if (auto found = arrow()) return found;
    if (auto found = element()) return found;
    if (auto found = map()) return found;
    if (auto found = missing_list()) return found;
    return wrong_name();
  }

 private:
  std::size_t back(std::size_t count) const {
    return index_ < count ? kEnd : tokens_.type(index_ - count);
  }
  std::string shown(std::size_t index) const {
    if (index >= tokens_.size()) return "the end of the query";
    const bool quoted = tokens_.type(index) == Lexer::STRING;
    return fmt::format("{0}{1}{0}", quoted ? "" : "'", escape_terminal(tokens_.text(index)));
  }
  Error at(std::size_t index, std::string message, std::string hint) const {
    return Error{.code = ErrorCode::kSyntax,
                 .message = std::move(message),
                 .position = tokens_.position(index),
                 .hint = std::move(hint),
                 .detail = "UnexpectedSyntax"};
  }
  Error here(std::string message, std::string hint) const {
    return at(index_, std::move(message), std::move(hint));
  }
  // The bracket around the token, or kEnd, and what stands before it.
  std::size_t bracket() const {
    const std::size_t open = tokens_.open_bracket_before(index_);
    return open == TokenStream::kNone ? kEnd : tokens_.type(open);
  }
  std::size_t before_bracket() const {
    const std::size_t open = tokens_.open_bracket_before(index_);
    return open == TokenStream::kNone || open == 0 ? kEnd : tokens_.type(open - 1);
  }

  // Operators that other languages have.
  std::optional<Error> foreign_operator() const {
    const std::size_t next = tokens_.type(index_ + 1);
    if (type_ == Lexer::EQ && before_ == Lexer::EQ)
      return here("'==' is not an operator", "write = to compare two values.");
    if (type_ == Lexer::BANG && next == Lexer::EQ)
      return here("'!=' is not an operator", "write <> for \"is not equal to\".");
    if (type_ == Lexer::GT && before_ == Lexer::EQ)
      return here("'=>' is not an operator", "write >= for \"at least\".");
    if (type_ == Lexer::AMPERSAND && before_ == Lexer::AMPERSAND)
      return here("'&&' is not an operator",
                  "write AND to join two conditions, and & to join two labels.");
    if (type_ == Lexer::AMPERSAND)
      return here("'&' cannot stand here", "write AND to join two conditions.");
    if (type_ == Lexer::BANG)
      return here("'!' cannot stand here", "write NOT to negate a condition.");
    if (type_ == Lexer::NOT && next == Lexer::IN)
      return here("NOT stands before the whole condition", "write NOT x IN list.");
    return std::nullopt;
  }

  std::optional<Error> foreign_word() const {
    if (index_ >= tokens_.size()) return std::nullopt;
    // `count(…) GROUP BY`, but not a variable of that name.
    const std::string word = upper(tokens_.text(index_));
    for (const auto& foreign : kForeignWords) {
      if (word == foreign.word)
        return here(std::string(foreign.message), std::string(foreign.hint));
    }
    return std::nullopt;
  }

  std::optional<Error> old_clause() const {
    if (before_ == Lexer::UNIQUE && before_that_ == Lexer::CREATE) {
      return at(index_ - 1, "CREATE UNIQUE is no longer part of the language",
                "MERGE makes what is not there yet.");
    }
    if (index_ == 0 && type_ == Lexer::USING && upper(tokens_.text(1)) == "PERIODIC") {
      return here("USING PERIODIC COMMIT is no longer part of the language",
                  "write LOAD CSV … CALL (row) { … } IN TRANSACTIONS OF 500 ROWS.");
    }
    if (before_ == Lexer::SHOW && index_ < tokens_.size()) {
      const std::vector<std::string_view> known = {"INDEXES",   "CONSTRAINTS",  "PROCEDURES",
                                                   "FUNCTIONS", "TRANSACTIONS", "DATABASES"};
      if (const auto meant = closest_name(upper(tokens_.text(index_)), known))
        return here(fmt::format("{} is not expected here", shown(index_)),
                    fmt::format("did you mean {}?", *meant));
      return here(fmt::format("there is no SHOW {}", upper(tokens_.text(index_))),
                  "SHOW lists INDEXES, CONSTRAINTS, PROCEDURES, FUNCTIONS, TRANSACTIONS or "
                  "DATABASES.");
    }
    if ((before_ == Lexer::TRANSACTION || before_ == Lexer::TRANSACTIONS) &&
        before_that_ == Lexer::TERMINATE) {
      return here(fmt::format("expected the id of a transaction but found {}", shown(index_)),
                  "SHOW TRANSACTIONS lists them; write TERMINATE TRANSACTION 'id'.");
    }
    return std::nullopt;
  }

  std::optional<Error> order_of_parts() const {
    if (type_ == Lexer::SKIP_ || type_ == Lexer::OFFSET || type_ == Lexer::ORDER) {
      for (std::size_t i = index_; i-- > 0;) {
        const std::size_t type = tokens_.type(i);
        if (type == Lexer::RETURN || type == Lexer::WITH) break;
        if (type != Lexer::LIMIT && type != Lexer::SKIP_ && type != Lexer::OFFSET) continue;
        return here(
            fmt::format("{} stands behind {}", upper(tokens_.text(index_)), upper(tokens_.text(i))),
            "the order is ORDER BY … SKIP … LIMIT ….");
      }
    }
    if (type_ == Lexer::COMMA && bracket() == kEnd) {
      for (std::size_t i = index_; i-- > 0;) {
        const std::size_t type = tokens_.type(i);
        if (type == Lexer::WHERE) return here("',' cannot join conditions", "write AND or OR.");
        if (type == Lexer::RETURN || type == Lexer::WITH || type == Lexer::MATCH) break;
      }
    }
    return std::nullopt;
  }

  std::optional<Error> parameter() const {
    if (type_ == Lexer::DOLLAR || before_ == Lexer::DOLLAR) {
      return at(type_ == Lexer::DOLLAR ? index_ : index_ - 1, "this parameter has no name",
                "write $name, or $`any name`.");
    }
    // `:$label`, which only `$(` may follow: the parameter was taken for the begin of `$all(`.
    if (before_ == Lexer::PARAMETER &&
        (before_that_ == Lexer::COLON || before_that_ == Lexer::IS)) {
      const std::string name(tokens_.text(index_ - 1));
      return at(index_ - 1, "a parameter cannot stand for a label or a type",
                fmt::format("write $({}) for one that is computed.", escape_terminal(name)));
    }
    if (type_ == Lexer::PARAMETER && before_ == Lexer::COLON) {
      return here("a parameter cannot stand for a label or a type",
                  fmt::format("write $({}) for one that is computed.",
                              escape_terminal(tokens_.text(index_))));
    }
    return std::nullopt;
  }

  // Dashes and heads of arrows.
  std::optional<Error> arrow() const {
    constexpr std::string_view kHint =
        "write -->, <-- or --, with a type -[:TYPE]->, with a name -[r:TYPE]->.";
    const bool needs_dash = can_continue_(Lexer::MINUS) && !can_continue_(Lexer::INTEGER);
    if (before_ == Lexer::MINUS && needs_dash && (type_ == Lexer::GT || type_ == Lexer::LPAREN)) {
      return at(index_ - 1, "an arrow has two dashes", std::string(kHint));
    }
    if (before_ == Lexer::RBRACK && needs_dash && (type_ == Lexer::GT || type_ == Lexer::LPAREN))
      return here("a dash is missing behind the relationship", std::string(kHint));
    if (type_ == Lexer::LBRACK && before_ == Lexer::RPAREN)
      return here("a dash is missing before the relationship", std::string(kHint));
    if (type_ == Lexer::GT && before_ == Lexer::GT)
      return here("an arrow has one head", std::string(kHint));
    return std::nullopt;
  }

  // Inside `(…)` or `[…]` of a pattern.
  std::optional<Error> element() const {
    const bool in_pattern = (bracket() == Lexer::LPAREN || bracket() == Lexer::LBRACK) &&
                            !can_continue_(Lexer::CARET) && !can_continue_(Lexer::INTEGER) &&
                            can_continue_(Lexer::LBRACE);
    if (!in_pattern || !is_name(before_)) return std::nullopt;
    const bool node = bracket() == Lexer::LPAREN;
    const std::string previous(escape_terminal(tokens_.text(index_ - 1)));
    if (is_name(type_)) {
      const std::string name(escape_terminal(tokens_.text(index_)));
      if (before_that_ == Lexer::COLON) {
        return here(
            fmt::format("{} is not expected behind the {}", shown(index_), node ? "label" : "type"),
            fmt::format("a name stands before its {0}, as in {1}; a {0} of several words "
                        "stands in backticks.",
                        node ? "label" : "type",
                        node ? fmt::format("({}:{})", name, previous)
                             : fmt::format("[{}:{}]", name, previous)));
      }
      if (before_that_ == Lexer::LPAREN || before_that_ == Lexer::LBRACK) {
        return here(fmt::format("expected ':' before {}", shown(index_)),
                    node ? fmt::format("a label stands behind ':', as in ({}:{}).", previous, name)
                         : fmt::format("a type stands behind ':', as in [{}:{}].", previous, name));
      }
    }
    if (type_ == Lexer::DOT) {
      return here("a pattern names whole nodes and relationships, not their properties",
                  fmt::format("ask for a property in braces, as in ({} {{name: 'x'}}), or behind "
                              "WHERE.",
                              previous));
    }
    return std::nullopt;
  }

  std::optional<Error> map() const {
    if (bracket() != Lexer::LBRACE || !can_continue_(Lexer::COLON)) return std::nullopt;
    const std::string name(escape_terminal(index_ == 0 ? "" : tokens_.text(index_ - 1)));
    if (type_ == Lexer::RBRACE && before_that_ == Lexer::LBRACE) {
      return here(fmt::format("expected ':' and a value after '{}'", name),
                  fmt::format("a map is written {{name: value}}, a parameter ${}.", name));
    }
    return here(fmt::format("expected ':' after '{}' but found {}", name, shown(index_)),
                "a map is written {name: value, other: value}.");
  }

  // `any(x WHERE …)` and `[x WHERE … | …]`, whose variable has nothing to go through.
  std::optional<Error> missing_list() const {
    const std::size_t open = tokens_.open_bracket_before(index_);
    if (type_ != Lexer::WHERE || open + 2 != index_ || !is_name(before_)) return std::nullopt;
    const std::size_t word = before_bracket();
    const bool test =
        word == Lexer::ALL || word == Lexer::ANY || word == Lexer::NONE || word == Lexer::SINGLE;
    if (bracket() == Lexer::LPAREN ? !test : bracket() != Lexer::LBRACK) return std::nullopt;
    const std::string name(escape_terminal(tokens_.text(index_ - 1)));
    return here(
        fmt::format("expected IN and a list before WHERE: what are the values of '{}'?", name),
        test ? fmt::format("write {}({} IN list WHERE {} > 0).",
                           escape_terminal(tokens_.text(open - 1)), name, name)
             : fmt::format("write [{} IN list WHERE {} > 0].", name, name));
  }

  // What cannot be a name where one is due.
  std::optional<Error> wrong_name() const {
    if (can_continue_(Lexer::INTEGER) || !can_continue_(Lexer::IDENTIFIER)) return std::nullopt;
    if (type_ == Lexer::STRING) {
      const std::string_view text = tokens_.text(index_);
      return here("a name does not stand in quotes",
                  fmt::format("write it plain, or in backticks: `{}`.",
                              escape_terminal(text.substr(1, text.size() - 2))));
    }
    if (type_ == Lexer::BAD_NUMBER) {
      return here(fmt::format("{} cannot be a name: it begins with a digit", shown(index_)),
                  fmt::format("put it into backticks: `{}`.", tokens_.text(index_)));
    }
    return std::nullopt;
  }

  const TokenStream& tokens_;
  std::size_t index_;
  const CanContinue& can_continue_;
  std::size_t type_;
  std::size_t before_;
  std::size_t before_that_;
};

}  // namespace

std::optional<Error> common_slip(const TokenStream& tokens, std::size_t index,
                                 const CanContinue& can_continue) {
  return Slip(tokens, index, can_continue).find();
}

}  // namespace muster::query
