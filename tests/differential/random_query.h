// Queries drawn by chance over the graphs of random_graph.h, as text.
//
// The law: what a query answers is determined. SKIP and LIMIT stand behind an ORDER BY over all
// columns; of a path that a selector chose among equals only the length and the ends are read; the
// order of a collected list is never read. Most are well typed; a few may fail on the data.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "core/generate/random.h"

namespace muster::differential {

enum class Kind : unsigned char {
  kNode,
  kEdge,
  kNodes,  // A list of nodes.
  kEdges,  // A list of relationships.
  kPath,
  kSomePath,  // One of several that are as good: only its length is determined.
  kInteger,
  kFloat,
  kText,
  kBoolean,
  kAnything,   // A value of any type that orders and compares.
  kIntegers,   // A list of integers in an order that is determined.
  kCollected,  // A list whose order is not.
  kMap,
};

struct Variable {
  std::string name;
  Kind kind;
};

// Its parts in a row. Calls that draw stand in its braces, where they run from left to right.
std::string phrase(std::initializer_list<std::string> parts);

class QueryGenerator {
 public:
  explicit QueryGenerator(generate::Random& random) : random_(random) {}

  std::string statement();

 private:
  // random_query.cpp: clauses.
  std::string reading_clause();
  std::string unwind();
  std::string with();
  std::string shorthand();
  std::string call_subquery();
  std::string returning();
  std::string union_of();
  std::string single();

  // random_projection.cpp: items of WITH and RETURN; the variables that they make are the scope
  // behind them.
  std::vector<Variable> passed_variables(bool as_keys);
  std::string projection(bool aggregated, bool may_order);
  std::string aggregate(Kind& kind);
  std::string order_and_slice(const std::vector<Variable>& columns);

  // random_pattern.cpp
  std::string match(bool optional);
  std::string path_pattern();
  std::string selected_pattern();
  std::string chain(std::size_t edges, bool may_repeat);
  std::string node_pattern(bool first);
  std::string edge_pattern(bool may_repeat);
  std::string group_pattern();
  std::string labels(const std::vector<std::string>& names);
  // Patterns over the variables of the scope, which make none; the second with MATCH and WHERE.
  std::string chain_alone();
  std::string closed_pattern();

  // random_shape.cpp
  std::string ends_only();
  std::string counts();
  std::string guarded();
  std::string sought();

  // random_update.cpp
  std::string update();
  std::string setting();
  std::string making();
  std::string deleting();
  std::string stored_value(const std::string& node);
  std::string kept_names();

  // random_expression.cpp
  std::string value(Kind kind);
  std::string integer();
  std::string floating();
  std::string text();
  std::string anything();
  std::string integers();
  std::string collected();
  std::string map();
  std::string failing();

  // random_condition.cpp
  std::string where();  // " WHERE …"
  std::string condition();
  std::string comparison();
  std::string seekable();
  std::string element_condition();
  std::string list_condition();
  std::string subquery_condition();

  static constexpr std::size_t kDepthMax = 3;

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
  bool deep() const { return depth_ > kDepthMax; }

  bool one_in(std::uint64_t odds) { return random_.one_in(odds); }
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_.below(bound)); }
  std::string number(std::size_t bound) { return std::to_string(below(bound)); }
  std::string fresh(std::string_view prefix);
  void add(std::string name, Kind kind) { scope_.push_back({std::move(name), kind}); }
  // A variable of the kind; "" if there is none.
  std::string any(Kind kind);
  bool has(Kind kind) const;

  generate::Random& random_;
  std::vector<Variable> scope_;
  std::size_t names_ = 0;
  std::size_t depth_ = 0;          // Of expressions and subqueries.
  bool in_where_ = false;          // There a bare pattern is a condition.
  bool in_comprehension_ = false;  // There no part of a pattern repeats.
  bool may_fail_ = false;
};

}  // namespace muster::differential
