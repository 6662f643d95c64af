#include "api/service/inventory_service.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "core/base/escape.h"
#include "core/identity/kinds.h"

namespace muster::api {
namespace {

using RowsByKind = std::map<std::string, InventoryRow, std::less<>>;

void count(InventoryRow& row, std::uint8_t flags) {
  const bool recorded = (flags & kFlagRecorded) != 0;
  const bool observed = (flags & kFlagObserved) != 0;
  ++row.total;
  row.both += recorded && observed;
  row.recorded_only += recorded && !observed;
  row.observed_only += observed && !recorded;
  row.named_only += !recorded && !observed;
}

// The label that names what the node is.
std::string kind_of(const GraphSnapshot& graph, NodeId node) {
  const auto labels = graph.labels(node);
  std::vector<std::string_view> names;
  for (const LabelId label : labels) names.push_back(graph.catalog().labels.name(label));
  std::sort(names.begin(), names.end());
  for (const std::string_view name : names) {
    if (find_node_kind(name) != nullptr) return std::string(name);
  }
  return names.empty() ? std::string("(no label)") : std::string(names.front());
}

std::vector<InventoryRow> in_order(RowsByKind rows) {
  std::vector<InventoryRow> out;
  for (const bool known : {true, false}) {  // Kinds of the model come first.
    for (auto& [kind, row] : rows) {
      if ((find_node_kind(kind) != nullptr) != known) continue;
      row.kind = kind;
      out.push_back(std::move(row));
    }
  }
  return out;
}

void append_table(std::string& out, std::string_view title, const std::vector<InventoryRow>& rows) {
  std::size_t width = title.size();
  for (const InventoryRow& row : rows)
    width = std::max(width, utf8_length(escape_terminal(row.kind)));
  const auto line = [&](std::string_view name, auto total, auto both, auto recorded, auto observed,
                        auto named) {
    out += std::string(name) + std::string(width - utf8_length(name), ' ');
    out += fmt::format("  {:>9}  {:>9}  {:>13}  {:>13}  {:>10}\n", total, both, recorded, observed,
                       named);
  };
  line(title, "total", "both", "recorded only", "observed only", "named only");
  for (const InventoryRow& row : rows) {
    line(escape_terminal(row.kind), row.total, row.both, row.recorded_only, row.observed_only,
         row.named_only);
  }
}

Value rows_value(const std::vector<InventoryRow>& rows) {
  const auto number = [](std::uint64_t count) { return Value(static_cast<std::int64_t>(count)); };
  ValueList out;
  for (const InventoryRow& row : rows) {
    out.emplace_back(ValueMap{{"kind", Value(row.kind)},
                              {"total", number(row.total)},
                              {"both", number(row.both)},
                              {"recorded_only", number(row.recorded_only)},
                              {"observed_only", number(row.observed_only)},
                              {"named_only", number(row.named_only)}});
  }
  return Value(std::move(out));
}

}  // namespace

Inventory take_inventory(const GraphSnapshot& graph) {
  RowsByKind nodes;
  RowsByKind edges;
  Inventory inventory;
  for (std::uint32_t slot = 0; slot < graph.node_slot_bound(); ++slot) {
    const auto node = graph.node_at(slot);
    if (!node) continue;
    const std::string kind = kind_of(graph, *node);
    InventoryRow& row = nodes[kind];
    if (const NodeKind* known = find_node_kind(kind)) {
      row.machine_identity = known->identity && !known->human;
      row.human = known->name == "Person";
    }
    count(row, graph.flags(*node));
  }
  for (std::uint32_t slot = 0; slot < graph.edge_slot_bound(); ++slot) {
    const auto edge = graph.edge_at(slot);
    if (edge)
      count(edges[graph.catalog().edge_types.name(graph.ends(*edge).type)], graph.flags(*edge));
  }
  inventory.nodes = in_order(std::move(nodes));
  inventory.edges = in_order(std::move(edges));
  for (const InventoryRow& row : inventory.nodes) {
    if (row.human) inventory.people += row.total;
    if (row.machine_identity) inventory.machine_identities += row.total;
  }
  return inventory;
}

std::string inventory_text(const Inventory& inventory) {
  if (inventory.nodes.empty())
    return "The graph is empty: muster ingest brings in what your systems know.\n";
  std::string out;
  append_table(out, "KIND", inventory.nodes);
  out += '\n';
  append_table(out, "EDGE", inventory.edges);
  out += fmt::format("\n{} people, {} machine identities", inventory.people,
                     inventory.machine_identities);
  if (inventory.people != 0) {
    out +=
        fmt::format(": {:.1f} for each human", static_cast<double>(inventory.machine_identities) /
                                                   static_cast<double>(inventory.people));
  }
  return out + "\n";
}

Value inventory_value(const Inventory& inventory) {
  return Value(ValueMap{
      {"nodes", rows_value(inventory.nodes)},
      {"edges", rows_value(inventory.edges)},
      {"people", Value(static_cast<std::int64_t>(inventory.people))},
      {"machine_identities", Value(static_cast<std::int64_t>(inventory.machine_identities))}});
}

}  // namespace muster::api
