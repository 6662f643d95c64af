// Statements of the shapes that rules of the optimizer look for, where chance alone would meet them
// too seldom.
#include "tests/differential/random_graph.h"
#include "tests/differential/random_query.h"

namespace muster::differential {

// Ends of walks alone: what is searched for rather than enumerated.
std::string QueryGenerator::ends_only() {
  static const std::vector<std::string> stars{"*", "*1..2", "*0..1", "*..3", "*0..", "*0..2", "*2"};
  static const std::vector<std::string> answers{"DISTINCT b",       "count(DISTINCT b) AS c",
                                                "DISTINCT a, b",    "DISTINCT b.n AS n",
                                                "max(b.n) AS m",    "DISTINCT a",
                                                "count(*) AS c",    "a, count(DISTINCT b) AS c",
                                                "min(b.x) AS x, a", "count(b) AS c",
                                                "sum(b.n) AS s",    "collect(DISTINCT b.n) AS l"};
  static const std::vector<std::string> types{"", ":T", ":T|U", ":!V"};
  scope_ = {{"a", Kind::kNode}, {"b", Kind::kNode}};
  const bool backwards = one_in(3);
  std::string text = phrase({"MATCH (a", one_in(2) ? ":A" : "", backwards ? ")<-[" : ")-[",
                             random_.pick(types), random_.pick(stars),
                             backwards || one_in(3) ? "]-(b" : "]->(b", one_in(3) ? ":B)" : ")"});
  if (one_in(3)) {
    text += " WHERE b <> a";
  } else if (one_in(2)) {
    text += where();
  }
  return text + " RETURN " + random_.pick(answers);
}

// What kept figures answer.
std::string QueryGenerator::counts() {
  static const std::vector<std::string> patterns{"(a)",
                                                 "(a:A)",
                                                 "(a:A:B)",
                                                 "(a:A|B)",
                                                 "()-[a]->()",
                                                 "()-[a:T]->()",
                                                 "()-[a:T|U]->()",
                                                 "()<-[a:T]-()",
                                                 "()-[a:T]-()",
                                                 "(:A)-[a:T]->()",
                                                 "()-[a]->(:B)",
                                                 "()-[a:T|T]->()",
                                                 "(a)-[]->()",
                                                 "(:A)-[a:U]->(:B)",
                                                 "(a), ()",
                                                 "(a:Missing)",
                                                 "()-[a:NONE]->()",
                                                 "(a {n: 1})",
                                                 "()-[a:T {w: 1}]->()"};
  static const std::vector<std::string> answers{
      "count(*) AS c",   "count(a) AS c",     "count(DISTINCT a) AS c",
      "count(a.n) AS c", "count(*) + 1 AS c", "count(1) AS c, sum(1) AS s"};
  return phrase({one_in(5) ? "OPTIONAL " : "", "MATCH ", random_.pick(patterns), " RETURN ",
                 random_.pick(answers)});
}

// A condition that keeps the next one from failing, and cannot be asked before both ends are there.
std::string QueryGenerator::guarded() {
  static const std::vector<std::string> guards{
      "a.n + b.n > 3", "a.n > 0 AND b.n > 0", "a.n <> b.n", "a.k < b.k",
      "a.n * b.n > 0", "a.x = b.x",           "r.w > a.n",  "r.w < b.n"};
  static const std::vector<std::string> failing{
      "6 / a.n > 1", "6 / b.n >= 3", "6 % (a.n - b.n) = 0", "a.x + true > 1", "toInteger(b.x) > 0"};
  static const std::vector<std::string> answers{"a, b", "count(*) AS c", "DISTINCT a",
                                                "a.n AS n, r"};
  scope_ = {{"a", Kind::kNode}, {"b", Kind::kNode}, {"r", Kind::kEdge}};
  return phrase({"MATCH (a", one_in(2) ? labels(kLabels) : "", ")-[r",
                 one_in(2) ? labels(kTypes) : "", one_in(3) ? "]-(b" : "]->(b",
                 one_in(2) ? labels(kLabels) : "", ") WHERE ", random_.pick(guards), " AND ",
                 random_.pick(failing), " RETURN ", random_.pick(answers)});
}

// Conditions that an index may answer, on nodes with the label that it is for.
std::string QueryGenerator::sought() {
  static const std::vector<std::string> answers{"a", "count(*) AS c", "a.n AS n, a.k AS k",
                                                "DISTINCT a.x AS x"};
  std::string text;
  if (one_in(3)) text = "MATCH (b) ";
  if (!text.empty()) add("b", Kind::kNode);
  text += phrase({"MATCH (a:", random_.pick(kLabels), one_in(4) ? ":B" : "", ")",
                  one_in(3) ? "-[:T]->(:B)" : "", " WHERE "});
  // Behind the other variable, so that most conditions are on it.
  for (int i = 0; i < 3; ++i) add("a", Kind::kNode);
  text += seekable();
  if (one_in(2)) text += " AND " + seekable();
  return phrase({text, " RETURN ", random_.pick(answers)});
}

}  // namespace muster::differential
