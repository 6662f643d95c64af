// What is asked of every edge of a walk before it is taken: properties and conditions.
//
// The law: an answer depends on the edge and on the row, never on the way to the edge; so a search
// may ask once, in any order.
#pragma once

#include <string>
#include <vector>

#include "query/logical/plan_node.h"
#include "query/physical/evaluator.h"

namespace muster::query {

// Threads: safe.
class HopTests {
 public:
  HopTests(const std::vector<BoundProperty>& properties,
           const std::vector<HopCondition>& conditions);

  bool empty() const { return properties_.empty() && conditions_.empty(); }

  // The tests for the rows of one batch. Lives no longer than what it was made of.
  class OfBatch {
   public:
    // Errors: of the expressions of the first row that fails.
    static Result<OfBatch> make(const HopTests& tests, const ExecutionContext& context,
                                const Batch& batch);
    bool empty() const { return tests_->empty(); }
    // Whether `edge` may be walked for the row `row`. Errors: of the conditions.
    Result<bool> accept(std::size_t row, EdgeId edge);

   private:
    OfBatch(const HopTests& tests, const ExecutionContext& context, const Batch& batch);

    const HopTests* tests_;
    Frame frame_;
    std::vector<Column> wanted_;  // By property.
  };

 private:
  struct PropertyTest {
    std::string key;
    EvaluatorPtr wanted;
  };
  struct Condition {
    SlotId hop;
    EvaluatorPtr holds;
    SourcePosition position;
  };
  std::vector<PropertyTest> properties_;
  std::vector<Condition> conditions_;
};

}  // namespace muster::query
