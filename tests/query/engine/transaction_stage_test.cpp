// CALL { … } IN TRANSACTIONS and the memory budget.
#include "query/engine/transaction_stage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/graph/memory_store.h"
#include "query/engine/query_engine.h"
#include "query/engine/store_transactions.h"
#include "tests/support/matchers.h"

namespace muster::query {
namespace {

Result<QueryResult> run_in_transactions(std::string_view text, std::size_t memory_bytes) {
  const auto store = make_memory_store();
  StoreTransactions transactions(*store);
  MUSTER_TRY(WriteBatch* const batch, transactions.begin());
  const QueryEngine engine;
  WorkBudget budget({.memory_bytes = memory_bytes});
  QueryOptions options;
  options.transactions = &transactions;
  return engine.write(text, {}, *batch, budget, options);
}

constexpr std::size_t kMegabyte = 1 << 20;

TEST(TransactionStage, RowsThatAreReadLaterAreChargedToTheBudget) {
  EXPECT_THAT(run_in_transactions("UNWIND range(1, 50000) AS x "
                                  "CALL { WITH x RETURN 'row ' + toString(x) AS t } "
                                  "IN TRANSACTIONS OF 100 ROWS RETURN max(t)",
                                  kMegabyte),
              testing::IsError(ErrorCode::kResourceExhausted));
}

TEST(TransactionStage, RowsOfOneTransactionAreChargedWhileItRuns) {
  EXPECT_THAT(run_in_transactions(
                  "UNWIND [1] AS x "
                  "CALL { WITH x UNWIND range(1, 400) AS a UNWIND range(1, 400) AS y RETURN y } "
                  "IN TRANSACTIONS RETURN count(y)",
                  kMegabyte),
              testing::IsError(ErrorCode::kResourceExhausted));
}

TEST(TransactionStage, RowsThatWaitForTheirTransactionAreChargedToTheBudget) {
  EXPECT_THAT(run_in_transactions("UNWIND range(1, 400) AS a UNWIND range(1, 400) AS x "
                                  "CALL { WITH x RETURN 1 AS y } "
                                  "IN TRANSACTIONS OF 160000 ROWS RETURN count(y)",
                                  kMegabyte),
              testing::IsError(ErrorCode::kResourceExhausted));
}

TEST(TransactionStage, RowsThatNobodyReadsAreGivenBackWithTheirTransaction) {
  EXPECT_THAT(run_in_transactions("UNWIND range(1, 200) AS a UNWIND range(1, 200) AS b "
                                  "CALL (a, b) { CREATE (:N) } IN TRANSACTIONS OF 1000 ROWS",
                                  kMegabyte / 2),
              testing::IsOk());
}

}  // namespace
}  // namespace muster::query
