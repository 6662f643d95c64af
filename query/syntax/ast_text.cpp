// Names, statements and queries as text; the other parts have files of their own.
#include "query/syntax/ast_text.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <string_view>

#include <fmt/format.h>

#include "query/syntax/ast_text_parts.h"

namespace muster::query::ast {
namespace {

// Words that the grammar keeps or that begin something where a name may stand; quoting one too many
// does no harm.
bool is_kept_word(std::string_view name) {
  constexpr std::string_view kWords[] = {"ALL",          "ALLSHORTESTPATHS",
                                         "AND",          "ANY",
                                         "AS",           "CALL",
                                         "CASE",         "COLLECT",
                                         "CONTAINS",     "COUNT",
                                         "CREATE",       "DELETE",
                                         "DETACH",       "DISTINCT",
                                         "ELSE",         "END",
                                         "ENDS",         "EXISTS",
                                         "FALSE",        "FOREACH",
                                         "IN",           "IS",
                                         "LOAD",         "MATCH",
                                         "MERGE",        "NONE",
                                         "NOT",          "NULL",
                                         "OPTIONAL",     "OR",
                                         "REDUCE",       "REMOVE",
                                         "RETURN",       "SET",
                                         "SHORTESTPATH", "SINGLE",
                                         "STARTS",       "THEN",
                                         "TRUE",         "UNION",
                                         "UNWIND",       "WHEN",
                                         "WHERE",        "WITH",
                                         "XOR"};
  std::string upper(name);
  for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return std::find(std::begin(kWords), std::end(kWords), upper) != std::end(kWords);
}

}  // namespace

std::string name_text(const std::string& name) {
  const auto plain = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
  };
  bool bare = !name.empty() && std::isdigit(static_cast<unsigned char>(name.front())) == 0;
  for (const char c : name) bare = bare && plain(c);
  if (bare && !is_kept_word(name)) return name;
  std::string out = "`";
  for (const char c : name) {
    if (c == '`') out += '`';
    out += c;
  }
  return out + "`";
}

std::string function_name_text(const std::string& name) {
  std::string out;
  for (std::size_t begin = 0; begin <= name.size();) {
    const std::size_t end = std::min(name.find('.', begin), name.size());
    if (begin > 0) out += '.';
    out += name_text(name.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

std::string to_text(const Query& query) {
  std::string out;
  for (std::size_t i = 0; i < query.branches.size(); ++i) {
    if (i > 0) out += query.unions[i - 1].all ? " UNION ALL " : " UNION ";
    out += joined(query.branches[i].clauses, " ",
                  [](const Clause& clause) { return to_text(clause); });
  }
  return out;
}

std::string to_text(const Statement& statement) {
  constexpr std::string_view kPrefixes[] = {"", "EXPLAIN ", "PROFILE "};
  const Query* query = statement.query();
  return std::string(kPrefixes[static_cast<std::size_t>(statement.mode)]) +
         (query != nullptr ? to_text(*query) : command_text(statement.body));
}

}  // namespace muster::query::ast
