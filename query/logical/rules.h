// The optimizer's rules, one file each. Only optimizer.cpp and the rules' tests use this.
#pragma once

#include <memory>

#include "query/logical/optimizer.h"

namespace muster::query {

// Moves each condition down to the first place where all it reads is bound.
std::unique_ptr<OptimizerRule> make_predicate_pushdown_rule();
// Filter(id(n) = e){Scan(n)} becomes Seek.
std::unique_ptr<OptimizerRule> make_id_seek_rule();
// Filter(n:L, n.key = e){Scan(n)} becomes IndexSeek, where an index is on the key.
std::unique_ptr<OptimizerRule> make_index_seek_rule();
// Filter(n:L){Scan(n)} becomes Scan(n:L).
std::unique_ptr<OptimizerRule> make_label_into_scan_rule();
// Filter(n:A OR n:B){Scan(n)} becomes Scan(n:A|B).
std::unique_ptr<OptimizerRule> make_label_union_rule();
// Filter(m:L){Expand(n-->m)} becomes Expand(n-->m:L).
std::unique_ptr<OptimizerRule> make_label_into_expand_rule();
// Aggregate(count(*)){Scan(n:L)} becomes KeptCount((:L)); likewise of relationships.
std::unique_ptr<OptimizerRule> make_kept_count_rule();
// Limit{Sort} keeps only the rows that can be among the first.
std::unique_ptr<OptimizerRule> make_top_n_rule();
// Filter(EXISTS { … }) becomes SemiApply.
std::unique_ptr<OptimizerRule> make_semi_apply_rule();
// Expands of variable length look for ends alone where nobody asks for the ways.
std::unique_ptr<OptimizerRule> make_endpoint_expand_rule();
// Create{Create} becomes one Create.
std::unique_ptr<OptimizerRule> make_create_fusion_rule();

// Calls `visit` for every node of the tree, inputs first; it may replace the node it is given.
template <typename Visit>
void for_each_node(PlanNodePtr& node, const Visit& visit) {
  if (PlanNodePtr* inner = node->inner()) for_each_node(*inner, visit);
  for (PlanNodePtr& input : node->inputs) for_each_node(input, visit);
  visit(node);
}

// Removes the terms of the filter `node` for which `take` is true; a filter that has none left is
// replaced by its input. REQUIRES: `node` is a FilterNode.
template <typename Take>
void take_terms(PlanNodePtr& node, const Take& take) {
  auto& predicates = node->get<FilterNode>()->predicates;
  std::erase_if(predicates, take);
  if (predicates.empty()) {
    PlanNodePtr input = std::move(node->inputs[0]);
    node = std::move(input);
  }
}

}  // namespace muster::query
