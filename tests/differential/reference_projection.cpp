// WITH and RETURN of the reference evaluator: grouping and aggregates, items, DISTINCT, ORDER BY,
// SKIP, LIMIT, WHERE, one after the other over whole tables.
#include <algorithm>

#include "tests/differential/reference.h"
#include "tests/differential/reference_parts.h"

namespace muster::differential {
namespace {

using query::BoundProjection;

struct Group {
  ValueList key;
  Table rows;
};

Result<ValueList> key_of(Reference& reference, const BoundProjection& projection, Row& row) {
  ValueList key;
  for (const query::BoundGroupingKey& one : projection.grouping_keys) {
    MUSTER_TRY(Value value, reference.value(*one.expression, row));
    key.push_back(std::move(value));
  }
  return key;
}

Result<Value> aggregate_over(Reference& reference, const query::BoundAggregate& aggregate,
                             Table& rows) {
  std::vector<ValueList> arguments;
  for (Row& row : rows) {
    MUSTER_CHECK(reference.step());
    ValueList values;
    for (const query::BoundExpressionPtr& argument : aggregate.arguments) {
      MUSTER_TRY(Value value, reference.value(*argument, row));
      values.push_back(std::move(value));
    }
    arguments.push_back(std::move(values));
  }
  return aggregate_of(aggregate, arguments);
}

// A row for each group, with its keys and aggregates.
Result<Table> grouped(Reference& reference, const BoundProjection& projection, Table rows,
                      const Row& outer) {
  std::vector<Group> groups;
  for (Row& row : rows) {
    MUSTER_TRY(ValueList key, key_of(reference, projection, row));
    auto group = std::find_if(groups.begin(), groups.end(),
                              [&](const Group& other) { return equivalent_rows(other.key, key); });
    if (group == groups.end()) group = groups.insert(groups.end(), Group{std::move(key), {}});
    group->rows.push_back(std::move(row));
  }
  if (groups.empty() && projection.grouping_keys.empty()) groups.emplace_back();
  Table made;
  for (Group& group : groups) {
    Row row = outer;
    for (std::size_t i = 0; i < group.key.size(); ++i)
      row[index_of(projection.grouping_keys[i].slot)] = group.key[i];
    for (const query::BoundAggregate& aggregate : projection.aggregates) {
      MUSTER_TRY(row[index_of(aggregate.slot)], aggregate_over(reference, aggregate, group.rows));
    }
    made.push_back(std::move(row));
  }
  return made;
}

Result<void> add_items(Reference& reference, const BoundProjection& projection, Table& rows) {
  for (Row& row : rows) {
    MUSTER_CHECK(reference.step());
    Row before = row;
    for (const query::BoundProjectionItem& item : projection.items) {
      MUSTER_TRY(row[index_of(item.slot)], reference.value(*item.expression, before));
    }
  }
  return ok();
}

void keep_distinct(const BoundProjection& projection, Table& rows) {
  std::vector<ValueList> seen;
  std::erase_if(rows, [&](const Row& row) {
    ValueList values;
    for (const query::BoundProjectionItem& item : projection.items)
      values.push_back(row[index_of(item.slot)]);
    const bool again = std::any_of(seen.begin(), seen.end(), [&](const ValueList& other) {
      return equivalent_rows(other, values);
    });
    if (!again) seen.push_back(std::move(values));
    return again;
  });
}

Result<void> sort(Reference& reference, const BoundProjection& projection, Table& rows) {
  struct Keyed {
    ValueList key;
    std::size_t number;  // As they came in.
    Row row;
  };
  std::vector<Keyed> keyed;
  for (Row& row : rows) {
    ValueList key;
    for (const query::BoundSortKey& one : projection.order_by) {
      MUSTER_TRY(Value value, reference.value(*one.expression, row));
      key.push_back(std::move(value));
    }
    keyed.push_back({std::move(key), keyed.size(), std::move(row)});
  }
  std::sort(keyed.begin(), keyed.end(), [&](const Keyed& left, const Keyed& right) {
    for (std::size_t i = 0; i < left.key.size(); ++i) {
      const auto order = cypher_order(left.key[i], right.key[i]);
      if (order != 0) return projection.order_by[i].descending ? order > 0 : order < 0;
    }
    return left.number < right.number;
  });
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = std::move(keyed[i].row);
  return ok();
}

// SKIP and LIMIT take constants.
Result<std::size_t> row_count(Reference& reference, const query::BoundExpression& expression,
                              Row outer) {
  MUSTER_TRY(const Value count, reference.value(expression, outer));
  if (!count.is_integer() || count.as_integer() < 0)
    return Error{.code = ErrorCode::kSemantic,
                 .message = "SKIP and LIMIT take an integer of 0 or more"};
  return static_cast<std::size_t>(count.as_integer());
}

}  // namespace

Result<Table> Reference::project(const BoundProjection& projection, Table rows, const Row& outer) {
  if (projection.aggregating) {
    MUSTER_TRY(rows, grouped(*this, projection, std::move(rows), outer));
  }
  MUSTER_CHECK(add_items(*this, projection, rows));
  if (projection.distinct) keep_distinct(projection, rows);
  if (!projection.order_by.empty()) MUSTER_CHECK(sort(*this, projection, rows));
  if (projection.skip) {
    MUSTER_TRY(const std::size_t skipped, row_count(*this, *projection.skip, outer));
    rows.erase(rows.begin(),
               rows.begin() + static_cast<std::ptrdiff_t>(std::min(skipped, rows.size())));
  }
  if (projection.limit) {
    MUSTER_TRY(const std::size_t kept, row_count(*this, *projection.limit, outer));
    rows.resize(std::min(kept, rows.size()));
  }
  if (!projection.where) return rows;
  Table kept;
  for (Row& row : rows) {
    MUSTER_TRY(const bool stays, passes(projection.where, row));
    if (stays) kept.push_back(std::move(row));
  }
  return kept;
}

}  // namespace muster::differential
