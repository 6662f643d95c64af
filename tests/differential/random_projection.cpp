// WITH and RETURN of the random queries.
#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "tests/differential/random_query.h"

namespace muster::differential {
namespace {

// Kinds that an item may compute, and that may be sorted by.
const std::vector<Kind> kComputed{Kind::kInteger, Kind::kInteger,  Kind::kText,    Kind::kBoolean,
                                  Kind::kFloat,   Kind::kAnything, Kind::kIntegers};

bool is_passed_only(Kind kind) { return kind == Kind::kSomePath || kind == Kind::kCollected; }

}  // namespace

std::string QueryGenerator::aggregate(Kind& kind) {
  kind = Kind::kInteger;
  const std::string node = any(Kind::kNode);
  switch (below(10)) {
    case 0:
    case 1:
      return "count(*)";
    case 2:
      if (!node.empty()) return fmt::format("count(DISTINCT {})", node);
      break;
    case 3:
      return fmt::format("sum({})", integer());
    case 4:
      kind = Kind::kFloat;
      return fmt::format("avg({})", integer());
    case 5:
      kind = Kind::kAnything;
      return fmt::format("{}({})", one_in(2) ? "min" : "max", anything());
    case 6:
      kind = Kind::kCollected;
      return fmt::format("collect({}{})", one_in(3) ? "DISTINCT " : "", integer());
    case 7:
      return fmt::format("count(DISTINCT {})", anything());
    case 8:
      return fmt::format("{}({})", one_in(2) ? "min" : "max", integer());
    default:
      break;
  }
  return fmt::format("count({})", node.empty() ? integer() : node);
}

std::string QueryGenerator::order_and_slice(const std::vector<Variable>& columns) {
  std::vector<std::string> keys;
  for (const Variable& column : columns) keys.push_back(column.name + (one_in(3) ? " DESC" : ""));
  std::rotate(keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(below(keys.size())),
              keys.end());
  std::string text = fmt::format(" ORDER BY {}", fmt::join(keys, ", "));
  if (one_in(4)) text += fmt::format(" SKIP {}", below(3));
  if (one_in(2)) text += fmt::format(" LIMIT {}", below(5));
  return text;
}

std::string QueryGenerator::projection(bool aggregated, bool may_order) {
  std::vector<Variable> columns;
  std::vector<std::string> items;
  std::vector<Variable> candidates = scope_;
  const std::size_t wanted = 1 + below(3);
  for (std::size_t i = 0; i < wanted && !candidates.empty(); ++i) {
    const std::size_t chosen = below(candidates.size());
    const Variable variable = candidates[chosen];
    candidates.erase(candidates.begin() + static_cast<std::ptrdiff_t>(chosen));
    if (variable.kind == Kind::kSomePath) continue;
    if (is_passed_only(variable.kind) && (aggregated || may_order)) continue;
    columns.push_back(variable);
    items.push_back(variable.name);
  }
  if (columns.empty() || one_in(2)) {
    const Kind kind = random_.pick(kComputed);
    columns.push_back({fresh("c"), kind});
    items.push_back(fmt::format("{} AS {}", value(kind), columns.back().name));
  }
  bool sortable = may_order;
  if (aggregated) {
    if (one_in(3)) {
      columns.clear();
      items.clear();
    }
    for (std::size_t i = 0; i <= below(2); ++i) {
      Kind kind{};
      const std::string text = aggregate(kind);
      columns.push_back({fresh("c"), kind});
      items.push_back(fmt::format("{} AS {}", text, columns.back().name));
      sortable = sortable && kind != Kind::kCollected;
    }
  }
  // A collected list in a key of DISTINCT would compare by its order.
  const bool collects = std::any_of(columns.begin(), columns.end(), [](const Variable& column) {
    return column.kind == Kind::kCollected;
  });
  std::string text = !collects && one_in(3) ? "DISTINCT " : "";
  text += fmt::format("{}", fmt::join(items, ", "));
  if (sortable && one_in(2)) text += order_and_slice(columns);
  scope_ = columns;
  return text;
}

}  // namespace muster::differential
