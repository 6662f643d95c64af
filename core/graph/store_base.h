// StoreBase: what every GraphStore has in common: the writer lock, the stages, sequence and
// version, publishing. A store adds where records are read and how a commit becomes durable.
//
// The law: a commit is stages, then persist(), then publish, under one writer lock. What fails
// before the end of persist() never happened: the snapshot, the sequence and the version stay as
// they were.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "core/graph/graph_store.h"

namespace muster {

class StoreBase : public GraphStore {
 public:
  ~StoreBase() override;

  std::shared_ptr<const GraphSnapshot> snapshot() const final;
  // The transaction may be used and ended on another thread than the one that began it. It must not
  // outlive the store.
  Result<std::unique_ptr<WriteTransaction>> begin_write(const WriteOptions& options = {}) final;
  void add_commit_stage(std::unique_ptr<CommitStage> stage) final;
  std::uint64_t sequence() const final;

 protected:
  StoreBase();

  // What the store begins with. REQUIRES: called before the first begin_write (by the constructor
  // or opener of the store).
  void start_from(std::shared_ptr<const GraphSnapshot> snapshot, std::uint64_t sequence);

  // Makes the batch durable and its records readable, all or nothing. Called by one committer at a
  // time, under the writer lock and after the stages. `batch.graph().changed()` names the elements
  // to write, `batch.view()` has them as they will be, `batch.graph().base()` as they were. `info`
  // is what the commit will return. Errors: kIo, kResourceExhausted, …: nothing may have become
  // visible.
  virtual Result<void> persist(const WriteBatch& batch, const CommitInfo& info) = 0;

  // Asked before the writer lock is waited for. Errors: kFailedPrecondition: read-only.
  virtual Result<void> check_writable() const;

 private:
  class Transaction;

  // Errors: see WriteTransaction::commit.
  Result<CommitInfo> commit(WriteBatch& batch);
  void release_writer();
  void publish(std::shared_ptr<const GraphSnapshot> next, std::uint64_t sequence);

  // The writer lock: a flag rather than a mutex, so that a transaction can end on another thread.
  // Lock order: writer_mutex_ and published_mutex_ are never held together.
  std::mutex writer_mutex_;
  std::condition_variable writer_released_;
  bool writing_ = false;  // Guarded by writer_mutex_.

  // Held only to copy or swap the pointer; never while a commit works.
  mutable std::mutex published_mutex_;
  std::shared_ptr<const GraphSnapshot> published_;  // Guarded by published_mutex_.
  std::uint64_t sequence_ = 0;                      // Guarded by published_mutex_.

  std::vector<std::unique_ptr<CommitStage>> stages_;  // Fixed before the first write.
};

}  // namespace muster
