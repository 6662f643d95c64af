// A query, as a use case: limits, the snapshot or the transaction, the engine, the encoder.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "api/service/deployment.h"
#include "api/service/query_registry.h"
#include "api/service/row_encoder.h"
#include "core/base/execution.h"

namespace muster::api {

struct QueryRequest {
  std::string text;
  ValueMap parameters;
  std::chrono::milliseconds time_ms{60'000};
  std::size_t memory_bytes = 1ULL << 30;
  std::size_t rows_max = 1'000'000;  // The answer is cut beyond, and says so.
  bool read_only = false;            // A query that writes is refused.
  Asker asker = {};                  // Shown by SHOW TRANSACTIONS.
};

// Whether the statement would change the graph; false where it does not compile (running it says
// why).
// Cost: of planning it, within the limits of the request.
bool statement_writes(const QueryRequest& request);

// Reads typical statements, so that the first user does not pay for the parser's tables. For a
// server; a program that runs one statement has nothing to win.
// Cost: some 50 ms on one thread. Threads: safe beside everything else.
void warm_queries();

// Runs one statement and writes its rows and what it changed through `encoder`. A writing statement
// is one transaction: committed if it succeeds, else without effect.
// Errors: as QueryEngine; then `encoder` may have been started, and finish() was not called.
Result<void> run_query(const Deployment& deployment, const QueryRequest& request,
                       RowEncoder& encoder);
// The same under a budget that the caller holds, to cancel it from another thread.
Result<void> run_query(const Deployment& deployment, const QueryRequest& request,
                       WorkBudget& budget, RowEncoder& encoder);
WorkLimits limits_of(const QueryRequest& request);

}  // namespace muster::api
