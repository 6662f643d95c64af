// Clauses and queries of a statement's syntax tree. ast.h says what the tree is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "query/syntax/ast_expression.h"

namespace muster::query::ast {

// `DIFFERENT RELATIONSHIPS`, the default: within one clause a relationship is used once.
enum class MatchMode : std::uint8_t { kDifferentRelationships, kRepeatableElements };
// `USING INDEX n:Label(key)`, `USING SCAN n:Label`, `USING JOIN ON n, m`
struct PlannerHint {
  enum class Kind : std::uint8_t { kIndex, kScan, kJoin };
  SourcePosition position;
  Kind kind = Kind::kIndex;
  std::vector<Name> variables;   // kJoin: one or more; the others: one.
  Name label;                    // kIndex, kScan: a label, or a type where the variable is one.
  std::vector<Name> properties;  // kIndex
};
struct MatchClause {
  bool optional = false;
  MatchMode mode = MatchMode::kDifferentRelationships;
  std::vector<PathPattern> patterns;
  std::vector<PlannerHint> hints = {};
  ExpressionPtr where;
};
// `UNWIND list AS x`, `FOR x IN list`
struct UnwindClause {
  ExpressionPtr list;
  Name variable;
};

struct ProjectionItem {
  SourcePosition position;
  ExpressionPtr expression;
  std::optional<Name> alias;
  std::string text;  // The expression as written: the name of its column when there is no alias.
};
struct SortItem {
  ExpressionPtr expression;
  bool descending = false;
};
struct Projection {
  bool distinct = false;
  bool all_variables = false;  // `*`, which stands before the items.
  std::vector<ProjectionItem> items;
  std::vector<SortItem> order_by;
  ExpressionPtr skip;
  ExpressionPtr limit;
};
struct WithClause {
  Projection projection;
  ExpressionPtr where;
};
struct ReturnClause {
  Projection projection;
};

// `FILTER condition`: as WITH * WHERE condition.
struct FilterClause {
  ExpressionPtr where;
};
struct LetItem {
  Name variable;
  ExpressionPtr value;
};
// `LET x = 1, y = n.name`: adds variables to each row.
struct LetClause {
  std::vector<LetItem> items;
};
// `FINISH`: ends a query that has no result.
struct FinishClause {};
// `USE graph`, `USE graph.byName(…)`
struct UseClause {
  Name graph;                   // "muster", "graph.byName"
  ExpressionPtr dynamic_graph;  // The argument of graph.byName and graph.byElementId.
};

// `CREATE`, `INSERT`
struct CreateClause {
  std::vector<PathPattern> patterns;
};

// `target.key = value`, `target[expression] = value`
struct SetProperty {
  ExpressionPtr target;  // A PropertyAccess or an IndexAccess.
  ExpressionPtr value;
};
// `variable = value` replaces, `variable += value` adds.
struct SetAllProperties {
  Name variable;
  ExpressionPtr value;
  bool add = false;
};
// `variable:A:B`, `variable:$(expression)`, `variable IS A`, of SET and of REMOVE.
struct ChangeLabels {
  Name variable;
  std::vector<Name> labels;
  std::vector<DynamicLabel> dynamic_labels = {};
};
struct SetItem {
  SourcePosition position;
  std::variant<SetProperty, SetAllProperties, ChangeLabels> change;
};
struct SetClause {
  std::vector<SetItem> items;
};
struct RemoveItem {
  SourcePosition position;
  std::variant<ExpressionPtr, ChangeLabels> target;  // A PropertyAccess or IndexAccess, or labels.
};
struct RemoveClause {
  std::vector<RemoveItem> items;
};
struct DeleteClause {
  bool detach = false;
  std::vector<ExpressionPtr> expressions;
};
struct MergeClause {
  PathPattern pattern;
  std::vector<SetItem> on_create;
  std::vector<SetItem> on_match;
};

struct YieldItem {
  Name output;
  std::optional<Name> alias;
};
// `CALL name(arguments) YIELD …`
struct CallClause {
  Name procedure;         // "muster.blastRadius"
  bool optional = false;  // `OPTIONAL CALL`
  std::optional<std::vector<ExpressionPtr>>
      arguments;           // Absent: no parentheses, arguments come from parameters.
  bool yield_all = false;  // `YIELD *`
  std::optional<std::vector<YieldItem>> yields;  // Absent: no YIELD (or `YIELD *`).
  ExpressionPtr where;
};
enum class OnTransactionError : std::uint8_t { kFail, kBreak, kContinue };
// `IN 4 CONCURRENT TRANSACTIONS OF 1000 ROWS ON ERROR CONTINUE REPORT STATUS AS s`
struct InTransactions {
  SourcePosition position;
  bool concurrent = false;
  ExpressionPtr concurrency;  // Null: the engine decides.
  ExpressionPtr batch_rows;   // Null: the engine's default.
  OnTransactionError on_error = OnTransactionError::kFail;
  std::optional<Name> status;
};
// `CALL { … }`, `CALL (x) { … }`, `CALL (*) { … }`
struct SubqueryClause {
  QueryPtr query;
  std::optional<std::vector<Name>>
      imports;              // The `(x, y)` form; absent: the body imports with a leading WITH.
  bool import_all = false;  // `(*)`; then `imports` is empty, not absent.
  bool optional = false;    // `OPTIONAL CALL`
  std::optional<InTransactions> transactions = std::nullopt;
};
struct Clause;
struct ForeachClause {
  Name variable;
  ExpressionPtr list;
  std::vector<Clause> updates;
};
struct LoadCsvClause {
  bool with_headers = false;
  ExpressionPtr url;
  Name variable;
  ExpressionPtr field_terminator;
};

using ClauseNode =
    std::variant<MatchClause, UnwindClause, WithClause, ReturnClause, FilterClause, LetClause,
                 FinishClause, UseClause, CreateClause, SetClause, RemoveClause, DeleteClause,
                 MergeClause, CallClause, SubqueryClause, ForeachClause, LoadCsvClause>;

struct Clause {
  SourcePosition position;
  ClauseNode node;
};

struct SingleQuery {
  SourcePosition position;
  std::vector<Clause> clauses;
};

struct Union {
  SourcePosition position;
  bool all = false;
};

// branches.size() == unions.size() + 1; unions[i] stands between branches i and i + 1.
struct Query {
  std::vector<SingleQuery> branches;
  std::vector<Union> unions;
};

}  // namespace muster::query::ast
