#include "tests/tck/side_effects.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include <fmt/format.h>

#include "tests/tck/cell_value.h"

namespace muster::tck {
namespace {

void add_properties(GraphState& state, const GraphSnapshot& graph, char element, std::uint64_t id,
                    const std::vector<Property>& properties) {
  for (const Property& property : properties)
    state.properties.insert(fmt::format("{}{} {}: {}", element, id,
                                        graph.catalog().keys.name(property.key),
                                        canonical_text(describe(property.value, graph))));
}

template <typename Set>
std::int64_t only_in(const Set& left, const Set& right) {
  std::vector<typename Set::value_type> difference;
  std::set_difference(left.begin(), left.end(), right.begin(), right.end(),
                      std::back_inserter(difference));
  return static_cast<std::int64_t>(difference.size());
}

}  // namespace

GraphState state_of(const GraphSnapshot& graph) {
  GraphState state;
  for (std::uint32_t slot = 0; slot < graph.node_slot_bound(); ++slot) {
    const auto node = graph.node_at(slot);
    if (!node) continue;
    state.nodes.insert(raw(*node));
    for (const LabelId label : graph.labels(*node))
      state.labels.insert(graph.catalog().labels.name(label));
    add_properties(state, graph, 'n', raw(*node), graph.properties(*node));
  }
  for (std::uint32_t slot = 0; slot < graph.edge_slot_bound(); ++slot) {
    const auto edge = graph.edge_at(slot);
    if (!edge) continue;
    state.relationships.insert(raw(*edge));
    add_properties(state, graph, 'r', raw(*edge), graph.properties(*edge));
  }
  return state;
}

std::map<std::string, std::int64_t> side_effects(const GraphState& before,
                                                 const GraphState& after) {
  std::map<std::string, std::int64_t> effects;
  const auto count = [&](const std::string& what, const auto& old_set, const auto& new_set) {
    effects["+" + what] = only_in(new_set, old_set);
    effects["-" + what] = only_in(old_set, new_set);
  };
  count("nodes", before.nodes, after.nodes);
  count("relationships", before.relationships, after.relationships);
  count("labels", before.labels, after.labels);
  count("properties", before.properties, after.properties);
  std::erase_if(effects, [](const auto& effect) { return effect.second == 0; });
  return effects;
}

}  // namespace muster::tck
