// The logical plan: what is to be done with rows, in which order, before anybody says how.
//
// The law: a plan is a left-deep tree. A node reads the rows of inputs[0] and adds to or changes
// them; a row is one value a slot. Reading nodes of one MATCH therefore form a chain, on which a
// rule may move a filter as far down as the slots it reads are bound.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "query/logical/planned_with.h"
#include "query/semantics/bound_query.h"

namespace muster::query {

struct PlanNode;
using PlanNodePtr = std::unique_ptr<PlanNode>;

// --- Where rows begin

struct UnitNode {};      // One row without values.
struct ArgumentNode {};  // The outer row(s) of the subplan that begins here.

// --- Reading. Each extends every input row by its matches.

// All nodes that carry all `labels`, or with `any` at least one of them: each node once.
struct ScanNode {
  SlotId slot;
  std::vector<std::string> labels;
  bool any = false;
};
// The node of one id, if it is there.
struct SeekNode {
  SlotId slot;
  BoundExpressionPtr id;
  bool by_element_id = false;  // elementId(n) = …; else id(n) = ….
};

// The nodes with `label` whose keys satisfy a condition, as an index gives them: those that Scan
// and Filter would give, in the same order. A graph without the index is scanned after all, so that
// the plan is right for every graph.
struct IndexSeekNode {
  enum class Lookup : std::uint8_t { kEqual, kIn, kRange, kPrefix };
  SlotId slot;
  std::string label;
  std::vector<std::string> keys;  // One, but of kEqual one or more, in the order of the index.
  Lookup lookup = Lookup::kEqual;
  // kEqual: one a key; kIn: the list; kPrefix: the prefix; kRange: lower and upper, one may be
  // null.
  std::vector<BoundExpressionPtr> values;
  bool lower_inclusive = false;
  bool upper_inclusive = false;
};

struct ExpandNode {
  SlotId from;
  SlotId edge;
  SlotId to;
  std::vector<std::string> types;                    // Any of them; empty: every type.
  ast::Direction direction = ast::Direction::kBoth;  // Seen from `from`.
  bool into = false;                                 // `to` is bound: only edges that end there.
  std::vector<std::string> to_labels;                // All of them; checked while expanding.
  std::vector<SlotId> distinct_from;  // Edges (or lists of them) of the same clause: never these.
};
// A condition on each edge of a path, the edge standing in the slot `hop`.
struct HopCondition {
  SlotId hop;
  BoundExpressionPtr condition;
};
struct VariableExpandNode {
  ExpandNode step;  // step.edge takes the list of edges.
  BoundHops hops;
  std::vector<BoundProperty> properties;  // Of each hop.
  BoundExpressionPtr properties_map;
  std::vector<HopCondition> hop_where;
  bool reversed = false;  // Walked from the pattern's right end: the list is turned round.
  // The list is not made: one row for each end, however many ways lead there.
  bool ends_only = false;
  // An end is never the start itself. Only with ends_only.
  bool not_start = false;
};
// The ends that the rows below reach, each once for all of them; nothing else is left of a row.
// With `count` one row that says how many there are.
struct EndpointSetNode {
  VariableExpandNode expand;
  std::optional<SlotId> count;
};
// An edge that is bound already gives its ends.
struct EdgeEndsNode {
  SlotId edge;
  SlotId left;
  SlotId right;
  bool left_bound = false;
  bool right_bound = false;
  std::vector<std::string> types;
  ast::Direction direction = ast::Direction::kBoth;  // From left to right.
  std::vector<SlotId> distinct_from;
};
// A list of edges that is bound already is walked from `step.from`.
struct SequenceNode {
  ExpandNode step;
  BoundHops hops;
  std::vector<BoundProperty> properties;
  bool reversed = false;
};

// Of the trails of one relationship pattern between each two ends, those that the selector keeps.
struct ShortestPathNode {
  ExpandNode step;  // step.edge takes the list of edges; step.into: the other end is known as well.
  BoundHops hops;
  std::vector<BoundProperty> properties;  // Of each hop.
  std::vector<HopCondition> hop_where;
  ast::PathSelector selector = ast::PathSelector::kShortest;
  bool function_form = false;                  // A node has no path to itself but that of length 0.
  BoundExpressionPtr count;                    // Null: one.
  std::vector<BoundExpressionPtr> path_where;  // Asked of a path before the selector counts it.
  std::optional<SlotId> path;                  // Where path_where reads the path.
  bool reversed = false;                       // As of VariableExpandNode.
};
// A part of a path that repeats, walked from `from`.
struct GroupExpandNode {
  SlotId from;
  SlotId edges;  // Takes all edges of all repetitions.
  SlotId to;
  bool into = false;  // `to` is bound.
  std::shared_ptr<const BoundGroup> group;
  std::vector<SlotId> distinct_from;
};
// Of all rows with the same two ends, the paths of which the selector keeps some.
struct SelectPathsNode {
  SlotId first;
  SlotId last;
  std::vector<SlotId> edges;  // An edge or a list of edges each: their number is the length.
  ast::PathSelector selector = ast::PathSelector::kShortest;
  BoundExpressionPtr count;  // Null: one.
};

struct FilterNode {
  std::vector<BoundExpressionPtr> predicates;  // All must be true; evaluated left to right.
};
struct PathNode {
  SlotId path;
  std::vector<SlotId> nodes;
  std::vector<SlotId> edges;  // An edge or a list of edges each.
};
struct UnwindNode {
  BoundExpressionPtr list;
  SlotId slot;
};
// OPTIONAL MATCH: the matches of `inner`, or the row itself with nulls in `slots`.
struct OptionalNode {
  PlanNodePtr inner;  // Ends in an ArgumentNode.
  std::vector<SlotId> slots;
  SlotId ordinal;             // Says which argument row a match belongs to.
  std::vector<SlotId> reads;  // What `inner` reads, its own slots included.
};
// CALL { … }: the rows of `inner` for each row; without columns, the row itself once.
struct ApplyNode {
  PlanNodePtr inner;            // Its leaves are ArgumentNodes.
  std::vector<SlotId> columns;  // What it adds to the row; empty: nothing.
  std::vector<SlotId> outer;    // What it reads of the row.
  SlotId ordinal;               // As of OptionalNode.
  bool optional = false;        // A row without rows of `inner` is kept, with nulls.
  bool writes = false;          // Then all rows are taken before the first one runs, in order.
};
// EXISTS alone in a conjunction: keeps the rows for which the subplan gives a row, or with `anti`
// those for which it gives none. It is asked for no second row.
struct SemiApplyNode {
  SubqueryId subplan;
  bool anti = false;
  BoundExpressionPtr subquery;  // The BoundSubquery.
};
struct LoadCsvNode {
  BoundLoadCsv load;
};
struct CallNode {
  BoundCall call;
};

// --- Shaping

struct ProjectNode {
  std::vector<BoundProjectionItem> items;
};
struct AggregateNode {
  std::vector<BoundGroupingKey> keys;
  std::vector<BoundAggregate> aggregates;
};
// How many nodes or edges there are, as the snapshot keeps it: one row, the number in every slot of
// `results`. What is counted: nodes with the label in `names` (none: all), or edges of any of the
// types in `names` (none: all), with `end_label` those whose end on the side of `end` carries it.
struct KeptCountNode {
  bool edges = false;
  std::vector<std::string> names;
  std::optional<std::string> end_label;
  Direction end = Direction::kOutgoing;  // kOutgoing: the edges leave nodes with the label.
  std::vector<SlotId> results;
};
struct DistinctNode {
  std::vector<SlotId> slots;
};
struct SortNode {
  std::vector<BoundSortKey> keys;
  // Top-n: no more rows than this are needed (skip + limit).
  BoundExpressionPtr limit;
  BoundExpressionPtr skip;
};
struct SkipNode {
  BoundExpressionPtr count;
};
struct LimitNode {
  BoundExpressionPtr count;
};
// All rows of each input, one after the other; `slots[k]` of input k become `output`.
struct UnionNode {
  std::vector<std::vector<SlotId>> slots;
  std::vector<SlotId> output;
};

// --- Writing. Each takes all rows before it changes anything.

struct CreateNode {
  std::vector<BoundPath> paths;
};
struct MergeNode {
  BoundMerge merge;
};
struct SetNode {
  std::vector<BoundSetItem> items;
};
struct RemoveNode {
  std::vector<std::variant<BoundRemoveProperty, BoundRemoveLabels>> items;
};
struct DeleteNode {
  bool detach = false;
  std::vector<BoundExpressionPtr> expressions;
};

// FOREACH: `inner` runs for each item of each row, in order; its argument is the row and the item.
struct ForeachNode {
  BoundExpressionPtr list;
  SlotId variable;
  PlanNodePtr inner;
  std::vector<SlotId> outer;  // What `inner` reads of the row.
};

using PlanOperation =
    std::variant<UnitNode, ArgumentNode, ScanNode, SeekNode, IndexSeekNode, ExpandNode,
                 VariableExpandNode, EdgeEndsNode, SequenceNode, EndpointSetNode, ShortestPathNode,
                 GroupExpandNode, SelectPathsNode, FilterNode, PathNode, UnwindNode, OptionalNode,
                 ApplyNode, SemiApplyNode, LoadCsvNode, CallNode, ProjectNode, AggregateNode,
                 KeptCountNode, DistinctNode, SortNode, SkipNode, LimitNode, UnionNode, CreateNode,
                 MergeNode, SetNode, RemoveNode, DeleteNode, ForeachNode>;

struct PlanNode {
  PlanOperation operation;
  std::vector<PlanNodePtr> inputs;
  double rows = 1;  // Estimated.

  template <typename Node>
  Node* get() {
    return std::get_if<Node>(&operation);
  }
  template <typename Node>
  const Node* get() const {
    return std::get_if<Node>(&operation);
  }
  // The plan that runs within this node, for its rows; null: none.
  PlanNodePtr* inner() {
    if (auto* optional = get<OptionalNode>()) return &optional->inner;
    if (auto* apply = get<ApplyNode>()) return &apply->inner;
    if (auto* each = get<ForeachNode>()) return &each->inner;
    return nullptr;
  }
  const PlanNode* inner() const {
    PlanNodePtr* found = const_cast<PlanNode*>(this)->inner();
    return found != nullptr ? found->get() : nullptr;
  }
};

// The plan of a subquery in an expression. Its leaves are ArgumentNodes.
struct Subplan {
  std::shared_ptr<const BoundQueryBody> body;
  PlanNodePtr root;
};

// CALL { … } IN TRANSACTIONS parts a statement: the rows before it are made, its body runs for
// them, a transaction for each batch, and what follows begins with the rows that come of it.
struct TransactionStage {
  PlanNodePtr rows;
  PlanNodePtr apply;  // An ApplyNode of the body, without an input.
  BoundTransactions transactions;
  std::vector<SlotId> slots;  // Bound before the body: what is kept of the rows.
};

struct LogicalPlan {
  std::vector<TransactionStage> stages;  // Before `root`, in order.
  PlanNodePtr root;                      // Behind a stage its leaf is an ArgumentNode.
  std::vector<Subplan> subplans;         // By SubqueryId.
  std::vector<SlotInfo> slots;           // Those of the bound query and the planner's own.
  std::vector<BoundColumn> columns;
  bool writes = false;
  PlannedWith planned_with;
};

}  // namespace muster::query
