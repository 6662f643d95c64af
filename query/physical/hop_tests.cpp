#include "query/physical/hop_tests.h"

#include "query/functions/element_access.h"
#include "query/functions/operators.h"

namespace muster::query {

HopTests::HopTests(const std::vector<BoundProperty>& properties,
                   const std::vector<HopCondition>& conditions) {
  for (const BoundProperty& property : properties)
    properties_.push_back({property.key, compile_expression(*property.value)});
  for (const HopCondition& condition : conditions)
    conditions_.push_back({condition.hop, compile_expression(*condition.condition, {condition.hop}),
                           condition.condition->position});
}

HopTests::OfBatch::OfBatch(const HopTests& tests, const ExecutionContext& context,
                           const Batch& batch)
    : tests_(&tests), frame_(context) {
  frame_.batch = &batch;
}

Result<HopTests::OfBatch> HopTests::OfBatch::make(const HopTests& tests,
                                                  const ExecutionContext& context,
                                                  const Batch& batch) {
  OfBatch made(tests, context, batch);
  for (const PropertyTest& property : tests.properties_) {
    MUSTER_TRY(Column column, evaluate_column(*property.wanted, context, batch));
    made.wanted_.push_back(std::move(column));
  }
  return made;
}

Result<bool> HopTests::OfBatch::accept(std::size_t row, EdgeId edge) {
  for (std::size_t i = 0; i < tests_->properties_.size(); ++i) {
    MUSTER_TRY(const Value stored,
               property_of(frame_.context.graph, Value(edge), tests_->properties_[i].key));
    if (cypher_equals(stored, wanted_[i][row]) != true) return false;
  }
  frame_.row = row;
  for (const Condition& condition : tests_->conditions_) {
    frame_.local(condition.hop) = Value(edge);
    const Value value = condition.holds->evaluate(frame_);
    if (frame_.failed()) return frame_.take_error();
    auto truth = truth_of(value);
    if (!truth) {
      Error error = std::move(truth).error();
      if (!error.position) error.position = condition.position;
      return error;
    }
    if (*truth != true) return false;
  }
  return true;
}

}  // namespace muster::query
