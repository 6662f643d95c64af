// Answers and whether two of them agree.
//
// The law: rows are a bag, or a list where the statement sorts by all its columns; values agree
// where Cypher calls them equivalent, so 1 and 1.0 do. Errors agree by kind.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/base/value.h"
#include "query/syntax/ast.h"

namespace muster::differential {

struct Answer {
  std::vector<std::string> columns;
  std::vector<ValueList> rows;
  std::string graph;  // What the graph is like behind a statement that writes (graph_text.h).
};

struct Agreement {
  bool ordered = false;         // Rows are compared as lists.
  bool lists_are_bags = false;  // So are lists in them: something collects them in no order.
};

// What a statement determines of its answer; nullopt: it cuts rows off that it did not sort, and
// every answer is as good.
std::optional<Agreement> agreement_of(const query::ast::Statement& statement);

// Errors: kCancelled and the like are for the caller to look at first.
bool agree(const Result<Answer>& left, const Result<Answer>& right, const Agreement& agreement);

// For people: columns and rows, or the error.
std::string to_text(const Result<Answer>& answer);

}  // namespace muster::differential
