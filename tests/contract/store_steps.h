// The steps that tests of stores are written in: commit, put, scan.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/graph/graph_store.h"
#include "tests/support/graph_literal.h"
#include "tests/support/matchers.h"

namespace muster::testing {

inline constexpr std::uint64_t kCommitCopyMax = std::uint64_t{64} * 1024;

// Short enough that a test of a held lock is quick; nothing is decided by how long it is.
inline constexpr WriteOptions kShortWait{.lock_wait_ms = std::chrono::milliseconds(1)};

// Begins, lets `change` work on the batch, commits.
template <typename Change>
Result<CommitInfo> commit(GraphStore& store, Change&& change) {
  MUSTER_TRY(const std::unique_ptr<WriteTransaction> transaction, store.begin_write());
  change(transaction->batch());
  return transaction->commit();
}

// Commits a graph literal; the names it gave.
inline LiteralNames commit_literal(GraphStore& store, std::string_view text,
                                   LiteralNames names = {}) {
  EXPECT_THAT(commit(store, [&](WriteBatch& batch) { write_literal(batch.graph(), text, names); }),
              IsOk());
  return names;
}

using Records = std::vector<std::pair<std::string, std::string>>;

inline Records scan(const RecordReader& reader, std::string_view prefix,
                    std::size_t records_max = SIZE_MAX) {
  Records found;
  EXPECT_THAT(reader.scan_records(Keyspace::kTestRecords, prefix,
                                  [&](std::string_view key, std::string_view bytes) {
                                    found.emplace_back(key, bytes);
                                    return found.size() < records_max;
                                  }),
              IsOk());
  return found;
}

inline Result<CommitInfo> put(GraphStore& store, const Records& records) {
  return commit(store, [&](WriteBatch& batch) {
    for (const auto& [key, bytes] : records) batch.put_record(Keyspace::kTestRecords, key, bytes);
  });
}

// A stage that does what the test gives it.
class LambdaStage final : public CommitStage {
 public:
  using Body = std::function<Result<void>(WriteBatch&)>;
  explicit LambdaStage(Body body) : body_(std::move(body)) {}
  std::string_view name() const override { return "test"; }
  Result<void> run(WriteBatch& batch) const override { return body_(batch); }

 private:
  Body body_;
};

}  // namespace muster::testing
