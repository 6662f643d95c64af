// The seams between the graph and what keeps it: GraphStore (snapshots and commits), StoreAdmin
// (care), CommitStage (work that lands in the commit that causes it). MemoryStore (memory_store.h)
// and storage::RocksStore implement them; one contract suite runs for both.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/graph/graph_snapshot.h"
#include "core/graph/write_batch.h"

namespace muster {

struct CommitInfo {
  std::uint64_t sequence = 0;      // Counts every commit, from 1.
  std::uint64_t version = 0;       // The graph version after it.
  std::uint64_t bytes_copied = 0;  // Of chunks; the bound of the contract is on this.
};

// Runs inside the commit, after the writer's changes and before they become durable; what it
// changes lands with them. A stage that fails fails the commit. Threads: called by one committer at
// a time.
class CommitStage {
 public:
  virtual ~CommitStage() = default;
  virtual std::string_view name() const = 0;
  virtual Result<void> run(WriteBatch& batch) const = 0;
};

struct WriteOptions {
  std::chrono::milliseconds lock_wait_ms{5000};  // How long to wait for the other writer.
};

// The writer lock with a batch on the newest state. Destroying it without commit() rolls back.
class WriteTransaction {
 public:
  virtual ~WriteTransaction() = default;
  virtual WriteBatch& batch() = 0;
  // Runs the stages, makes the batch durable, publishes the snapshot, releases the lock. An empty
  // batch commits nothing and succeeds. Errors: whatever a stage says; kIo, kResourceExhausted
  // (disk full): nothing was committed. The transaction is over either way.
  virtual Result<CommitInfo> commit() = 0;
};

class GraphStore : public RecordReader {
 public:
  // The newest published state. Cost: a copy of a shared pointer. Never waits for a writer's work.
  virtual std::shared_ptr<const GraphSnapshot> snapshot() const = 0;

  // Waits for the writer lock. Errors: kBusy: another writer held it all that time (retry);
  // kFailedPrecondition: read-only.
  virtual Result<std::unique_ptr<WriteTransaction>> begin_write(
      const WriteOptions& options = {}) = 0;

  // Stages run in the order they were added. REQUIRES: called before the first write.
  virtual void add_commit_stage(std::unique_ptr<CommitStage> stage) = 0;

  // Sequence of the newest commit, records included.
  virtual std::uint64_t sequence() const = 0;
};

struct StoreStatistics {
  std::uint64_t disk_bytes = 0;
  std::uint64_t records = 0;
  std::uint64_t format_version = 0;
};

class StoreAdmin {
 public:
  virtual ~StoreAdmin() = default;
  virtual Result<StoreStatistics> statistics() const = 0;
};

}  // namespace muster
