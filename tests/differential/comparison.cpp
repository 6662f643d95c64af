#include "tests/differential/comparison.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "query/syntax/ast_text.h"

namespace muster::differential {
namespace {

using query::ast::Projection;

// Lists in any order, as one that is sorted.
Value sorted_lists(const Value& value) {
  if (!value.is_list()) return value;
  ValueList items;
  for (const Value& item : value.as_list()) items.push_back(sorted_lists(item));
  std::sort(items.begin(), items.end(),
            [](const Value& left, const Value& right) { return cypher_order(left, right) < 0; });
  return items;
}

bool row_before(const ValueList& left, const ValueList& right) {
  return std::lexicographical_compare(
      left.begin(), left.end(), right.begin(), right.end(),
      [](const Value& one, const Value& other) { return cypher_order(one, other) < 0; });
}

std::vector<ValueList> normal_rows(std::vector<ValueList> rows, const Agreement& agreement) {
  if (agreement.lists_are_bags) {
    for (ValueList& row : rows) {
      for (Value& value : row) value = sorted_lists(value);
    }
  }
  if (!agreement.ordered) std::sort(rows.begin(), rows.end(), row_before);
  return rows;
}

std::string column_name(const query::ast::ProjectionItem& item) {
  return item.alias ? item.alias->text : query::ast::to_text(*item.expression);
}

// Whether every column is a key of the order.
bool sorts_by_all(const Projection& projection) {
  if (projection.all_variables || projection.order_by.empty()) return false;
  return std::all_of(projection.items.begin(), projection.items.end(), [&](const auto& item) {
    return std::any_of(
        projection.order_by.begin(), projection.order_by.end(),
        [&](const auto& key) { return query::ast::to_text(*key.expression) == column_name(item); });
  });
}

bool cuts_unsorted(const Projection& projection) {
  return (projection.skip || projection.limit) && !sorts_by_all(projection);
}

const Projection* projection_of(const query::ast::Clause& clause) {
  if (const auto* with = std::get_if<query::ast::WithClause>(&clause.node))
    return &with->projection;
  if (const auto* last = std::get_if<query::ast::ReturnClause>(&clause.node))
    return &last->projection;
  return nullptr;
}

bool collects(const std::string& text) {
  return text.find("collect") != std::string::npos || text.find("COLLECT") != std::string::npos;
}

// Which of several rows fails first, and whether before the end of the statement, is nobody's
// business: what is wrong with data is one kind.
ErrorCode kind_of(const Error& error) {
  const bool of_data = error.code == ErrorCode::kType || error.code == ErrorCode::kConstraint;
  return of_data ? ErrorCode::kRuntimeQuery : error.code;
}

}  // namespace

std::optional<Agreement> agreement_of(const query::ast::Statement& statement) {
  const query::ast::Query* query = statement.query();
  if (query == nullptr) return std::nullopt;
  Agreement agreement{.ordered = false, .lists_are_bags = collects(query::ast::to_text(statement))};
  for (const query::ast::SingleQuery& branch : query->branches) {
    for (const query::ast::Clause& clause : branch.clauses) {
      const Projection* projection = projection_of(clause);
      if (projection == nullptr) continue;
      if (cuts_unsorted(*projection)) return std::nullopt;
      agreement.ordered = query->branches.size() == 1 && &clause == &branch.clauses.back() &&
                          sorts_by_all(*projection);
    }
  }
  return agreement;
}

bool agree(const Result<Answer>& left, const Result<Answer>& right, const Agreement& agreement) {
  if (!left || !right) return !left && !right && kind_of(left.error()) == kind_of(right.error());
  if (left->graph != right->graph) return false;
  if (left->columns != right->columns || left->rows.size() != right->rows.size()) return false;
  const auto ours = normal_rows(left->rows, agreement);
  const auto theirs = normal_rows(right->rows, agreement);
  return std::equal(
      ours.begin(), ours.end(), theirs.begin(), [](const ValueList& one, const ValueList& other) {
        return std::equal(one.begin(), one.end(), other.begin(), other.end(), cypher_equivalent);
      });
}

std::string to_text(const Result<Answer>& answer) {
  if (!answer) return "  " + format_error(answer.error()) + "\n";
  std::string text = fmt::format("  {}\n", fmt::join(answer->columns, " | "));
  for (const ValueList& row : answer->rows) {
    std::vector<std::string> values;
    for (const Value& value : row) values.push_back(to_literal(value));
    text += fmt::format("  {}\n", fmt::join(values, " | "));
  }
  if (!answer->graph.empty()) text += "  leaving\n  " + answer->graph + "\n";
  return text;
}

}  // namespace muster::differential
