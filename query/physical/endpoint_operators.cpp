// Variable-length expand where only the ends are asked for: one row for each end (expand), or the
// ends of all rows together, each once (set).
#include <algorithm>
#include <iterator>
#include <optional>
#include <span>

#include "core/graph/bow_tie_cache.h"
#include "query/physical/endpoint_search.h"
#include "query/physical/operators.h"

namespace muster::query {
namespace {

// Which edges a row may walk: those that the hop tests accept and that no other part of the clause
// has taken.
class RowEdges {
 public:
  RowEdges(const GraphSnapshot& graph, const Batch& input, const SlotList& distinct_from,
           HopTests::OfBatch& tests)
      : graph_(graph), input_(input), tests_(tests) {
    for (const SlotId slot : distinct_from) {
      if (input.has(slot)) taken_.push_back(slot);
    }
  }
  void set_row(std::size_t row) { row_ = row; }
  bool every() const { return taken_.empty() && tests_.empty(); }

  Result<bool> operator()(const AdjacencyEntry& entry) const {
    const EdgeId edge = *graph_.edge_at(entry.edge_slot);
    for (const SlotId slot : taken_) {
      if (is_or_holds(input_.column(slot)[row_], edge)) return false;
    }
    return tests_.empty() ? Result<bool>(true) : tests_.accept(row_, edge);
  }

 private:
  const GraphSnapshot& graph_;
  const Batch& input_;
  HopTests::OfBatch& tests_;
  SlotList taken_;
  std::size_t row_ = 0;
};

template <typename Found>
Result<void> search_row(EndpointSearch& search, NodeId start, const RowEdges& edges,
                        const Found& found) {
  if (edges.every()) return search.from(slot_of(start), EveryEdge{}, found);
  return search.from(slot_of(start), edges, found);
}

class EndpointExpandOperator final : public StreamOperator {
 public:
  EndpointExpandOperator(const VariableExpandNode& node, SlotList carried)
      : node_(node), tests_(node.properties, node.hop_where), carried_(std::move(carried)) {}

  Result<Flow> process(const ExecutionContext& context, Batch input,
                       BatchSink& next) const override {
    const GraphSnapshot& graph = context.graph;
    if (node_.hops.hops_max && *node_.hops.hops_max < node_.hops.hops_min) return Flow::kMore;
    const LabelFilter labels(node_.step.to_labels, graph.catalog());
    MUSTER_TRY(HopTests::OfBatch tests, HopTests::OfBatch::make(tests_, context, input));
    EndpointSearch search(graph, context.budget, node_);
    RowEdges edges(graph, input, node_.step.distinct_from, tests);
    RowWriter writer(context, carried_, next);
    const Column& from = input.column(node_.step.from);
    for (std::size_t row = 0; row < input.rows; ++row) {
      if (!from[row].is_node() || !graph.contains(from[row].as_node())) continue;
      std::optional<NodeId> wanted;
      if (node_.step.into) {
        const Value bound = input.column(node_.step.to)[row];
        if (!bound.is_node()) continue;
        wanted = bound.as_node();
      }
      edges.set_row(row);
      Result<Flow> flow = Flow::kMore;
      const auto put = [&](std::uint32_t slot) {
        const NodeId end = *graph.node_at(slot);
        if (wanted && *wanted != end) return true;
        if (!labels.accepts(graph, end)) return !wanted.has_value();
        if (!wanted) writer.put(node_.step.to, Value(end));
        flow = writer.finish_row(input, row);
        return flow && *flow == Flow::kMore && !wanted;
      };
      MUSTER_CHECK(search_row(
          search, from[row].as_node(), edges,
          [&](std::span<const std::uint32_t> slots) { return std::ranges::all_of(slots, put); }));
      if (!flow || *flow == Flow::kStop) return flow;
    }
    return writer.flush();
  }

 private:
  VariableExpandNode node_;
  HopTests tests_;
  SlotList carried_;
};

class EndpointSetOperator final : public SourceOperator {
 public:
  EndpointSetOperator(const EndpointSetNode& node, Pipeline input)
      : node_(node.expand),
        count_(node.count),
        tests_(node_.properties, node_.hop_where),
        unbounded_count_(count_ && !node_.hops.hops_max && node_.hops.hops_min <= 1 &&
                         node_.step.direction != ast::Direction::kBoth &&
                         node_.step.types.empty() && node_.step.distinct_from.empty() &&
                         tests_.empty()),
        input_(std::move(input)) {}

  Result<std::unique_ptr<OpenSource>> open(ExecutionContext& context) const override {
    const GraphSnapshot& graph = context.graph;
    std::vector<std::uint32_t> ends;  // In the order in which they are found.
    const LabelFilter labels(node_.step.to_labels, graph.catalog());
    const bool every_label = labels.labels.empty() && !labels.impossible;
    const bool none = node_.hops.hops_max && *node_.hops.hops_max < node_.hops.hops_min;
    if (!none) {
      MUSTER_TRY(const std::vector<Batch> starts, collect_rows(context, input_));
      if (every_label && unbounded_count_) {
        MUSTER_TRY(const std::optional<std::uint64_t> known, count_by_bow_tie(context, starts));
        if (known) return count_source(context, *known);
      }
      MUSTER_CHECK(collect(context, starts, ends));
    }
    const auto fits = [&](std::uint32_t slot) {
      return labels.accepts(graph, *graph.node_at(slot));
    };
    if (count_) {
      const auto count =
          every_label ? std::ssize(ends) : std::count_if(ends.begin(), ends.end(), fits);
      return count_source(context, static_cast<std::uint64_t>(count));
    }
    std::vector<Batch> batches;
    for (const std::uint32_t slot : ends) {
      if (!fits(slot)) continue;
      if (batches.empty() || batches.back().rows == kBatchRows) batches.emplace_back(context.slots);
      batches.back().column(node_.step.to).push_back(*graph.node_at(slot));
      ++batches.back().rows;
    }
    return make_batches_source(std::move(batches));
  }

 private:
  std::unique_ptr<OpenSource> count_source(const ExecutionContext& context,
                                           std::uint64_t count) const {
    std::vector<Batch> batches;
    batches.emplace_back(context.slots).rows = 1;
    batches.back().column(*count_).push_back(static_cast<std::int64_t>(count));
    return make_batches_source(std::move(batches));
  }

  // The count for a single start by what is kept of the graph; nullopt: it takes a search.
  Result<std::optional<std::uint64_t>> count_by_bow_tie(const ExecutionContext& context,
                                                        std::span<const Batch> starts) const {
    const std::optional<std::uint64_t> search;
    if (context.bow_ties == nullptr || starts.size() != 1 || starts[0].rows != 1) return search;
    const Value from = starts[0].column(node_.step.from)[0];
    if (!from.is_node() || !context.graph.contains(from.as_node())) return search;
    const auto bow_tie = context.bow_ties->find(context.graph);
    if (bow_tie == nullptr) return search;
    const Direction direction = node_.step.direction == ast::Direction::kOutgoing
                                    ? Direction::kOutgoing
                                    : Direction::kIncoming;
    MUSTER_TRY(
        const std::optional<WalkEnds> ends,
        bow_tie->count_ends(context.graph, slot_of(from.as_node()), direction, context.budget));
    if (!ends) return search;
    const bool start = !node_.not_start && (node_.hops.hops_min == 0 || ends->start);
    return ends->others + (start ? 1 : 0);
  }

  Result<void> collect(const ExecutionContext& context, std::span<const Batch> batches,
                       std::vector<std::uint32_t>& ends) const {
    const GraphSnapshot& graph = context.graph;
    EndpointSearch search(graph, context.budget, node_);
    // A search finds each end once: a single one needs no set of what was found before.
    std::optional<SlotBits> found;
    if (batches.size() > 1 || (batches.size() == 1 && batches[0].rows > 1))
      found.emplace(graph.node_slot_bound());
    for (const Batch& batch : batches) {
      MUSTER_TRY(HopTests::OfBatch tests, HopTests::OfBatch::make(tests_, context, batch));
      RowEdges edges(graph, batch, node_.step.distinct_from, tests);
      const Column& from = batch.column(node_.step.from);
      for (std::size_t row = 0; row < batch.rows; ++row) {
        if (!from[row].is_node() || !graph.contains(from[row].as_node())) continue;
        edges.set_row(row);
        const auto take = [&](std::span<const std::uint32_t> slots) {
          if (!found) {
            ends.insert(ends.end(), slots.begin(), slots.end());
          } else {
            std::ranges::copy_if(slots, std::back_inserter(ends),
                                 [&](std::uint32_t slot) { return found->insert(slot); });
          }
          return true;
        };
        MUSTER_CHECK(search_row(search, from[row].as_node(), edges, take));
      }
    }
    return ok();
  }

  VariableExpandNode node_;
  std::optional<SlotId> count_;
  HopTests tests_;
  bool unbounded_count_;  // Of walks over any edges: what a bow tie knows.
  Pipeline input_;
};

}  // namespace

StreamPtr make_endpoint_expand_operator(const VariableExpandNode& node, SlotList carried) {
  return std::make_unique<EndpointExpandOperator>(node, std::move(carried));
}
SourcePtr make_endpoint_set_operator(const EndpointSetNode& node, Pipeline input) {
  return std::make_unique<EndpointSetOperator>(node, std::move(input));
}

}  // namespace muster::query
