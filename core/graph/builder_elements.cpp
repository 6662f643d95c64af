// SnapshotBuilder: elements come, go, and are put back.
#include <algorithm>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/base/assert.h"
#include "core/graph/builder_errors.h"
#include "core/graph/builder_tracking.h"
#include "core/graph/graph_state.h"
#include "core/graph/snapshot_builder.h"

namespace muster {
namespace {

constexpr std::uint32_t kGenerationMax = std::numeric_limits<std::uint32_t>::max();

std::optional<std::uint32_t> take_lowest(internal::FreeSlots& free, internal::Edit& edit) {
  std::optional<std::uint32_t> lowest;
  free.visit_all([&](std::uint32_t slot) {
    lowest = slot;
    return false;
  });
  if (lowest.has_value()) free.erase(*lowest, edit);
  return lowest;
}

void clear_properties(internal::PropertyColumns& columns, std::size_t keys, std::uint32_t slot,
                      internal::Edit& edit) {
  for (std::uint32_t key = 0; key < keys; ++key) {
    const internal::PropertyColumn* const column = columns.find(key);
    if (column != nullptr && column->has(slot)) columns.edit(key, edit).set(slot, Value(), edit);
  }
}

void fill_node(GraphState& state, NodeId node, std::span<const LabelId> labels,
               internal::Edit& edit) {
  std::vector<LabelId> set(labels.begin(), labels.end());
  std::sort(set.begin(), set.end());
  set.erase(std::unique(set.begin(), set.end()), set.end());
  for (const LabelId label : set) internal::set_label_bit(state, label, slot_of(node), true, edit);
  internal::NodeRow& row = state.nodes.edit(slot_of(node), edit);
  MUSTER_ASSERT(!row.alive);
  row = {.generation = generation_of(node),
         .label_set = state.label_sets.intern(std::move(set), edit),
         .alive = true};
  ++state.node_count;
}

// The edge counts, or no longer does, for its type and for the labels of its ends.
void count_edge(GraphState& state, std::uint32_t source_slot, std::uint16_t type,
                std::uint32_t target_slot, bool on, internal::Edit& edit) {
  const auto labels = [&](std::uint32_t slot) -> std::span<const LabelId> {
    return state.label_sets.at(state.nodes.find(slot)->label_set);
  };
  state.degrees.count_edge(labels(source_slot), static_cast<EdgeTypeId>(type), labels(target_slot),
                           on, edit);
  std::uint64_t& of_type = state.edge_type_counts.edit(type, edit);
  of_type = on ? of_type + 1 : of_type - 1;
  state.edge_count = on ? state.edge_count + 1 : state.edge_count - 1;
  state.topology_version = edit.owner;  // No other edit has it.
}

void fill_edge(GraphState& state, EdgeId edge, std::uint32_t source_slot, EdgeTypeId type,
               std::uint32_t target_slot, internal::Edit& edit) {
  const auto type16 = static_cast<std::uint16_t>(type);
  internal::EdgeRow& row = state.edges.edit(slot_of(edge), edit);
  MUSTER_ASSERT(!row.alive);
  row = {.generation = generation_of(edge),
         .source_slot = source_slot,
         .target_slot = target_slot,
         .type = type16,
         .alive = true};
  state.outgoing.insert(source_slot,
                        {.edge_slot = slot_of(edge), .neighbour_slot = target_slot, .type = type16},
                        edit);
  state.incoming.insert(target_slot,
                        {.edge_slot = slot_of(edge), .neighbour_slot = source_slot, .type = type16},
                        edit);
  count_edge(state, source_slot, type16, target_slot, true, edit);
}

// The slot's element is gone; its next one gets the next generation. False: the slot has had its
// last one.
template <typename Row>
bool retire_row(Row& row) {
  const std::uint32_t generation = row.generation;
  row = Row{.generation = generation == kGenerationMax ? generation : generation + 1};
  return row.generation != kGenerationMax;
}

}  // namespace

NodeId SnapshotBuilder::create_node(std::span<const LabelId> labels) {
  refresh_free_slots();
  GraphState& graph = state();
  const std::optional<std::uint32_t> reused = take_lowest(graph.free_node_slots, tracking_->edit);
  const std::uint32_t slot = reused.has_value() ? *reused : graph.node_slot_bound++;
  const internal::NodeRow* const row = graph.nodes.find(slot);
  const auto node = make_id<NodeId>(slot, row == nullptr ? 0 : row->generation);
  fill_node(graph, node, labels, tracking_->edit);
  tracking_->touch(node);
  return node;
}

Result<EdgeId> SnapshotBuilder::create_edge(NodeId source, EdgeTypeId type, NodeId target) {
  MUSTER_ASSERT(static_cast<std::size_t>(type) < view().catalog().edge_types.size());
  GraphState& graph = state();
  if (graph.find(source) == nullptr) return deleted_error(source);
  if (graph.find(target) == nullptr) return deleted_error(target);
  refresh_free_slots();
  const std::optional<std::uint32_t> reused = take_lowest(graph.free_edge_slots, tracking_->edit);
  const std::uint32_t slot = reused.has_value() ? *reused : graph.edge_slot_bound++;
  const internal::EdgeRow* const row = graph.edges.find(slot);
  const auto edge = make_id<EdgeId>(slot, row == nullptr ? 0 : row->generation);
  fill_edge(graph, edge, slot_of(source), type, slot_of(target), tracking_->edit);
  tracking_->touch(edge);
  return edge;
}

Result<void> SnapshotBuilder::delete_edge(EdgeId edge) {
  GraphState& graph = state();
  const internal::EdgeRow* const found = graph.find(edge);
  if (found == nullptr) return deleted_error(edge);
  internal::Edit& edit = tracking_->edit;
  const std::uint32_t slot = slot_of(edge);
  const internal::EdgeRow row = *found;
  graph.outgoing.erase(row.source_slot,
                       {.edge_slot = slot, .neighbour_slot = row.target_slot, .type = row.type},
                       edit);
  graph.incoming.erase(row.target_slot,
                       {.edge_slot = slot, .neighbour_slot = row.source_slot, .type = row.type},
                       edit);
  count_edge(graph, row.source_slot, row.type, row.target_slot, false, edit);
  unindex(edge);
  clear_properties(graph.edge_columns, view().catalog().keys.size(), slot, edit);
  if (retire_row(graph.edges.edit(slot, edit))) tracking_->freed_edge_slots.push_back(slot);
  tracking_->touch(edge);
  return ok();
}

Result<void> SnapshotBuilder::delete_node(NodeId node) {
  GraphState& graph = state();
  if (graph.find(node) == nullptr) return deleted_error(node);
  internal::Edit& edit = tracking_->edit;
  const std::uint32_t slot = slot_of(node);
  const std::uint64_t degree = graph.outgoing.degree(slot) + graph.incoming.degree(slot);
  if (degree != 0) {
    return Error{.code = ErrorCode::kConstraint,
                 .message = fmt::format("Node #{} still has relationships.", raw(node)),
                 .hint = "Delete them first, or use DETACH DELETE."};
  }
  unindex(node);
  for (const LabelId label : view().labels(node))
    internal::set_label_bit(graph, label, slot, false, edit);
  clear_properties(graph.node_columns, view().catalog().keys.size(), slot, edit);
  for (const std::string& alias : view().aliases(node)) graph.aliases.remove(slot, alias, edit);
  if (retire_row(graph.nodes.edit(slot, edit))) tracking_->freed_node_slots.push_back(slot);
  --graph.node_count;
  tracking_->touch(node);
  return ok();
}

Result<void> SnapshotBuilder::detach_delete_node(NodeId node) {
  if (!view().contains(node)) return deleted_error(node);
  for (const Direction direction : {Direction::kOutgoing, Direction::kIncoming}) {
    std::vector<EdgeId> edges;
    for (AdjacencyCursor cursor = view().adjacency(slot_of(node), direction); !cursor.done();
         cursor.next()) {
      for (const AdjacencyEntry& entry : cursor.run())
        edges.push_back(state().edge_id(entry.edge_slot));
    }
    for (const EdgeId edge : edges) MUSTER_CHECK(delete_edge(edge));
  }
  return delete_node(node);
}

void SnapshotBuilder::restore_node(NodeId node, std::span<const LabelId> labels) {
  tracking_->free_slots_stale = true;
  state().node_slot_bound = std::max(state().node_slot_bound, slot_of(node) + 1);
  fill_node(state(), node, labels, tracking_->edit);
  tracking_->touch(node);
}

void SnapshotBuilder::restore_edge(EdgeId edge, NodeId source, EdgeTypeId type, NodeId target) {
  MUSTER_ASSERT(view().contains(source) && view().contains(target));
  tracking_->free_slots_stale = true;
  state().edge_slot_bound = std::max(state().edge_slot_bound, slot_of(edge) + 1);
  fill_edge(state(), edge, slot_of(source), type, slot_of(target), tracking_->edit);
  tracking_->touch(edge);
}

void SnapshotBuilder::restore_deleted(NodeId last) {
  tracking_->free_slots_stale = true;
  state().node_slot_bound = std::max(state().node_slot_bound, slot_of(last) + 1);
  internal::NodeRow& row = state().nodes.edit(slot_of(last), tracking_->edit);
  MUSTER_ASSERT(!row.alive);
  row.generation = generation_of(last);
  retire_row(row);
}

void SnapshotBuilder::restore_deleted(EdgeId last) {
  tracking_->free_slots_stale = true;
  state().edge_slot_bound = std::max(state().edge_slot_bound, slot_of(last) + 1);
  internal::EdgeRow& row = state().edges.edit(slot_of(last), tracking_->edit);
  MUSTER_ASSERT(!row.alive);
  row.generation = generation_of(last);
  retire_row(row);
}

}  // namespace muster
