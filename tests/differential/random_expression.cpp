// Values of the random queries, by kind.
#include <utility>

#include "tests/differential/random_graph.h"
#include "tests/differential/random_query.h"

namespace muster::differential {
namespace {

const std::vector<std::string> kTexts{"'a'", "'ab'", "'b'", "''"};

}  // namespace

std::string phrase(std::initializer_list<std::string> parts) {
  std::string text;
  for (const std::string& part : parts) text += part;
  return text;
}

std::string QueryGenerator::fresh(std::string_view prefix) {
  return std::string(prefix) + std::to_string(names_++);
}

bool QueryGenerator::has(Kind kind) const {
  for (const Variable& variable : scope_) {
    if (variable.kind == kind) return true;
  }
  return false;
}

std::string QueryGenerator::any(Kind kind) {
  std::vector<std::string> names;
  for (const Variable& variable : scope_) {
    if (variable.kind == kind) names.push_back(variable.name);
  }
  return names.empty() ? "" : random_.pick(names);
}

std::string QueryGenerator::value(Kind kind) {
  switch (kind) {
    case Kind::kInteger:
      return integer();
    case Kind::kFloat:
      return floating();
    case Kind::kText:
      return text();
    case Kind::kBoolean:
      return condition();
    case Kind::kIntegers:
      return integers();
    case Kind::kAnything:
      return anything();
    case Kind::kMap:
      return map();
    default:
      return has(kind) ? any(kind) : "null";
  }
}

std::string QueryGenerator::integer() {
  const Deeper deeper(depth_);
  const std::string node = any(Kind::kNode);
  switch (below(deep() ? 6 : 14)) {
    case 0:
      return one_in(4) ? "$i" : number(4);
    case 1:
      if (has(Kind::kInteger)) return any(Kind::kInteger);
      break;
    case 2:
      if (has(Kind::kEdge)) return any(Kind::kEdge) + ".w";
      if (has(Kind::kMap)) return any(Kind::kMap) + ".n";
      break;
    case 3:
    case 4:
    case 5:
      if (!node.empty()) return node + (one_in(2) ? ".n" : ".k");
      break;
    case 6: {
      static const std::vector<std::string> operators{" + ", " + ", " - ", " * "};
      return phrase({"(", integer(), random_.pick(operators), integer(), ")"});
    }
    case 7:
      if (has(Kind::kPath)) return phrase({"length(", any(Kind::kPath), ")"});
      if (has(Kind::kSomePath)) return phrase({"length(", any(Kind::kSomePath), ")"});
      if (has(Kind::kCollected)) return phrase({"size(", any(Kind::kCollected), ")"});
      break;
    case 8:
      if (has(Kind::kEdges)) return phrase({"size(", any(Kind::kEdges), ")"});
      if (has(Kind::kNodes)) return phrase({"size(", any(Kind::kNodes), ")"});
      break;
    case 9:
      return phrase({"CASE WHEN ", condition(), " THEN ", integer(), " ELSE ", integer(), " END"});
    case 10:
      return phrase({"coalesce(", integer(), ", ", integer(), ")"});
    case 11:
      return phrase({"COUNT { ", closed_pattern(), " }"});
    case 12: {
      const std::string sum = fresh("t");
      const std::string item = fresh("i");
      return phrase({"reduce(", sum, " = ", number(3), ", ", item, " IN ", integers(), " | ", sum,
                     " + ", item, ")"});
    }
    case 13:
      return phrase({"size(", one_in(3) ? collected() : integers(), ")"});
    default:
      break;
  }
  return number(4);
}

std::string QueryGenerator::floating() {
  if (has(Kind::kFloat) && one_in(2)) return any(Kind::kFloat);
  const std::string node = any(Kind::kNode);
  return node.empty() || one_in(4) ? number(3) + ".5" : node + ".f";
}

std::string QueryGenerator::text() {
  const Deeper deeper(depth_);
  const std::string node = any(Kind::kNode);
  switch (below(deep() ? 4 : 7)) {
    case 0:
      return one_in(4) ? "$s" : random_.pick(kTexts);
    case 1:
      if (has(Kind::kText)) return any(Kind::kText);
      break;
    case 2:
    case 3:
      if (!node.empty()) return node + ".s";
      break;
    case 4:
      return phrase({"(", text(), " + ", text(), ")"});
    case 5:
      if (has(Kind::kEdge)) return phrase({"type(", any(Kind::kEdge), ")"});
      break;
    case 6:
      return phrase({"toUpper(", text(), ")"});
    default:
      break;
  }
  return random_.pick(kTexts);
}

std::string QueryGenerator::anything() {
  const std::string node = any(Kind::kNode);
  switch (below(6)) {
    case 0:
      if (has(Kind::kAnything)) return any(Kind::kAnything);
      break;
    case 1:
    case 2:
      if (!node.empty()) return node + ".x";
      break;
    case 3:
      return one_in(2) ? integer() : text();
    case 4:
      return floating();
    case 5:
      if (has(Kind::kMap)) return any(Kind::kMap) + ".x";
      break;
    default:
      break;
  }
  return one_in(5) ? "$none" : integer();
}

std::string QueryGenerator::integers() {
  const Deeper deeper(depth_);
  const std::string node = any(Kind::kNode);
  switch (below(deep() ? 3 : 7)) {
    case 0:
      return one_in(3) ? "$l" : phrase({"[", number(3), ", ", number(4), "]"});
    case 1:
      if (has(Kind::kIntegers)) return any(Kind::kIntegers);
      break;
    case 2:
      if (!node.empty()) return phrase({"coalesce(", node, ".l, [])"});
      break;
    case 3:
      return phrase({"range(", number(3), ", ", number(4), ")"});
    case 4:
      return phrase({"[", integer(), ", ", integer(), ", null]"});
    case 5: {
      const std::string item = fresh("i");
      const std::string list = integers();
      add(item, Kind::kInteger);
      std::string made =
          phrase({"[", item, " IN ", list, " WHERE ", condition(), " | ", integer(), "]"});
      scope_.pop_back();
      return made;
    }
    case 6: {
      const std::string item = fresh("i");
      if (has(Kind::kEdges))
        return phrase({"[", item, " IN ", any(Kind::kEdges), " | ", item, ".w]"});
      if (has(Kind::kPath))
        return phrase({"[", item, " IN nodes(", any(Kind::kPath), ") | ", item, ".n]"});
      break;
    }
    default:
      break;
  }
  return phrase({"[", number(3), "]"});
}

// Lists in an order that nothing determines.
std::string QueryGenerator::collected() {
  const std::vector<Variable> before = scope_;
  ++depth_;
  std::string made;
  if (one_in(2)) {
    const bool outside = std::exchange(in_comprehension_, true);
    const std::string pattern = chain(1 + below(2), one_in(4));
    in_comprehension_ = outside;
    const std::string where = one_in(2) ? " WHERE " + comparison() : "";
    made = phrase({"[", pattern, where, " | ", integer(), "]"});
  } else {
    const std::string pattern = chain(below(2), false);
    made = phrase({"COLLECT { MATCH ", pattern, " RETURN ", integer(), " }"});
  }
  --depth_;
  scope_ = before;
  return made;
}

std::string QueryGenerator::map() {
  if (has(Kind::kMap) && one_in(3)) return any(Kind::kMap);
  const std::string node = any(Kind::kNode);
  if (node.empty() || one_in(3)) return phrase({"{n: ", integer(), ", s: ", text(), "}"});
  if (one_in(3)) return node + " {.*}";
  return phrase({node, " {.n, .x, i: ", integer(), "}"});
}

// Fails on some graphs.
std::string QueryGenerator::failing() {
  const std::string node = any(Kind::kNode);
  if (node.empty() || one_in(3)) return phrase({integer(), " / ", integer()});
  if (one_in(2)) return node + ".x + true";
  return phrase({"toInteger(", node, ".x) % ", node, ".n"});
}

}  // namespace muster::differential
