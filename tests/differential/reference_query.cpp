// The clauses of the reference evaluator, in the order of the text.
#include <algorithm>

#include <fmt/format.h>

#include "tests/differential/reference.h"
#include "tests/differential/reference_parts.h"
#include "tests/differential/reference_write.h"

namespace muster::differential {
namespace {

Error unknown_to_the_reference(std::string_view what) {
  return Error{.code = ErrorCode::kUnimplemented,
               .message = fmt::format("The reference evaluator does not know {}", what)};
}

// The columns that a branch gives, by name the same in each branch.
const query::BoundProjection* return_of(const query::BoundSingleQuery& branch) {
  if (branch.clauses.empty()) return nullptr;
  const auto* last = std::get_if<query::BoundProjection>(&branch.clauses.back());
  return last != nullptr && last->is_return ? last : nullptr;
}

}  // namespace

bool equivalent_rows(const ValueList& left, const ValueList& right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(), cypher_equivalent);
}

Reference::Reference(const query::BoundQuery& query, const GraphSnapshot& graph,
                     const ValueMap& parameters, std::size_t steps_max, Instant now)
    : query_(query),
      parameters_(parameters),
      functions_{.graph = graph, .now = now},
      steps_left_(steps_max) {}

Reference::Reference(const query::BoundQuery& query, SnapshotBuilder& builder,
                     const ValueMap& parameters, std::size_t steps_max)
    : Reference(query, builder.view(), parameters, steps_max) {
  writer_ = std::make_unique<ReferenceWriter>(*this, builder);
}

Reference::~Reference() = default;

Result<void> Reference::step() {
  if (steps_left_ == 0)
    return Error{.code = ErrorCode::kResourceExhausted,
                 .message = "The reference evaluator gives up"};
  --steps_left_;
  return ok();
}

Result<ReferenceAnswer> Reference::run() {
  MUSTER_TRY(const Table rows, body(query_, Row(query_.slots.size())));
  if (writer_) MUSTER_CHECK(writer_->finish());
  ReferenceAnswer answer;
  for (const query::BoundColumn& column : query_.columns) answer.columns.push_back(column.name);
  if (answer.columns.empty()) return answer;
  for (const Row& row : rows) {
    ValueList values;
    for (const query::BoundColumn& column : query_.columns)
      values.push_back(row[index_of(column.slot)]);
    answer.rows.push_back(std::move(values));
  }
  return answer;
}

Result<Table> Reference::body(const query::BoundQueryBody& body, const Row& outer) {
  if (body.branches.size() == 1) return clauses(body.branches[0], {outer}, outer);
  Table rows;
  std::vector<ValueList> seen;
  for (const query::BoundSingleQuery& one : body.branches) {
    MUSTER_TRY(const Table answered, clauses(one, {outer}, outer));
    const query::BoundProjection* columns = return_of(one);
    if (columns == nullptr) continue;
    for (const Row& row : answered) {
      MUSTER_CHECK(step());
      ValueList values;
      Row made = outer;
      for (std::size_t i = 0; i < body.columns.size(); ++i) {
        values.push_back(row[index_of(columns->items[i].slot)]);
        made[index_of(body.columns[i].slot)] = values.back();
      }
      const bool again =
          !body.union_all && std::any_of(seen.begin(), seen.end(), [&](const ValueList& other) {
            return equivalent_rows(other, values);
          });
      if (again) continue;
      seen.push_back(std::move(values));
      rows.push_back(std::move(made));
    }
  }
  return rows;
}

Result<Table> Reference::clauses(const query::BoundSingleQuery& branch, Table rows,
                                 const Row& outer) {
  for (const query::BoundClause& one : branch.clauses) {
    MUSTER_TRY(rows, clause(one, std::move(rows), outer));
  }
  return rows;
}

namespace {

// One clause, from the rows before it to those behind it.
class ClauseStep {
 public:
  ClauseStep(Reference& reference, Table rows, const Row& outer)
      : reference_(reference), rows_(std::move(rows)), outer_(outer) {}

  Result<Table> operator()(const query::BoundMatch& match) {
    return each([&](Row& row, Table& made) -> Result<void> {
      MUSTER_TRY(Table found, reference_.match(match, row));
      if (found.empty() && match.optional) found.push_back(row);
      std::move(found.begin(), found.end(), std::back_inserter(made));
      return ok();
    });
  }

  Result<Table> operator()(const query::BoundUnwind& unwind) {
    return each([&](Row& row, Table& made) -> Result<void> {
      MUSTER_TRY(const Value list, reference_.value(*unwind.list, row));
      if (list.is_null()) return ok();
      const ValueList items = list.is_list() ? list.as_list() : ValueList{list};
      for (const Value& item : items) {
        MUSTER_CHECK(reference_.step());
        made.push_back(row);
        made.back()[index_of(unwind.slot)] = item;
      }
      return ok();
    });
  }

  Result<Table> operator()(const query::BoundProjection& projection) {
    return reference_.project(projection, std::move(rows_), outer_);
  }

  Result<Table> operator()(const query::BoundLet& let) {
    return each([&](Row& row, Table& made) -> Result<void> {
      Row extended = row;
      for (const query::BoundProjectionItem& item : let.items) {
        MUSTER_TRY(extended[index_of(item.slot)], reference_.value(*item.expression, row));
      }
      made.push_back(std::move(extended));
      return ok();
    });
  }

  Result<Table> operator()(const query::BoundFilter& filter) {
    return each([&](Row& row, Table& made) -> Result<void> {
      MUSTER_TRY(const bool stays, reference_.passes(filter.where, row));
      if (stays) made.push_back(row);
      return ok();
    });
  }

  Result<Table> operator()(const query::BoundSubqueryCall& call) {
    if (call.transactions) return unknown_to_the_reference("transactions");
    return each([&](Row& row, Table& made) -> Result<void> {
      MUSTER_TRY(const Table answered, reference_.body(*call.body, row));
      if (call.body->columns.empty()) {
        made.push_back(row);
        return ok();
      }
      for (const Row& inner : answered) {
        made.push_back(row);
        for (const query::BoundColumn& column : call.body->columns)
          made.back()[index_of(column.slot)] = inner[index_of(column.slot)];
      }
      if (answered.empty() && call.optional) made.push_back(row);
      return ok();
    });
  }

  Result<Table> operator()(const query::BoundCall&) {
    return unknown_to_the_reference("procedures");
  }
  Result<Table> operator()(const query::BoundLoadCsv&) {
    return unknown_to_the_reference("LOAD CSV");
  }
  Result<Table> operator()(const query::BoundCreate& create) {
    return each_written([&](Row& row) { return reference_.writer().create(create, row); });
  }
  Result<Table> operator()(const query::BoundSet& set) {
    return each_written([&](Row& row) { return reference_.writer().set(set.items, row); });
  }
  Result<Table> operator()(const query::BoundRemove& remove) {
    return each_written([&](Row& row) { return reference_.writer().remove(remove, row); });
  }
  Result<Table> operator()(const query::BoundDelete& erase) {
    MUSTER_CHECK(reference_.writer().erase(erase, rows_));
    return std::move(rows_);
  }
  Result<Table> operator()(const query::BoundMerge& merge) {
    return each([&](Row& row, Table& made) -> Result<void> {
      MUSTER_TRY(Table merged, reference_.writer().merge(merge, row));
      std::move(merged.begin(), merged.end(), std::back_inserter(made));
      return ok();
    });
  }
  Result<Table> operator()(const query::BoundForeach& loop) {
    return each([&](Row& row, Table& made) -> Result<void> {
      made.push_back(row);
      MUSTER_TRY(const Value list, reference_.value(*loop.list, row));
      if (list.is_null()) return ok();
      for (const Value& item : list.as_list()) {
        Row inner = row;
        inner[index_of(loop.variable)] = item;
        MUSTER_TRY(const Table done, reference_.clauses(*loop.updates, {inner}, row));
      }
      return ok();
    });
  }

 private:
  template <typename Body>
  Result<Table> each(const Body& body) {
    Table made;
    for (Row& row : rows_) {
      MUSTER_CHECK(reference_.step());
      MUSTER_CHECK(body(row, made));
    }
    return made;
  }

  template <typename Body>
  Result<Table> each_written(const Body& body) {
    return each([&](Row& row, Table& made) -> Result<void> {
      MUSTER_CHECK(body(row));
      made.push_back(row);
      return ok();
    });
  }

  Reference& reference_;
  Table rows_;
  const Row& outer_;
};

}  // namespace

Result<Table> Reference::clause(const query::BoundClause& clause, Table rows, const Row& outer) {
  return std::visit(ClauseStep(*this, std::move(rows), outer), clause);
}

}  // namespace muster::differential
