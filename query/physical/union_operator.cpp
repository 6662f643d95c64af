#include "query/physical/operators.h"

namespace muster::query {
namespace {

class UnionOperator final : public SourceOperator {
 public:
  UnionOperator(UnionNode node, std::vector<Pipeline> inputs)
      : node_(std::move(node)), inputs_(std::move(inputs)) {}
  Result<std::unique_ptr<OpenSource>> open(ExecutionContext& context) const override {
    std::vector<Batch> all;
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      MUSTER_TRY(std::vector<Batch> batches, collect_rows(context, inputs_[i]));
      for (Batch& batch : batches) {
        Batch renamed(context.slots);
        renamed.rows = batch.rows;
        // Copied, not moved: one slot may feed two columns.
        for (std::size_t c = 0; c < node_.output.size(); ++c)
          renamed.column(node_.output[c]) = batch.column(node_.slots[i][c]);
        all.push_back(std::move(renamed));
      }
    }
    return make_batches_source(std::move(all));
  }

 private:
  UnionNode node_;
  std::vector<Pipeline> inputs_;
};

}  // namespace

SourcePtr make_union_operator(const UnionNode& node, std::vector<Pipeline> inputs) {
  return std::make_unique<UnionOperator>(node, std::move(inputs));
}

}  // namespace muster::query
