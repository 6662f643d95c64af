#include "tests/differential/random_query.h"

namespace muster::differential {

std::string QueryGenerator::unwind() {
  const std::string name = fresh("u");
  if (has(Kind::kNodes) && one_in(3)) {
    const std::string list = any(Kind::kNodes);
    add(name, Kind::kNode);
    return phrase({"UNWIND ", list, " AS ", name, " "});
  }
  const std::string list = one_in(5) && has(Kind::kCollected) ? any(Kind::kCollected) : integers();
  add(name, Kind::kInteger);
  return phrase({"UNWIND ", list, " AS ", name, " "});
}

std::string QueryGenerator::with() {
  if (one_in(6)) {
    const std::string name = fresh("c");
    const std::string item = integer();
    add(name, Kind::kInteger);
    return phrase({"WITH *, ", item, " AS ", name, " "});
  }
  std::string text = "WITH " + projection(one_in(3), one_in(3));
  if (one_in(3)) text += where();
  return text + " ";
}

// LET and FILTER, of GQL.
std::string QueryGenerator::shorthand() {
  if (one_in(2)) return "FILTER " + comparison() + " ";
  const std::string name = fresh("c");
  const std::string item = integer();
  add(name, Kind::kInteger);
  return phrase({"LET ", name, " = ", item, " "});
}

std::string QueryGenerator::call_subquery() {
  const std::vector<Variable> outer = scope_;
  std::string imports;
  scope_.clear();
  for (const Variable& variable : outer) {
    if (variable.kind == Kind::kCollected || one_in(3)) continue;
    imports += (imports.empty() ? "" : ", ") + variable.name;
    scope_.push_back(variable);
  }
  const std::vector<Variable> inner = scope_;
  // A column of the body is a new variable around it.
  const std::string name = fresh("c");
  Kind kind = Kind::kInteger;
  ++depth_;
  std::string body =
      phrase({match(one_in(4)), "RETURN ", one_in(2) ? aggregate(kind) : integer(), " AS ", name});
  if (one_in(4) && kind == Kind::kInteger) {
    scope_ = inner;
    body += phrase(
        {one_in(2) ? " UNION ALL " : " UNION ", match(false), "RETURN ", integer(), " AS ", name});
  }
  --depth_;
  scope_ = outer;
  add(name, kind);
  return phrase({one_in(5) ? "OPTIONAL " : "", "CALL (", imports, ") { ", body, " } "});
}

std::string QueryGenerator::reading_clause() {
  switch (below(11)) {
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
    case 6:
      return shorthand();
    default:
      return match(false);
  }
}

std::string QueryGenerator::returning() {
  if (may_fail_) return "RETURN " + failing() + " AS c";
  return "RETURN " + projection(one_in(2), true);
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
    std::string item = one_in(2) ? aggregate(kind) : integer();
    if (kind == Kind::kCollected) item = "count(*)";
    text += phrase({"RETURN ", item, " AS c"});
    if (side == 0) text += all ? " UNION ALL " : " UNION ";
  }
  return text;
}

std::string QueryGenerator::statement() {
  scope_.clear();
  names_ = 0;
  depth_ = 0;
  may_fail_ = one_in(25);
  switch (below(22)) {
    case 0:
    case 1:
      return ends_only();
    case 2:
      return counts();
    case 8:
      return guarded();
    case 9:
    case 10:
      return sought();
    case 3:
    case 4:
      return union_of();
    case 5:
    case 6:
    case 7:
      return update();
    default:
      return single();
  }
}

}  // namespace muster::differential
