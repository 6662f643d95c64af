// Expressions of the random queries, by the kind of value they give.
#include <fmt/format.h>

#include "tests/differential/random_graph.h"
#include "tests/differential/random_query.h"

namespace muster::differential {
namespace {

constexpr std::size_t kDepthMax = 3;

const std::vector<std::string> kComparisons{"=", "<>", "<", "<=", ">", ">="};
const std::vector<std::string> kTexts{"'a'", "'ab'", "'b'", "''"};

// Counts how deep the generator stands in an expression.
class Deeper {
 public:
  explicit Deeper(std::size_t& depth) : depth_(depth) { ++depth_; }
  ~Deeper() { --depth_; }
  Deeper(const Deeper&) = delete;
  Deeper& operator=(const Deeper&) = delete;

 private:
  std::size_t& depth_;
};

}  // namespace

std::string QueryGenerator::fresh(std::string_view prefix) {
  return fmt::format("{}{}", prefix, names_++);
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
    default:
      return has(kind) ? any(kind) : "null";
  }
}

std::string QueryGenerator::integer() {
  const Deeper deeper(depth_);
  const std::string node = any(Kind::kNode);
  const std::string edge = any(Kind::kEdge);
  switch (below(depth_ > kDepthMax ? 4 : 14)) {
    case 0:
      return std::to_string(below(4));
    case 1:
      if (has(Kind::kInteger)) return any(Kind::kInteger);
      break;
    case 2:
      if (!edge.empty()) return edge + ".w";
      break;
    case 3:
    case 4:
    case 5:
      if (!node.empty()) return node + (one_in(2) ? ".n" : ".k");
      break;
    case 6:
      return fmt::format("({} {} {})", integer(),
                         one_in(2)   ? "+"
                         : one_in(2) ? "-"
                                     : "*",
                         integer());
    case 7:
      if (has(Kind::kPath)) return fmt::format("length({})", any(Kind::kPath));
      if (has(Kind::kSomePath)) return fmt::format("length({})", any(Kind::kSomePath));
      if (has(Kind::kCollected)) return fmt::format("size({})", any(Kind::kCollected));
      break;
    case 8:
      if (has(Kind::kEdges)) return fmt::format("size({})", any(Kind::kEdges));
      if (has(Kind::kNodes)) return fmt::format("size({})", any(Kind::kNodes));
      break;
    case 9:
      return fmt::format("CASE WHEN {} THEN {} ELSE {} END", condition(), integer(), integer());
    case 10:
      return fmt::format("coalesce({}, {})", integer(), integer());
    case 11:
      return fmt::format("COUNT {{ {} }}", closed_pattern());
    case 12: {
      const std::string sum = fresh("t");
      const std::string item = fresh("i");
      return fmt::format("reduce({} = {}, {} IN {} | {} + {})", sum, below(3), item, integers(),
                         sum, item);
    }
    case 13:
      return fmt::format("size({})", integers());
    default:
      break;
  }
  return std::to_string(below(4));
}

std::string QueryGenerator::floating() {
  if (has(Kind::kFloat) && one_in(2)) return any(Kind::kFloat);
  const std::string node = any(Kind::kNode);
  return node.empty() || one_in(4) ? fmt::format("{}.5", below(3)) : node + ".f";
}

std::string QueryGenerator::text() {
  const Deeper deeper(depth_);
  const std::string node = any(Kind::kNode);
  switch (below(depth_ > kDepthMax ? 3 : 6)) {
    case 0:
      return random_.pick(kTexts);
    case 1:
      if (has(Kind::kText)) return any(Kind::kText);
      break;
    case 2:
    case 3:
      if (!node.empty()) return node + ".s";
      break;
    case 4:
      return fmt::format("({} + {})", text(), text());
    case 5:
      if (has(Kind::kEdge)) return fmt::format("type({})", any(Kind::kEdge));
      break;
    default:
      break;
  }
  return random_.pick(kTexts);
}

std::string QueryGenerator::anything() {
  const std::string node = any(Kind::kNode);
  switch (below(5)) {
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
    default:
      break;
  }
  return one_in(5) ? "null" : integer();
}

std::string QueryGenerator::integers() {
  const Deeper deeper(depth_);
  const std::string node = any(Kind::kNode);
  switch (below(depth_ > kDepthMax ? 3 : 7)) {
    case 0:
      return fmt::format("[{}, {}]", below(3), below(4));
    case 1:
      if (has(Kind::kIntegers)) return any(Kind::kIntegers);
      break;
    case 2:
      if (!node.empty()) return fmt::format("coalesce({}.l, [])", node);
      break;
    case 3:
      return fmt::format("range({}, {})", below(3), below(4));
    case 4:
      return fmt::format("[{}, {}, null]", integer(), integer());
    case 5: {
      const std::string item = fresh("i");
      const std::string list = integers();
      add(item, Kind::kInteger);
      std::string made =
          fmt::format("[{} IN {} WHERE {} | {}]", item, list, condition(), integer());
      scope_.pop_back();
      return made;
    }
    case 6:
      if (has(Kind::kEdges)) {
        const std::string item = fresh("i");
        return fmt::format("[{} IN {} | {}.w]", item, any(Kind::kEdges), item);
      }
      if (has(Kind::kPath)) {
        const std::string item = fresh("i");
        return fmt::format("[{} IN nodes({}) | {}.n]", item, any(Kind::kPath), item);
      }
      break;
    default:
      break;
  }
  return fmt::format("[{}]", below(3));
}

std::string QueryGenerator::condition() {
  const Deeper deeper(depth_);
  if (depth_ > kDepthMax) return comparison();
  switch (below(12)) {
    case 0:
    case 1:
      return fmt::format("({} AND {})", condition(), condition());
    case 2:
      return fmt::format("({} OR {})", condition(), condition());
    case 3:
      return fmt::format("NOT ({})", condition());
    case 4:
      return fmt::format("({} XOR {})", condition(), condition());
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

std::string QueryGenerator::where() {
  in_where_ = true;
  std::string made = " WHERE " + condition();
  in_where_ = false;
  return made;
}

std::string QueryGenerator::comparison() {
  switch (below(7)) {
    case 0:
    case 1:
      return fmt::format("{} {} {}", integer(), random_.pick(kComparisons), integer());
    case 2:
      return fmt::format("{} {} {}", anything(), random_.pick(kComparisons), anything());
    case 3:
      return fmt::format("{} {} {}", text(), random_.pick(kComparisons), text());
    case 4: {
      static const std::vector<std::string> words{"STARTS WITH", "ENDS WITH", "CONTAINS"};
      return fmt::format("{} {} {}", text(), random_.pick(words), text());
    }
    case 5:
      return fmt::format("{} IS {}NULL", anything(), one_in(2) ? "NOT " : "");
    default:
      return fmt::format("{} IN {}", integer(), integers());
  }
}

std::string QueryGenerator::element_condition() {
  const std::string node = any(Kind::kNode);
  const std::string edge = any(Kind::kEdge);
  switch (below(6)) {
    case 0:
      if (!node.empty())
        return fmt::format("{} {} {}", node, one_in(3) ? "=" : "<>", any(Kind::kNode));
      break;
    case 1:
    case 2:
      if (!node.empty()) return fmt::format("({}{})", node, labels(kLabels));
      break;
    case 3:
      if (!node.empty()) return fmt::format("{}.n = {}", node, below(4));
      break;
    case 4:
      if (!edge.empty()) return fmt::format("({}{})", edge, labels(kTypes));
      break;
    case 5:
      if (!node.empty()) return fmt::format("id({}) = {}", node, integer());
      break;
    default:
      break;
  }
  return comparison();
}

std::string QueryGenerator::list_condition() {
  static const std::vector<std::string> quantifiers{"all", "any", "none", "single"};
  const std::string item = fresh("i");
  std::string list;
  Kind kind = Kind::kInteger;
  if (has(Kind::kEdges) && !one_in(3)) {
    list = any(Kind::kEdges);
    kind = Kind::kEdge;
  } else if (has(Kind::kPath) && !one_in(3)) {
    const bool nodes = one_in(2);
    list = fmt::format("{}({})", nodes ? "nodes" : "relationships", any(Kind::kPath));
    kind = nodes ? Kind::kNode : Kind::kEdge;
  } else if (has(Kind::kNodes) && !one_in(3)) {
    list = any(Kind::kNodes);
    kind = Kind::kNode;
  } else {
    list = integers();
  }
  const std::string quantifier = random_.pick(quantifiers);
  add(item, kind);
  std::string made = fmt::format("{}({} IN {} WHERE {})", quantifier, item, list,
                                 kind == Kind::kInteger ? comparison() : element_condition());
  scope_.pop_back();
  return made;
}

std::string QueryGenerator::subquery_condition() {
  if (depth_ >= kDepthMax) return element_condition();
  const std::string pattern = closed_pattern();
  switch (below(4)) {
    case 0:
    case 1:
      return fmt::format("EXISTS {{ {} }}", pattern);
    case 2: {
      static const std::vector<std::string> counts{"> 0", "= 0", ">= 1", "< 1", "<> 0", "> 1"};
      return fmt::format("COUNT {{ {} }} {}", pattern, random_.pick(counts));
    }
    default: {
      const std::string node = any(Kind::kNode);
      const std::string other = any(Kind::kNode);
      if (node.empty() || !in_where_) return comparison();
      static const std::vector<std::string> ways{"-->", "--", "-[:T]->", "<-[:U|V]-",
                                                 "-[:T*1..2]->"};
      return fmt::format("({}){}({})", node, random_.pick(ways),
                         one_in(2) ? other : labels(kLabels));
    }
  }
}

std::string QueryGenerator::failing() {
  const std::string node = any(Kind::kNode);
  if (node.empty() || one_in(3)) return fmt::format("{} / {}", integer(), integer());
  return one_in(2) ? fmt::format("{}.x + true", node)
                   : fmt::format("toInteger({}.x) % {}.n", node, node);
}

}  // namespace muster::differential
