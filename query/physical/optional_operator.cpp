// OPTIONAL MATCH. Every argument row carries its number; streams keep the order of rows, so a
// number that does not come out of the inner plan is a row without a match.
#include <algorithm>

#include "query/physical/operators.h"

namespace muster::query {
namespace {

class OptionalSink final : public BatchSink {
 public:
  OptionalSink(const Batch& argument, const OptionalNode& node, RowWriter& writer,
               const SlotList& carried)
      : argument_(argument), node_(node), writer_(writer), carried_(carried) {}

  Result<Flow> push(Batch batch) override {
    for (std::size_t row = 0; row < batch.rows; ++row) {
      const auto ordinal = static_cast<std::size_t>(batch.column(node_.ordinal)[row].as_integer());
      MUSTER_TRY(const Flow padded, pad_to(ordinal));
      if (padded == Flow::kStop) return padded;
      next_ = ordinal + 1;
      for (const SlotId slot : carried_) writer_.put(slot, batch.column(slot)[row]);
      MUSTER_TRY(const Flow flow, writer_.finish_row(argument_, ordinal));
      if (flow == Flow::kStop) return flow;
    }
    return Flow::kMore;
  }

  // Rows before `ordinal` that had no match.
  Result<Flow> pad_to(std::size_t ordinal) {
    for (; next_ < ordinal; ++next_) {
      for (const SlotId slot : carried_) writer_.put(slot, Value());
      MUSTER_TRY(const Flow flow, writer_.finish_row(argument_, next_));
      if (flow == Flow::kStop) return flow;
    }
    return Flow::kMore;
  }

 private:
  const Batch& argument_;
  const OptionalNode& node_;
  RowWriter& writer_;
  const SlotList& carried_;  // Of the inner plan's own slots.
  std::size_t next_ = 0;
};

class OptionalOperator final : public StreamOperator {
 public:
  OptionalOperator(const OptionalNode& node, std::vector<StreamPtr> inner, const SlotList& carried)
      : inner_(std::move(inner)) {
    node_.slots = node.slots;
    node_.ordinal = node.ordinal;
    for (const SlotId slot : carried) {
      const bool own = std::find(node.slots.begin(), node.slots.end(), slot) != node.slots.end();
      (own ? inner_carried_ : outer_carried_).push_back(slot);
    }
  }

  Result<Flow> process(const ExecutionContext& context, Batch input,
                       BatchSink& next) const override {
    Batch argument = input;
    Column& ordinals = argument.column(node_.ordinal);
    for (std::size_t row = 0; row < input.rows; ++row)
      ordinals.push_back(static_cast<std::int64_t>(row));
    RowWriter writer(context, outer_carried_, next);
    OptionalSink sink(input, node_, writer, inner_carried_);
    MUSTER_TRY(Flow flow, run_streams(context, inner_, std::move(argument), sink));
    if (flow == Flow::kStop) return flow;
    MUSTER_TRY(flow, sink.pad_to(input.rows));
    return flow == Flow::kStop ? Result<Flow>(flow) : writer.flush();
  }

 private:
  OptionalNode node_;
  std::vector<StreamPtr> inner_;
  SlotList inner_carried_;
  SlotList outer_carried_;
};

}  // namespace

StreamPtr make_optional_operator(const OptionalNode& node, std::vector<StreamPtr> inner,
                                 const SlotList& carried) {
  return std::make_unique<OptionalOperator>(node, std::move(inner), carried);
}

}  // namespace muster::query
