// Patterns of the random queries.
#include <optional>
#include <utility>

#include "tests/differential/random_graph.h"
#include "tests/differential/random_query.h"

namespace muster::differential {
namespace {

bool is_path(Kind kind) { return kind == Kind::kPath || kind == Kind::kSomePath; }

}  // namespace

std::string QueryGenerator::labels(const std::vector<std::string>& names) {
  const std::string& first = random_.pick(names);
  const std::string& second = random_.pick(names);
  switch (below(10)) {
    case 0:
    case 1:
      return phrase({":", first, "|", second});
    case 2:
      return ":!" + first;
    case 3:
      return phrase({":", first, "&!", second});
    case 4:
      return ":%";
    default:
      return ":" + first;
  }
}

std::string QueryGenerator::node_pattern(bool first) {
  std::string text = "(";
  const std::string known = any(Kind::kNode);
  std::string name;
  if (!known.empty() && one_in(first ? 2 : 5)) {
    text += known;
  } else if (!one_in(4)) {
    name = fresh("n");
    text += name;
  }
  if (one_in(4)) text += labels(kLabels);
  if (one_in(10)) {
    // The value may read what the clause binds elsewhere.
    text += phrase({" {", one_in(2) ? "n: " : "k: ", one_in(2) ? number(4) : integer(), "}"});
  }
  if (!name.empty()) add(name, Kind::kNode);
  if (!name.empty() && one_in(14)) text += " WHERE " + seekable();
  return text + ")";
}

std::string QueryGenerator::edge_pattern(bool may_repeat) {
  static const std::vector<std::string> stars{"*",    "*1..2", "*0..1", "*2",
                                              "*..3", "*0..",  "*2..3", "*0"};
  static const std::vector<std::string> quantifiers{"+", "{1,2}", "{0,1}", "{2}", "*"};
  std::string inner;
  std::string behind;
  const bool repeats = may_repeat && one_in(4);
  const bool named = one_in(2);
  const std::string name = named ? fresh("r") : "";
  inner += name;
  if (one_in(2)) inner += labels(kTypes);
  if (repeats && !one_in(4)) {
    inner += random_.pick(stars);
  } else if (repeats) {
    behind = random_.pick(quantifiers);
  }
  if (one_in(10)) inner += phrase({" {w: ", one_in(2) ? number(3) : integer(), "}"});
  if (named && one_in(12) && (!repeats || !behind.empty()))
    inner += phrase({" WHERE ", name, ".w", one_in(2) ? " >= " : " <> ", number(3)});
  if (named) add(name, repeats ? Kind::kEdges : Kind::kEdge);
  static const std::vector<std::string> begins{"-[", "-[", "<-[", "<-[", "-["};
  static const std::vector<std::string> ends{"]->", "]->", "]-", "]-", "]-"};
  const std::size_t direction = below(begins.size());
  return phrase({begins[direction], inner, ends[direction], behind});
}

std::string QueryGenerator::group_pattern() {
  static const std::vector<std::string> quantifiers{"{1,2}", "+", "{0,2}", "*", "{2}"};
  const std::vector<Variable> before = std::exchange(scope_, {});
  const std::string inner = chain(1 + below(2), false);
  std::string where;
  if (one_in(3)) where = " WHERE " + (one_in(2) ? comparison() : element_condition());
  const std::vector<Variable> made = std::exchange(scope_, before);
  for (const Variable& variable : made) {
    if (variable.kind == Kind::kNode) add(variable.name, Kind::kNodes);
    if (variable.kind == Kind::kEdge) add(variable.name, Kind::kEdges);
  }
  return phrase({"(", inner, where, ")", random_.pick(quantifiers)});
}

std::string QueryGenerator::chain(std::size_t edges, bool may_repeat) {
  std::string text = node_pattern(true);
  for (std::size_t i = 0; i < edges; ++i) {
    text +=
        may_repeat && !in_comprehension_ && one_in(12) ? group_pattern() : edge_pattern(may_repeat);
    text += node_pattern(false);
  }
  return text;
}

std::string QueryGenerator::selected_pattern() {
  static const std::vector<std::string> stars{"*", "*..3", "*0..2", "*..2", "*0.."};
  const std::string path = fresh("p");
  const std::string from = node_pattern(true);
  const std::string types = one_in(2) ? labels(kTypes) : "";
  const std::string star = random_.pick(stars);
  const bool both = one_in(3);
  // Of several parts: what stands between may not be read from elsewhere.
  const std::string between =
      one_in(6) ? phrase({"(:", random_.pick(kLabels), ")<-[:", random_.pick(kTypes), "]-"}) : "";
  const std::string to = node_pattern(false);
  const std::string walk = phrase({from, "-[", types, star, both ? "]-" : "]->", between, to});
  switch (between.empty() ? below(5) : 3) {
    case 0:
      add(path, Kind::kSomePath);
      return phrase({path, " = shortestPath(", walk, ")"});
    case 1:
      add(path, Kind::kPath);
      return phrase({path, " = allShortestPaths(", walk, ")"});
    case 2:
      add(path, Kind::kSomePath);
      return phrase({path, " = SHORTEST ", std::to_string(1 + below(2)), " ", walk});
    case 3:
      add(path, Kind::kPath);
      return phrase({path, " = ALL SHORTEST ", walk});
    default:
      add(path, Kind::kPath);
      return phrase({path, " = SHORTEST ", std::to_string(1 + below(2)), " GROUPS ", walk});
  }
}

std::string QueryGenerator::path_pattern() {
  if (one_in(10)) return selected_pattern();
  const bool named = one_in(6);
  const std::string name = named ? fresh("p") : "";
  std::string text = chain(below(3), true);
  if (!named) return text;
  add(name, Kind::kPath);
  return phrase({name, " = ", text});
}

std::string QueryGenerator::match(bool optional) {
  std::string text = optional ? "OPTIONAL MATCH " : "MATCH ";
  const std::size_t known = scope_.size();
  text += path_pattern();
  if (one_in(4)) {
    // The path of one pattern is there when all are matched: no other pattern of the clause reads
    // it. It is the last that its pattern names.
    std::optional<Variable> path;
    if (scope_.size() > known && is_path(scope_.back().kind)) {
      path = scope_.back();
      scope_.pop_back();
    }
    text += ", " + chain(below(2), one_in(4));
    if (path) scope_.push_back(*path);
  }
  if (!one_in(5) && one_in(2)) text += where();
  return text + " ";
}

std::string QueryGenerator::chain_alone() {
  const std::vector<Variable> before = scope_;
  ++depth_;
  std::string text = chain(1 + below(2), one_in(3));
  --depth_;
  scope_ = before;
  return text;
}

std::string QueryGenerator::closed_pattern() {
  const std::vector<Variable> before = scope_;
  ++depth_;
  std::string text = one_in(2) ? "MATCH " : "";
  text += chain(1 + below(2), one_in(3));
  if (one_in(3)) text += " WHERE " + comparison();
  --depth_;
  scope_ = before;
  return text;
}

}  // namespace muster::differential
