// Statements that write. What they leave behind does not depend on the order of rows: values are
// constants or follow from the element that they are set on, and nothing reads an id.
#include "tests/differential/random_graph.h"
#include "tests/differential/random_query.h"

namespace muster::differential {

// For a property of `node`, or of a new element.
std::string QueryGenerator::stored_value(const std::string& node) {
  switch (below(6)) {
    case 0:
      return node.empty() ? number(4) : node + ".n + 1";
    case 1:
      return node.empty() ? "$i" : phrase({"coalesce(", node, ".n, 2)"});
    case 2:
      return "'ab'";
    case 3:
      return one_in(3) ? "null" : "1.5";
    default:
      return number(4);
  }
}

std::string QueryGenerator::setting() {
  const std::string node = any(Kind::kNode);
  const std::string edge = any(Kind::kEdge);
  switch (below(8)) {
    case 0:
      if (!edge.empty()) return phrase({"SET ", edge, ".w = ", number(3)});
      break;
    case 1:
      if (!node.empty()) return phrase({"SET ", node, ":", random_.pick(kLabels)});
      break;
    case 2:
      if (!node.empty()) return phrase({"REMOVE ", node, ":", random_.pick(kLabels)});
      break;
    case 3:
      if (!node.empty()) return phrase({"REMOVE ", node, one_in(2) ? ".n" : ".x"});
      break;
    case 4:
      if (!node.empty()) return phrase({"SET ", node, " += {x: ", number(3), ", s: null}"});
      break;
    case 5:
      if (!node.empty() && one_in(3)) return phrase({"SET ", node, " = {k: ", number(9), "}"});
      break;
    default:
      break;
  }
  if (node.empty()) return making();
  return phrase({"SET ", node, one_in(8) ? ".k = " : ".n = ", stored_value(node)});
}

std::string QueryGenerator::making() {
  const std::string node = any(Kind::kNode);
  const std::string made = phrase({"(:", random_.pick(kLabels), " {n: ", stored_value(node), "})"});
  const std::string type = random_.pick(kTypes);
  switch (below(8)) {
    case 0:
      return "CREATE " + made;
    case 1:
      if (!node.empty())
        return phrase({"CREATE (", node, ")-[:", type, " {w: ", number(3), "}]->", made});
      break;
    case 6:
      if (!node.empty()) return phrase({"CREATE ", made, "<-[:", type, "]-(", node, ")"});
      break;
    case 2:
      return phrase({"MERGE (m:", random_.pick(kLabels), " {n: ", number(4),
                     "}) ON CREATE SET m.x = 1 ON MATCH SET m.f = 1.5"});
    case 3:
      if (!node.empty())
        return phrase({"MERGE (", node, ")-[e:", type, "]->(", any(Kind::kNode),
                       ") ON CREATE SET e.w = 2 ON MATCH SET e.x = 3"});
      break;
    case 4:
      if (!node.empty())
        return phrase({"MERGE (", node, ")-[:", type, "]->(:", random_.pick(kLabels),
                       " {n: ", number(3), "})"});
      break;
    case 5:
      return phrase({"FOREACH (i IN ", one_in(2) ? "[1, 2]" : "$l",
                     " | CREATE (:", random_.pick(kLabels), " {n: i}))"});
    default:
      if (!node.empty()) return phrase({"FOREACH (i IN [1, 2] | SET ", node, ".x = i)"});
      break;
  }
  return "CREATE " + made;
}

std::string QueryGenerator::deleting() {
  const std::string node = any(Kind::kNode);
  const std::string edge = any(Kind::kEdge);
  if (!edge.empty() && one_in(2)) {
    return phrase({"DELETE ", edge, !node.empty() && one_in(3) ? ", " + node : ""});
  }
  if (node.empty()) return setting();
  return phrase({one_in(4) ? "DELETE " : "DETACH DELETE ", node});
}

std::string QueryGenerator::update() {
  std::string text = match(one_in(6));
  if (one_in(4)) text += match(true);
  for (std::size_t i = below(3); i > 0; --i) {
    text += one_in(2) ? setting() : making();
    // Names that the clause made are free again.
    text += " WITH " + kept_names() + " ";
  }
  text += one_in(4) ? deleting() : one_in(2) ? setting() : making();
  switch (below(4)) {
    case 0:
      return text + " RETURN count(*) AS c";
    case 1:
      return text + phrase({" WITH count(*) AS c MATCH (z:", random_.pick(kLabels),
                            ") RETURN c, count(z) AS z, sum(z.n) AS n"});
    case 2:
      return text + phrase({" WITH count(*) AS c MATCH (z)-[e:", random_.pick(kTypes),
                            "]->() RETURN c, count(DISTINCT z) AS z, sum(e.w) AS w"});
    default:
      return text;
  }
}

std::string QueryGenerator::kept_names() {
  std::string names;
  for (const Variable& variable : scope_) names += (names.empty() ? "" : ", ") + variable.name;
  return names.empty() ? "1 AS one" : names;
}

}  // namespace muster::differential
