#include "query/logical/match_order.h"

#include <algorithm>
#include <numeric>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace muster::query {
namespace {

OrderedNode found_by_scan(double nodes) {
  OrderedNode node{.labelled = nodes};
  node.accesses.push_back({.looked_at = nodes, .found = nodes});
  return node;
}

OrderedNode bound_node() { return {.bound = true, .labelled = 1}; }

OrderedEdge walk(std::size_t left, std::size_t right, double from_left, double from_right) {
  OrderedEdge edge{.left = left, .right = right};
  edge.from_left = {.walked = from_left, .kept = from_left};
  edge.from_right = {.walked = from_right, .kept = from_right};
  return edge;
}

// "scan 0; 0->1" and the like.
std::string text_of(const std::vector<OrderedStep>& steps, const std::vector<OrderedEdge>& edges) {
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : "; ") + part; };
  for (const OrderedStep& step : steps) {
    if (step.scanned) add("scan " + std::to_string(*step.scanned));
    if (step.scanned_then) add("scan " + std::to_string(*step.scanned_then));
    if (!step.edge) continue;
    const OrderedEdge& edge = edges[*step.edge];
    add(std::to_string(step.reversed ? edge.right : edge.left) + "->" +
        std::to_string(step.reversed ? edge.left : edge.right));
  }
  return text;
}

std::string order(const std::vector<OrderedNode>& nodes, const std::vector<OrderedEdge>& edges) {
  const auto steps = cheapest_order(nodes, edges);
  return steps ? text_of(*steps, edges) : "none";
}

TEST(MatchOrder, BeginsWhereFewNodesAre) {
  EXPECT_EQ(order({found_by_scan(1000), found_by_scan(10)}, {walk(0, 1, 1, 100)}), "scan 1; 1->0");
}

TEST(MatchOrder, BeginsWithMoreNodesWhereTheirDegreeIsSmaller) {
  // Ten roles that everybody has, against a hundred users with two roles each.
  EXPECT_EQ(order({found_by_scan(100), found_by_scan(10)}, {walk(0, 1, 2, 5000)}), "scan 0; 0->1");
}

TEST(MatchOrder, BeginsAtWhatIsBound) {
  EXPECT_EQ(order({found_by_scan(10), bound_node()}, {walk(0, 1, 1, 3)}), "1->0");
}

TEST(MatchOrder, WalksFirstWhereRowsGetFewer) {
  EXPECT_EQ(order({bound_node(), found_by_scan(1000), found_by_scan(1000)},
                  {walk(0, 1, 500, 1), walk(0, 2, 0.5, 1)}),
            "0->2; 0->1");
}

TEST(MatchOrder, FindsTheOtherEndByItselfWhereTheWayThereIsFromItALotShorter) {
  EXPECT_EQ(order({found_by_scan(1), found_by_scan(1)}, {walk(0, 1, 100'000, 2)}), "scan 1; 1->0");
  EXPECT_EQ(order({bound_node(), found_by_scan(1)}, {walk(0, 1, 100'000, 2)}), "scan 1; 1->0");
}

TEST(MatchOrder, UsesAnAccessOnlyOnceWhatItReadsIsThere) {
  std::vector<OrderedNode> nodes = {found_by_scan(10), found_by_scan(1000)};
  nodes[1].accesses.push_back({.looked_at = 1, .found = 1, .nodes = {0}, .edges = {}});
  EXPECT_EQ(order(nodes, {}), "scan 0; scan 1");
  std::swap(nodes[0], nodes[1]);
  nodes[0].accesses[1].nodes = {1};
  EXPECT_EQ(order(nodes, {}), "scan 1; scan 0");
}

TEST(MatchOrder, WalksAGroupFromItsLeftEndAlone) {
  OrderedEdge group = walk(0, 1, 20, 20);
  group.only_from_left = true;
  EXPECT_EQ(order({found_by_scan(1000), bound_node()}, {group}), "scan 0; 0->1");
}

TEST(MatchOrder, BindsBothEndsOfASearchFirst) {
  OrderedEdge search = walk(0, 1, 1'000'000, 1'000'000);
  search.from_left.kept = search.from_right.kept = 10;
  search.searched = true;
  EXPECT_EQ(order({found_by_scan(10), found_by_scan(10)}, {search}), "scan 0; scan 1; 0->1");
}

TEST(MatchOrder, LetsAnEdgeWaitForWhatItReads) {
  const std::vector<OrderedNode> nodes = {bound_node(), found_by_scan(10), bound_node(),
                                          found_by_scan(10)};
  std::vector<OrderedEdge> edges = {walk(0, 1, 1, 1), walk(2, 3, 50, 50)};
  edges[0].after_edges = {1};
  EXPECT_EQ(order(nodes, edges), "2->3; 0->1");
  edges[1].after_edges = {0};
  EXPECT_EQ(order(nodes, edges), "none");
}

TEST(MatchOrder, FindsANodeByItselfThatAnEdgeToItWaitsFor) {
  std::vector<OrderedNode> nodes = {bound_node(), found_by_scan(10)};
  nodes[1].awaited = true;
  std::vector<OrderedEdge> edges = {walk(0, 1, 1, 1)};
  edges[0].after_nodes = {1};
  EXPECT_EQ(order(nodes, edges), "scan 1; 0->1");
}

TEST(MatchOrder, KeepsTheOrderOfTheTextWhereAllIsTheSame) {
  EXPECT_EQ(order({found_by_scan(5), found_by_scan(5), found_by_scan(5)},
                  {walk(0, 1, 1, 1), walk(1, 2, 1, 1)}),
            "scan 0; 0->1; 1->2");
}

// A chain of `length` edges, the cheapest start in the middle of it.
std::vector<OrderedNode> chain_nodes(std::size_t length) {
  std::vector<OrderedNode> nodes(length + 1, found_by_scan(1000));
  nodes[length / 2] = found_by_scan(1);
  return nodes;
}
std::vector<OrderedEdge> chain_edges(std::size_t length) {
  std::vector<OrderedEdge> edges;
  for (std::size_t i = 0; i < length; ++i) edges.push_back(walk(i, i + 1, 2, 2));
  return edges;
}

TEST(MatchOrder, ReadsEveryPartOnceAlsoBeyondTheExactSearch) {
  for (const std::size_t length : {kExactPartsMax, kExactPartsMax + 1, std::size_t{40}}) {
    const auto steps = cheapest_order(chain_nodes(length), chain_edges(length));
    std::vector<std::size_t> edges;
    ASSERT_TRUE(steps);
    for (const OrderedStep& step : *steps) edges.push_back(*step.edge);
    std::sort(edges.begin(), edges.end());
    std::vector<std::size_t> all(length);
    std::iota(all.begin(), all.end(), 0U);
    EXPECT_EQ(edges, all);
    EXPECT_EQ((*steps)[0].scanned, length / 2);
    EXPECT_TRUE(std::none_of(steps->begin() + 1, steps->end(),
                             [](const OrderedStep& step) { return step.scanned.has_value(); }));
  }
}

TEST(MatchOrder, EndsForEstimatesBeyondAllNumbers) {
  std::vector<OrderedEdge> edges = chain_edges(kExactPartsMax);
  for (OrderedEdge& edge : edges) edge.from_left = edge.from_right = {1e300, 1e300};
  EXPECT_EQ(cheapest_order(chain_nodes(kExactPartsMax), edges)->size(), kExactPartsMax);
}

}  // namespace
}  // namespace muster::query
