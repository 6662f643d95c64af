// Create{Create} becomes one Create of all paths: fixtures and importers write hundreds of CREATE
// clauses in one statement, and each would copy every row.
//
// Left alone where a later clause could tell the difference: when one of its values asks the graph
// for a pattern, which would see what this row's clauses made but not the next row's.
#include <algorithm>

#include "query/logical/expression_tools.h"
#include "query/logical/rules.h"

namespace muster::query {
namespace {

bool asks_the_graph(const BoundExpression& expression) {
  if (std::holds_alternative<BoundSubquery>(expression.node)) return true;
  bool asks = false;
  for_each_part(expression,
                [&](const BoundExpression& part) { asks = asks || asks_the_graph(part); });
  return asks;
}

bool asks_the_graph(const std::vector<BoundProperty>& properties, const BoundExpressionPtr& map) {
  return (map && asks_the_graph(*map)) ||
         std::any_of(properties.begin(), properties.end(),
                     [](const BoundProperty& property) { return asks_the_graph(*property.value); });
}

bool asks_the_graph(const BoundPath& path) {
  return std::any_of(path.nodes.begin(), path.nodes.end(),
                     [](const BoundNode& node) {
                       return asks_the_graph(node.properties, node.properties_map) ||
                              std::any_of(node.computed_labels.begin(), node.computed_labels.end(),
                                          [](const auto& names) { return asks_the_graph(*names); });
                     }) ||
         std::any_of(path.edges.begin(), path.edges.end(), [](const BoundEdge& edge) {
           return asks_the_graph(edge.properties, edge.properties_map) ||
                  (edge.computed_type && asks_the_graph(*edge.computed_type));
         });
}

class CreateFusionRule final : public OptimizerRule {
 public:
  std::string_view name() const override { return "CreateFusion"; }

  void apply(PlanNodePtr& root, const GraphSnapshot&) const override {
    for_each_node(root, [](PlanNodePtr& node) {
      auto* later = node->get<CreateNode>();
      if (later == nullptr) return;
      auto* earlier = node->inputs[0]->get<CreateNode>();
      if (earlier == nullptr) return;
      if (std::any_of(later->paths.begin(), later->paths.end(),
                      [](const BoundPath& path) { return asks_the_graph(path); }))
        return;
      // The earlier node takes the later paths, so a long chain is walked once.
      earlier->paths.insert(earlier->paths.end(), std::make_move_iterator(later->paths.begin()),
                            std::make_move_iterator(later->paths.end()));
      PlanNodePtr input = std::move(node->inputs[0]);
      node = std::move(input);
    });
  }
};

}  // namespace

std::unique_ptr<OptimizerRule> make_create_fusion_rule() {
  return std::make_unique<CreateFusionRule>();
}

}  // namespace muster::query
