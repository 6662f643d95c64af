// WITH and RETURN of the random queries.
#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "tests/differential/random_query.h"

namespace muster::differential {
namespace {

// Kinds that an item may compute.
const std::vector<Kind> kComputed{Kind::kInteger, Kind::kInteger,  Kind::kText,     Kind::kBoolean,
                                  Kind::kFloat,   Kind::kAnything, Kind::kIntegers, Kind::kMap};

}  // namespace

std::string QueryGenerator::aggregate(Kind& kind) {
  kind = Kind::kInteger;
  const std::string node = any(Kind::kNode);
  switch (below(10)) {
    case 0:
    case 1:
      return "count(*)";
    case 2:
      if (!node.empty()) return phrase({"count(DISTINCT ", node, ")"});
      break;
    case 3:
      return phrase({"sum(", integer(), ")"});
    case 4:
      kind = Kind::kFloat;
      return phrase({"avg(", integer(), ")"});
    case 5:
      kind = Kind::kAnything;
      return phrase({one_in(2) ? "min(" : "max(", anything(), ")"});
    case 6:
      kind = Kind::kCollected;
      return phrase({"collect(", one_in(3) ? "DISTINCT " : "", integer(), ")"});
    case 7:
      return phrase({"count(DISTINCT ", anything(), ")"});
    case 8:
      return phrase({one_in(2) ? "min(" : "max(", integer(), ")"});
    default:
      break;
  }
  return phrase({"count(", node.empty() ? integer() : node, ")"});
}

std::string QueryGenerator::order_and_slice(const std::vector<Variable>& columns) {
  std::vector<std::string> keys;
  for (const Variable& column : columns) keys.push_back(column.name + (one_in(3) ? " DESC" : ""));
  std::rotate(keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(below(keys.size())),
              keys.end());
  std::string text = fmt::format(" ORDER BY {}", fmt::join(keys, ", "));
  if (one_in(4)) text += " SKIP " + number(3);
  if (one_in(2)) text += " LIMIT " + (one_in(4) ? "$i" : number(5));
  return text;
}

std::vector<Variable> QueryGenerator::passed_variables(bool as_keys) {
  std::vector<Variable> chosen;
  std::vector<Variable> left = scope_;
  for (std::size_t i = 1 + below(3); i > 0 && !left.empty(); --i) {
    const auto at = left.begin() + static_cast<std::ptrdiff_t>(below(left.size()));
    const bool unsortable = at->kind == Kind::kCollected && as_keys;
    if (at->kind != Kind::kSomePath && !unsortable) chosen.push_back(*at);
    left.erase(at);
  }
  return chosen;
}

std::string QueryGenerator::projection(bool aggregated, bool may_order) {
  std::vector<Variable> columns;
  std::vector<std::string> items;
  if (!aggregated || !one_in(3)) columns = passed_variables(aggregated || may_order);
  for (const Variable& column : columns) items.push_back(column.name);
  const auto compute = [&](Kind kind, const std::string& text) {
    columns.push_back({fresh("c"), kind});
    items.push_back(phrase({text, " AS ", columns.back().name}));
  };
  if ((columns.empty() && !aggregated) || one_in(2)) {
    const Kind kind = random_.pick(kComputed);
    compute(kind, value(kind));
  }
  for (std::size_t i = aggregated ? 1 + below(2) : 0; i > 0; --i) {
    Kind kind{};
    const std::string text = aggregate(kind);
    compute(kind, text);
  }
  // A collected list that is sorted by or compared would count by its order.
  const bool collects = std::any_of(columns.begin(), columns.end(), [](const Variable& column) {
    return column.kind == Kind::kCollected;
  });
  std::string text = !collects && one_in(3) ? "DISTINCT " : "";
  text += fmt::format("{}", fmt::join(items, ", "));
  if (may_order && !collects && one_in(2)) text += order_and_slice(columns);
  scope_ = columns;
  return text;
}

}  // namespace muster::differential
