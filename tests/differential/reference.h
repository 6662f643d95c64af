// The reference evaluator: what a statement answers, computed in the plainest way there is.
//
// The law: it shares nothing with the planner and the operators. It reads a bound query clause by
// clause, as it is written: nested loops over all nodes and all relationships, no index, no
// adjacency, no order but that of the text, whole tables of rows between clauses. Only values and
// the code of single functions and operators are the product's. It is for graphs of a dozen nodes.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/base/value.h"
#include "core/graph/graph_snapshot.h"
#include "core/graph/snapshot_builder.h"
#include "query/functions/function.h"
#include "query/semantics/bound_query.h"

namespace muster::differential {

class ReferenceWriter;

// The values of all slots of a statement; those that nothing has bound yet are null.
using Row = std::vector<Value>;
using Table = std::vector<Row>;

struct ReferenceAnswer {
  std::vector<std::string> columns;
  std::vector<ValueList> rows;
};

class Reference {
 public:
  // Gives up after `steps_max` steps of its loops; `now` is what datetime() gives. All arguments
  // outlive it.
  Reference(const query::BoundQuery& query, const GraphSnapshot& graph, const ValueMap& parameters,
            std::size_t steps_max, Instant now = {});

  // The same for a statement that writes: it reads and changes `builder`.
  Reference(const query::BoundQuery& query, SnapshotBuilder& builder, const ValueMap& parameters,
            std::size_t steps_max);
  ~Reference();

  // Errors: those of the language as the engine gives them; kResourceExhausted: too many steps;
  //         kUnimplemented: what the reference does not know.
  Result<ReferenceAnswer> run();

  // --- For its parts, each in a file of its own.

  const GraphSnapshot& graph() const { return functions_.graph; }
  // REQUIRES: the statement writes.
  ReferenceWriter& writer() { return *writer_; }
  // Errors: kResourceExhausted: that was one too many.
  Result<void> step();

  // reference_expression.cpp. Inner variables of the expression are written into `row`.
  Result<Value> value(const query::BoundExpression& expression, Row& row);
  // Whether a condition holds; one that is not there does. Unknown is false.
  Result<bool> holds(const query::BoundExpressionPtr& condition, Row& row);

  // Whether a row passes the WHERE of a clause: its terms are asked from left to right until one
  // does not hold, so that what stands behind it cannot fail.
  Result<bool> passes(const query::BoundExpressionPtr& condition, Row& row);

  // reference_query.cpp: the rows of a query within the statement, for one row around it; `columns`
  // of the body are set in each.
  Result<Table> body(const query::BoundQueryBody& body, const Row& outer);

  Result<Table> clauses(const query::BoundSingleQuery& branch, Table rows, const Row& outer);

  // reference_match.cpp
  Result<Table> match(const query::BoundMatch& match, const Row& row);

  // reference_projection.cpp. `outer`: what a group of no rows sees.
  Result<Table> project(const query::BoundProjection& projection, Table rows, const Row& outer);

 private:
  friend class ReferenceExpression;
  Result<Table> clause(const query::BoundClause& clause, Table rows, const Row& outer);

  const query::BoundQuery& query_;
  const ValueMap& parameters_;
  query::FunctionEnvironment functions_;
  std::size_t steps_left_;
  std::unique_ptr<ReferenceWriter> writer_;  // Of a statement that writes.
};

// An aggregate over the rows of a group, each with its arguments. reference_aggregate.cpp
Result<Value> aggregate_of(const query::BoundAggregate& aggregate,
                           const std::vector<ValueList>& rows);

// Whether two rows are one for DISTINCT, UNION and grouping.
bool equivalent_rows(const ValueList& left, const ValueList& right);

}  // namespace muster::differential
