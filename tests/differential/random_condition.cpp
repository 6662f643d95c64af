// Conditions of the random queries.
#include "tests/differential/random_graph.h"
#include "tests/differential/random_query.h"

namespace muster::differential {
namespace {

const std::vector<std::string> kComparisons{" = ", " <> ", " < ", " <= ", " > ", " >= "};

}  // namespace

std::string QueryGenerator::where() {
  in_where_ = true;
  std::string made = " WHERE " + condition();
  in_where_ = false;
  return made;
}

std::string QueryGenerator::condition() {
  const Deeper deeper(depth_);
  if (deep()) return comparison();
  switch (below(12)) {
    case 0:
    case 1:
      return phrase({"(", condition(), " AND ", condition(), ")"});
    case 2:
      return phrase({"(", condition(), " OR ", condition(), ")"});
    case 3:
      return phrase({"NOT (", condition(), ")"});
    case 4:
      return phrase({"(", condition(), " XOR ", condition(), ")"});
    case 5:
    case 6:
      return element_condition();
    case 7:
      return list_condition();
    case 8:
    case 9:
      return subquery_condition();
    default:
      return comparison();
  }
}

std::string QueryGenerator::comparison() {
  switch (below(8)) {
    case 0:
    case 1:
      return phrase({integer(), random_.pick(kComparisons), integer()});
    case 2:
      return phrase({anything(), random_.pick(kComparisons), anything()});
    case 3:
      return phrase({text(), random_.pick(kComparisons), text()});
    case 4: {
      static const std::vector<std::string> words{" STARTS WITH ", " ENDS WITH ", " CONTAINS "};
      return phrase({text(), random_.pick(words), text()});
    }
    case 5:
      return phrase({anything(), one_in(2) ? " IS NOT NULL" : " IS NULL"});
    case 6:
      return phrase({integer(), " < ", integer(), " <= ", integer()});
    default:
      return phrase({integer(), " IN ", integers()});
  }
}

// What an index may answer.
std::string QueryGenerator::seekable() {
  const std::string node = any(Kind::kNode);
  if (node.empty()) return comparison();
  switch (below(8)) {
    case 0:
      return phrase({node, ".n = ", integer()});
    case 6:
      return phrase({node, ".s", random_.pick(kComparisons), text()});
    case 1:
      return phrase({node, ".x", random_.pick(kComparisons), anything()});
    case 2:
      return phrase({node, ".n IN ", integers()});
    case 3:
      return phrase({node, ".s STARTS WITH ", text()});
    case 4:
      return phrase({node, ".n", one_in(2) ? " >= " : " > ", integer(), " AND ", node, ".n",
                     one_in(2) ? " <= " : " < ", integer()});
    case 5:
      return phrase({node, ".k = ", integer()});
    default:
      return phrase({text(), " = ", node, ".s AND ", node, ".n = ", integer()});
  }
}

std::string QueryGenerator::element_condition() {
  const std::string node = any(Kind::kNode);
  const std::string edge = any(Kind::kEdge);
  switch (below(8)) {
    case 0:
      if (!node.empty()) return phrase({node, one_in(3) ? " = " : " <> ", any(Kind::kNode)});
      break;
    case 1:
    case 2:
      if (!node.empty()) return phrase({"(", node, labels(kLabels), ")"});
      break;
    case 3:
    case 4:
      return "(" + seekable() + ")";
    case 5:
      if (!edge.empty()) return phrase({"(", edge, labels(kTypes), ")"});
      break;
    case 6:
      if (!node.empty()) return phrase({"id(", node, ") = ", integer()});
      break;
    case 7:
      if (!edge.empty() && !node.empty())
        return phrase({one_in(2) ? "startNode(" : "endNode(", edge, ") = ", node});
      break;
    default:
      break;
  }
  return comparison();
}

std::string QueryGenerator::list_condition() {
  static const std::vector<std::string> quantifiers{"all(", "any(", "none(", "single("};
  const std::string item = fresh("i");
  std::string list;
  Kind kind = Kind::kInteger;
  if (has(Kind::kEdges) && !one_in(3)) {
    list = any(Kind::kEdges);
    kind = Kind::kEdge;
  } else if (has(Kind::kPath) && !one_in(3)) {
    kind = one_in(2) ? Kind::kNode : Kind::kEdge;
    list = phrase({kind == Kind::kNode ? "nodes(" : "relationships(", any(Kind::kPath), ")"});
  } else if (has(Kind::kNodes) && !one_in(3)) {
    list = any(Kind::kNodes);
    kind = Kind::kNode;
  } else if (has(Kind::kCollected) && one_in(2)) {
    list = any(Kind::kCollected);
  } else {
    list = integers();
  }
  const std::string quantifier = random_.pick(quantifiers);
  add(item, kind);
  std::string made = phrase({quantifier, item, " IN ", list, " WHERE ",
                             kind == Kind::kInteger ? comparison() : element_condition(), ")"});
  scope_.pop_back();
  return made;
}

std::string QueryGenerator::subquery_condition() {
  if (depth_ >= kDepthMax) return element_condition();
  switch (below(5)) {
    case 0:
    case 1:
      return phrase({"EXISTS { ", closed_pattern(), " }"});
    case 2: {
      static const std::vector<std::string> counts{" > 0", " = 0",  " >= 1",
                                                   " < 1", " <> 0", " > 1"};
      return phrase({"COUNT { ", closed_pattern(), " }", random_.pick(counts)});
    }
    case 3: {
      static const std::vector<std::string> counts{" > 0", " = 1", " < 2"};
      const std::string pattern = chain_alone();
      return phrase({"EXISTS { MATCH ", pattern, " WITH count(*) AS c WHERE c",
                     random_.pick(counts), " RETURN c }"});
    }
    default: {
      const std::string node = any(Kind::kNode);
      if (node.empty() || !in_where_) return comparison();
      static const std::vector<std::string> ways{"-->", "--", "-[:T]->", "<-[:U|V]-",
                                                 "-[:T*1..2]->"};
      return phrase({"(", node, ")", random_.pick(ways), "(",
                     one_in(2) ? any(Kind::kNode) : labels(kLabels), ")"});
    }
  }
}

}  // namespace muster::differential
