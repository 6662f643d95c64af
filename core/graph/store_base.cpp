#include "core/graph/store_base.h"

#include <utility>

#include <fmt/format.h>

#include "core/base/assert.h"

namespace muster {

class StoreBase::Transaction final : public WriteTransaction {
 public:
  Transaction(StoreBase& store, std::shared_ptr<const GraphSnapshot> base)
      : store_(&store), batch_(std::move(base), store) {}

  ~Transaction() override {
    if (store_ != nullptr) store_->release_writer();
  }

  WriteBatch& batch() override { return batch_; }

  Result<CommitInfo> commit() override {
    if (store_ == nullptr) {
      return Error{.code = ErrorCode::kFailedPrecondition,
                   .message = "This write transaction has already ended.",
                   .hint = "Begin a new one."};
    }
    Result<CommitInfo> committed = store_->commit(batch_);
    std::exchange(store_, nullptr)->release_writer();
    return committed;
  }

 private:
  StoreBase* store_;  // Null once the transaction is over.
  WriteBatch batch_;
};

StoreBase::StoreBase() : published_(GraphSnapshot::empty()) {}
StoreBase::~StoreBase() { MUSTER_ASSERT(!writing_); }

std::shared_ptr<const GraphSnapshot> StoreBase::snapshot() const {
  const std::lock_guard lock(published_mutex_);
  return published_;
}

std::uint64_t StoreBase::sequence() const {
  const std::lock_guard lock(published_mutex_);
  return sequence_;
}

void StoreBase::start_from(std::shared_ptr<const GraphSnapshot> snapshot, std::uint64_t sequence) {
  publish(std::move(snapshot), sequence);
}

Result<void> StoreBase::check_writable() const { return ok(); }

void StoreBase::add_commit_stage(std::unique_ptr<CommitStage> stage) {
  stages_.push_back(std::move(stage));
}

Result<std::unique_ptr<WriteTransaction>> StoreBase::begin_write(const WriteOptions& options) {
  MUSTER_CHECK(check_writable());
  {
    std::unique_lock lock(writer_mutex_);
    if (!writer_released_.wait_for(lock, options.lock_wait_ms, [this] { return !writing_; })) {
      return Error{
          .code = ErrorCode::kBusy,
          .message = fmt::format("Another writer held the store for the {} ms this one waited.",
                                 options.lock_wait_ms.count()),
          .hint = "Try again."};
    }
    writing_ = true;
  }
  return std::make_unique<Transaction>(*this, snapshot());
}

Result<CommitInfo> StoreBase::commit(WriteBatch& batch) {
  const GraphSnapshot& base = *batch.graph().base();
  CommitInfo info{.sequence = sequence(), .version = base.version()};
  if (batch.empty()) return info;
  for (const std::unique_ptr<CommitStage>& stage : stages_) MUSTER_CHECK(stage->run(batch));
  // A stage may have taken back all that was changed.
  if (batch.empty()) return info;
  // After the stages: what they derive is bound by the constraints as well.
  MUSTER_CHECK(batch.graph().check_constraints());

  batch.graph().seal();
  const bool graph_changed = batch.graph().changed_anything();
  info.sequence += 1;
  info.version += graph_changed ? 1 : 0;
  info.bytes_copied = batch.graph().bytes_copied();
  MUSTER_CHECK(persist(batch, info));
  publish(graph_changed ? std::move(batch.graph()).publish(info.version) : batch.graph().base(),
          info.sequence);
  return info;
}

void StoreBase::release_writer() {
  {
    const std::lock_guard lock(writer_mutex_);
    MUSTER_ASSERT(writing_);
    writing_ = false;
  }
  writer_released_.notify_one();
}

void StoreBase::publish(std::shared_ptr<const GraphSnapshot> next, std::uint64_t sequence) {
  {
    const std::lock_guard lock(published_mutex_);
    published_.swap(next);
    sequence_ = sequence;
  }
  // `next` now holds the snapshot before this one: if nobody pins it, it is freed here, outside the
  // lock.
}

}  // namespace muster
