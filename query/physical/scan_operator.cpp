#include <algorithm>

#include <fmt/format.h>

#include "query/functions/element_access.h"
#include "query/physical/edge_walk.h"
#include "query/physical/operators.h"

namespace muster::query {
namespace {

// Slots a morsel looks at: enough that starting it costs nothing beside it.
constexpr std::uint32_t kMorselSlots = 4096;

class UnitSource final : public OpenSource {
 public:
  std::size_t morsels() const override { return 1; }
  Result<Flow> run(const ExecutionContext& context, std::size_t, BatchSink& next) override {
    Batch batch(context.slots);
    batch.rows = 1;
    return next.push(std::move(batch));
  }
};

class UnitOperator final : public SourceOperator {
 public:
  Result<std::unique_ptr<OpenSource>> open(ExecutionContext&) const override {
    return std::make_unique<UnitSource>();
  }
};

// The labels of a scan, as the graph knows them.
struct ScannedLabels {
  LabelFilter filter;
  bool any;

  ScannedLabels(const ScanNode& node, const GraphSnapshot& graph)
      : filter(node.labels, graph.catalog()), any(node.any) {
    if (any) {
      // One that nobody ever wrote adds no node.
      filter.impossible = filter.labels.empty();
      return;
    }
    // The rarest label first: its index gives the fewest nodes to look at.
    std::sort(filter.labels.begin(), filter.labels.end(), [&](LabelId left, LabelId right) {
      return graph.label_count(left) < graph.label_count(right);
    });
  }
};

// Appends the nodes with any of the labels whose slot lies in [begin, end), ascending.
void nodes_with_any(const GraphSnapshot& graph, const std::vector<LabelId>& labels,
                    std::uint32_t begin, std::uint32_t end, std::vector<std::uint32_t>& slots,
                    Column& nodes) {
  slots.clear();
  for (const LabelId label : labels) graph.label_slots(label, begin, end, slots);
  std::sort(slots.begin(), slots.end());
  slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
  for (const std::uint32_t slot : slots) {
    if (const auto node = graph.node_at(slot)) nodes.push_back(*node);
  }
}

// Appends the nodes that a scan gives whose slot lies in [begin, end), ascending.
void nodes_in(const GraphSnapshot& graph, const ScannedLabels& scanned, std::uint32_t begin,
              std::uint32_t end, std::vector<std::uint32_t>& slots, Column& nodes) {
  const LabelFilter& labels = scanned.filter;
  if (labels.impossible) return;
  if (scanned.any) {
    nodes_with_any(graph, labels.labels, begin, end, slots, nodes);
    return;
  }
  if (labels.labels.empty()) {
    for (std::uint32_t slot = begin; slot < end; ++slot) {
      if (const auto node = graph.node_at(slot)) nodes.push_back(*node);
    }
    return;
  }
  slots.clear();
  graph.label_slots(labels.labels[0], begin, end, slots);
  for (const std::uint32_t slot : slots) {
    const auto node = graph.node_at(slot);
    if (node && (labels.labels.size() == 1 || labels.accepts(graph, *node))) nodes.push_back(*node);
  }
}

class ScanSource final : public OpenSource {
 public:
  ScanSource(SlotId slot, ScannedLabels labels, std::uint32_t bound)
      : slot_(slot), labels_(std::move(labels)), bound_(labels_.filter.impossible ? 0 : bound) {}
  std::size_t morsels() const override { return (bound_ + kMorselSlots - 1) / kMorselSlots; }
  Result<Flow> run(const ExecutionContext& context, std::size_t morsel, BatchSink& next) override {
    const auto begin = static_cast<std::uint32_t>(morsel * kMorselSlots);
    const std::uint32_t end = std::min(bound_, begin + kMorselSlots);
    std::vector<std::uint32_t> slots;
    for (std::uint32_t from = begin; from < end; from += kBatchRows) {
      Batch batch(context.slots);
      nodes_in(context.graph, labels_, from, std::min<std::uint32_t>(end, from + kBatchRows), slots,
               batch.column(slot_));
      batch.rows = batch.column(slot_).size();
      if (batch.rows == 0) continue;
      MUSTER_TRY(const Flow flow, next.push(std::move(batch)));
      if (flow == Flow::kStop) return flow;
    }
    return Flow::kMore;
  }

 private:
  SlotId slot_;
  ScannedLabels labels_;
  std::uint32_t bound_;
};

class ScanOperator final : public SourceOperator {
 public:
  explicit ScanOperator(ScanNode node) : node_(std::move(node)) {}
  Result<std::unique_ptr<OpenSource>> open(ExecutionContext& context) const override {
    return std::make_unique<ScanSource>(node_.slot, ScannedLabels(node_, context.graph),
                                        context.graph.node_slot_bound());
  }

 private:
  ScanNode node_;
};

// A scan for every row: patterns that share no variable.
class ScanStream final : public StreamOperator {
 public:
  ScanStream(ScanNode node, SlotList carried)
      : node_(std::move(node)), carried_(std::move(carried)) {}
  Result<Flow> process(const ExecutionContext& context, Batch input,
                       BatchSink& next) const override {
    const GraphSnapshot& graph = context.graph;
    const ScannedLabels labels(node_, graph);
    RowWriter writer(context, carried_, next);
    std::vector<std::uint32_t> slots;
    Column nodes;
    for (std::size_t row = 0; row < input.rows; ++row) {
      for (std::uint32_t from = 0; from < graph.node_slot_bound(); from += kMorselSlots) {
        nodes = Column();
        nodes_in(graph, labels, from, std::min(graph.node_slot_bound(), from + kMorselSlots), slots,
                 nodes);
        for (std::size_t i = 0; i < nodes.size(); ++i) {
          writer.put(node_.slot, nodes[i]);
          MUSTER_TRY(const Flow flow, writer.finish_row(input, row));
          if (flow == Flow::kStop) return flow;
        }
      }
      MUSTER_CHECK(context.budget.check());
    }
    return writer.flush();
  }

 private:
  ScanNode node_;
  SlotList carried_;
};

class SeekOperator final : public StreamOperator {
 public:
  SeekOperator(const SeekNode& node, SlotList carried)
      : slot_(node.slot),
        by_element_id_(node.by_element_id),
        id_(compile_expression(*node.id)),
        carried_(std::move(carried)) {}
  Result<Flow> process(const ExecutionContext& context, Batch input,
                       BatchSink& next) const override {
    MUSTER_TRY(const Column ids, evaluate_column(*id_, context, input));
    RowWriter writer(context, carried_, next);
    for (std::size_t row = 0; row < input.rows; ++row) {
      const auto node = node_of(ids[row]);
      if (!node || !context.graph.contains(*node)) continue;
      writer.put(slot_, Value(*node));
      MUSTER_TRY(const Flow flow, writer.finish_row(input, row));
      if (flow == Flow::kStop) return flow;
    }
    return writer.flush();
  }

 private:
  std::optional<NodeId> node_of(const Value& id) const {
    if (by_element_id_)
      return id.is_string() ? parse_node_element_id(id.as_string()) : std::nullopt;
    // `id(n) = 3.0` holds where id(n) = 3 does.
    if (id.is_float() && id.as_float() >= 0 && id.as_float() < 9.2e18 &&
        static_cast<double>(static_cast<std::int64_t>(id.as_float())) == id.as_float())
      return static_cast<NodeId>(static_cast<std::int64_t>(id.as_float()));
    return id.is_integer() ? std::optional(static_cast<NodeId>(id.as_integer())) : std::nullopt;
  }

  SlotId slot_;
  bool by_element_id_;
  EvaluatorPtr id_;
  SlotList carried_;
};

}  // namespace

SourcePtr make_unit_operator() { return std::make_unique<UnitOperator>(); }
SourcePtr make_scan_source(const ScanNode& node) { return std::make_unique<ScanOperator>(node); }
StreamPtr make_scan_stream(const ScanNode& node, SlotList carried) {
  return std::make_unique<ScanStream>(node, std::move(carried));
}
StreamPtr make_seek_operator(const SeekNode& node, SlotList carried) {
  return std::make_unique<SeekOperator>(node, std::move(carried));
}

}  // namespace muster::query
