#include "tests/differential/random_graph.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace muster::differential {
namespace {

constexpr std::size_t kNodesMax = 7;
constexpr std::size_t kEdgesMax = 11;

const std::vector<std::string> kTexts{"'a'", "'ab'", "'b'", "''"};
const std::vector<std::string> kAnything{"1", "2", "2.0", "1.5", "'a'", "true", "[1, 2]", "-1"};
const std::vector<std::string> kSchema{"CREATE INDEX FOR (n:A) ON (n.n)",
                                       "CREATE INDEX FOR (n:B) ON (n.x)",
                                       "CREATE INDEX FOR (n:C) ON (n.s)",
                                       "CREATE INDEX FOR (n:A) ON (n.n, n.s)",
                                       "CREATE INDEX FOR (n:B) ON (n.n)",
                                       "CREATE INDEX FOR (n:A) ON (n.x)",
                                       "CREATE TEXT INDEX FOR (n:B) ON (n.s)",
                                       "CREATE INDEX FOR ()-[r:T]-() ON (r.w)",
                                       "CREATE CONSTRAINT FOR (n:A) REQUIRE n.k IS UNIQUE",
                                       "CREATE CONSTRAINT FOR (n:B) REQUIRE n.k IS UNIQUE"};

std::string node_text(generate::Random& random, std::size_t number) {
  std::string text;
  for (const std::string& label : kLabels) {
    if (random.one_in(2)) text += ":" + label;
  }
  std::vector<std::string> properties{fmt::format("k: {}", number)};
  if (!random.one_in(5)) properties.push_back(fmt::format("n: {}", random.below(4)));
  if (random.one_in(2)) properties.push_back(fmt::format("f: {}.5", random.below(3)));
  if (!random.one_in(3)) properties.push_back("s: " + random.pick(kTexts));
  if (random.one_in(2)) properties.push_back(random.one_in(2) ? "b: true" : "b: false");
  if (!random.one_in(3)) properties.push_back("x: " + random.pick(kAnything));
  if (random.one_in(3))
    properties.push_back(fmt::format("l: [{}, {}]", random.below(3), random.below(3)));
  return fmt::format("{} {{{}}}", text, fmt::join(properties, ", "));
}

std::string edge_text(generate::Random& random) {
  std::string text = ":" + random.pick(kTypes);
  if (!random.one_in(3)) text += fmt::format(" {{w: {}}}", random.below(3));
  return text;
}

}  // namespace

std::vector<std::string> RandomGraph::statements() const {
  std::vector<std::string> all = schema;
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < nodes.size(); ++i)
    parts.push_back(fmt::format("(n{}{})", i, nodes[i].text));
  for (const Edge& edge : edges)
    parts.push_back(fmt::format("(n{})-[{}]->(n{})", edge.from, edge.text, edge.to));
  if (!parts.empty()) all.push_back(fmt::format("CREATE {}", fmt::join(parts, ", ")));
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    // `k` names the node also in a graph from which others were taken away.
    if (nodes[i].removed)
      all.push_back(fmt::format("MATCH (n{}) DETACH DELETE n",
                                nodes[i].text.substr(nodes[i].text.find(" {"))));
  }
  return all;
}

RandomGraph random_graph(generate::Random& random) {
  RandomGraph graph;
  const std::size_t nodes = random.one_in(40) ? 0 : 1 + random.below(kNodesMax);
  for (std::size_t i = 0; i < nodes; ++i)
    graph.nodes.push_back({.text = node_text(random, i), .removed = random.one_in(12)});
  // Few beside the nodes: the number of ways grows with every loop.
  const std::size_t edges = nodes == 0 ? 0 : random.below(std::min(kEdgesMax, 2 * nodes + 2) + 1);
  for (std::size_t i = 0; i < edges; ++i)
    graph.edges.push_back(
        {.from = random.below(nodes), .to = random.below(nodes), .text = edge_text(random)});
  for (const std::string& statement : kSchema) {
    if (random.one_in(2)) graph.schema.push_back(statement);
  }
  return graph;
}

}  // namespace muster::differential
