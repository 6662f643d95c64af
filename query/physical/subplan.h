// Running a subplan for one outer row: EXISTS and its kin, CALL { … }, FOREACH.
//
// The law: a subplan is a pipeline whose source is its argument. It holds nothing once it has
// ended, so a million outer rows cost no more memory than one.
#pragma once

#include <span>

#include "query/physical/operator.h"
#include "query/physical/operators.h"

namespace muster::query {

// A batch of the one row of `batch`, with the columns of `slots` that it has.
Batch row_argument(const Batch& batch, std::size_t row, std::span<const SlotId> slots);

// Pushes the rows that `subplan` gives for `argument` into `sink`, in order.
// REQUIRES: a subplan that writes is given the context of the statement, on its one thread.
// Errors: those of the subplan.
Result<Flow> run_subplan(const ExecutionContext& context, const Pipeline& subplan,
                         const Batch& argument, BatchSink& sink);

// Whether the subplan gives a row. Stops at the first.
Result<bool> gives_a_row(const ExecutionContext& context, const Pipeline& subplan,
                         const Batch& argument);

}  // namespace muster::query
