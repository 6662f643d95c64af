#include "tests/differential/random_query.h"

#include <fmt/format.h>

namespace muster::differential {

std::string QueryGenerator::unwind() {
  const std::string list = one_in(4) && has(Kind::kNodes) ? any(Kind::kNodes) : integers();
  const Kind kind = has(Kind::kNodes) && list == any(Kind::kNodes) ? Kind::kNode : Kind::kInteger;
  const std::string name = fresh("u");
  add(name, kind);
  return fmt::format("UNWIND {} AS {} ", list, name);
}

std::string QueryGenerator::with() {
  std::string text = "WITH " + projection(one_in(3), one_in(3));
  if (one_in(3)) text += where();
  return text + " ";
}

std::string QueryGenerator::call_subquery() {
  const std::vector<Variable> outer = scope_;
  std::string imports;
  std::vector<Variable> inner;
  for (const Variable& variable : outer) {
    if (variable.kind == Kind::kCollected || one_in(3)) continue;
    imports += (imports.empty() ? "" : ", ") + variable.name;
    inner.push_back(variable);
  }
  scope_ = inner;
  ++depth_;
  std::string body = match(one_in(4));
  // A column of the body is a new variable around it.
  Kind kind = Kind::kInteger;
  const std::string name = fresh("c");
  const std::string item = one_in(2) ? aggregate(kind) : integer();
  --depth_;
  scope_ = outer;
  add(name, kind);
  return fmt::format("{}CALL ({}) {{ {}RETURN {} AS {} }} ", one_in(5) ? "OPTIONAL " : "", imports,
                     body, item, name);
}

std::string QueryGenerator::reading_clause() {
  switch (below(10)) {
    case 0:
      return unwind();
    case 1:
    case 2:
      return with();
    case 3:
      return call_subquery();
    case 4:
    case 5:
      return match(true);
    default:
      return match(false);
  }
}

std::string QueryGenerator::returning() {
  if (may_fail_) return "RETURN " + failing() + " AS c";
  return "RETURN " + projection(one_in(2), true);
}

// Ends of walks alone: what is searched for rather than enumerated.
std::string QueryGenerator::ends_only() {
  static const std::vector<std::string> hop_ranges{"*",    "*1..2", "*0..1", "*..3",
                                                   "*0..", "*0..2", "*2"};
  static const std::vector<std::string> answers{"DISTINCT b",      "count(DISTINCT b) AS c",
                                                "DISTINCT a, b",   "DISTINCT b.n AS n",
                                                "max(b.n) AS m",   "DISTINCT a",
                                                "count(*) AS c",   "a, count(DISTINCT b) AS c",
                                                "min(b.x) AS x, a"};
  static const std::vector<std::string> types{"", ":T", ":T|U", ":!V"};
  scope_ = {{"a", Kind::kNode}, {"b", Kind::kNode}};
  const bool backwards = one_in(3);
  std::string text =
      fmt::format("MATCH (a{}){}-[{}{}]-{}(b{})", one_in(2) ? ":A" : "", backwards ? "<" : "",
                  random_.pick(types), random_.pick(hop_ranges), backwards || one_in(3) ? "" : ">",
                  one_in(3) ? ":B" : "");
  if (one_in(3))
    text += " WHERE b <> a";
  else if (one_in(2))
    text += where();
  return text + " RETURN " + random_.pick(answers);
}

std::string QueryGenerator::single() {
  std::string text = match(false);
  for (std::size_t i = below(3); i > 0; --i) text += reading_clause();
  return text + returning();
}

// Both sides give one integer, so that equal rows are likely.
std::string QueryGenerator::union_of() {
  std::string text;
  const bool all = one_in(2);
  for (int side = 0; side < 2; ++side) {
    scope_.clear();
    text += match(false);
    if (one_in(2)) text += reading_clause();
    Kind kind = Kind::kInteger;
    std::string item = integer();
    while (one_in(3)) {
      item = aggregate(kind);
      if (kind != Kind::kCollected) break;
      item = integer();
    }
    text += fmt::format("RETURN {} AS c", item);
    if (side == 0) text += all ? " UNION ALL " : " UNION ";
  }
  return text;
}

std::string QueryGenerator::statement() {
  scope_.clear();
  names_ = 0;
  depth_ = 0;
  may_fail_ = one_in(25);
  if (one_in(8)) return ends_only();
  if (one_in(10)) return union_of();
  return single();
}

}  // namespace muster::differential
