#include "tests/differential/shrink.h"

#include "tests/differential/smaller_query.h"

namespace muster::differential {
namespace {

constexpr std::size_t kRunsMax = 3000;

std::vector<RandomGraph> smaller_graphs(const RandomGraph& graph) {
  std::vector<RandomGraph> graphs;
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    RandomGraph fewer = graph;
    fewer.nodes.erase(fewer.nodes.begin() + static_cast<std::ptrdiff_t>(i));
    std::erase_if(fewer.edges,
                  [&](const RandomGraph::Edge& edge) { return edge.from == i || edge.to == i; });
    for (RandomGraph::Edge& edge : fewer.edges) {
      if (edge.from > i) --edge.from;
      if (edge.to > i) --edge.to;
    }
    graphs.push_back(std::move(fewer));
  }
  for (std::size_t i = 0; i < graph.edges.size(); ++i) {
    graphs.push_back(graph);
    graphs.back().edges.erase(graphs.back().edges.begin() + static_cast<std::ptrdiff_t>(i));
  }
  for (std::size_t i = 0; i < graph.schema.size(); ++i) {
    graphs.push_back(graph);
    graphs.back().schema.erase(graphs.back().schema.begin() + static_cast<std::ptrdiff_t>(i));
  }
  return graphs;
}

// The query first: a smaller query makes every further run cheaper.
std::vector<Case> smaller_cases(const Case& one) {
  std::vector<Case> cases;
  for (std::string& query : smaller_queries(one.query))
    cases.push_back({one.graph, std::move(query)});
  for (RandomGraph& graph : smaller_graphs(one.graph))
    cases.push_back({std::move(graph), one.query});
  return cases;
}

}  // namespace

Case shrunk(const Case& one) {
  Case smallest = one;
  std::size_t runs = 0;
  for (bool smaller = true; smaller && runs < kRunsMax;) {
    smaller = false;
    for (Case& next : smaller_cases(smallest)) {
      if (++runs > kRunsMax) break;
      if (run_case(next).kind != Outcome::Kind::kDisagreed) continue;
      smallest = std::move(next);
      smaller = true;
      break;
    }
  }
  return smallest;
}

}  // namespace muster::differential
