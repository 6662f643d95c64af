#include "tests/support/copy_bound.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "core/graph/snapshot_builder.h"

namespace muster::testing {
namespace {

// Lets `change` work on a fresh builder, notes what that copied, and moves `graph` on.
template <typename Change>
void measure(std::shared_ptr<const GraphSnapshot>& graph, std::uint64_t& largest, Change&& change) {
  SnapshotBuilder builder(graph);
  if (!change(builder)) ADD_FAILURE() << "a one-edge change was refused";
  builder.seal();
  largest = std::max(largest, builder.bytes_copied());
  graph = std::move(builder).publish(graph->version() + 1);
}

}  // namespace

std::uint64_t OneEdgeCopies::largest() const {
  return std::max({create, set_property, set_flags, remove});
}

std::string OneEdgeCopies::text() const {
  return fmt::format("create {}, set_property {}, set_flags {}, delete {} bytes", create,
                     set_property, set_flags, remove);
}

OneEdgeCopies measure_one_edge_commits(std::shared_ptr<const GraphSnapshot> graph,
                                       const std::vector<std::uint32_t>& slots,
                                       std::uint32_t target_slot) {
  OneEdgeCopies copies;
  const EdgeTypeId type{0};
  const KeyId key = *graph->catalog().keys.find("w");
  const NodeId target = *graph->node_at(target_slot);
  for (const std::uint32_t slot : slots) {
    EdgeId made{};
    measure(graph, copies.create, [&](SnapshotBuilder& builder) {
      const Result<EdgeId> edge = builder.create_edge(*graph->node_at(slot), type, target);
      if (edge.has_value()) made = *edge;
      return edge.has_value();
    });
    measure(graph, copies.set_property, [&](SnapshotBuilder& builder) {
      return builder.set_property(made, key, 7).has_value();
    });
    measure(graph, copies.set_flags, [&](SnapshotBuilder& builder) {
      return builder.set_flags(made, kFlagObserved).has_value();
    });
    measure(graph, copies.remove,
            [&](SnapshotBuilder& builder) { return builder.delete_edge(made).has_value(); });

    const AdjacencyCursor first = graph->adjacency(slot, Direction::kOutgoing);
    if (first.done()) continue;
    const EdgeId old = *graph->edge_at(first.run().front().edge_slot);
    measure(graph, copies.remove,
            [&](SnapshotBuilder& builder) { return builder.delete_edge(old).has_value(); });
  }
  return copies;
}

std::vector<std::uint32_t> sample_slots(const GraphSnapshot& graph, std::uint32_t count) {
  const std::uint32_t bound = graph.node_slot_bound();
  std::vector<std::uint32_t> slots;
  std::uint32_t widest = 0;
  for (std::uint32_t slot = 0; slot < bound; ++slot) {
    if (graph.degree(slot, Direction::kOutgoing) > graph.degree(widest, Direction::kOutgoing))
      widest = slot;
    if (slot % (bound / count + 1) == 0) slots.push_back(slot);
  }
  slots.push_back(widest);
  return slots;
}

std::shared_ptr<const GraphSnapshot> hub_graph(std::uint32_t edges) {
  SnapshotBuilder builder(GraphSnapshot::empty());
  const EdgeTypeId type = *builder.intern_edge_type("R");
  const KeyId key = builder.intern_key("w");
  const NodeId sink = builder.create_node({});
  const NodeId hub = builder.create_node({});
  for (std::uint32_t i = 0; i < edges; ++i) {
    const NodeId leaf = builder.create_node({});
    const Result<EdgeId> out = builder.create_edge(hub, type, leaf);
    const Result<EdgeId> in = builder.create_edge(leaf, type, sink);
    if (!builder.set_property(*out, key, 1).has_value() ||
        !builder.set_property(*in, key, 1).has_value()) {
      ADD_FAILURE() << "a hub's edge cannot be weighted";
    }
  }
  return std::move(builder).publish(1);
}

std::shared_ptr<const GraphSnapshot> with_indexes(std::shared_ptr<const GraphSnapshot> graph,
                                                  std::uint32_t count) {
  const std::uint64_t version = graph->version() + 1;
  SnapshotBuilder builder(std::move(graph));
  for (std::uint32_t i = 0; i < count; ++i) {
    IndexDefinition index{.name = fmt::format("index {}", i)};
    if (i == 0) {
      index.element = ElementKind::kEdge;
      index.tokens = {0};
      index.keys = {builder.intern_key("w")};
    } else if (i % 2 == 0) {
      index.element = ElementKind::kEdge;
      const Result<EdgeTypeId> type = builder.intern_edge_type(fmt::format("T{}", i));
      index.tokens = {static_cast<std::uint32_t>(*type)};
      index.keys = {builder.intern_key("w")};
    } else {
      index.tokens = {static_cast<std::uint32_t>(builder.intern_label(fmt::format("L{}", i)))};
      index.keys = {builder.intern_key(fmt::format("k{}", i % 50))};
    }
    if (!builder.create_index(std::move(index), WorkBudget()).has_value())
      ADD_FAILURE() << "an index was refused";
  }
  return std::move(builder).publish(version);
}

}  // namespace muster::testing
