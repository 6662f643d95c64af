// SHORTEST, ANY and their kin over patterns of several parts: all paths first, then for each two
// ends those that the selector keeps.
#include <algorithm>
#include <map>

#include "query/functions/bounded_sort.h"
#include "query/physical/operators.h"

namespace muster::query {
namespace {

struct Candidate {
  std::size_t batch;
  std::size_t row;
  std::size_t length;
};

class SelectPathsOperator final : public SourceOperator {
 public:
  SelectPathsOperator(const SelectPathsNode& node, Pipeline input)
      : node_(node), count_(compile_optional(node.count)), input_(std::move(input)) {}

  Result<std::unique_ptr<OpenSource>> open(ExecutionContext& context) const override {
    std::size_t count = 1;
    if (count_) {
      MUSTER_TRY(count, evaluate_count(*count_, context, "SHORTEST"));
    }
    MUSTER_TRY(std::vector<Batch> batches, collect_rows(context, input_));
    std::map<std::pair<NodeId, NodeId>, std::vector<Candidate>> by_ends;
    for (std::size_t b = 0; b < batches.size(); ++b) {
      MUSTER_CHECK(context.budget.check());
      for (std::size_t row = 0; row < batches[b].rows; ++row) {
        const Value& first = batches[b].column(node_.first)[row];
        const Value& last = batches[b].column(node_.last)[row];
        by_ends[{first.as_node(), last.as_node()}].push_back({b, row, length(batches[b], row)});
      }
    }
    std::vector<std::vector<char>> keep;
    for (const Batch& batch : batches) keep.emplace_back(batch.rows, 0);
    for (auto& [_, candidates] : by_ends) MUSTER_CHECK(choose(context, candidates, count, keep));
    for (std::size_t b = 0; b < batches.size(); ++b) keep_rows(batches[b], keep[b]);
    std::erase_if(batches, [](const Batch& batch) { return batch.rows == 0; });
    return make_batches_source(std::move(batches));
  }

 private:
  std::size_t length(const Batch& batch, std::size_t row) const {
    std::size_t hops = 0;
    for (const SlotId slot : node_.edges) {
      const Value& value = batch.column(slot)[row];
      hops += value.is_list() ? value.as_list().size() : 1;
    }
    return hops;
  }

  Result<void> choose(const ExecutionContext& context, std::vector<Candidate>& candidates,
                      std::size_t count, std::vector<std::vector<char>>& keep) const {
    MUSTER_CHECK(bounded_stable_sort(
        candidates, [](const Candidate& a, const Candidate& b) { return a.length < b.length; },
        context.budget));
    const bool by_length = node_.selector == ast::PathSelector::kAllShortest ||
                           node_.selector == ast::PathSelector::kShortestGroups;
    std::size_t chosen = 0;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      const bool longer = i == 0 || candidates[i].length != candidates[i - 1].length;
      if (!by_length || longer) ++chosen;
      if (chosen > count) return ok();
      keep[candidates[i].batch][candidates[i].row] = 1;
    }
    return ok();
  }

  SelectPathsNode node_;
  EvaluatorPtr count_;
  Pipeline input_;
};

}  // namespace

SourcePtr make_select_paths_operator(const SelectPathsNode& node, Pipeline input) {
  return std::make_unique<SelectPathsOperator>(node, std::move(input));
}

}  // namespace muster::query
