// A commit of random changes, for properties: every kind of change a builder has, on few elements,
// so that they meet.
#pragma once

#include <optional>
#include <rapidcheck.h>
#include <string>
#include <vector>

#include "core/graph/graph_store.h"
#include "tests/contract/store_steps.h"
#include "tests/storage/generators.h"

namespace muster::testing {

// A living element, or nothing where there is none.
inline std::optional<NodeId> some_node(const GraphSnapshot& graph) {
  std::vector<NodeId> nodes;
  for (std::uint32_t slot = 0; slot < graph.node_slot_bound(); ++slot) {
    if (const auto node = graph.node_at(slot)) nodes.push_back(*node);
  }
  if (nodes.empty()) return std::nullopt;
  return *rc::gen::elementOf(nodes);
}

inline std::optional<EdgeId> some_edge(const GraphSnapshot& graph) {
  std::vector<EdgeId> edges;
  for (std::uint32_t slot = 0; slot < graph.edge_slot_bound(); ++slot) {
    if (const auto edge = graph.edge_at(slot)) edges.push_back(*edge);
  }
  if (edges.empty()) return std::nullopt;
  return *rc::gen::elementOf(edges);
}

inline std::string some_name() { return *rc::gen::element<std::string>("a", "b", "c"); }

inline std::vector<std::string> some_sources() {
  using Names = std::vector<std::string>;
  return *rc::gen::element(Names{}, Names{"aws"}, Names{"aws", "hr"}, Names{"hr", "k8s"});
}

template <typename Id>
Result<void> change_content(SnapshotBuilder& graph, Id element) {
  switch (*rc::gen::inRange(0, 4)) {
    case 0: {
      Value value = *rc::gen::oneOf(storable_value(), rc::gen::just(Value()));
      return graph.set_property(element, graph.intern_key(some_name()), std::move(value));
    }
    case 1:
      return graph.set_flags(element, *rc::gen::arbitrary<std::uint8_t>());
    case 2:
      return graph.set_sources(element, some_sources());
    default:
      return graph.set_first_seen(element, *any_instant());
  }
}

inline Result<void> change_node(SnapshotBuilder& graph, NodeId node) {
  switch (*rc::gen::inRange(0, 8)) {
    case 0:
      return graph.detach_delete_node(node);
    case 1:
      return graph.add_label(node, graph.intern_label(some_name()));
    case 2:
      return graph.remove_label(node, graph.intern_label(some_name()));
    case 3:
      return graph.add_alias(node, some_name());
    case 4:
      return graph.remove_alias(node, some_name());
    default:
      return change_content(graph, node);
  }
}

inline Result<void> change_edge(SnapshotBuilder& graph, EdgeId edge) {
  switch (*rc::gen::inRange(0, 6)) {
    case 0:
      return graph.delete_edge(edge);
    case 1:
      return graph.set_validity(edge, {.from = *any_instant(), .until = *any_instant()});
    case 2:
      return graph.set_validity(edge, {});
    default:
      return change_content(graph, edge);
  }
}

inline Result<void> random_change(SnapshotBuilder& graph) {
  const auto node = some_node(graph.view());
  const int choice = *rc::gen::inRange(0, 10);
  if (choice < 2 || !node.has_value()) {
    const std::vector<LabelId> labels{graph.intern_label(some_name())};
    graph.create_node(labels);
    return ok();
  }
  if (choice < 5) {
    MUSTER_TRY(const EdgeTypeId type, graph.intern_edge_type(some_name()));
    MUSTER_CHECK(graph.create_edge(*node, type, *some_node(graph.view())));
    return ok();
  }
  if (choice < 8) return change_node(graph, *node);
  const auto edge = some_edge(graph.view());
  return edge.has_value() ? change_edge(graph, *edge) : ok();
}

// Up to eight random changes of the graph and one of the records.
inline Result<void> random_commit(GraphStore& store) {
  MUSTER_TRY(const std::unique_ptr<WriteTransaction> transaction, store.begin_write());
  const int changes = *rc::gen::inRange(0, 9);
  for (int i = 0; i < changes; ++i) MUSTER_CHECK(random_change(transaction->batch().graph()));
  transaction->batch().put_record(Keyspace::kTestRecords, some_name(), *any_bytes());
  MUSTER_CHECK(transaction->commit());
  return ok();
}

}  // namespace muster::testing
