// Patterns of the random queries.
#include <fmt/format.h>

#include "tests/differential/random_graph.h"
#include "tests/differential/random_query.h"

namespace muster::differential {

std::string QueryGenerator::labels(const std::vector<std::string>& names) {
  const std::string& first = random_.pick(names);
  const std::string& second = random_.pick(names);
  switch (below(8)) {
    case 0:
    case 1:
      return fmt::format(":{}|{}", first, second);
    case 2:
      return ":!" + first;
    case 3:
      return fmt::format(":{}&!{}", first, second);
    default:
      return ":" + first;
  }
}

std::string QueryGenerator::node_pattern() {
  std::string text = "(";
  const std::string known = any(Kind::kNode);
  if (!known.empty() && one_in(3)) {
    text += known;
  } else if (!one_in(4)) {
    const std::string name = fresh("n");
    text += name;
    add(name, Kind::kNode);
  }
  if (one_in(3)) text += labels(kLabels);
  if (one_in(7)) text += fmt::format(" {{{}: {}}}", one_in(2) ? "n" : "k", below(4));
  return text + ")";
}

std::string QueryGenerator::edge_pattern(bool may_repeat) {
  std::string inner;
  const bool repeats = may_repeat && one_in(4);
  const bool named = one_in(2);
  const std::string name = named ? fresh("r") : "";
  inner += name;
  if (one_in(2)) inner += labels(kTypes);
  if (repeats) {
    static const std::vector<std::string> hop_ranges{"*",    "*1..2", "*0..1", "*2",
                                                     "*..3", "*0..",  "*2..3"};
    inner += random_.pick(hop_ranges);
  }
  if (one_in(8)) inner += fmt::format(" {{w: {}}}", below(3));
  if (named) add(name, repeats ? Kind::kEdges : Kind::kEdge);
  switch (below(5)) {
    case 0:
    case 1:
      return fmt::format("-[{}]->", inner);
    case 2:
    case 3:
      return fmt::format("<-[{}]-", inner);
    default:
      return fmt::format("-[{}]-", inner);
  }
}

std::string QueryGenerator::group_pattern() {
  static const std::vector<std::string> hop_ranges{"{1,2}", "+", "{0,2}", "*", "{2}"};
  const std::size_t outer = scope_.size();
  const std::vector<Variable> before = scope_;
  scope_.clear();
  std::string inner = chain(1 + below(2), false);
  std::string where;
  if (one_in(3)) where = " WHERE " + (one_in(2) ? comparison() : element_condition());
  const std::vector<Variable> made = scope_;
  scope_ = before;
  scope_.resize(outer);
  for (const Variable& variable : made) {
    if (variable.kind == Kind::kNode) add(variable.name, Kind::kNodes);
    if (variable.kind == Kind::kEdge) add(variable.name, Kind::kEdges);
  }
  return fmt::format("({}{}){}", inner, where, random_.pick(hop_ranges));
}

std::string QueryGenerator::chain(std::size_t edges, bool may_repeat) {
  std::string text = node_pattern();
  for (std::size_t i = 0; i < edges; ++i) {
    text += may_repeat && one_in(12) ? group_pattern() : edge_pattern(may_repeat);
    text += node_pattern();
  }
  return text;
}

std::string QueryGenerator::selected_pattern() {
  const std::string path = fresh("p");
  const std::string hops = one_in(2) ? "*" : "*..3";
  const std::string direction = one_in(3) ? "" : ">";
  const std::string types = one_in(2) ? labels(kTypes) : "";
  const std::size_t outer = scope_.size();
  const std::string from = node_pattern();
  const std::string to = node_pattern();
  static_cast<void>(outer);
  const std::string walk = fmt::format("{}-[{}{}]-{}{}", from, types, hops, direction, to);
  switch (below(5)) {
    case 0:
      add(path, Kind::kSomePath);
      return fmt::format("{} = shortestPath({})", path, walk);
    case 1:
      add(path, Kind::kPath);
      return fmt::format("{} = allShortestPaths({})", path, walk);
    case 2:
      add(path, Kind::kSomePath);
      return fmt::format("{} = SHORTEST {} {}", path, 1 + below(2), walk);
    case 3:
      add(path, Kind::kPath);
      return fmt::format("{} = ALL SHORTEST {}", path, walk);
    default:
      add(path, Kind::kPath);
      return fmt::format("{} = SHORTEST {} GROUPS {}", path, 1 + below(2), walk);
  }
}

std::string QueryGenerator::path_pattern() {
  if (one_in(10)) return selected_pattern();
  const bool named = one_in(6);
  const std::string name = named ? fresh("p") : "";
  std::string text = chain(below(3), true);
  if (!named) return text;
  add(name, Kind::kPath);
  return fmt::format("{} = {}", name, text);
}

std::string QueryGenerator::match(bool optional) {
  std::string text = optional ? "OPTIONAL MATCH " : "MATCH ";
  text += path_pattern();
  if (one_in(4)) text += ", " + chain(below(2), false);
  if (one_in(2)) text += where();
  return text + " ";
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
