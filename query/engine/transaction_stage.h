// One CALL { … } IN TRANSACTIONS of a running statement.
#pragma once

#include <memory>

#include "query/engine/query_engine.h"
#include "query/physical/lower.h"

namespace muster::query {

inline constexpr std::size_t kTransactionRows = 1000;  // Without OF n ROWS.

// Makes the rows of the stage on the graph as `context.writes` stands on it, runs the body for
// them, a transaction for each batch, and gives the rows that come of it (none where `keep_rows` is
// false). `context.argument` are the rows of the stage before, if any. Afterwards `current` is the
// batch to go on with. Errors: of the rows; of the body with ON ERROR FAIL, batches committed
// before staying committed;
//         of the commit; whatever ends the statement as a whole (time, memory, cancellation).
Result<Batch> run_transaction_stage(const LoweredStage& stage, const ExecutionContext& context,
                                    TransactionControl& control, WriteBatch*& current,
                                    bool keep_rows);

}  // namespace muster::query
