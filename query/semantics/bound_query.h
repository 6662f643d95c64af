// A bound query: the statement after names, scopes, types and aggregates are settled. Planning
// reads this and never the syntax tree.
//
// The laws. Each variable of the whole statement, anonymous pattern parts included, has one dense
// slot (0 .. slots.size() - 1), so a row can be an array of slots.size() values; a variable that
// WITH merely passes on keeps its slot, every other projected item gets a new one. Expressions name
// slots only. What a clause may read is bound by the clauses before it. Where an expression was a
// compile-time error, there is no BoundQuery. Trees are immutable and shared by pointer.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/result.h"
#include "core/base/value.h"
#include "query/semantics/signatures.h"
#include "query/semantics/type.h"
#include "query/syntax/ast.h"

namespace muster::query {

enum class SlotId : std::uint32_t {};
enum class SubqueryId : std::uint32_t {};  // Dense: the place in BoundQuery::subqueries.

struct SlotInfo {
  std::string name;  // As written; "" for anonymous parts and inner values (aggregates, sort keys).
  Type type;
};

struct BoundQueryBody;
struct BoundSingleQuery;
struct BoundExpression;
using BoundExpressionPtr =
    std::shared_ptr<const BoundExpression>;  // Null where a part is optional.

// --- Patterns ---

struct BoundProperty {
  std::string key;
  BoundExpressionPtr value;
};

struct BoundNode {
  SlotId slot;
  bool already_bound = false;  // The slot holds a value before this clause (or appeared earlier in
                               // the same clause: see below).
  std::vector<std::string> labels;  // All of them.
  // CREATE and MERGE: labels that the row computes, each a text or a list of texts.
  std::vector<BoundExpressionPtr> computed_labels = {};
  std::vector<BoundProperty> properties;
  BoundExpressionPtr properties_map;  // CREATE (n $map): instead of `properties`.
  SourcePosition position;
};

struct BoundHops {
  std::int64_t hops_min = 1;
  std::optional<std::int64_t> hops_max;  // Absent: unbounded. hops_max < hops_min: no rows.
};

struct BoundGroup;

struct BoundEdge {
  SlotId slot;                     // An edge, or with `hops` a list of edges in path order.
  bool already_bound = false;      // As of BoundNode. A bound list means: exactly this sequence.
  std::vector<std::string> types;  // Any of them; empty: every type. CREATE and MERGE: exactly one,
                                   // or none and `computed_type`.
  // CREATE and MERGE: the type, which the row computes: a text, or a list of one text.
  BoundExpressionPtr computed_type = nullptr;
  ast::Direction direction = ast::Direction::kBoth;  // As drawn from nodes[i] to nodes[i + 1].
  std::optional<BoundHops> hops;
  std::vector<BoundProperty> properties;  // Of each hop.
  BoundExpressionPtr properties_map;
  // With `hops`: what each hop must fulfil, the hop standing in the slot `hop`; null: nothing more.
  SlotId hop{};
  BoundExpressionPtr hop_where;
  // A part of a path that repeats: then `slot` lists all its edges, in path order.
  std::shared_ptr<const BoundGroup> group;
  SourcePosition position;
};

// nodes.size() == edges.size() + 1; edges[i] joins nodes[i] and nodes[i + 1]. `already_bound` is
// about earlier clauses only: a node variable that stands twice in one clause has the same slot in
// both places and `already_bound == false` in both. (In CREATE the second place is already_bound:
// the element is made at its first.)
struct BoundPath {
  std::optional<SlotId> path_slot;
  ast::PathSelector selector = ast::PathSelector::kAll;
  bool function_form = false;         // shortestPath(…): WHERE is asked of each path it may choose.
  BoundExpressionPtr selector_count;  // Null: one.
  BoundExpressionPtr where;           // Of the path alone, before the selector chooses.
  std::vector<BoundNode> nodes;
  std::vector<BoundEdge> edges;
};

// `((a)-[r]->(b) WHERE …){1,5}`. The first node of `path` is that before the group, or the last one
// of the repetition before; its last node begins the next or stands behind the group. Its variables
// are one element each inside, and lists outside.
struct BoundGroup {
  BoundPath path;
  BoundExpressionPtr where;
  BoundHops hops;
  struct List {
    SlotId element;  // Inside.
    SlotId list;     // Outside: one element a repetition.
  };
  std::vector<List> lists;
};

// --- Expressions ---

struct BoundLiteral {
  Value value;
};
struct BoundParameter {
  std::string name;
};
struct BoundVariable {
  SlotId slot;
};
struct BoundList {
  std::vector<BoundExpressionPtr> items;
};
struct BoundMap {
  std::vector<BoundProperty> entries;  // Keys are distinct.
};
struct BoundPropertyAccess {
  BoundExpressionPtr object;
  std::string key;
};
struct BoundIndex {
  BoundExpressionPtr object;
  BoundExpressionPtr index;
};
struct BoundSlice {
  BoundExpressionPtr object;
  BoundExpressionPtr from;
  BoundExpressionPtr to;
};
// Node: has all labels. Relationship: is of the one type named. Null object: null.
struct BoundLabelTest {
  BoundExpressionPtr object;
  std::vector<std::string> labels;
};
// `n:%`: has any label (a relationship has its type). `n:$(names)`: has all, or with `any` one, of
// the labels that `names`, a text or a list of texts, gives. Null object: null.
struct BoundOpenLabelTest {
  BoundExpressionPtr object;
  BoundExpressionPtr names;  // Null: `%`.
  bool any = false;
};
// `x IS :: TYPE`: true or false, also of null, which is of every type that is not NOT NULL.
struct BoundTypeTest {
  BoundExpressionPtr object;
  ast::TypeName type;
  bool negated = false;
};
// `x IS NFC NORMALIZED`: null of what is not text.
struct BoundNormalizedTest {
  BoundExpressionPtr object;
  ast::NormalForm form = ast::NormalForm::kNfc;
  bool negated = false;
};
struct BoundUnary {
  ast::UnaryOperator op;
  BoundExpressionPtr operand;
};
struct BoundBinary {  // Comparison chains have become conjunctions.
  ast::BinaryOperator op;
  BoundExpressionPtr left;
  BoundExpressionPtr right;
};
// Never an aggregate: those are BoundAggregate of a projection.
struct BoundFunctionCall {
  const FunctionSignature* function;
  std::vector<BoundExpressionPtr> arguments;
};
struct BoundCase {
  struct Branch {
    BoundExpressionPtr when;
    BoundExpressionPtr then;
  };
  BoundExpressionPtr subject;  // Null: searched form.
  std::vector<Branch> branches;
  BoundExpressionPtr otherwise;  // Null: null.
};
// Inner variables have slots of their own, written once per element.
struct BoundListComprehension {
  SlotId variable;
  BoundExpressionPtr list;
  BoundExpressionPtr where;   // May be null.
  BoundExpressionPtr result;  // May be null: the element.
};
struct BoundQuantifier {
  ast::QuantifierKind kind;
  SlotId variable;
  BoundExpressionPtr list;
  BoundExpressionPtr where;
};
struct BoundReduce {
  SlotId accumulator;
  BoundExpressionPtr initial;
  SlotId variable;
  BoundExpressionPtr list;
  BoundExpressionPtr step;
};
struct BoundMapProjection {
  BoundExpressionPtr subject;
  bool all_properties = false;         // `.*`, applied first.
  std::vector<BoundProperty> entries;  // `.name`, `key: expression` and `other` alike, in order.
};
// A query run anew for each row, its outer variables fixed. kExists: whether it gives a row;
// kCount: how many; kCollect: the list of its one column. Pattern predicates and pattern
// comprehensions are subqueries of one MATCH.
struct BoundSubquery {
  ast::SubqueryKind kind;
  SubqueryId id;
  std::shared_ptr<const BoundQueryBody> body;
};

using BoundExpressionNode =
    std::variant<BoundLiteral, BoundParameter, BoundVariable, BoundList, BoundMap,
                 BoundPropertyAccess, BoundIndex, BoundSlice, BoundLabelTest, BoundOpenLabelTest,
                 BoundTypeTest, BoundNormalizedTest, BoundUnary, BoundBinary, BoundFunctionCall,
                 BoundCase, BoundListComprehension, BoundQuantifier, BoundReduce,
                 BoundMapProjection, BoundSubquery>;

struct BoundExpression {
  SourcePosition position;
  Type type;
  BoundExpressionNode node;
};

// --- Clauses ---

struct BoundMatch {
  bool optional = false;
  std::vector<BoundPath> paths;
  BoundExpressionPtr where;  // Part of the clause: of the optional part when `optional`.
};
struct BoundUnwind {
  BoundExpressionPtr list;
  SlotId slot;
};

struct BoundProjectionItem {
  std::string name;  // Column or variable name: the alias, else the expression as written.
  SlotId slot;
  // Reads the rows of the clause before; with `aggregating`, reads grouping slots and aggregate
  // slots only (a grouping item is then the BoundVariable of its own slot). A passed-on variable is
  // the BoundVariable of `slot` itself.
  BoundExpressionPtr expression;
};
struct BoundGroupingKey {
  BoundExpressionPtr expression;  // Reads the rows of the clause before.
  SlotId slot;
};
struct BoundAggregate {
  const FunctionSignature* function = nullptr;  // Null: count(*).
  bool distinct = false;
  std::vector<BoundExpressionPtr> arguments;  // Read the rows of the clause before.
  SlotId slot;
};
struct BoundSortKey {
  BoundExpressionPtr expression;
  bool descending = false;
};
// WITH and RETURN, evaluated in this order: grouping and aggregates -> items -> distinct (by the
// items' slots) -> order_by -> skip -> limit -> where. order_by and where read the items' slots;
// without DISTINCT and aggregation also the slots of the clause before, and with aggregation also
// grouping and aggregate slots.
struct BoundProjection {
  bool aggregating = false;  // No keys and no input: one row.
  std::vector<BoundGroupingKey> grouping_keys;
  std::vector<BoundAggregate> aggregates;
  std::vector<BoundProjectionItem>
      items;  // `*` expanded: WITH in order of binding, RETURN sorted by name.
  bool distinct = false;
  std::vector<BoundSortKey> order_by;
  BoundExpressionPtr skip;   // Constant per execution (no variables); literals are known to be
                             // non-negative integers.
  BoundExpressionPtr limit;  // As skip.
  BoundExpressionPtr where;  // WITH … WHERE.
  bool is_return = false;    // RETURN: the last clause; its items are the columns.
};

struct BoundCreate {
  std::vector<BoundPath> paths;
};
struct BoundSetProperty {
  BoundExpressionPtr target;  // A node or edge (or null: nothing happens).
  BoundExpressionPtr key;     // A string; a literal unless written target[key].
  BoundExpressionPtr value;
};
struct BoundSetAllProperties {
  SlotId target;
  BoundExpressionPtr value;  // A map, node or edge.
  bool add = false;
};
struct BoundSetLabels {
  SlotId target;
  std::vector<std::string> labels;
  std::vector<BoundExpressionPtr> computed = {};  // As of BoundNode.
};
using BoundSetItem = std::variant<BoundSetProperty, BoundSetAllProperties, BoundSetLabels>;
struct BoundSet {
  std::vector<BoundSetItem> items;  // Applied left to right, row by row.
};
struct BoundRemoveProperty {
  BoundExpressionPtr target;
  BoundExpressionPtr key;
};
struct BoundRemoveLabels {
  SlotId target;
  std::vector<std::string> labels;
  std::vector<BoundExpressionPtr> computed = {};  // As of BoundNode.
};
struct BoundRemove {
  std::vector<std::variant<BoundRemoveProperty, BoundRemoveLabels>> items;
};
struct BoundDelete {
  bool detach = false;
  std::vector<BoundExpressionPtr> expressions;
};
// One path. An element that is already_bound is a constraint, all others are matched or made
// together.
struct BoundMerge {
  BoundPath path;
  std::vector<BoundSetItem> on_create;
  std::vector<BoundSetItem> on_match;
};
struct BoundYield {
  std::size_t output;  // Index into procedure->outputs.
  SlotId slot;
};
struct BoundCall {
  const ProcedureSignature* procedure;
  std::vector<BoundExpressionPtr>
      arguments;  // procedure->arguments.size() of them, defaults filled in.
  std::vector<BoundYield> yields;
  BoundExpressionPtr where;
};

// LOAD CSV: a row for each record of the file.
struct BoundLoadCsv {
  bool with_headers = false;  // The row is a map by the names in the first record, else a list.
  BoundExpressionPtr url;
  BoundExpressionPtr field_terminator;  // Null: a comma.
  SlotId row;
  SlotId line;  // linenumber() and file() behind it.
  SlotId file;
};
// LET: adds variables, all computed from the row as it was.
struct BoundLet {
  std::vector<BoundProjectionItem> items;
};
struct BoundFilter {
  BoundExpressionPtr where;
};
// CALL { … }: the body runs for each row, in order, and sees what it did for the rows before. A
// body with columns extends the row by them once for each of its rows; one without leaves the row
// alone.
struct BoundTransactions {
  BoundExpressionPtr batch_rows;  // Constant; null: the default.
  ast::OnTransactionError on_error = ast::OnTransactionError::kFail;
  std::optional<SlotId> status;
};
struct BoundSubqueryCall {
  std::shared_ptr<const BoundQueryBody> body;
  bool optional = false;  // OPTIONAL CALL: a row without rows of the body is kept, with nulls.
  // A transaction for each so many rows; only in a statement of one branch that wrote nothing yet.
  std::optional<BoundTransactions> transactions;
};
// The updates run for each row and each item of `list`, one after the other; rows pass unchanged.
struct BoundForeach {
  SlotId variable;
  BoundExpressionPtr list;
  std::shared_ptr<const BoundSingleQuery> updates;
};

using BoundClause = std::variant<BoundMatch, BoundUnwind, BoundProjection, BoundCreate, BoundSet,
                                 BoundRemove, BoundDelete, BoundMerge, BoundCall, BoundSubqueryCall,
                                 BoundForeach, BoundLet, BoundFilter, BoundLoadCsv>;

// A stand-alone CALL ends in a BoundProjection of its yields like any query with columns.
struct BoundSingleQuery {
  std::vector<BoundClause> clauses;
};

struct BoundColumn {
  std::string name;
  SlotId slot;  // Of the first branch.
  Type type;
};

// The clauses of a statement or of a query within it. Of a query within, `first_own` is the first
// slot that it binds itself: those before are the variables of the clauses around it.
struct BoundQueryBody {
  std::vector<BoundSingleQuery> branches;  // More than one: UNION; columns of branch k are the
                                           // items of its last BoundProjection.
  bool union_all = false;
  std::vector<BoundColumn> columns;  // Empty: it returns no rows.
  bool writes = false;               // Holds an updating clause or calls a writing procedure.
  SlotId first_own{0};
  bool exists_only = false;  // Of EXISTS: whether it gives a row is all that is asked.
};

struct BoundQuery : BoundQueryBody {
  ast::StatementMode mode = ast::StatementMode::kRun;
  std::vector<SlotInfo> slots;
  std::vector<std::string> parameters;  // Names that the text mentions, sorted.
  std::vector<std::shared_ptr<const BoundQueryBody>> subqueries;  // Of all expressions, by id.
};

}  // namespace muster::query
