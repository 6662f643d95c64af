// The physical operators: one maker for each, called by lower.cpp. What each promises is what its
// logical node says (query/logical/plan_node.h). `carried`: slots that operators above still read.
#pragma once

#include <memory>
#include <vector>

#include "query/logical/plan_node.h"
#include "query/physical/evaluator.h"
#include "query/physical/operator.h"

namespace muster::query {

using SlotList = std::vector<SlotId>;
using StreamPtr = std::unique_ptr<StreamOperator>;
using SourcePtr = std::unique_ptr<SourceOperator>;

// Where rows begin (scan_operator.cpp).
SourcePtr make_unit_operator();
SourcePtr make_scan_source(const ScanNode& node);
StreamPtr make_scan_stream(const ScanNode& node, SlotList carried);
StreamPtr make_seek_operator(const SeekNode& node, SlotList carried);
StreamPtr make_index_seek_operator(const IndexSeekNode& node, SlotList carried);

// Following edges (expand_operator.cpp, variable_expand_operator.cpp, edge_ends_operator.cpp).
// Which columns of an expansion anything above reads.
struct ExpandOutput {
  bool edge = true;
  bool to = true;
};
StreamPtr make_expand_operator(const ExpandNode& node, const ExpandOutput& output,
                               SlotList carried);
StreamPtr make_variable_expand_operator(const VariableExpandNode& node, SlotList carried);
StreamPtr make_endpoint_expand_operator(const VariableExpandNode& node, SlotList carried);
StreamPtr make_edge_ends_operator(const EdgeEndsNode& node, SlotList carried);
StreamPtr make_sequence_operator(const SequenceNode& node, SlotList carried);
// Paths (shortest_path_operator.cpp, group_expand_operator.cpp, select_paths_operator.cpp).
StreamPtr make_shortest_path_operator(const ShortestPathNode& node, SlotList carried);
StreamPtr make_group_expand_operator(const GroupExpandNode& node, SlotList carried);
SourcePtr make_select_paths_operator(const SelectPathsNode& node, Pipeline input);

// Row by row (row_operators.cpp, optional_operator.cpp, call_operator.cpp,
// load_csv_operator.cpp).
StreamPtr make_filter_operator(const FilterNode& node);
StreamPtr make_path_operator(const PathNode& node);
StreamPtr make_project_operator(const ProjectNode& node, SlotList carried);
StreamPtr make_unwind_operator(const UnwindNode& node, SlotList carried);
StreamPtr make_optional_operator(const OptionalNode& node, std::vector<StreamPtr> inner,
                                 const SlotList& carried);
StreamPtr make_call_operator(const CallNode& node, SlotList carried);
StreamPtr make_load_csv_operator(const LoadCsvNode& node, SlotList carried);

// For each row a subplan (apply_operator.cpp, foreach_operator.cpp); `inner` begins with its
// argument.
StreamPtr make_apply_operator(const ApplyNode& node, Pipeline inner, SlotList carried);
SourcePtr make_writing_apply_operator(const ApplyNode& node, Pipeline inner, Pipeline input);
StreamPtr make_semi_apply_operator(const SemiApplyNode& node);
SourcePtr make_foreach_operator(const ForeachNode& node, Pipeline inner, Pipeline input);
// Gives `slots` of the subplan's argument, which is one row, back to rows that lost them.
StreamPtr make_recall_operator(SlotList slots);

// All rows first (aggregate_operator.cpp, distinct_operator.cpp, sort_operator.cpp,
// slice_operator.cpp, union_operator.cpp); or none of them (kept_count_operator.cpp).
SourcePtr make_aggregate_operator(const AggregateNode& node, Pipeline input);
SourcePtr make_kept_count_operator(const KeptCountNode& node);
SourcePtr make_endpoint_set_operator(const EndpointSetNode& node, Pipeline input);
SourcePtr make_distinct_operator(const DistinctNode& node, Pipeline input);
SourcePtr make_sort_operator(const SortNode& node, Pipeline input, SlotList carried);
SourcePtr make_slice_operator(const BoundExpressionPtr& skip, const BoundExpressionPtr& limit,
                              Pipeline input);
SourcePtr make_union_operator(const UnionNode& node, std::vector<Pipeline> inputs);

// Writes (create_operator.cpp, change_operators.cpp).
SourcePtr make_create_operator(const CreateNode& node, Pipeline input);
SourcePtr make_merge_operator(const MergeNode& node, Pipeline input);
SourcePtr make_set_operator(const SetNode& node, Pipeline input);
SourcePtr make_remove_operator(const RemoveNode& node, Pipeline input);
SourcePtr make_delete_operator(const DeleteNode& node, Pipeline input);

// A count of SKIP or LIMIT. Errors: kSemantic NegativeIntegerArgument, InvalidArgumentType.
Result<std::size_t> evaluate_count(const Evaluator& evaluator, const ExecutionContext& context,
                                   std::string_view clause);

}  // namespace muster::query
