// A writing statement's transactions on a store: one, or with CALL { … } IN TRANSACTIONS one after
// the other.
#pragma once

#include <memory>
#include <utility>

#include "core/graph/graph_store.h"
#include "query/engine/query_engine.h"

namespace muster::query {

// Threads: one at a time. What is not committed when it ends is dropped.
class StoreTransactions final : public TransactionControl {
 public:
  explicit StoreTransactions(GraphStore& store) : store_(store) {}

  // The first batch. Errors: as of GraphStore::begin_write.
  Result<WriteBatch*> begin() {
    MUSTER_TRY(open_, store_.begin_write());
    return &open_->batch();
  }
  // The last commit. REQUIRES: begun.
  Result<CommitInfo> finish() { return std::exchange(open_, nullptr)->commit(); }

  Result<WriteBatch*> commit() override {
    MUSTER_TRY([[maybe_unused]] const CommitInfo committed, finish());
    return begin();
  }
  Result<WriteBatch*> roll_back() override {
    open_.reset();  // The lock is free before it is taken again.
    return begin();
  }
  const RecordReader& committed() const override { return store_; }

 private:
  GraphStore& store_;
  std::unique_ptr<WriteTransaction> open_;
};

}  // namespace muster::query
